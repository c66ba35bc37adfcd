"""TEI XML as GROBID writes it: the structure is marked, so little has to be guessed.

The parser resolves no entities, opens no network, and refuses outsized trees. Every text node is
looked up in the file's own text from the line its element stands on, so that quotes lead back.
"""

from __future__ import annotations

import re
from typing import Any

from litscan.document.assemble import assemble_document
from litscan.document.build import TextBuilder
from litscan.document.grid import GridError, Piece, RawCell, build_table
from litscan.document.headings import Heading, make_sections, split_number
from litscan.document.model import (
    Caption,
    Citation,
    Document,
    Paragraph,
    Reference,
    Source,
    SourceFile,
    Span,
    Table,
)
from litscan.errors import ReadError
from litscan.ids import find_arxiv_id, parse_arxiv_id

__all__ = ["read_tei"]

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPTION = re.compile(
    r"\s*(?:Table|Tab\.|Figure|Fig\.|Algorithm)\s*(?P<number>[A-Z]?\.?\d{1,3})\s*[:.]?\s*"
)
_FAR = 20_000


def read_tei(data: bytes, *, source: Source, name: str) -> Document:
    """Return the document that a GROBID TEI file is.

    Parameters
    ----------
    data : bytes
        The whole file.
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

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"{source.path}: not well-formed XML: {error}") from error
    if root is None or _tag(root) not in ("TEI", "teiCorpus"):
        raise ReadError(
            f"{source.path}: the root element is <{_tag(root)}>, not <TEI>",
            advice="litscan reads TEI as GROBID writes it",
        )
    text = data.decode(root.getroottree().docinfo.encoding or "utf-8", errors="replace")
    reader = _Reader(root, text)
    reader.read()
    return assemble_document(
        reader.builder,
        source=source,
        files=(SourceFile(name, text),),
        title=reader.title,
        abstract=reader.abstract,
        arxiv_id=_arxiv_id(root),
        sections=make_sections(reader.headings, len(reader.builder)),
        paragraphs=reader.paragraphs,
        tables=reader.tables,
        captions=reader.captions,
        citations=reader.citations,
        references=reader.references,
        tables_found=reader.tables_found,
        full_text=reader.body_found,
        warnings=reader.warnings,
    )


def _tag(element: Any) -> str:
    tag = getattr(element, "tag", None)
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _all(element: Any, *path: str) -> list[Any]:
    found = [element]
    for step in path:
        found = [child for parent in found for child in parent if _tag(child) == step]
    return found


def _first(element: Any, *path: str) -> Any | None:
    found = _all(element, *path) if element is not None else []
    return found[0] if found else None


def _content(element: Any | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _arxiv_id(root: Any) -> Any:
    header = _first(root, "teiHeader")
    for element in header.iter() if header is not None else ():
        if _tag(element) == "idno" and "arxiv" in (element.get("type") or "").lower():
            try:
                return parse_arxiv_id(re.sub(r"\[.*", "", _content(element)).strip())
            except ReadError:
                return find_arxiv_id(_content(element))
    return None


class _Reader:
    """Walks the tree in reading order and writes the text."""

    def __init__(self, root: Any, text: str) -> None:
        self.root = root
        self.text = text
        self.builder = TextBuilder()
        self.headings: list[Heading] = []
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.captions: list[Caption] = []
        self.citations: list[Citation] = []
        self.references: list[Reference] = []
        self.warnings: list[str] = []
        self.tables_found = 0
        self.title: Span | None = None
        self.abstract: Span | None = None
        self.body_found = False
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.cursor = 0

    def read(self) -> None:
        header = _first(self.root, "teiHeader")
        title = _first(header, "fileDesc", "titleStmt", "title")
        if title is not None and _content(title):
            self.title = self._write(title)
        abstract = _first(header, "profileDesc", "abstract")
        if abstract is not None and _content(abstract):
            self._abstract(abstract)
        body = _first(self.root, "text", "body")
        if body is not None:
            self.body_found = bool(_content(body))
            self._children(body, level=1, appendix=False)
        back = _first(self.root, "text", "back")
        for part in back if back is not None else ():
            self._back(part)
        if not self.body_found:
            self.warnings.append("the file holds no body text")

    def _abstract(self, abstract: Any) -> None:
        self._gap()
        start = len(self.builder)
        span = self.builder.add_made("Abstract")
        self.headings.append(Heading(span, "Abstract", 0))
        first = len(self.builder) + 2
        self._children(abstract, level=1, appendix=False)
        if not self.paragraphs:
            self._paragraph(abstract)
        self.abstract = Span(min(max(first, start), len(self.builder)), len(self.builder))

    def _back(self, part: Any) -> None:
        kind = part.get("type") or ""
        if _first(part, "listBibl") is not None:
            self._bibliography(_all(part, "listBibl", "biblStruct"))
        elif kind in ("acknowledgement", "funding"):
            self._made_heading("Acknowledgements")
            self._children(part, level=2, appendix=False)
        else:
            self._children(part, level=1, appendix=kind == "annex")

    def _made_heading(self, title: str) -> None:
        self._gap()
        self.headings.append(Heading(self.builder.add_made(title), title, 1))

    def _children(self, parent: Any, *, level: int, appendix: bool) -> None:
        for child in parent:
            tag = _tag(child)
            if tag == "div":
                self._children(child, level=level, appendix=appendix)
            elif tag == "head":
                self._heading(child, level, appendix=appendix)
            elif tag in ("p", "note", "item", "ab", "quote"):
                self._paragraph(child)
            elif tag == "list":
                self._children(child, level=level, appendix=appendix)
            elif tag == "figure":
                self._figure(child)

    def _heading(self, head: Any, level: int, *, appendix: bool) -> None:
        shown = _content(head)
        if not shown:
            return
        self._gap()
        span = self._write(head)
        number, title = (head.get("n") or "").strip().rstrip(".") or None, shown
        if number is None:
            number, title = split_number(shown, letters=appendix)
        if number and number[0].isdigit():
            level = min(number.count(".") + 1, 5)
        self.headings.append(Heading(span, title, level, number, appendix))

    def _paragraph(self, element: Any) -> Span | None:
        if not _content(element):
            return None
        self._gap()
        span = self._write(element)
        self.paragraphs.append(Paragraph(span))
        return span

    def _figure(self, figure: Any) -> None:
        is_table = figure.get("type") == "table"
        caption = self._figure_caption(figure, "table" if is_table else "figure")
        if not is_table:
            return
        self.tables_found += 1
        grid = _first(figure, "table")
        rows = [self._row(row) for row in _all(grid, "row")] if grid is not None else []
        rows = [row for row in rows if row]
        self._gap()
        try:
            table = build_table(
                self.builder,
                rows,
                label=figure.get(_ID) or f"table-{self.tables_found}",
                number=caption.number if caption else None,
                caption=caption.span if caption else None,
            )
        except GridError:
            number = caption.number if caption and caption.number else self.tables_found
            self.warnings.append(f"table {number} has no cells in the file, and is not read")
            return
        self.tables.append(table)

    def _figure_caption(self, figure: Any, kind: Any) -> Caption | None:
        description = _first(figure, "figDesc")
        shown = description if _content(description) else _first(figure, "head")
        if not _content(shown):
            return None
        label = _content(_first(figure, "label"))
        self._gap()
        span = self._write(shown)
        opening = _CAPTION.match(self.builder.text[span.start : span.end])
        number = label or (opening["number"] if opening else None)
        if opening and opening.end() < len(span):
            span = Span(span.start + opening.end(), span.end)
        caption = Caption(span, kind, number or None, figure.get(_ID))
        self.captions.append(caption)
        return caption

    def _row(self, row: Any) -> list[RawCell]:
        cells = []
        for cell in _all(row, "cell"):
            pieces, cited = self._pieces(cell)
            keys = tuple(key for _, _, found in cited for key in found)
            columns = cell.get("cols") or "1"
            cells.append(
                RawCell(
                    tuple(pieces),
                    column_span=int(columns) if columns.isdigit() and int(columns) else 1,
                    is_header=cell.get("role") == "label",
                    citations=keys,
                )
            )
        return cells

    def _bibliography(self, entries: list[Any]) -> None:
        self._made_heading("References")
        for entry in entries:
            analytic = _first(entry, "analytic", "title")
            title = _content(analytic) or _content(_first(entry, "monogr", "title"))
            note = next((n for n in _all(entry, "note") if n.get("type") == "raw_reference"), None)
            self._gap()
            start = len(self.builder)
            self._write(note if note is not None else entry)
            span = Span(start, len(self.builder))
            dates = [e.get("when") or _content(e) for e in entry.iter() if _tag(e) == "date"]
            year = next((m[0] for m in map(_YEAR.search, dates) if m), None)
            idno = " ".join(_content(e) for e in entry.iter() if _tag(e) == "idno")
            self.references.append(
                Reference(
                    key=entry.get(_ID) or f"b{len(self.references)}",
                    title=title or None,
                    authors=_authors(entry),
                    year=int(year) if year else None,
                    arxiv_id=find_arxiv_id(f"{idno} {_content(note)} {_content(entry)}"),
                    span=span if len(span) else None,
                )
            )

    def _gap(self) -> None:
        if len(self.builder) and not self.builder.ends_with("\n\n"):
            self.builder.add_made("\n\n")

    def _write(self, element: Any) -> Span:
        pieces, cited = self._pieces(element)
        start = len(self.builder)
        for piece in pieces:
            self.builder.add(
                piece.text, file=0, source_start=piece.source_start, source_end=piece.source_end
            )
        for low, high, keys in cited:
            self.citations.append(Citation(Span(start + low, start + high), keys))
        return Span(start, len(self.builder))

    def _pieces(self, element: Any) -> tuple[list[Piece], list[tuple[int, int, tuple[str, ...]]]]:
        """Return an element's text nodes with their places, and the citations among them."""
        line = min(max(element.sourceline or 1, 1), len(self.lines))
        self.cursor = max(self.lines[line - 1] - 1, 0)
        pieces: list[Piece] = []
        cited: list[tuple[int, int, tuple[str, ...]]] = []
        length = 0
        for node, shown in _text_nodes(element):
            place = self._place(shown)
            if cut := not pieces and len(shown) - len(shown.lstrip()):
                shown, place = (
                    shown[cut:],
                    Piece(shown[cut:], 0, place.source_start + cut, place.source_end),
                )
            if not shown:
                continue
            pieces.append(place)
            if node is not None and node.get("type") == "bibr" and node.get("target"):
                keys = tuple(key.lstrip("#") for key in node.get("target").split())
                cited.append((length, length + len(shown), keys))
            length += len(shown)
        return pieces, cited

    def _place(self, shown: str) -> Piece:
        raw = shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        found = self.text.find(raw, self.cursor, self.cursor + len(raw) + _FAR)
        if found < 0:
            return Piece(shown, 0, self.cursor, self.cursor)
        self.cursor = found + len(raw)
        return Piece(shown, 0, found, self.cursor)


def _text_nodes(element: Any) -> list[tuple[Any | None, str]]:
    """Return an element's text in order, each node with the ``<ref>`` it stands in, if any."""
    found: list[tuple[Any | None, str]] = []
    if element.text:
        found.append((element if _tag(element) == "ref" else None, element.text))
    for child in element:
        if _tag(child):
            found += _text_nodes(child)
        if _tag(child) in ("s", "persName", "title", "idno", "date", "forename", "surname"):
            found.append((None, " "))
        if child.tail:
            found.append((None, child.tail))
    return found


def _authors(entry: Any) -> tuple[str, ...]:
    people = (_content_spaced(person) for person in entry.iter() if _tag(person) == "persName")
    return tuple(name for name in people if name)


def _content_spaced(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())
