"""arXiv metadata as JSON Lines: a plain record a line, or arXiv's own snapshot.

arXiv publishes its snapshot on Kaggle, with ``authors_parsed``, ``versions`` and ``update_date``;
its dates are those of RFC 2822. The plain form has ``id``, ``title``, ``abstract``, ``authors``
and ``categories`` as lists, ``primary``, ``published``, ``updated``, ``listed``, ``version``,
``comment``, ``doi`` and ``src``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from litscan.corpus.ingest.problems import Problems
from litscan.corpus.ingest.snapshot_file import OpenSnapshot, SnapshotFile
from litscan.corpus.ingest.words import bounded, category, clean, person
from litscan.corpus.records import PaperRecord, PaperVersion
from litscan.corpus.withdrawn import is_withdrawn
from litscan.errors import ReadError
from litscan.ids import parse_arxiv_id

__all__ = ["SnapshotReader", "is_jsonl", "read_jsonl", "record_from_json"]

_LONGEST_LINE = 4 * 1024 * 1024
_LOOK_EVERY = 256
_NOT_JSON = "not JSON"
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d:\d\dZ)?")
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: f"{number:02}" for number, name in enumerate(_NAMES, start=1)}
# Days that every month has, so that no other can slip through
_GMT = re.compile(
    r"[A-Z][a-z]{2}, (0?[1-9]|1\d|2[0-8]) (" + "|".join(_MONTHS) + r") ((?:19|20)\d\d) "
    r"((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d) GMT"
)


def is_jsonl(path: Path) -> bool:
    """Return whether a file is metadata as JSON Lines, by its name, of ``.json`` by its start."""
    name = path.name.lower()
    if name.endswith((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")):
        return True
    if not name.endswith((".json", ".json.gz", ".zip")):
        return False
    try:
        with SnapshotFile.at(path).open() as opened:
            return "id" in _parse(opened.lines.readline(_LONGEST_LINE))
    except (ReadError, OSError):
        return False


def read_jsonl(path: Path, problems: Problems) -> Iterator[PaperRecord]:
    """Yield the papers of a JSON Lines file, one line in memory at a time.

    A line that is no record is skipped and noted in `problems`; so is a file that breaks off.

    Raises
    ------
    ReadError
        If there is no such file, or nothing in it.
    """
    yield from SnapshotReader(SnapshotFile.at(path), problems)


class SnapshotReader:
    """The papers of a file, in its order, and how far it was read.

    Parameters
    ----------
    file : SnapshotFile
    problems : Problems
        Takes up the lines that are no records, and whether the file breaks off.
    offset, line : int
        Bytes (unpacked) and lines to leave out, which an earlier reader had read.

    Attributes
    ----------
    offset, line : int
        Where the line after the last one read begins, and how many lines lie before it. A last
        line that breaks off counts as not read.
    consumed : int
        Bytes of the file on disk that were read.
    """

    def __init__(
        self, file: SnapshotFile, problems: Problems, *, offset: int = 0, line: int = 0
    ) -> None:
        self.file, self.problems = file, problems
        self.offset, self.line, self.consumed = offset, line, 0

    def __iter__(self) -> Iterator[PaperRecord]:
        source = f"snapshot:{self.file.name}"
        problems = self.problems
        try:
            with self.file.open() as opened:
                opened.skip(self.offset)
                for line in self._lines(opened):
                    try:
                        yield record_from_json(_parse(line), source)
                    except ReadError as error:
                        if line.endswith(b"\n") or error.message != _NOT_JSON:
                            problems.skip(self.line, error.message)
                            continue
                        problems.damage = f"breaks off in the middle of line {self.line}"
                        problems.records -= 1
                        self.offset, self.line = self.offset - len(line), self.line - 1
        except ReadError as error:
            problems.damage = f"damaged after record {problems.records}: {error.message}"
        except OSError as error:
            problems.damage = f"cannot be read: {error.strerror}"

    def _lines(self, opened: OpenSnapshot) -> Iterator[bytes]:
        """Yield the lines that are not blank and not too long, with `offset` behind them."""
        read, problems = opened.lines.readline, self.problems
        while line := read(_LONGEST_LINE):
            self.line += 1
            self.offset += len(line)
            if self.line % _LOOK_EVERY == 0:
                self.consumed = opened.disk.tell()
            if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
                problems.records += 1
                problems.skip(self.line, f"longer than {_LONGEST_LINE // 1024**2} MiB")
                while line and not line.endswith(b"\n"):
                    line = read(_LONGEST_LINE)
                    self.offset += len(line)
            elif not line.isspace():
                problems.records += 1
                yield line
        self.consumed = opened.disk.tell()


def _parse(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise ReadError(_NOT_JSON) from None
    if not isinstance(value, dict):
        raise ReadError("not a record")
    return value


def record_from_json(value: Mapping[str, Any], source: str) -> PaperRecord:
    """Return the paper that one JSON record describes, in either form.

    Raises
    ------
    ReadError
        If it has no arXiv identifier, or a field is of the wrong type.

    Examples
    --------
    >>> record = record_from_json({"id": "1608.08710", "published": "2016-08-31"}, "dump")
    >>> record.key, record.submitted
    ('1608.08710', '2016-08-31')
    """
    identifier = value.get("id")
    if not isinstance(identifier, str):
        raise ReadError("no arXiv id")
    try:
        key = parse_arxiv_id(identifier).base
    except ReadError:
        raise ReadError("not an arXiv id") from None
    if "authors_parsed" in value or isinstance(value.get("versions"), list):
        return _snapshot(key, value, source)
    return _plain(key, value, source)


def _text(value: Mapping[str, Any], name: str) -> str | None:
    found = value.get(name)
    if found is not None and not isinstance(found, str):
        raise ReadError(f"{name} is not text")
    return clean(found)


def _texts(value: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = value.get(name) or ()
    if isinstance(found, str):
        found = found.split()
    if not isinstance(found, (list, tuple)) or not all(isinstance(item, str) for item in found):
        raise ReadError(f"{name} is not a list of texts")
    return tuple(item for item in (clean(item) for item in found) if item)


def _date(value: Mapping[str, Any], name: str) -> str | None:
    found = _text(value, name)
    if found is not None and not _DATE.fullmatch(found):
        raise ReadError(f"{name} is not a date")
    return found


def _number(value: Mapping[str, Any], name: str) -> int | None:
    found = value.get(name)
    if found is not None and (not isinstance(found, int) or not 0 < found < 1000):
        raise ReadError(f"{name} is not a version number")
    return found


def _plain(key: str, value: Mapping[str, Any], source: str) -> PaperRecord:
    categories = _categories(value)
    comment = _text(value, "comment")
    sources = _texts(value, "src") or (source,)
    return PaperRecord(
        key=key,
        arxiv_id=key,
        title=_text(value, "title"),
        abstract=_text(value, "abstract"),
        authors=tuple(bounded(name) for name in _texts(value, "authors")),
        categories=categories,
        primary_category=category(_text(value, "primary")) or next(iter(categories), None),
        submitted=_date(value, "published"),
        updated=_date(value, "updated"),
        listed=_date(value, "listed"),
        version=_number(value, "version"),
        comment=comment,
        doi=_text(value, "doi"),
        venue=_text(value, "journal_ref"),
        source=",".join(sorted(name.replace(",", " ") for name in sources)),
        withdrawn=is_withdrawn(comment),
    )


def _snapshot(key: str, value: Mapping[str, Any], source: str) -> PaperRecord:
    versions = _versions(value.get("versions") or [])
    categories = _categories(value)
    comment = _text(value, "comments")
    return PaperRecord(
        key=key,
        arxiv_id=key,
        title=_text(value, "title"),
        abstract=_text(value, "abstract"),
        authors=_parsed_authors(value),
        categories=categories,
        primary_category=categories[0] if categories else None,
        submitted=versions[0].submitted if versions else None,
        updated=versions[-1].submitted if versions else None,
        version=versions[-1].number if versions else None,
        versions=versions,
        comment=comment,
        doi=_text(value, "doi"),
        venue=_text(value, "journal-ref"),
        source=source,
        withdrawn=is_withdrawn(comment),
        datestamp=_date(value, "update_date"),
    )


def _versions(items: Any) -> tuple[PaperVersion, ...]:
    found = []
    for item in items:
        try:
            number = int(str(item["version"]).removeprefix("v"))
            found.append(PaperVersion(number, _moment(item["created"])))
        except (KeyError, TypeError, ValueError, OverflowError):
            raise ReadError("versions are not numbers with dates") from None
    return tuple(sorted(found) if len(found) > 1 else found)


def _moment(text: str) -> str:
    """Return a time as RFC 2822 writes it in ISO 8601; arXiv's own are all in GMT.

    Examples
    --------
    >>> _moment("Mon, 2 Apr 2007 19:18:42 GMT"), _moment("Tue, 24 Jul 2007 20:10:27 +0200")
    ('2007-04-02T19:18:42Z', '2007-07-24T18:10:27Z')
    """
    plain = _GMT.fullmatch(text)
    if plain:
        day, month, year, time = plain.groups()
        return f"{year}-{_MONTHS[month]}-{day:0>2}T{time}Z"
    return parsedate_to_datetime(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _parsed_authors(value: Mapping[str, Any]) -> tuple[str, ...]:
    parsed = value.get("authors_parsed")
    if not parsed:
        listed = _text(value, "authors") or ""
        return tuple(bounded(name) for name in re.split(r",\s*|\s+and\s+", listed) if name)
    try:
        names = [person(", ".join(filter(None, item[:3]))) for item in parsed]
    except (TypeError, AttributeError):
        raise ReadError("authors_parsed is not a list of names") from None
    return tuple(name for name in names if name)


def _categories(value: Mapping[str, Any]) -> tuple[str, ...]:
    listed = value.get("categories")
    names = listed.split() if isinstance(listed, str) else _texts(value, "categories")
    return tuple(filter(None, map(category, names)))
