"""The reader of TEI XML as GROBID writes it.

``source`` finds the places of nodes in the file, ``outline`` and ``headings`` tell real headings
from what GROBID took for one, ``trust`` which tables are tables, ``reader`` makes the document.
"""

from __future__ import annotations

from litscan.document.tei.reader import read_tei

__all__ = ["read_tei"]
