r"""Which branch of a conditional a paper prints, as far as its source tells.

``\newif`` switches, toggles and booleans are followed; ``\ifdefined``, ``\ifx`` and comparisons
are decided where what they compare is plain. What cannot be decided keeps its first branch.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from litscan.document.latex.definitions import PROTECTED, Macros
from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import Range, required_argument, skip_space, words
from litscan.document.latex.signatures import FALSE, NO_VALUE, TRUE
from litscan.document.latex.symbols import DROPPED_ARGUMENTS, NO_ARGUMENTS, symbols

__all__ = ["choose", "is_choice", "may_set_switch", "set_switch", "skip_branch"]

_TOKEN = re.compile(r"\s*(?:\\([A-Za-z@]+|.)\s?|(\S))", re.DOTALL)
_COMPARED = re.compile(r"\s*(-?\d+)\s*([<>=])\s*(-?\d+) ?")
_NUMBER = re.compile(
    r"\s*(?:\\value\s*\{[^{}\n]*\}|\\[A-Za-z@]+|-?\d+)\s*(?:[<>=]\s*(?:\\value\s*\{[^{}\n]*\}"
    r"|\\[A-Za-z@]+|-?\d+)) ?"
)
_EMPTY_TEST = re.compile(r"\\relax\s*\\detokenize\s*(?=\{)")
_NOTHING = words("undefined @undefined relax")
_EMPTY = words("empty @empty")
_ENGINE = words("pdfoutput pdftexversion pdfstrcmp hypersetup chapter documentclass usepackage")
_NOT_ENGINE = words("XeTeXversion XeTeXrevision directlua luatexversion HCode")


def skip_branch(mapped: MappedText, name: str, at: int, macros: Macros) -> int | None:
    r"""Return where reading goes on after an ``\if...`` or ``\else``; None if it is neither.

    Parameters
    ----------
    mapped : MappedText
        The text.
    name : str
        The command's name, without its backslash.
    at : int
        The offset after it.
    macros : Macros
        What is defined so far.
    """
    if name == "else":
        end = mapped.conditionals.end_of_branch(at, stop_at_else=False)
        return at if end is None else end
    end = mapped.conditionals.end_of_branch(at) if mapped.conditionals.opens(at) else None
    if end is None:
        return at if name[2:] in macros.switches else None
    holds, after = _condition(mapped, name, at, macros)
    return end if holds is False else min(after, end)


def _condition(mapped: MappedText, name: str, at: int, macros: Macros) -> tuple[bool | None, int]:
    """Return what a condition comes to, None if that cannot be told, and the offset after it."""
    if name[2:] in macros.switches:
        return macros.switches[name[2:]], at
    if name in ("iftrue", "iffalse"):
        return name == "iftrue", at
    if name == "ifdefined":
        token = _TOKEN.match(mapped.text, at)
        if token is None or token[1] is None:
            return None, at
        return _is_defined(token[1], macros), token.end()
    if name in ("ifx", "if", "ifcat"):
        return _same(mapped, name, at, macros)
    if name == "ifnum":
        compared = _COMPARED.match(mapped.text, at)
        if compared:
            left, right = int(compared[1][:18]), int(compared[3][:18])
            holds = {"<": left < right, ">": left > right, "=": left == right}[compared[2]]
            return holds, compared.end()
        rough = _NUMBER.match(mapped.text, at)
        return None, rough.end() if rough else at
    return None, at


def _same(mapped: MappedText, name: str, at: int, macros: Macros) -> tuple[bool | None, int]:
    text = mapped.text
    empty = _EMPTY_TEST.match(text, at)
    if empty:
        group = required_argument(mapped, empty.end(), len(text))
        if group is not None:
            end = group[1] + len("\\relax") * text.startswith("\\relax", group[1])
            return not text[slice(*group[0])].strip(), end
    first = _TOKEN.match(text, at)
    second = _TOKEN.match(text, first.end()) if first else None
    if first is None or second is None:
        return None, at
    end = second.end()
    if first[1] is None or second[1] is None:
        if first[1] is None and second[1] is None:
            return first[2] == second[2], end
        word = first[1] or second[1]
        return (False if name == "ifx" and word not in macros.commands else None), end
    if first[1] == second[1]:
        return True, end
    return (_same_commands(first[1], second[1], macros) if name == "ifx" else None), end


def _same_commands(first: str, second: str, macros: Macros) -> bool | None:
    if second in _NOTHING or first in _NOTHING:
        defined = _is_defined(first if second in _NOTHING else second, macros)
        return None if defined is None else not defined
    if second in _EMPTY or first in _EMPTY:
        macro = macros.commands.get(first if second in _EMPTY else second)
        return None if macro is None else not macro.body.strip()
    left, right = macros.commands.get(first), macros.commands.get(second)
    return left == right if left is not None and right is not None else None


def _is_defined(name: str, macros: Macros) -> bool | None:
    if name in macros.commands or name in _ENGINE:
        return True
    if name in PROTECTED or name in symbols() or name in DROPPED_ARGUMENTS or name in NO_ARGUMENTS:
        return True
    if name.startswith("if") and name[2:] in macros.switches:
        return True
    return None if "@" in name and name not in _NOT_ENGINE else False


def may_set_switch(name: str) -> bool:
    """Return whether a command of this name may be one that `set_switch` follows."""
    return name in _SETTERS or name.endswith(("true", "false"))


def set_switch(mapped: MappedText, name: str, at: int, macros: Macros) -> int | None:
    r"""Set a switch (``\drafttrue``, ``\toggletrue{draft}``); return the offset after it."""
    if name in _SETTERS:
        count, kind, value = _SETTERS[name]
        groups = _groups(mapped, at, count)
        if groups is None:
            return None
        key = kind + mapped.text[slice(*groups[0][0])].strip()
        if count == 2:
            value = mapped.text[slice(*groups[0][1])].strip().lower() == "true"
        macros.switches[key] = value
        return groups[1]
    for ending, value in (("true", True), ("false", False)):
        if name.endswith(ending) and name.removesuffix(ending) in macros.switches:
            macros.switches[name.removesuffix(ending)] = value
            return at
    return None


_SETTERS = {
    "newtoggle": (1, "toggle ", False), "providetoggle": (1, "toggle ", False),
    "toggletrue": (1, "toggle ", True), "togglefalse": (1, "toggle ", False),
    "settoggle": (2, "toggle ", False), "newbool": (1, "", False), "providebool": (1, "", False),
    "booltrue": (1, "", True), "boolfalse": (1, "", False), "setbool": (2, "", False),
    "newboolean": (1, "", False), "provideboolean": (1, "", False), "setboolean": (2, "", False),
}  # fmt: skip


def is_choice(name: str) -> bool:
    r"""Return whether a command takes its branches as arguments, as ``\ifthenelse`` does."""
    return name in _CHOICES


def choose(mapped: MappedText, name: str, at: int, macros: Macros) -> tuple[Range, int] | None:
    """Return the branch that is taken, empty where there is none, and the offset after it all.

    Where the test cannot be decided it is the first branch.
    """
    tests, branches, decide = _CHOICES[name]
    taken = _groups(mapped, at, tests + 1)
    if taken is None:
        return None
    groups, end = taken
    nothing = (end, end)
    first: Range = groups[-1]
    second: Range = nothing
    if branches == "both":
        other = _groups(mapped, end, 1)
        if other is not None:
            second, end = other[0][0], other[1]
    elif branches == "second":
        first, second = nothing, first
    holds = decide([mapped.text[slice(*group)].strip() for group in groups[:-1]], macros)
    return (second if holds is False else first), end


def _groups(mapped: MappedText, at: int, count: int) -> tuple[list[Range], int] | None:
    found: list[Range] = []
    for _ in range(count):
        argument = required_argument(mapped, skip_space(mapped.text, at), len(mapped.text))
        if argument is None:
            return None
        found.append(argument[0])
        at = argument[1]
    return found, at


_BOOLEAN = re.compile(r"\\boolean\s*\{([^{}]*)\}")
_EQUAL = re.compile(r"\\equal\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_JOINED = re.compile(r"\\(?:AND|OR|and|or|\(|\))")


def _then(test: str, macros: Macros) -> bool | None:
    r"""Decide a simple test of ``\ifthenelse``."""
    if _JOINED.search(test):
        return None
    negated = re.match(r"\s*\\(?:NOT|not)(?![A-Za-z])\s*", test)
    if negated:
        inner = _then(test[negated.end() :], macros)
        return None if inner is None else not inner
    boolean = _BOOLEAN.fullmatch(test)
    if boolean:
        return macros.switches.get(boolean[1].strip())
    equal = _EQUAL.fullmatch(test)
    if equal:
        left, right = (_spelt(side, macros) for side in equal.groups())
        return left == right if "\\" not in left + right else None
    compared = _COMPARED.fullmatch(test)
    if compared:
        left_number, right_number = int(compared[1][:18]), int(compared[3][:18])
        operator = compared[2]
        return {
            "<": left_number < right_number,
            ">": left_number > right_number,
            "=": left_number == right_number,
        }[operator]
    return None


def _spelt(text: str, macros: Macros) -> str:
    """Return what a plain macro stands for."""
    name = text.strip().removeprefix("\\")
    macro = macros.commands.get(name) if text.strip().startswith("\\") else None
    return (macro.body if macro is not None and not macro.parameters else text).strip()


def _empty(text: str, macros: Macros) -> bool | None:
    if "\\" not in text:
        return not text.strip().strip(NO_VALUE)
    macro = macros.commands.get(text.strip().removeprefix("\\"))
    return not macro.body.strip() if macro is not None else None


def _command_named(text: str) -> str:
    return text.strip().removeprefix("\\")


Test = Callable[[list[str], Macros], "bool | None"]


def _negated(test: Test) -> Test:
    def other(arguments: list[str], macros: Macros) -> bool | None:
        holds = test(arguments, macros)
        return None if holds is None else not holds

    return other


def _is_toggled(arguments: list[str], macros: Macros) -> bool | None:
    return macros.switches.get("toggle " + arguments[0])


def _is_set(arguments: list[str], macros: Macros) -> bool | None:
    return macros.switches.get(arguments[0])


def _has_no_value(arguments: list[str], macros: Macros) -> bool | None:
    return arguments[0] == NO_VALUE


def _is_true(arguments: list[str], macros: Macros) -> bool | None:
    return {TRUE: True, FALSE: False}.get(arguments[0])


def _is_blank(arguments: list[str], macros: Macros) -> bool | None:
    return not arguments[0].strip(NO_VALUE)


def _is_empty_macro(arguments: list[str], macros: Macros) -> bool | None:
    return _empty(arguments[0], macros)


def _are_equal(arguments: list[str], macros: Macros) -> bool | None:
    left, right = (_spelt(side, macros) for side in arguments[:2])
    return left == right if "\\" not in left + right else None


def _is_command(arguments: list[str], macros: Macros) -> bool | None:
    return _is_defined(_command_named(arguments[0]), macros)


def _if_then(arguments: list[str], macros: Macros) -> bool | None:
    return _then(arguments[0], macros)


_CHOICES: dict[str, tuple[int, str, Test]] = {
    "ifthenelse": (1, "both", _if_then),
    "iftoggle": (1, "both", _is_toggled),
    "nottoggle": (1, "both", _negated(_is_toggled)),
    "ifbool": (1, "both", _is_set),
    "notbool": (1, "both", _negated(_is_set)),
    "ifdefempty": (1, "both", _is_empty_macro),
    "ifstrempty": (1, "both", _is_blank),
    "ifblank": (1, "both", _is_blank),
    "notblank": (1, "both", _negated(_is_blank)),
    "ifstrequal": (2, "both", _are_equal),
    "ifdefstring": (2, "both", _are_equal),
    "IfStrEq": (2, "both", _are_equal),
    "ifdef": (1, "both", _is_command),
    "ifundef": (1, "both", _negated(_is_command)),
    "@ifundefined": (1, "both", _negated(_is_command)),
    "IfNoValueTF": (1, "both", _has_no_value),
    "IfNoValueT": (1, "first", _has_no_value),
    "IfNoValueF": (1, "second", _has_no_value),
    "IfValueTF": (1, "both", _negated(_has_no_value)),
    "IfValueT": (1, "first", _negated(_has_no_value)),
    "IfValueF": (1, "second", _negated(_has_no_value)),
    "IfBooleanTF": (1, "both", _is_true),
    "IfBooleanT": (1, "first", _is_true),
    "IfBooleanF": (1, "second", _is_true),
}
