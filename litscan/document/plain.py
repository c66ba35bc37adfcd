"""Plain text: paragraphs, numbered or underlined headings, a bibliography at the end.

Headings are taken only where their numbers follow on, or where the line is one of the few titles
every paper has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from litscan.document.assemble import Draft, assemble_document
from litscan.document.bibliography import find_citations, parse_reference, with_unique_keys
from litscan.document.grid import Piece
from litscan.document.headings import Heading, make_sections, role_of_heading
from litscan.document.model import (
    Caption,
    Document,
    Paragraph,
    Source,
    SourceFile,
    Span,
)

__all__ = ["read_plain"]

Line = tuple[int, int]

_NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?P<title>[A-Z][^.!?;=]{2,80}[^.!?;,=\-\s])"
)
_LETTERED = re.compile(r"(?P<number>[A-Z](?:\.\d{1,2}){0,3})\.?\s+(?P<title>[A-Z][^.!?;=]{3,70})")
_KNOWN = re.compile(
    r"(?:abstract|introduction|related works?|background|methods?|experiments?|results?|discussion|"
    r"conclusions?|limitations?|references|bibliography|acknowledge?ments?|appendix(?: [A-Z])?|"
    r"appendices|supplementary materials?|broader impacts?|checklist)",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})")
_CAPTION = re.compile(
    r"(?P<kind>Table|TABLE|Figure|Fig\.|FIGURE|Algorithm)\s(?P<number>\d{1,3})\s?[:.|]\s?"
)
_TABLE_NAMED = re.compile(r"\bTable\s{1,2}([A-Z]?\.?\d{1,2}|[IVXL]{1,6})\b", re.IGNORECASE)
_ENTRY = re.compile(r"\[\d{1,3}\]\s*\S")
_BOILERPLATE = re.compile(
    r"arXiv:|published as|under review|accepted|proceedings|preprint|workshop|conference|journal|"
    r"\d{1,4}$|https?:|copyright|vol\.",
    re.IGNORECASE,
)


def read_plain(text: str, *, source: Source, name: str) -> Document:
    r"""Return the document that a plain text is.

    Parameters
    ----------
    text : str
        The whole file; a blank line ends a paragraph.
    source : Source
        What it was read from.
    name : str
        Name of the file, for locations.

    Examples
    --------
    >>> document = read_plain(
    ...     "On Pruning\n\n1 Introduction\n\nWe prune. It works.\n",
    ...     source=Source("a.txt", "text", ""), name="a.txt")
    >>> document.title_text, document.sections[0].heading, len(document.sentences)
    ('On Pruning', '1 Introduction', 2)
    """
    reader = _Reader(text)
    reader.read()
    whole = reader.builder.text
    reader.references = with_unique_keys(reader.references)
    for span in [paragraph.span for paragraph in reader.paragraphs]:
        reader.citations += find_citations(whole, span, reader.references)
    sections = make_sections(reader.headings, len(reader.builder))
    abstract = next((section.span for section in sections if section.role == "abstract"), None)
    if abstract is not None:
        heading = next(item.span for item in reader.headings if item.span.start == abstract.start)
        reader.abstract = Span(min(heading.end + 1, abstract.end), abstract.end)
    found = {match[1].lower() for match in _TABLE_NAMED.finditer(reader.text)}
    reader.tables_found = len(found)
    if found:
        reader.warnings.append("tables are not read from this format")
    return assemble_document(
        reader,
        source=source,
        files=(SourceFile(name, reader.text),),
        arxiv_id=None,
        full_text=bool(reader.paragraphs),
        sections=sections,
    )


class _Reader(Draft):
    """Reads lines into headings, paragraphs, captions and bibliography entries."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.pending: list[Line] = []
        self.in_references = False
        self.references_seen = False
        self.top = 0
        self.lines = _stripped_lines(text)

    def read(self) -> None:
        index = self._title()
        while index < len(self.lines):
            start, end = self.lines[index]
            following = self.lines[index + 1] if index + 1 < len(self.lines) else None
            if start == end:
                self._flush()
            elif following and not self.pending and self._underlines(following, start, end):
                self._heading(None, (start, end), self.text[start:end], 1)
                index += 1
            elif not self._numbered_heading(start, end):
                self._take(start, end)
            index += 1
        self._flush()

    def _underlines(self, following: Line, start: int, end: int) -> bool:
        return _UNDERLINE.fullmatch(self.text, *following) is not None and end - start < 120

    def _title(self) -> int:
        """Read the first line that may be a title; return the index of the line after it."""
        for index, (start, end) in enumerate(self.lines[:12]):
            if start == end or _BOILERPLATE.match(self.text, start, end):
                continue
            line = self.text[start:end]
            alone = index + 1 >= len(self.lines) or _blank(self.lines[index + 1])
            if not alone or end - start > 200 or line[-1] in ".!;" or _KNOWN.fullmatch(line):
                return 0
            if _NUMBERED.fullmatch(line):
                return 0
            self.title = self._write([(start, end)])
            return index + 1
        return 0

    def _numbered_heading(self, start: int, end: int) -> bool:
        line = self.text[start:end]
        if _KNOWN.fullmatch(line.rstrip(" :.—-")) and (line[0].isupper()):
            self._heading(None, (start, end), line.rstrip(" :.—-"), 1)
            return True
        if self.references_seen and (match := _LETTERED.fullmatch(line)):
            short = len(line.split()) <= 10 and not self.in_references
            if short:
                level = match["number"].count(".") + 1
                self._heading(match["number"], (start, end), match["title"], level)
            return short
        match = _NUMBERED.fullmatch(line)
        if match is None or len(line.split()) > 13 or self.in_references:
            return False
        first, _, rest = match["number"].partition(".")
        number = int(first)
        if number != self.top + (0 if rest else 1) or sum(c.isdigit() for c in match["title"]) > 6:
            return False
        self.top = number
        level = match["number"].count(".") + 1
        self._heading(match["number"], (start, end), match["title"], level)
        return True

    def _heading(self, number: str | None, line: Line, title: str, level: int) -> None:
        self._flush()
        self._gap()
        span = self._write([line])
        role = role_of_heading(title)
        self.in_references = role == "references"
        self.references_seen = self.references_seen or self.in_references
        level = 0 if role == "abstract" else level
        self.headings.append(Heading(span, title, level, number))

    def _take(self, start: int, end: int) -> None:
        entry = self.in_references and _ENTRY.match(self.text, start, end)
        if entry or _CAPTION.match(self.text, start, end):
            self._flush()
        self.pending.append((start, end))

    def _flush(self) -> None:
        lines, self.pending = self.pending, []
        if not lines:
            return
        self._gap()
        caption = _CAPTION.match(self.text, *lines[0])
        if caption and not self.in_references:
            self._caption(caption, lines)
            return
        span = self._write(lines)
        shown = self.builder.since(span.start) if self.in_references else ""
        reference = parse_reference(shown, span=span) if shown else None
        if reference is not None:
            self.references.append(reference)
        else:
            self.paragraphs.append(Paragraph(span))

    def _caption(self, match: re.Match[str], lines: list[Line]) -> None:
        kinds = {"t": "table", "f": "figure", "a": "algorithm"}
        span = self._write(lines)
        opening = match.end() - match.start()
        body = Span(min(span.start + opening, span.end), span.end)
        kind = kinds[match["kind"][0].lower()]
        self.captions.append(Caption(body, kind, match["number"]))  # type: ignore[arg-type]

    def _gap(self) -> None:
        if len(self.builder):
            self.builder.add_made("\n\n")

    def _write(self, lines: Sequence[Line]) -> Span:
        begin = len(self.builder)
        for index, (start, end) in enumerate(lines):
            divided = False
            if index + 1 < len(lines):
                following = lines[index + 1][0]
                divided = (
                    end - start > 1
                    and self.text[end - 1] in "-\u00ad\ufffe\x02"
                    and self.text[end - 2].islower()
                    and self.text[following].islower()
                )
            piece = Piece(self.text[start : end - divided], 0, start, end - divided)
            self.builder.add(piece.text, file=0, source_start=start, source_end=piece.source_end)
            if index + 1 < len(lines) and not divided:
                self.builder.add_made("\n")
        return Span(begin, len(self.builder))


def _blank(line: Line) -> bool:
    return line[0] == line[1]


def _stripped_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    at = 0
    for line in text.splitlines(keepends=True):
        left = len(line) - len(line.lstrip())
        right = len(line.rstrip())
        lines.append((at + left, at + right) if right > left else (at, at))
        at += len(line)
    return lines
