"""Rendering a stretch of LaTeX as the text a reader sees, piece by piece with its origin.

Commands that are not known are seen through: their name goes, their groups stay as text. That
makes the renderer total: there is no input it fails on, unbalanced braces included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from litscan.document.grid import Piece
from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import (
    optional_argument,
    required_argument,
    skip_space,
    unmask,
    words,
)
from litscan.document.latex.symbols import (
    ACCENTS,
    DROPPED_ARGUMENTS,
    ENVIRONMENT_ARGUMENTS,
    NO_ARGUMENTS,
    UNITS,
    compose,
    symbols,
)

__all__ = ["Bit", "Renderer", "Run"]

_PLAIN = r"[^\\{}$~#&^_\s`'\-]"
_TOKEN = re.compile(
    rf"(?P<plain>{_PLAIN}+(?:(?:[ \n](?!\s)|-(?!-)|'(?!'))(?:{_PLAIN}+|(?<!\s)\s?$))*)"
    r"|(?P<space>\s+)"
    r"|(?P<control>\\(?:[A-Za-z@]+|.|$))"
    r"|(?P<other>---?|``|''|\$\$?|.)",
    re.DOTALL,
)
_DASHES = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "~": " ", "#": "#"}
_CITE = re.compile(r"(?i:[a-z]*cite[a-z]*)")
_NOT_CITE = words("nocite citestyle bibcite setcitestyle citepunct defcitealias citeindexfalse")
_REFERENCES = words(
    "ref eqref autoref cref Cref pageref subref vref Vref labelcref hyperref nameref fref sref "
    "figref tabref secref"
)
_NUMBERS = words("num numrange SI SIrange qty qtyrange si unit ang tablenum")
_XSPACE_STOPS = ",.'/?;:!~-)]}\\ \n%"
_MARK = re.compile(r"[*†‡§¶#⋆∗♯♦♠★☆⋄◇]+|\d?[*†‡]")
_MARK_COMMANDS = words("tnote footnotemark textsuperscript")
_FRACTIONS = words("frac dfrac tfrac nicefrac sfrac sqrt")
_WITH_ARGUMENTS = (
    _NUMBERS | _FRACTIONS | words("ding href footnote thanks footnotetext tablefootnote")
)
_DING = {"51": "✓", "52": "✓", "55": "✗", "56": "✗"}
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Bit:
    """Rendered text from ``[start, end)`` of the LaTeX, with what it cites or refers to."""

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

    @property
    def text(self) -> str:
        """The text so far, references unresolved."""
        return "".join(bit.text for bit in self.bits)

    @property
    def cites(self) -> tuple[str, ...]:
        """The keys cited, each once."""
        return tuple(dict.fromkeys(key for bit in self.bits for key in bit.cites))


class Renderer:
    """Renders ranges of one mapped text.

    Parameters
    ----------
    mapped : MappedText
        Flattened, with the authors' macros expanded.
    """

    def __init__(self, mapped: MappedText) -> None:
        self.mapped = mapped
        self.text = mapped.text
        self.symbols = symbols()

    def run(self, start: int, end: int) -> Run:
        """Return a range rendered by itself."""
        run = Run()
        self.render(run, start, end)
        return run

    def pieces(self, run: Run, resolved: dict[str, str] | None = None) -> tuple[Piece, ...]:
        """Return a run as pieces placed in the source files."""
        return tuple(piece for bit in run.bits for piece in self.bit_pieces(bit, resolved or {}))

    def bit_pieces(self, bit: Bit, resolved: dict[str, str]) -> list[Piece]:
        """Return one bit as pieces, its references resolved to printed numbers."""
        text = _referred(bit, resolved) if bit.refers else unmask(bit.text)
        return self.mapped.pieces(text.replace("\n", " "), bit.start, bit.end)

    def render(self, run: Run, start: int, end: int, depth: int = 0) -> None:
        """Append a range to a run."""
        at = start
        while at < end:
            match = _TOKEN.match(self.text, at, end)
            if match is None:
                break
            kind = match.lastgroup
            at = match.end()
            if kind == "plain":
                run.add(match[0].replace("\n", " "), match.start(), at)
            elif kind == "space":
                run.add(" ", match.start(), at)
            elif kind == "control":
                at = self._control(run, match[0][1:], match.start(), at, end, depth)
            else:
                at = self._other(run, match[0], match.start(), at, end, depth)

    def _other(self, run: Run, token: str, start: int, at: int, end: int, depth: int) -> int:
        if token in ("$", "$$"):
            if token == "$$" and run.math == "$":
                token, at = "$", start + 1
            run.math = None if run.math == token else token
        elif token == "^":
            return self._superscript(run, start, at, end, depth)
        elif token == "_":
            run.add("_", start, at)
        elif token == "&":
            run.add(" ", start, at)
        elif token not in "{}":
            run.add(_DASHES.get(token, token) if run.math is None else token, start, at)
        return at

    def _superscript(self, run: Run, start: int, at: int, end: int, depth: int) -> int:
        if run.math is None:
            run.add("^", start, at)
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
            for bit in inner.bits:
                run.add(bit.text, bit.start, bit.end)
        return argument[1]

    def _control(self, run: Run, name: str, start: int, at: int, end: int, depth: int) -> int:
        """Append what a command prints; return the offset that reading goes on from."""
        if name in "()[]" and name:
            run.math = name if name in "([" else None
            return at
        if name == "\\":
            run.add(" ", start, at)
            at += self.text.startswith("*", at)
            option = optional_argument(self.text, at, end)
            return option[1] + 1 if option and self.text.startswith("[", at) else at
        if not name[:1].isalpha():
            return self._symbol_or_accent(run, name, start, at, end)
        after = skip_space(self.text, at) if at < end else at
        handled = self._known(run, name, start, at, min(after, end), end, depth)
        if handled is not None:
            return handled
        if name in NO_ARGUMENTS:
            return min(after, end)
        if depth < _MAX_DEPTH:
            option = optional_argument(self.text, at, end)
            if option is not None and self.text.startswith("[", at) and run.math is None:
                return option[1] + 1
        return min(after, end)

    def _known(
        self, run: Run, name: str, start: int, at: int, after: int, end: int, depth: int
    ) -> int | None:
        if name in DROPPED_ARGUMENTS:
            return self._drop(at, end, DROPPED_ARGUMENTS[name])
        if _CITE.fullmatch(name):
            return self._cite(run, name, start, at, end)
        if name in _REFERENCES:
            return self._reference(run, name, start, at, end)
        if name in ("begin", "end"):
            argument = required_argument(self.mapped, at, end)
            close = argument[1] if argument else at
            if argument and name == "begin":
                inner = self.text[slice(*argument[0])].strip()
                return self._drop(close, end, ENVIRONMENT_ARGUMENTS.get(inner, 0))
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

    def _with_arguments(
        self, run: Run, name: str, start: int, at: int, end: int, depth: int
    ) -> int:
        if name in _NUMBERS:
            return self._number(run, name, start, at, end)
        if name in _FRACTIONS:
            return self._fraction(run, name, start, at, end, depth)
        if name == "ding":
            argument = required_argument(self.mapped, at, end)
            if argument:
                code = self.text[slice(*argument[0])].strip()
                run.add(_DING.get(code, "•"), start, argument[1])
                return argument[1]
        return self._drop(at, end, 1)

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
        run.add(self.symbols.get(name, ""), start, at)
        return at

    def _drop(self, at: int, end: int, count: int) -> int:
        """Skip options and `count` arguments."""
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
        keys = tuple(
            key for key in (k.strip() for k in self.text[slice(*argument[0])].split(",")) if key
        )
        if keys and name not in _NOT_CITE:
            run.add_bit(Bit(f"[{', '.join(keys)}]", start, argument[1], cites=keys))
        return argument[1]

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

    def _number(self, run: Run, name: str, start: int, at: int, end: int) -> int:
        values: list[str] = []
        count = {"numrange": 2, "SIrange": 3, "qtyrange": 3, "SI": 2, "qty": 2}.get(name, 1)
        while (option := optional_argument(self.text, at, end)) is not None:
            at = option[1] + 1
        for _ in range(count):
            argument = required_argument(self.mapped, at, end)
            if argument is None:
                break
            values.append(self.text[slice(*argument[0])].strip())
            at = argument[1]
        if len(values) < count:
            return at
        united = name in ("SI", "qty", "SIrange", "qtyrange", "si", "unit")
        unit = _unit(values.pop()) if united else ""
        numbers = "–".join(_siunitx(value) for value in values)
        gap = " " if numbers and unit and unit[0] not in "%°" else ""
        run.add(f"{numbers}{gap}{unit}", start, at)
        return at

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
            run.add("(", where[0], where[0])
        for bit in inner.bits:
            run.add(bit.text, bit.start, bit.end)
        if compound:
            run.add(")", where[1], where[1])

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
        inner = Run()
        self.render(inner, *argument[0], depth + 1)
        content = inner.text.strip()
        if name == "tnote" or (_MARK.fullmatch(content) and run.bits):
            run.marks.append(content)
            return argument[1]
        for bit in inner.bits:
            run.add(bit.text, bit.start, bit.end)
        return argument[1]


def _siunitx(value: str) -> str:
    value = re.sub(r"\\pm|\+-", " ± ", value).replace("\\times", "×").replace("\\", "")
    return " ".join(value.replace("{", "").replace("}", "").split())


def _unit(value: str) -> str:
    text = re.sub(r"\\([A-Za-z]+)\s*", lambda match: UNITS.get(match[1], match[1]), value)
    return text.replace("\\", "").replace("{", "").replace("}", "").replace("~", " ").strip()


_WORDS = {"table": "Table", "figure": "Figure", "section": "Section", "equation": "Equation"}


def _referred(bit: Bit, resolved: dict[str, str]) -> str:
    """Return what a reference prints; a label that nothing carries stands as it is."""
    numbers = [resolved.get(label) for label in bit.refers]
    shown = ", ".join(
        (number.partition(" ")[2] if number else label)
        for number, label in zip(numbers, bit.refers, strict=True)
    )
    first = next((number for number in numbers if number), None)
    if first is None:
        return shown
    if bit.command == "eqref":
        return f"({shown})"
    if bit.command in ("autoref", "cref", "Cref", "vref", "Vref"):
        kind = first.partition(" ")[0]
        word = _WORDS.get(kind, kind.capitalize())
        return f"{word}{'s' if len(bit.refers) > 1 else ''} {shown}"
    return shown
