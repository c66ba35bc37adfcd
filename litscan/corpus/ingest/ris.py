"""RIS files, as reference managers write them, as papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.corpus.ingest.problems import Problems
from litscan.corpus.ingest.words import clean, person
from litscan.corpus.ingest.work_key import bare_doi, citation_key, work_key
from litscan.corpus.records import PaperRecord
from litscan.ids import find_arxiv_id

__all__ = ["read_ris"]

_TAG = re.compile(r"^([A-Z][A-Z0-9])  ?-(?: (.*))?$")
_MOST_LINES = 5000
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)


def read_ris(text: str, problems: Problems) -> Iterator[PaperRecord]:
    r"""Yield the papers of a RIS file; entries that cannot be read go to `problems`.

    Examples
    --------
    >>> source = "TY  - JOUR\nAU  - Li, Hao\nTI  - Pruning Filters\nER  - "
    >>> next(read_ris(source, Problems("x.ris"))).authors
    ('Hao Li',)
    """
    entry: dict[str, list[str]] = {}
    began, last, lines = 0, "", 0
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        match = _TAG.match(line.rstrip())
        if match and match[1] == "TY":
            if entry:
                problems.skip(began, "an entry that does not end")
            problems.records += 1
            entry, began, lines = {"TY": [match[2] or ""]}, number, 0
        elif match and match[1] == "ER":
            if entry:
                yield from _checked(entry, began, problems)
            entry = {}
        elif match and entry and lines < _MOST_LINES:
            last, lines = match[1], lines + 1
            entry.setdefault(last, []).append(match[2] or "")
        elif entry and line.strip() and last in entry:
            entry[last][-1] += f" {line.strip()}"
    if entry:
        problems.skip(began, "an entry that does not end")


def _first(entry: dict[str, list[str]], *tags: str) -> str | None:
    return next((found for tag in tags for found in map(clean, entry.get(tag, ())) if found), None)


def _checked(entry: dict[str, list[str]], began: int, problems: Problems) -> Iterator[PaperRecord]:
    title = _first(entry, "TI", "T1", "CT")
    if title is None:
        problems.skip(began, "an entry without a title")
        return
    marked = " ".join(" ".join(entry.get(tag, ())) for tag in ("UR", "L1", "M3", "JO", "T2", "N1"))
    doi, date = bare_doi(_first(entry, "DO")), _date(entry)
    if doi and _ARXIV_DOI.match(doi):
        marked = f"{doi} {marked}"
    found = find_arxiv_id(_ARXIV_DOI.sub("arXiv:", marked))
    names = [person(name) for tag in ("AU", "A1") for name in entry.get(tag, ())]
    authors = tuple(name for name in names if name)
    year = date[:4] if date else None
    yield PaperRecord(
        key=found.base if found else work_key(doi, title, year, authors, other=""),
        arxiv_id=found.base if found else None,
        title=title,
        abstract=_first(entry, "AB", "N2"),
        authors=authors,
        published=date,
        doi=doi,
        venue=_first(entry, "T2", "JO", "JF", "BT", "PB"),
        source="ris",
        citation_key=citation_key(_first(entry, "ID")),
    )


def _date(entry: dict[str, list[str]]) -> str | None:
    for text in (*entry.get("DA", ()), *entry.get("PY", ()), *entry.get("Y1", ())):
        match = re.match(r"\s*((?:19|20)\d\d)(?:/(\d\d))?(?:/(\d\d))?", text)
        if match:
            return "-".join(part for part in match.groups() if part)
    return None
