from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.database import Database
from litscan.corpus.schema import REVISION, metadata
from litscan.document import read_text
from litscan.errors import (
    CorpusError,
    CorpusTooNewError,
    MissingInputError,
    NotACorpusError,
    UsageError,
)


def test_a_missing_corpus_is_made_and_opens_again(corpus_url: str) -> None:
    with Corpus.open(corpus_url) as corpus:
        corpus.add_papers([PaperRecord("1608.08710", title="Pruning Filters")])
    with Corpus.open(corpus_url, create=False) as corpus:
        assert corpus.paper("1608.08710") == PaperRecord("1608.08710", title="Pruning Filters")


def test_a_missing_corpus_is_not_made_when_only_read(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="there is no corpus"):
        Corpus.open(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_corpus(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Corpus.open(path) as corpus:
        assert corpus.counts()["papers"] == 0


@pytest.mark.parametrize("content", [b"\\documentclass{article}", b"\x00\x01\x02" * 500])
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "paper.tex"
    path.write_bytes(content)
    with pytest.raises(NotACorpusError, match=r"paper\.tex: not a SQLite database"):
        Corpus.open(path)
    assert path.read_bytes() == content


def test_a_truncated_database_is_an_error_of_one_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 300)
    with pytest.raises(NotACorpusError) as caught:
        Corpus.open(path)
    assert "\n" not in str(caught.value)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotACorpusError, match="a folder"):
        Corpus.open(tmp_path)


def test_someone_elses_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotACorpusError, match="bookmarks"):
        Corpus.open(path)
    assert path.read_bytes() == before


def test_a_corpus_of_a_later_litscan_is_refused_with_advice(corpus_url: str) -> None:
    with Corpus.open(corpus_url):
        pass
    database = Database(corpus_url)
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(CorpusTooNewError, match=r"9999.*upgrade"):
        Corpus.open(corpus_url)


def test_a_database_litscan_does_not_know_is_named() -> None:
    with pytest.raises(UsageError, match="mysql"):
        Corpus.open("mysql://localhost/papers")


def test_the_migrations_lead_to_the_tables_the_code_uses(corpus_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from litscan.corpus.migrations.upgrade import known_revisions

    ours = set(metadata.tables)
    database = Database(corpus_url)
    with database.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _, name, kind, __, ___: (
                    name in ours if kind == "table" else name not in _SEARCH
                )
            },
        )
        assert compare_metadata(context, metadata) == []
    database.close()
    assert known_revisions()[0] == REVISION


_SEARCH = {"search", "ix_papers_search", "ix_documents_search"}


def test_sqlite_runs_with_wal_foreign_keys_and_patience(tmp_path: Path) -> None:
    database = Database(tmp_path / "litscan.db")
    with database.reading() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    database.close()
    assert pragmas[:2] == ["wal", 1]
    assert pragmas[2] >= 10_000


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    import threading

    path = tmp_path / "litscan.db"
    Corpus.open(path).close()
    errors: list[BaseException] = []

    def write(first: int) -> None:
        try:
            with Corpus.open(path) as corpus:
                for number in range(first, first + 20):
                    corpus.add_papers([PaperRecord(f"bib/{number}", authors=("Same Name",))])
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Corpus.open(path) as corpus:
        assert corpus.counts()["papers"] == 60


_WRITER = """
import sys
from litscan.corpus import Corpus, PaperRecord
url, files, first = sys.argv[1], sys.argv[2], int(sys.argv[3])
sys.stdin.readline()
with Corpus.open(url, files=files) as corpus:
    for number in range(6):
        corpus.add_papers(
            PaperRecord(f"bib/{n}", title=f"T{n}", authors=("Same Name", f"A{n}"), source="s")
            for n in (number, first + number)
        )
        corpus.store_raw(b"same bytes %d" % number, "text/plain", "x")
        corpus.add_coverage_note("s", f"note {number}")
"""


def test_processes_that_import_at_once_into_a_new_corpus_all_succeed(
    corpus_url: str, tmp_path: Path
) -> None:
    arguments = [sys.executable, "-c", _WRITER, corpus_url, str(tmp_path / "files")]
    running = [
        subprocess.Popen(
            [*arguments, str(first)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first in (100, 200)
    ]
    for process in running:  # both have imported what they need and start together
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], said
    with Corpus.open(corpus_url) as corpus:
        assert corpus.counts()["papers"] == 18


@pytest.mark.parametrize("number", range(3))
def test_threads_that_make_one_corpus_agree(corpus_url: str, number: int) -> None:
    def open_it(_: int) -> int:
        with Corpus.open(corpus_url) as corpus:
            corpus.add_papers([PaperRecord("bib/x", title="Same", authors=("Same Name",))])
            return corpus.counts()["papers"]

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(open_it, range(6))) == [1] * 6


def test_what_the_database_refuses_is_a_corpus_error(corpus_url: str) -> None:
    database = Database(corpus_url)
    insert = metadata.tables["authors"].insert()
    with (
        pytest.raises(CorpusError, match=r"(?i)unique") as caught,
        database.writing() as connection,
    ):
        connection.execute(insert, [{"name": "A"}, {"name": "A"}])
    assert "\n" not in str(caught.value)
    database.close()


@pytest.mark.parametrize("name", ["what?.db", "a#b.db", "50%25?mode=ro.db"])
def test_a_path_may_have_any_character(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with Corpus.open(path) as corpus:
        corpus.add_papers([PaperRecord("bib/x")])
    assert path.is_file()
    assert {item.name for item in tmp_path.iterdir()} == {name}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:geheim@host:port/papers",
        "post gres://me:geheim@host/papers",
        "://me:geheim@host",
    ],
)
def test_a_malformed_url_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        Corpus.open(url)
    assert "geheim" not in str(caught.value)
    assert "database" in str(caught.value)


@contextmanager
def _as_nobody(*places: Path) -> Iterator[None]:
    """Own these files and act as a user for whom permissions count, if this is root."""
    root = os.geteuid() == 0
    if root:
        for place in places:
            os.chown(place, 65534, 65534)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach, as those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="litscan-ro-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are POSIX's")
@pytest.mark.parametrize("locked", ["file", "folder", "both"])
def test_a_read_only_corpus_is_read_and_not_written(open_folder: Path, locked: str) -> None:
    path = open_folder / "lit #1?.db"
    with Corpus.open(path) as corpus:
        assert corpus.writable
        corpus.add_papers([PaperRecord("bib/x", title="Lottery tickets")])
        document = read_text("# T\n\nWe rewind wombats.", format="markdown")
        corpus.save_document("bib/x", document)
        corpus.search("wombats")
    with _as_nobody(open_folder, path):
        if locked != "folder":
            path.chmod(0o444)
        if locked != "file":
            open_folder.chmod(0o555)
        with Corpus.open(path) as corpus:
            assert not corpus.writable
            assert [hit.where for hit in corpus.search("wombats")] == ["text"]
            assert corpus.counts()["papers"] == 1
            with pytest.raises(CorpusError, match="is read-only"):
                corpus.add_papers([PaperRecord("bib/y")])
            with pytest.raises(CorpusError, match="is read-only"):
                corpus.store_raw(b"x", "text/plain", "x")
            with pytest.raises(CorpusError, match="is read-only"):
                Corpus.open(open_folder / "new.db" if locked != "file" else path).add_papers(
                    [PaperRecord("bib/y")]
                )
    assert [item.name for item in open_folder.iterdir()] == [path.name]


@pytest.mark.postgres
def test_a_user_who_may_only_read_reads(postgresql_url: str) -> None:
    with Corpus.open(postgresql_url) as corpus:
        corpus.add_papers([PaperRecord("bib/x", title="Lottery tickets")])
    separator = "&" if "?" in postgresql_url else "?"
    reader = f"{postgresql_url}{separator}options=-cdefault_transaction_read_only%3Don"
    with Corpus.open(reader) as corpus:
        assert not corpus.writable
        assert [hit.key for hit in corpus.search("lottery")] == ["bib/x"]
        with pytest.raises(CorpusError, match="is read-only"):
            corpus.add_papers([PaperRecord("bib/y")])
