"""Finding arguments, groups and environments in LaTeX text without ever failing on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from litscan.document.latex.origin import MappedText

__all__ = [
    "Environment",
    "Range",
    "find_environments",
    "mask",
    "optional_argument",
    "past_line_break",
    "required_argument",
    "skip_space",
    "unmask",
    "words",
]

Range = tuple[int, int]

_SPACE = re.compile(r"[ \t]*(?:\n[ \t]*)?(?!\n)")
_CONTROL = re.compile(r"\\(?:[A-Za-z@]+\*?|.)", re.DOTALL)
_BRACKET = re.compile(r"\\.|[{}\[\]]", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\\\|\\(begin|end)\s*\{\s*([^{}\\\n]{1,60}?)\s*\}")
_LONGEST_OPTION = 4000
_ROW_GAP = re.compile(r"\s*-?\s*(?:[\d.]+\s*(?:pt|in|cm|mm|em|ex|bp|pc)|[\d.]*\\[A-Za-z]+)\s*")
_MOST_TOKENS = 500
_DEEPEST_OPTION = 20
_MOST_OPEN = 64

# Characters of verbatim text and addresses that later steps would take for markup, and the
# private-use characters that stand for them until the text is rendered.
_SPECIAL = "\\{}$%&#_^~-`'[]\n"
_MASK = {ord(c): chr(0xE000 + i) for i, c in enumerate(_SPECIAL)}
_UNMASK = {0xE000 + i: c for i, c in enumerate(_SPECIAL)}
_MASKED = re.compile(f"[{chr(0xE000)}-{chr(0xE000 + len(_SPECIAL) - 1)}]")


def words(text: str) -> frozenset[str]:
    """Return the words of a string as a set."""
    return frozenset(text.split())


def mask(text: str) -> str:
    """Return verbatim text with its special characters hidden, length unchanged."""
    return text.translate(_MASK)


def unmask(text: str) -> str:
    """Return masked text as it was."""
    return text if text.isascii() or not _MASKED.search(text) else text.translate(_UNMASK)


def skip_space(text: str, at: int) -> int:
    """Return the offset after spaces and at most one line break."""
    if text[at : at + 1] not in " \t\n":
        return at
    match = _SPACE.match(text, at)
    return match.end() if match else at


def optional_argument(text: str, at: int, stop: int) -> Range | None:
    """Return the inside of a ``[...]`` that begins at or after white space, or None."""
    begin = skip_space(text, at)
    if begin >= stop or text[begin] != "[":
        return None
    depth = 0
    limit = min(stop, begin + _LONGEST_OPTION)
    if text.find("]", begin + 1, limit) < 0:
        return None
    for count, match in enumerate(_BRACKET.finditer(text, begin + 1, limit)):
        token = match[0]
        if count >= _MOST_TOKENS or depth > _DEEPEST_OPTION:
            return None
        if token == "{":
            depth += 1
        elif token == "}":
            depth -= 1
            if depth < 0:
                return None
        elif token == "]" and depth == 0:
            return begin + 1, match.start()
    return None


def past_line_break(text: str, at: int, stop: int) -> int:
    r"""Return the offset after the star and the space that may follow ``\\\\``.

    Examples
    --------
    >>> past_line_break("[2pt]x", 0, 6), past_line_break(" [-.5em] x", 0, 10)
    (5, 8)
    >>> past_line_break(" [12] x", 0, 7)
    0
    """
    at += text.startswith("*", at)
    option = optional_argument(text, at, stop)
    if option is None or not (text.startswith("[", at) or _ROW_GAP.fullmatch(text, *option)):
        return at
    return option[1] + 1


def required_argument(mapped: MappedText, at: int, stop: int) -> tuple[Range, int] | None:
    """Return the inside of an argument and the offset after it; None where there is none.

    The argument is a group, a control sequence, or a single character.
    """
    text = mapped.text
    begin = skip_space(text, at)
    if begin >= stop:
        return None
    first = text[begin]
    if first == "{":
        close = mapped.braces.get(begin)
        if close is None or close >= stop:
            return None
        return (begin + 1, close), close + 1
    if first in "}&\n":
        return None
    if first == "\\":
        match = _CONTROL.match(text, begin)
        end = match.end() if match else begin + 1
        return (begin, end), end
    return (begin, begin + 1), begin + 1


@dataclass(frozen=True, slots=True)
class Environment:
    r"""``\begin{name}`` ... ``\end{name}``: offsets of the whole and of what is inside."""

    name: str
    start: int
    inner_start: int
    inner_end: int
    end: int


def find_environments(text: str) -> tuple[dict[int, Environment], list[tuple[str, int]]]:
    r"""Return environments by the offset of their ``\begin``, and those never closed."""
    found: dict[int, Environment] = {}
    unclosed: list[tuple[str, int]] = []
    stack: list[tuple[str, int, int]] = []
    for match in _ENVIRONMENT.finditer(text):
        if match[1] is None:
            continue
        name = match[2]
        if match[1] == "begin":
            stack.append((name, match.start(), match.end()))
            continue
        for depth in range(1, min(len(stack), _MOST_OPEN) + 1):
            if stack[-depth][0] == name:
                unclosed += [(n, s) for n, s, _ in stack[len(stack) - depth + 1 :]]
                _, start, inner = stack[-depth]
                found[start] = Environment(name, start, inner, match.start(), match.end())
                del stack[-depth:]
                break
    unclosed += [(name, start) for name, start, _ in stack if name != "document"]
    return found, unclosed
