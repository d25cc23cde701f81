"""What the accessibility statement says, from two files beside this module: no result is written by hand.

`tested.json` is written by the test that looks at every page of the site in a browser; `gaps.toml` is kept by
whoever works on the site. Without `tested.json` the statement says that nothing was tested yet.
"""

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

HERE = Path(__file__).parent
PREPARED_ON = date(2026, 11, 27)


class Status(Enum):
    FULL = "fully compliant"
    PARTIAL = "partially compliant"
    UNKNOWN = "not tested yet"


@dataclass(frozen=True, slots=True)
class Test:
    """One look at every page. `widths` are of the window, in CSS pixels."""

    tested_on: date
    pages: int
    widths: tuple[int, ...]
    tool: str
    standard: str
    violations: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Something known that keeps people out. `scope`: see `gaps.toml`."""

    what: str
    criterion: str
    affects: str
    workaround: str
    since: date
    scope: str = "failing"


@dataclass(frozen=True, slots=True)
class Statement:
    test: Test | None
    gaps: tuple[Gap, ...]

    @property
    def status(self) -> Status:
        if self.test is None:
            return Status.UNKNOWN
        return Status.PARTIAL if self.failing or self.test.violations else Status.FULL

    @property
    def failing(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.scope == "failing")

    @property
    def outside(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.scope == "outside")

    @property
    def reviewed_on(self) -> date:
        """The last day on which somebody tested the site or wrote down a gap."""
        days = [PREPARED_ON, *(gap.since for gap in self.gaps)]
        return max([*days, self.test.tested_on] if self.test else days)

    @property
    def prepared_on(self) -> date:
        return PREPARED_ON


def statement(folder: Path | None = None) -> Statement:
    """Raises ValueError, naming the file, where one of the two can't be understood."""
    folder = folder or HERE
    return Statement(_test(folder / "tested.json"), _gaps(folder / "gaps.toml"))


def _test(path: Path) -> Test | None:
    if not path.exists():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Test(
            tested_on=date.fromisoformat(values["tested_on"]),
            pages=int(values["pages"]),
            widths=tuple(int(width) for width in values["widths"]),
            tool=str(values["tool"]),
            standard=str(values["standard"]),
            violations=int(values["violations"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} is not as the sweep writes it: {error}") from error


def _gaps(path: Path) -> tuple[Gap, ...]:
    try:
        return tuple(Gap(**gap) for gap in tomllib.loads(path.read_text("utf-8")).get("gaps", []))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path.name} has a gap that is not complete: {error}") from error
