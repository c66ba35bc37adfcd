"""Papers as BibTeX, in UTF-8, for BibTeX 0.99d with utf8 input or Biber."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from litscan.corpus.export.citation_keys import split_name
from litscan.corpus.export.work_type import venue_of, work_type
from litscan.corpus.records import PaperRecord
from litscan.tex import apart

__all__ = ["escape_tex", "to_bibtex"]

_SPECIAL = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces, escaped or not
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SPLIT = re.compile(r",|\band\b", re.IGNORECASE)


def escape_tex(text: str) -> str:
    r"""Return a text that LaTeX prints as it is.

    Examples
    --------
    >>> escape_tex("50% of AT&T's $L_0$")
    "50\\% of AT\\&T's \\$L\\_0\\$"
    """
    return "".join(_SPECIAL.get(part, part) for part in apart(text))


def to_bibtex(
    records: Iterable[PaperRecord],
    keys: Mapping[str, str],
    *,
    escape: Callable[[str], str] = escape_tex,
) -> Iterator[str]:
    """Yield one BibTeX entry a paper, ending in a line break.

    Parameters
    ----------
    records : iterable of PaperRecord
    keys : mapping of str to str
        The citation keys, by the papers' keys.
    escape : callable
        Makes text of a value; by default symbols stay as they are, which other programs want.
        `litscan.tex.escape_tex` writes them as commands, for pdfLaTeX.
    """
    for record in records:
        sort = work_type(record)
        fields = {
            "title": f"{{{escape(_plain(record.title) or record.key)}}}",
            "author": " and ".join(_author(name, escape) for name in record.authors),
            "key": "" if record.authors else keys[record.key],
            "year": str(record.year or ""),
            sort.field: escape(_plain(venue_of(record))),
            "eprint": record.arxiv_id or "",
            "archiveprefix": "arXiv" if record.arxiv_id else "",
            "primaryclass": (record.primary_category or "") if record.arxiv_id else "",
            "doi": escape_tex(record.doi or ""),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        yield "\n".join([f"@{sort.bibtex}{{{keys[record.key]},", *lines, "}", ""])


def _plain(text: str | None) -> str:
    """Return text on one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text or "").split())


def _author(name: str, escape: Callable[[str], str]) -> str:
    """Return a name as BibTeX splits it; what it would split wrongly is kept whole."""
    family, given = split_name(_plain(name))
    if not given or _SPLIT.search(name):
        return f"{{{escape(_plain(name))}}}"
    return f"{escape(family)}, {escape(given)}"
