"""Months at which the growth rate changes: proposed by ruptures, confirmed by likelihood.

Between changes the counts grow or shrink by one rate, ``log mean = a + b t``, and the pieces meet.
`ruptures` (Truong, Oudre & Vayatis 2020, Signal Processing 167) finds by dynamic programming where
best to cut the logarithm of the counts into one, two, three straight pieces more, each month
weighted by what its count can tell. That cost knows neither that pieces meet nor the scatter of
counts; so each cut is moved to the likeliest month within a year and a half, and one more change is
believed only if the negative-binomial likelihood says so.

How large a likelihood ratio chance alone gives, where the month was searched for, no table says:
it depends on the months, their counts and the changes already found. It is simulated, as Hansen
(1996, Econometrica 64, 413-430) proposes: the ratio's limit at each month is the square of a
projection of noise, and the largest of them over all months is drawn a thousand times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litscan.growth.counts import PeriodCount, month_places
from litscan.growth.likelihood import LogLinearFit, fit_log_linear

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
else:
    Vector = Any

__all__ = ["ChangePoint", "change_points"]

_LEVEL = 0.05
_MOST = 3
_PIECE_MONTHS = 12
_REACH = 18
_GRID = 40
_TRIED = 100
_DRAWS = 1000
_SEED = 20_160_531


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """A month at which the growth rate changes.

    Parameters
    ----------
    period : str
        The first month of the new rate.
    rate_before, rate_after : float
        Growth rates per month, natural logarithm.
    statistic : float
        Likelihood ratio against the same series without this change, the others kept.
    p_value : float
        How often a series without it has as large a one at its likeliest month.
    """

    period: str
    rate_before: float
    rate_after: float
    statistic: float
    p_value: float

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "period": self.period,
            "rate_before_per_month": self.rate_before,
            "rate_after_per_month": self.rate_after,
            "likelihood_ratio": self.statistic,
            "p_value": self.p_value,
        }


def change_points(months: Sequence[PeriodCount]) -> tuple[ChangePoint, ...]:
    """Return where the growth rate changes, at most three times, in order.

    Changes lie a year or more apart, and as far from either end. One more is reported if fewer
    than one in twenty series without it would show as much.

    Parameters
    ----------
    months : sequence of PeriodCount
        Complete months.
    """
    import numpy as np

    counts = np.array([item.count for item in months], dtype=float)
    if len(counts) < 2 * _PIECE_MONTHS + 2 or not counts.any():
        return ()
    series = _Series(counts, np.array(month_places(months), dtype=float))
    found = series.straight
    for proposed in series.proposals():
        further = series.moved(series.bent(proposed))
        if series.p_value(2 * (found.fit.loss - further.fit.loss), found) >= _LEVEL:
            break
        found = further
    return series.told(found, months)


@dataclass(frozen=True, slots=True)
class _Bent:
    """Pieces that meet at some months, and their fit."""

    knots: tuple[int, ...]
    fit: LogLinearFit


class _Series:
    """Counts, and how they are cut."""

    def __init__(self, counts: Vector, time: Vector) -> None:
        self.counts, self.time = counts, time
        self.straight = _Bent((), fit_log_linear(counts, self._design(())))

    def _hinges(self, knots: Sequence[int]) -> Vector:
        import numpy as np

        bends: Vector = np.maximum(self.time[:, None] - self.time[list(knots)][None, :], 0.0)
        return bends

    def _design(self, knots: Sequence[int]) -> Vector:
        import numpy as np

        return np.column_stack([np.ones_like(self.time), self.time, self._hinges(knots)])

    def bent(self, knots: Sequence[int]) -> _Bent:
        """Return the likeliest pieces that meet at these months."""
        design, near = self._design(knots), self.straight.fit.dispersion
        return _Bent(tuple(knots), fit_log_linear(self.counts, design, dispersion=near))

    def proposals(self) -> Iterator[tuple[int, ...]]:
        """Yield the best month to cut the log counts at, the best two, and so on."""
        import numpy as np
        from ruptures import Dynp
        from ruptures.costs import CostLinear
        from ruptures.exceptions import BadSegmentationParameters

        root = np.sqrt(_weights(self.straight.fit))
        line = [root, root * self.time / self.time[-1]]
        signal = np.column_stack([root * np.log(self.counts + 0.5), *line])
        step = max(1, len(self.counts) // _GRID)
        search = Dynp(custom_cost=CostLinear(), min_size=_PIECE_MONTHS, jump=step).fit(signal)
        for number in range(1, _MOST + 1):
            try:
                ends = search.predict(n_bkps=number)
            except BadSegmentationParameters:  # too few months for so many pieces
                return
            yield tuple(int(end) for end in ends[:-1])

    def permitted(self, others: Sequence[int]) -> list[int]:
        """Return the months a year away from both ends and from other changes."""
        inner = range(_PIECE_MONTHS, len(self.counts) - _PIECE_MONTHS + 1)
        return [at for at in inner if all(abs(at - one) >= _PIECE_MONTHS for one in others)]

    def _added(self, to: Sequence[int], knots: Sequence[int], root: Vector) -> Vector:
        """Return what a bend at each month adds to pieces that meet elsewhere, as unit vectors.

        `root` weighs the months.
        """
        import numpy as np

        base, _ = np.linalg.qr(root[:, None] * self._design(to))
        bends = root[:, None] * self._hinges(knots)
        left = bends - base @ (base.T @ bends)
        length = np.linalg.norm(left, axis=0)
        known = length > 1e-6 * np.linalg.norm(bends, axis=0)
        return np.where(known, left / np.where(known, length, 1.0), 0.0)

    def moved(self, bent: _Bent) -> _Bent:
        """Return the pieces with each change moved to where, the others kept, it tells most.

        How much it would tell elsewhere is taken from the fit's own parabola.
        """
        import numpy as np

        for place in (*range(len(bent.knots)), *range(len(bent.knots) - 1)):
            others = [one for at, one in enumerate(bent.knots) if at != place]
            here = bent.knots[place]
            near = [at for at in self.permitted(others) if abs(at - here) <= _REACH]
            if not near:
                continue
            root, means = np.sqrt(_weights(bent.fit)), np.array(bent.fit.means)
            response = root * (np.log(means) + (self.counts - means) / means)
            gain = (self._added(others, near, root).T @ response) ** 2
            best = near[int(np.argmax(gain))]
            if best == here:
                continue
            tried = self.bent(sorted((*others, best)))
            if tried.fit.loss < bent.fit.loss:
                bent = tried
        return bent

    def p_value(self, statistic: float, without: _Bent) -> float:
        """Return how often chance gives as large a likelihood ratio to one change more.

        Months next to each other tell nearly the same: of many, some hundred are tried.
        """
        import numpy as np

        knots = self.permitted(without.knots)
        knots = knots[:: 1 + len(knots) // _TRIED]
        if not knots:
            return 1.0
        units = self._added(without.knots, knots, np.sqrt(_weights(without.fit)))
        noise = np.random.default_rng(_SEED).standard_normal((_DRAWS, len(self.counts)))
        largest = ((noise @ units) ** 2).max(axis=1)
        return float((1 + np.count_nonzero(largest >= statistic)) / (_DRAWS + 1))

    def told(self, found: _Bent, months: Sequence[PeriodCount]) -> tuple[ChangePoint, ...]:
        """Return the changes in order, each against the series without it."""
        told, rate = [], found.fit.parameters[1]
        for place, knot in enumerate(found.knots):
            without = self.bent([one for at, one in enumerate(found.knots) if at != place])
            statistic = 2 * (without.fit.loss - found.fit.loss)
            after = rate + found.fit.parameters[2 + place]
            chance = self.p_value(statistic, without)
            told.append(ChangePoint(months[knot].period, rate, after, statistic, chance))
            rate = after
        return tuple(told)


def _weights(fit: LogLinearFit) -> Vector:
    """Return how much each count tells of its log mean: ``mu / (1 + alpha mu)``."""
    import numpy as np

    means = np.array(fit.means)
    weights: Vector = means / (1 + fit.dispersion * means)
    return weights
