r"""BibTeX files: the fields of the entries a paper cites, markup taken out.

Abbreviations (``@string``), values put together with ``#`` and inherited fields (``crossref``) are
resolved. Nothing is assumed to be well-formed: an entry that never ends is read up to a bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from litscan.document.latex.symbols import ACCENTS, compose, symbols
from litscan.document.limits import MAX_ENTRIES
from litscan.document.model import Reference
from litscan.ids import ArxivId, find_arxiv_id

__all__ = ["arxiv_id_of", "find_years", "parse_bib", "plain_field"]

_LONGEST_ENTRY = 20_000
_LONGEST_YEAR = 40
_HEAD = re.compile(r"@\s*([A-Za-z]+)\s*[{(]\s*([^\s,{}()=\"#%]+)\s*([,=])\s*")
_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w+:-]*)\s*=\s*")
_JOIN = re.compile(r"\s*#\s*")
_BARE = re.compile(r"[^\s,{}()\"#]*")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE = re.compile(r"\\.|[{}\"]", re.DOTALL)
_ACCENT = re.compile(r"\\(?:(['`^\"~=.])|([uvHcdbkr])(?![A-Za-z])\s*)\s*\{?\\?([A-Za-z])\}?")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)\s*|(.))")
_YEAR = re.compile(r"(?<![\d.:/])((?:19|20)\d\d)(?![\d.]?\d)[a-z]?")
_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+")
# Where an entry gives its own arXiv id, best first; abstracts and notes to oneself name others'.
_ID_FIELDS = ("journal", "journaltitle", "url", "doi", "howpublished", "note", "number", "volume",
              "booktitle", "publisher", "series", "pages", "link", "eid", "archive", "addendum",
              "ee", "arxiv", "arxivid")  # fmt: skip
_INHERITED = ("booktitle", "year", "date", "editor", "publisher")


def parse_bib(text: str, wanted: frozenset[str]) -> Iterator[Reference]:
    r"""Yield the wanted entries of a BibTeX file.

    A key is sought as it is written, and without regard to case where that fails, as BibTeX does.

    Examples
    --------
    >>> bib = '@article{li, title={Pruning {F}ilters}, author="Hao Li and H. Graf", year=2017}'
    >>> [(r.key, r.title, r.authors, r.year) for r in parse_bib(bib, frozenset({"li"}))]
    [('li', 'Pruning Filters', ('Hao Li', 'H. Graf'), 2017)]
    """
    strings: dict[str, str] = {}
    heads: dict[str, int] = {}
    folded: dict[str, str] = {}
    for count, head in enumerate(_HEAD.finditer(text)):
        if count >= MAX_ENTRIES:
            break
        kind, key = head[1].lower(), head[2]
        if kind == "string":
            if head[3] == "=":
                strings[key.lower()] = _value(text, head.end(), len(text), strings)[0]
        elif kind not in ("comment", "preamble") and head[3] == ",":
            heads.setdefault(key, head.end())
            folded.setdefault(key.casefold(), key)
    for key in sorted(wanted, key=lambda k: heads.get(k, len(text))):
        written = key if key in heads else folded.get(key.casefold())
        if written is not None:
            yield _reference(key, _entry(text, heads, folded, written, strings))


def _entry(
    text: str,
    heads: Mapping[str, int],
    folded: Mapping[str, str],
    key: str,
    strings: dict[str, str],
) -> dict[str, str]:
    fields = dict(_fields(text, heads[key], strings))
    parent = folded.get(fields.get("crossref", "").casefold())
    if parent is not None and parent != key:
        inherited = dict(_fields(text, heads[parent], strings))
        for name in _INHERITED:
            if name in inherited:
                fields.setdefault(name, inherited[name])
    return fields


def _reference(key: str, fields: Mapping[str, str]) -> Reference:
    title = fields.get("title", "")
    if title and fields.get("subtitle"):
        title = f"{title}: {fields['subtitle']}"
    years = find_years(fields.get("year", "")[:_LONGEST_YEAR]) or find_years(
        fields.get("date", "")[:_LONGEST_YEAR]
    )
    names = _AND.split(fields.get("author", "") or fields.get("editor", ""))
    people = (_natural(name) for name in names if name.strip().lower() not in ("", "others"))
    return Reference(
        key=key,
        title=title.strip(" .") or None,
        authors=tuple(people)[:200],
        year=years[0] if years else None,
        arxiv_id=arxiv_id_of(fields),
    )


def find_years(text: str) -> list[int]:
    """Return the years that stand in a text, in order."""
    return [int(year) for year in _YEAR.findall(text)]


def arxiv_id_of(fields: Mapping[str, str]) -> ArxivId | None:
    """Return the arXiv identifier that an entry's fields give.

    Examples
    --------
    >>> str(arxiv_id_of({"journal": "arXiv preprint arXiv:1608.08710"}))
    '1608.08710'
    >>> str(arxiv_id_of({"eprint": "1608.08710", "archiveprefix": "arXiv"}))
    '1608.08710'
    >>> arxiv_id_of({"eprint": "7308.21", "eprinttype": "jstor"}) is None
    True
    """
    eprint = fields.get("eprint", "").strip()
    archive = fields.get("archiveprefix", "") or fields.get("eprinttype", "")
    if eprint and archive.lower() in ("", "arxiv"):
        bare = eprint.partition(":")[2] if eprint.lower().startswith("arxiv:") else eprint
        found = find_arxiv_id(f"arXiv:{bare}")
        if found is not None:
            return found
    for name in _ID_FIELDS:
        found = find_arxiv_id(_DOI.sub("arXiv:", fields.get(name, "")))
        if found is not None:
            return found
    return None


def _natural(name: str) -> str:
    last, comma, first = name.strip().partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else name.strip()


def _fields(text: str, at: int, strings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    limit = min(at + _LONGEST_ENTRY, len(text))
    while (match := _FIELD.match(text, at, limit)) is not None:
        value, at = _value(text, match.end(), limit, strings)
        yield match[1].lower(), plain_field(value)


def _value(text: str, at: int, limit: int, strings: Mapping[str, str]) -> tuple[str, int]:
    """Return a value, its parts put together, and the offset after it."""
    parts: list[str] = []
    while True:
        part, at = _part(text, at, limit, strings)
        parts.append(part)
        join = _JOIN.match(text, at, limit)
        if join is None:
            return "".join(parts), at
        at = join.end()


def _part(text: str, at: int, limit: int, strings: Mapping[str, str]) -> tuple[str, int]:
    limit = min(limit, at + _LONGEST_ENTRY)
    if at < limit and text[at] in '{"':
        close = _closing(text, at, limit)
        return text[at + 1 : close], close + 1
    bare = _BARE.match(text, at, limit)
    if bare is None:
        return "", at
    return strings.get(bare[0].lower(), bare[0]), bare.end()


def _closing(text: str, at: int, limit: int) -> int:
    quoted = text[at] == '"'
    depth = 0
    for match in (_QUOTE if quoted else _BRACE).finditer(text, at + 1, limit):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            if depth == 0:
                return match.start()
            depth -= 1
        elif match[0] == '"' and depth == 0:
            return match.start()
    return limit


def plain_field(value: str) -> str:
    r"""Return a field's text without markup.

    Examples
    --------
    >>> plain_field(r'K{\"u}hn and {\O}deg{\aa}rd {\em et~al.}, {$k$}-means \& more')
    'Kühn and Ødegård et al., k-means & more'
    """
    if "\\" in value:
        value = _ACCENT.sub(lambda m: compose(m[3], ACCENTS[m[1] or m[2]]), value)
        value = _COMMAND.sub(lambda m: symbols().get(m[1] or m[2], ""), value)
    for mark in "{}$":
        value = value.replace(mark, "")
    return " ".join(value.replace("~", " ").replace("``", "“").replace("''", "”").split())
