"""Papers as BibTeX, in UTF-8, for BibTeX 0.99d with utf8 input or Biber."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from litscan.corpus.export.citation_keys import split_name
from litscan.corpus.records import PaperRecord

__all__ = ["escape_tex", "to_bibtex"]

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIALS = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_PREPRINT = re.compile(r"arxiv", re.IGNORECASE)


def escape_tex(text: str) -> str:
    r"""Return a text that LaTeX prints as it is.

    Examples
    --------
    >>> escape_tex("50% of AT&T's $L_0$")
    "50\\% of AT\\&T's \\$L\\_0\\$"
    """
    return _SPECIALS.sub(lambda match: _SPECIAL[match[0]], text)


def to_bibtex(records: Iterable[PaperRecord], keys: Mapping[str, str]) -> Iterator[str]:
    """Yield one BibTeX entry a paper, ending in a line break; `keys` are the citation keys."""
    for record in records:
        venue = record.venue if record.venue and not _PREPRINT.search(record.venue) else None
        kind = "article" if venue else "misc"
        fields = {
            "title": f"{{{escape_tex(record.title or record.key)}}}",
            "author": " and ".join(_author(name) for name in record.authors),
            "year": str(record.year or ""),
            "journal": escape_tex(venue or ""),
            "eprint": record.arxiv_id or "",
            "archiveprefix": "arXiv" if record.arxiv_id else "",
            "primaryclass": (record.primary_category or "") if record.arxiv_id else "",
            "doi": escape_tex(record.doi or ""),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        yield "\n".join([f"@{kind}{{{keys[record.key]},", *lines, "}", ""])


def _author(name: str) -> str:
    family, given = split_name(name)
    text = f"{family}, {given}" if given else f"{{{family}}}"
    return escape_tex(text) if given else "{" + escape_tex(family) + "}"
