"""What if papers were missing: the same analysis after some of the papers are left out.

Papers are left out at random, evenly over time, mostly the early ones, or mostly the late ones: an
even loss changes no shape, an uneven one, as sources that cover some years better than others
have, can make or unmake growth. A verdict that does not survive it says more about the sources
than about the field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from litscan.growth.counts import PeriodCount, month_places
from litscan.growth.fits import MINIMUM_MONTHS, choose_model, fit_models
from litscan.growth.rates import doubling_time

__all__ = ["Thinned", "thin_months", "what_if_thinned"]

Manner = Literal["even", "early", "late"]

_MANNERS: tuple[Manner, ...] = ("even", "early", "late")
_REPEATS = 10
_SEED = 20_160_531


@dataclass(frozen=True, slots=True)
class Thinned:
    """The verdicts on a series from which papers were left out several times.

    Parameters
    ----------
    manner : {"even", "early", "late"}
        ``early``: the share left out falls evenly from the first month to none in the last;
        ``late``: it rises from none.
    share : float
        Share of the papers left out, at most, in any month.
    repeats : int
        How many times.
    chosen : mapping of str to int
        How often each model was chosen.
    doubling_time : tuple of float or None
        Lowest, middle and highest doubling time in months; None where it does not grow.
    """

    manner: Manner
    share: float
    repeats: int
    chosen: Mapping[str, int]
    doubling_time: tuple[float | None, float | None, float | None]

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "left_out": self.manner,
            "share": self.share,
            "repeats": self.repeats,
            "chosen": dict(self.chosen),
            "doubling_time_months": list(self.doubling_time),
        }


def thin_months(
    months: Sequence[PeriodCount], share: float, *, manner: Manner = "even", seed: int = 0
) -> list[int]:
    """Return how many papers each month keeps when a share of them is left out at random.

    Examples
    --------
    >>> from datetime import date
    >>> from litscan.growth.counts import Window, count_periods
    >>> days = {date(2019, month, 1): 100 for month in range(1, 6)}
    >>> months = count_periods(days, Window(date(2019, 1, 1), date(2019, 5, 31)))
    >>> thin_months(months, 1.0, manner="late", seed=3)[0]
    100
    >>> thin_months(months, 0.0)
    [100, 100, 100, 100, 100]
    """
    import numpy as np

    at = np.array(month_places(months), dtype=float)
    place = at / max(at[-1], 1.0)
    lost = {"even": np.ones_like(place), "early": 1 - place, "late": place}[manner] * share
    random = np.random.default_rng(seed)
    kept: list[int] = random.binomial([month.count for month in months], 1 - lost).tolist()
    return kept


def what_if_thinned(months: Sequence[PeriodCount], share: float) -> tuple[Thinned, ...]:
    """Return how model and doubling time move when a share of the papers is left out.

    The months stay those of the whole series, so that only counts differ. Ten draws in each
    manner, from one seed. Empty where too little would be left to fit.

    Parameters
    ----------
    months : sequence of PeriodCount
        The complete months that the fits use.
    share : float
        From 0 to 1.
    """
    if len(months) < MINIMUM_MONTHS:
        return ()
    tried = (_thinned(months, share, manner) for manner in _MANNERS)
    return tuple(one for one in tried if one is not None)


def _thinned(months: Sequence[PeriodCount], share: float, manner: Manner) -> Thinned | None:
    places = month_places(months)
    chosen: Counter[str] = Counter()
    doubling: list[float] = []
    for repeat in range(_REPEATS):
        counts = thin_months(months, share, manner=manner, seed=_SEED + repeat)
        if not any(counts):
            return None
        chosen[choose_model(fit_models(counts, places, holdout=False)).name] += 1
        doubling.append(doubling_time(counts, places).value or float("inf"))
    ordered = sorted(doubling)
    three = (ordered[0], ordered[len(ordered) // 2], ordered[-1])
    low, middle, high = (value if value < float("inf") else None for value in three)
    return Thinned(manner, share, _REPEATS, dict(chosen.most_common()), (low, middle, high))
