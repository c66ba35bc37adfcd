"""Markdown cut into blocks: headings, prose, list items, tables, code, marks of missing pages.

Blocks are ranges of the source; nothing is rendered here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from litscan.document.markdown_tables import is_pipe_rule

__all__ = ["CAPTION", "ITEM", "MISSING", "Block", "split_blocks"]

MISSING = re.compile(r"\[MISSING_PAGE[A-Z_]*(?::(?P<page>\d+))?\]")
ITEM = re.compile(r"[ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]+(?=\S)")
CAPTION = re.compile(
    r"[ \t]*[*_]{0,3}(?P<kind>Table|Tab\.|Figure|Fig\.|Algorithm)[*_ ]{0,3}\s?"
    r"(?P<number>(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,2})?[a-z]?|[IVXL]{1,6}|[A-Z]\d{0,2})"
    r"[*_]{0,3}[ \t]?(?:[:.|–—-]|[*_]{2})[*_]{0,3}(?:[ \t]+|$)",
)
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>\S.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"(?:=+|-{2,})[ \t]*$")
_FENCE = re.compile(r"[ \t]*(```+|~~~+)")
_HTML_TABLE = re.compile(r"[ \t]*<table\b", re.IGNORECASE)
_LATEX_TABLE = re.compile(
    r"[ \t]*\\begin\{(?P<name>(?:wrap)?table\*?|tabular[x*]?|longtable|sidewaystable\*?)\}"
)
_LATEX_FLOAT = re.compile(r"^[ \t]*\\begin\{(?:wrap|sideways)?table\*?\}", re.MULTILINE)
_SUBHEADING = re.compile(r"^#{2,6} \S", re.MULTILINE)
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


def _front_matter(text: str, lines: list[tuple[int, int]]) -> int:
    if lines and text[slice(*lines[0])].rstrip() == "---":
        for index, (start, end) in enumerate(lines[1:200], 1):
            if text[start:end].rstrip() in ("---", "..."):
                return index + 1
    return 0


def _block_at(text: str, lines: list[tuple[int, int]], index: int) -> tuple[Block | None, int]:
    start, end = lines[index]
    line = text[start:end]
    if not line.strip():
        return None, index + 1
    if heading := _HEADING.match(line):
        block = Block("heading", start + heading.start("title"), start + heading.end("title"))
        return replace(block, level=len(heading["marks"])), index + 1
    if MISSING.search(line):
        return Block("missing", start, end), index + 1
    if fence := _FENCE.match(line):
        return _until(text, lines, index, fence[1], "code")
    if latex := _LATEX_TABLE.match(line):
        return _until(text, lines, index, f"\\end{{{latex['name']}}}", "latex")
    if _HTML_TABLE.match(line):
        return _until(text, lines, index, "</table>", "html")
    if "|" in line and index + 1 < len(lines) and is_pipe_rule(text[slice(*lines[index + 1])]):
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
        if _UNDERLINE.match(line) and last == index + 1 and kind == "text":
            return Block("heading", start, end, level=1 if line[0] == "=" else 2), last + 1
        if not line.strip() or _begins_block(line) or MISSING.search(line):
            break
        end = b
        last += 1
    return Block(kind, start, end), last


def _begins_block(line: str) -> bool:
    return any(
        pattern.match(line)
        for pattern in (_HEADING, ITEM, _FENCE, _LATEX_TABLE, _HTML_TABLE, CAPTION)
    )
