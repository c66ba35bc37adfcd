"""Papers in the forms that other tools read; nothing here touches the database."""

from __future__ import annotations

from litscan.corpus.export.bibtex import to_bibtex
from litscan.corpus.export.citation_keys import citation_keys
from litscan.corpus.export.csl import to_csl
from litscan.corpus.export.ris import to_ris

__all__ = ["citation_keys", "to_bibtex", "to_csl", "to_ris"]
