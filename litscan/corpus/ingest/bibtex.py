"""BibTeX files as papers.

A small parser of its own: entries with braced, quoted and bare values, ``#`` concatenation and
``@string`` macros. An entry that cannot be read is skipped up to the next ``@`` at the start of a
line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from litscan.corpus.ingest.problems import Problems
from litscan.corpus.ingest.words import category, clean, person
from litscan.corpus.ingest.work_key import bare_doi, citation_key, work_key
from litscan.corpus.records import PaperRecord
from litscan.errors import ReadError
from litscan.ids import find_arxiv_id, parse_arxiv_id

__all__ = ["parse_bibtex", "read_bibtex"]

_ENTRY = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)\s*[{(]", re.MULTILINE)
_KEY = re.compile(r"\s*([^\s,{}()\"=]+)\s*,")
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w:.+/-]*)\s*=\s*")
_BARE = re.compile(r"[\w:.+/-]+")
_CLOSED = re.compile(r"[\s,]*[})]")
_AND = re.compile(r"\s+and\s+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BRACE = re.compile(r"\\.|[{}\"]", re.DOTALL)
_LONGEST_VALUE = 100_000
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
# pylatexenc makes a modifier letter of the circumflex, and braces that are text look like others;
# all are kept from it under private letters.
_KEPT = {
    r"\textasciitilde{}": "\ue000",
    r"\textasciicircum{}": "\ue001",
    r"\textbraceleft{}": "\ue002",
    r"\textbraceright{}": "\ue003",
    r"\{": "\ue002",
    r"\}": "\ue003",
}
_TEXT = str.maketrans("\ue000\ue001\ue002\ue003", "~^{}")


def read_bibtex(text: str, problems: Problems) -> Iterator[PaperRecord]:
    """Yield the papers of a BibTeX file; entries that cannot be read go to `problems`."""
    for kind, key, entry in parse_bibtex(text, problems):
        yield _record(kind, key, entry)


def parse_bibtex(text: str, problems: Problems) -> Iterator[tuple[str, str, dict[str, str]]]:
    r"""Yield type, citation key and fields (names in lower case, values as written) of entries.

    Examples
    --------
    >>> source = '@string{v = "ICLR"}\n@article{li, title={Pruning {F}ilters}, journal=v # " 17"}'
    >>> next(parse_bibtex(source, Problems("x.bib")))
    ('article', 'li', {'title': 'Pruning {F}ilters', 'journal': 'ICLR 17'})
    """
    macros = {name: str(number) for number, name in enumerate(_MONTHS, start=1)}
    end = 0
    for start in _ENTRY.finditer(text):
        if start.start() < end or start[1].lower() in ("comment", "preamble"):
            continue
        line = text.count("\n", 0, start.start()) + 1
        try:
            if start[1].lower() == "string":
                fields, end = _fields(text, start.end(), macros)
                macros.update(fields)
                continue
            problems.records += 1
            key = _KEY.match(text, start.end())
            if key is None:
                raise ReadError("an entry without a citation key")
            fields, end = _fields(text, key.end(), macros)
            yield start[1].lower(), key[1], fields
        except ReadError as error:
            problems.skip(line, error.message)


def _fields(text: str, position: int, macros: Mapping[str, str]) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while not (closed := _CLOSED.match(text, position)):
        name = _FIELD.match(text, position)
        if name is None:
            raise ReadError("an entry that does not end, or a field without '='")
        value, position = _value(text, name.end(), macros)
        fields.setdefault(name[1].lower(), value)
    return fields, closed.end()


def _value(text: str, position: int, macros: Mapping[str, str]) -> tuple[str, int]:
    pieces = []
    while True:
        piece, position = _piece(text, position, macros)
        pieces.append(piece)
        after = re.compile(r"\s*#\s*").match(text, position)
        if after is None:
            return "".join(pieces), position
        position = after.end()


def _piece(text: str, position: int, macros: Mapping[str, str]) -> tuple[str, int]:
    opening = text[position : position + 1]
    if opening not in ("{", '"'):
        bare = _BARE.match(text, position)
        if bare is None:
            raise ReadError("a field without a value")
        return macros.get(bare[0].lower(), bare[0]), bare.end()
    # The next entry ends a value that was never closed, so that one slip costs one entry.
    reach = position + _LONGEST_VALUE
    following = _ENTRY.search(text, position, reach)
    depth = 0
    for mark in _BRACE.finditer(text, position + 1, following.start() if following else reach):
        letter = mark[0]
        if letter[0] == "\\":
            continue
        if depth == 0 and letter == ("}" if opening == "{" else '"'):
            return text[position + 1 : mark.start()], mark.end()
        depth += (letter == "{") - (letter == "}")
        if depth < 0:
            break
    raise ReadError("a value whose braces do not close")


def _plain(value: str | None) -> str | None:
    """Return a value as Unicode: accents composed, commands and braces gone."""
    if value is None:
        return None
    value = re.sub(r"(?<!\\)~", " ", value)
    if "\\" in value or "$" in value:
        from pylatexenc.latex2text import LatexNodes2Text

        for command, letter in _KEPT.items():
            value = value.replace(command, letter)
        try:
            value = LatexNodes2Text(math_mode="verbatim").latex_to_text(value[:10_000])
        except Exception:  # the library raises many kinds; the raw value is still worth having
            value = value.replace("\\", "")
    return clean(re.sub(r"[{}]", "", value).translate(_TEXT))


def _arxiv_id(entry: Mapping[str, str]) -> str | None:
    prefix = entry.get("archiveprefix", entry.get("eprinttype", "arxiv")).lower()
    if "eprint" in entry and prefix == "arxiv":
        try:
            return parse_arxiv_id(entry["eprint"]).base
        except ReadError:
            pass
    for name in ("url", "journal", "howpublished", "note", "volume", "doi"):
        found = find_arxiv_id(_ARXIV_DOI.sub("arXiv:", entry.get(name, "")))
        if found:
            return found.base
    return None


def _date(entry: Mapping[str, str]) -> str | None:
    date = re.match(r"\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)", entry.get("date", ""))
    if date:
        return date[1]
    year = re.search(r"(?:19|20)\d\d", entry.get("year", ""))
    if not year:
        return None
    month = entry.get("month", "").strip().lower()[:3]
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month) if month.isdigit() else 0
    return f"{year[0]}-{number:02d}" if 1 <= number <= 12 else year[0]


def _record(kind: str, key: str, entry: Mapping[str, str]) -> PaperRecord:
    arxiv_id = _arxiv_id(entry)
    names = [person(_plain(name) or "") for name in _AND.split(entry.get("author", ""))]
    authors = tuple(name for name in names if name and name != "others")
    venue = next((entry[n] for n in ("journal", "booktitle", "publisher") if entry.get(n)), None)
    doi = bare_doi(re.sub(r"\\([_&%#$])", r"\1", entry.get("doi", "")))
    title, date = _plain(entry.get("title")), _date(entry)
    year = date[:4] if date else None
    return PaperRecord(
        key=arxiv_id or work_key(doi, title, year, authors, other=f"{key} {venue}"),
        arxiv_id=arxiv_id,
        title=title,
        abstract=_plain(entry.get("abstract")),
        authors=authors,
        primary_category=category(entry.get("primaryclass")) if arxiv_id else None,
        published=date,
        doi=doi,
        venue=_plain(venue),
        source=f"bibtex:{kind[:40]}",
        citation_key=citation_key(key),
    )
