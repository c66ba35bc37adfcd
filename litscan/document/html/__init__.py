"""Reading HTML: papers as arXiv and ar5iv serve them, and the pages of journals and venues."""

from __future__ import annotations

from litscan.document.html.reader import read_html
from litscan.document.html.tables import read_html_tables

__all__ = ["read_html", "read_html_tables"]
