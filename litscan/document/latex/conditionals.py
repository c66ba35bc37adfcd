r"""Where the branches of TeX conditionals end, found once for a whole text.

Both flattening (``\iffalse``) and macro expansion (``\newif`` switches) skip branches. Asking
token by token would read the rest of the text each time; one pass from the end answers for all.
"""

from __future__ import annotations

import re
from bisect import bisect_left

__all__ = ["Conditionals"]

_CONDITIONAL = re.compile(
    r"\\(?P<word>if(?!(?:f|thenelse|str(?:equal|empty)|def(?:empty|string|macro|counter)?|bool|toggle"
    r"|blank|undef|csdef|csundef|csempty|csstring|numcomp|numless|numgreater|numequal|numodd|inlist"
    r"|xinlist)(?![A-Za-z@]))[A-Za-z@]*|fi|else)(?![A-Za-z@])"
)


class Conditionals:
    r"""The ends of branches in one text.

    Examples
    --------
    >>> text = r"\iffalse a \ifx b \else c \fi d \else e \fi f"
    >>> found = Conditionals(text)
    >>> text[found.end_of_branch(8):], text[found.end_of_branch(8, stop_at_else=False):]
    (' e \\fi f', ' f')
    >>> found.end_of_branch(len(text)) is None
    True
    """

    __slots__ = ("_closes", "_ends", "_leaves", "_opening_ends", "_starts")

    def __init__(self, text: str) -> None:
        tokens = list(_CONDITIONAL.finditer(text))
        self._starts = [token.start() for token in tokens]
        self._ends = [token.end() for token in tokens]
        self._opening_ends = {token.end() for token in tokens if token["word"].startswith("if")}
        # For reading that begins at token i: the token that closes the conditional it is inside
        # of, and the one that leaves the branch; None where there is none.
        self._closes: list[int | None] = [None] * (len(tokens) + 1)
        self._leaves: list[int | None] = [None] * (len(tokens) + 1)
        for index in range(len(tokens) - 1, -1, -1):
            word = tokens[index]["word"]
            if word == "fi":
                self._closes[index] = self._leaves[index] = index
            elif word == "else":
                self._closes[index] = self._closes[index + 1]
                self._leaves[index] = index
            elif (own := self._closes[index + 1]) is not None:
                self._closes[index] = self._closes[own + 1]
                self._leaves[index] = self._leaves[own + 1]

    def opens(self, at: int) -> bool:
        """Return whether a conditional's name ends at an offset."""
        return at in self._opening_ends

    def end_of_branch(self, at: int, *, stop_at_else: bool = True) -> int | None:
        r"""Return the offset after the ``\else`` or ``\fi`` that ends the branch begun at `at`.

        With ``stop_at_else=False`` only its ``\fi`` counts. None if the branch never ends.
        """
        first = bisect_left(self._starts, at)
        index = (self._leaves if stop_at_else else self._closes)[first]
        return None if index is None else self._ends[index]
