"""Runs a command with DATABASE_URL naming a PostgreSQL server of its own, thrown away afterwards.

    python tests/with_postgresql.py pytest -m "not browser"

Where PostgreSQL's programs are not on the machine it says so and succeeds: `.ci/run` installs them.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def find_programs() -> Path | None:
    """The newest folder that holds ``initdb``; Debian keeps it off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def _version(path: Path) -> int:
    name = path.parent.parent.name
    return int(name) if name.isdigit() else 0


def main(command: list[str]) -> int:
    programs = find_programs()
    if programs is None:
        print("PostgreSQL is not on this machine, so its half of the tests was not run.")
        return 0
    # The server refuses to run as root.
    account = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="setdab-pg-") as folder:
        if account:
            shutil.chown(folder, "postgres", "postgres")
        data = Path(folder) / "data"
        port = _free_port()
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "setdab", "-A", "trust", "-E", "UTF8"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **account,
        )
        options = (
            f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off "
            "-c full_page_writes=off -c synchronous_commit=off -c max_connections=60 "
            # It would count tables as empty, while the tests' transactions fill them.
            "-c autovacuum=off"
        )
        control = [programs / "pg_ctl", "-D", data, "-w"]
        subprocess.run(
            [*control, "-o", options, "-l", Path(folder) / "log", "start"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **account,
        )
        try:
            url = f"postgres://setdab@127.0.0.1:{port}/postgres"
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "stop"],
                stdout=subprocess.DEVNULL,
                cwd=folder,
                **account,
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
