"""Blocks written as one text with its layers: the last step of reading LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from litscan.document.assemble import Draft
from litscan.document.grid import GridError, RawCell, build_table
from litscan.document.headings import Heading
from litscan.document.latex.bibliography import read_entry
from litscan.document.latex.blocks import Block
from litscan.document.latex.floats import caption_kind
from litscan.document.latex.notes import bare_mark, leading_mark
from litscan.document.latex.origin import MappedText
from litscan.document.latex.references import printed_reference
from litscan.document.latex.scan import unmask
from litscan.document.latex.structure import Walker
from litscan.document.latex.tables import RawTabular, raw_cells
from litscan.document.latex.text import Bit, Renderer, Run
from litscan.document.limits import MAX_TABLES
from litscan.document.model import (
    Caption,
    Citation,
    CrossReference,
    Footnote,
    Paragraph,
    SourceFile,
    Span,
    Table,
    TableNote,
)

__all__ = ["Writer"]

_TYPED_ABSTRACT = re.compile(r"abstract\s*(?P<mark>[.:—–-]+|$)\s*", re.IGNORECASE)
_LONGEST_ABSTRACT = 5_000


class Writer(Draft):
    """Writes a walker's blocks into a `TextBuilder` and notes the layers.

    Parameters
    ----------
    mapped : MappedText
        The text that was walked.
    renderer : Renderer
        Its renderer.
    walker : Walker
        Done walking.
    files : tuple of SourceFile
        The source's files, for places in warnings.
    """

    def __init__(
        self,
        mapped: MappedText,
        renderer: Renderer,
        walker: Walker,
        files: tuple[SourceFile, ...],
    ) -> None:
        super().__init__()
        self.mapped = mapped
        self.renderer = renderer
        self.walker = walker
        self.files = files
        self._texts: dict[int, Span] = {}  # of captions and notes, by the block's identity
        self._table_blocks: list[Block] = []
        self._abstract_start: int | None = None
        self._abstract_grows = False

    def write(self) -> None:
        """Write all blocks: the title first, bibliography entries last."""
        walker = self.walker
        if walker.title is not None:
            self.title = self._run(walker.title)
        for block in walker.blocks:
            if block.kind != "entry":
                self._block(block)
        self._entries([block for block in walker.blocks if block.kind == "entry"])
        for start in walker.unread_tables:
            self.warnings.append(f"{self.where(start)}: a table that never ends was not read")
        self.tables = [
            replace(
                table,
                caption=self._texts.get(id(block.caption)),
                notes=self._notes_of(table, block),
            )
            for table, block in zip(self.tables, self._table_blocks, strict=True)
        ]

    def where(self, offset: int) -> str:
        """Return the file and line of an offset, as warnings name places."""
        file, source, _ = self.mapped.origin(offset)
        name = self.files[file]
        return f"{name.name}:{name.text.count(chr(10), 0, source) + 1}"

    def _notes_of(self, table: Table, block: Block) -> tuple[TableNote, ...]:
        notes = [
            TableNote(self._texts[id(note)], note.mark)
            for note in block.notes
            if id(note) in self._texts
        ]
        have = {note.mark for note in notes}
        for mark in dict.fromkeys(mark for _, mark in block.cell_marks if mark not in have):
            after = [note for note in self.footnotes if note.mark == mark]
            nearest = min(
                after, key=lambda note: abs(note.span.start - table.span.end), default=None
            )
            if nearest is not None:
                notes.append(TableNote(nearest.span, mark))
        return (*sorted(notes, key=lambda note: note.span), *_notes_in_last_rows(table))

    def _break(self) -> None:
        if len(self.builder):
            self.builder.add_made("\n\n")

    def _run(self, run: Run) -> Span:
        """Write a run as a block of its own; return its span without outer space."""
        self._break()
        return self._bits(run.bits)

    def _bits(self, bits: Sequence[Bit]) -> Span:
        start = len(self.builder)
        append, pieces = self.builder.append, self.mapped.pieces
        for text, bit, end in _joined(_trimmed(bits)):
            at = len(self.builder)
            for piece in pieces(self._printed(text, bit), bit.start, end):
                append(*piece)
            if bit.cites:
                self.citations.append(Citation(Span(at, len(self.builder)), bit.cites))
            if bit.refers:
                self._refer(at, bit)
        return Span(start, len(self.builder))

    def _refer(self, start: int, bit: Bit) -> None:
        """Note a reference; the bits of one linked text are one."""
        before = self.cross_references[-1] if self.cross_references else None
        if before is not None and before.labels == bit.refers and before.span.end == start:
            self.cross_references.pop()
            start = before.span.start
        self.cross_references.append(CrossReference(Span(start, len(self.builder)), bit.refers))

    def _printed(self, text: str, bit: Bit) -> str:
        if bit.refers and bit.command != "hyperref":
            text = printed_reference(bit, self.walker.labels)
        return unmask(text).replace("\n", " ")

    def _block(self, block: Block) -> None:
        if block.kind == "heading":
            self._heading(block)
        elif block.kind == "abstract":
            self._mark_abstract(block)
        elif block.kind == "caption":
            span = self._run(block.run)
            self._texts[id(block)] = span
            self.captions.append(Caption(span, caption_kind(block), block.number, block.label))
        elif block.kind == "table":
            self._table(block)
        else:
            self._prose(block)

    def _heading(self, block: Block) -> None:
        span = self._run(block.run)
        title = " ".join(self.builder.since(span.start).split())
        self.headings.append(
            Heading(span, title, block.level, block.number, appendix=block.appendix)
        )
        self._abstract_grows = self.abstract is None and title.casefold() == "abstract"

    def _prose(self, block: Block) -> None:
        """Write a paragraph, note or footnote; what leads it keeps a layer of its own."""
        bits = block.run.bits
        lead: Span | None = None
        if block.lead and block.kind in ("paragraph", "note"):
            self._break()
            lead = self._bits_with_space(bits[: block.lead])
            span = self._bits(bits[block.lead :])
            whole = Span(lead.start, max(span.end, lead.end))
        else:
            span = whole = self._run(block.run)
        self.paragraphs.append(Paragraph(whole))
        if block.kind == "footnote":
            self.footnotes.append(Footnote(span, block.mark))
        if block.kind in ("note", "footnote"):
            self._texts[id(block)] = span
        elif lead is not None:
            self._run_in_heading(lead, block)
        elif self._abstract_grows:
            self._grow_abstract(whole)
        elif self.abstract is None and self._abstract_start is None and not self.headings:
            self._typed_abstract(whole)

    def _bits_with_space(self, bits: Sequence[Bit]) -> Span:
        span = self._bits(bits)
        written = self.builder.since(span.start)
        if written and not written[-1].isspace():
            self.builder.add_made(" ")
        return span

    def _run_in_heading(self, lead: Span, block: Block) -> None:
        title = " ".join(self.builder.since(lead.start)[: len(lead)].split())
        if title.strip(" .:"):
            self.headings.append(
                Heading(lead, title.rstrip(" .:"), block.level, block.number, block.appendix)
            )

    def _grow_abstract(self, span: Span) -> None:
        if self.abstract is None:
            self.abstract = span
        elif span.end - self.abstract.start <= _LONGEST_ABSTRACT:
            self.abstract = Span(self.abstract.start, span.end)
        else:
            self._abstract_grows = False

    def _typed_abstract(self, span: Span) -> None:
        """Take a paragraph that opens with the word, in whatever type, as the abstract."""
        shown = self.builder.since(span.start)
        match = _TYPED_ABSTRACT.match(shown)
        if match is None:
            return
        self.headings.append(Heading(Span(span.start, span.start + 8), "Abstract", 0))
        if match.end() < len(span):
            self.abstract = Span(span.start + match.end(), span.end)
        else:
            self.paragraphs.pop()
            self._abstract_grows = True

    def _mark_abstract(self, block: Block) -> None:
        if block.start >= 0:
            self._break()
            file, source_start, _ = self.mapped.origin(block.start)
            span = self.builder.add(
                "Abstract", file=file, source_start=source_start, source_end=source_start + 1
            )
            self.headings.append(Heading(span, "Abstract", 0))
            self._abstract_start = len(self.builder) + 2
        elif self._abstract_start is not None and self.abstract is None:
            start = min(self._abstract_start, len(self.builder))
            if start < len(self.builder):
                self.abstract = Span(start, len(self.builder))

    def _table(self, block: Block) -> None:
        raw = block.tabular
        assert raw is not None  # only table blocks come here, and the walker sets it
        if len(self.tables) >= MAX_TABLES:
            self.warnings.append(f"tables after the first {MAX_TABLES} were not read")
            return
        where = self.where(block.start)
        if raw.oversized:
            self.warnings.append(f"{where}: a table is too large to be read")
            return
        if raw.unbalanced:
            self.warnings.append(f"{where}: a table's braces do not match; read as far as possible")
        cells, header_rows = raw_cells(self.renderer, raw)
        marks = _marks_by_place(raw, block.cell_marks)
        rows = [
            [self._cell(cell, run, marks.get((r, c), ())) for c, (cell, run) in enumerate(row)]
            for r, row in enumerate(cells)
        ]
        caption = block.caption
        number = block.number if caption is None or caption_kind(caption) == "table" else None
        self._break()
        try:
            table = build_table(
                self.builder,
                rows,
                label=block.label or f"table-{len(self.tables) + 1}",
                spanned="printed",
                number=number,
                header_rows=header_rows,
            )
        except GridError as error:
            self.warnings.append(f"{where}: a table could not be read as a grid: {error}")
            return
        self._point_from_cells(table, cells)
        self.tables.append(table)
        self._table_blocks.append(block)

    def _cell(self, cell: RawCell, run: Run, marks: tuple[str, ...]) -> RawCell:
        pieces = tuple(
            piece
            for text, bit, end in _joined(run.bits)
            for piece in self.mapped.pieces(self._printed(text, bit), bit.start, end)
        )
        more = tuple(mark for mark in marks if mark not in cell.marks)
        return RawCell(
            pieces,
            row_span=cell.row_span,
            column_span=cell.column_span,
            is_header=cell.is_header,
            emphasis=cell.emphasis,
            citations=cell.citations,
            marks=cell.marks + more,
            rule=cell.rule,
        )

    def _point_from_cells(self, table: Table, cells: list[list[tuple[RawCell, Run]]]) -> None:
        """Note the citations and references of cells, found again by what they print."""
        pointing = [
            bit for row in cells for _, run in row for bit in run.bits if bit.cites or bit.refers
        ]
        grid = self.builder.since(table.span.start) if pointing else ""
        at = 0
        for bit in pointing:
            text = self._printed(bit.text, bit).strip()
            found = grid.find(text, at) if text else -1
            if found < 0:
                continue
            at = found + len(text)
            span = Span(table.span.start + found, table.span.start + at)
            if bit.cites:
                self.citations.append(Citation(span, bit.cites))
            else:
                self.cross_references.append(CrossReference(span, bit.refers))

    def _entries(self, blocks: list[Block]) -> None:
        if not blocks:
            return
        self._break()
        file, source, _ = self.mapped.origin(blocks[0].start)
        span = self.builder.add("References", file=file, source_start=source, source_end=source + 1)
        self.headings.append(Heading(span, "References", 1))
        grouped: dict[str, list[Block]] = {}
        for block in blocks:
            grouped.setdefault(block.key, []).append(block)
        for key, group in grouped.items():
            spans = [self._run(block.run) for block in group]
            self.paragraphs += [Paragraph(span) for span in spans]
            parts: list[str] = [""]
            for bit in (bit for block in group for bit in block.run.bits):
                if bit.command == "newblock":
                    parts.append("")
                parts[-1] += bit.text
            whole = Span(spans[0].start, spans[-1].end)
            self.references.append(
                read_entry(key, " ".join(parts), parts, whole, source=self._source_of(group))
            )

    def _source_of(self, group: list[Block]) -> str:
        """Return the LaTeX that blocks were rendered from."""
        bits = [bit for block in group for bit in block.run.bits]
        return self.mapped.text[bits[0].start : bits[-1].end] if bits else ""


def _trimmed(bits: Sequence[Bit]) -> list[Bit]:
    """Return bits without the white space they end with."""
    kept = list(bits)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept and kept[-1].text[-1].isspace():
        last = kept[-1]
        text = last.text.rstrip()
        end = last.end - (len(last.text) - len(text))
        verbatim = len(last.text) == last.end - last.start
        kept[-1] = Bit(
            text, last.start, end if verbatim else last.end, last.cites, last.refers, last.command
        )
    return kept


def _joined(bits: Sequence[Bit]) -> Iterator[tuple[str, Bit, int]]:
    """Yield each stretch of text with its first bit and its end in the LaTeX.

    Bits that follow one another and are as long as their source make one stretch.
    """
    texts: list[str] = []
    first: Bit | None = None
    end = 0
    for bit in bits:
        text, start, stop, cites, refers, _ = bit
        plain = len(text) == stop - start and not (refers or cites)
        if first is not None and plain and start == end:
            texts.append(text)
            end = stop
            continue
        if first is not None:
            yield "".join(texts), first, end
            first = None
        if plain:
            first, texts, end = bit, [text], stop
        else:
            yield text, bit, stop
    if first is not None:
        yield "".join(texts), first, end


def _marks_by_place(
    raw: RawTabular, marks: Sequence[tuple[int, str]]
) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return the marks that stand in each cell, given where they stand in the LaTeX."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    if not marks:
        return found
    for r, row in enumerate(raw.rows):
        for c, cell in enumerate(row):
            for start, end in cell:
                for offset, mark in marks:
                    if start <= offset < end:
                        found[r, c] = (*found.get((r, c), ()), mark)
    return found


def _notes_in_last_rows(table: Table) -> tuple[TableNote, ...]:
    """Return the notes typed as last rows: one cell across the table that begins with a mark."""
    notes: list[TableNote] = []
    for row in reversed(table.rows[1:]):
        filled = [cell for cell in row if cell.text]
        if len(filled) != 1 or filled[0].column_span < table.width or filled[0].is_header:
            break
        cell = filled[0]
        found = leading_mark(cell.text)
        if found is not None:
            notes.append(
                TableNote(Span(cell.span.start + found[1], cell.span.end), bare_mark(found[0]))
            )
        elif cell.marks:
            notes.append(TableNote(cell.span, bare_mark(cell.marks[0])))
        else:
            break
    return tuple(reversed(notes))
