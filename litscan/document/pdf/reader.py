"""A PDF's laid-out pages become a document.

Lines are taken in reading order and gathered into paragraphs; what interrupts a paragraph (a
caption with its table, a footnote) is held back until the paragraph has ended, which may be on the
next page.
"""

from __future__ import annotations

import re

from litscan.document.assemble import Draft, assemble_document
from litscan.document.bibliography import find_citations, with_unique_keys
from litscan.document.grid import GridError, Piece, build_table
from litscan.document.headings import Heading, make_sections, role_of_heading
from litscan.document.model import (
    Caption,
    Document,
    Footnote,
    Paragraph,
    Source,
    Span,
)
from litscan.document.pdf.captions import LABEL
from litscan.document.pdf.columns import Flow
from litscan.document.pdf.entries import entry_starts, parse_entry
from litscan.document.pdf.layout import Layout, Page, PageTable, lay_out
from litscan.document.pdf.lines import Line
from litscan.document.pdf.outline import (
    Numbering,
    Printed,
    is_set_off,
    opening_abstract,
    read_heading,
    run_in_heading,
    title_lines,
)
from litscan.document.pdf.writer import Writer
from litscan.errors import ReadError
from litscan.ids import ArxivId, find_arxiv_id

__all__ = ["read_pdf"]

_FEWEST_WORDS = 50
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BULLET = re.compile(r"[•‣▪◦–∙·]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
_ENDS = (".", "!", "?", ":", ".”", ".)", ".’")
_SYMBOL_MARK = re.compile(r"[*∗⋆†‡§¶]+")
_NOTE_SMALLER = 0.4


def read_pdf(data: bytes, *, source: Source, name: str) -> Document:
    """Return the document that a PDF's text layer holds.

    Each page is a source file named ``paper.pdf#page=3``, with a line for every line read there.
    A table becomes a grid where its rules and columns show it plainly, and is otherwise counted
    as found and not parsed.

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
        If it is damaged, encrypted, or has no text layer.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReadError(
                f"{source.path}: the PDF is encrypted", advice="save it without a password"
            ) from error
        raise ReadError(
            f"{source.path}: the PDF could not be opened: {error}", advice="download it again"
        ) from error
    try:
        layout = lay_out(pdf)
    finally:
        pdf.close()
    texts = [line.text for page in layout.pages for flow in page.flows for line in flow.lines]
    if sum(len(text.split()) for text in texts) < _FEWEST_WORDS:
        raise ReadError(
            f"{source.path}: the PDF's {len(layout.pages)} pages hold no text layer",
            advice="run optical character recognition on it first",
        )
    words = frozenset(word.lower() for text in texts for word in _WORD.findall(text))
    reader = _Reader(layout, Writer(len(layout.pages), words))
    reader.read()
    return _assemble(reader, source, name)


def _assemble(reader: _Reader, source: Source, name: str) -> Document:
    text = reader.builder.text
    reader.references = with_unique_keys(reader.references)
    spans = [paragraph.span for paragraph in reader.paragraphs]
    spans += [caption.span for caption in reader.captions]
    spans += [table.span for table in reader.tables]
    reader.citations = [
        found for span in spans for found in find_citations(text, span, reader.references)
    ]
    sections = make_sections(reader.headings, len(text))
    abstract = next((section.span for section in sections if section.role == "abstract"), None)
    if abstract is not None:
        heading = next(item.span for item in reader.headings if item.span.start == abstract.start)
        reader.abstract = Span(min(heading.end + 1, abstract.end), abstract.end)
    reader.tables_found = len(reader.tables) + len(reader.unread)
    reader.warnings = list(reader.layout.warnings)
    if reader.unread:
        reader.warnings.append(f"tables found but not read: {'; '.join(reader.unread)}")
    return assemble_document(
        reader,
        source=source,
        files=reader.writer.files(name),
        arxiv_id=_arxiv_id(reader.layout),
        full_text=not reader.layout.warnings,
        sections=sections,
    )


def _arxiv_id(layout: Layout) -> ArxivId | None:
    """Return the identifier in arXiv's stamp, or in a line of the first page that begins so."""
    if not layout.pages:
        return None
    first = layout.pages[0]
    lines = (line.text for flow in first.flows for line in flow.lines)
    stamps = [first.sideways, *(text for text in lines if text.startswith("arXiv:"))]
    return next((found for text in stamps if (found := find_arxiv_id(text))), None)


class _Reader(Draft):
    """Takes lines in reading order and writes blocks."""

    def __init__(self, layout: Layout, writer: Writer) -> None:
        super().__init__(writer.builder)
        self.layout = layout
        self.writer = writer
        self.unread: list[str] = []
        self.numbering = Numbering()
        self.in_references = False
        self.pending: list[Piece] = []
        self.previous: tuple[Line, Flow] | None = None
        self.held: list[_Held] = []
        self.body = layout.body_size
        self.pitch = _pitch(layout)
        self.set_off = _sets_headings_off(layout)

    def read(self) -> None:
        for index, page in enumerate(self.layout.pages):
            self._page(index, page)
        self._flush()

    def _page(self, index: int, page: Page) -> None:
        titled: set[int] = set()
        if index == 0:
            lines = [line for flow in page.flows for line in flow.lines]
            found = title_lines(lines, self.body)
            titled = {id(line) for line in found}
            if found:
                pieces = [self.writer.place(index, line) for line in found]
                self.title = self.writer.write(pieces)
        starts = {id(line) for line in page.captions}
        for flow in page.flows:
            lines = [line for line in flow.lines if id(line) not in titled]
            self._flow(index, page, Flow(tuple(lines), flow.left, flow.right), starts)

    def _flow(self, index: int, page: Page, flow: Flow, starts: set[int]) -> None:
        lines = flow.lines
        notes_from = _notes_begin(lines, starts, self.body, page)
        if self.in_references:
            notes_from = len(lines)
        entries = entry_starts(lines)
        at = 0
        while at < len(lines):
            line = lines[at]
            if id(line) in starts:
                at = self._caption(index, page, lines, at, starts)
            elif at >= notes_from:
                at = self._note(index, lines, at)
            elif (end := self._heading(index, flow, at)) > at:
                at = end
                entries = entries[:at] + entry_starts(lines[at:])
            else:
                self._prose(index, flow, line, entry=entries[at])
                at += 1

    def _prose(self, index: int, flow: Flow, line: Line, *, entry: bool) -> None:
        opening = opening_abstract(line) if not self.headings else 0
        run_in = None if self.in_references else run_in_heading(line, self.numbering)
        if opening:
            word = len("Abstract")
            self._run_in(index, line, Printed(None, line.text[:word], 0), word, opening)
        elif run_in:
            self._run_in(index, line, run_in[0], run_in[1], run_in[1] + 1)
        elif self.in_references:
            if entry:
                self._flush()
            self.pending.append(self.writer.place(index, line))
        else:
            if self.previous and _begins_paragraph(self.previous, (line, flow), self.pitch):
                self._flush()
            self.pending.append(self.writer.place(index, line))
        self.previous = (line, flow)

    def _run_in(self, index: int, line: Line, printed: Printed, head: int, rest: int) -> None:
        """Write a heading that opens a line of prose; the text goes on after it."""
        self._flush()
        whole = self.writer.place(index, line)
        self.writer.gap()
        start = whole.source_start
        title = Piece(whole.text[:head], index, start, start + head)
        self._begin_section(self.writer.write([title]), printed)
        self.pending.append(Piece(whole.text[rest:], index, start + rest, whole.source_end))

    def _begin_section(self, span: Span, printed: Printed) -> None:
        role = role_of_heading(printed.title)
        self.in_references = role == "references"
        level = 0 if role == "abstract" else printed.level
        lettered = bool(self.numbering.letters)
        self.headings.append(Heading(span, printed.title, level, printed.number, lettered))

    def _heading(self, index: int, flow: Flow, at: int) -> int:
        """Write the heading that begins at a line; return the index after it, or `at`."""
        line = flow.lines[at]
        if (self.set_off and not is_set_off(line, self.body)) or opening_abstract(line):
            return at
        last = at + 1
        whole = line
        while last < len(flow.lines) and last < at + 3 and _goes_on(whole, flow, flow.lines[last]):
            whole = _with_next(whole, flow.lines[last])
            last += 1
        found = read_heading(whole, self.numbering, self.body)
        if found is None and whole is not line:
            whole, last = line, at + 1
            found = read_heading(line, self.numbering, self.body)
        if found is None:
            return at
        self._flush()
        self.writer.gap()
        span = self.writer.write([self.writer.place(index, own) for own in flow.lines[at:last]])
        self._begin_section(span, found)
        self.previous = None
        return last

    def _caption(
        self, index: int, page: Page, lines: tuple[Line, ...], at: int, starts: set[int]
    ) -> int:
        first = lines[at]
        end = at + 1
        while end < len(lines) and id(lines[end]) not in starts:
            if not _same_block(lines[end - 1], lines[end], page):
                break
            end += 1
        pieces = [self.writer.place(index, line) for line in lines[at:end]]
        self.held.append(_Held(index, pieces, caption=first))
        mine = [t for t in page.tables if t.region.caption.words[0] is first.words[0]]
        self.held += [_Held(index, [], table=table, caption=first) for table in mine]
        if first.text.startswith("T") and not mine:
            self.unread.append(f"{_label(first)}, page {page.number} (no rules)")
        return end

    def _note(self, index: int, lines: tuple[Line, ...], at: int) -> int:
        end = at + 1
        while end < len(lines) and not _is_marked(lines[end]):
            end += 1
        pieces = [self.writer.place(index, line) for line in lines[at:end]]
        self.held.append(_Held(index, pieces, mark=lines[at].mark or None))
        return end

    def _flush(self) -> None:
        pieces, self.pending = self.pending, []
        if pieces:
            self.writer.gap()
            span = self.writer.write(pieces)
            shown = self.writer.builder.since(span.start) if self.in_references else ""
            reference = parse_entry(shown, span=span) if shown else None
            if reference is not None:
                self.references.append(reference)
            else:
                self.paragraphs.append(Paragraph(span))
        held, self.held = self.held, []
        caption: Caption | None = None
        for item in held:
            if item.table is not None:
                self._table(item, caption)
            elif item.caption is not None:
                caption = self._write_caption(item)
            else:
                self.writer.gap()
                span = self.writer.write(item.pieces)
                self.footnotes.append(Footnote(span, item.mark))
                self.paragraphs.append(Paragraph(span))

    def _write_caption(self, item: _Held) -> Caption | None:
        self.writer.gap()
        span = self.writer.write(item.pieces)
        match = LABEL.match(item.pieces[0].text)
        if match is None:
            return None
        start = min(span.start + match.end(), span.end)
        if start < span.end and self.writer.builder.since(start)[:1] == "\n":
            start += 1
        kinds = {"t": "table", "f": "figure", "a": "algorithm"}
        kind = kinds[match["kind"][0].lower()]
        caption = Caption(Span(start, span.end), kind, match["number"])  # type: ignore[arg-type]
        self.captions.append(caption)
        return caption

    def _table(self, item: _Held, caption: Caption | None) -> None:
        table = item.table
        if table is None:
            return
        self.writer.gap()
        pieces = self.writer.printed_rows(item.page, table.rows)
        number = caption.number if caption else None
        doubt = table.doubt
        if table.grid is not None:
            try:
                self.tables.append(
                    build_table(
                        self.writer.builder,
                        self.writer.raw_rows(table.grid, pieces),
                        label=f"table-{number or len(self.tables) + 1}",
                        number=number,
                        caption=caption.span if caption else None,
                        header_rows=table.grid.header_rows,
                    )
                )
                return
            except GridError as error:
                doubt = str(error)
        label = _label(table.region.caption)
        self.unread.append(f"{label}, page {item.page + 1} ({doubt})")
        self.writer.write_rows([[pieces[id(chunk)] for chunk in row.chunks] for row in table.rows])


class _Held:
    """A caption, table or footnote that waits for the paragraph around it to end."""

    __slots__ = ("caption", "mark", "page", "pieces", "table")

    def __init__(
        self,
        page: int,
        pieces: list[Piece],
        *,
        caption: Line | None = None,
        table: PageTable | None = None,
        mark: str | None = None,
    ) -> None:
        self.page = page
        self.pieces = pieces
        self.caption = caption
        self.table = table
        self.mark = mark


def _label(caption: Line) -> str:
    match = LABEL.match(caption.text)
    return f"Table {match['number']}" if match else "a table"


def _pitch(layout: Layout) -> float:
    """Return the usual distance of two lines of running text."""
    steps = sorted(
        a.baseline - b.baseline
        for page in layout.pages
        for flow in page.flows
        for a, b in zip(flow.lines, flow.lines[1:], strict=False)
        if a.size == b.size == layout.body_size and 0 < a.baseline - b.baseline < 4 * a.size
    )
    return steps[len(steps) // 2] if steps else 1.2 * layout.body_size


def _sets_headings_off(layout: Layout) -> bool:
    """Return whether any numbered line is set apart from the running text."""
    numbering = Numbering()
    return any(
        is_set_off(line, layout.body_size)
        and (found := read_heading(line, numbering, layout.body_size)) is not None
        and (found.number is not None or found.level == 1)
        for page in layout.pages
        for flow in page.flows
        for line in flow.lines
    )


def _goes_on(line: Line, flow: Flow, following: Line) -> bool:
    """Return whether a heading runs on in the next line."""
    face = (line.bold, line.italic, line.small_caps)
    alike = abs(line.size - following.size) < 0.3
    alike = alike and face == (following.bold, following.italic, following.small_caps)
    close = 0 < line.baseline - following.baseline < 2 * line.size
    if following.text[0].isdigit():
        return False
    long = line.right > flow.right - 8 * line.size
    return alike and close and long


def _with_next(line: Line, following: Line) -> Line:
    text = line.text[:-1] if line.text.endswith("-") else line.text + " "
    return Line(
        (*line.words, *following.words),
        text + following.text,
        min(line.left, following.left),
        following.right,
        following.baseline,
        line.size,
        line.mark,
        line.bold,
        line.italic,
        line.small_caps,
    )


def _same_block(line: Line, following: Line, page: Page) -> bool:
    """Return whether a caption runs on in the next line."""
    step = line.baseline - following.baseline
    if not 0 < step < 1.5 * line.size or abs(line.size - following.size) > 0.6:
        return False
    return not any(following.baseline < rule.bottom < line.baseline for rule in page.rules)


def _is_marked(line: Line) -> bool:
    return bool(line.mark) or bool(_SYMBOL_MARK.match(line.text))


def _notes_begin(lines: tuple[Line, ...], starts: set[int], body: float, page: Page) -> int:
    """Return the index of the first footnote of a column: small marked lines at its bottom."""
    at = len(lines)
    while at > 0 and lines[at - 1].size <= body - _NOTE_SMALLER and id(lines[at - 1]) not in starts:
        if role_of_heading(lines[at - 1].text) == "references":
            return len(lines)
        at -= 1
    while at < len(lines):
        line = lines[at]
        above = lines[at - 1].baseline if at else line.baseline + 4 * line.size
        ruled = any(
            line.baseline < rule.bottom < above and rule.left < line.right < rule.right + 600
            for rule in page.rules
        )
        if (_is_marked(line) or ruled) and at > 0:
            return at
        at += 1
    return len(lines)


def _begins_paragraph(
    previous: tuple[Line, Flow], current: tuple[Line, Flow], pitch: float
) -> bool:
    (last, above), (line, flow) = previous, current
    size = line.size
    if abs(last.size - size) > 0.6:
        return True
    ended = last.text.endswith(_ENDS)
    short = last.right < above.right - 2.5 * size
    indented = 0.6 * size < line.left - flow.left < 4.5 * size
    if _BULLET.match(line.text) and ended:
        return True
    if flow.lines is not above.lines:
        return ended and (indented or short)
    if not 0 < last.baseline - line.baseline <= 1.45 * max(pitch, size):
        return True
    from_edge = last.left - above.left < 0.5 * size
    return (ended and short) or (indented and from_edge and line.text[0].isupper())
