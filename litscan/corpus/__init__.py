"""The corpus: one database of papers, documents, facts and findings, behind one door.

Everything that reads or writes the database goes through `Corpus`; tables, migrations and SQL
stay in this package, so that SQLite and PostgreSQL look the same from outside.
"""

from __future__ import annotations

from litscan.corpus.corpus import Corpus
from litscan.corpus.records import Counts, Hit, PaperRecord, PaperVersion

__all__ = ["Corpus", "Counts", "Hit", "PaperRecord", "PaperVersion"]
