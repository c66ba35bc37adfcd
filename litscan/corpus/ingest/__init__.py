"""Reading what others wrote into records: metadata dumps, bibliographies, tables.

Nothing here touches the database. Readers stream, bound what they read, and go on after a record
they cannot read, with its line number in a `Problems`.
"""

from __future__ import annotations

from litscan.corpus.ingest.problems import Problems

__all__ = ["Problems"]
