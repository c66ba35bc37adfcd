"""A PostgreSQL server of one's own, for as long as it is needed.

The package `pgserver` brings one; else the programs of a Debian-like installation are used.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["NoServerError", "postgresql"]


class NoServerError(Exception):
    """No server can be started here; the message says why."""


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a server, yield its URL, and stop it and remove its files at the end.

    Raises
    ------
    NoServerError
        If there is no driver, no server, or it does not start.
    """
    try:
        import psycopg  # noqa: F401 (asked for by what the URL is for)
    except ImportError:
        raise NoServerError("PostgreSQL needs the psycopg driver") from None
    folder = Path(tempfile.mkdtemp(prefix="litscan-pg-"))  # short: a socket's path is limited
    folder.chmod(0o755)
    try:
        url, stop = _start(folder)
        try:
            yield url
        finally:
            stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> tuple[str, Callable[[], object]]:
    try:
        import pgserver
    except ImportError:
        binaries = _installed()
        if binaries is None:
            raise NoServerError(
                "no PostgreSQL here: neither the pgserver package nor initdb"
            ) from None
        return _start_installed(binaries, folder)
    server = pgserver.get_server(folder / "data")
    return server.get_uri(), server.cleanup


def _installed() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    if found:
        folders.append(Path(found).resolve().parent)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def _start_installed(binaries: Path, folder: Path) -> tuple[str, Callable[[], object]]:
    """Start a server that listens on a socket in the folder only; as another user for root."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        if not shutil.which("runuser"):
            raise NoServerError("PostgreSQL does not run as root, and there is no runuser")
        prefix = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    data = folder / "data"

    def run(*command: str) -> None:
        done = subprocess.run([*prefix, *command], capture_output=True, text=True, cwd=folder)
        if done.returncode:
            raise NoServerError(f"PostgreSQL could not be started: {done.stderr.strip()[-200:]}")

    run(str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    control = str(binaries / "pg_ctl")
    run(control, "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    url = f"postgresql://postgres@/postgres?host={folder}"
    return url, lambda: run(control, "-D", str(data), "-m", "immediate", "stop")
