"""A LaTeX source as a `Document`: flatten, expand, walk, then write the text with its layers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from litscan.document.assemble import assemble_document
from litscan.document.build import TextBuilder
from litscan.document.grid import GridError, RawCell, build_table
from litscan.document.headings import Heading, make_sections
from litscan.document.latex.bibliography import parse_bbl_entries, parse_bib, read_entry
from litscan.document.latex.blocks import Block, Float
from litscan.document.latex.flatten import Flattened, SourceFolder, flatten
from litscan.document.latex.macros import expand_macros
from litscan.document.latex.origin import MappedText
from litscan.document.latex.structure import Walker
from litscan.document.latex.tables import raw_cells
from litscan.document.latex.text import Renderer, Run
from litscan.document.limits import MAX_TABLES
from litscan.document.model import (
    Caption,
    Citation,
    Document,
    Paragraph,
    Reference,
    Section,
    Source,
    Span,
    Table,
    TableNote,
)
from litscan.errors import ReadError
from litscan.ids import ArxivId

__all__ = ["read_latex"]

_BEGIN_DOCUMENT = re.compile(r"\\begin\s*\{document\}")
_END_DOCUMENT = re.compile(r"\\end\s*\{document\}")
_TITLE = re.compile(r"\\(?P<word>title|icmltitle|TITLE|abstract|ABSTRACT)(?![A-Za-z])")
_LONG_WITHOUT_MATH = 10_000
_GROUP_TOKEN = re.compile(r"\\(?:[A-Za-z@]+|.)|[{}]", re.DOTALL)
_OPENS_ARGUMENT = re.compile(
    r"(?:\\(?:sub)*(?:section|paragraph)\*?|\\(?:chapter|caption|title|footnote|emph|textbf|textit"
    r"|texttt|underline|textsc)\*?)\s*(?:\[[^\]]*\]\s*)?$"
)


def read_latex(
    folder: SourceFolder, main: str, *, source: Source, arxiv_id: ArxivId | None = None
) -> Document:
    r"""Return the document that a LaTeX file and its inputs make.

    Parameters
    ----------
    folder : SourceFolder
        The files.
    main : str
        The main file's path inside the folder. It may be a fragment without ``\documentclass``.
    source : Source
        What to record as the source.

    Raises
    ------
    ReadError
        If files input one another in a circle, a whole paper never closes a command's brace, or
        there is more text than litscan reads.
    """
    flat = flatten(folder, main)
    _require_closed(flat)
    mapped, macros = expand_macros(flat.text)
    warnings = [*flat.warnings, *dict.fromkeys(macros.warnings)]
    renderer = Renderer(mapped)
    walker = Walker(mapped, renderer)
    start, end = _body(mapped)
    _read_preamble(walker, start)
    walker.walk(start, end)
    walker.flush()
    writer = _Writer(mapped, renderer, walker, flat)
    writer.write()
    warnings += writer.warnings
    references = [*writer.references, *_listed(folder, flat, writer)]
    return assemble_document(
        writer.builder,
        source=source,
        files=flat.files,
        title=writer.title,
        abstract=writer.abstract,
        arxiv_id=arxiv_id,
        sections=_sections(writer.headings, len(writer.builder)),
        paragraphs=writer.paragraphs,
        tables=writer.tables,
        captions=writer.captions,
        citations=writer.citations,
        references=references,
        tables_found=walker.tables_found,
        full_text=flat.complete and bool(writer.paragraphs),
        warnings=warnings,
    )


def _sections(headings: list[Heading], length: int) -> tuple[Section, ...]:
    """Return the sections; those after the abstract are beside it, not under it."""
    if len(headings) > 1 and headings[0].level == 0:
        rest = make_sections(headings[1:], length)
        return make_sections(headings[:1], headings[1].span.start) + rest
    return make_sections(headings, length)


def _body(mapped: MappedText) -> tuple[int, int]:
    begin = _BEGIN_DOCUMENT.search(mapped.text)
    start = begin.end() if begin else 0
    closes = list(_END_DOCUMENT.finditer(mapped.text, start))
    return start, closes[-1].start() if closes and begin else len(mapped.text)


def _read_preamble(walker: Walker, start: int) -> None:
    """Take title and abstract from before the document begins."""
    for match in _TITLE.finditer(walker.text, 0, start):
        walker.take_front(match["word"], match.start(), match.end(), start)
    for environment in sorted(walker.environments.values(), key=lambda found: found.start):
        if environment.name == "abstract" and environment.end <= start:
            walker.take_abstract(environment.inner_start, environment.inner_end, environment.start)


def _require_closed(flat: Flattened) -> None:
    r"""Refuse a whole paper in which a command's argument is never closed.

    TeX ends such a run with "File ended while scanning". A bare ``{`` that is never closed
    compiles, and fragments are judged by the file that inputs them, so neither is refused. Nor is
    a long paper with no pair of ``$``: its mathematics, and braces with it, were taken out.
    """
    text = flat.text.text
    begin = _BEGIN_DOCUMENT.search(text)
    if begin is None or (len(text) > _LONG_WITHOUT_MATH and text.count("$") < 2):
        return
    stack: list[int] = []
    for match in _GROUP_TOKEN.finditer(text, begin.end()):
        if match[0] == "{":
            stack.append(match.start())
        elif match[0] == "}" and stack:
            stack.pop()
    for brace in stack:
        if _OPENS_ARGUMENT.search(text, max(brace - 200, 0), brace):
            file, offset, _ = flat.text.origin(brace)
            source = flat.files[file]
            line = source.text.count("\n", 0, offset) + 1
            shown = " ".join(source.text[max(offset - 20, 0) : offset + 20].split())
            raise ReadError(
                f"{source.name}:{line}: a brace opened here is never closed: ...{shown}...",
                advice="close it",
            )


def _listed(folder: SourceFolder, flat: Flattened, writer: _Writer) -> list[Reference]:
    """Return the cited entries that stand in .bib files or a biblatex .bbl."""
    have = {reference.key for reference in writer.references}
    wanted = frozenset(key for c in writer.citations for key in c.keys) - have
    found: dict[str, Reference] = {}
    for file in flat.files:
        if "\\entry{" in file.text:
            for reference in parse_bbl_entries(file.text):
                found.setdefault(reference.key, reference)
    here = str(PurePosixPath(flat.files[0].name).parent)
    for name in flat.bib_files:
        path = folder.find(name.removesuffix(".bib"), here, (".bib",))
        text = folder.text(path) if path else None
        if text and wanted - found.keys():
            for reference in parse_bib(text, wanted - found.keys()):
                found.setdefault(reference.key, reference)
    return [found[key] for key in sorted(found.keys() - have)]


class _Writer:
    """Writes blocks into a `TextBuilder` and notes the layers."""

    def __init__(
        self, mapped: MappedText, renderer: Renderer, walker: Walker, flat: Flattened
    ) -> None:
        self.builder = TextBuilder()
        self.mapped = mapped
        self.renderer = renderer
        self.walker = walker
        self.files = flat.files
        self.title: Span | None = None
        self.abstract: Span | None = None
        self.headings: list[Heading] = []
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.captions: list[Caption] = []
        self.citations: list[Citation] = []
        self.references: list[Reference] = []
        self.warnings: list[str] = []
        self._caption_spans: dict[int, Span] = {}
        self._note_spans: dict[int, Span] = {}
        self._table_floats: list[Float | None] = []
        self._abstract_start: int | None = None

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
            self.warnings.append(f"{self._where(start)}: a table that never ends was not read")
        self.tables = [
            replace(table, caption=self._caption_of(float_), notes=self._notes_of(float_))
            for table, float_ in zip(self.tables, self._table_floats, strict=True)
        ]

    def _where(self, offset: int) -> str:
        file, source, _ = self.mapped.origin(offset)
        name = self.files[file]
        return f"{name.name}:{name.text.count(chr(10), 0, source) + 1}"

    def _caption_of(self, float_: Float | None) -> Span | None:
        captions = float_.captions if float_ else []
        return next((self._caption_spans.get(id(c)) for c in captions), None)

    def _notes_of(self, float_: Float | None) -> tuple[TableNote, ...]:
        notes = float_.notes if float_ else []
        return tuple(TableNote(self._note_spans[id(n)]) for n in notes if id(n) in self._note_spans)

    def _break(self) -> None:
        if len(self.builder):
            self.builder.add_made("\n\n")

    def _run(self, run: Run) -> Span:
        """Write a run as a block of its own; return its span without outer space."""
        self._break()
        start = len(self.builder)
        bits = run.bits
        while bits and not bits[-1].text.strip():
            bits = bits[:-1]
        for bit in bits:
            at = len(self.builder)
            for piece in self.renderer.bit_pieces(bit, self.walker.labels):
                self.builder.add(
                    piece.text,
                    file=piece.file,
                    source_start=piece.source_start,
                    source_end=piece.source_end,
                )
            if bit.cites:
                self.citations.append(Citation(Span(at, len(self.builder)), bit.cites))
        end = len(self.builder)
        if bits and bits[-1].text.endswith(" "):
            end -= len(bits[-1].text) - len(bits[-1].text.rstrip())
        return Span(start, max(end, start))

    def _block(self, block: Block) -> None:
        if block.kind == "heading":
            span = self._run(block.run)
            title = " ".join(self.builder.since(span.start).split())
            self.headings.append(
                Heading(span, title, block.level, block.number, appendix=block.appendix)
            )
            if self.abstract is None and title.casefold() == "abstract":
                self._abstract_start = -1  # the paragraph that follows is the abstract
        elif block.kind == "abstract":
            self._mark_abstract(block)
        elif block.kind == "caption":
            span = self._run(block.run)
            self._caption_spans[id(block)] = span
            kind = block.float_.kind if block.float_ else "figure"
            self.captions.append(Caption(span, kind, block.number, block.label))
        elif block.kind == "table":
            self._table(block)
        else:
            span = self._run(block.run)
            self.paragraphs.append(Paragraph(span))
            if self._abstract_start == -1:
                self._abstract_start, self.abstract = None, span
            if block.kind == "note":
                self._note_spans[id(block)] = span

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
        assert block.tabular is not None  # only table blocks come here, and the walker sets it
        if len(self.tables) >= MAX_TABLES:
            self.warnings.append(f"tables after the first {MAX_TABLES} were not read")
            return
        where = self._where(block.start)
        if block.tabular.oversized:
            self.warnings.append(f"{where}: a table is too large to be read")
            return
        if block.tabular.unbalanced:
            self.warnings.append(f"{where}: a table's braces do not match; read as far as possible")
        cells, header_rows = raw_cells(self.renderer, block.tabular)
        rows = [
            [
                replace(cell, pieces=self.renderer.pieces(run, self.walker.labels))
                for cell, run in row
            ]
            for row in cells
        ]
        float_ = block.float_
        label = block.label or (float_.label if float_ else None)
        self._break()
        try:
            table = build_table(
                self.builder,
                rows,
                label=label or f"table-{len(self.tables) + 1}",
                spanned="printed",
                number=float_.number if float_ and float_.kind == "table" else None,
                header_rows=header_rows,
            )
        except GridError as error:
            self.warnings.append(f"{where}: a table could not be read as a grid: {error}")
            return
        self._cite_in_cells(table, rows)
        self.tables.append(table)
        self._table_floats.append(float_)

    def _cite_in_cells(self, table: Table, rows: list[list[RawCell]]) -> None:
        if any(cell.citations for row in rows for cell in row):
            self.citations += [
                Citation(cell.span, cell.citations) for cell in table.cells() if cell.citations
            ]

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
            self.references.append(read_entry(key, " ".join(parts), parts, whole))
