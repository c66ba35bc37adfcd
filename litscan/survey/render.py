"""Survey tables in their forms: LaTeX, Markdown, HTML, CSV and JSON."""

from __future__ import annotations

from typing import Literal

from litscan.survey.citing import Citations
from litscan.survey.table import SurveyTable

__all__ = ["TABLE_FORMATS", "TableFormat", "render_table"]

TableFormat = Literal["latex", "markdown", "csv", "html", "json"]
TABLE_FORMATS: tuple[TableFormat, ...] = ("latex", "markdown", "csv", "html", "json")


def render_table(
    table: SurveyTable,
    format_: TableFormat,
    citations: Citations | None = None,
    *,
    bibliography: str = "",
    document: bool = False,
) -> str:
    r"""Return a survey table in a form.

    Parameters
    ----------
    table : SurveyTable
    format_ : {"latex", "markdown", "csv", "html", "json"}
        CSV and JSON hold every field, evidence included; the others the columns a reader needs.
    citations : Citations, optional
        How papers are cited; without, they are shown by their keys in the corpus.
    bibliography : str
        For LaTeX: name of the file of the bibliography, without ``.bib``.
    document : bool
        For LaTeX: a whole document instead of a part to be ``\input``.
    """
    from litscan.survey import forms

    cited = citations or Citations()
    if format_ == "latex":
        return forms.to_latex(table, cited, bibliography=bibliography, document=document)
    if format_ == "markdown":
        return forms.to_markdown(table, cited)
    if format_ == "html":
        return forms.to_html(table, cited)
    return forms.to_csv(table, cited) if format_ == "csv" else forms.to_json(table, cited)
