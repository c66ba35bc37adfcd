r"""The numbers LaTeX prints: counters that step, reset one another and have a printed form.

A paper's numbers are what its class, its preamble and its appendix make of the counters, so
these are kept as TeX keeps them: a value, what resets it, and a template such as
``\thesection.\arabic{subsection}`` that says how it is shown.
"""

from __future__ import annotations

import re

from litscan.document.latex.scan import words
from litscan.document.limits import MAX_COUNTERS

__all__ = ["COUNTER_COMMANDS", "PRINTED_FORMS", "Counters", "kept_form"]

SECTIONS = ("part", "chapter", "section", "subsection", "subsubsection")
"""The counters of headings, outermost first."""

COUNTER_COMMANDS = words(
    "setcounter addtocounter stepcounter refstepcounter numberwithin counterwithin "
    "counterwithout renewprinted @addtoreset"
)
"""Commands that change counters or how they are printed."""

_DEPTHS = {
    "part": 0,
    "chapter": 0,
    "section": 1,
    "subsection": 2,
    "subsubsection": 3,
    "paragraph": 4,
    "subparagraph": 5,
}
_FORMS = {
    "part": r"\Roman{part}",
    "section": r"\arabic{section}",
    "subsection": r"\thesection.\arabic{subsection}",
    "subsubsection": r"\thesubsection.\arabic{subsubsection}",
    "paragraph": r"\thesubsubsection.\arabic{paragraph}",
    "subparagraph": r"\theparagraph.\arabic{subparagraph}",
    "subtable": r"\alph{subtable}",
    "subfigure": r"\alph{subfigure}",
}
_PARENTS = {
    "subsection": "section",
    "subsubsection": "subsection",
    "paragraph": "subsubsection",
    "subparagraph": "paragraph",
    "subtable": "table",
    "subfigure": "figure",
}
_IN_CHAPTERS = ("section", "table", "figure", "algorithm", "equation")
_ROMAN_FORMS = {
    "section": r"\Roman{section}",
    "subsection": r"\thesection-\Alph{subsection}",
    "subsubsection": r"\thesubsection\arabic{subsubsection}",
    "table": r"\Roman{table}",
}
# Above their headings these classes print the last part alone; references print all of it.
_ROMAN_HEADINGS = {
    "subsection": r"\Alph{subsection}",
    "subsubsection": r"\arabic{subsubsection}",
}
_ROMAN_CLASS = re.compile(r"ieee|revtex", re.IGNORECASE)
_CLASS = re.compile(r"\\documentclass\s*(?:\[(?P<options>[^\]]*)\]\s*)?\{(?P<name>[^{}]*)\}")
# How deep the headings of a class are numbered, where that is not to the subsubsection.
_CLASS_DEPTHS = {"llncs": 2, "wlscirep": 0, "pnas-new": 0}
_UNNUMBERED_STYLE = re.compile(r"\\usepackage\s*(?:\[[^\]]*\]\s*)?\{[^{}]*\baaai\d*\b[^{}]*\}")

_FORM = re.compile(
    r"\\(?P<style>arabic|Alph|alph|Roman|roman|fnsymbol|value)\s*\{\s*(?P<counter>[A-Za-z@]+)\s*\}"
    r"|\\the(?P<other>[A-Za-z@]+)"
    r"|\\[A-Za-z@]+\s*|[{}$]|(?P<space>[~\s]+)"
)
PRINTED_FORMS = re.compile(
    r"\\(?:(?:renew|provide|new)command|def|gdef)\s*\*?\s*\{?\s*"
    r"(?P<name>\\the(?:part|chapter|(?:sub){0,2}section|table|figure|algorithm|equation|footnote"
    r"|subtable|subfigure)|\\@captype)\s*\}?\s*(?=\{)"
)
r"""Matches a redefinition of how a counter is printed, or of what ``\caption`` captions."""
_FOOTNOTE_SYMBOLS = ("*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡")
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
          (1, "I"))  # fmt: skip
_DEEPEST_FORM = 8
_LONGEST_FORM = 200
_LARGEST = 99_999


def kept_form(match: re.Match[str]) -> str:
    r"""Return what replaces a match of `PRINTED_FORMS` so that expansion does not take it out.

    ``\renewcommand{\thesection}`` and ``\def\thesection`` become ``\renewprinted{section}``,
    ``\def\@captype`` becomes ``\captype``.

    Examples
    --------
    >>> PRINTED_FORMS.sub(kept_form, r"\renewcommand\thesection{\Roman{section}}")
    '\\renewprinted{section}{\\Roman{section}}'
    """
    name = match["name"]
    return r"\captype" if name == r"\@captype" else rf"\renewprinted{{{name[4:]}}}"


class Counters:
    """The counters of one paper.

    Parameters
    ----------
    preamble : str
        What stands before the document begins: it names the class.
    chapters : bool
        Whether the paper has chapters; tables and figures are then numbered within them.

    Examples
    --------
    >>> counters = Counters("", chapters=False)
    >>> counters.step("section"), counters.step("subsection"), counters.printed("subsection")
    (1, 1, '1.1')
    """

    def __init__(self, preamble: str, *, chapters: bool) -> None:
        self.chapters = chapters
        self.appendix = False
        self.values: dict[str, int] = {}
        self.forms = dict(_FORMS)
        self.headings: dict[str, str] = {}
        self.parents = dict(_PARENTS)
        self._inside: dict[str, dict[str, int]] = {}
        named = _CLASS.search(preamble)
        name = named["name"].strip() if named else ""
        computer_society = "compsoc" in ((named["options"] if named else "") or "")
        self.roman = bool(_ROMAN_CLASS.match(name)) and not computer_society
        if self.roman:
            self.forms |= _ROMAN_FORMS
            self.headings = dict(_ROMAN_HEADINGS)
        if chapters:
            for inner in _IN_CHAPTERS:
                self.nest(inner, "chapter")
            self._count_within("footnote", "chapter")
        depth = _CLASS_DEPTHS.get(name, 2 if chapters else 3)
        self.values["secnumdepth"] = 0 if _UNNUMBERED_STYLE.search(preamble) else depth

    def step(self, name: str) -> int:
        """Count one more, reset what counts within it, and return the new value."""
        self.set(name, self.values.get(name, 0) + 1)
        self._reset_within(name)
        return self.values[name]

    def _reset_within(self, name: str) -> None:
        """Set to 0 what counts within a counter, at whatever depth."""
        inside = self._inside.get(name)
        if inside is None:
            inside = self._inside[name] = self._counters_within(name)
        self.values |= inside

    def _counters_within(self, name: str) -> dict[str, int]:
        found: dict[str, int] = {}
        level = {name}
        while level:
            inner = {inner for inner, outer in self.parents.items() if outer in level}
            level = inner - found.keys()
            found |= dict.fromkeys(level, 0)
        return found

    def _count_within(self, inner: str, outer: str) -> None:
        if len(self.parents) < MAX_COUNTERS or inner in self.parents:
            self.parents[inner] = outer
            self._inside.clear()

    def set(self, name: str, value: int) -> None:
        """Set a counter; a value beyond what a paper can hold is cut."""
        self.values[name] = max(-_LARGEST, min(value, _LARGEST))

    def numbers(self, name: str) -> bool:
        """Return whether headings of this counter are numbered."""
        return _DEPTHS[name] <= self.values["secnumdepth"]

    def nest(self, inner: str, outer: str) -> None:
        """Count within another counter, as in ``3.1``."""
        self._count_within(inner, outer)
        self.forms[inner] = rf"\the{outer}.\arabic{{{inner}}}"

    def begin_appendix(self, *, lettered: bool = True) -> None:
        """Letter the outermost headings from here on, or leave them without a number."""
        if self.appendix:
            return
        self.appendix = True
        top = "chapter" if self.chapters else "section"
        self.set(top, 0)
        self._reset_within(top)
        self.forms[top] = rf"\Alph{{{top}}}" if lettered else ""
        self.headings.pop(top, None)

    def printed(self, name: str) -> str:
        """Return a counter as references print it."""
        return self._shown(self.forms.get(name, rf"\arabic{{{name}}}"), 0)

    def heading(self, name: str) -> str:
        """Return a counter as it stands before a heading."""
        form = self.headings.get(name)
        return self.printed(name) if form is None else self._shown(form, 0)

    def _shown(self, form: str, depth: int) -> str:
        parts: list[str] = []
        at = 0
        for match in _FORM.finditer(form[:_LONGEST_FORM]):
            parts.append(form[at : match.start()])
            at = match.end()
            if match["style"]:
                parts.append(_styled(match["style"], self.values.get(match["counter"], 0)))
            elif match["other"] and depth < _DEEPEST_FORM:
                inner = match["other"]
                parts.append(self._shown(self.forms.get(inner, rf"\arabic{{{inner}}}"), depth + 1))
            elif match["space"]:
                parts.append(" ")
        parts.append(form[at:_LONGEST_FORM])
        return "".join(parts).strip().rstrip(".")

    def command(self, word: str, arguments: list[str]) -> None:
        r"""Do what one of `COUNTER_COMMANDS` says; a value that is no number is left alone.

        Examples
        --------
        >>> counters = Counters("", chapters=False)
        >>> counters.command("setcounter", ["section", "4"])
        >>> counters.command("renewprinted", ["section", r"S\arabic{section}"])
        >>> counters.printed("section")
        'S4'
        """
        name = arguments[0].strip() if arguments else ""
        second = arguments[1].strip() if len(arguments) > 1 else ""
        if word in ("setcounter", "addtocounter"):
            value = self._value(second)
            if value is not None:
                base = self.values.get(name, 0) if word == "addtocounter" else 0
                self.set(name, base + value)
        elif word in ("stepcounter", "refstepcounter"):
            self.step(name)
        elif word == "renewprinted":
            self.forms[name] = second
            self.headings.pop(name, None)
        elif word in ("numberwithin", "counterwithin") and second:
            self.nest(name, second)
        elif word == "@addtoreset" and second:
            self._count_within(name, second)
        elif word == "counterwithout":
            self.parents.pop(name, None)
            self._inside.clear()
            self.forms[name] = rf"\arabic{{{name}}}"

    def _value(self, text: str) -> int | None:
        match = re.fullmatch(r"\\value\s*\{\s*([A-Za-z@]+)\s*\}|([+-]?\d{1,5})", text)
        if match is None:
            return None
        return self.values.get(match[1], 0) if match[1] else int(match[2])


def _styled(style: str, value: int) -> str:
    if style in ("Alph", "alph"):
        if not 1 <= value <= 26:
            return str(value)
        return chr((ord("A") if style == "Alph" else ord("a")) + value - 1)
    if style in ("Roman", "roman"):
        shown = _roman(value)
        return shown if style == "Roman" else shown.lower()
    if style == "fnsymbol" and 1 <= value <= len(_FOOTNOTE_SYMBOLS):
        return _FOOTNOTE_SYMBOLS[value - 1]
    return str(value)


def _roman(value: int) -> str:
    if not 1 <= value <= 399:
        return str(value)
    parts = []
    for worth, letters in _ROMAN:
        parts.append(letters * (value // worth))
        value %= worth
    return "".join(parts)
