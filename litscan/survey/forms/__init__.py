"""The forms of a survey table: LaTeX, Markdown, HTML, CSV and JSON."""

from __future__ import annotations

from litscan.survey.forms.html import to_html
from litscan.survey.forms.latex import to_latex
from litscan.survey.forms.markdown import escape_markdown, to_markdown
from litscan.survey.forms.records import to_csv, to_json

__all__ = ["escape_markdown", "to_csv", "to_html", "to_json", "to_latex", "to_markdown"]
