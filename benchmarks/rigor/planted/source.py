"""Changes to the files a paper was read from, and the paper read anew from the changed files."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from litscan import read_document, read_text
from litscan.document.model import Anchor, Document

__all__ = ["Edit", "read_with", "removal", "source_range", "stretch_removed", "verbatim"]

_NO_TEXT = ("*.pdf", "*.png", "*.jpg", "*.jpeg", "*.eps", "*.svg", "*.gif")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``[start, end)`` of source file number `file`, and what stands there instead."""

    file: int
    start: int
    end: int
    text: str


def source_range(document: Document, start: int, end: int) -> tuple[int, int, int] | None:
    """Return file, start and end in the source of what became some characters of the text.

    None where the text was made of nothing, or of more than one file.
    """
    first, last = _anchor(document, start), _anchor(document, end - 1)
    if first is None or last is None or first.file != last.file:
        return None
    begin = first.source_start + (start - first.start if _is_verbatim(first) else 0)
    stop = last.source_start + (end - last.start) if _is_verbatim(last) else last.source_end
    return (first.file, begin, stop) if begin < stop else None


def verbatim(document: Document, start: int, end: int, text: str) -> Edit | None:
    """Return the edit that puts a text where characters stand in the source as they were read."""
    found = source_range(document, start, end)
    if found is None:
        return None
    file, begin, stop = found
    same = document.files[file].text[begin:stop] == document.text[start:end]
    return Edit(file, begin, stop, text) if same else None


def removal(document: Document, start: int, end: int) -> Edit | None:
    """Return the edit that takes characters out and leaves braces that close or open elsewhere."""
    found = source_range(document, start, end)
    if found is None:
        return None
    return stretch_removed(document, *found)


def stretch_removed(document: Document, file: int, start: int, end: int) -> Edit:
    """Return the edit that takes a stretch out of a file, with such braces left standing."""
    return Edit(file, start, end, _unmatched(document.files[file].text[start:end]))


def _unmatched(removed: str) -> str:
    """Return the braces of a stretch of LaTeX whose other half stands outside of it."""
    closing, opened = 0, 0
    for found in _BRACE.finditer(removed):
        if found[0] == "{":
            opened += 1
        elif found[0] == "}":
            closing, opened = (closing, opened - 1) if opened else (closing + 1, 0)
    return "}" * closing + "{" * opened


def _anchor(document: Document, offset: int) -> Anchor | None:
    found = [one for one in document.anchors if one.start <= offset < one.end]
    return found[0] if found else None


def _is_verbatim(anchor: Anchor) -> bool:
    return anchor.end - anchor.start == anchor.source_end - anchor.source_start


def read_with(document: Document, edits: Iterable[Edit]) -> Document:
    """Return the paper read anew from its files with some edits made; overlapping ones once."""
    changed: dict[int, str] = {number: file.text for number, file in enumerate(document.files)}
    by_file: dict[int, set[Edit]] = defaultdict(set)
    for edit in edits:
        by_file[edit.file].add(edit)
    for number, some in by_file.items():
        text, before = changed[number], len(changed[number]) + 1
        for edit in sorted(some, key=lambda one: (one.start, -one.end), reverse=True):
            if edit.end <= before:
                text = text[: edit.start] + edit.text + text[edit.end :]
                before = edit.start
        changed[number] = text
    if len(document.files) == 1:
        return read_text(changed[0], format=document.source.format)
    return _read_folder(document, changed)


def _read_folder(document: Document, changed: dict[int, str]) -> Document:
    """Return a folder read anew from a copy; where it was first read from stays known."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "paper")
        shutil.copytree(document.source.path, folder, ignore=shutil.ignore_patterns(*_NO_TEXT))
        for number, text in changed.items():
            (folder / document.files[number].name).write_text(text, encoding="utf-8")
        again = read_document(folder)
    return replace(again, source=replace(again.source, path=document.source.path))
