r"""What arguments a macro takes, and finding them at a call.

``\newcommand`` knows one optional argument and mandatory ones, ``\def`` arguments that end at a
given text, ``\NewDocumentCommand`` a little language of its own. All three become the same
parameters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import Range, optional_argument, required_argument, skip_space

__all__ = [
    "FALSE",
    "NO_VALUE",
    "TRUE",
    "Argument",
    "Parameter",
    "command_parameters",
    "delimited_parameters",
    "document_parameters",
    "take_arguments",
]

# Single private-use characters stand for what has no text, as one token wherever TeX takes one.
NO_VALUE, TRUE, FALSE = "\ue0f0", "\ue0f1", "\ue0f2"

Argument = Range | str
"""Where an argument stands, or its text where the call leaves it out."""

_LONGEST_DELIMITED = 4_000
_BRACKETS = {"<": ">", "(": ")", "[": "]", "|": "|", "/": "/"}
_PIECE = re.compile(r"#([1-9])|([^#]+)")
_LETTER = re.compile(r"[\s+!]*(?:>\s*\{[^{}]*\})?[\s+!]*([A-Za-z])")
_KEY_DEFAULT = re.compile(r"([1-9])\s*=\s*(\{[^{}]*\}|[^,{}]*)")
_EARLIER = re.compile(r"#([1-9])")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter.

    `kind` is ``required``; ``optional`` between `opening` and `closing`, with a `default`;
    ``flag``, true where `opening` stands; ``until`` the text `closing`; or ``literal``, the
    text `opening`,
    which must stand there and gives no argument.
    """

    kind: Literal["required", "optional", "flag", "until", "literal"] = "required"
    opening: str = "["
    closing: str = "]"
    default: str = NO_VALUE


_REQUIRED = Parameter()


def command_parameters(
    arity: int, default: str | None = None, keyed: str = ""
) -> tuple[Parameter, ...]:
    r"""Return the parameters of a ``\newcommand``.

    Parameters
    ----------
    arity : int
        How many arguments.
    default : str, optional
        The first one's default, if it is optional.
    keyed : str
        Defaults by number, as ``\newcommandx`` writes them: ``1=a, 3=b``.
    """
    defaults = {int(n): text.strip().strip("{}") for n, text in _KEY_DEFAULT.findall(keyed)}
    if default is not None:
        defaults[1] = default
    return tuple(
        Parameter("optional", default=defaults[n]) if n in defaults else _REQUIRED
        for n in range(1, arity + 1)
    )


def delimited_parameters(text: str) -> tuple[Parameter, ...] | None:
    r"""Return the parameters of a ``\def`` from what stands between its name and its body.

    Examples
    --------
    >>> [p.kind for p in delimited_parameters("#1#2")]
    ['required', 'required']
    >>> [(p.kind, p.opening, p.closing) for p in delimited_parameters("[#1]")]
    [('literal', '[', ']'), ('until', '[', ']')]
    >>> delimited_parameters("#2#1") is None
    True
    """
    found: list[Parameter] = []
    pieces = list(_PIECE.finditer(text.strip()))
    number = 0
    skip = False
    for index, piece in enumerate(pieces):
        if piece[1]:
            number += 1
            if int(piece[1]) != number:
                return None
            after = pieces[index + 1][2] if index + 1 < len(pieces) else None
            found.append(Parameter("until", closing=after) if after else _REQUIRED)
            skip = after is not None
        elif not skip:
            found.append(Parameter("literal", opening=piece[2]))
        if piece[2]:
            skip = False
    return tuple(found) if "".join(p[0] for p in pieces) == text.strip() else None


def document_parameters(signature: str) -> tuple[Parameter, ...] | None:
    r"""Return the parameters of a ``\NewDocumentCommand``; None for a kind that is not followed.

    Examples
    --------
    >>> [(p.kind, p.default) for p in document_parameters("s O{3pt} +m d<>")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('flag', '\ue0f0'), ('optional', '3pt'), ('required', '\ue0f0'), ('optional', '\ue0f0')]
    """
    found: list[Parameter] = []
    at = 0
    while signature[at:].strip():
        letter = _LETTER.match(signature, at)
        if letter is None or len(found) == 9:
            return None
        kind, at = letter[1], letter.end()
        opening, closing, default = "[", "]", NO_VALUE
        if kind in "dDrRt":
            rest = signature[at:].lstrip()
            at = len(signature) - len(rest) + (1 if kind == "t" else 2)
            opening, closing = rest[:1], rest[1:2]
        if kind in "ODR":
            group = re.compile(r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}").match(signature, at)
            if group is None:
                return None
            default, at = group[1], group.end()
        if kind in "mv":
            found.append(_REQUIRED)
        elif kind in "st":
            found.append(Parameter("flag", opening="*" if kind == "s" else opening))
        elif kind in "oOdDrR" and opening and closing:
            found.append(Parameter("optional", opening, closing, default))
        else:
            return None
    return tuple(found)


def take_arguments(
    mapped: MappedText, parameters: tuple[Parameter, ...], at: int
) -> tuple[list[Argument], int] | None:
    """Return a call's arguments and the offset after it; None where it does not fit."""
    text, stop = mapped.text, len(mapped.text)
    arguments: list[Argument] = []
    for parameter in parameters:
        if parameter.kind == "required":
            required = required_argument(mapped, at, stop)
            if required is None:
                return None
            where, at = required
            arguments.append(where)
        elif parameter.kind == "optional":
            found = _bracketed(mapped, parameter, at)
            if found is None:
                arguments.append(_default(parameter.default, arguments, text))
            else:
                arguments.append(found)
                at = found[1] + 1
        elif parameter.kind == "flag":
            begin = skip_space(text, at)
            present = text.startswith(parameter.opening, begin)
            arguments.append(TRUE if present else FALSE)
            at = begin + len(parameter.opening) if present else at
        elif parameter.kind == "literal":
            begin = skip_space(text, at)
            if not text.startswith(parameter.opening, begin):
                return None
            at = begin + len(parameter.opening)
        else:
            end = _until(mapped, parameter.closing, at)
            if end is None:
                return None
            arguments.append(_unbraced(mapped, at, end))
            at = end + len(parameter.closing)
    return arguments, at


def _default(default: str, earlier: list[Argument], text: str) -> str:
    """Return a default, in which earlier arguments may be named."""
    if "#" not in default:
        return default

    def filled(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index >= len(earlier):
            return ""
        argument = earlier[index]
        return argument if isinstance(argument, str) else text[slice(*argument)]

    return _EARLIER.sub(filled, default)


def _bracketed(mapped: MappedText, parameter: Parameter, at: int) -> Range | None:
    text = mapped.text
    if parameter.opening == "[":
        return optional_argument(text, at, len(text))
    begin = skip_space(text, at)
    if not text.startswith(parameter.opening, begin):
        return None
    end = _until(mapped, parameter.closing, begin + 1)
    return None if end is None else (begin + 1, end)


def _until(mapped: MappedText, closing: str, at: int) -> int | None:
    """Return where a text stands next outside groups."""
    text = mapped.text
    limit = min(len(text), at + _LONGEST_DELIMITED)
    end = text.find(closing, at, limit)
    opening = text.find("{", at, limit)
    while 0 <= opening < end:
        after = mapped.braces.get(opening)
        if after is None:
            return None
        end = text.find(closing, after, limit) if end < after else end
        opening = text.find("{", after, limit)
    return end if end >= 0 else None


def _unbraced(mapped: MappedText, start: int, end: int) -> Range:
    """Return a delimited argument without the one group that is all of it."""
    if end - start >= 2 and mapped.text[start] == "{" and mapped.braces.get(start) == end - 1:
        return start + 1, end - 1
    return start, end
