"""What the parts of the `Corpus` class share: the database, and naming a paper's row."""

from __future__ import annotations

import getpass
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.database import Database
from litscan.errors import CorpusError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Part", "content_digest", "frame", "login_name", "now"]


class Part:
    """One side of the corpus; `Corpus` is made of several."""

    _database: Database

    def _paper_id(self, connection: sa.Connection, key: str) -> int:
        query = sa.select(schema.papers.c.id).where(schema.papers.c.key == key)
        found = connection.execute(query).scalar_one_or_none()
        if found is None:
            raise CorpusError(f"{self._database.name}: no paper {key!r} in the corpus")
        return int(found)


def now() -> str:
    """Return the present time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def login_name() -> str:
    """Return the name of the user who runs this, or ``unknown``."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def content_digest(*values: Any) -> str:
    """Return a short hash of JSON values, whatever order their keys came in."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def frame(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a DataFrame with these columns, empty or not.

    Columns of text keep None where a value is missing, whatever the version of pandas; missing
    numbers are NaN.
    """
    import pandas as pd

    values = list(zip(*rows, strict=True)) or [()] * len(columns)

    def series(column: Sequence[Any]) -> pd.Series[Any]:
        first = next((value for value in column if value is not None), None)
        numeric = isinstance(first, (bool, int, float))
        return pd.Series(column) if numeric else pd.Series(column, dtype=object)

    return pd.DataFrame(dict(zip(columns, map(series, values), strict=True)))
