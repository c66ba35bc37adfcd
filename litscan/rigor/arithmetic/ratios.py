"""What old and new of a size, a cost or a time give, in every form authors print it.

Each function returns whether some usual definition fits; a check fires only if none does.
"""

from __future__ import annotations

from litscan.rigor.arithmetic.rounding import Interval
from litscan.tables.numbers import Quantity

__all__ = ["fits_factor", "fits_share"]

_SCALES = (1.0, 2.0, 0.5, 1e3, 1e-3, 1e6, 1e-6)
"""Old and new may be printed in different units: operations or multiply-adds, K or M."""


def fits_share(old: Interval, new: Interval, printed: Quantity) -> bool:
    """Return whether a printed share is what went from old to new, or what was kept.

    Of the old or the new, in percent or as a fraction, of either sign, or as a factor.
    """
    result = abs(Interval.of_result(printed))
    for scale in _SCALES:
        kept = new * scale / old
        shares = [kept, abs(1 - kept), abs(1 / kept - 1)]
        if printed.unit == "factor" or printed.value >= 1:
            shares += [1 / kept / 100] if printed.unit != "percent" else []
        if any((100 * share).meets(result) for share in shares):
            return True
        fraction = printed.unit != "percent" and abs(printed.value) <= 1
        if fraction and any(share.meets(result) for share in shares):
            return True
    return False


def fits_factor(ratio: Interval, printed: Quantity) -> bool:
    """Return whether a printed speedup or compression is the ratio of old to new.

    Or of new to old; or, printed without ``x``, what was gained or saved, in percent too.
    """
    result = abs(Interval.of_result(printed))
    forms = [ratio, 1 / ratio]
    if printed.unit != "factor":
        forms += [abs(ratio - 1), abs(1 - 1 / ratio)]
        forms += [form * 100 for form in forms]
    return any(form.meets(result) for form in forms)
