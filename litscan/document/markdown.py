r"""Markdown papers: ordinary ones, and the ``.mmd`` that OCR of scientific PDFs writes.

Lines become blocks (headings, paragraphs, list items, tables, captions, bibliography entries),
blocks become text with anchors. OCR leaves ``[MISSING_PAGE...]`` where it could not read a page:
such a document is not read in full, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from litscan.document.assemble import assemble_document
from litscan.document.bibliography import find_citations, parse_reference, with_unique_keys
from litscan.document.build import TextBuilder
from litscan.document.grid import GridError, Piece, RawCell, build_table
from litscan.document.headings import Heading, make_sections, role_of_heading, split_number
from litscan.document.limits import MAX_TABLES
from litscan.document.markdown_blocks import CAPTION, ITEM, MISSING, Block, split_blocks
from litscan.document.markdown_inline import render_inline
from litscan.document.markdown_tables import (
    RawTable,
    read_html_tables,
    read_pipe_table,
    read_tabulars,
)
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
    TableNote,
)

__all__ = ["read_markdown"]

_LATEX_CAPTION = re.compile(r"\\caption\*?\s*(?:\[[^\]\n]{0,200}\])?\s*\{")
_LATEX_LABEL = re.compile(r"\\label\s*\{([^{}\n]{1,100})\}")
_TITLE_GOES_ON = re.compile(
    r"(?:[:,–—-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|via|with|without))$",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"[ \t]*[*+-][ \t]+"
    r"(?:\[\d{1,3}\]|[A-Z][^\d()\[\]]{1,60}[(\[](?:19|20)\d\d[a-z]?[)\]][ \t]+[A-Z])"
)
_LONGEST_REFERENCE = 3_000


@dataclass(slots=True)
class _Pages:
    builder: TextBuilder = field(default_factory=TextBuilder)
    headings: list[Heading] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    tables_found: int = 0
    title: Span | None = None


def read_markdown(text: str, *, source: Source, name: str) -> Document:
    r"""Return the document that a Markdown text is.

    Parameters
    ----------
    text : str
        The whole file.
    source : Source
        What it was read from.
    name : str
        Name of the file, for locations.

    Examples
    --------
    >>> document = read_markdown(
    ...     "# On Pruning\n\n## 1 Introduction\n\nWe prune ResNet-50.\n",
    ...     source=Source("a.md", "markdown", ""), name="a.md")
    >>> document.title_text, document.sections[0].heading, len(document.sentences)
    ('On Pruning', '1 Introduction', 1)
    """
    blocks = list(split_blocks(text))
    reader = _Reader(text, blocks)
    reader.read()
    pages = reader.pages
    sections = make_sections(pages.headings, len(pages.builder))
    abstract = next((s.span for s in sections if s.role == "abstract"), None)
    if abstract is not None:
        heading = next(h for h in pages.headings if h.span.start == abstract.start)
        abstract = Span(min(heading.span.end + 1, abstract.end), abstract.end)
    if pages.missing:
        shown = ", ".join(dict.fromkeys(pages.missing))
        pages.warnings.append(f"pages the source marks as missing: {shown}")
    whole = pages.builder.text
    references = with_unique_keys(pages.references)
    prose = [p.span for p in pages.paragraphs] + [c.span for c in pages.captions]
    for span in prose:
        pages.citations += find_citations(whole, span, references)
    return assemble_document(
        pages.builder,
        source=source,
        files=(SourceFile(name, text),),
        title=pages.title,
        abstract=abstract,
        arxiv_id=None,
        sections=sections,
        paragraphs=pages.paragraphs,
        tables=[_with_citations(whole, table, references) for table in pages.tables],
        captions=pages.captions,
        citations=pages.citations,
        references=references,
        tables_found=pages.tables_found,
        full_text=not pages.missing,
        warnings=pages.warnings,
    )


def _with_citations(text: str, table: Table, references: Sequence[Reference]) -> Table:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            cited = find_citations(text, cell.span, references) if len(cell.span) > 2 else []
            keys = tuple(key for citation in cited for key in citation.keys)
            cells.append(replace(cell, citations=keys) if keys else cell)
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows))


class _Reader:
    """Turns blocks into text, one method a kind of block."""

    def __init__(self, text: str, blocks: list[Block]) -> None:
        self.text = text
        self.blocks = blocks
        self.pages = _Pages()
        self.in_references = False
        self.references_seen = False
        self.headed = any(
            block.kind == "heading"
            and role_of_heading(text[block.start : block.end]) == "references"
            for block in blocks
        )
        self.used: set[int] = set()  # blocks already read as a table's caption

    def read(self) -> None:
        for index, block in enumerate(self.blocks):
            if index in self.used or (index == 0 and self._bare_title(block)):
                continue
            if block.kind == "heading":
                self._heading(block)
            elif block.kind in ("latex", "html", "pipe"):
                self._table(index, block)
            elif block.kind == "missing":
                self._missing(block)
            elif block.kind == "code":
                self._paragraph(
                    [Piece(self.text[block.start : block.end], 0, block.start, block.end)]
                )
            elif not self._table_caption_waits(index):
                self._prose(block)

    def _bare_title(self, block: Block) -> bool:
        """Read the first line as the title where OCR did not mark it as a heading."""
        shown = self.text[block.start : block.end].strip()
        abstract = any(
            other.kind == "heading" and "abstract" in self.text[other.start : other.end].lower()
            for other in self.blocks[:40]
        )
        if block.kind != "text" or not abstract or len(shown) > 250 or shown[-1:] in ".!":
            return False
        self.pages.title = self._write(render_inline(self.text, block.start, block.end))
        return True

    def _finish_title(self) -> None:
        """Take the line after a title that plainly goes on into it."""
        index = next((i for i, b in enumerate(self.blocks) if b.kind == "heading"), 0) + 1
        if self.pages.title is None or index >= len(self.blocks):
            return
        block = self.blocks[index]
        shown = self.text[block.start : block.end].strip()
        title = self.pages.builder.since(self.pages.title.start).strip()
        goes_on = shown[:1].islower() or _TITLE_GOES_ON.search(title)
        if block.kind == "text" and goes_on and len(shown) < 120 and "@" not in shown:
            self.pages.builder.add_made("\n")
            span = self._write(render_inline(self.text, block.start, block.end))
            self.pages.title = Span(self.pages.title.start, span.end)
            self.used.add(index)

    def _gap(self) -> None:
        if len(self.pages.builder):
            self.pages.builder.add_made("\n\n")

    def _write(self, pieces: Sequence[Piece]) -> Span:
        builder = self.pages.builder
        start = len(builder)
        for piece in pieces:
            builder.add(
                piece.text,
                file=piece.file,
                source_start=piece.source_start,
                source_end=piece.source_end,
            )
        return Span(start, len(builder))

    def _heading(self, block: Block) -> None:
        pieces = render_inline(self.text, block.start, block.end)
        shown = " ".join("".join(piece.text for piece in pieces).split())
        self._gap()
        span = self._write(pieces)
        role = role_of_heading(shown)
        first = self.pages.title is None and not self.pages.headings
        numbered = split_number(shown)[0] is not None
        if first and role is None and not numbered and block.level <= 2:
            self.pages.title = span
            self._finish_title()
            return
        number, title = split_number(shown, letters=self.references_seen)
        level = 0 if role == "abstract" else max(block.level - 1, 1)
        if number and number[0].isdigit():
            level = number.count(".") + 1
        self.in_references = role == "references"
        self.references_seen = self.references_seen or self.in_references
        self.pages.headings.append(Heading(span, title, level, number))

    def _missing(self, block: Block) -> None:
        for match in MISSING.finditer(self.text, block.start, block.end):
            self.pages.missing.append(match["page"] or "one without a number")
        rest = MISSING.sub(lambda m: " " * len(m[0]), self.text[block.start : block.end])
        if rest.strip():
            left = block.start + len(rest) - len(rest.lstrip())
            self._prose(Block("text", left, block.start + len(rest.rstrip())))

    def _prose(self, block: Block) -> None:
        caption = CAPTION.match(self.text, block.start, block.end)
        if caption:
            self._caption(block, caption)
            return
        start = block.start
        item = ITEM.match(self.text, block.start, block.end)
        entry = self.in_references or (
            not self.headed and _ENTRY.match(self.text, block.start, block.end) is not None
        )
        if entry and block.end - block.start < _LONGEST_REFERENCE:
            bullet = re.compile(r"[ \t]*[*+-][ \t]+").match(self.text, start, block.end)
            self._reference(bullet.end() if bullet else start, block.end)
            return
        if item and block.kind == "item" and self.text[item.start() : item.end()].strip() in "*+-":
            start = item.end()
        self._paragraph(render_inline(self.text, start, block.end))

    def _paragraph(self, pieces: Sequence[Piece]) -> Span | None:
        if not any(piece.text.strip() for piece in pieces):
            return None
        self._gap()
        span = self._write(pieces)
        self.pages.paragraphs.append(Paragraph(span))
        return span

    def _reference(self, start: int, end: int) -> None:
        pieces = render_inline(self.text, start, end)
        shown = "".join(piece.text for piece in pieces)
        if parse_reference(shown) is None:
            self._paragraph(pieces)
            return
        self._gap()
        entry = parse_reference(shown, span=self._write(pieces))
        if entry is not None:
            self.pages.references.append(entry)

    def _caption(self, block: Block, match: re.Match[str]) -> Caption:
        kinds = {"t": "table", "f": "figure", "a": "algorithm"}
        self._gap()
        self._write([Piece(match[0].strip() + " ", 0, match.start(), match.end())])
        span = self._write(render_inline(self.text, match.end(), block.end))
        caption = Caption(span, kinds[match["kind"][0].lower()], match["number"])  # type: ignore[arg-type]
        self.pages.captions.append(caption)
        return caption

    def _table_caption_waits(self, index: int) -> bool:
        """Whether this block is the caption of a table that follows and looks back for it."""
        match = CAPTION.match(self.text, self.blocks[index].start, self.blocks[index].end)
        if match is None or not match["kind"].startswith("Tab") or index + 1 >= len(self.blocks):
            return False
        following = self.blocks[index + 1]
        if following.kind not in ("pipe", "html", "latex"):
            return False
        return self._caption_block(index + 1) == index

    def _caption_block(self, index: int) -> int | None:
        """Return which block is a table's caption: OCR prints it below, people above."""
        beside = [i for i in (index + 1, index - 1) if 0 <= i < len(self.blocks)]
        if self.blocks[index].kind != "latex":
            beside.reverse()
        for i in beside:
            block = self.blocks[i]
            match = CAPTION.match(self.text, block.start, block.end)
            free = i not in self.used and block.kind in ("text", "item")
            if free and match and match["kind"].startswith("Tab"):
                return i
        return None

    def _table(self, index: int, block: Block) -> None:
        raw = self._raw_tables(block)
        caption = self._caption_for(index, block)
        self.pages.tables_found += max(len(raw), 1)
        label = _LATEX_LABEL.search(self.text, block.start, block.end)
        end = block.start
        for table in raw:
            if table is None:
                continue
            end = table.end
            self._grid(table, caption, label[1] if label and block.kind == "latex" else None)
        if block.kind == "latex" and any(raw):
            self._notes(end, block.end)
        if not any(raw):
            self._unread(block)

    def _raw_tables(self, block: Block) -> list[RawTable | None]:
        if block.kind == "pipe":
            return [read_pipe_table(self.text, list(block.lines))]
        if block.kind == "html":
            return [*read_html_tables(self.text, block.start, block.end)]
        return read_tabulars(self.text, block.start, block.end)

    def _caption_for(self, index: int, block: Block) -> Caption | None:
        inside = _LATEX_CAPTION.search(self.text, block.start, block.end)
        if inside and block.kind == "latex":
            end = _balanced(self.text, inside.end() - 1, block.end)
            self._gap()
            span = self._write(render_inline(self.text, inside.end(), end))
            caption = Caption(span, "table")
            self.pages.captions.append(caption)
            return caption
        where = self._caption_block(index)
        if where is None:
            return None
        self.used.add(where)
        shown = self.blocks[where]
        match = CAPTION.match(self.text, shown.start, shown.end)
        return self._caption(shown, match) if match else None

    def _grid(self, raw: RawTable, caption: Caption | None, label: str | None) -> None:
        number = caption.number if caption else None
        rows: Sequence[Sequence[RawCell]] = raw.rows
        if not rows:
            return
        if len(self.pages.tables) >= MAX_TABLES:
            self.pages.warnings.append(f"tables after the first {MAX_TABLES} were not read")
            return
        self._gap()
        try:
            table = build_table(
                self.pages.builder,
                rows,
                label=label or f"table-{number or self.pages.tables_found}",
                spanned="omitted" if any(c.is_header for c in rows[0]) else "printed",
                number=number,
                caption=caption.span if caption else None,
                header_rows=raw.header_rows,
            )
        except GridError as error:
            self.pages.warnings.append(f"a table could not be laid out: {error}")
            return
        self.pages.tables.append(table)

    def _notes(self, start: int, end: int) -> None:
        """Keep what is printed below the grid as a note of the table above."""
        closing = self.text.rfind("\\end{", start, end)
        end = closing if closing >= 0 else end
        shown = self.text[start:end]
        if "\\caption" in shown or "\\label" in shown or not shown.strip():
            return
        left = start + len(shown) - len(shown.lstrip())
        span = self._paragraph(render_inline(self.text, left, start + len(shown.rstrip())))
        if span is not None and self.pages.tables:
            last = self.pages.tables[-1]
            self.pages.tables[-1] = replace(last, notes=(*last.notes, TableNote(span)))

    def _unread(self, block: Block) -> None:
        line = self.text.count("\n", 0, block.start) + 1
        self.pages.warnings.append(f"the table at line {line} is empty or cut off, and not read")


def _balanced(text: str, start: int, end: int) -> int:
    """Return where the group that opens at `start` closes, or `end`."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, start, end):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return end
