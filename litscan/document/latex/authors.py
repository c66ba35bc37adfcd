r"""The names on a LaTeX paper's title page, as the many styles set them.

Names are read from ``\author`` and its kin, one for each author or one for all. What stands with
them (affiliations, addresses, thanks) is left out: of each block up to ``\and`` the first
line holds names, and those after it that hold nothing else. What does not look like a
person's name is no author: none is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["read_authors"]

_COMMAND = re.compile(
    r"\\(?:author|icmlauthor|Name|IEEEauthorblockN|name)\s*(?:\[[^\]]{0,200}\]\s*)?\{"
)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
_DROPPED = re.compile(
    r"\\(?:thanks|footnote|footnotetext|textsuperscript|inst|affil\w*|email|mailto|orcid\w*"
    r"|IEEEauthorblockA|institute|institution|address|authornote\w*|authormark|corref|fnref|tnoteref"
    r"|url|href|texttt|small|AuthorMark|thanksref|IEEEauthorrefmark|IEEEmembership|samethanks)"
    r"\s*(?:\[[^\]]{0,200}\])?\s*(?=\{)|\\footnotemark(?:\[[^\]]{0,20}\])?"
)
_BLOCKS = re.compile(r"\\(?:and|And|AND|AuthorAND|alignauthor)(?![A-Za-z])")
_LINES = re.compile(r"\\\\|\\newline(?![A-Za-z])|\\tabularnewline|\n[ \t]*\n")
_BETWEEN = re.compile(
    r",|;|&|·|\\q?quad(?![A-Za-z])|\\hspace\*?\s*\{[^{}]*\}|\\hfill?(?![A-Za-z])|\s+and\s+|\s~{2,}|~{3,}"
)
_OPEN_END = re.compile(r"(?:,|;|&|\band)\s*$")
"""How a line of names ends that goes on in the next one."""
_MATH = re.compile(r"\$[^$]{0,80}\$")
_MARKS = re.compile(r"[\d*†‡§¶♠♣♥♦∗⋆★]+")
_NAME = re.compile(r"[^\W\d_][\w.'’\- ]{1,60}")
_PLACE = re.compile(
    r"\b(?:universit\w*|institut\w*|departe?ment\w*|college|school|laborator\w*|labs?|research|inc|ltd"
    r"|corp\w*|google|microsoft|nvidia|facebook|meta|amazon|academy|center|centre|anonymous|authors?"
    r"|paper|submission|group|team|faculty|company|hippocampus)\b",
    re.IGNORECASE,
)
_LONGEST = 20_000
_MOST = 200
_JUNIOR = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def read_authors(texts: Iterable[str]) -> tuple[str, ...]:
    r"""Return the names of a paper's authors, as far as they are sure.

    Parameters
    ----------
    texts : iterable of str
        The paper's LaTeX files, the main one first; the first that names authors counts.

    Examples
    --------
    >>> read_authors([r"\author{Zo\"e Li\thanks{Equal.} \\ MIT \and Jo de Vries$^1$, A. B. Cole}"])
    ('Zoë Li', 'Jo de Vries', 'A. B. Cole')
    """
    for text in texts:
        plain = _COMMENT.sub("", text)
        found = [name for argument in _arguments(plain) for name in _names(argument)]
        if found:
            return tuple(dict.fromkeys(found))[:_MOST]
    return ()


def _arguments(text: str) -> Iterator[str]:
    """Yield what is given to each command that names authors, a nested one with the outer one."""
    after = 0
    for command in _COMMAND.finditer(text):
        if command.start() < after:
            continue
        after = _closing(text, command.end())
        if after:
            yield text[command.end() : after - 1]


def _closing(text: str, start: int) -> int:
    """Return the offset after the brace that closes a group begun before `start`; 0 for none."""
    depth, at = 1, start
    while at < min(len(text), start + _LONGEST):
        letter = text[at]
        at += 2 if letter == "\\" else 1
        depth += (letter == "{") - (letter == "}")
        if not depth:
            return at
    return 0


def _names(argument: str) -> Iterator[str]:
    inner = list(_arguments(argument))
    if inner:
        for one in inner:
            yield from _names(one)
        return
    for block in _BLOCKS.split(_without_notes(argument)):
        listed = False
        for number, line in enumerate(filter(str.strip, _LINES.split(_MATH.sub(" ", block)))):
            parts = [part for part in _BETWEEN.split(line) if part.strip()]
            people = [_person(part) for part in parts]
            if number and not (all(people) and (listed or len(parts) > 1)):
                break
            yield from filter(None, people)
            listed = bool(_OPEN_END.search(line))


def _without_notes(text: str) -> str:
    """Return a text without the commands that hold no name, and what is given to them."""
    kept, at = [], 0
    for command in _DROPPED.finditer(text):
        if command.start() < at:
            continue
        kept.append(text[at : command.start()])
        at = command.end()
        if text.startswith("{", at):
            at = _closing(text, at + 1) or len(text)
    return "".join((*kept, text[at:]))


def _person(part: str) -> str | None:
    """Return a name in Unicode, None for what is none."""
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        plain = LatexNodes2Text(math_mode="remove").latex_to_text(part)
    except Exception:  # the library raises many kinds; a name it cannot read is no name
        return None
    name = " ".join(_MARKS.sub(" ", plain).split()).strip(" ,.;:^()")
    words = name.split()
    if not 2 <= len(words) <= 6 or not _NAME.fullmatch(name) or _PLACE.search(name):
        return None
    return name if words[-1].lower() not in _JUNIOR or len(words) > 2 else None
