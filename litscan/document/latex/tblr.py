r"""Options of ``tblr`` and its relatives, which style and span cells from outside the rows.

tabularray writes ``cell{1}{2} = {c=2}{c}``, ``row{1} = {font=\bfseries}``, ``rowhead = 1`` and, for
long tables, caption, label and notes as options; plain column letters are allowed as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from litscan.document.grid import Emphasis
from litscan.document.latex.cells import font_of
from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import Range, words

__all__ = ["TABULARRAY", "TblrOptions", "read_tblr"]

TABULARRAY = words("tblr longtblr talltblr booktabs +tabular")
"""Environments of tabularray."""

_KEY = re.compile(r"(?P<key>[A-Za-z][A-Za-z ]*)(?P<where>(?:\s*\{[^{}]*\})*)\s*(?P<set>=)?")
_KEYED = re.compile(
    r"(?:^|[,{\s])(?:colspec|columns?|rows?|cells?|hlines?|vlines?|width|rowhead|stretch|colsep"
    r"|rowsep|hspan|vspan|measure|cell)\s*(?:\{[^{}]*\}\s*)*[=,]|(?:^|,)\s*[hv]lines\s*(?:,|$)"
)
_SIZE = re.compile(r"(?<![a-z])([rc])\s*=\s*(\d{1,4})")
_MOST_PLACES = 500
_MOST_SPANS = 5_000


@dataclass(slots=True)
class TblrOptions:
    """What the options say; rows and columns count from 0."""

    columns: Range | None = None
    head_rows: int | None = None
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    row_fonts: dict[int, frozenset[Emphasis]] = field(default_factory=dict)
    caption: Range | None = None
    label: str = ""
    notes: list[tuple[str, Range]] = field(default_factory=list)


def read_tblr(mapped: MappedText, outer: Range | None, inner: Range | None) -> TblrOptions:
    """Return what the bracketed (`outer`) and the braced (`inner`) options say."""
    options = TblrOptions()
    if outer is not None:
        _read(options, mapped, outer)
    if inner is not None:
        if _KEYED.search(mapped.text, *inner):
            _read(options, mapped, inner)
        else:
            options.columns = inner
    return options


def _read(options: TblrOptions, mapped: MappedText, where: Range) -> None:
    at, end = where
    text = mapped.text
    while (match := _KEY.search(text, at, end)) is not None:
        at = match.end()
        value: Range = (at, at)
        tail: Range | None = None
        if match["set"]:
            value, at = _value(mapped, at, end)
            begin = _past_space(text, at, end)
            close = mapped.braces.get(begin) if begin < end and text[begin] == "{" else None
            if close is not None and close < end:
                tail, at = (begin + 1, close), close + 1
        elif match.start() == match.end():
            at += 1
        _take(options, mapped, match["key"].strip(), match["where"], value, tail)
        comma = text.find(",", at, end)
        between = text[at : comma if comma >= 0 else end]
        if comma >= 0 and not between.strip():
            at = comma + 1


def _past_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _value(mapped: MappedText, at: int, end: int) -> tuple[Range, int]:
    begin = _past_space(mapped.text, at, end)
    close = mapped.braces.get(begin) if begin < end and mapped.text[begin] == "{" else None
    if close is not None and close < end:
        return (begin + 1, close), close + 1
    depth, stop = 0, begin
    while stop < end:
        letter = mapped.text[stop]
        depth += (letter == "{") - (letter == "}")
        if letter == "," and depth == 0:
            break
        stop += 1
    return (begin, stop), stop


def _take(
    options: TblrOptions,
    mapped: MappedText,
    key: str,
    where: str,
    value: Range,
    tail: Range | None,
) -> None:
    source = mapped.text[slice(*value)].strip()
    places = re.findall(r"\{([^{}]*)\}", where)
    if key == "colspec":
        options.columns = value
    elif key == "rowhead" and source.isdecimal():
        options.head_rows = int(source[:4])
    elif key in ("caption", "entry") and options.caption is None and source != "none":
        options.caption = value
    elif key == "label":
        options.label = source if source != "none" else ""
    elif key in ("note", "remark") and source:
        options.notes.append((places[0].strip() if places and key == "note" else "", value))
    elif key == "row" and len(places) == 1:
        font = font_of(source)
        options.row_fonts.update({row: font for row in _places(places[0]) if font})
    elif key == "cell" and len(places) == 2:
        sizes = {name: int(count) for name, count in _SIZE.findall(source)}
        if sizes and tail is not None:
            size = sizes.get("r", 1), sizes.get("c", 1)
            columns = _places(places[1])
            for row in _places(places[0]):
                if len(options.spans) >= _MOST_SPANS:
                    break
                options.spans.update({(row, column): size for column in columns})


def _places(text: str) -> list[int]:
    """Return rows or columns named one by one or by range, from 0; others are left alone."""
    found: list[int] = []
    for part in text.split(","):
        low, _, high = part.strip().partition("-")
        if low.strip().isdecimal() and (not high or high.strip().isdecimal()):
            first, last = int(low), int(high or low)
            found += range(first - 1, min(last, first + _MOST_PLACES))
    return [place for place in found if place >= 0]
