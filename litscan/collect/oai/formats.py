"""The formats of arXiv's records: ``arXivRaw``, ``arXiv`` and ``oai_dc``.

``arXivRaw`` has every version with its date to the second and says which was withdrawn; ``arXiv``
has authors name by name, and days only; ``oai_dc`` is what every OAI-PMH server has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

from litscan.collect.oai.authors import plain_name, split_authors
from litscan.collect.records import MetadataRecord
from litscan.errors import ReadError

__all__ = ["DEFAULT_FORMAT", "FORMATS", "day", "local_name", "read_metadata"]

DEFAULT_FORMAT = "arXivRaw"
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_VERSION = re.compile(r"v([1-9]\d{0,2})")
_WITHDRAWN_SOURCE = "I"
"""What ``source_type`` has where a version stands for the withdrawal of the paper."""


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def day(text: str) -> str | None:
    """Return the day a date begins with, or None if it is no date.

    Examples
    --------
    >>> day("2024-01-31T10:00:00Z"), day("soon")
    ('2024-01-31', None)
    """
    found = _DAY.match(text.strip())
    return found[0] if found else None


def read_metadata(element: Any, arxiv_id: str, datestamp: str) -> MetadataRecord:
    """Return the paper that a record's metadata describes.

    Parameters
    ----------
    element : lxml.etree._Element
        The child of ``metadata``.
    arxiv_id, datestamp : str
        From the record's header.

    Raises
    ------
    ReadError
        If it is of another format, or its dates cannot be read.
    """
    name = local_name(element)
    for reader in FORMATS.values():
        if reader.root == name:
            return reader.read(element, arxiv_id, datestamp)
    raise ReadError(f"metadata in the unknown format {name!r}")


def _children(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element if local_name(child) == name)


def _texts(element: Any, name: str) -> list[str]:
    found = (" ".join("".join(child.itertext()).split()) for child in _children(element, name))
    return [text for text in found if text]


def _text(element: Any, name: str) -> str:
    return next(iter(_texts(element, name)), "")


def _common(element: Any) -> dict[str, Any]:
    """Return the fields that ``arXiv`` and ``arXivRaw`` write alike."""
    categories = tuple(_text(element, "categories").split())
    return {
        "title": _text(element, "title"),
        "abstract": _text(element, "abstract"),
        "categories": categories,
        "primary": categories[0] if categories else "",
        "comment": _text(element, "comments") or None,
        "doi": _text(element, "doi") or None,
        "journal_ref": _text(element, "journal-ref") or None,
    }


def _read_raw(element: Any, arxiv_id: str, datestamp: str) -> MetadataRecord:
    versions = sorted(map(_version, _children(element, "version")))
    if not versions:
        raise ReadError("no version")
    first, (number, last, withdrawn) = versions[0], versions[-1]
    return MetadataRecord(
        arxiv_id=arxiv_id,
        version=number,
        authors=split_authors(_text(element, "authors")),
        submitted=first[1] if first[0] == 1 else "",
        updated=last,
        versions=tuple((number, date) for number, date, _ in versions),
        datestamp=datestamp,
        withdrawn=withdrawn,
        **_common(element),
    )


def _version(element: Any) -> tuple[int, str, bool]:
    """Return a version's number, its date, and whether it stands for a withdrawal."""
    number = _VERSION.fullmatch(element.get("version") or "")
    try:
        date = parsedate_to_datetime(_text(element, "date"))
    except (ValueError, TypeError, IndexError):
        date = None
    if number is None or date is None:
        raise ReadError("versions are not numbers with dates")
    date = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    withdrawn = _WITHDRAWN_SOURCE in _text(element, "source_type")
    return int(number[1]), f"{date:%Y-%m-%dT%H:%M:%SZ}", withdrawn


def _read_arxiv(element: Any, arxiv_id: str, datestamp: str) -> MetadataRecord:
    created = day(_text(element, "created"))
    if created is None:
        raise ReadError("no date of submission")
    authors = next(_children(element, "authors"), ())
    return MetadataRecord(
        arxiv_id=arxiv_id,
        version=None,
        authors=tuple(name for child in authors if (name := _name(child))),
        submitted=created,
        updated=day(_text(element, "updated")) or created,
        datestamp=datestamp,
        **_common(element),
    )


def _name(author: Any) -> str:
    """Return an author's name, given names first; nothing for a lone colon, as some have."""
    given, suffix = _texts(author, "forenames"), _texts(author, "suffix")
    name = " ".join([*given, *_texts(author, "keyname"), *suffix])
    return plain_name(name) if any(character.isalpha() for character in name) else ""


def _read_dublin_core(element: Any, arxiv_id: str, datestamp: str) -> MetadataRecord:
    dates = sorted(filter(None, map(day, _texts(element, "date"))))
    descriptions = _texts(element, "description")
    dois = [i.removeprefix("doi:") for i in _texts(element, "identifier") if i.startswith("doi:")]
    return MetadataRecord(
        arxiv_id=arxiv_id,
        version=None,
        title=_text(element, "title"),
        abstract=descriptions[0] if descriptions else "",
        authors=tuple(_given_first(name) for name in _texts(element, "creator")),
        categories=(),
        primary="",
        submitted=dates[0] if dates else "",
        updated=dates[-1] if dates else "",
        comment=" ".join(descriptions[1:]).removeprefix("Comment: ") or None,
        doi=dois[0] if dois else None,
        datestamp=datestamp,
    )


def _given_first(name: str) -> str:
    last, _, given = name.partition(", ")
    return plain_name(f"{given} {last}")


class _Format:
    """A format: the element its records are, and what reads one."""

    def __init__(self, root: str, read: Callable[[Any, str, str], MetadataRecord]) -> None:
        self.root = root
        self.read = read


FORMATS: dict[str, _Format] = {
    "arXivRaw": _Format("arXivRaw", _read_raw),
    "arXiv": _Format("arXiv", _read_arxiv),
    "oai_dc": _Format("dc", _read_dublin_core),
}
"""By the prefix that is asked for, best first."""
