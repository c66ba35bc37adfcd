r"""Acronyms and glossary entries: what ``\gls{cnn}`` and ``\acl{cnn}`` print.

A page shows an acronym in full where it is first used. Here the short form is printed wherever
the paper does not ask for another, because the order of use on the page (floats, appendices) is
not the order of reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import Range, optional_argument, required_argument

__all__ = ["ACRONYM_COMMANDS", "Acronym", "find_acronyms"]

ACRONYM_COMMANDS: dict[str, str] = {
    **dict.fromkeys(
        ("gls", "Gls", "GLS", "ac", "Ac", "acs", "Acs", "acrshort", "Acrshort", "glsentryshort",
         "glsentrytext", "glsxtrshort", "iac", "Iac", "glsentryname", "acsu", "glsname"),
        "short",
    ),
    **dict.fromkeys(
        ("glspl", "Glspl", "acp", "Acp", "acsp", "Acsp", "acrshortpl", "glsxtrshortpl"), "shorts"
    ),
    **dict.fromkeys(
        ("acl", "Acl", "acrlong", "Acrlong", "glsentrylong", "glsxtrlong", "acroextra"), "long"
    ),
    **dict.fromkeys(("aclp", "Aclp", "acrlongpl", "glsxtrlongpl"), "longs"),
    **dict.fromkeys(("acf", "Acf", "acrfull", "Acrfull", "glsxtrfull"), "full"),
    **dict.fromkeys(("acfp", "Acfp", "acrfullpl", "glsxtrfullpl"), "fulls"),
}  # fmt: skip
"""Commands that print an entry, and which form of it; forms in ``s`` are plurals."""

_DEFINITION = re.compile(
    r"\\(newacronym|newabbreviation|DeclareAcronym|newglossaryentry|acrodef|acro|newacro)"
    r"(?![A-Za-z])"
)
_FIELD = re.compile(r"(?<=[{,\s])(short|long|name|text|description)\s*=\s*")
_MOST_ENTRIES = 2_000


@dataclass(frozen=True, slots=True)
class Acronym:
    """Where the forms of an entry stand in the LaTeX."""

    short: Range
    long: Range


def find_acronyms(mapped: MappedText) -> dict[str, Acronym]:
    r"""Return the entries a paper defines, by key.

    Knows ``\newacronym``, ``\newabbreviation``, ``\newglossaryentry`` (glossaries),
    ``\DeclareAcronym`` (acro), ``\acro`` and ``\acrodef`` (acronym).
    """
    found: dict[str, Acronym] = {}
    text, end = mapped.text, len(mapped.text)
    for match in _DEFINITION.finditer(text):
        if len(found) >= _MOST_ENTRIES:
            break
        at = _after_options(text, match.end(), end)
        key = required_argument(mapped, at, end)
        if key is None or text[key[0][0] - 1] != "{":
            continue
        entry = _entry(mapped, match[1], key[0], key[1], end)
        if entry is not None:
            found.setdefault(text[slice(*key[0])].strip(), entry)
    return found


def _entry(mapped: MappedText, command: str, key: Range, at: int, end: int) -> Acronym | None:
    option = optional_argument(mapped.text, at, end)
    first = required_argument(mapped, option[1] + 1 if option else at, end)
    if first is None:
        return None
    if command in ("DeclareAcronym", "newglossaryentry"):
        return _from_fields(mapped, first[0])
    if command in ("newacronym", "newabbreviation"):
        second = required_argument(mapped, first[1], end)
        return Acronym(first[0], second[0]) if second else None
    return Acronym(option or key, first[0])


def _from_fields(mapped: MappedText, where: Range) -> Acronym | None:
    fields: dict[str, Range] = {}
    for match in _FIELD.finditer(mapped.text, *where):
        value = required_argument(mapped, match.end(), where[1])
        if value is None:
            continue
        if mapped.text[match.end()] != "{":
            comma = mapped.text.find(",", match.end(), where[1])
            value = ((match.end(), comma if comma >= 0 else where[1]), 0)
        fields.setdefault(match[1], value[0])
    short = fields.get("short") or fields.get("name") or fields.get("text")
    return Acronym(short, fields.get("long", short)) if short else None


def _after_options(text: str, at: int, end: int) -> int:
    for _ in range(2):
        option = optional_argument(text, at, end)
        if option is None:
            break
        at = option[1] + 1
    return at
