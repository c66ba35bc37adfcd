"""Citation keys, the same in every export.

A paper from a bibliography keeps the key it had there, but for characters that LaTeX reads as its
own; others get surname, year and the first word of the title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from litscan.corpus.records import PaperRecord

__all__ = ["citation_keys", "split_name"]

_LONGEST = 100
_SMALL = {"a", "an", "the", "on", "of", "for", "to", "in", "and", "what", "is"}
_UNSAFE = re.compile(r"[^A-Za-z0-9_:./+*!?@-]")
_PARTICLE = re.compile(r"(?:van|von|de|der|den|di|da|la|le|ten|ter|el|al|bin|dos|du)$", re.I)


def split_name(name: str) -> tuple[str, str]:
    """Return family and given name of a name written given name first.

    Examples
    --------
    >>> split_name("Laurens van der Maaten"), split_name("John L. Hennessy Jr.")
    (('van der Maaten', 'Laurens'), ('Hennessy Jr.', 'John L.'))
    """
    words = name.split()
    at = len(words) - 1
    if at > 1 and re.fullmatch(r"[JS]r\.?|[IVX]{2,}", words[at]):
        at -= 1
    while at > 1 and _PARTICLE.match(words[at - 1]):
        at -= 1
    return " ".join(words[at:]), " ".join(words[:at])


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def citation_keys(records: Iterable[PaperRecord]) -> dict[str, str]:
    """Return a citation key for every paper, by the paper's key; no two are alike.

    Examples
    --------
    >>> paper = PaperRecord("1", title="The Lottery", authors=("Zoë Li",), submitted="2018-03-09")
    >>> citation_keys([paper])
    {'1': 'li2018lottery'}
    """
    keys: dict[str, str] = {}
    taken: set[str] = set()
    # Those with a key of their own come first, so that none is lost to one that is made up.
    for record in sorted(records, key=lambda record: (record.citation_key is None, record.key)):
        stem = _safe(record.citation_key or "") or _made(record)
        key, number = stem, 1
        while key in taken:
            number += 1
            key = f"{stem}-{number}"
        taken.add(key)
        keys[record.key] = key
    return keys


def _safe(key: str) -> str:
    """Return a key without the characters that LaTeX or BibTeX would take for its own."""
    return _UNSAFE.sub("", key)


def _made(record: PaperRecord) -> str:
    surname = _ascii(split_name(record.authors[0])[0]) if record.authors else ""
    words = [_ascii(word) for word in re.split(r"[\s:/-]+", record.title or "")]
    word = next((word for word in words if word and word not in _SMALL), "")
    return f"{surname}{record.year or ''}{word}"[:_LONGEST] or _ascii(record.key) or "paper"
