"""Data that a sentence names in passing: what a network was calibrated or pre-trained on."""

from __future__ import annotations

import re

__all__ = ["named_aside"]

_ASIDE = re.compile(
    r"(?:calibrat\w*|pre-?\s?train\w*)\s(?:[\w-]+\s){0,3}(?:on|with|from|using)\s(?:the\s)?$",
    re.IGNORECASE,
)
_REACH = 60


def named_aside(text: str, start: int) -> bool:
    """Return whether what stands before a data set makes it calibration or pre-training data.

    Examples
    --------
    >>> text = "LLaMA calibrated with C4, evaluated on WikiText-2."
    >>> named_aside(text, text.index("C4")), named_aside(text, text.index("Wiki"))
    (True, False)
    """
    return _ASIDE.search(text, max(start - _REACH, 0), start) is not None
