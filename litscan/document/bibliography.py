"""Bibliography entries and citations as they stand in running text.

For formats that keep no links between the two (Markdown, plain text, PDF): entries are read by
their shape, and a citation counts only if an entry answers to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from litscan.document.model import Citation, Reference, Span
from litscan.document.sentences import split_sentences
from litscan.ids import find_arxiv_id

__all__ = ["find_citations", "parse_reference", "with_unique_keys"]

_NUMBERED = re.compile(r"\s*(?:\[(\d{1,3})\]|(\d{1,3})\.(?=\s))\s*")
_LABELLED = re.compile(
    r"\s*(?P<names>[^\d()\[\]]{2,80}?)\s*[(\[](?P<year>(?:19|20)\d\d)(?P<letter>[a-z]?)[)\]]\s*"
)
_YEAR = re.compile(r"(?<![\d.:/])(?:19[5-9]\d|20[0-4]\d)(?=[a-z]?(?![\d.]\d|:))")
_YEAR_THEN_TITLE = re.compile(r"\((?:19|20)\d\d(?:-\d\d)?[a-z]?\)[.,:]?\s*")
_QUOTED = re.compile(r"[“\"]([^”\"]{8,300}?)[,.?!]?[”\"]")
_NAMES = re.compile(r",\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*")
_AFTER_TITLE = re.compile(r"\.\s+(?=arxiv|abs/|https?:|doi\b|in\b)", re.IGNORECASE)
_LONGEST = 2000

_SURNAME = r"(?:(?:(?:van|von|de|der|den|del|la|le|di|da|dos|ten|el)\s){0,2}[A-Z][\w'’\-]{1,30})"
_WHO = rf"{_SURNAME}(?:\s+et\s+al\.?|(?:,\s{_SURNAME})?,?\s+(?:and|&)\s+{_SURNAME})?"
_WHEN = r"(?:19|20)\d\d[a-z]?"
_NARRATIVE = re.compile(rf"({_WHO}),?\s?[(\[]({_WHEN})[)\]]")
_PARENTHETICAL = re.compile(rf"({_WHO}),?\s(?:[(\[])?({_WHEN})")
_BRACKETS = re.compile(r"[(\[][^()\[\]]{4,400}[)\]]")
_NUMBERS = re.compile(r"\[\s?(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,40})\s?\]")


def parse_reference(text: str, *, span: Span | None = None) -> Reference | None:
    """Return what a bibliography entry says, or None if it has no shape of one.

    Parameters
    ----------
    text : str
        One entry; a leading number in brackets or an author-year label becomes its key.
    span : Span, optional
        The entry's place in the document's text.

    Examples
    --------
    >>> entry = parse_reference("[3] S. Han and J. Pool. Learning both weights. _NIPS_, 2015.")
    >>> entry.key, entry.title, entry.year
    ('3', 'Learning both weights', 2015)
    >>> parse_reference("Han et al. (2015) Song Han and Jeff Pool. Learning weights. 2015.").key
    'Han et al., 2015'
    """
    text = text[:_LONGEST]
    numbered = _NUMBERED.match(text)
    labelled = None if numbered else _LABELLED.match(text)
    year: int | None = None
    if numbered:
        key, body = numbered[1] or numbered[2], text[numbered.end() :]
    elif labelled:
        names = " ".join(labelled["names"].split()).rstrip(",")
        key = f"{names}, {labelled['year']}{labelled['letter']}"
        year = int(labelled["year"])
        body = text[labelled.end() :]
    else:
        return None
    authors, title = _authors_and_title(body)
    if year is None:
        years = _YEAR.findall(body)
        year = int(years[-1]) if years else None
    return Reference(
        key=key, title=title, authors=authors, year=year, arxiv_id=find_arxiv_id(body), span=span
    )


def _authors_and_title(body: str) -> tuple[tuple[str, ...], str | None]:
    body = body.replace("_", "").replace("*", "")
    dated = _YEAR_THEN_TITLE.search(body, 0, 600)
    quoted = _QUOTED.search(body)
    sentences = [body[span.start : span.end] for span in split_sentences(body)]
    if quoted:
        authors, title = body[: quoted.start()], quoted[1]
    elif dated and dated.start() > 3:
        rest = body[dated.end() :]
        parts = split_sentences(rest)
        authors, title = body[: dated.start()], rest[: parts[0].end] if parts else ""
    elif len(sentences) >= 2:
        authors, title = sentences[0], sentences[1]
    else:
        return (), None
    title = " ".join(_AFTER_TITLE.split(title, maxsplit=1)[0].split()).strip(" .,;")
    people = (name.strip(" .,") for name in _NAMES.split(authors) if name.strip(" .,"))
    named = tuple(name for name in people if name.lower() not in ("et al", "others"))
    return named, title if len(title) > 3 and not title.startswith("http") else None


def with_unique_keys(references: Iterable[Reference]) -> list[Reference]:
    """Return the entries with a suffix on every key that an earlier entry has."""
    seen: dict[str, int] = {}
    unique: list[Reference] = []
    for reference in references:
        count = seen[reference.key] = seen.get(reference.key, 0) + 1
        unique.append(
            reference if count == 1 else replace(reference, key=f"{reference.key} #{count}")
        )
    return unique


def find_citations(text: str, span: Span, references: Sequence[Reference]) -> list[Citation]:
    """Return the citations inside a span that bibliography entries answer to.

    An author and year that several entries share is ambiguous and left out.

    Examples
    --------
    >>> known = [Reference("1"), Reference("2"), Reference("Han et al., 2015")]
    >>> text = "Prior work [1-2] and Han et al. (2015) prune in [0, 1]."
    >>> [(text[c.span.start:c.span.end], c.keys) for c in find_citations(
    ...     text, Span(0, len(text)), known)]
    [('[1-2]', ('1', '2')), ('Han et al. (2015)', ('Han et al., 2015',))]
    """
    keys = {reference.key for reference in references}
    found: list[Citation] = []
    if any(key.isdigit() for key in keys):
        for match in _NUMBERS.finditer(text, span.start, span.end):
            numbers = _expand(match[1])
            if numbers and all(number in keys for number in numbers):
                found.append(Citation(Span(match.start(), match.end()), numbers))
    by_label = _labels(references)
    if by_label:
        found += _author_year(text, span, by_label)
    return sorted(found, key=lambda citation: citation.span)


def _author_year(text: str, span: Span, by_label: dict[str, set[str]]) -> list[Citation]:
    found: list[Citation] = []
    for match in _NARRATIVE.finditer(text, span.start, span.end):
        keys = by_label.get(_label(match[1], match[2]), set())
        if len(keys) == 1:
            found.append(Citation(Span(match.start(), match.end()), tuple(keys)))
    taken = {citation.span.end for citation in found}
    for group in _BRACKETS.finditer(text, span.start, span.end):
        cited: list[str] = []
        for match in _PARENTHETICAL.finditer(text, group.start() + 1, group.end()):
            keys = by_label.get(_label(match[1], match[2]), set())
            cited += keys if len(keys) == 1 else ()
        if cited and group.end() not in taken:
            found.append(Citation(Span(group.start(), group.end()), tuple(dict.fromkeys(cited))))
    return found


def _expand(shown: str) -> tuple[str, ...]:
    numbers: list[str] = []
    for part in re.split(r"\s?[,;]\s?", shown):
        low, _, high = part.replace("–", "-").partition("-")
        if not high:
            numbers.append(low.strip())
        elif int(low) < int(high) <= int(low) + 60:
            numbers += map(str, range(int(low), int(high) + 1))
        else:
            return ()
    return tuple(numbers)


def _label(names: str, year: str) -> str:
    plain = names.replace("&", "and").replace(".", "").replace(",", "").lower()
    return f"{' '.join(plain.split())}|{year}"


def _labels(references: Sequence[Reference]) -> dict[str, set[str]]:
    labels: dict[str, set[str]] = {}
    for reference in references:
        names, _, year = reference.key.partition(" #")[0].rpartition(", ")
        if names:
            labels.setdefault(_label(names, year), set()).add(reference.key)
    return labels
