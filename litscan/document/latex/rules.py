r"""The commands that draw rules or colour rows between the rows of a table, and their arguments.

They have to go before cells are read, since their arguments would leak into the next cell; where
they stood tells where a table's parts end.
"""

from __future__ import annotations

import re

from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import Range, optional_argument, required_argument, words

__all__ = ["FULL_RULES", "PART_RULES", "ROW_STYLES", "RULE_NAMES", "skip_rule"]

FULL_RULES = words(
    "hline midrule toprule bottomrule Xhline hlineB hdashline thickhline middlehline hhline Hline "
    "SetHline tabucline specialrule heavyrule thinmidrule firsthline lasthline tophline "
    "bottomhline hlinewd Xhrule thickmidrule dashmidrule noalignhrule hlineI"
)
"""Rules across the whole table."""

PART_RULES = words("cline cmidrule cdashline Xcline clineB cmidrulemore dashline midrulesub")
"""Rules under some columns only."""

ROW_STYLES = words("rowcolor rowfont SetRow RowStyle rowstyle")
"""Commands whose argument sets the font or colour of a whole row."""

_OTHERS = words(
    "addlinespace morecmidrules noalign arrayrulecolor rowcolors taburowcolors noindent centering "
    "belowrulesepcolor aboverulesepcolor SetVline vline hrule toprulec doublerulesepcolor "
    "smallskip medskip bigskip pagebreak nopagebreak allowbreak tabulinestyle rowstretch SetColumn "
    "SetCells SetRows SetColumns SetHlines SetVlines raggedright arraybackslash "
    "showrowcolors hiderowcolors hdottedline cdottedline"
)
RULE_NAMES = "|".join(sorted(FULL_RULES | PART_RULES | ROW_STYLES | _OTHERS, key=len, reverse=True))
"""All of them as an alternation of a regular expression."""

_ARGUMENTS = {
    "cline": 1, "cmidrule": 1, "hhline": 1, "specialrule": 3, "Xhline": 1, "cdashline": 1,
    "noalign": 1, "arrayrulecolor": 1, "rowcolor": 1, "rowcolors": 3, "tabucline": 1, "SetRow": 1,
    "Xcline": 2, "hlineB": 1, "clineB": 2, "SetHline": 2, "belowrulesepcolor": 1, "SetVline": 2,
    "aboverulesepcolor": 1, "rowfont": 1, "RowStyle": 1, "rowstyle": 1, "hlinewd": 1,
    "doublerulesepcolor": 1, "taburowcolors": 1, "dashline": 1, "SetColumn": 1, "SetCells": 1,
    "SetRows": 1, "SetColumns": 1, "SetHlines": 1, "SetVlines": 1, "cdottedline": 1,
    "tabulinestyle": 1, "midrulesub": 1,
}  # fmt: skip
_TRIM = re.compile(r"\s*\([lr]*(?:\{[^{}]*\})?[lr]*(?:\{[^{}]*\})?\)")
_BRACED = re.compile(r"\s*\{")
_SPACED_LENGTH = re.compile(r"\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm|in)\s*\]")
_LENGTH = re.compile(r"\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm|in)(?![A-Za-z])")


def skip_rule(mapped: MappedText, name: str, at: int, end: int) -> tuple[int, Range | None]:
    """Return the offset after a rule command's arguments, and the last argument's inside."""
    text = mapped.text
    at += text.startswith("*", at)
    last: Range | None = None
    at = _past_options(text, at, end)
    if "rule" in name or name == "cline":
        trim = _TRIM.match(text, at)
        at = trim.end() if trim else at
    wanted = _ARGUMENTS.get(name, 0)
    for index in range(wanted):
        braced = _BRACED.match(text, at, end)
        argument = required_argument(mapped, at, end) if braced else None
        if argument is None:
            length = _LENGTH.match(text, at, end) if index == 0 else None
            return (length.end() if length else at), last
        last, at = argument
    trim = _TRIM.match(text, at) if name in PART_RULES else None
    at = trim.end() if trim else at
    return (_past_options(text, at, end) if name in ROW_STYLES or wanted else at), last


def _past_options(text: str, at: int, end: int) -> int:
    while text.startswith("[", at) or _SPACED_LENGTH.match(text, at, end):
        option = optional_argument(text, at, end)
        if option is None:
            break
        at = option[1] + 1
    return at
