"""The authors' own macros and environments, expanded before anything else is read.

Expansion is by slices, so arguments keep their origins and a macro's own words stand for the
call. Depth and length are bounded: a macro that calls itself is left as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from litscan.document.latex.origin import MappedBuilder, MappedText
from litscan.document.latex.scan import (
    Range,
    optional_argument,
    required_argument,
    skip_space,
    words,
)

__all__ = ["Macros", "expand_macros"]

MAX_DEPTH = 24
MAX_NESTING = 40
MAX_STEPS_DOWN = 100
MAX_GROWTH = 600_000

_CONTROL = re.compile(r"\\([A-Za-z@]+|.)", re.DOTALL)
_PARAMETER = re.compile(r"##?([1-9])")
_WORD_AT_END = re.compile(r"\\[A-Za-z]+$")
_NO_SPACE_BEFORE = (*",.'/?;:!~-)]}", " ", "\n", "\\ ", "\\/", "\\footnote", "\\\\", "\\,")
_COMMAND_DEFINITIONS = words(
    "newcommand renewcommand providecommand DeclareRobustCommand newrobustcmd"
)
_DOCUMENT_DEFINITIONS = words(
    "NewDocumentCommand RenewDocumentCommand DeclareDocumentCommand ProvideDocumentCommand"
)
_PLAIN_DEFINITIONS = words("def gdef edef xdef")
# Redefining these changes how a page looks, not what it says.
_PROTECTED = words(
    "begin end documentclass section subsection subsubsection paragraph subparagraph chapter part "
    "title author date abstract maketitle caption label ref eqref cref Cref autoref cite citep "
    "citet item footnote thanks bibitem bibliography textbf textit emph texttt underline input "
    "include includegraphics multirow multicolumn makecell hline toprule midrule "
    "bottomrule cmidrule "
    "appendix par url href frac sqrt left right text mathbf mathrm newblock "
)
_NOT_EXPANDABLE = re.compile(
    r"\\(?:@|csname|expandafter|futurelet|catcode|begingroup\\catcode|ifx|makeatletter|endcsname)"
)
_TOO_DEEP = "macros are nested deeper than litscan follows, and left as they stand"


Active = tuple[str, ...]
"""The macros being expanded, outermost first: none of them is expanded inside itself."""


@dataclass(frozen=True, slots=True)
class Macro:
    r"""A definition: its body in the text it was read from, and what arguments it takes.

    `arity` counts all parameters; `default` is the text of an optional first one; `kinds` gives
    the argument kinds of a ``\NewDocumentCommand`` (``m``, ``o``, ``O``, ``s``) in order.
    """

    body: str
    arity: int = 0
    default: str | None = None
    kinds: str = ""
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

    def warn(self, warning: str) -> None:
        """Keep a warning, once."""
        if warning not in self.warnings:
            self.warnings.append(warning)


def expand_macros(mapped: MappedText, macros: Macros | None = None) -> tuple[MappedText, Macros]:
    r"""Return the text with definitions taken out and their uses expanded.

    Examples
    --------
    >>> builder = MappedBuilder()
    >>> source = r"\newcommand{\net}[1]{VGG-#1}We prune \net{16}."
    >>> builder.add_source(source, file=0, start=0, end=len(source))
    >>> expand_macros(builder.build())[0].text
    'We prune VGG-16.'
    """
    known = macros or Macros()
    return _expand(mapped, known, ()), known


def _expand(mapped: MappedText, macros: Macros, active: Active) -> MappedText:
    text, out = mapped.text, MappedBuilder()
    at = kept = 0
    while (match := _CONTROL.search(text, at)) is not None:
        name = match[1]
        at = match.end()
        step = _definition(mapped, name, at, macros)
        if step is None and macros.switches:
            step = _switch(mapped, name, at, macros)
        if step is not None:
            out.add_slice(mapped, kept, match.start())
            at = kept = step
            continue
        expansion = _use(mapped, match, macros, active)
        if expansion is None:
            continue
        body, end = expansion
        out.add_slice(mapped, kept, match.start())
        _join(out, body, text, end)
        at = kept = end
    out.add_slice(mapped, kept, len(text))
    return out.build()


def _join(out: MappedBuilder, body: MappedText, text: str, end: int) -> None:
    r"""Append an expansion so that no control word runs into letters beside it.

    A last ``\xspace`` is settled here, where what follows the call is known.
    """
    following = text[end : end + 9]
    file, source, _ = body.origin(0)
    if body.text[:1].isalpha() and _WORD_AT_END.search(out.tail):
        out.add_made(" ", file=file, source=source, width=0)
    spaced = body.text.endswith("\\xspace")
    out.add_slice(body, 0, len(body) - len("\\xspace") * spaced)
    gap = spaced and following and not following.startswith(_NO_SPACE_BEFORE)
    if gap or (following[:1].isalpha() and _WORD_AT_END.search(out.tail)):
        out.add_made(" ", file=file, source=source, width=0)


def _use(
    mapped: MappedText, match: re.Match[str], macros: Macros, active: Active
) -> tuple[MappedText, int] | None:
    """Return the expansion of the macro or environment used here and the offset after it."""
    name = match[1]
    if name in ("begin", "end"):
        return _environment(mapped, match, macros, active)
    macro = macros.commands.get(name)
    if macro is None or macro.opaque or name in active or len(active) >= MAX_DEPTH:
        return None
    if macros.too_deep:
        return None
    taken = _arguments(mapped, macro, match.end(), macros)
    if taken is None:
        return None
    arguments, end = taken
    if not arguments and name[-1].isalpha():
        end = skip_space(mapped.text, end)
    return _filled(mapped, macro.body, arguments, match.start(), end, macros, (*active, name)), end


def _filled(
    mapped: MappedText,
    body: str,
    arguments: list[Range | str],
    start: int,
    end: int,
    macros: Macros,
    active: Active,
) -> MappedText:
    """Return a body with its parameters replaced, itself expanded."""
    file, source, _ = mapped.origin(start)
    last_file, _, source_end = mapped.origin(max(end - 1, start))
    width = max(source_end - source, 1) if last_file == file else 1
    out = MappedBuilder()
    at = 0
    for parameter in _PARAMETER.finditer(body):
        out.add_made(body[at : parameter.start()], file=file, source=source, width=width)
        at = parameter.end()
        index = int(parameter[1]) - 1
        if index >= len(arguments):
            continue
        argument = arguments[index]
        if isinstance(argument, str):
            out.add_made(argument, file=file, source=source, width=width)
        else:
            _add_argument(out, mapped, argument, macros, active[:-1])
    out.add_made(body[at:], file=file, source=source, width=width)
    macros.budget -= out.length
    built = out.build()
    if "\\" not in built.text or macros.budget < 0 or macros.too_deep:
        if macros.budget < 0:
            macros.warn("macros expand to more text than litscan reads")
        return built
    return _expand_inside(built, macros, active)


def _expand_inside(mapped: MappedText, macros: Macros, active: Active) -> MappedText:
    """Expand a part of what is being expanded, unless that goes too deep."""
    if macros.steps_down >= MAX_STEPS_DOWN:
        macros.too_deep = True
        macros.warn(_TOO_DEEP)
        return mapped
    macros.steps_down += 1
    expanded = _expand(mapped, macros, active)
    macros.steps_down -= 1
    return expanded


def _add_argument(
    out: MappedBuilder, mapped: MappedText, argument: Range, macros: Macros, active: Active
) -> None:
    """Append an argument, expanded first, so that it may use the macro it is given to."""
    if "\\" not in mapped.text[slice(*argument)]:
        out.add_slice(mapped, *argument)
        return
    part = MappedBuilder()
    part.add_slice(mapped, *argument)
    expanded = _expand_inside(part.build(), macros, active)
    out.add_slice(expanded, 0, len(expanded))


def _arguments(
    mapped: MappedText, macro: Macro, at: int, macros: Macros
) -> tuple[list[Range | str], int] | None:
    """Return a call's arguments and the offset after it, or None to leave it as it stands."""
    text, stop = mapped.text, len(mapped.text)
    kinds = macro.kinds or ("O" if macro.default is not None else "")
    kinds = kinds.ljust(macro.arity, "m")
    arguments: list[Range | str] = []
    for kind in kinds[: macro.arity]:
        if kind in "oO":
            option = optional_argument(text, at, stop)
            arguments.append(option if option is not None else macro.default or "")
            at = option[1] + 1 if option is not None else at
        elif kind == "s":
            arguments.append("")
            at += text.startswith("*", at)
        else:
            required = required_argument(mapped, at, stop)
            if required is None:
                return None
            if mapped.nesting(required[0][0] - 1) > MAX_NESTING:
                macros.warn(_TOO_DEEP)
                return None
            arguments.append(required[0])
            at = required[1]
    return arguments, at


def _environment(
    mapped: MappedText, match: re.Match[str], macros: Macros, active: Active
) -> tuple[MappedText, int] | None:
    if not macros.environments or len(active) >= MAX_DEPTH or macros.too_deep:
        return None
    named = required_argument(mapped, match.end(), len(mapped.text))
    if named is None:
        return None
    name = mapped.text[named[0][0] : named[0][1]].strip()
    defined = macros.environments.get(name)
    if defined is None or f"{match[1]}{{{name}" in active:
        return None
    opening, closing = defined
    active = (*active, f"{match[1]}{{{name}")
    if match[1] == "end":
        return _filled(mapped, closing, [], match.start(), named[1], macros, active), named[1]
    taken = _arguments(mapped, opening, named[1], macros)
    if taken is None:
        return None
    body = _filled(mapped, opening.body, taken[0], match.start(), taken[1], macros, active)
    return body, taken[1]


def _definition(mapped: MappedText, name: str, at: int, macros: Macros) -> int | None:
    """Take in a definition that begins here; return the offset after it, or None."""
    if name in _COMMAND_DEFINITIONS:
        return _new_command(mapped, at, macros)
    if name in _PLAIN_DEFINITIONS:
        return _plain_definition(mapped, at, macros)
    if name in _DOCUMENT_DEFINITIONS:
        return _document_command(mapped, at, macros)
    if name == "DeclareMathOperator":
        return _operator(mapped, at, macros)
    if name in ("newenvironment", "renewenvironment"):
        return _new_environment(mapped, at, macros)
    if name == "newif":
        switch = re.compile(r"\s*\\if([A-Za-z@]+)").match(mapped.text, at)
        if switch:
            macros.switches[switch[1]] = False
            return switch.end()
    if name == "let":
        return _let(mapped.text, at, macros)
    return None


def _store(macros: Macros, name: str, macro: Macro) -> None:
    if name in _PROTECTED or not name:
        return
    opaque = bool(_NOT_EXPANDABLE.search(macro.body)) or f"\\{name}" in _words(macro.body)
    macros.commands[name] = Macro(macro.body, macro.arity, macro.default, macro.kinds, opaque)


def _words(body: str) -> set[str]:
    return {f"\\{match[1]}" for match in _CONTROL.finditer(body)}


def _new_command(mapped: MappedText, at: int, macros: Macros) -> int | None:
    text, stop = mapped.text, len(mapped.text)
    at += text.startswith("*", at)
    named = required_argument(mapped, at, stop)
    if named is None:
        return None
    name = text[named[0][0] : named[0][1]].strip().lstrip("\\")
    at = named[1]
    count = optional_argument(text, at, stop)
    arity, default = 0, None
    if count is not None:
        digits = text[count[0] : count[1]].strip()
        if not re.fullmatch(r"\d", digits):
            return None
        arity, at = int(digits), count[1] + 1
        option = optional_argument(text, at, stop)
        if option is not None:
            default, at = text[option[0] : option[1]], option[1] + 1
    body = required_argument(mapped, at, stop)
    if body is None:
        return None
    _store(macros, name, Macro(text[body[0][0] : body[0][1]], arity, default))
    return body[1]


_DEF = re.compile(r"\s*\\([A-Za-z@]+|.)((?:\s*#[1-9])*)\s*(?=\{)")
_DEF_ANY = re.compile(r"\s*\\(?:[A-Za-z@]+|.)[^{}\n]{0,80}(?=\{)")


def _plain_definition(mapped: MappedText, at: int, macros: Macros) -> int | None:
    match = _DEF.match(mapped.text, at)
    shape = match or _DEF_ANY.match(mapped.text, at)
    if shape is None:
        return None
    body = required_argument(mapped, shape.end(), len(mapped.text))
    if body is None:
        return None
    if match is not None:
        content = mapped.text[body[0][0] : body[0][1]]
        _store(macros, match[1], Macro(content, match[2].count("#")))
    return body[1]


def _document_command(mapped: MappedText, at: int, macros: Macros) -> int | None:
    text, stop = mapped.text, len(mapped.text)
    named = required_argument(mapped, at, stop)
    shape = named and required_argument(mapped, named[1], stop)
    body = shape and required_argument(mapped, shape[1], stop)
    if not (named and shape and body):
        return None
    signature = text[shape[0][0] : shape[0][1]]
    default = re.search(r"O\s*\{([^{}]*)\}", signature)
    kinds = re.sub(r"\{[^{}]*\}|[\s+!]", "", signature)
    if re.fullmatch(r"[mosO]*", kinds):
        name = text[named[0][0] : named[0][1]].strip().lstrip("\\")
        content = text[body[0][0] : body[0][1]]
        _store(macros, name, Macro(content, len(kinds), default[1] if default else None, kinds))
    return body[1]


def _operator(mapped: MappedText, at: int, macros: Macros) -> int | None:
    text, stop = mapped.text, len(mapped.text)
    at += text.startswith("*", at)
    named = required_argument(mapped, at, stop)
    body = named and required_argument(mapped, named[1], stop)
    if not (named and body):
        return None
    name = text[named[0][0] : named[0][1]].strip().lstrip("\\")
    _store(macros, name, Macro(f"\\operatorname{{{text[body[0][0] : body[0][1]]}}} "))
    return body[1]


def _new_environment(mapped: MappedText, at: int, macros: Macros) -> int | None:
    text, stop = mapped.text, len(mapped.text)
    at += text.startswith("*", at)
    named = required_argument(mapped, at, stop)
    if named is None:
        return None
    at, arity, default = named[1], 0, None
    count = optional_argument(text, at, stop)
    if count is not None and text[count[0] : count[1]].strip().isdigit():
        arity, at = int(text[count[0] : count[1]]), count[1] + 1
        option = optional_argument(text, at, stop)
        if option is not None:
            default, at = text[option[0] : option[1]], option[1] + 1
    opening = required_argument(mapped, at, stop)
    closing = opening and required_argument(mapped, opening[1], stop)
    if not (opening and closing):
        return None
    name = text[named[0][0] : named[0][1]].strip()
    first, last = text[opening[0][0] : opening[0][1]], text[closing[0][0] : closing[0][1]]
    plain = not _NOT_EXPANDABLE.search(first + last) and f"{{{name}}}" not in first
    # An environment that only wraps layout is better left for the reader to see through.
    if plain and re.search(r"\\begin\s*\{|\\(?:sub)*section|\\paragraph", first):
        macros.environments[name] = (Macro(first, arity, default), last)
    return closing[1]


def _let(text: str, at: int, macros: Macros) -> int | None:
    match = re.compile(r"\s*\\([A-Za-z@]+)\s*=?\s*(?:\\([A-Za-z@]+|.)|(\S))").match(text, at)
    if match is None:
        return None
    known = macros.commands.get(match[2]) if match[2] else None
    if known is not None:
        macros.commands[match[1]] = known
    elif match[2] and match[2].isalpha() and match[1] not in _PROTECTED:
        _store(macros, match[1], Macro(f"\\{match[2]}"))
    return match.end()


def _switch(mapped: MappedText, name: str, at: int, macros: Macros) -> int | None:
    r"""Set a ``\newif`` switch, or skip the branch its conditional does not take."""
    for ending, value in (("true", True), ("false", False)):
        if name.endswith(ending) and name.removesuffix(ending) in macros.switches:
            macros.switches[name.removesuffix(ending)] = value
            return at
    if name.startswith("if") and name[2:] in macros.switches:
        end = None if macros.switches[name[2:]] else mapped.conditionals.end_of_branch(at)
        return at if end is None else end
    if name == "else":
        end = mapped.conditionals.end_of_branch(at, stop_at_else=False)
        return at if end is None else end
    return None
