"""The Markdown reader, in the dialects that OCR and PDF converters write.

``blocks`` splits a file, ``pages`` reads block after block, ``inline`` renders prose, ``tables``
and ``tabular`` read tables, ``headings``, ``links`` and ``references`` what their names say.
"""

from __future__ import annotations

from litscan.document.markdown.reader import read_markdown

__all__ = ["read_markdown"]
