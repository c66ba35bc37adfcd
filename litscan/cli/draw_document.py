"""A document drawn for a person: outline, tables, coverage, and its text with source lines."""

from __future__ import annotations

from collections.abc import Iterator

from litscan.cli.draw_table import draw_table
from litscan.document.model import Cell, Document, Reference, Span, Table

__all__ = [
    "draw_outline",
    "draw_references",
    "draw_sentences",
    "draw_tables",
    "draw_text",
    "markdown_document",
    "markdown_tables",
]

_MARKDOWN_EMPHASIS = {"underline": ("<u>", "</u>"), "italic": ("*", "*"), "bold": ("**", "**")}


def _place(document: Document, span: Span) -> str:
    where = document.locate(span)
    return f"{where.file}:{where.line}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _heading(document: Document) -> list[str]:
    source = f"{document.source.path}  {document.source.format}"
    if document.arxiv_id:
        source += f"  arXiv:{document.arxiv_id}"
    return [document.title_text or "(no title found)", source]


def draw_outline(document: Document, *, width: int | None = None) -> str:
    """Return title, outline with roles, tables, and coverage with its warnings."""
    lines = [*_heading(document), "", "Outline"]
    for section in document.sections:
        role = f"  [{section.role}]" if section.role != "other" else ""
        lines.append(f"{'  ' * max(section.level, 1)}{_one_line(section.heading)}{role}")
    if not document.sections:
        lines.append("  (no headings found)")
    if document.tables:
        lines += ["", draw_tables(document, document.tables, width=width)]
    return "\n".join([*lines, "", *_coverage(document)])


def _coverage(document: Document) -> Iterator[str]:
    coverage = document.coverage
    yield "Coverage"
    yield f"  full text: {'yes' if coverage.full_text else 'no'}"
    yield f"  {_count(coverage.sections, 'section')}, {_count(coverage.sentences, 'sentence')}"
    yield f"  {coverage.tables_parsed} of {_count(coverage.tables_found, 'table')} read"
    yield "  " + ", ".join(
        (
            _count(len(document.captions), "caption"),
            _count(len(document.footnotes), "footnote"),
            _count(len(document.cross_references), "cross reference"),
        )
    )
    entries = _count(len(document.references), "bibliography entry")
    yield f"  {_count(len(document.citations), 'citation')}, {entries}"
    for warning in coverage.warnings:
        yield f"  warning: {warning}"


def _count(number: int, noun: str) -> str:
    """Return a number of things in words.

    Examples
    --------
    >>> _count(1, "table"), _count(2, "bibliography entry")
    ('1 table', '2 bibliography entries')
    """
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"


def draw_tables(document: Document, tables: tuple[Table, ...], *, width: int | None = None) -> str:
    """Return tables drawn as text, each under its number, label, place and caption."""
    return "\n\n".join(_table(document, table, width) for table in tables)


def _table(document: Document, table: Table, width: int | None) -> str:
    head = f"{_title(table)} ({table.label}, {_place(document, table.span)})"
    caption = _one_line(document.quote(table.caption)) if table.caption else ""
    lines = [f"{head}  {caption}".rstrip(), draw_table(table, width=width)]
    for note in table.notes:
        mark = f"[{note.mark}] " if note.mark else ""
        lines.append(f"  {mark}{_one_line(document.quote(note.span))}")
    return "\n".join(lines)


def _title(table: Table) -> str:
    return f"Table {table.number}" if table.number else "Table"


def draw_text(document: Document) -> str:
    """Return the document's text, each line behind the file and line it was read from."""
    lines, at = [], 0
    for line in document.text.split("\n"):
        span = Span(at, at + len(line))
        lines.append(f"{_place(document, span)}\t{line}" if line.strip() else "")
        at += len(line) + 1
    return "\n".join(lines)


def draw_sentences(document: Document) -> str:
    """Return one sentence a line, each behind the file and line where it begins."""
    return "\n".join(
        f"{_place(document, sentence.span)}\t{_one_line(document.quote(sentence.span))}"
        for sentence in document.sentences
    )


def draw_references(document: Document) -> str:
    """Return one bibliography entry a line: key, authors, year, title, arXiv id."""
    return "\n".join(_reference(reference) for reference in document.references)


def _reference(reference: Reference) -> str:
    authors = ", ".join(reference.authors[:3]) + (" et al." if len(reference.authors) > 3 else "")
    year = f"({reference.year})" if reference.year else ""
    identifier = f"arXiv:{reference.arxiv_id}" if reference.arxiv_id else ""
    said = [authors, year, reference.title or "(no title found)", identifier]
    return f"[{reference.key}] " + " ".join(_one_line(part) for part in said if part)


def markdown_document(document: Document) -> str:
    """Return title, outline, tables and coverage as Markdown."""
    title, source = _heading(document)
    lines = [f"# {_escaped(title)}", "", _escaped(source), "", "## Outline", ""]
    for section in document.sections:
        role = f" *({section.role.replace('_', ' ')})*" if section.role != "other" else ""
        indent = "  " * max(section.level - 1, 0)
        lines.append(f"{indent}- {_escaped(_one_line(section.heading))}{role}")
    if document.tables:
        lines += ["", "## Tables", "", markdown_tables(document, document.tables)]
    lines += ["", "## Coverage", ""]
    lines += [f"- {_escaped(line.strip())}" for line in list(_coverage(document))[1:]]
    return "\n".join(lines)


def markdown_tables(document: Document, tables: tuple[Table, ...]) -> str:
    """Return tables as Markdown pipe tables; what a span covers is blank."""
    return "\n\n".join(_markdown_table(document, table) for table in tables)


def _markdown_table(document: Document, table: Table) -> str:
    caption = _one_line(document.quote(table.caption)) if table.caption else ""
    place = _place(document, table.span)
    lines = [f"**{_title(table)}** ({_escaped(table.label)}, `{place}`) {_escaped(caption)}", ""]
    drawn = [[_markdown_cell(cell) for cell in row] for row in table.rows]
    lines += [f"| {' | '.join(row)} |" for row in drawn]
    if drawn:
        lines.insert(3, "|" + " --- |" * table.width)
    for note in table.notes:
        mark = f"[{note.mark}] " if note.mark else ""
        lines += ["", _escaped(f"{mark}{_one_line(document.quote(note.span))}")]
    return "\n".join(lines)


def _markdown_cell(cell: Cell) -> str:
    text = _escaped(_one_line(cell.text))
    if text:
        for kind, (before, after) in _MARKDOWN_EMPHASIS.items():
            if kind in cell.emphasis:
                text = f"{before}{text}{after}"
    return " ".join([text, *(_escaped(f"[{mark}]") for mark in cell.marks)]).strip()


def _escaped(text: str) -> str:
    for sign in ("\\", "|", "*", "_", "<", "`", "["):
        text = text.replace(sign, f"\\{sign}")
    return text
