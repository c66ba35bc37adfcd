"""Markdown cut into blocks: headings, prose, list items, tables, code, marks of missing pages.

Blocks are ranges of the source; nothing is rendered here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from litscan.document.markdown.tables import is_pipe_row, is_pipe_rule

__all__ = ["CAPTION", "ITEM", "MISSING", "Block", "front_matter_end", "split_blocks"]

MISSING = re.compile(
    r"\[MISSING_PAGE[A-Z_]*(?::(?P<page>\d+))?\]"
    r"|^\+{3}(?P<cut> ?=* WARNING: Truncated[^\n]*)?$",  # nougat's fence around a page it gave up
    re.MULTILINE,
)
ITEM = re.compile(r"[ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]+(?=\S)")
CAPTION = re.compile(
    r"[ \t]*(?:<(?:span|a|p|center|div)\b[^<>\n]{0,200}>(?:</(?:span|a)>)?[ \t]*){0,4}"
    r"[*_]{0,3}(?P<kind>Table|Tab\.|Figure|Fig\.|Algorithm)[*_ ]{0,3}\s?"
    r"(?P<number>(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,2})?[a-z]?|[IVXL]{1,6}|[A-Z]\d{0,2})"
    r"[*_]{0,3}[ \t]?(?:[:.|–—-]|[*_]{2})[*_]{0,3}(?:[ \t]+|$)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>\S.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"(?:=+|-{2,})[ \t]*$")
_FENCE = re.compile(r"[ \t]*(```+|~~~+)")
_HTML_TABLE = re.compile(
    r"[ \t]*(?:<(?:html|body|div|center|p)\b[^<>\n]{0,200}>[ \t]*){0,4}<table\b", re.IGNORECASE
)
_NOTE = re.compile(r"\[\^[\w-]{1,40}\]:")
_PAGE_BREAK = re.compile(
    r"(?:\{\d{1,4}\}-{4,}|(?:-[ \t]?){3,}|(?:\*[ \t]?){3,}|(?:_[ \t]?){3,})[ \t]*$"
)
_LONGEST_UNDERLINED = 200
_LATEX_TABLE = re.compile(
    r"[ \t]*\\begin\{(?P<name>(?:wrap)?table\*?|tabular[x*]?|longtable|sidewaystable\*?)\}"
)
_LATEX_FLOAT = re.compile(r"^[ \t]*\\begin\{(?:wrap|sideways)?table\*?\}", re.MULTILINE)
_SUBHEADING = re.compile(r"^#{2,6} \S", re.MULTILINE)
_FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LONGEST_FRONT_MATTER = 20_000
_LONGEST_BLOCK = 400_000


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines of one kind, with its offsets in the source."""

    kind: Literal["heading", "text", "item", "pipe", "latex", "html", "missing", "code"]
    start: int
    end: int
    level: int = 0
    lines: tuple[tuple[int, int], ...] = ()


def split_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown text in order; together they hold all that is printed."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        lines.append((at, at + len(line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))))
        at += len(line)
    index = _front_matter(text, lines)
    while index < len(lines):
        block, index = _block_at(text, lines, index)
        if block is not None:
            yield block


def front_matter_end(text: str) -> int:
    r"""Return where the YAML block that opens a file ends, 0 if none does.

    Examples
    --------
    >>> front_matter_end("---\ntitle: On Pruning\n---\nText."), front_matter_end("Text.")
    (25, 0)
    """
    if not text.startswith("---"):
        return 0
    closing = _FRONT_MATTER_END.search(text, 3, _LONGEST_FRONT_MATTER)
    opened = text.find("\n", 0, 100)
    return closing.end() if closing and not text[3:opened].strip() else 0


def _front_matter(text: str, lines: list[tuple[int, int]]) -> int:
    end = front_matter_end(text)
    return next((i for i, (start, _) in enumerate(lines) if start >= end), len(lines))


def _block_at(text: str, lines: list[tuple[int, int]], index: int) -> tuple[Block | None, int]:
    start, end = lines[index]
    line = text[start:end]
    if not line.strip():
        return None, index + 1
    if heading := _HEADING.match(line):
        block = Block("heading", start + heading.start("title"), start + heading.end("title"))
        return replace(block, level=len(heading["marks"])), index + 1
    if _is_missing(line):
        return Block("missing", start, end), index + 1
    if fence := _FENCE.match(line):
        return _until(text, lines, index, fence[1], "code")
    if latex := _LATEX_TABLE.match(line):
        return _until(text, lines, index, f"\\end{{{latex['name']}}}", "latex")
    if _HTML_TABLE.match(line):
        return _until(text, lines, index, "</table>", "html")
    if _PAGE_BREAK.match(line):
        return None, index + 1
    if _begins_pipe_table(text, lines, index):
        return _pipe_block(text, lines, index)
    return _text_block(text, lines, index)


def _until(
    text: str,
    lines: list[tuple[int, int]],
    index: int,
    mark: str,
    kind: Literal["code", "latex", "html"],
) -> tuple[Block, int]:
    """Return the block up to the line that holds a closing mark, or of one line if none does."""
    start, end = lines[index]
    after = start + len(mark) if kind == "code" else start
    stop = start + _LONGEST_BLOCK
    if kind == "latex" and (another := _LATEX_FLOAT.search(text, end, stop)):
        stop = another.start()
    found = text.find(mark, after, stop)
    if kind == "code" and found >= 0 and found < end:
        found = text.find(mark, end, stop)
    if kind == "code" and found >= 0 and _SUBHEADING.search(text, end, found + len(mark)):
        found = -1  # a fence that OCR opened and never closed
    if found < 0:
        while kind != "code" and index + 1 < len(lines) and _goes_on(text, lines[index + 1], stop):
            index += 1
        return Block(kind, start, lines[index][1]), index + 1
    while index < len(lines) and lines[index][1] < found + len(mark):
        index += 1
    return Block(kind, start, max(lines[min(index, len(lines) - 1)][1], end)), index + 1


def _goes_on(text: str, line: tuple[int, int], stop: int) -> bool:
    return line[1] <= stop and bool(text[slice(*line)].strip())


def _begins_pipe_table(text: str, lines: list[tuple[int, int]], index: int) -> bool:
    """Return whether a table begins: a head and its rule, or rows without any head."""
    line = text[slice(*lines[index])]
    if "|" not in line or index + 1 >= len(lines):
        return False
    following = text[slice(*lines[index + 1])]
    if is_pipe_rule(following):
        return True
    return is_pipe_row(line) and (is_pipe_row(following) or is_pipe_rule(line))


def _pipe_block(text: str, lines: list[tuple[int, int]], index: int) -> tuple[Block, int]:
    last = index + 2
    while last < len(lines) and "|" in text[slice(*lines[last])]:
        last += 1
    rows = tuple(lines[index:last])
    return Block("pipe", rows[0][0], rows[-1][1], lines=rows), last


def _text_block(text: str, lines: list[tuple[int, int]], index: int) -> tuple[Block, int]:
    start, end = lines[index]
    kind: Literal["item", "text"] = "item" if ITEM.match(text, start, end) else "text"
    last = index + 1
    while last < len(lines):
        a, b = lines[last]
        line = text[a:b]
        underlined = last == index + 1 and kind == "text" and end - start < _LONGEST_UNDERLINED
        if underlined and _UNDERLINE.match(line):
            return Block("heading", start, end, level=1 if line[0] == "=" else 2), last + 1
        if not line.strip() or _begins_block(line) or _is_missing(line):
            break
        if "|" in line and _begins_pipe_table(text, lines, last):
            break
        end = b
        last += 1
    return Block(kind, start, end), last


def _is_missing(line: str) -> bool:
    return (line.startswith("+++") and MISSING.match(line) is not None) or "[MISSING_PAGE" in line


def _begins_block(line: str) -> bool:
    first = line.lstrip()[:1]
    if first.islower() or first in "([,.;":
        return first == "[" and _NOTE.match(line) is not None
    return any(pattern.match(line) for pattern in _OPENINGS)


_OPENINGS = (_HEADING, ITEM, _FENCE, _LATEX_TABLE, _HTML_TABLE, CAPTION)
