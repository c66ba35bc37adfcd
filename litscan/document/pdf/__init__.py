"""PDF: text in reading order, sections, captions, and the tables whose grid is plain.

The rooms, in the order a page passes through them: `ink` (characters and rulings), `lines`
(words and lines), `columns` (reading order), `furniture` (what every page repeats), `rulings`
and `cells` (tables), `blocks` (what each line is), `reader` (the document).
"""

from __future__ import annotations

from litscan.document.pdf.reader import read_pdf

__all__ = ["read_pdf"]
