"""What a document itself shows to be missing: tables it speaks of, a bibliography it cites.

Converters lose tables and reference lists without a word. A check that claims an absence must not
rest on such a text, so what is spoken of and nowhere to be seen counts as found and not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from litscan.document.model import Caption, Format, Paragraph, Table

__all__ = ["absent_tables", "missing_parts"]

_CONVERTED: frozenset[Format] = frozenset({"html", "jats", "tei", "markdown", "pdf"})
_MENTION = re.compile(r"\bTable\s(\d{1,2})\b(?!\.\d|\s+(?:of|in|from)\s+(?:\[|the\s+supp|[A-Z]))")
_FEW_CITATIONS = 3
_FEW_SENTENCES = 5


def absent_tables(
    text: str,
    format: Format,
    *,
    paragraphs: Iterable[Paragraph],
    captions: Iterable[Caption],
    tables: Iterable[Table],
    tables_found: int,
) -> list[int]:
    """Return the numbers of tables that a converted paper mentions and that were not seen.

    A number counts only if it is higher than the number of tables seen, so that tables whose
    own numbers were lost are not missed twice. LaTeX sources say which tables they hold.
    """
    if format not in _CONVERTED:
        return []
    numbers = {t.number for t in tables} | {c.number for c in captions if c.kind == "table"}
    said = {
        match[1]
        for paragraph in paragraphs
        for match in _MENTION.finditer(text, paragraph.span.start, paragraph.span.end)
    }
    return sorted(int(n) for n in said - numbers if int(n) > tables_found)


def missing_parts(
    *,
    absent: Collection[int],
    citations: int,
    references: int,
    sections: int,
    sentences: int,
    tables: int,
    told: bool = False,
) -> list[str]:
    """Return a warning for each part that a paper should have and this document has not.

    Whether it is a paper at all is asked only where no other warning has been `told`.

    Examples
    --------
    >>> missing_parts(absent=[5], citations=0, references=0, sections=4, sentences=90, tables=2)
    ['table 5 is mentioned and was not found']
    """
    found = []
    if absent:
        shown = ", ".join(map(str, absent))
        one = len(absent) == 1
        found.append(f"table{'' if one else 's'} {shown} {'is' if one else 'are'} mentioned and "
                     f"{'was' if one else 'were'} not found")  # fmt: skip
    if citations >= _FEW_CITATIONS and not references:
        found.append(f"{citations} citations and no bibliography to look them up in")
    if not (told or found or sections or tables) and sentences < _FEW_SENTENCES:
        found.append("no sections, no tables and hardly a sentence: is this a paper?")
    return found
