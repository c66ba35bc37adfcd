"""TEI XML as GROBID writes it: the structure is marked, so little has to be guessed.

What GROBID marks wrongly, heads above all, is settled in `litscan.document.tei.headings`.
"""

from __future__ import annotations

import re
from typing import Any

from litscan.document.assemble import Draft, assemble_document
from litscan.document.grid import GridError, RawCell, build_table
from litscan.document.headings import Heading
from litscan.document.limits import MAX_TABLES
from litscan.document.model import (
    Caption,
    Citation,
    CrossReference,
    Document,
    Footnote,
    Paragraph,
    Reference,
    Source,
    SourceFile,
    Span,
    Table,
    TableNote,
)
from litscan.document.tei.headings import Decision
from litscan.document.tei.outline import Outline, decide_outline
from litscan.document.tei.source import Passage, SourceText, local_name, plain_text
from litscan.document.tei.trust import doubt
from litscan.document.xmltree import xml_fault, xml_tree
from litscan.errors import ReadError
from litscan.ids import find_arxiv_id, parse_arxiv_id

__all__ = ["read_tei"]

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPTION = re.compile(
    r"\s*(?P<kind>Table|Tab\.|Figure|Fig\.|Algorithm)\s*(?P<number>[A-Z]?\.?\d{1,3})\s*[:.]?\s*"
)
_NUMBER = re.compile(r"[A-Z]?\.?\d+(?:\.\d+)*[a-z]?|[IVX]+\b")
_NOTE_MARK = re.compile(r"\s*(?P<mark>[*†‡§¶]{1,3}|\(?[a-z1-9]\)(?=\s))\s*(?=\S)")
_PROSE = frozenset(["p", "note", "item", "ab", "quote"])
_MOST_REPEATS = 100


def read_tei(text: str, *, source: Source, name: str) -> Document:
    """Return the document that a GROBID TEI file is.

    Parameters
    ----------
    text : str
        The file, decoded.
    source : Source
        What it was read from.
    name : str
        Name of the file, for locations.

    Raises
    ------
    ReadError
        If it is not well-formed XML, or no TEI.
    """
    from lxml import etree

    try:
        root = xml_tree(text)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"{source.path}: not well-formed XML: {xml_fault(error)}") from error
    if root is None or local_name(root) not in ("TEI", "teiCorpus"):
        raise ReadError(
            f"{source.path}: the root element is <{local_name(root)}>, not <TEI>",
            advice="litscan reads TEI as GROBID writes it",
        )
    reader = _Reader(root, text, name)
    reader.read()
    if not len(reader.builder):
        raise ReadError(f"{source.path}: the file holds no text", advice="is this a paper?")
    return assemble_document(
        reader,
        source=source,
        files=(SourceFile(name, text),),
        arxiv_id=_arxiv_id(root),
        full_text=reader.body_found,
    )


def _all(element: Any, *path: str) -> list[Any]:
    found = [element]
    for step in path:
        found = [child for parent in found for child in parent if local_name(child) == step]
    return found


def _first(element: Any, *path: str) -> Any | None:
    found = _all(element, *path) if element is not None else []
    return found[0] if found else None


def _arxiv_id(root: Any) -> Any:
    header = _first(root, "teiHeader")
    for element in header.iter() if header is not None else ():
        if local_name(element) == "idno" and "arxiv" in (element.get("type") or "").lower():
            shown = plain_text(element)
            try:
                return parse_arxiv_id(re.sub(r"\[.*", "", shown).strip())
            except ReadError:
                return find_arxiv_id(shown)
    return None


class _Reader(Draft):
    """Walks the tree in reading order and writes the text."""

    def __init__(self, root: Any, text: str, name: str) -> None:
        super().__init__()
        self.root = root
        self.name = name
        self.places = SourceText(text)
        self.body_found = False
        self.outline = Outline()
        self.skip: dict[Any, int] = {}  # how much of a paragraph its heading has taken
        self.targets = {
            element.get(_ID)
            for element in root.iter("{*}figure", "{*}formula", "{*}div", "{*}note")
        }

    def read(self) -> None:
        header = _first(self.root, "teiHeader")
        title = _first(header, "fileDesc", "titleStmt", "title")
        if title is not None and plain_text(title):
            self.title = self._write(self.places.passage(title))
        abstract = _first(header, "profileDesc", "abstract")
        if abstract is not None and plain_text(abstract):
            self._abstract(abstract)
        body = _first(self.root, "text", "body")
        back = _first(self.root, "text", "back")
        self.outline = decide_outline(body, back)
        if body is not None:
            self.body_found = bool(plain_text(body))
            self._children(body, appendix=False)
        for part in back if back is not None else ():
            self._back(part)
        if not self.body_found:
            self.warnings.append("the file holds no body text")

    def _abstract(self, abstract: Any) -> None:
        self._gap()
        span = self.builder.add_made("Abstract")
        self.headings.append(Heading(span, "Abstract", 0))
        first = len(self.builder) + 2
        self._children(abstract, appendix=False)
        if not self.paragraphs:
            self._paragraph(abstract)
        self.abstract = Span(min(first, len(self.builder)), len(self.builder))

    def _back(self, part: Any) -> None:
        kind = part.get("type") or ""
        if _first(part, "listBibl") is not None:
            self._bibliography(_all(part, "listBibl", "biblStruct"))
            return
        if kind in ("acknowledgement", "funding") and not _has_head(part):
            self._made_heading("Acknowledgements")
        self._children(part, appendix=kind == "annex")

    def _made_heading(self, title: str) -> None:
        self._gap()
        self.headings.append(Heading(self.builder.add_made(title), title, 1))

    def _children(self, parent: Any, *, appendix: bool) -> None:
        for child in parent:
            tag = local_name(child)
            if tag in ("div", "list"):
                self._children(child, appendix=appendix)
            elif tag == "head":
                self._head(child, appendix=appendix)
            elif tag == "note" and child.get("place") == "foot":
                self._footnote(child)
            elif tag in _PROSE:
                self._paragraph(child, appendix=appendix)
            elif tag == "formula":
                self._formula(child)
            elif tag == "figure":
                self._figure(child)

    def _head(self, head: Any, *, appendix: bool) -> None:
        decided = self.outline.decided.get(head)
        if head in self.skip:
            return
        if not decided:
            self._paragraph(head)
            return
        passage = self.places.passage(head)
        if head not in self.outline.continued:
            for decision in decided:
                self._gap()
                span = self._write(passage.part(decision.start, decision.end))
                self._heading(span, decision, appendix=appendix)
            return
        self._gap()
        span = self._write(passage)
        following, cut = self.outline.continued[head]
        self.builder.add_made(" ")
        rest = self._write(self.places.passage(following).part(0, cut))
        span = Span(span.start, rest.end)
        self.skip[following] = cut
        self._heading(span, decided[0], appendix=appendix)

    def _heading(self, span: Span, decision: Decision, *, appendix: bool) -> None:
        self.headings.append(
            Heading(span, decision.title, decision.level, decision.number, appendix)
        )

    def _paragraph(self, element: Any, *, appendix: bool = False) -> Span | None:
        """Write prose, and the headings that run into it."""
        if not plain_text(element):
            return None
        passage = self.places.passage(element)
        at = self.skip.pop(element, 0)
        span = None
        inner = self.outline.decided.get(element, ()) if local_name(element) != "head" else ()
        for decision in inner:
            if decision.start < at:
                continue
            self._run(passage.part(at, decision.start))
            self._gap()
            written = self._write(passage.part(decision.start, decision.end))
            self._heading(written, decision, appendix=appendix)
            at = decision.end
        span = self._run(passage.part(at, len(passage.text)))
        return span

    def _run(self, passage: Passage) -> Span | None:
        if not passage.pieces:
            return None
        self._gap()
        span = self._write(passage)
        self.paragraphs.append(Paragraph(span))
        return span

    def _footnote(self, note: Any) -> None:
        span = self._paragraph(note)
        if span is not None:
            self.footnotes.append(Footnote(span, (note.get("n") or "").strip() or None))

    def _formula(self, formula: Any) -> None:
        """Write a displayed formula into the text; it is no prose."""
        if plain_text(formula):
            self._gap()
            self._write(self.places.passage(formula))

    def _figure(self, figure: Any) -> None:
        is_table = figure.get("type") == "table"
        caption = self._figure_caption(figure, "table" if is_table else "figure")
        if not is_table:
            return
        self.tables_found += 1
        if len(self.tables) >= MAX_TABLES:
            self.warnings.append(f"tables after the first {MAX_TABLES} were not read")
            return
        grid = _first(figure, "table")
        rows = [self._row(row) for row in _all(grid, "row")] if grid is not None else []
        rows = [row for row in rows if row]
        self._gap()
        table = self._grid(figure, rows, caption)
        notes = tuple(note for part in _all(figure, "note") for note in self._table_note(part))
        if table is not None:
            self.tables.append(
                Table(
                    table.span,
                    table.rows,
                    table.label,
                    table.number,
                    table.caption,
                    table.header_rows,
                    table.header_columns,
                    notes,
                )
            )

    def _grid(
        self, figure: Any, rows: list[list[RawCell]], caption: Caption | None
    ) -> Table | None:
        number = caption.number if caption and caption.number else None
        doubtful = doubt(rows)
        if doubtful is not None:
            self._unread(figure, number, f"was not read: {doubtful}")
            return None
        try:
            return build_table(
                self.builder,
                rows,
                label=figure.get(_ID) or f"table-{self.tables_found}",
                number=number,
                caption=caption.span if caption else None,
            )
        except GridError as error:
            why = (
                "has no cells in the file, and was not read" if not rows else f"is no grid: {error}"
            )
            self._unread(figure, number, why)
            return None

    def _unread(self, figure: Any, number: str | None, why: str) -> None:
        shown = f"table {number}" if number else "a table"
        self.warnings.append(f"{self.name}:{figure.sourceline}: {shown} {why}")

    def _table_note(self, note: Any) -> list[TableNote]:
        passage = self.places.passage(note)
        mark = _NOTE_MARK.match(passage.text)
        span = self._run(passage)
        if span is None:
            return []
        if mark is None:
            return [TableNote(span)]
        return [TableNote(Span(span.start + mark.end(), span.end), mark["mark"].strip("()"))]

    def _figure_caption(self, figure: Any, kind: Any) -> Caption | None:
        description = _first(figure, "figDesc")
        head = plain_text(_first(figure, "head"))
        shown = description if plain_text(description) else _first(figure, "head")
        if not plain_text(shown):
            return None
        label = plain_text(_first(figure, "label"))
        self._gap()
        span = self._write(self.places.passage(shown))
        opening = _CAPTION.match(self.builder.since(span.start))
        named = opening or _CAPTION.match(head)
        number = label or (named["number"] if named else None)
        if kind == "figure" and named and named["kind"] == "Algorithm":
            kind = "algorithm"
        if opening and opening.end() < len(span):
            span = Span(span.start + opening.end(), span.end)
        caption = Caption(span, kind, number or None, figure.get(_ID))
        self.captions.append(caption)
        return caption

    def _row(self, row: Any) -> list[RawCell]:
        cells = []
        for cell in _all(row, "cell"):
            passage = self.places.passage(cell)
            cells.append(
                RawCell(
                    passage.pieces,
                    row_span=_repeats(cell.get("rows")),
                    column_span=_repeats(cell.get("cols")),
                    is_header="label" in (cell.get("role"), row.get("role")),
                    citations=tuple(key for _, _, ref in passage.refs for key in _keys(ref)),
                )
            )
        return cells

    def _bibliography(self, entries: list[Any]) -> None:
        self._made_heading("References")
        for entry in entries:
            analytic = _first(entry, "analytic", "title")
            title = plain_text(analytic) or plain_text(_first(entry, "monogr", "title"))
            note = next((n for n in _all(entry, "note") if n.get("type") == "raw_reference"), None)
            self._gap()
            span = self._write(self.places.passage(note if note is not None else entry))
            dates = [
                e.get("when") or plain_text(e) for e in entry.iter() if local_name(e) == "date"
            ]
            year = next((m[0] for m in map(_YEAR.search, dates) if m), None)
            idno = " ".join(plain_text(e) for e in entry.iter() if local_name(e) == "idno")
            self.references.append(
                Reference(
                    key=entry.get(_ID) or f"b{len(self.references)}",
                    title=title or None,
                    authors=_authors(entry),
                    year=int(year) if year else None,
                    arxiv_id=find_arxiv_id(f"{idno} {plain_text(note)} {plain_text(entry)}"),
                    span=span if len(span) else None,
                )
            )

    def _gap(self) -> None:
        if len(self.builder) and not self.builder.ends_with("\n\n"):
            self.builder.add_made("\n\n")

    def _write(self, passage: Passage) -> Span:
        start = len(self.builder)
        for piece in passage.pieces:
            self.builder.add(
                piece.text,
                file=0,
                source_start=piece.source_start,
                source_end=piece.source_end,
            )
        for low, high, ref in passage.refs:
            self._refer(Span(start + low, start + high), ref)
        return Span(start, len(self.builder))

    def _refer(self, span: Span, ref: Any) -> None:
        kind = ref.get("type")
        if kind == "bibr" and (keys := _keys(ref)):
            self.citations.append(Citation(span, keys))
        elif kind in ("table", "figure", "formula", "section", "foot"):
            labels = tuple(key for key in _targets(ref) if key in self.targets)
            number = _NUMBER.search(self.builder.since(span.start)[: len(span)])
            if number:
                span = Span(span.start + number.start(), span.start + number.end())
            if labels:
                self.cross_references.append(CrossReference(span, labels))


def _has_head(part: Any) -> bool:
    return any(plain_text(e) for e in part.iter() if local_name(e) == "head")


def _repeats(shown: str | None) -> int:
    count = int(shown) if shown and shown.isascii() and shown.isdigit() and len(shown) < 6 else 1
    return min(max(count, 1), _MOST_REPEATS)


def _targets(ref: Any) -> tuple[str, ...]:
    return tuple(key.lstrip("#") for key in (ref.get("target") or "").split() if key.strip("#"))


def _keys(ref: Any) -> tuple[str, ...]:
    return _targets(ref) if ref.get("type") == "bibr" else ()


def _authors(entry: Any) -> tuple[str, ...]:
    people = (
        " ".join(" ".join(person.itertext()).split())
        for person in entry.iter()
        if local_name(person) == "persName"
    )
    return tuple(name for name in people if name)
