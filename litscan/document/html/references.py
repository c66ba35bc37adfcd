"""Bibliography entries in markup: what the converter marked, else what the entry's shape tells."""

from __future__ import annotations

import re
from typing import Any

from litscan.document.bibliography import parse_reference
from litscan.document.html.roles import classes_of
from litscan.document.html.source import content_of
from litscan.document.model import Reference, Span
from litscan.ids import ArxivId, find_arxiv_id

__all__ = ["read_entry"]

_YEAR = re.compile(r"(?<![\d.:/])(?:19|20)\d\d(?![\d.]?\d)")
_NAMES = re.compile(r",\s*(?:and|&)\s+|\s+(?:and|&)\s+|;\s*|,\s+(?=[A-Z][^,]*\s)")
_NUMBER = re.compile(r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}\.)\s*")
_TITLE_CLASSES = frozenset({"ltx_bib_title", "article-title", "ref-title", "title"})
_AUTHOR_CLASSES = frozenset({"ltx_bib_author", "ltx_bib_editor", "ref-authors"})
_YEAR_CLASSES = frozenset({"ltx_bib_year", "year", "ref-year"})


def read_entry(element: Any, text: str, span: Span, key: str) -> Reference:
    """Return what a bibliography entry of an HTML page says.

    Parameters
    ----------
    element : lxml element
        The entry.
    text : str
        What it shows.
    span : Span
        Where that stands in the document.
    key : str
        What citations call it.
    """
    marked = {
        "title": _marked(element, _TITLE_CLASSES),
        "authors": _marked(element, _AUTHOR_CLASSES),
        "year": _marked(element, _YEAR_CLASSES),
    }
    blocks = [
        content_of(part) for part in element.iter("span") if "ltx_bibblock" in classes_of(part)
    ]
    blocks = [block for block in blocks if block and not block.startswith("Cited by")]
    title, authors = marked["title"], marked["authors"]
    if not title and len(blocks) >= 2:
        authors, title = authors or blocks[0], blocks[1]
    years = _YEAR.findall(marked["year"]) or _YEAR.findall(text)
    arxiv_id = find_arxiv_id(text) or _linked_id(element)
    if title:
        return Reference(
            key,
            title=title.strip(' .,"“”') or None,
            authors=_people(authors),
            year=int(years[-1]) if years else None,
            arxiv_id=arxiv_id,
            span=span,
        )
    shaped = parse_reference(f"[1] {_NUMBER.sub('', text, count=1)}")
    return Reference(
        key,
        title=shaped.title if shaped else None,
        authors=shaped.authors if shaped else (),
        year=int(years[-1]) if years else None,
        arxiv_id=arxiv_id,
        span=span,
    )


def _marked(element: Any, classes: frozenset[str]) -> str:
    found = (part for part in element.iter("*") if classes.intersection(classes_of(part)))
    return " ".join(content_of(part) for part in found)


def _people(shown: str) -> tuple[str, ...]:
    plain = _YEAR.sub("", shown).strip(" .,()")
    names = (name.strip(" .,()") for name in _NAMES.split(plain))
    return tuple(name for name in names if 1 < len(name) < 80)[:200]


def _linked_id(element: Any) -> ArxivId | None:
    for link in element.iter("a"):
        found = find_arxiv_id(link.get("href") or "")
        if found is not None:
            return found
    return None
