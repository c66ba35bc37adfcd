r"""Definitions as authors write them: ``\newcommand`` and ``\def`` to ``\NewDocumentCommand``.

A definition is taken out of the text and kept in a table by its name. Plain text is kept of its
body: a macro's own words stand for the call, wherever it was defined.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import Range, optional_argument, required_argument, words
from litscan.document.latex.signatures import (
    Parameter,
    command_parameters,
    delimited_parameters,
    document_parameters,
)
from litscan.document.limits import MAX_DEFINITIONS, MAX_GROWTH

__all__ = ["PROTECTED", "Macro", "Macros", "may_define", "take_definition"]

_CONTROL = re.compile(r"\\([A-Za-z@]+|.)", re.DOTALL)
# Redefining these changes how a page looks, not what it says.
PROTECTED = words(
    "begin end documentclass section subsection subsubsection paragraph subparagraph chapter part "
    "title author date abstract maketitle caption label ref eqref cref Cref autoref cite citep "
    "citet item footnote thanks bibitem bibliography textbf textit emph texttt underline input "
    "include includegraphics multirow multicolumn makecell hline toprule midrule "
    "bottomrule cmidrule "
    "appendix par url href frac sqrt left right text mathbf mathrm newblock if else fi def let "
    "newcommand renewcommand providecommand tabular endtabular "
)
_NOT_EXPANDABLE = re.compile(
    r"\\(?:@(?!ifundefined|nameuse)|expandafter|futurelet|catcode|begingroup\\catcode"
    r"|makeatletter|afterassignment|read(?![a-z])|write(?![a-z])|openin)"
)
# Assignments to TeX's lengths, as IEEE's bibliographies make them: nothing of it is printed.
_SPACING = re.compile(
    r"\\(?:spaceskip|fontdimen|baselineskip|parindent|hangindent|lineskip)(?![a-z])"
)
_WRAPS_STRUCTURE = re.compile(r"\\begin\s*\{|\\(?:sub)*section|\\paragraph")


@dataclass(frozen=True, slots=True)
class Macro:
    """A definition: its body, and the parameters it takes.

    An opaque one does what only TeX can follow, and is left as it stands.
    """

    body: str
    parameters: tuple[Parameter, ...] = ()
    opaque: bool = False


class Macros:
    """The definitions met so far: commands, environments and switches."""

    def __init__(self) -> None:
        self.commands: dict[str, Macro] = {}
        self.environments: dict[str, tuple[Macro, str]] = {}
        self.switches: dict[str, bool] = {}
        self.budget = MAX_GROWTH
        self.steps_down = 0
        self.too_deep = False
        self.warnings: list[str] = []
        self.complete = True

    def miss(self, warning: str) -> None:
        """Keep a warning that says that text is missing."""
        self.complete = False
        self.warn(warning)

    def warn(self, warning: str) -> None:
        """Keep a warning, once."""
        if warning not in self.warnings:
            self.warnings.append(warning)

    def define(self, name: str, body: str, parameters: tuple[Parameter, ...] = ()) -> None:
        """Take in a command, unless its name is one that the reader must see itself."""
        if name in PROTECTED or not name or len(self.commands) >= MAX_DEFINITIONS:
            return
        if _SPACING.search(body):
            body = ""
        within = {match[1] for match in _CONTROL.finditer(body)}
        opaque = bool(_NOT_EXPANDABLE.search(body)) or name in within
        self.commands[name] = Macro(body, parameters, opaque)


def may_define(name: str) -> bool:
    """Return whether a command is one that `take_definition` follows."""
    return name in _TAKERS


def take_definition(mapped: MappedText, name: str, at: int, macros: Macros) -> int | None:
    """Take in a definition that begins here; return the offset after it, or None.

    Parameters
    ----------
    mapped : MappedText
        The text.
    name : str
        The command that may define something.
    at : int
        The offset after its name.
    macros : Macros
        Where to put what is defined.
    """
    taker = _TAKERS.get(name)
    return None if taker is None else taker(mapped, at, macros)


def _name_in(text: str, where: Range) -> str:
    return text[where[0] : where[1]].strip().lstrip("\\")


def _groups(mapped: MappedText, at: int, count: int) -> tuple[list[Range], int] | None:
    """Return the insides of `count` arguments and the offset after them."""
    found: list[Range] = []
    for _ in range(count):
        argument = required_argument(mapped, at, len(mapped.text))
        if argument is None:
            return None
        found.append(argument[0])
        at = argument[1]
    return found, at


def _options(mapped: MappedText, at: int) -> tuple[tuple[Parameter, ...], int] | None:
    """Return the parameters that ``[2][default]`` declares, and the offset after it."""
    text, stop = mapped.text, len(mapped.text)
    count = optional_argument(text, at, stop)
    if count is None:
        return (), at
    digits = text[count[0] : count[1]].strip()
    if not re.fullmatch(r"\d", digits):
        return None
    at = count[1] + 1
    option = optional_argument(text, at, stop)
    if option is None:
        return command_parameters(int(digits)), at
    return command_parameters(int(digits), text[slice(*option)]), option[1] + 1


def _new_command(mapped: MappedText, at: int, macros: Macros) -> int | None:
    text = mapped.text
    at += text.startswith("*", at)
    named = required_argument(mapped, at, len(text))
    taken = named and _options(mapped, named[1])
    body = taken and required_argument(mapped, taken[1], len(text))
    if not (named and taken and body):
        return None
    macros.define(_name_in(text, named[0]), text[slice(*body[0])], taken[0])
    return body[1]


def _provided_command(mapped: MappedText, at: int, macros: Macros) -> int | None:
    """Take in a definition that counts only where there is none yet."""
    named = required_argument(mapped, at + mapped.text.startswith("*", at), len(mapped.text))
    name = _name_in(mapped.text, named[0]) if named else ""
    before = macros.commands.get(name)
    end = _new_command(mapped, at, macros)
    if before is not None:
        macros.commands[name] = before
    return end


def _keyed_command(mapped: MappedText, at: int, macros: Macros) -> int | None:
    text, stop = mapped.text, len(mapped.text)
    at += text.startswith("*", at)
    named = required_argument(mapped, at, stop)
    count = named and optional_argument(text, named[1], stop)
    if not (named and count) or not text[slice(*count)].strip().isdigit():
        return _new_command(mapped, at, macros)
    keyed = optional_argument(text, count[1] + 1, stop)
    body = required_argument(mapped, (keyed or count)[1] + 1, stop)
    if body is None:
        return None
    arity = min(int(text[slice(*count)]), 9)
    parameters = command_parameters(arity, keyed=text[slice(*keyed)] if keyed else "")
    macros.define(_name_in(text, named[0]), text[slice(*body[0])], parameters)
    return body[1]


_DEF = re.compile(r"\s*\\([A-Za-z@]+|.)([^{}\n]{0,80}?)\s*(?=\{)")
_CSNAME_DEF = re.compile(
    r"\s*\\(?:[gex]?def|(?:re)?newcommand)\s*\\csname\s*([^\\{}\n]{1,60}?)\s*\\endcsname"
    r"([^{}\n\\]{0,80}?)\s*(?=\{)"
)


def _plain_definition(mapped: MappedText, at: int, macros: Macros) -> int | None:
    return _defined(mapped, _DEF.match(mapped.text, at), macros)


def _named_by_csname(mapped: MappedText, at: int, macros: Macros) -> int | None:
    return _defined(mapped, _CSNAME_DEF.match(mapped.text, at), macros)


def _defined(mapped: MappedText, match: re.Match[str] | None, macros: Macros) -> int | None:
    if match is None:
        return None
    body = required_argument(mapped, match.end(), len(mapped.text))
    if body is None:
        return None
    parameters = delimited_parameters(match[2])
    if parameters is not None:
        macros.define(match[1], mapped.text[slice(*body[0])], parameters)
    return body[1]


def _named_definition(mapped: MappedText, at: int, macros: Macros) -> int | None:
    taken = _groups(mapped, at, 2)
    if taken is None:
        return None
    (name, body), end = taken
    macros.define(_name_in(mapped.text, name), mapped.text[slice(*body)])
    return end


def _document_command(mapped: MappedText, at: int, macros: Macros) -> int | None:
    taken = _groups(mapped, at, 3)
    if taken is None:
        return None
    (name, signature, body), end = taken
    parameters = document_parameters(mapped.text[slice(*signature)])
    if parameters is not None:
        macros.define(_name_in(mapped.text, name), mapped.text[slice(*body)], parameters)
    return end


def _operator(mapped: MappedText, at: int, macros: Macros) -> int | None:
    taken = _groups(mapped, at + mapped.text.startswith("*", at), 2)
    if taken is None:
        return None
    (name, body), end = taken
    macros.define(_name_in(mapped.text, name), f"\\operatorname{{{mapped.text[slice(*body)]}}} ")
    return end


def _delimiter(mapped: MappedText, at: int, macros: Macros) -> int | None:
    taken = _groups(mapped, at, 3)
    if taken is None:
        return None
    (name, left, right), end = taken
    text = mapped.text
    body = f"{{{text[slice(*left)]}}}#3{{{text[slice(*right)]}}}"
    parameters = (Parameter("flag", "*"), Parameter("optional", default=""), Parameter())
    macros.define(_name_in(text, name), body, parameters)
    return end


def _font_command(mapped: MappedText, at: int, macros: Macros) -> int | None:
    taken = _groups(mapped, at, 2)
    if taken is None:
        return None
    (name, body), end = taken
    macros.define(
        _name_in(mapped.text, name), f"{{{mapped.text[slice(*body)]} #1}}", (Parameter(),)
    )
    return end


def _new_environment(mapped: MappedText, at: int, macros: Macros) -> int | None:
    at += mapped.text.startswith("*", at)
    named = required_argument(mapped, at, len(mapped.text))
    taken = named and _options(mapped, named[1])
    bodies = taken and _groups(mapped, taken[1], 2)
    if not (named and taken and bodies):
        return None
    _define_environment(mapped.text, named[0], taken[0], bodies[0], macros)
    return bodies[1]


def _document_environment(mapped: MappedText, at: int, macros: Macros) -> int | None:
    taken = _groups(mapped, at, 4)
    if taken is None:
        return None
    (name, signature, opening, closing), end = taken
    parameters = document_parameters(mapped.text[slice(*signature)])
    if parameters is not None:
        _define_environment(mapped.text, name, parameters, [opening, closing], macros)
    return end


def _define_environment(
    text: str,
    named: Range,
    parameters: tuple[Parameter, ...],
    bodies: list[Range],
    macros: Macros,
) -> None:
    name = text[slice(*named)].strip()
    first, last = text[slice(*bodies[0])], text[slice(*bodies[1])]
    plain = not _NOT_EXPANDABLE.search(first + last) and f"{{{name}}}" not in first
    # An environment that only wraps layout is better left for the reader to see through.
    if plain and _WRAPS_STRUCTURE.search(first):
        macros.environments[name] = (Macro(first, parameters), last)


_SWITCH = re.compile(r"\s*\\if([A-Za-z@]+)")
_LET = re.compile(r"\s*\\([A-Za-z@]+)\s*=?\s*(?:\\([A-Za-z@]+|.)|(\S))")


def _new_switch(mapped: MappedText, at: int, macros: Macros) -> int | None:
    switch = _SWITCH.match(mapped.text, at)
    if switch is None:
        return None
    macros.switches[switch[1]] = False
    return switch.end()


def _let(mapped: MappedText, at: int, macros: Macros) -> int | None:
    match = _LET.match(mapped.text, at)
    if match is None:
        return None
    if match[1].startswith("if") and match[2] in ("iftrue", "iffalse"):
        macros.switches[match[1][2:]] = match[2] == "iftrue"
        return match.end()
    known = macros.commands.get(match[2]) if match[2] else None
    if known is not None:
        if match[1] not in PROTECTED:
            macros.commands[match[1]] = known
    elif match[2] and match[2].isalpha():
        macros.define(match[1], f"\\{match[2]}")
    return match.end()


_TAKERS: dict[str, Callable[[MappedText, int, Macros], int | None]] = {
    **dict.fromkeys(
        ["newcommand", "renewcommand", "DeclareRobustCommand", "newrobustcmd", "renewrobustcmd"],
        _new_command,
    ),
    **dict.fromkeys(("providecommand", "providerobustcmd"), _provided_command),
    **dict.fromkeys(["newcommandx", "renewcommandx", "providecommandx"], _keyed_command),
    **dict.fromkeys(["def", "gdef", "edef", "xdef", "protected@edef"], _plain_definition),
    **dict.fromkeys(
        (
            f"{verb}{kind}DocumentCommand"
            for verb in ("New", "Renew", "Provide", "Declare")
            for kind in ("", "Expandable")
        ),
        _document_command,
    ),
    **dict.fromkeys(
        (f"{verb}DocumentEnvironment" for verb in ("New", "Renew", "Provide", "Declare")),
        _document_environment,
    ),
    **dict.fromkeys(("newenvironment", "renewenvironment"), _new_environment),
    "DeclareMathOperator": _operator,
    "DeclarePairedDelimiter": _delimiter,
    "DeclareTextFontCommand": _font_command,
    "expandafter": _named_by_csname,
    "@namedef": _named_definition,
    "newif": _new_switch,
    "let": _let,
}
