"""What points elsewhere in a Markdown paper: footnotes, and mentions of tables and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from litscan.document.model import Caption, CrossReference, Span, Table

__all__ = ["caption_label", "find_cross_references", "footnote_opening", "leading_mark"]

_FOOTNOTE = re.compile(
    r"[ \t]*(?:\[\^(?P<named>[\w-]{1,40})\]:[ \t]*"
    r"|Footnote (?P<counted>[\d*†‡]{1,3}):[ \t]*(?:footnotetext:[ \t]*(?:\d{1,2}:[ \t]*)?)?"
    r"|(?:<span[^<>\n]{0,200}></span>[ \t]*)?"
    r"<sup>(?P<raised>\d{1,2}|[*†‡§]{1,2})</sup>[ \t]*(?=\S))"
)
_LEADING_MARK = re.compile(
    r"[ \t]*(?:<sup>(?P<raised>[*†‡§¶]{1,3}|[a-z\d])</sup>"
    r"|\$?\\?\(?\{?\}?\^\{?\\?(?P<math>\*|dagger|ddagger)\}?\\?\)?\$?"
    r"|\\?(?P<plain>\*(?=[\s\\A-Z])|[†‡§¶]{1,3}))[ \t]*:?[ \t]*(?=\S)"
    r"|[ \t]*[*_]{0,2}Notes?[.:][*_]{0,2}[ \t]*(?=\S)"
)
_NAMED_MARKS = {"dagger": "†", "ddagger": "‡"}
_MENTION = re.compile(
    r"\b(?P<kind>Tables?|Tabs?\.|Figures?|Figs?\.|Algorithms?)[\s~]{0,2}"
    r"(?P<numbers>\d{1,3}[a-z]?(?:\([a-z]\))?"
    r"(?:(?:,\s?|\s?(?:and|&|to|–|-)\s?|,\sand\s)\d{1,3}[a-z]?(?:\([a-z]\))?){0,6})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}")


def footnote_opening(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the mark of the footnote a block is, and where its text begins; None if it is none.

    Examples
    --------
    >>> footnote_opening("[^2]: Our code.", 0, 15), footnote_opening("Footnote 1: Equal.", 0, 18)
    (('2', 6), ('1', 12))
    >>> footnote_opening("As before.", 0, 10) is None
    True
    """
    match = _FOOTNOTE.match(text, start, end)
    if match is None:
        return None
    return match["named"] or match["counted"] or match["raised"], match.end()


def leading_mark(text: str, start: int, end: int) -> tuple[str | None, int] | None:
    """Return the mark that begins a note below a table and where the note begins; None if none.

    Examples
    --------
    >>> leading_mark("† from the paper", 0, 16), leading_mark("Note: all runs", 0, 14)
    (('†', 2), (None, 6))
    """
    match = _LEADING_MARK.match(text, start, end)
    if match is None:
        return None
    mark = match["raised"] or match["plain"] or match["math"]
    return (_NAMED_MARKS.get(mark, mark) if mark else None), match.end()


def caption_label(kind: str, number: str | None) -> str | None:
    """Return the label made for a numbered table or figure, None without a number."""
    return f"{kind}-{number}" if number else None


def find_cross_references(
    text: str, spans: Iterable[Span], tables: Sequence[Table], captions: Sequence[Caption]
) -> Iterator[CrossReference]:
    """Yield the mentions of tables, figures and algorithms that the document holds.

    Examples
    --------
    >>> text = "As Table 2 and Fig. 9 show."
    >>> shown = [Caption(Span(0, 1), "table", "2", "table-2")]
    >>> [(text[c.span.start:c.span.end], c.labels)
    ...  for c in find_cross_references(text, [Span(0, len(text))], (), shown)]
    [('2', ('table-2',))]
    """
    known: dict[tuple[str, str], str] = {
        (c.kind, c.number): c.label for c in captions if c.number and c.label
    }
    known |= {("table", table.number): table.label for table in tables if table.number}
    kinds = {"t": "table", "f": "figure", "a": "algorithm"}
    for span in spans:
        for mention in _MENTION.finditer(text, span.start, span.end):
            kind = kinds[mention["kind"][0].lower()]
            for number in _NUMBER.finditer(text, mention.start("numbers"), mention.end("numbers")):
                label = known.get((kind, number[0]))
                if label:
                    yield CrossReference(Span(number.start(), number.end()), (label,))
