"""A corpus on both databases: SQLite in a temporary folder, PostgreSQL on a server of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from benchmarks.servers import NoServerError, postgresql
from litscan.corpus import Corpus

_NUMBERS = count()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgresql())
        except NoServerError as error:
            pytest.skip(str(error))
        yield url


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
