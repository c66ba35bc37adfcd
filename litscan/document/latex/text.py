"""Rendering a stretch of LaTeX as the text a reader sees, piece by piece with its origin.

Commands that are not known are seen through: their name goes, their groups stay as text. That
makes the renderer total: there is no input it fails on, unbalanced braces included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from litscan.document.grid import Piece
from litscan.document.latex.acronyms import ACRONYM_COMMANDS, Acronym, find_acronyms
from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import (
    Range,
    optional_argument,
    past_line_break,
    required_argument,
    skip_space,
    unmask,
    words,
)
from litscan.document.latex.symbols import (
    ACCENTS,
    DING,
    DROPPED_ARGUMENTS,
    ENVIRONMENT_ARGUMENTS,
    NEGATED,
    NO_ARGUMENTS,
    PARAMETERS,
    compose,
    symbols,
)
from litscan.document.latex.units import QUANTITY_COMMANDS, declared_units, print_quantity
from litscan.document.limits import MAX_TOKENS

__all__ = ["Bit", "Renderer", "Run"]

_PLAIN = r"(?:[^\\{}$~#&^_\s`'\-]|_(?=[A-Za-z0-9]))"
_TOKEN = re.compile(
    rf"({_PLAIN}+(?:(?:[ \n](?!\s)|-(?!-)|'(?!')){_PLAIN}+)*[ \n]?)"
    r"|(\s+)"
    r"|(\\(?:[A-Za-z@]+|.|$))"
    r"|([{}]+)"
    r"|(---?|``|''|\$\$?|.)",
    re.DOTALL,
)
_PLAIN_TOKEN, _SPACE_TOKEN, _CONTROL_TOKEN, _BRACES_TOKEN = 1, 2, 3, 4
_DASHES = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "~": " ", "#": "#"}
_CITE = re.compile(r"(?i:[a-z]*cite[a-z]*)")
_NOT_CITE = words("nocite citestyle bibcite setcitestyle citepunct defcitealias citeindexfalse")
_REFERENCES = words(
    "ref eqref autoref cref Cref pageref subref vref Vref labelcref hyperref nameref fref sref "
    "figref tabref secref"
)
_XSPACE_STOPS = ",.'/?;:!~-)]}\\ \n%"
_MARK = re.compile(r"[*†‡§¶#⋆∗♯♦♠★☆⋄◇]+|\d?[*†‡]")
_MARK_COMMANDS = words("tnote footnotemark textsuperscript textsubscript")
_STACKED = {"underset": "_", "overset": "^", "stackrel": "^", "stackunder": "_", "stackon": "^"}
_BASE_FIRST = words("stackunder stackon")
_SIZES = words("tiny scriptsize footnotesize small scriptstyle scriptscriptstyle")
_OPENED_DIGIT = re.compile(r"[\s{$]*[\d.]")
_THOUSAND = re.compile(r"\d{3}(?!\d)")
_SKIPS = words("vskip hskip kern mskip mkern vglue hglue")
_INTEGER = re.compile(r"\s*=?\s*-?\d+\s?")
_PARTING = words("hskip hglue hspace")
_LENGTH = re.compile(
    r"\s*=?\s*-?(?:\d+\.?\d*|\.\d+)\s?(?:pt|in|cm|mm|em|ex|bp|pc|truecm|truein)(?![A-Za-z])"
    r"(?:\s*(?:plus|minus)\s*[\d.]+\s?(?:pt|in|cm|mm|em|ex|fill?l?))*"
)
_OPTIONS_AFTER = words("raisebox scalebox acro newtheorem newcounter")
_SPREAD = re.compile(
    r"[\s{]*(?:\\(?:tiny|scriptsize|scriptstyle|text|mathrm|,)[\s{]*)*(?:\\pm|\\mp|±)"
)
_FRACTIONS = words("frac dfrac tfrac nicefrac sfrac sqrt")
_WITH_ARGUMENTS = (
    _FRACTIONS
    | _STACKED.keys()
    | QUANTITY_COMMANDS.keys()
    | ACRONYM_COMMANDS.keys()
    | words(
        "ding not href footnote thanks footnotetext tablefootnote tabularnote "
        "texorpdfstring replaced"
    )
)
_LONGEST_NAME = 100
_MAX_DEPTH = 40


class Bit(NamedTuple):
    """Rendered text from ``[start, end)`` of the LaTeX, with what it cites or refers to.

    A paper has tens of thousands, so it is the cheapest record there is.
    """

    text: str
    start: int
    end: int
    cites: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    command: str = ""


@dataclass(slots=True)
class Run:
    """A growing run of rendered text."""

    bits: list[Bit] = field(default_factory=list)
    math: str | None = None
    marks: list[str] = field(default_factory=list)
    ends_with_space: bool = True
    in_cell: bool = False

    def add(self, text: str, start: int, end: int) -> None:
        """Append text; two spaces never meet, and a run does not begin with one."""
        if self.ends_with_space and text[:1] == " ":
            stripped = text.lstrip(" ")
            if len(text) == end - start:
                start += len(text) - len(stripped)
            text = stripped
        if text:
            self.bits.append(Bit(text, start, end))
            self.ends_with_space = text[-1] == " "

    def add_bit(self, bit: Bit) -> None:
        """Append a bit as it is."""
        self.bits.append(bit)
        self.ends_with_space = False

    def extend(self, other: Run) -> None:
        """Append another run."""
        for bit in other.bits:
            if bit.cites or bit.refers or bit.command:
                self.add_bit(bit)
            else:
                self.add(bit.text, bit.start, bit.end)

    @property
    def last(self) -> str:
        """The last character, empty at the start."""
        return self.bits[-1].text[-1:] if self.bits else ""

    @property
    def text(self) -> str:
        """The text so far, references unresolved."""
        return "".join([bit.text for bit in self.bits])

    @property
    def cites(self) -> tuple[str, ...]:
        """The keys cited, each once."""
        return tuple(dict.fromkeys([key for bit in self.bits if bit.cites for key in bit.cites]))


class Renderer:
    """Renders ranges of one mapped text.

    Parameters
    ----------
    mapped : MappedText
        Flattened, with the authors' macros expanded.

    Attributes
    ----------
    stopped_at : int or None
        The first place that was not rendered, over `MAX_TOKENS`.
    """

    def __init__(self, mapped: MappedText) -> None:
        self.mapped = mapped
        self.text = mapped.text
        self.symbols = symbols()
        self.stopped_at: int | None = None
        self._left = MAX_TOKENS

    def run(self, start: int, end: int) -> Run:
        """Return a range rendered by itself."""
        run = Run()
        self.render(run, start, end)
        return run

    def pieces(self, run: Run) -> tuple[Piece, ...]:
        """Return a run as pieces placed in the source files, references as they are written."""
        return tuple(
            piece
            for bit in run.bits
            for piece in self.mapped.pieces(unmask(bit.text).replace("\n", " "), bit.start, bit.end)
        )

    @cached_property
    def acronyms(self) -> dict[str, Acronym]:
        """The acronyms and glossary entries the paper defines, by key."""
        return find_acronyms(self.mapped)

    @cached_property
    def units(self) -> dict[str, str]:
        """The units the paper declares."""
        return declared_units(self.text)

    def render(self, run: Run, start: int, end: int, depth: int = 0) -> None:
        """Append a range to a run."""
        at, text, next_token = start, self.text, _TOKEN.match
        left = allowed = self._left
        while at < end and left > 0:
            match = next_token(text, at, end)
            if match is None:
                break
            left -= 1
            kind, begin, at = match.lastindex, at, match.end()
            if kind == _PLAIN_TOKEN:
                run.add(match[0].replace("\n", " "), begin, at)
            elif kind == _SPACE_TOKEN:
                run.add(" ", begin, begin + 1)
            elif kind == _CONTROL_TOKEN:
                at = self._control(run, match[0][1:], begin, at, end, depth)
            elif kind != _BRACES_TOKEN:
                at = self._other(run, match[0], begin, at, end, depth)
        self._left -= allowed - left
        if at < end and self.stopped_at is None:
            self.stopped_at = at

    def _other(self, run: Run, token: str, start: int, at: int, end: int, depth: int) -> int:
        if token in ("$", "$$"):
            if token == "$$" and run.math == "$":
                token, at = "$", start + 1
            run.math = None if run.math == token else token
        elif token == "^":
            return self._superscript(run, start, at, end, depth)
        elif token == "_":
            if run.math is None or not _SPREAD.match(self.text, at, end):
                run.add("_", start, at)
        elif token == "&":
            run.add(" ", start, at)
        else:
            run.add(_DASHES.get(token, token) if run.math is None else token, start, at)
        return at

    def _superscript(self, run: Run, start: int, at: int, end: int, depth: int) -> int:
        if run.math is None:
            run.add("^", start, at)
            return at
        if _SPREAD.match(self.text, at, end):
            return at
        argument = required_argument(self.mapped, at, end)
        if argument is None:
            run.add("^", start, at)
            return at
        inner = Run(math=run.math)
        if depth < _MAX_DEPTH:
            self.render(inner, *argument[0], depth + 1)
        content = inner.text.strip()
        if content in ("°", "′"):
            run.add(content, start, argument[1])
        elif _MARK.fullmatch(content):
            run.marks.append(content)
            if not run.bits:
                run.add(content, start, argument[1])
            elif not run.in_cell:
                run.add(f"^{content}", start, argument[1])
        elif content:
            run.add("^", start, at)
            run.extend(inner)
        return argument[1]

    def _control(self, run: Run, name: str, start: int, at: int, end: int, depth: int) -> int:
        """Append what a command prints; return the offset that reading goes on from."""
        if name in "()[]" and name:
            run.math = name if name in "([" else None
            return at
        if name == "\\":
            run.add(" ", start, at)
            return past_line_break(self.text, at, end)
        if not name[:1].isalpha():
            return self._symbol_or_accent(run, name, start, at, end)
        after = skip_space(self.text, at) if at < end else at
        handled = self._known(run, name, start, at, min(after, end), end, depth)
        if handled is not None:
            return handled
        if name in PARAMETERS:
            value = _INTEGER.match(self.text, at, end)
            return value.end() if value else at
        if name in NO_ARGUMENTS:
            return self._switch(run, name, min(after, end), end)
        if run.math is None and self.text.startswith("[", at):
            return self._drop_options(at, end)
        length = _LENGTH.match(self.text, at, end)
        return length.end() if length else min(after, end)

    def _switch(self, run: Run, name: str, at: int, end: int) -> int:
        """Pass over a command that sets type; keep apart numbers that it sets in two sizes."""
        if name in ("left", "right") and self.text.startswith(".", at):
            return at + 1
        if name in _SIZES and run.last.isdigit() and _OPENED_DIGIT.match(self.text, at, end):
            run.add(" ", at, at)
        return at

    def _drop_options(self, at: int, end: int) -> int:
        while at < end and self.text[at] == "[":
            option = optional_argument(self.text, at, end)
            if option is None:
                break
            at = option[1] + 1
        return at

    def _known(
        self, run: Run, name: str, start: int, at: int, after: int, end: int, depth: int
    ) -> int | None:
        if name in _SKIPS and not self.text.startswith("{", after):
            length = _LENGTH.match(self.text, at, end)
            at = length.end() if length else after
            self._skip_between_numbers(run, name, start, at)
            return at
        if name in DROPPED_ARGUMENTS:
            close = self.drop(at, end, DROPPED_ARGUMENTS[name])
            self._skip_between_numbers(run, name, start, close)
            return self._drop_options(close, end) if name in _OPTIONS_AFTER else close
        if _CITE.fullmatch(name):
            return self._cite(run, name, start, at, end)
        if name in _REFERENCES:
            return self._reference(run, name, start, at, end)
        if name == "csname":
            close = self.text.find("\\endcsname", at, min(end, at + _LONGEST_NAME))
            return close + len("\\endcsname") if close >= 0 else at
        if name in ("begin", "end"):
            argument = required_argument(self.mapped, at, end)
            close = argument[1] if argument else at
            if argument and name == "begin":
                inner = self.text[slice(*argument[0])].strip()
                return self.drop(close, end, ENVIRONMENT_ARGUMENTS.get(inner, 0))
            return close
        if name in _WITH_ARGUMENTS:
            return self._with_arguments(run, name, start, at, end, depth)
        if name in _MARK_COMMANDS:
            return self._mark(run, name, start, at, end, depth)
        if name == "xspace":
            if at < len(self.text) and self.text[at] not in _XSPACE_STOPS:
                run.add(" ", start, at)
            return at
        if name in ACCENTS and len(name) == 1 and run.math is None:
            return self._symbol_or_accent(run, name, start, at, end)
        printed = self.symbols.get(name)
        if printed is not None:
            operator = run.math is not None and len(printed) > 1 and printed.isalpha()
            gap = " " if operator and self.text[after : after + 1].isalnum() else ""
            run.add(printed + gap, start, at)
            return after
        return None

    def _skip_between_numbers(self, run: Run, name: str, start: int, at: int) -> None:
        """Keep numbers apart that a skip to the right parts."""
        if name in _PARTING and run.last.isdigit() and "-" not in self.text[start:at]:
            run.add(" ", start, at)

    def _with_arguments(
        self, run: Run, name: str, start: int, at: int, end: int, depth: int
    ) -> int:
        if name in QUANTITY_COMMANDS:
            return self._quantity(run, name, start, at, end)
        if name in ACRONYM_COMMANDS:
            return self._acronym(run, name, start, at, end, depth)
        if name in _FRACTIONS:
            return self._fraction(run, name, start, at, end, depth)
        if name in _STACKED:
            return self._stack(run, name, at, end, depth)
        if name == "not":
            return self._negated(run, start, at, end)
        if name in ("texorpdfstring", "replaced"):
            return self._printed_form(run, at, end, depth)
        if name == "ding":
            argument = required_argument(self.mapped, at, end)
            if argument:
                code = self.text[slice(*argument[0])].strip()
                run.add(DING.get(code, "•"), start, argument[1])
                return argument[1]
        return self.drop(at, end, 1)

    def _printed_form(self, run: Run, at: int, end: int, depth: int) -> int:
        """Append the first of two arguments: the second is for bookmarks."""
        printed = required_argument(self.mapped, at, end)
        bookmark = printed and required_argument(self.mapped, printed[1], end)
        if not (printed and bookmark) or depth >= _MAX_DEPTH:
            return at
        self.render(run, *printed[0], depth + 1)
        return bookmark[1]

    def _negated(self, run: Run, start: int, at: int, end: int) -> int:
        argument = required_argument(self.mapped, at, end)
        negated = argument and NEGATED.get(self.text[slice(*argument[0])].strip())
        if not argument or negated is None:
            return at
        run.add(negated, start, argument[1])
        return argument[1]

    def _symbol_or_accent(self, run: Run, name: str, start: int, at: int, end: int) -> int:
        if name in ACCENTS and run.math is None:
            argument = required_argument(self.mapped, at, end)
            if argument is not None:
                letters = self.text[slice(*argument[0])].strip()
                letters = {"\\i": "i", "\\j": "j"}.get(letters, letters)
                if len(letters) <= 3 and "\\" not in letters:
                    run.add(compose(letters, ACCENTS[name]), start, argument[1])
                    return argument[1]
            return at
        if name == "," and run.last.isdigit() and _THOUSAND.match(self.text, at, end):
            run.add("\u2009", start, at)
        else:
            run.add(self.symbols.get(name, ""), start, at)
        return at

    def drop(self, at: int, end: int, count: int) -> int:
        """Return the offset after options and `count` arguments."""
        at += self.text.startswith("*", at)
        for _ in range(count):
            while (option := optional_argument(self.text, at, end)) is not None:
                at = option[1] + 1
            argument = required_argument(self.mapped, at, end)
            if argument is None:
                break
            at = argument[1]
        return at

    def _cite(self, run: Run, name: str, start: int, at: int, end: int) -> int:
        at += self.text.startswith("*", at)
        while (option := optional_argument(self.text, at, end)) is not None:
            at = option[1] + 1
        argument = required_argument(self.mapped, at, end)
        if argument is None or self.text[argument[0][0] - 1] != "{":
            return at
        keys = self._keys(argument[0])
        at = argument[1]
        while name.endswith("cites") and self.text[at : at + 1] in ("[", "{"):
            at = self._drop_options(at, end)
            more = required_argument(self.mapped, at, end)
            if more is None:
                break
            keys, at = (*keys, *self._keys(more[0])), more[1]
        if keys and name not in _NOT_CITE:
            run.add_bit(Bit(f"[{', '.join(keys)}]", start, at, cites=keys))
        return at

    def _keys(self, where: Range) -> tuple[str, ...]:
        return tuple(key for part in self.text[slice(*where)].split(",") if (key := part.strip()))

    def _reference(self, run: Run, name: str, start: int, at: int, end: int) -> int:
        at += self.text.startswith("*", at)
        if name == "hyperref":
            option = optional_argument(self.text, at, end)
            return option[1] + 1 if option else at
        argument = required_argument(self.mapped, at, end)
        if argument is None or self.text[argument[0][0] - 1] != "{":
            return at
        labels = tuple(label.strip() for label in self.text[slice(*argument[0])].split(","))
        text = ", ".join(labels)
        if text:
            run.add_bit(Bit(text, start, argument[1], refers=labels, command=name))
        return argument[1]

    def _quantity(self, run: Run, name: str, start: int, at: int, end: int) -> int:
        """Append a siunitx number or unit; a group that is not there is the physics package's."""
        after, values = at, []
        for _ in QUANTITY_COMMANDS[name]:
            while (option := optional_argument(self.text, after, end)) is not None:
                after = option[1] + 1
            argument = required_argument(self.mapped, after, end)
            if argument is None or self.text[argument[0][0] - 1] != "{":
                return at
            values.append(self.text[slice(*argument[0])].strip())
            after = argument[1]
        run.add(print_quantity(name, values, self.units), start, after)
        return after

    def _acronym(self, run: Run, name: str, start: int, at: int, end: int, depth: int) -> int:
        at += self.text.startswith("*", at)
        while (option := optional_argument(self.text, at, end)) is not None:
            at = option[1] + 1
        argument = required_argument(self.mapped, at, end)
        entry = argument and self.acronyms.get(self.text[slice(*argument[0])].strip())
        if not argument or not entry or depth >= _MAX_DEPTH:
            return at
        form = ACRONYM_COMMANDS[name]
        shown = self.run(*(entry.short if form.startswith("short") else entry.long)).text.strip()
        shown += "s" if form.endswith("s") else ""
        if form.startswith("full"):
            shown += f" ({self.run(*entry.short).text.strip()})"
        run.add(shown[:1].upper() + shown[1:] if name[0].isupper() else shown, start, argument[1])
        return argument[1]

    def _stack(self, run: Run, name: str, at: int, end: int, depth: int) -> int:
        """Append a base with what is set over or under it."""
        first = required_argument(self.mapped, at, end)
        second = first and required_argument(self.mapped, first[1], end)
        if not (first and second) or depth >= _MAX_DEPTH:
            return at
        base, script = (first, second) if name in _BASE_FIRST else (second, first)
        self.render(run, *base[0], depth + 1)
        inner = Run(math=run.math)
        self.render(inner, *script[0], depth + 1)
        content = inner.text.strip()
        if content and _MARK.fullmatch(content) and run.in_cell:
            run.marks.append(content)
        elif content:
            run.add(" " if content[0] in "±∓(" else _STACKED[name], script[0][0], script[0][0])
            run.extend(inner)
        return second[1]

    def _fraction(self, run: Run, name: str, start: int, at: int, end: int, depth: int) -> int:
        if name == "sqrt":
            run.add("√", start, at)
            return at
        top = required_argument(self.mapped, at, end)
        bottom = top and required_argument(self.mapped, top[1], end)
        if not (top and bottom) or depth >= _MAX_DEPTH:
            return at
        self._part(run, top[0], depth)
        run.add("/", top[1] - 1, top[1])
        self._part(run, bottom[0], depth)
        return bottom[1]

    def _part(self, run: Run, where: tuple[int, int], depth: int) -> None:
        inner = Run(math=run.math)
        self.render(inner, *where, depth + 1)
        compound = re.search(r"[ +\-·×/]", inner.text.strip()) is not None
        if compound:
            run.add("(", where[0] - 1, where[0])  # in place of the braces
        run.extend(inner)
        if compound:
            run.add(")", where[1], where[1] + 1)

    def _mark(self, run: Run, name: str, start: int, at: int, end: int, depth: int) -> int:
        if name == "footnotemark":
            option = optional_argument(self.text, at, end)
            if option:
                run.marks.append(self.text[slice(*option)])
                return option[1] + 1
            return at
        argument = required_argument(self.mapped, at, end)
        if argument is None or depth >= _MAX_DEPTH:
            return at
        inner = Run(ends_with_space=run.ends_with_space)
        self.render(inner, *argument[0], depth + 1)
        content = inner.text.strip()
        if name == "tnote" or (name == "textsuperscript" and _MARK.fullmatch(content) and run.bits):
            run.marks.append(content)
            return argument[1]
        if (run.last.isdigit() and content[:1].isdigit()) or (
            content[:1] in "+-−" and content[1:2].isdigit() and run.last.isalnum()
        ):
            run.add("_" if name == "textsubscript" else "^", start, at)
        run.extend(inner)
        return argument[1]
