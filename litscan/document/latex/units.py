r"""Numbers and units as siunitx prints them: ``\qty{80}{\giga\byte\per\second}``, ``\num{1.2e-3}``.

Two printings differ from the page on purpose. Digits are not grouped, and the short form of an
uncertainty, ``76.5(3)``, is written out as ``76.5 ± 0.3``, so that a number in the text is one
that can be read back.
"""

from __future__ import annotations

import re

from litscan.document.latex.scan import words

__all__ = ["QUANTITY_COMMANDS", "declared_units", "print_number", "print_quantity", "print_unit"]

QUANTITY_COMMANDS: dict[str, str] = {
    "num": "n", "tablenum": "n", "numlist": "l", "numproduct": "n", "numrange": "nn", "ang": "a",
    "SI": "nu", "qty": "nu", "si": "u", "unit": "u", "SIrange": "nnu", "qtyrange": "nnu",
    "SIlist": "lu", "qtylist": "lu", "qtyproduct": "nu", "complexnum": "n", "complexqty": "nu",
}  # fmt: skip
"""The arguments of each command: a number, a list of numbers, an angle or a unit."""

_PREFIXES: dict[str, str] = {
    "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c",
    "deci": "d", "deca": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T",
    "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "kibi": "Ki", "mebi": "Mi", "gibi": "Gi",
    "tebi": "Ti", "pebi": "Pi",
}  # fmt: skip
_UNITS: dict[str, str] = {
    "percent": "%", "permille": "‰", "second": "s", "minute": "min", "hour": "h", "day": "d",
    "meter": "m", "metre": "m", "gram": "g", "kilogram": "kg", "tonne": "t", "liter": "L",
    "litre": "L", "byte": "B", "bit": "bit", "watt": "W", "joule": "J", "hertz": "Hz",
    "newton": "N", "pascal": "Pa", "bar": "bar", "volt": "V", "ampere": "A", "ohm": "Ω",
    "farad": "F", "tesla": "T", "kelvin": "K", "celsius": "°C", "degreeCelsius": "°C",
    "degree": "°", "arcminute": "′", "arcsecond": "″", "radian": "rad", "steradian": "sr",
    "mole": "mol", "molar": "M", "candela": "cd", "lumen": "lm", "lux": "lx", "electronvolt": "eV",
    "dalton": "Da", "decibel": "dB", "deg": "°", "angstrom": "Å", "flop": "FLOP", "flops": "FLOPS",
    "pixel": "px", "euro": "€", "dollar": "$", "us": "µs", "um": "µm", "uJ": "µJ", "uW": "µW",
}  # fmt: skip
_AFTER = {"squared": "²", "cubed": "³"}
_BEFORE = {"square": "²", "cubic": "³"}
_IGNORED = words("cancel highlight text mathrm textrm rm")
_UNIT_TOKEN = re.compile(
    r"\\(?P<name>[A-Za-z]+)\s*(?:\{(?P<argument>[^{}]*)\})?|\\(?P<sign>.)|(?P<text>[^\\]+)",
    re.DOTALL,
)
_PLUS_MINUS = re.compile(r"\s*(?:\+-|\\pm(?![A-Za-z])|±)\s*")
_COMPACT = re.compile(r"(\d+)(?:\.(\d+))?\((\d+)\)")
_EXPONENT = re.compile(r"(?<=[\d.)])\s*[eEdD]\s*([+-]?\d{1,4})(?!\d)")
_POWER_ONLY = re.compile(r"[eE]([+-]?\d{1,4})")
_PRODUCT = re.compile(r"(?<=[\d)])\s*(?:x|\\times(?![A-Za-z]))\s*(?=[-+\d.])")
_SIGNS = {
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "sim": "~", "approx": "≈", "ll": "≪", "gg": "≫",
    "pm": "±", "mp": "∓", "dots": "…", "ldots": "…", "cdot": "·", "times": "×", "pi": "π",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)(?!\d{3}(?!\d))")
_DECLARED = re.compile(
    r"\\DeclareSIUnit\s*(?:\[[^\]]*\])?\s*\{?\s*\\([A-Za-z]+)\s*\}?\s*\{([^{}\n]{0,60})\}"
)
_MOST_DECLARED = 200


def declared_units(text: str) -> dict[str, str]:
    r"""Return the units a paper declares with ``\DeclareSIUnit``, as printed.

    Examples
    --------
    >>> declared_units(r"\DeclareSIUnit\image{img} \DeclareSIUnit{\ops}{\giga OPS}")
    {'image': 'img', 'ops': 'GOPS'}
    """
    found: dict[str, str] = {}
    if "\\DeclareSIUnit" in text:
        for count, match in enumerate(_DECLARED.finditer(text)):
            if count >= _MOST_DECLARED:
                break
            found[match[1]] = print_unit(match[2], found)
    return found


def print_number(value: str) -> str:
    r"""Return a siunitx number as printed.

    Examples
    --------
    >>> print_number("1.2e-3"), print_number("76.5 +- 0.3"), print_number("76.5(3)")
    ('1.2×10^-3', '76.5 ± 0.3', '76.5 ± 0.3')
    >>> print_number("12 345"), print_number(r"\le .5"), print_number("3 x 3")
    ('12345', '≤ 0.5', '3 × 3')
    """
    value = _DECIMAL_COMMA.sub(".", value.replace("{", "").replace("}", "").replace("~", " "))
    value = _PRODUCT.sub(" × ", value)
    value = re.sub(r"(?<=\d)(?:\\,|\s)+(?=\d)", "", value)
    value = _COMPACT.sub(_written_out, value)
    value = _PLUS_MINUS.sub(" ± ", value)
    alone = _POWER_ONLY.fullmatch(value.strip())
    if alone:
        return f"10^{int(alone[1])}"
    value = _EXPONENT.sub(lambda match: f"×10^{int(match[1])}", value)
    value = _COMMAND.sub(lambda match: f"{_SIGNS.get(match[1], match[1])} ", value)
    value = re.sub(r"(?<![\d.])\.(?=\d)", "0.", value.replace("\\", ""))
    return " ".join(value.split())


def _written_out(match: re.Match[str]) -> str:
    """Return ``76.5(3)`` as ``76.5 ± 0.3``: the digits in brackets are units of the last place."""
    places = len(match[2] or "")
    number = f"{match[1]}.{match[2]}" if places else match[1]
    if len(match[3]) > 12:
        return match[0]
    return f"{number} ± {int(match[3]) / 10**places:.{places}f}"


def print_unit(value: str, declared: dict[str, str] | None = None) -> str:
    r"""Return a siunitx unit as printed.

    Examples
    --------
    >>> print_unit(r"\giga\byte\per\second"), print_unit(r"\percent"), print_unit("GB/s")
    ('GB/s', '%', 'GB/s')
    >>> print_unit(r"\square\metre"), print_unit(r"\joule\per\metre\cubed")
    ('m²', 'J/m³')
    """
    shown, raised, glued = "", "", True
    for token in _UNIT_TOKEN.finditer(value.replace("{}", "")):
        name = token["name"]
        if name is None:
            text = token["sign"] or token["text"]
            shown += text.replace("~", " ").replace(".", " ").replace(",", " ")
            glued = True
            continue
        if name in _AFTER or name in ("tothe", "raiseto"):
            shown += _AFTER.get(name) or f"^{token['argument'] or ''}"
            glued = False
        elif name in _BEFORE:
            raised = _BEFORE[name]
        elif name == "of":
            shown += f" {token['argument'] or ''}"
        elif name == "per":
            shown, glued = shown + "/", True
        elif name in _IGNORED:
            shown += token["argument"] or ""
        else:
            printed = (declared or {}).get(name) or _PREFIXES.get(name) or _UNITS.get(name, name)
            shown += printed if glued else f" {printed}"
            glued = name in _PREFIXES
            if not glued:
                shown, raised = shown + raised, ""
            shown += token["argument"] or ""
    return " ".join(shown.replace("{", "").replace("}", "").split())


def print_quantity(name: str, arguments: list[str], declared: dict[str, str]) -> str:
    r"""Return what a siunitx command prints for its arguments.

    Examples
    --------
    >>> print_quantity("qty", ["80", r"\giga\byte"], {})
    '80 GB'
    >>> print_quantity("SIrange", ["1", "2", r"\percent"], {}), print_quantity("ang", ["30;5"], {})
    ('1–2%', '30°5′')
    """
    kinds = QUANTITY_COMMANDS[name]
    numbers = [
        _print_list(value) if kind == "l" else _print_angle(value) if kind == "a"
        else print_number(value)
        for kind, value in zip(kinds, arguments, strict=False)
        if kind != "u"
    ]  # fmt: skip
    unit = print_unit(arguments[-1], declared) if kinds.endswith("u") else ""
    shown = "–".join(numbers)
    gap = " " if shown and unit and unit[0] not in "%°′″" else ""
    return f"{shown}{gap}{unit}"


def _print_list(value: str) -> str:
    numbers = [print_number(part) for part in value.split(";") if part.strip()]
    return " and ".join(part for part in (", ".join(numbers[:-1]), *numbers[-1:]) if part)


def _print_angle(value: str) -> str:
    parts = zip(value.split(";"), "°′″", strict=False)
    return "".join(f"{print_number(part)}{sign}" for part, sign in parts if part.strip())
