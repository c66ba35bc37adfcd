"""A survey table as a file, with the bibliography beside it."""

from __future__ import annotations

from pathlib import Path

from litscan.errors import UsageError
from litscan.survey.citing import Citations
from litscan.survey.render import TableFormat, render_table
from litscan.survey.table import SurveyTable
from litscan.whole_files import write_named

__all__ = ["form_of", "write_table"]

_FORMS: dict[str, TableFormat] = {
    ".tex": "latex", ".md": "markdown", ".csv": "csv", ".html": "html", ".json": "json",
}  # fmt: skip


def form_of(path: str | Path) -> TableFormat | None:
    """Return the form that the ending of a file's name tells, None if it tells none.

    Examples
    --------
    >>> form_of("results.tex"), form_of("results.txt")
    ('latex', None)
    """
    return _FORMS.get(Path(path).suffix.lower())


def write_table(
    table: SurveyTable,
    path: str | Path,
    citations: Citations | None = None,
    *,
    format_: TableFormat | None = None,
    document: bool = False,
) -> tuple[Path, ...]:
    """Write a survey table; LaTeX and Markdown get a ``.bib`` beside if the table cites a paper.

    Parameters
    ----------
    table : SurveyTable
    path : path
    citations : Citations, optional
        How papers are cited; without, they are shown by their keys in the corpus.
    format_ : {"latex", "markdown", "csv", "html", "json"}, optional
        By default the ending of the path tells: .tex, .md, .csv, .html, .json.
    document : bool
        For LaTeX: a whole document that compiles as it is.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    UsageError
        If the ending names no format, or a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from litscan.survey import Cell, Column, Row
    >>> rows = (Row((Cell("ResNet-50"),), {"name": "ResNet-50"}),)
    >>> table = SurveyTable("results", "Networks", (Column("Network", "name"),), ("name",), rows)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_table(table, f"{folder}/networks.tex")]
    ['networks.tex']
    """
    path = Path(path)
    form = format_ or form_of(path)
    if form is None:
        raise UsageError(
            f"{path}: no table format {path.suffix!r}",
            advice=f"end the name in {', '.join(_FORMS)}",
        )
    cited = citations or Citations()
    entries = cited.bibtex(table.cited()) if form in ("latex", "markdown") else ""
    text = render_table(
        table, form, citations, bibliography=path.stem if entries else "", document=document
    )
    write_named(path, text)
    if not entries:
        return (path,)
    beside = path.with_suffix(".bib")
    write_named(beside, entries)
    return path, beside
