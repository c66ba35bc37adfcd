"""`Corpus`: the only door to the database.

The class is put together from one part for each kind of thing it holds, each in a file of its
own: papers, their counts, raw files, documents, facts, their corrections, findings, runs of
collection, turns and allowances at arXiv, what came of fetching, screenings, the ledger of stages,
and search.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.allowance import Allowances
from litscan.corpus.asking import Asking
from litscan.corpus.collection_runs import CollectionRuns
from litscan.corpus.corrections.store import Corrections
from litscan.corpus.counting import Counting
from litscan.corpus.database import Database
from litscan.corpus.documents import Documents
from litscan.corpus.facts import Facts
from litscan.corpus.fetches import Fetches
from litscan.corpus.files import Files, files_folder
from litscan.corpus.finder import Finder
from litscan.corpus.findings import Findings
from litscan.corpus.ledger import Ledger
from litscan.corpus.papers import Papers
from litscan.corpus.screenings import Screenings
from litscan.corpus.search import text_index
from litscan.corpus.standings import Standings
from litscan.corpus.turns import Turns
from litscan.corpus.view import Views

__all__ = ["Corpus"]


class Corpus(
    Papers,
    Counting,
    Files,
    Documents,
    Facts,
    Corrections,
    Findings,
    CollectionRuns,
    Turns,
    Allowances,
    Asking,
    Fetches,
    Screenings,
    Standings,
    Ledger,
    Finder,
    Views,
):
    """Papers, documents, facts and findings, in SQLite or PostgreSQL.

    Open it with `Corpus.open`, best in a ``with`` statement. Whatever is stored twice changes
    nothing the second time.

    Examples
    --------
    >>> import tempfile
    >>> from litscan.corpus import Corpus, PaperRecord
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
    ...         corpus.add_papers([PaperRecord("1608.08710", title="Pruning Filters")])
    ...         [hit.snippet for hit in corpus.search("filter")]
    Counts(added=1, updated=0, unchanged=0)
    ['Pruning [Filters]']
    """

    def __init__(self, database: Database, files: Path) -> None:
        self._database = database
        self._folder = files
        self._index = text_index(sqlite=database.is_sqlite)

    @classmethod
    def open(cls, path_or_url: str | Path, *, create: bool = True, files: str | Path = "") -> Self:
        """Open a corpus, creating it or bringing its tables up to date as needed.

        A SQLite file that cannot be written, itself or its folder, is opened for reading;
        see `writable`.

        Parameters
        ----------
        path_or_url : str or Path
            Path of a SQLite file, or ``postgresql+psycopg://user@host/database``.
        create : bool
            Whether a missing one is made.
        files : str or Path
            Folder of raw files; by default ``<name>-files`` beside a SQLite corpus.

        Raises
        ------
        MissingInputError
            If there is none and none is to be made.
        NotACorpusError
            If the file or database is something else.
        CorpusTooNewError
            If a later litscan wrote it.
        CorpusError
            If the database cannot be used.
        """
        database = Database(path_or_url, create=create)
        return cls(database, files_folder(database.path, str(files)))

    @property
    def name(self) -> str:
        """The corpus's path, or its URL without a password."""
        return self._database.name

    @property
    def writable(self) -> bool:
        """Whether anything can be stored; a corpus that is read-only can still be read."""
        return self._database.writable

    @property
    def files(self) -> Path:
        """The folder in which raw files are kept."""
        return self._folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def counts(self) -> dict[str, int]:
        """Return how many papers, documents, facts, results and findings there are."""
        tables = ("papers", "documents", "facts", "results", "findings")
        with self._database.reading() as connection:
            return {
                name: connection.execute(
                    sa.select(sa.func.count()).select_from(schema.metadata.tables[name])
                ).scalar_one()
                for name in tables
            }
