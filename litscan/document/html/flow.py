"""Walking marked-up papers in reading order and writing what they show, with its layers.

HTML and JATS differ in their names and not in their shape. What an element is for comes from a
`Dialect`; the walk, the joining of inline text into paragraphs, figures with captions and tables,
footnotes after the paragraph they interrupt, are the same for both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, get_args

from litscan.document.assemble import Draft
from litscan.document.bibliography import parse_reference
from litscan.document.grid import GridError, build_table
from litscan.document.headings import Heading, role_of_heading, split_number
from litscan.document.html.floats import (
    CAPTION_OPENING,
    Float,
    FloatKind,
    id_of,
    kind_of_word,
    table_note,
)
from litscan.document.html.inline import MAX_DEPTH, Inline, InlineReader
from litscan.document.html.outline import survey
from litscan.document.html.roles import Block, Role
from litscan.document.html.source import PLACE, Places
from litscan.document.html.tables import RawTable, is_layout, read_table
from litscan.document.limits import MAX_TABLES, Deadline
from litscan.document.model import (
    Caption,
    Citation,
    Footnote,
    Paragraph,
    Reference,
    Span,
    TableNote,
)

__all__ = ["Dialect", "Flow", "Title"]


_BLOCKS = frozenset(get_args(Block))
_WORD = re.compile(r"\w")
_LONGEST_CAPTION = 2_000
_MAX_DEPTH = 120
_MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class Title:
    """What a heading's markup says: its level, its number, whether an appendix begins."""

    level: int
    number: str | None = None
    appendix: bool = False


class Dialect(Protocol):
    """What a reader must know of its markup language."""

    def role(self, element: Any) -> Role:
        """Return what an element is for."""
        ...

    def title(self, element: Any, shown: str) -> Title:
        """Return what a heading's markup says."""
        ...

    def float_kind(self, element: Any) -> tuple[FloatKind | None, str | None]:
        """Return a figure's kind and its printed number, where its markup says them."""
        ...

    def entry(self, element: Any, text: str, span: Span, key: str) -> Reference:
        """Return what a bibliography entry says."""
        ...

    def note(self, element: Any) -> tuple[Any, str | None]:
        """Return the element that holds a footnote's text, and its printed mark."""
        ...


class Flow(Draft):
    """Writes a tree's text and layers; the results are its attributes."""

    def __init__(self, places: Places, dialect: Dialect, inline: InlineReader, name: str) -> None:
        super().__init__()
        self.errors: list[str] = []
        self.stopped = False
        self._places = places
        self._dialect = dialect
        self._inline = inline
        self._name = name
        self._run = Inline()
        self._floats: list[Float] = []
        self._notes_by_id: dict[str, Any] = {}
        self._notes_written: set[str] = set()
        self._holders: set[str] = set()
        self._in_abstract = False
        self._in_references = False
        self._in_list_of_references = False
        self._deadline = Deadline()
        self._last: Literal["table", "caption", "other"] = "other"
        self._loose_caption: tuple[int, str | None] | None = None

    def walk(self, *parts: Any) -> None:
        """Write everything under the elements that hold the paper, in their order."""
        for part in parts:
            holders, notes = survey(part, self._dialect.role, _BLOCKS)
            self._holders |= holders
            self._notes_by_id |= notes
        for part in parts:
            if self._dialect.role(part).kind == "abstract":
                self._abstract(part, 0)
            else:
                self._flow(part, 0)
            self._flush()

    # Reading order

    def _flow(self, element: Any, depth: int) -> None:
        self._places.enter(element)
        self._text(element.text)
        for child in element:
            if self.stopped:
                return
            if isinstance(child.tag, str):
                self._child(child, depth + 1)
            self._text(child.tail)

    def _text(self, shown: str | None) -> None:
        if shown and (self._run.pieces or not shown.isspace()):
            self._inline.shown(shown, self._run)

    def _child(self, child: Any, depth: int) -> None:
        role = self._dialect.role(child)
        if depth > _MAX_DEPTH:
            self.warnings.append("elements nested very deeply were read as plain text")
            self._inline.node(child, self._run, depth=MAX_DEPTH + 1)
        elif role.kind in _BLOCKS:
            self._block(child, role, depth)
        elif child.get(PLACE) in self._holders and role.kind in (
            "text",
            "space",
            "link",
            "cite",
        ):
            self._flow(child, depth)
        else:
            self._inline.node(child, self._run)

    def _block(self, element: Any, role: Role, depth: int) -> None:
        if self._deadline.passed:
            self.stopped = True
            self.warnings.append(f"{self._where(element)}: reading took too long and stopped here")
            return
        kind = role.kind
        if kind in ("section", "paragraph"):
            self._flush(unless_runs_in=True)
            self._flow(element, depth)
            self._flush()
            return
        self._flush()
        if kind == "title":
            self._title(element)
        elif kind == "heading":
            self._heading(element)
        elif kind == "abstract":
            self._abstract(element, depth)
        elif kind == "item":
            self._item(element, depth)
        elif kind == "figure":
            self._figure(element, depth)
        elif kind == "caption":
            self._caption(element)
        elif kind == "table":
            self._table(element, depth)
        elif kind == "bibliography":
            self._in_references = self._in_list_of_references = True
            self._flow(element, depth)
            self._flush()
            self._in_references = self._in_list_of_references = False
        elif kind == "notes":
            self._notes(element)
        if kind in ("authors", "title", "heading", "caption", "notes"):
            self._places.skip(element)

    def _where(self, element: Any) -> str:
        return f"{self._name}:{self._line(self._places.start_of(element))}"

    def _line(self, offset: int) -> int:
        return self._places.text.count("\n", 0, offset) + 1

    # Prose

    def _gap(self) -> None:
        if len(self.builder) and not self.builder.ends_with("\n\n"):
            self.builder.add_made("\n\n")

    def _write(self, run: Inline) -> Span:
        self._gap()
        self.errors += run.errors
        return run.write(self.builder, self.citations, self.cross_references)

    def _flush(self, *, unless_runs_in: bool = False) -> None:
        """Write the paragraph gathered so far and the footnotes called in it."""
        run = self._run
        if run.runs_in and unless_runs_in:
            run.runs_in = False
            return
        self._run = Inline()
        run.trim()
        self.errors += [] if _WORD.search(run.text) else run.errors
        if not _WORD.search(run.text):
            self._write_notes(run)
            return
        span = self._write(run)
        if run.lead:
            lead = Span(span.start, min(span.start + run.lead, span.end))
            shown = run.text[: run.lead].strip(" .:")
            self.headings += [Heading(lead, shown, 4)] if shown else []
        if not self._became_caption(run, span):
            self.paragraphs.append(Paragraph(span))
            if self._in_references and not self._in_list_of_references:
                entry = parse_reference(run.text, span=span)
                self.references += [entry] if entry else []
            self._note_of_float(span)
            self._last = "other"
        self._write_notes(run)

    def _note_of_float(self, span: Span) -> None:
        """Take prose under a table for a note to it."""
        if self._floats and self._floats[-1].tables:
            current = self._floats[-1]
            if len(current.notes) >= _MOST_NOTES:
                return
            tables = [self.tables[index] for index in current.tables]
            current.notes.append(table_note(self.builder.since(span.start), span, tables))

    def _write_notes(self, run: Inline) -> None:
        for element in run.notes:
            body, mark = self._dialect.note(element)
            self._write_note(self._inline.read(body), mark)
        for key in run.called:
            if key in self._notes_by_id and key not in self._notes_written:
                self._notes_written.add(key)
                body, mark = self._dialect.note(self._notes_by_id[key])
                self._write_note(self._inline.read(body), mark)

    def _write_note(self, run: Inline, mark: str | None) -> None:
        if not _WORD.search(run.text):
            return
        nested, run.notes, run.called = run.notes, [], []
        span = self._write(run)
        self.paragraphs.append(Paragraph(span))
        self.footnotes.append(Footnote(span, mark))
        if self._floats and self._floats[-1].tables:
            self._floats[-1].notes.append(TableNote(span, mark))
        for element in nested[:20]:
            body, inner = self._dialect.note(element)
            self._write_note(self._inline.read(body), inner)

    def _notes(self, element: Any) -> None:
        """Write the footnotes gathered at the end that no paragraph called."""
        for item in element.iter("*"):
            key = item.get("id")
            if not key or key in self._notes_written:
                continue
            if self._dialect.role(item).kind in ("item", "note", "paragraph"):
                self._notes_written.add(key)
                body, mark = self._dialect.note(item)
                self._write_note(self._inline.read(body), mark)

    # Headings and front matter

    def _title(self, element: Any) -> None:
        run = self._inline.read(element)
        if self.title is None and not run.empty:
            self.title = self._write(run)
            self._write_notes(run)

    def _heading(self, element: Any) -> None:
        run = self._inline.read(element)
        shown = run.text
        if not _WORD.search(shown):
            return
        title = self._dialect.title(element, shown)
        self._last = "other"
        if self._in_abstract and shown.strip(" .:—-").casefold() != "abstract":
            self.paragraphs.append(Paragraph(self._write(run)))
            return
        span = self._write(run)
        if not self._in_list_of_references:
            self._in_references = role_of_heading(shown) == "references"
        level = 0 if self._in_abstract else title.level
        number, rest = split_number(shown)
        bare = rest if number and number == title.number else shown
        heading = Heading(span, bare, level, title.number, title.appendix)
        self.headings.append(heading)
        self._write_notes(run)

    def _abstract(self, element: Any, depth: int) -> None:
        count = len(self.headings)
        before = len(self.paragraphs)
        at = len(self.headings)
        self._in_abstract = True
        self._gap()
        start = len(self.builder)
        if not self._has_heading(element):
            here = self._places.start_of(element)
            span = self.builder.add("Abstract", file=0, source_start=here, source_end=here)
            self.headings.append(Heading(span, "Abstract", 0))
        self._flow(element, depth)
        self._flush()
        self._in_abstract = False
        notes = {note.span for note in self.footnotes}
        prose = [p.span for p in self.paragraphs[before:] if p.span not in notes]
        if prose and self.abstract is None:
            self.abstract = Span(prose[0].start, prose[-1].end)
        if not prose and len(self.headings) == count + 1 and len(self.builder) == start:
            del self.headings[at:]

    def _has_heading(self, element: Any) -> bool:
        return any(
            self._dialect.role(inner).kind == "heading"
            and " ".join("".join(inner.itertext()).split()).strip(" .:—-").casefold() == "abstract"
            for inner in element.iter("*")
        )

    def _item(self, element: Any, depth: int) -> None:
        if not self._in_references:
            self._flow(element, depth)
            self._flush()
            return
        run = self._inline.read(element)
        self._places.skip(element)
        if not _WORD.search(run.text):
            return
        text = run.text
        span = self._write(run)
        self.paragraphs.append(Paragraph(span))
        ids = [inner.get("id") for inner in element.iter("*") if inner.get("id")]
        key = element.get("id") or (ids[0] if ids else str(len(self.references) + 1))
        self.references.append(self._dialect.entry(element, text, span, key))

    # Floats

    def _figure(self, element: Any, depth: int) -> None:
        kind, number = self._dialect.float_kind(element)
        outer = self._floats[-1] if self._floats else None
        label = id_of(element) or (outer.label if outer else None)
        current = Float(kind or (outer.kind if outer else None), number, label)
        self._floats.append(current)
        self._flow(element, depth)
        self._flush()
        self._floats.pop()
        self._close(current, outer, element)

    def _close(self, done: Float, outer: Float | None, element: Any) -> None:
        for index in done.tables:
            table = self.tables[index]
            self.tables[index] = replace(
                table,
                caption=table.caption or done.caption,
                number=table.number or (done.number if done.kind == "table" else None),
                notes=(*table.notes, *(n for n in done.notes if n not in table.notes)),
            )
        if outer is not None:
            outer.seen_tables += done.seen_tables
            if done.caption is None or outer.caption is None or done.kind == outer.kind:
                outer.tables += done.tables
        elif done.kind == "table" and done.caption is not None and not done.seen_tables:
            self.tables_found += 1
            shown = f"table {done.number}" if done.number else "a table"
            self.warnings.append(
                f"{self._where(element)}: {shown} holds no cells (a picture?) and was not read"
            )

    def _caption(self, element: Any) -> None:
        run = self._inline.read(element)
        text = run.text
        if not _WORD.search(text):
            return
        span = self._write(run)
        self._register_caption(text, span)
        self._write_notes(run)

    def _register_caption(self, text: str, span: Span) -> None:
        current = self._floats[-1] if self._floats else None
        opening = CAPTION_OPENING.match(text)
        kind: FloatKind | None = current.kind if current else None
        number = current.number if current else None
        if opening:
            kind = kind_of_word(opening["word"])
            number = number or opening["number"]
            if opening.end() < len(span):
                span = Span(span.start + opening.end(), span.end)
        label = current.label if current else None
        self.captions.append(Caption(span, kind or "figure", number, label))
        self._last = "caption"
        if current is not None and current.caption is None:
            current.caption, current.number = span, number
            current.kind = kind or current.kind

    def _became_caption(self, run: Inline, span: Span) -> bool:
        """Take a paragraph that reads ``Table 3: …`` beside a table without one for its caption."""
        text = run.text
        opening = CAPTION_OPENING.match(text) if len(text) < _LONGEST_CAPTION else None
        if opening is None or self._floats or kind_of_word(opening["word"]) != "table":
            return False
        if not re.search(r"[:.|–—-]\s*$", opening[0]) and opening.end() < len(text):
            return False
        shown = Span(span.start + opening.end(), span.end) if opening.end() < len(span) else span
        if self._last == "table" and self.tables and self.tables[-1].caption is None:
            table = self.tables[-1]
            self.tables[-1] = replace(table, caption=shown, number=opening["number"])
            self.captions.append(Caption(shown, "table", opening["number"], table.label))
            self._last = "caption"
            return True
        self._loose_caption = (len(self.paragraphs), opening["number"])
        return False

    def _take_loose_caption(self) -> Float:
        """Return a float for a table that stands alone, with the caption just above it, if any."""
        current = Float("table", None, None)
        loose = self._loose_caption
        if loose is None or loose[0] != len(self.paragraphs) - 1 or self._last != "other":
            return current
        span = self.paragraphs[-1].span
        opening = CAPTION_OPENING.match(self.builder.since(span.start))
        if opening is None or span.end != len(self.builder):
            return current
        self.paragraphs.pop()
        shown = Span(span.start + opening.end(), span.end) if opening.end() < len(span) else span
        self.captions.append(Caption(shown, "table", loose[1]))
        current.caption, current.number = shown, loose[1]
        return current

    def _table(self, element: Any, depth: int) -> None:
        lone = not self._floats
        in_figure = lone or self._floats[-1].kind == "figure"
        if is_layout(element, of_pictures=in_figure):
            for outer in self._floats[-1:]:
                outer.seen_tables += 1  # its words are read as prose
            self._flow(element, depth)
            self._flush()
            return
        if lone:
            self._floats.append(self._take_loose_caption())
            self._floats[-1].label = id_of(element)
        current = self._floats[-1]
        self._loose_caption = None
        for child in element:
            if isinstance(child.tag, str) and self._dialect.role(child).kind == "caption":
                self._caption(child)
        self._grid(element, current)
        if lone:
            self._floats.pop()
            self._close(current, None, element)
        self._places.skip(element)

    def _grid(self, element: Any, current: Float) -> None:
        if current.kind != "table" and not _WORD.search("".join(element.itertext())):
            return  # a frame around pictures
        self.tables_found += 1
        current.seen_tables += 1
        if len(self.tables) >= MAX_TABLES:
            self.warnings.append(f"tables after the first {MAX_TABLES} were not read")
            return
        raw = read_table(element, self._inline)
        if raw.oversized:
            self.warnings.append(f"{self._where(element)}: a table is too large to be read")
            return
        label = current.label or element.get("id")
        self._gap()
        try:
            table = build_table(
                self.builder,
                raw.rows,
                label=label or f"table-{self.tables_found}",
                header_rows=raw.header_rows,
            )
        except GridError as error:
            where = self._where(element)
            self.warnings.append(f"{where}: a table could not be read as a grid: {error}")
            return
        self.citations += [Citation(c.span, c.citations) for c in table.cells() if c.citations]
        current.tables.append(len(self.tables))
        self.tables.append(table)
        self._last = "table"
        self._notes_in_cells(raw)

    def _notes_in_cells(self, raw: RawTable) -> None:
        together = Inline()
        for run in raw.runs:
            self.errors += run.errors
            together.notes += run.notes
            together.called += run.called
        self._write_notes(together)
