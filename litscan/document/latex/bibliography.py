r"""Bibliography entries: what can be told of a ``\bibitem``, a BibTeX file, a biblatex .bbl."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.latex.symbols import ACCENTS, compose, symbols
from litscan.document.model import Reference, Span
from litscan.ids import find_arxiv_id

__all__ = ["parse_bbl_entries", "parse_bib", "read_entry"]

MAX_ENTRIES = 20_000

_YEAR = re.compile(r"(?<![\d.:/])((?:19|20)\d\d)(?![\d.]?\d)[a-z]?")
_QUOTED = re.compile(r"[“\"]([^”\"]{8,300}?)[,.]?[”\"]")
_BIB_HEAD = re.compile(r"@\s*([A-Za-z]+)\s*[{(]\s*([^\s,{}()]+)\s*,")
_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w-]*)\s*=\s*")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_ACCENT = re.compile(r"\\(?:(['`^\"~=.])|([uvHcdbkr])(?![A-Za-z])\s*)\s*\{?\\?([A-Za-z])\}?")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)\s*")
_LONGEST_ENTRY = 20_000


def read_entry(key: str, text: str, blocks: list[str], span: Span | None) -> Reference:
    r"""Return a reference from a ``\bibitem``'s text and its ``\newblock`` parts."""
    parts = [" ".join(part.split()) for part in blocks if part.strip()]
    title: str | None = None
    authors: tuple[str, ...] = ()
    quoted = _QUOTED.search(text)
    if len(parts) >= 2:
        authors = _split_authors(parts[0])
        title = parts[1].rstrip(". ")
    elif quoted:
        title = quoted[1].strip()
        authors = _split_authors(text[: quoted.start()])
    years = _YEAR.findall(text)
    return Reference(
        key=key,
        title=title or None,
        authors=authors,
        year=int(years[-1]) if years else None,
        arxiv_id=find_arxiv_id(text),
        span=span,
    )


def _split_authors(text: str) -> tuple[str, ...]:
    text = _YEAR.sub("", text).strip(" .,()")
    names = re.split(r",\s*and\s+|\s+and\s+|;\s*|,\s+(?=[A-Z][^,]*\s)", text)
    return tuple(name.strip(" .,") for name in names if 1 < len(name.strip(" .,")) < 80)[:200]


def parse_bib(text: str, wanted: frozenset[str]) -> Iterator[Reference]:
    r"""Yield the wanted entries of a BibTeX file.

    Examples
    --------
    >>> bib = '@article{li, title={Pruning {F}ilters}, author="Hao Li and H. Graf", year=2017}'
    >>> [(r.key, r.title, r.authors, r.year) for r in parse_bib(bib, frozenset({"li"}))]
    [('li', 'Pruning Filters', ('Hao Li', 'H. Graf'), 2017)]
    """
    taken: set[str] = set()
    for count, head in enumerate(_BIB_HEAD.finditer(text)):
        if count >= MAX_ENTRIES:
            break
        key = head[2]
        if key not in wanted or key in taken or head[1].lower() in ("string", "comment"):
            continue
        taken.add(key)
        fields = dict(_fields(text, head.end()))
        everything = " ".join(fields.values())
        eprint = fields.get("eprint", "")
        found = find_arxiv_id(everything) or find_arxiv_id(f"arXiv:{eprint}")
        years = _YEAR.findall(fields.get("year", "") or fields.get("date", ""))
        names = re.split(r"\s+and\s+", fields.get("author", ""))
        yield Reference(
            key=key,
            title=fields.get("title") or None,
            authors=tuple(_natural(name) for name in names if name.strip())[:200],
            year=int(years[0]) if years else None,
            arxiv_id=found,
        )


def _natural(name: str) -> str:
    last, comma, first = name.strip().partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else name.strip()


def _fields(text: str, at: int) -> Iterator[tuple[str, str]]:
    limit = min(at + _LONGEST_ENTRY, len(text))
    while (match := _FIELD.match(text, at, limit)) is not None:
        value, at = _value(text, match.end(), limit)
        yield match[1].lower(), _plain(value)


def _value(text: str, at: int, limit: int) -> tuple[str, int]:
    if at < limit and text[at] == "{":
        close = _closing(text, at, limit)
        return text[at + 1 : close], close + 1
    if at < limit and text[at] == '"':
        depth, end = 0, at + 1
        while end < limit and (text[end] != '"' or depth):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        return text[at + 1 : end], end + 1
    bare = re.compile(r"[^,}\n]*").match(text, at, limit)
    end = bare.end() if bare else at
    return text[at:end].strip(), max(end, at)


def _closing(text: str, at: int, limit: int) -> int:
    depth = 0
    for match in _BRACE.finditer(text, at, limit):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return limit


def _plain(value: str) -> str:
    """Return a field's text without markup."""
    value = _ACCENT.sub(lambda m: compose(m[3], ACCENTS[m[1] or m[2]]), value)
    value = _COMMAND.sub(lambda m: symbols().get(m[1], ""), value)
    return " ".join(value.replace("{", "").replace("}", "").replace("~", " ").split())


_BBL_ENTRY = re.compile(r"\\entry\{([^{}]+)\}\{")
_BBL_FIELD = re.compile(r"\\field\{(title|year|eprint|date|note|journaltitle)\}\{([^\n]*)\}")
_BBL_NAME = re.compile(r"family=\{?([^,{}=]+)\}?,")


def parse_bbl_entries(text: str) -> Iterator[Reference]:
    """Yield the entries of a .bbl that biber wrote for biblatex."""
    heads = list(_BBL_ENTRY.finditer(text))[:MAX_ENTRIES]
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        body = text[head.end() : min(end, head.end() + _LONGEST_ENTRY)]
        fields = {name: _plain(value) for name, value in _BBL_FIELD.findall(body)}
        years = _YEAR.findall(fields.get("year", "") or fields.get("date", ""))
        names = [_plain(name) for name in _BBL_NAME.findall(body)]
        yield Reference(
            key=head[1].strip(),
            title=fields.get("title") or None,
            authors=tuple(dict.fromkeys(names)),
            year=int(years[0]) if years else None,
            arxiv_id=find_arxiv_id(f"arXiv:{fields.get('eprint', '')}") or find_arxiv_id(body),
        )
