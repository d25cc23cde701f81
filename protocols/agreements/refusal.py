class FormatRefused(Exception):
    """The file does not have the form: on which line, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason}")
        self.line = line
        self.reason = reason
