"""arXiv identifiers: parsing, canonical form, versions.

The scheme is documented at https://info.arxiv.org/help/arxiv_identifier.html: ``YYMM.NNNN`` from
0704, ``YYMM.NNNNN`` from 1501, and ``archive/YYMMNNN`` (with or without a subject class) before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from litscan.errors import ReadError

__all__ = ["ArxivId", "find_arxiv_id", "parse_arxiv_id"]

_NEW = r"(?P<new>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})"
_OLD = r"(?P<archive>[a-z]+(?:-[a-z]+)*)(?:\.[A-Z]{2})?/(?P<old>\d{2}(?:0[1-9]|1[0-2])\d{3})"
_VERSION = r"(?:v(?P<version>[1-9]\d?))?"
_PREFIX = (
    r"(?:(?:https?://)?(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf|html|e-print|src)/"
    r"|(?:oai:)?arxiv(?:\.org)?:\s*)?"
)
_WHOLE = re.compile(rf"{_PREFIX}(?:{_NEW}|{_OLD}){_VERSION}(?:\.pdf)?/?", re.IGNORECASE)
_MARKED = re.compile(
    rf"(?:arxiv\.org/(?:abs|pdf|html)/|arxiv\s*[:/]\s*|abs/)(?:{_NEW}|{_OLD}){_VERSION}(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class ArxivId:
    """One arXiv work, or one version of it.

    Parameters
    ----------
    base : str
        Identifier without version, for example ``"1608.08710"`` or ``"cs/0701001"``.
    version : int, optional
        Version number, from 1.
    """

    base: str
    version: int | None = None

    def __str__(self) -> str:
        return self.base if self.version is None else f"{self.base}v{self.version}"

    @property
    def month(self) -> str:
        """Month the identifier was given out in, as ``YYYY-MM``.

        Examples
        --------
        >>> parse_arxiv_id("1608.08710v3").month, parse_arxiv_id("cs/9901001").month
        ('2016-08', '1999-01')
        """
        digits = self.base.rpartition("/")[2]
        century = 1900 if int(digits[:2]) >= 91 else 2000
        return f"{century + int(digits[:2])}-{digits[2:4]}"


def _from_match(match: re.Match[str]) -> ArxivId:
    new, version = match["new"], match["version"]
    base = new if new else f"{match['archive'].lower()}/{match['old']}"
    return ArxivId(base, int(version) if version else None)


def parse_arxiv_id(text: str) -> ArxivId:
    """Return the identifier that a string is: bare, with version, ``arXiv:`` prefix, or URL.

    Raises
    ------
    ReadError
        If the string is no arXiv identifier.

    Examples
    --------
    >>> parse_arxiv_id("https://arxiv.org/abs/1608.08710v3")
    ArxivId(base='1608.08710', version=3)
    >>> str(parse_arxiv_id("arXiv:math.GT/0309136"))
    'math/0309136'
    """
    match = _WHOLE.fullmatch(text.strip())
    if match is None:
        raise ReadError(
            f"{text!r} is not an arXiv identifier",
            advice="write it like 1608.08710, 1608.08710v2 or cs/0701001",
        )
    return _from_match(match)


def find_arxiv_id(text: str) -> ArxivId | None:
    """Return the first identifier in a text that is marked as arXiv's, or None.

    Bare numbers are not taken: ``1608.08710`` alone may be a page or a price.

    Examples
    --------
    >>> find_arxiv_id("CoRR, abs/1510.00149, 2015")
    ArxivId(base='1510.00149', version=None)
    >>> find_arxiv_id("costs 1510.0014 dollars") is None
    True
    """
    match = _MARKED.search(text)
    return _from_match(match) if match else None
