"""Survey tables as LaTeX, Markdown, CSV and JSON, each escaped for its own format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from litscan.spreadsheet import guarded
from litscan.survey.results import ResultRow, ResultsTable, is_impossible

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = [
    "RESULT_COLUMNS",
    "TABLE_FORMATS",
    "Column",
    "TableFormat",
    "escape_latex",
    "escape_markdown",
    "plain_number",
    "render_results",
    "render_table",
    "result_cells",
]

TableFormat = Literal["latex", "markdown", "csv", "json"]
TABLE_FORMATS: tuple[TableFormat, ...] = ("latex", "markdown", "csv", "json")

SCHEMA = "litscan.table/1"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and whether it holds numbers and is set flush right."""

    heading: str
    number: bool = False


RESULT_COLUMNS: tuple[Column, ...] = (
    Column("Dataset"),
    Column("Architecture"),
    Column("Method"),
    Column("Operating point"),
    Column("Metric"),
    Column("Dense", number=True),
    Column("Pruned", number=True),
    Column("Drop", number=True),
    Column("Paper"),
)

_LATEX: Mapping[str, str] = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "[": "{[}",
    "]": "{]}",
    "±": r"$\pm$",
    "×": r"$\times$",
    "−": "$-$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "–": "--",
    "—": "---",
    "…": r"\ldots{}",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    "\u00a0": "~",
}
_POINTS: Mapping[str, str] = {
    "sparsity": "{} sparse",
    "params_removed": "{} parameters removed",
    "params_kept": "{} parameters kept",
    "flops_removed": "{} FLOPs removed",
    "flops_kept": "{} FLOPs kept",
    "compression_ratio": "{}× smaller",
    "units_removed": "{} of units removed",
    "speedup": "{}× faster",
    "params": "{} parameters",
    "flops": "{} FLOPs",
    "pattern": "N:M, {} zero",
}
_OURS = re.compile(r"\s*\((?:ours?)\)\s*$", re.IGNORECASE)
_PRINTED = re.compile(r"\s*([+\-−]?\d+(?:\.\d+)?)(?![\d.,])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def escape_latex(text: str) -> str:
    r"""Return text that LaTeX sets as it is, its special characters escaped.

    Accented and other letters stay as they are: LaTeX reads UTF-8, and a font that lacks a letter
    says so in its log. Greek letters and signs that are common in method names become math.

    Examples
    --------
    >>> print(escape_latex("ℓ1 & 50% of C_3 {x} ~ ^ \\ # $"))
    $\ell$1 \& 50\% of C\_3 \{x\} \textasciitilde{} \textasciicircum{} \textbackslash{} \# \$
    """
    return "".join(_latex_characters().get(letter, letter) for letter in _one_line(text))


@cache
def _latex_characters() -> Mapping[str, str]:
    import unicodedata

    greek = {}
    for code in (*range(0x391, 0x3AA), *range(0x3B1, 0x3CA)):
        name = unicodedata.name(chr(code), "").removeprefix("GREEK ")
        size, _, letter = name.partition(" LETTER ")
        if letter.isalpha() and letter not in {"OMICRON", "LAMDA"} and size == "SMALL":
            greek[chr(code)] = f"$\\{letter.lower()}$"
    special = {"λ": r"$\lambda$", "µ": r"$\mu$", "Δ": r"$\Delta$", "Σ": r"$\Sigma$"}
    return {**greek, **special, "ℓ": r"$\ell$", "∞": r"$\infty$", "→": r"$\to$", **_LATEX}


def escape_markdown(text: str) -> str:
    r"""Return text that Markdown shows as it is, also inside a table cell.

    Examples
    --------
    >>> print(escape_markdown("a|b *c* <i>"))
    a\|b \*c\* &lt;i&gt;
    """
    shown = re.sub(r"([\\`*_{}\[\]|~$])", r"\\\1", _one_line(text).replace("&", "&amp;"))
    return shown.replace("<", "&lt;").replace(">", "&gt;")


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def plain_number(value: float | None) -> str:
    """Return a number in decimal digits, nothing for None."""
    return "" if value is None else f"{value:.10g}"


def _printed(row: ResultRow) -> str:
    """Return the value with the digits that are printed, where the evidence begins with them."""
    found = _PRINTED.match(row.quote)
    if found and float(found[1].replace("−", "-")) == row.value:
        return found[1].replace("−", "-")
    return plain_number(row.value)


def _method(row: ResultRow) -> str:
    if not row.own:
        return row.method
    return f"{_OURS.sub('', row.method) or row.method} (own)"


def _point(row: ResultRow) -> str:
    if row.point_value is None:
        return ""
    amount = plain_number(row.point_value)
    if row.point_unit == "percent":
        amount += "%"
    elif row.point_unit not in {"", "factor", "count"}:
        amount += f" {row.point_unit}"
    return _POINTS.get(row.point_kind, row.point_kind.replace("_", " ") + " {}").format(amount)


def result_cells(row: ResultRow) -> tuple[str, ...]:
    """Return a row's cells as plain text, in the order of `RESULT_COLUMNS`."""
    value = _printed(row)
    if row.uncertainty is not None:
        value += f" ± {plain_number(row.uncertainty)}"
    if is_impossible(row.unit, row.value):
        value += " (impossible as printed)"
    metric = row.metric.replace("_", " ")
    if row.unit == "percent":
        metric += " (%)"
    elif row.unit:
        metric += f" ({row.unit})"
    return (
        row.dataset,
        row.architecture,
        _method(row),
        _point(row),
        metric,
        plain_number(row.dense),
        value,
        plain_number(row.drop),
        row.paper,
    )


def _csv(names: Sequence[str], records: Sequence[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for record in records:
        writer.writerow([guarded(record[name]) for name in names])
    return text.getvalue()


def _json(kind: str, records: Sequence[Mapping[str, Any]]) -> str:
    record: dict[str, Any] = {"schema": SCHEMA, "kind": kind, "rows": list(records)}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _environment(kind: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    escape = escape_latex if kind == "latex" else escape_markdown
    environment = Environment(
        loader=PackageLoader("litscan.survey"),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    environment.filters["shown"] = escape
    return environment


def render_results(table: ResultsTable, format_: TableFormat) -> str:
    """Return the results table in a format.

    Parameters
    ----------
    table : ResultsTable
    format_ : {"latex", "markdown", "csv", "json"}
        LaTeX needs the packages booktabs and longtable. CSV and JSON hold every field, evidence
        included; LaTeX and Markdown the columns a reader needs. In CSV, text that a spreadsheet
        would run as a formula begins with ``'``.

    Examples
    --------
    >>> print(render_results(ResultsTable(()), "markdown"))
    No results.
    <BLANKLINE>
    """
    return render_table(
        "results",
        format_,
        columns=RESULT_COLUMNS,
        cells=[result_cells(row) for row in table.rows],
        names=ResultRow.__slots__,
        records=[row.to_json() for row in table.rows],
        note="Drop is computed only where the paper prints both numbers; positive is worse.",
    )


def render_table(
    kind: str,
    format_: TableFormat,
    *,
    columns: Sequence[Column],
    cells: Sequence[Sequence[str]],
    names: Sequence[str],
    records: Sequence[Mapping[str, Any]],
    note: str = "",
) -> str:
    """Return a survey table in a format.

    Parameters
    ----------
    kind : str
        Which table, as the JSON names it.
    format_ : {"latex", "markdown", "csv", "json"}
    columns, cells
        What LaTeX and Markdown show: headings, and the rows as plain text.
    names, records
        What CSV and JSON hold: the fields, and the rows by field.
    note : str
        A sentence that goes with the table.
    """
    if format_ == "csv":
        return _csv(names, records)
    if format_ == "json":
        return _json(kind, records)
    template = _environment(format_).get_template(f"table.{format_}.j2")
    return template.render(columns=columns, rows=cells, note=note, empty=f"No {kind}.")
