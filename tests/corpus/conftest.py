"""A corpus on both databases: SQLite in a temporary folder, PostgreSQL on a server of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from litscan.corpus import Corpus

_NUMBERS = count()


def _debian_binaries() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    if found:
        folders.append(Path(found).resolve().parent)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def _start_debian(binaries: Path, folder: Path) -> tuple[str, Callable[[], object]]:
    """Start a server that listens on a socket in the folder only; as another user for root."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        if not shutil.which("runuser"):
            pytest.skip("PostgreSQL does not run as root, and there is no runuser")
        prefix = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    data = folder / "data"

    def run(*command: str) -> None:
        done = subprocess.run([*prefix, *command], capture_output=True, text=True, cwd=folder)
        if done.returncode:
            pytest.skip(f"PostgreSQL could not be started: {done.stderr.strip()[-200:]}")

    run(str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    control = str(binaries / "pg_ctl")
    run(control, "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    url = f"postgresql://postgres@/postgres?host={folder}"
    return url, lambda: run(control, "-D", str(data), "-m", "immediate", "stop")


def _start() -> tuple[str, Callable[[], object]]:
    folder = Path(tempfile.mkdtemp(prefix="litscan-pg-"))  # short: a socket's path is limited
    folder.chmod(0o755)
    try:
        import pgserver
    except ImportError:
        binaries = _debian_binaries()
        if binaries is None:
            pytest.skip("no PostgreSQL here: neither the pgserver package nor initdb")
        url, stop = _start_debian(binaries, folder)
    else:
        server = pgserver.get_server(folder / "data")
        url, stop = server.get_uri(), server.cleanup

    def clean_up() -> None:
        stop()
        shutil.rmtree(folder, ignore_errors=True)

    return url, clean_up


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    pytest.importorskip("psycopg", reason="PostgreSQL needs the psycopg driver")
    url, stop = _start()
    try:
        yield url
    finally:
        stop()


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """A database that is empty and goes after the test."""
    import psycopg

    name = f"litscan_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    head, _, tail = postgresql_server.partition("?")
    base = head.rsplit("/", 1)[0]
    yield f"{base}/{name}?{tail}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def corpus_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty corpus can be made, on each database."""
    if request.param == "sqlite":
        return str(tmp_path / "litscan.db")
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture
def corpus(corpus_url: str, tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(corpus_url, files=tmp_path / "files") as opened:
        yield opened
