"""How a sentence states optimizer, learning rate, batch size, epochs, decay and momentum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["TRIGGERS", "find", "read_optimizer", "read_setting", "read_small_number"]

TRIGGERS = (
    "adam", "rmsprop", "rms-prop", "lamb", "adagrad", "adadelta", "adafactor", "lion optimi",
    "sgd", "gradient descent", "epoch", "learning", "lr", "batch", "decay", "regulari", "penalty",
    "momentum",
)  # fmt: skip

_VALUE = (
    r"(?P<v>(?:\d+(?:\.\d+)?|\.\d+)\s?(?:[x×·*]|\\times"
    r"|\\cdot)\s?10\s?\^?\s?\{?\s?[-−–]\s?\d{1,2}\}?"
    r"|\d+(?:\.\d+)?[eE]\s?[-−–]?\s?\d{1,2}|10\s?\^?\s?\{?\s?[-−–]\s?\d{1,2}\}?|\d*\.\d+"
    r"|\d+(?:,\d{3})?)"
)
_LINK = (
    r"(?:\s(?:is|was|of|to|at|as|set|fixed|initiali[sz]ed|starts?|starting|equal|with"
    r"|from|value|rate|a|an|the|be|are|used|are set|=|:))*\s?[=:(]?\s?\$?"
)
_OPTIMIZERS = (
    ("AdamW", r"\bAdamW\b"),
    ("Adam", r"\bA(?:dam|DAM)\b(?!W)"),
    ("RMSProp", r"\bRMS-?[Pp]rop\b"),
    ("LAMB", r"\bLAMB\b"),
    ("Adagrad", r"\bAda[Gg]rad\b"),
    ("Adadelta", r"\bAda[Dd]elta\b"),
    ("Nadam", r"\bN[Aa]dam\b"),
    ("Adafactor", r"\bAda[Ff]actor\b"),
    ("Lion", r"\bLion optimi[sz]er\b"),
    ("SGD", r"\bSGDM?\b|[Ss]tochastic [Gg]radient [Dd]escent"),
)
_OPTIMIZER_CONTEXT = re.compile(
    r"optimi[sz]|train|learning rate|momentum|fine-?tun|epochs?|weight decay|batch", re.IGNORECASE
)
_FINE = re.compile(r"fine-?\s?tun|re-?train", re.IGNORECASE)
_TRAIN = re.compile(r"(?:fine-?\s?tun|re-?train|\btrain)\w*", re.IGNORECASE)
_COUNTS = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10}
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "learning_rate",
        re.compile(
            rf"\b(?:learning[\s-]rates?|\blr)\b(?:\s?\([^)]{{1,12}}\))?{_LINK}{_VALUE}", re.I
        ),
    ),
    (
        "learning_rate",
        re.compile(rf"{_VALUE}\$?\s(?:as (?:the )?)?(?:initial |peak |base )?learning rate", re.I),
    ),
    (
        "batch_size",
        re.compile(
            rf"\b(?:mini-?\s?)?batch[\s-]?sizes?\b(?:\s?\([^)]{{1,12}}\))?{_LINK}{_VALUE}", re.I
        ),
    ),
    ("batch_size", re.compile(rf"\b(?:mini-?)?batch(?:es)? of (?:size )?{_VALUE}", re.I)),
    ("batch_size", re.compile(rf"{_VALUE}\s(?:as (?:the )?)?(?:mini-?)?batch[\s-]size", re.I)),
    (
        "weight_decay",
        re.compile(rf"\bweight[\s-]decay\b(?:\s?\([^)]{{1,12}}\))?{_LINK}{_VALUE}", re.I),
    ),
    ("weight_decay", re.compile(rf"{_VALUE}\$?\s(?:as (?:the )?)?weight decay", re.I)),
    (
        "weight_decay",
        re.compile(rf"\b(?:l2|ℓ2|L_2) (?:regulari[sz]ation|penalty)\b{_LINK}{_VALUE}", re.I),
    ),
    ("momentum", re.compile(rf"\bmomentum\b(?:\s?\([^)]{{1,12}}\))?{_LINK}{_VALUE}", re.I)),
    ("momentum", re.compile(rf"{_VALUE}\$?\s(?:nesterov )?momentum\b", re.I)),
)
_EPOCHS = re.compile(
    r"(?:\b(?:for|of|in|total of|with|over|takes?|using|lasts?|is|another|additional|to)|[,(:])\s"
    r"(?:a total of |another |an additional |a further |only |at least |about |=\s?)?"
    r"(?P<v>\d{1,4}|one|two|three|five|ten)\s?(?:more |further )?(?:training "
    r"|fine-?tuning |more |additional |total )?epochs?\b"
    r"|\bepochs?\b(?:\s(?:is|was|of|to|set|are|number))*\s?[=:]?\s(?:to )?(?P<w>\d{1,4})\b"
    r"(?!\s?[%,\d]| and \d)",
    re.IGNORECASE,
)
_NOT_LENGTH = re.compile(
    r"(?:every|each|per|first|last|at|warm-?\s?up|decay(?:s|ed|ing)|drop\w*|divid\w*"
    r"|milestones?|patience|"
    r"reduc\w*|multipl\w*)[^\w,;.]+(?:\w+[^\w,;.]+){0,4}$",
    re.IGNORECASE,
)
_RANGES = {
    "learning_rate": (1e-8, 10.0),
    "batch_size": (1, 65536),
    "weight_decay": (1e-9, 0.5),
    "momentum": (0.1, 0.9999),
}


def read_small_number(text: str) -> float | None:
    """Return a hyper-parameter's value as papers print it.

    Examples
    --------
    >>> read_small_number("5 × 10^{-4}"), read_small_number("10−4"), read_small_number("1e-3")
    (0.0005, 0.0001, 0.001)
    """
    flat = re.sub(r"[−–]", "-", text)
    flat = re.sub(r"[\s${}^]|\\times|\\cdot", lambda m: "x" if m[0].startswith("\\") else "", flat)
    flat = flat.replace(",", "")
    match = re.fullmatch(r"(?:(\d*\.?\d+)[x×·*])?10-(\d{1,2})", flat)
    if match:
        return float(f"{match[1] or 1}e-{match[2]}")
    try:
        return float(flat)
    except ValueError:
        return None


def read_setting(detail: str, printed: str) -> float | int | None:
    """Return the value printed alone for a detail, None if it is not one or out of all bounds.

    Examples
    --------
    >>> read_setting("batch_size", "128"), read_setting("momentum", "90")
    (128, None)
    """
    value = read_small_number(printed)
    low, high = _RANGES.get(detail, (1, 5000))
    if value is None or not low <= value <= high:
        return None
    if detail in ("learning_rate", "weight_decay", "momentum"):
        return value
    return int(value) if value == int(value) else None


def read_optimizer(printed: str) -> str | None:
    """Return the optimizer that a short text names, None if it names none or several.

    Examples
    --------
    >>> read_optimizer("SGD (Nesterov)"), read_optimizer("AdamW / SGD")
    ('SGD', None)
    """
    named = [name for name, pattern in _OPTIMIZERS if re.search(pattern, printed)]
    return named[0] if len(named) == 1 else None


def _optimizers(text: str) -> Iterator[tuple[int, int, str, Any]]:
    if not _OPTIMIZER_CONTEXT.search(text):
        return
    for name, pattern in _OPTIMIZERS:
        for match in re.finditer(pattern, text):
            yield match.start(), match.end(), "optimizer", name


def _is_fine_tuning(text: str, start: int, end: int) -> bool:
    """Whether the nearest verb before a length, else the next after it, is of fine-tuning."""
    verbs = list(_TRAIN.finditer(text, 0, start))
    after = _TRAIN.search(text, start, min(end + 40, len(text)))
    verb = verbs[-1] if verbs else after
    return verb is not None and bool(_FINE.match(verb[0]))


def _epochs(text: str) -> Iterator[tuple[int, int, str, Any]]:
    found: list[tuple[int, int, str, Any]] = []
    for match in _EPOCHS.finditer(text):
        before = text[max(match.start() - 40, 0) : match.start()]
        if _NOT_LENGTH.search(before):
            continue
        printed = (match["v"] or match["w"]).lower()
        count = _COUNTS.get(printed) or int(printed)
        if not 1 <= count <= 5000:
            continue
        if re.match(r"\s?(?:of )?warm-?\s?up", text[match.end() :], re.IGNORECASE):
            continue
        fine = _is_fine_tuning(text, match.start(), match.end())
        if re.match(r"[^.;]{0,20}\b(?:between|per|each)\b", text[match.end() :]):
            continue
        found.append((match.start(), match.end(), "fine_tune_epochs" if fine else "epochs", count))
    first, last = found[:1], found[-1:]
    # "fine-tune for 3 epochs, prune, and fine-tune for one more": the first is the training
    if (
        len(found) > 1
        and first[0][2] == last[0][2] == "fine_tune_epochs"
        and re.search(r"\bprun", text[first[0][1] : last[0][0]])
    ):
        found[0] = (*found[0][:2], "epochs", found[0][3])
    yield from found


def find(text: str) -> Iterator[tuple[int, int, str, Any]]:
    """Yield ``(start, end, label, value)`` of training details.

    Examples
    --------
    >>> text = "We train with SGD for 160 epochs, batch size 128 and weight decay 5e-4."
    >>> sorted((label, value) for _, _, label, value in find(text))
    [('batch_size', 128), ('epochs', 160), ('optimizer', 'SGD'), ('weight_decay', 0.0005)]
    """
    yield from _optimizers(text)
    yield from _epochs(text)
    for label, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = read_small_number(match["v"])
            if value is None:
                continue
            low, high = _RANGES[label]
            if not low <= value <= high:
                continue
            if label == "batch_size":
                if value != int(value):
                    continue
                value = int(value)
            yield match.start(), match.end(), label, value
