"""Numbers as papers print them: value, decimals, unit, uncertainty, scale.

Every check of a paper's arithmetic rests on how a number was printed: 76.1 and 76.10 are not the
same statement. The grammar is closed and small; text that does not fit it wholly yields nothing,
so that ``LeNet-5``, ``2:4``, ``3×3``, ``32-bit`` or ``10-20`` never become values.

::

    cell      = item (separator item | "(" item ")")*
    separator = "/" | "→" | ", " | ";" | "|" | white space
    item      = ["~"] [arrow] [sign] digits [exponent] [unit] [spread] [arrow]
    spread    = ("±" digits | "(" digits ")") [unit]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

__all__ = ["Quantity", "find_numbers", "parse_number", "parse_numbers"]

Arrow = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed.

    Attributes
    ----------
    value : float
        The printed number without its scale: 25.6 for ``25.6M``, 2.0 for ``2.0x10^9``.
    decimals : int
        Digits printed after the decimal point.
    unit : str
        ``percent``, ``pp`` (percentage points), ``factor`` (``1.5×``), ``ms``, ``s``, ``min``,
        ``h``, ``us``, ``ns``, ``days``, ``fps``, ``images/s``, ``tokens/s``, ``samples/s``,
        ``KB``, ``MB``, ``GB``, ``TB``, ``J``, ``mJ``, ``uJ``, ``kJ``, ``W``, ``mW``, ``kWh``,
        ``flops``, ``macs``, ``params``, or empty.
    uncertainty : float or None
        What stands after ``±`` or in ``(…)``, in the scale of `value`.
    uncertainty_decimals : int or None
        Digits printed after its decimal point.
    scale : float
        1, or what the value is to be multiplied by: 1e3 (K), 1e6 (M), 1e9 (B, G), 1e12 (T), 10^n.
    sign_explicit : bool
        Whether a ``+`` or ``-`` is printed before it.
    arrow : {'up', 'down'} or None
        An arrow printed beside it.
    raw : str
        The characters it was read from.
    approximate : bool
        Whether it is marked as approximate (``~3``).
    uncertainty_marked : bool
        Whether ``±`` is printed; a small number in bare parentheses may be a difference instead,
        unless the caption says what it is.
    """

    value: float
    decimals: int
    unit: str = ""
    uncertainty: float | None = None
    uncertainty_decimals: int | None = None
    scale: float = 1.0
    sign_explicit: bool = False
    arrow: Arrow | None = None
    raw: str = ""
    approximate: bool = False
    uncertainty_marked: bool = False

    @property
    def half_unit(self) -> float:
        """Half a unit in the last printed digit of `value`: 0.05 for ``93.4`` and for ``25.6M``."""
        return 0.5 * float(f"1e-{self.decimals}")

    @property
    def absolute(self) -> float:
        """The value times its scale, rounded as decimals are: 25600000.0 for ``25.6M``."""
        return float(Decimal(repr(self.value)) * Decimal(repr(self.scale)))


_UNITS: dict[str, str] = {
    "pp": r"\\?%[ -]?p(?:oints?|ts?)?\b|pp\b|p\.p\.|ppt?s?\b|pts?\b|points?\b|percentage points?\b",
    "percent": r"\\?[%％]|percent\b|pct\b",
    "images/s": r"(?:imgs?|images?|frames?)\s?/\s?s(?:ec)?\b|fps\b|FPS\b",
    "tokens/s": r"tok(?:en)?s?\s?/\s?s(?:ec)?\b",
    "samples/s": r"(?:samples?|seqs?|sequences?)\s?/\s?s(?:ec)?\b",
    "ms": r"ms\b|msecs?\b|milliseconds?\b",
    "us": r"[uµμ]s\b|microseconds?\b",
    "ns": r"ns\b|nanoseconds?\b",
    "min": r"mins?\b|minutes?\b",
    "s": r"s\b|secs?\b|seconds?\b",
    "h": r"h\b|hrs?\b|hours?\b",
    "days": r"days?\b",
    "KB": r"[kK]i?B\b",
    "MB": r"Mi?B\b",
    "GB": r"Gi?B\b",
    "TB": r"Ti?B\b",
    "mJ": r"mJ\b",
    "uJ": r"[uµμ]J\b",
    "kJ": r"kJ\b",
    "J": r"J\b|[jJ]oules?\b",
    "kWh": r"kWh\b",
    "mW": r"mW\b",
    "W": r"W\b|[wW]atts?\b",
    "flops": r"FLOP[sS]?\b|flops?\b|Flops?\b|FLoPs?\b",
    "macs": r"MACC?[sS]?\b|[mM]acs?\b|MAdds?\b|MULT?-?ADDs?\b|[mM]ult-[aA]dds?\b",
    "params": r"[pP]aram(?:eter)?s?\b|PARAMS\b",
    "factor": r"(?:[×✕]|[xX]\b|\\times\b)(?!\s?\d)|times\b|-fold\b|fold\b",
}
_UNIT_NAMES = tuple(_UNITS)
_FPS = re.compile(r"fps", re.IGNORECASE)
_UNIT = "|".join(f"(?P<u{i}>{_UNITS[name]})" for i, name in enumerate(_UNIT_NAMES))
_UNIT = f"(?P<u>{_UNIT})"
_SCALES = {
    "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "G": 1e9, "T": 1e12,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_COUNTED = r"FLOP|flop|Flop|FLoP|MAC|[mM]ac|MAdd|MUL|[mM]ult|[pP]aram|PARAM"
_SCALE = (
    rf"(?P<scale>thousand\b|million\b|billion\b|trillion\b|[kKMBGT](?=\s?(?:{_COUNTED})|(?![\w])))"
)

_MINUS = r"\-−–﹣－"
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_DIGITS = (
    r"(?:\d{1,3}(?:[,\u2009\u202f]\d{3})+(?:\.\d{1,15})?(?![\d,]\d)"  # 12,345.6
    r"|\d{1,3}(?:\.\d{3})+,\d{1,15}"  # 1.234,5
    r"|\d{1,15}\.\d{1,15}|\.\d{1,15}|\d{1,15},\d{1,15}|\d{1,15})(?!\d)"
)
_POWER = (
    rf"10(?:\^\s?\{{?\s?(?P<power>[+{_MINUS}]?\d{{1,3}})(?:\s?\}})?"
    r"|(?P<super>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))"
)
_EXPONENT = (
    rf"(?:[eE](?P<exp>[+{_MINUS}]?\d{{1,3}})(?![\w.])"
    rf"|\s?(?:[×xX·⋅*✕]|\\times|\\cdot)\s?{_POWER})"
)
_ARROWS: dict[str, Arrow] = {
    "↑": "up", "▲": "up", "△": "up", "⇑": "up", "↗": "up",
    "↓": "down", "▼": "down", "▽": "down", "⇓": "down", "↘": "down",
}  # fmt: skip
_ARROW = "[" + "".join(_ARROWS) + "]"

_ATOM = re.compile(
    rf"(?P<about>[~≈∼≃]\s?)?(?P<before>{_ARROW}\s?)?(?P<sign>[+{_MINUS}](?P<gap>\s?))?(?P<times>×\s?)?"
    rf"(?:{_POWER.replace('power', 'lone').replace('super', 'lonesuper')}"
    rf"|(?P<digits>{_DIGITS})(?P<exponent>{_EXPONENT})?)"
    rf"(?:[\s~]{{0,2}}(?:{_UNIT}|{_SCALE}(?:\s?(?:{_UNIT.replace('?P<u', '?P<v')}))?))?"
)
_TAIL = re.compile(
    r"\s?_?\{?\s?(?:(?P<mark>±|\+\s?/\s?[-−–]|\+[-−]|\\pm\b)"
    rf"|(?P<open>\()(?:±|\+\s?/\s?[-−–]|\\pm\b)?)\s?(?P<digits>{_DIGITS})"
    rf"(?:\s?(?:{_UNIT}|{_SCALE}))?(?:\s?(?P<close>\)))?(?:\s?\}})?"
)
_AFTER_ARROW = re.compile(rf"\s?(?P<arrow>{_ARROW})(?!\s?[\d.+\-−])")
_NOISE = re.compile(
    r"(?:\s*(?:\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|[*†‡§¶♯#♣♠♦⋆★∗]|\^\{?[*†‡§¶a-e∗⋆]\}?))+\s*$"
)
_SEPARATOR = re.compile(r"\s*(?:/|→|->|⟶|⇒|\||;|,(?=\s)|\n)\s*|\s+")
_LONGEST_CELL = 200
_LARGEST_SPREAD = 0.02  # of the value: more than that in bare parentheses is another measure


def parse_number(text: str) -> Quantity | None:
    """Return the number that a whole cell is, or None.

    A change printed beside it (``76.1 (-0.3)``, ``76.1 ↓0.3``) or another number in parentheses
    is left to `parse_numbers`, but a small number after a blank is taken for a spread whose ``±``
    was lost (``76.8 0.09``). Two numbers of equal standing (``93.4 / 99.1``), a bound
    (``<1%``), a range, or anything with words yields None. A comma before exactly three digits
    separates thousands (unless the number begins with 0); any other single comma is decimal.

    Parameters
    ----------
    text : str
        The cell's text.

    Examples
    --------
    >>> quantity = parse_number("93.40 ± 0.12%")
    >>> quantity.value, quantity.decimals, quantity.unit, quantity.uncertainty
    (93.4, 2, 'percent', 0.12)
    >>> parse_number("25.6M").absolute, parse_number("93,4").value, parse_number("12,345").value
    (25600000.0, 93.4, 12345.0)
    >>> parse_number("LeNet-5") is None and parse_number("—") is None
    True
    """
    found = _parse_cell(text)
    if not found:
        return None
    (first, _), *others = found
    beside = all(inside or item.sign_explicit or item.arrow for item, inside in others)
    if beside:
        return first
    return _spread_beside(text, first, others[0][0]) if len(others) == 1 else None


def parse_numbers(text: str) -> tuple[Quantity, ...]:
    """Return all numbers of a cell that holds nothing but numbers, in printed order.

    Parameters
    ----------
    text : str
        The cell's text.

    Returns
    -------
    tuple of Quantity
        Empty if anything in the cell is not a number.

    Examples
    --------
    >>> [quantity.value for quantity in parse_numbers("93.26→93.40")]
    [93.26, 93.4]
    >>> [(quantity.value, quantity.sign_explicit) for quantity in parse_numbers("76.1 (-0.3)")]
    [(76.1, False), (-0.3, True)]
    >>> parse_numbers("2:4")
    ()
    """
    return tuple(item for item, _ in _parse_cell(text))


_WORD_BEFORE = re.compile(
    r"(?:\b(?:tables?|tabs?|figures?|figs?|sections?|secs?|eqs?|equations?|appendix|algorithms?|"
    r"algs?|theorems?|lemmas?|propositions?|chapters?|pages?|lines?|steps?|refs?|nos?|version|"
    r"stages?|phase|step|definitions?|corollary|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\.?[\s~]*\(?|[#§]\s?)$",
    re.IGNORECASE,
)
_CITED = re.compile(r"\[\s?\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,40}\s?\]")
_CANDIDATE = re.compile(
    rf"(?<![\w.,:/^\\$@&#×{_MINUS}])(?:[~≈∼]\s?)?(?:{_ARROW}\s?)?[+{_MINUS}]?×?\.?\d"
)
_GLUED = re.compile(r"\w|[-–/:^_×]\w|[.,]\d|\s?[×x]\s?\d")


def find_numbers(text: str) -> list[tuple[int, int, Quantity]]:
    """Return the numbers inside running text with their character offsets.

    Left out are parts of words (``ResNet-50``, ``2:4``, ``3x3``), pointers (``Table 3``,
    ``[12, 13]``), and bare years.

    Parameters
    ----------
    text : str
        A sentence or more.

    Examples
    --------
    >>> text = "ResNet-50 keeps 76.1% top-1 at 2:4 sparsity, 1.5x faster (Table 3, [12])."
    >>> [text[start:end] for start, end, _ in find_numbers(text)]
    ['76.1%', '1.5x']
    """
    found: list[tuple[int, int, Quantity]] = []
    cited = [(match.start(), match.end()) for match in _CITED.finditer(text)]
    at = 0
    while candidate := _CANDIDATE.search(text, at):
        at = candidate.end()
        start = candidate.start()
        while cited and cited[0][1] <= start:
            cited.pop(0)
        if cited and cited[0][0] <= start:
            continue
        if (
            text[start] in "-−–﹣－"
            and start
            and not text[start - 1].isspace()
            and text[start - 1] != "("
        ):
            continue
        read = _read_item(text, start, len(text))
        if read is None:
            continue
        quantity, end = read
        if _GLUED.match(text, end) or _WORD_BEFORE.search(text, max(0, start - 16), start):
            continue
        at = max(at, end)
        if not _is_year(quantity):
            found.append((start, end, quantity))
    return found


def _is_year(quantity: Quantity) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", quantity.raw) is not None


def _parse_cell(text: str) -> list[tuple[Quantity, bool]]:
    """Return the numbers of a cell, each with whether it stands in parentheses after another."""
    if len(text) > _LONGEST_CELL:
        return []
    end = len(text.rstrip())
    noise = _NOISE.search(text, 0, end)
    if noise:
        end = noise.start()
    start = len(text) - len(text.lstrip(" \t\n*_\u00a0"))
    while end > start and text[end - 1] in "*_ \t\n\u00a0":
        end -= 1
    if start < end and text[start] == "(" and text[end - 1] == ")" and text.count("(") == 1:
        start, end = start + 1, end - 1
    return _parse_items(text, start, end)


def _parse_items(text: str, start: int, end: int) -> list[tuple[Quantity, bool]]:
    found: list[tuple[Quantity, bool]] = []
    at = start
    while at < end:
        gap = _SEPARATOR.match(text, at, end) if found else None
        after = gap.end() if gap else at
        inside = bool(found) and after < end and text[after] == "("
        if found and gap is None and not inside and text[at] not in "+" and text[at] not in _ARROWS:
            return []
        read = _read_item(text, after + 1 if inside else after, end)
        if read is None:
            return []
        quantity, at = read
        spaced = re.match(rf"{_ARROW}?\s?[+{_MINUS}]\s", quantity.raw)
        if spaced and found and not inside:
            return []
        if inside:
            while at < end and text[at] == " ":
                at += 1
            if at >= end or text[at] != ")":
                return []
            at += 1
        found.append((quantity, inside))
    return found


def _read_item(text: str, start: int, end: int) -> tuple[Quantity, int] | None:
    match = _ATOM.match(text, start, end)
    if match is None:
        return None
    quantity = _from_atom(match)
    if quantity is None:
        return None
    at = match.end()
    tail = _TAIL.match(text, at, end)
    if tail:
        extended = _with_uncertainty(quantity, tail)
        if extended is not None:
            quantity, at = extended, tail.end()
        elif tail["mark"]:
            return None
    arrow = _AFTER_ARROW.match(text, at, end)
    if arrow and quantity.arrow is None:
        quantity, at = replace(quantity, arrow=_ARROWS[arrow["arrow"]]), arrow.end()
    return replace(quantity, raw=text[start:at]), at


def _from_atom(match: re.Match[str]) -> Quantity | None:
    if match["digits"] is None:
        number: tuple[float, int] | None = (1.0, 0)
        exponent = _exponent(match["lone"] or match["lonesuper"])
    else:
        number = _read_digits(match["digits"])
        exponent = _exponent(match["exp"] or match["power"] or match["super"])
    if number is None:
        return None
    value, decimals = number
    sign = match["sign"] or ""
    if sign and sign[0] != "+":
        value = -value
    unit = _unit_of(match, "u") or _unit_of(match, "v")
    if match["times"]:
        if unit:
            return None
        unit = "factor"
    suffix = _SCALES[match["scale"]] if match["scale"] else 1.0
    before = (match["before"] or "").strip()
    return Quantity(
        value=value,
        decimals=decimals,
        unit=unit,
        scale=float(f"1e{exponent}") * suffix,
        sign_explicit=bool(sign),
        arrow=_ARROWS.get(before),
        approximate=bool(match["about"]),
    )


def _with_uncertainty(quantity: Quantity, tail: re.Match[str]) -> Quantity | None:
    number = _read_digits(tail["digits"])
    if number is None or bool(tail["open"]) != bool(tail["close"]):
        return None
    value, decimals = number
    unit = _unit_of(tail, "u")
    scale = _SCALES[tail["scale"]] if tail["scale"] else 1.0
    if unit and quantity.unit not in ("", unit):
        return None
    if scale != 1.0 and quantity.scale not in (1.0, scale):
        return None
    marked = bool(tail["mark"]) or not tail[0].lstrip(" _{")[1:2].isdigit()
    if not marked and not _passes_for_uncertainty(quantity, value, decimals, unit, scale):
        return None
    return replace(
        quantity,
        unit=quantity.unit or unit,
        scale=quantity.scale if quantity.scale != 1.0 else scale,
        uncertainty=value,
        uncertainty_decimals=decimals,
        uncertainty_marked=marked,
    )


def _passes_for_uncertainty(
    quantity: Quantity, value: float, decimals: int, unit: str, scale: float
) -> bool:
    alike = unit in ("", quantity.unit) and scale in (1.0, quantity.scale)
    fine = decimals > 0 and decimals >= quantity.decimals
    return alike and fine and value <= _LARGEST_SPREAD * abs(quantity.value)


def _spread_beside(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Return a number whose spread stands beside it, its ``±`` lost with the mathematics."""
    gap = re.fullmatch(r"\s+", text[text.find(first.raw) + len(first.raw) : text.rfind(second.raw)])
    plain = second.scale == 1.0 and second.uncertainty is None and not second.approximate
    if gap is None or not plain or first.uncertainty is not None:
        return None
    if not _passes_for_uncertainty(first, second.value, second.decimals, second.unit, 1.0):
        return None
    return replace(
        first,
        uncertainty=second.value,
        uncertainty_decimals=second.decimals,
        raw=text.strip(),
    )


def _unit_of(match: re.Match[str], prefix: str) -> str:
    if not match[prefix]:
        return ""
    for index, name in enumerate(_UNIT_NAMES):
        shown = match[f"{prefix}{index}"]
        if shown:
            return "fps" if _FPS.fullmatch(shown) else name
    return ""


def _exponent(shown: str | None) -> int:
    if not shown:
        return 0
    plain = re.sub(rf"[{_MINUS}]", "-", shown.translate(_SUPER))
    return max(-300, min(300, int(plain)))


def _read_digits(shown: str) -> tuple[float, int] | None:
    plain = shown.replace("\u2009", ",").replace("\u202f", ",")
    if "," in plain and "." in plain and plain.index(".") < plain.index(","):
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(",") == 1 and "." not in plain:
        whole, _, rest = plain.partition(",")
        thousands = len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
        plain = whole + rest if thousands else f"{whole}.{rest}"
    else:
        plain = plain.replace(",", "")
    return float(plain), len(plain.partition(".")[2])
