"""Reads spoiled files one after the other in a process of its own; a line of JSON for each.

Run as a script with the number of the first file and of the one after the last. A file that ends
the process has no line: whoever started it goes on after that file.
"""

import json
import resource
import signal
import sys
from pathlib import Path

MEMORY_BYTES = 1536 * 1024 * 1024
SECONDS_A_FILE = 20


def main(first: int, last: int) -> None:
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(2000)
    from hostile_files import everything

    from reviews.anonymisation import reader
    from reviews.anonymisation.surfaces import Refusal

    for number, (name, make) in enumerate(everything()):
        if not first <= number < last:
            continue
        data = make()
        answer: dict[str, object] = {"number": number, "name": name}
        signal.alarm(SECONDS_A_FILE)
        try:
            reading = reader.read_bytes(data, name, ocr=False)
            answer["pages"] = reading.pages
        except Refusal as refusal:
            answer |= {"rule": refusal.rule, "sentence": refusal.sentence}
        except Exception as error:
            # The process of the site says "damaged" for these; here they are told, to be looked at.
            answer["error"] = f"{type(error).__name__}: {error}"
        signal.alarm(0)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
