"""Says whether the lock files satisfy pyproject.toml: asks no registry, so it can't drift by itself.

Exit code 1 names each requirement that no locked version meets.
"""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.IGNORECASE | re.MULTILINE)


def name_of(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def locked(file_name: str) -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    for name, version in PIN.findall((ROOT / file_name).read_text()):
        found.setdefault(name_of(name), []).append(Version(version))
    return found


def faults(requirements: list[str], pins: dict[str, list[Version]], file_name: str) -> list[str]:
    wanted = [Requirement(text) for text in requirements]
    return [
        f"{file_name}: {requirement} is not met (make lock)"
        for requirement in wanted
        if not any(
            requirement.specifier.contains(version, prereleases=True)
            for version in pins.get(name_of(requirement.name), [])
        )
    ]


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run = project["project"]["dependencies"]
    dev = project["dependency-groups"]["dev"]
    run_pins, dev_pins = locked("requirements.lock"), locked("requirements-dev.lock")
    found = faults(run, run_pins, "requirements.lock")
    found += faults(run + dev, dev_pins, "requirements-dev.lock")
    found += [
        f"requirements-dev.lock: {name} differs from requirements.lock (make lock)"
        for name, versions in run_pins.items()
        if dev_pins.get(name) != versions
    ]
    print("\n".join(found) or "The lock files are in step with pyproject.toml.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
