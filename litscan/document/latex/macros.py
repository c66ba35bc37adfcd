"""The authors' own macros and environments, expanded before anything else is read.

Expansion is by slices, so arguments keep their origins and a macro's own words stand for the
call. Depth and length are bounded: a macro that calls itself is left as it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from litscan.document.latex.decisions import (
    choose,
    is_choice,
    may_set_switch,
    set_switch,
    skip_branch,
)
from litscan.document.latex.definitions import Macro, Macros, may_define, take_definition
from litscan.document.latex.origin import MappedBuilder, MappedText
from litscan.document.latex.scan import Range, required_argument, skip_space
from litscan.document.latex.seams import opens_with_digit, shows_digit_last
from litscan.document.latex.signatures import FALSE, NO_VALUE, TRUE, Argument, take_arguments
from litscan.document.limits import COST_OF_USE

__all__ = ["Macros", "expand_macros"]

_MAX_DEPTH = 24
_MAX_NESTING = 40
_MAX_STEPS_DOWN = 100

_CONTROL = re.compile(r"\\([A-Za-z@]+|.)", re.DOTALL)
_PARAMETER = re.compile(r"##?([1-9])")
_WORD_AT_END = re.compile(r"\\[A-Za-z]+$")
_SPACED = re.compile(r"\\xspace\s*(\}*)\Z")
_NO_SPACE_BEFORE = (
    *",.'/?;:!~-)]{}", " ", "\n", "\\ ", "\\/", "\\footnote", "\\\\", "\\,", "\\xspace",
)  # fmt: skip
_CSNAME = re.compile(r"\s*([^\\{}\n]{1,60}?)\s*\\endcsname")
_MARKERS = re.compile(f"[{NO_VALUE}{TRUE}{FALSE}]")
_TOO_DEEP = "macros are nested deeper than litscan follows, and left as they stand"
_TOO_LONG = "macros expand to more text than litscan reads"

Active = tuple[str, ...]
"""The macros being expanded, outermost first: none of them is expanded inside itself."""


def expand_macros(mapped: MappedText, macros: Macros | None = None) -> tuple[MappedText, Macros]:
    r"""Return the text with definitions taken out and their uses expanded.

    Parameters
    ----------
    mapped : MappedText
        The text.
    macros : Macros, optional
        What is defined before it begins, in the paper's own packages.

    Examples
    --------
    >>> builder = MappedBuilder()
    >>> source = r"\newcommand{\net}[1]{VGG-#1}We prune \net{16}."
    >>> builder.add_source(source, file=0, start=0, end=len(source))
    >>> expand_macros(builder.build())[0].text
    'We prune VGG-16.'
    """
    known = macros or Macros()
    return _without_markers(_expand(mapped, known, ())), known


def _without_markers(mapped: MappedText) -> MappedText:
    """Take out the marks of arguments left out that no test asked for."""
    if not _MARKERS.search(mapped.text):
        return mapped
    out = MappedBuilder()
    at = 0
    for match in _MARKERS.finditer(mapped.text):
        out.add_slice(mapped, at, match.start())
        at = match.end()
    out.add_slice(mapped, at, len(mapped))
    return out.build()


def _expand(mapped: MappedText, macros: Macros, active: Active) -> MappedText:
    text, out = mapped.text, MappedBuilder()
    commands, search = macros.commands, _CONTROL.search
    at = kept = 0
    while (match := search(text, at)) is not None:
        name = match[1]
        at = match.end()
        kind = "use" if name in commands else _kind(name)
        if not kind:
            continue
        if kind == "use":
            expansion = _use(mapped, name, match.start(), at, macros, active)
        elif kind == "named":
            expansion = _named(mapped, name, match.start(), at, macros, active)
        else:
            step = _step(mapped, name, at, macros)
            if step is not None:
                out.add_slice(mapped, kept, match.start())
                at = kept = step
            continue
        if expansion is None:
            continue
        body, end = expansion
        out.add_slice(mapped, kept, match.start())
        _join(out, body, text, end)
        at = kept = end
    if not kept:
        return mapped
    out.add_slice(mapped, kept, len(text))
    return out.build()


@lru_cache(maxsize=4096)
def _kind(name: str) -> Literal["use", "named", "step", ""]:
    """Return what a command that the paper does not define may do in expansion."""
    if name == "begin" or name == "end" or is_choice(name):
        return "use"
    if name == "csname" or name == "@nameuse":
        return "named"
    branches = name[:2] == "if" or name == "else"
    return "step" if branches or may_define(name) or may_set_switch(name) else ""


def _step(mapped: MappedText, name: str, at: int, macros: Macros) -> int | None:
    """Return the offset after what begins here and prints nothing, or None."""
    if name[:2] == "if" or name == "else":
        return skip_branch(mapped, name, at, macros)
    taken = take_definition(mapped, name, at, macros)
    return set_switch(mapped, name, at, macros) if taken is None else taken


def _join(out: MappedBuilder, body: MappedText, text: str, end: int) -> None:
    r"""Append an expansion so that nothing runs together that the author kept apart.

    A control word does not run into letters beside it, and the digits of an argument not into
    digits outside. A last ``\xspace`` is settled here, where what follows the call is known.
    """
    following = text[end : end + 9]
    file, source, _ = body.origin(0)
    if (body.text[:1].isalpha() and _WORD_AT_END.search(out.tail)) or (
        out.tail[-1:].isdigit() and opens_with_digit(body)
    ):
        out.add_made(" ", file=file, source=source, width=0)
    spaced = _SPACED.search(body.text)
    if spaced:
        out.add_slice(body, 0, spaced.start())
        out.add_slice(body, spaced.start(1), spaced.end(1))
    else:
        out.add_slice(body, 0, len(body))
    gap = spaced and following and not following.startswith(_NO_SPACE_BEFORE)
    if (
        gap
        or (following[:1].isalpha() and _WORD_AT_END.search(out.tail))
        or (following[:1].isdigit() and shows_digit_last(body))
    ):
        out.add_made(" ", file=file, source=source, width=0)


def _use(
    mapped: MappedText, name: str, start: int, at: int, macros: Macros, active: Active
) -> tuple[MappedText, int] | None:
    """Return the expansion of what is used here and the offset after it."""
    if macros.too_deep or len(active) >= _MAX_DEPTH:
        return None
    if macros.budget < 0:
        macros.miss(_TOO_LONG)
        return None
    if name in ("begin", "end"):
        return _environment(mapped, name, start, at, macros, active)
    macro = macros.commands.get(name)
    if macro is None:
        return _chosen(mapped, name, start, at, macros, active)
    if macro.opaque or name in active:
        return None
    taken = _arguments(mapped, macro, at, macros)
    if taken is None:
        return None
    arguments, end = taken
    if not arguments and name[-1].isalpha():
        end = skip_space(mapped.text, end)
    return _filled(mapped, macro.body, arguments, start, end, macros, (*active, name)), end


def _named(
    mapped: MappedText, name: str, start: int, at: int, macros: Macros, active: Active
) -> tuple[MappedText, int] | None:
    r"""Expand ``\csname name\endcsname`` and ``\@nameuse{name}``."""
    if name == "csname":
        match = _CSNAME.match(mapped.text, at)
        if match is None:
            return None
        called, end = match[1], match.end()
    else:
        group = required_argument(mapped, at, len(mapped.text))
        if group is None:
            return None
        called, end = mapped.text[slice(*group[0])].strip(), group[1]
    macro = macros.commands.get(called)
    expansion = macro and _use(mapped, called, start, end, macros, active)
    if not (macro and expansion):
        return None
    return (expansion[0], expansion[1] if macro.parameters else end)


def _chosen(
    mapped: MappedText, name: str, start: int, at: int, macros: Macros, active: Active
) -> tuple[MappedText, int] | None:
    """Return the branch that is taken of a command whose branches are its arguments."""
    taken = choose(mapped, name, at, macros)
    if taken is None:
        return None
    branch, end = taken
    return _filled(mapped, "#1", [branch], start, end, macros, (*active, "")), end


def _filled(
    mapped: MappedText,
    body: str,
    arguments: list[Argument],
    start: int,
    end: int,
    macros: Macros,
    active: Active,
) -> MappedText:
    """Return a body with its parameters replaced, itself expanded."""
    file, source, _ = mapped.origin(start)
    last_file, _, source_end = mapped.origin(max(end - 1, start))
    width = max(source_end - source, 1) if last_file == file else 1
    if "#" not in body and body:
        built = MappedText(body, [0], [file], [source], [width])
        return _filled_out(built, macros, active)
    out = MappedBuilder()
    at = 0
    after_argument = False
    for parameter in _PARAMETER.finditer(body):
        between = body[at : parameter.start()]
        out.add_made(between, file=file, source=source, width=width)
        at = parameter.end()
        index = int(parameter[1]) - 1
        if index >= len(arguments):
            continue
        argument = arguments[index]
        given = argument if isinstance(argument, str) else mapped.text[slice(*argument)]
        macros.budget -= len(given)
        if after_argument and not between and out.tail[-1:].isdigit() and given[:1].isdigit():
            out.add_made(" ", file=file, source=source, width=0)
        after_argument = True
        if isinstance(argument, str):
            out.add_made(argument, file=file, source=source, width=width)
        else:
            _add_argument(out, mapped, argument, macros, active[:-1])
    out.add_made(body[at:], file=file, source=source, width=width)
    return _filled_out(out.build(), macros, active)


def _filled_out(built: MappedText, macros: Macros, active: Active) -> MappedText:
    """Charge for an expansion, and expand what it holds."""
    macros.budget -= len(built) + COST_OF_USE * (1 + len(built.starts) // 4)
    if "\\" not in built.text or macros.too_deep:
        return built
    if macros.budget < 0:
        macros.miss(_TOO_LONG)
        return built
    return _expand_inside(built, macros, active)


def _expand_inside(mapped: MappedText, macros: Macros, active: Active) -> MappedText:
    """Expand a part of what is being expanded, unless that goes too deep."""
    if macros.steps_down >= _MAX_STEPS_DOWN:
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
) -> tuple[list[Argument], int] | None:
    """Return a call's arguments and the offset after it, or None to leave it as it stands."""
    if not macro.parameters:
        return [], at
    taken = take_arguments(mapped, macro.parameters, at)
    if taken is None:
        return None
    for argument in taken[0]:
        if not isinstance(argument, str) and mapped.nests_deeper(argument[0] - 1, _MAX_NESTING):
            macros.warn(_TOO_DEEP)
            return None
    return taken


def _environment(
    mapped: MappedText, command: str, start: int, at: int, macros: Macros, active: Active
) -> tuple[MappedText, int] | None:
    if not macros.environments:
        return None
    named = required_argument(mapped, at, len(mapped.text))
    if named is None:
        return None
    name = mapped.text[named[0][0] : named[0][1]].strip()
    defined = macros.environments.get(name)
    if defined is None or f"{command}{{{name}" in active:
        return None
    opening, closing = defined
    active = (*active, f"{command}{{{name}")
    if command == "end":
        return _filled(mapped, closing, [], start, named[1], macros, active), named[1]
    taken = _arguments(mapped, opening, named[1], macros)
    if taken is None:
        return None
    body = _filled(mapped, opening.body, taken[0], start, taken[1], macros, active)
    return body, taken[1]
