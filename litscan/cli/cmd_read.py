"""``litscan read``: a document as litscan sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from litscan.cli.options import emit, emit_json, format_option, verbosity_options

if TYPE_CHECKING:
    from litscan.document.model import Document, Table

__all__ = ["command", "draw_table"]

_WIDEST_CELL = 32


@click.command("read", epilog="Example: litscan read paper/ --format json")
@click.argument("path", type=click.Path())
@format_option("text", "json")
@verbosity_options
def command(path: str, format_: str) -> int:
    """Show a document as litscan sees it: outline, tables drawn as text, coverage, warnings.

    PATH is a LaTeX, Markdown, TEI, PDF or text file, or a folder with an e-print in it.
    """
    from litscan.document import read_document

    document = read_document(path)
    if format_ == "json":
        emit_json(_record(document))
    else:
        emit(_drawing(document))
    return 0


def draw_table(table: Table) -> str:
    r"""Return a table drawn with monospaced characters, a rule below its header.

    Cells that a neighbour spans are blank; long cells are cut with an ellipsis.
    """
    texts = [[_cut(cell.text) for cell in row] for row in table.rows]
    widths = [max(len(row[c]) for row in texts) for c in range(table.width)]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in texts
    ]
    if 0 < table.header_rows < len(lines):
        lines.insert(table.header_rows, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST_CELL else text[: _WIDEST_CELL - 1] + "…"


def _drawing(document: Document) -> str:
    coverage = document.coverage
    lines = [document.title_text or "(no title found)"]
    lines.append(f"{document.source.path}  {document.source.format}")
    if document.arxiv_id:
        lines[-1] += f"  arXiv:{document.arxiv_id}"
    lines += ["", "Outline"]
    for section in document.sections:
        role = f"  [{section.role}]" if section.role != "other" else ""
        lines.append(f"{'  ' * max(section.level, 1)}{section.heading}{role}")
    for table in document.tables:
        place = document.locate(table.span)
        caption = " ".join(document.quote(table.caption).split()) if table.caption else ""
        number = f"Table {table.number}" if table.number else "Table"
        lines += ["", f"{number} ({table.label}, {place.file}:{place.line})  {caption}".rstrip()]
        lines += [draw_table(table), *(f"  {document.quote(note.span)}" for note in table.notes)]
    lines += ["", "Coverage"]
    lines.append(f"  full text: {'yes' if coverage.full_text else 'no'}")
    lines.append(f"  {coverage.sections} sections, {coverage.sentences} sentences")
    lines.append(f"  {coverage.tables_parsed} of {coverage.tables_found} tables read")
    lines.append(
        f"  {len(document.citations)} citations, {len(document.references)} bibliography entries"
    )
    lines += [f"  warning: {warning}" for warning in coverage.warnings]
    return "\n".join(lines)


def _record(document: Document) -> dict[str, Any]:
    return {
        "schema": "litscan.document/2",
        "source": document.source.to_json(),
        "title": document.title_text,
        "arxiv_id": str(document.arxiv_id) if document.arxiv_id else None,
        "coverage": document.coverage.to_json(),
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "level": section.level,
                "role": section.role,
                "start": section.span.start,
                "end": section.span.end,
            }
            for section in document.sections
        ],
        "tables": [_table_record(document, table) for table in document.tables],
        "references": [
            {
                "key": reference.key,
                "title": reference.title,
                "authors": list(reference.authors),
                "year": reference.year,
                "arxiv_id": str(reference.arxiv_id) if reference.arxiv_id else None,
            }
            for reference in document.references
        ],
        "text": document.text,
    }


def _table_record(document: Document, table: Table) -> dict[str, Any]:
    place = document.locate(table.span)
    return {
        "label": table.label,
        "number": table.number,
        "caption": document.quote(table.caption) if table.caption else None,
        "file": place.file,
        "line": place.line,
        "header_rows": table.header_rows,
        "header_columns": table.header_columns,
        "rows": [[cell.text for cell in row] for row in table.rows],
        "notes": [document.quote(note.span) for note in table.notes],
    }
