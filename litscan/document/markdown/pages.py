"""Markdown blocks written out as text with its layers, one method a kind of block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from litscan.document.assemble import Draft
from litscan.document.grid import GridError, Piece, build_table
from litscan.document.headings import Heading, role_of_heading, split_number
from litscan.document.limits import MAX_TABLES
from litscan.document.markdown.blocks import CAPTION, ITEM, MISSING, Block, front_matter_end
from litscan.document.markdown.headings import Outline, title_goes_on
from litscan.document.markdown.inline import render_inline
from litscan.document.markdown.links import caption_label, footnote_opening, leading_mark
from litscan.document.markdown.references import entry_ranges, is_labelled_entry, read_reference
from litscan.document.markdown.tables import RawTable, read_tables
from litscan.document.model import (
    Caption,
    Footnote,
    Paragraph,
    Span,
    TableNote,
)

__all__ = ["Pages", "read_blocks"]

_LATEX_CAPTION = re.compile(r"\\caption\*?\s*(?:\[[^\]\n]{0,200}\])?\s*\{")
_HTML_CAPTION = re.compile(r"<caption\b[^<>]{0,200}>(?P<shown>.{1,4000}?)</caption>", re.DOTALL)
_LATEX_LABEL = re.compile(r"\\label\s*\{([^{}\n]{1,100})\}")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:[ \t]*(['\"]?)(?P<title>\S.*?)\1[ \t]*$", re.MULTILINE)
_RUN_IN_ABSTRACT = re.compile(
    r"[ \t]*(?:(?P<stars>[*_]{1,3})(?P<marked>Abstract)[.:]?(?P=stars)[ \t]*[.:—–-]*"
    r"|(?P<plain>Abstract)[ \t]?[.:—–-])[ \t]*(?=\S)",
    re.IGNORECASE,
)
_BOLD_LINE = re.compile(
    r"[ \t]*(?:<span[^<>\n]{0,200}></span>[ \t]*){0,5}"
    r"(?P<stars>\*\*|__)(?P<shown>[^*_\n]{3,120})(?P=stars)[ \t]*$"
)
_HTML_TAG = re.compile(r"<[^<>]{1,400}>")
_TABLES = frozenset({"latex", "html", "pipe"})
_KINDS = {"t": "table", "f": "figure", "a": "algorithm"}
_LONGEST_REFERENCE = 3_000
_LONGEST_NOTE = 1_000


@dataclass(slots=True)
class Pages(Draft):
    """What was read so far: the text, and the records that point into it."""

    missing: list[str] = field(default_factory=list)


def read_blocks(text: str, blocks: list[Block]) -> Pages:
    """Return what a file's blocks hold, in reading order."""
    reader = _Reader(text, blocks)
    reader.read()
    return reader.pages


class _Reader:
    def __init__(self, text: str, blocks: list[Block]) -> None:
        self.text = text
        self.blocks = blocks
        self.pages = Pages()
        shown = [
            (block.level, _line(render_inline(text, block.start, block.end)))
            for block in blocks
            if block.kind == "heading"
        ]
        self.outline = Outline.of(shown)
        self.headed = any(role_of_heading(line) == "references" for _, line in shown)
        self.in_references = False
        self.used: set[int] = set()  # blocks already read as a caption, a note or the title
        self.grids: dict[tuple[tuple[str, ...], ...], str | None] = {}

    def read(self) -> None:
        self._front_title()
        for index, block in enumerate(self.blocks):
            if index in self.used or (index == 0 and self._bare_title(block)):
                continue
            if block.kind == "heading":
                self._heading(block)
            elif block.kind in _TABLES:
                self._table(index, block)
            elif block.kind == "missing":
                self._missing(block)
            elif block.kind == "code":
                self._paragraph(
                    [Piece(self.text[block.start : block.end], 0, block.start, block.end)]
                )
            elif not self._table_caption_waits(index):
                self._prose(block)

    def _front_title(self) -> None:
        """Read the title that the front matter names, unless a heading prints it."""
        found = _FRONT_TITLE.search(self.text, 0, front_matter_end(self.text))
        first = next((b for b in self.blocks if b.kind == "heading"), None)
        if found is None:
            return
        if first is not None:
            shown = self.text[first.start : first.end]
            if role_of_heading(shown) is None and split_number(shown)[0] is None:
                return
        start, end = found.span("title")
        self.pages.title = self._write([Piece(found["title"], 0, start, end)])

    def _bare_title(self, block: Block) -> bool:
        """Read the first line as the title where OCR did not mark it as a heading."""
        shown = self.text[block.start : block.end].strip()
        abstract = any(
            other.kind == "heading" and "abstract" in self.text[other.start : other.end].lower()
            for other in self.blocks[:40]
        )
        known = self.pages.title is not None
        if known or block.kind != "text" or not abstract or len(shown) > 250 or shown[-1:] in ".!":
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
        goes_on = title_goes_on(title, shown)
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
        shown = _line(pieces)
        if not shown:
            return
        self._gap()
        span = self._write(pieces)
        first = self.pages.title is None and not self.pages.headings
        numbered = split_number(shown)[0] is not None
        if first and role_of_heading(shown) is None and not numbered and block.level <= 2:
            self.pages.title = span
            self._finish_title()
            return
        self._add_heading(span, shown, block.level)

    def _add_heading(self, span: Span, shown: str, marked_level: int) -> None:
        number, title, level = self.outline.place(shown, marked_level)
        self.in_references = role_of_heading(title) == "references"
        self.pages.headings.append(Heading(span, title, level, number))

    def _missing(self, block: Block) -> None:
        for match in MISSING.finditer(self.text, block.start, block.end):
            if match["cut"]:
                self.pages.missing.append("one cut off for repetitions")
            elif match[0] != "+++":
                self.pages.missing.append(match["page"] or "one without a number")
        rest = MISSING.sub(lambda m: " " * len(m[0]), self.text[block.start : block.end])
        if rest.strip():
            left = block.start + len(rest) - len(rest.lstrip())
            self._prose(Block("text", left, block.start + len(rest.rstrip())))

    def _prose(self, block: Block) -> None:
        text, start, end = self.text, block.start, block.end
        caption = CAPTION.match(text, start, end)
        footnote = footnote_opening(text, start, end)
        abstract = _RUN_IN_ABSTRACT.match(text, start, end)
        if caption:
            self._caption(block, caption)
        elif footnote:
            self._footnote(*footnote, end)
        elif self._bold_heading(block):
            pass
        elif abstract and not any(heading.level == 0 for heading in self.pages.headings):
            self._run_in_abstract(abstract, end)
        elif self._is_entry(block):
            for low, high in entry_ranges(text, start, end):
                self._reference(low, high)
        else:
            item = ITEM.match(text, start, end)
            bullet = item is not None and text[item.start() : item.end()].strip() in "*+-"
            if item and bullet and block.kind == "item":
                start = item.end()
            self._paragraph(render_inline(text, start, end))

    def _is_entry(self, block: Block) -> bool:
        if self.in_references:
            return True
        return not self.headed and is_labelled_entry(self.text, block.start, block.end)

    def _bold_heading(self, block: Block) -> bool:
        """Read a line of its own that is bold and numbered as the heading it is."""
        match = _BOLD_LINE.fullmatch(self.text, block.start, block.end)
        if match is None or block.kind != "text":
            return False
        number, title = split_number(match["shown"])
        role = role_of_heading(match["shown"])
        if not (number and title[:1].isupper()) and role not in ("abstract", "references"):
            return False
        self._gap()
        span = self._write(render_inline(self.text, *match.span("shown")))
        self._add_heading(span, match["shown"].strip(), (number or "").count(".") + 2)
        return True

    def _run_in_abstract(self, match: re.Match[str], end: int) -> None:
        group = "marked" if match["marked"] else "plain"
        self._gap()
        span = self._write([Piece(match[group], 0, match.start(group), match.end(group))])
        self._add_heading(span, "Abstract", 2)
        self._paragraph(render_inline(self.text, match.end(), end))

    def _paragraph(self, pieces: Sequence[Piece]) -> Span | None:
        if not any(piece.text.strip() for piece in pieces):
            return None
        self._gap()
        span = self._write(pieces)
        self.pages.paragraphs.append(Paragraph(span))
        return span

    def _footnote(self, mark: str, start: int, end: int) -> None:
        if self.text[start:end].strip() == "footnotemark:":  # nougat's empty footnotes
            return
        span = self._paragraph(render_inline(self.text, start, end))
        if span is not None:
            self.pages.footnotes.append(Footnote(span, mark))

    def _reference(self, start: int, end: int) -> None:
        pieces = render_inline(self.text, start, end)
        shown = "".join(piece.text for piece in pieces)
        left = len(shown) - len(shown.lstrip())
        entry = None
        if end - start < _LONGEST_REFERENCE:
            entry = read_reference(shown[left:], Span(0, len(shown) - left))
        if entry is None:
            self._paragraph(pieces)
            return
        self._gap()
        self.pages.references.append(replace(entry, span=self._write(pieces)))

    def _caption(self, block: Block, match: re.Match[str]) -> Caption:
        kind, number = _KINDS[match["kind"][0].lower()], match["number"]
        self._gap()
        opening = render_inline(self.text, match.start(), match.end())
        shown = "".join(piece.text for piece in opening)
        self._write(opening if shown[-1:].isspace() else [*opening, _space(match.end())])
        span = self._write(render_inline(self.text, match.end(), block.end))
        caption = Caption(span, kind, number, caption_label(kind, number))  # type: ignore[arg-type]
        self.pages.captions.append(caption)
        return caption

    def _table_caption_waits(self, index: int) -> bool:
        """Whether this block is the caption of a table that follows and looks back for it."""
        if not self._is_table_caption(index) or index + 1 >= len(self.blocks):
            return False
        return self.blocks[index + 1].kind in _TABLES and self._caption_block(index + 1) == index

    def _is_table_caption(self, index: int) -> bool:
        if not 0 <= index < len(self.blocks) or index in self.used:
            return False
        block = self.blocks[index]
        match = CAPTION.match(self.text, block.start, block.end)
        caption = match is not None and match["kind"][0] in "Tt"
        return caption and block.kind in ("text", "item")

    def _caption_block(self, index: int) -> int | None:
        """Return which block is a table's caption: OCR prints it below, people above."""
        beside = [index - 1, index + 1]
        if self.blocks[index].kind == "latex":
            beside.reverse()
        return next((i for i in beside if self._is_table_caption(i)), None)

    def _table(self, index: int, block: Block) -> None:
        found = read_tables(self.text, block.kind, block.lines, block.start, block.end)
        raw = [table for table in found if table is not None and table.rows]
        if block.kind == "html":
            self._around_html(block.start, raw[0].start if raw else block.start)
        caption = self._caption_for(index, block)
        label = _LATEX_LABEL.search(self.text, block.start, block.end)
        self.pages.tables_found += max(len(found), 1)
        first = len(self.pages.tables)
        for table in raw:
            latex = block.kind == "latex"
            self._grid(table, caption, label[1] if label and latex else None, ocr=latex)
        if block.kind == "latex" and raw:
            self._notes_within(raw[-1].end, block.end)
        elif block.kind == "html" and raw:
            self._around_html(raw[-1].end, block.end)
        if len(raw) < max(len(found), 1):
            self._unread(block, found)
        elif len(self.pages.tables) > first:
            self._notes_after(index)

    def _caption_for(self, index: int, block: Block) -> Caption | None:
        inside = _LATEX_CAPTION.search(self.text, block.start, block.end)
        marked = _HTML_CAPTION.search(self.text, block.start, block.end)
        if inside and block.kind == "latex":
            end = _balanced(self.text, inside.end() - 1, block.end)
            return self._inner_caption(inside.end(), end)
        if marked and block.kind == "html":
            return self._inner_caption(*marked.span("shown"))
        where = self._caption_block(index)
        if where is None:
            return None
        self.used.add(where)
        shown = self.blocks[where]
        match = CAPTION.match(self.text, shown.start, shown.end)
        return self._caption(shown, match) if match else None

    def _inner_caption(self, start: int, end: int) -> Caption:
        opening = CAPTION.match(self.text, start, end)
        if opening:
            return self._caption(Block("text", start, end), opening)
        self._gap()
        caption = Caption(self._write(render_inline(self.text, start, end)), "table")
        self.pages.captions.append(caption)
        return caption

    def _grid(
        self, raw: RawTable, caption: Caption | None, label: str | None, *, ocr: bool
    ) -> None:
        pages = self.pages
        number = caption.number if caption else None
        texts = tuple(tuple(cell.text for cell in row) for row in raw.rows)
        if ocr and self._repeats(texts, number):
            line = self.text.count("\n", 0, raw.start) + 1
            pages.warnings.append(f"the table at line {line} repeats an earlier one; left out")
            pages.tables_found -= 1
            return
        if len(pages.tables) >= MAX_TABLES:
            pages.warnings.append(f"tables after the first {MAX_TABLES} were not read")
            return
        self._gap()
        try:
            table = build_table(
                pages.builder,
                raw.rows,
                label=label or f"table-{number or pages.tables_found}",
                spanned=raw.spanned,
                number=number,
                caption=caption.span if caption else None,
                header_rows=raw.header_rows,
            )
        except GridError as error:
            pages.warnings.append(f"a table could not be laid out: {error}")
            return
        pages.tables.append(table)

    def _repeats(self, texts: tuple[tuple[str, ...], ...], number: str | None) -> bool:
        """Whether OCR printed a table again: the same cells under the same number, or none."""
        numbers = any(text[:1].isdigit() for row in texts[1:] for text in row)
        if len(texts) < 2 or not numbers:
            return False
        if texts in self.grids and number in (self.grids[texts], None):
            return True
        self.grids.setdefault(texts, number)
        return False

    def _add_note(self, start: int, end: int) -> None:
        opening = leading_mark(self.text, start, end)
        mark, inner = opening if opening else (None, start)
        before = self._opening(start, inner)
        span = self._paragraph([*before, *render_inline(self.text, inner, end)])
        if span is not None:
            span = Span(span.start + sum(len(piece.text) for piece in before), span.end)
            last = self.pages.tables[-1]
            self.pages.tables[-1] = replace(last, notes=(*last.notes, TableNote(span, mark)))

    def _opening(self, start: int, end: int) -> list[Piece]:
        return render_inline(self.text, start, end) if end > start else []

    def _notes_within(self, start: int, end: int) -> None:
        """Keep what is printed below the grid as a note of the table above."""
        closing = self.text.rfind("\\end{", start, end)
        end = closing if closing >= 0 else end
        shown = self.text[start:end]
        if "\\caption" in shown or "\\label" in shown or not shown.strip():
            return
        left = start + len(shown) - len(shown.lstrip())
        if self.pages.tables:
            self._add_note(left, start + len(shown.rstrip()))

    def _notes_after(self, index: int) -> None:
        """Keep paragraphs below the table that begin with one of its marks as its notes."""
        marks = {mark for cell in self.pages.tables[-1].cells() for mark in cell.marks}
        at = index + 1
        while at in self.used:
            at += 1
        while at < len(self.blocks) and at <= index + 6:
            block = self.blocks[at]
            opening = leading_mark(self.text, block.start, block.end)
            short = block.end - block.start < _LONGEST_NOTE
            ours = opening is not None and (opening[0] is None or opening[0] in marks)
            if block.kind not in ("text", "item") or not short or not ours:
                return
            self.used.add(at)
            self._add_note(block.start, block.end)
            at += 1

    def _around_html(self, start: int, end: int) -> None:
        """Read what stands beside a table in its lines as prose."""
        shown = self.text[start:end]
        plain = _HTML_TAG.sub(lambda m: " " * len(m[0]), shown)
        if plain.strip():
            left = start + len(plain) - len(plain.lstrip())
            self._prose(Block("text", left, start + len(plain.rstrip())))

    def _unread(self, block: Block, found: Sequence[RawTable | None]) -> None:
        line = self.text.count("\n", 0, block.start) + 1
        large = any(table is not None and table.oversized for table in found)
        why = "too large to be read" if large else "empty or cut off, and not read"
        self.pages.warnings.append(f"the table at line {line} is {why}")


def _line(pieces: Sequence[Piece]) -> str:
    return " ".join("".join(piece.text for piece in pieces).split())


def _space(at: int) -> Piece:
    return Piece(" ", 0, max(at - 1, 0), at)


def _balanced(text: str, start: int, end: int) -> int:
    """Return where the group that opens at `start` closes, or `end`."""
    depth = 0
    for match in _BRACE.finditer(text, start, end):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return end
