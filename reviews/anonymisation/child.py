"""The process that reads one file: takes its limits, does one task, writes one answer.

Started as a script by `reading.run_child`, so that nothing is imported before the limits hold.
"""

import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

OPEN_FILES = 64
PR_SET_PDEATHSIG = 1


def main(request: str) -> None:
    message = json.loads(Path(request).read_bytes())
    _limit(message["limits"])
    sys.path.insert(0, str(Path(__file__).parents[2]))
    sys.setrecursionlimit(2000)
    answer = _call(message["task"], message["values"])
    partial = Path(message["answer"] + ".part")
    partial.write_text(json.dumps(answer), encoding="ascii")
    partial.replace(message["answer"])


def _call(task: str, values: dict[str, Any]) -> dict[str, Any]:
    import importlib

    from reviews.anonymisation.reading import DAMAGED, TOO_LARGE
    from reviews.anonymisation.surfaces import Refusal

    module, _, function = task.partition(":")
    try:
        return {"value": getattr(importlib.import_module(module), function)(**values)}
    except Refusal as refusal:
        return {"refusal": [refusal.rule, refusal.sentence]}
    except MemoryError:
        return {"refusal": ["too-large", TOO_LARGE]}
    except Exception as error:
        # The kind of error helps whoever looks for the cause; its text could quote the file.
        return {"refusal": ["damaged", DAMAGED], "cause": type(error).__name__}


def _limit(limits: dict[str, int]) -> None:
    _die_with_parent()
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    # The soft limit sends SIGXCPU, which tells slowness from a crash; the hard one kills.
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"] + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file"], limits["file"]))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _die_with_parent() -> None:
    import ctypes

    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    except (AttributeError, OSError):  # not Linux: the time limit alone has to do
        return


if __name__ == "__main__":
    main(sys.argv[1])
