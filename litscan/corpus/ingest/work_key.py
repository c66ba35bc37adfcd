"""What to call a work that a bibliography names.

A citation key is its owner's own: ``han2015`` is one work in one file and another in the next.
A DOI is the work's; without one, title, year and first author together are as good.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from litscan.corpus.ingest.words import clean

__all__ = ["bare_doi", "citation_key", "work_key"]

_LONGEST_DOI = 200
_LONGEST_CITATION_KEY = 100
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_NO_KEY = re.compile(r"[\s{}\"#%~\\(),=']+")


def bare_doi(text: str | None) -> str | None:
    """Return a DOI without the address or the label in front of it.

    Examples
    --------
    >>> bare_doi("https://doi.org/10.1000/X"), bare_doi("doi: 10.1000/x"), bare_doi("see text")
    ('10.1000/X', '10.1000/x', 'see text')
    """
    whole = clean(text)
    found = _DOI.search(whole) if whole else None
    return found[0] if found else whole


def citation_key(text: str | None) -> str | None:
    """Return a bibliography's own name of an entry, fit for BibTeX, at most 100 characters.

    Examples
    --------
    >>> citation_key("DBLP:conf/iclr/LiK17"), citation_key("Li, Hao 2017"), citation_key("{}")
    ('DBLP:conf/iclr/LiK17', 'Li-Hao-2017', None)
    """
    fit = _NO_KEY.sub("-", (clean(text) or "")[:_LONGEST_CITATION_KEY]).strip("-")
    return fit or None


def work_key(
    doi: str | None, title: str | None, year: str | None, authors: tuple[str, ...], *, other: str
) -> str:
    """Return the key of a work: by its DOI, else by its title, year and first author's surname.

    Parameters
    ----------
    other : str
        What tells it from others if it has no title.

    Examples
    --------
    >>> work_key("10.1000/ABC", None, None, (), other="han2015")
    'doi/10.1000/abc'
    >>> one = work_key(None, "Optimal Brain Damage", "1990", ("Yann LeCun",), other="a")
    >>> one == work_key(None, "Optimal brain damage.", "1990", ("Y. LeCun",), other="b")
    True
    """
    if doi and _DOI.fullmatch(doi):
        lowered = doi.lower()
        return f"doi/{lowered}" if len(lowered) <= _LONGEST_DOI else f"doi/{_hash(lowered)}"
    surname = _letters(authors[0].split()[-1]) if authors else ""
    if not title or not _letters(title):
        return f"bib/{_hash(other, year or '', surname)}"
    return f"bib/{_hash(_letters(title), year or '', surname)}"


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
