"""A growth record as pandas tables: its counts, its models, its doubling times, its what-ifs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from litscan.growth.counts import PeriodCount
from litscan.growth.windows import doubling_by_window

if TYPE_CHECKING:
    import pandas as pd

    from litscan.growth.fits import GrowthModel
    from litscan.growth.thinning import Thinned

__all__ = ["counts_frame", "models_frame", "what_if_frame", "windows_frame"]


def counts_frame(series: Sequence[PeriodCount]) -> pd.DataFrame:
    """Return counts by period, with the share of all submissions in per cent where it is known.

    Parameters
    ----------
    series : sequence of PeriodCount
        ``growth.series``, or ``growth.months``.

    Examples
    --------
    >>> import pandas as pd
    >>> from litscan.growth import measure_growth
    >>> growth = measure_growth(pd.DataFrame({"submitted": ["2019-01-01", "2019-03-05"]}))
    >>> counts_frame(growth.series)["count"].to_dict()
    {'2019-01': 1, '2019-02': 0, '2019-03': 1}
    """
    import pandas as pd

    return pd.DataFrame(
        {
            "count": [item.count for item in series],
            "total": pd.array([item.total for item in series], dtype="Int64"),
            "share_percent": [
                100 * item.count / item.total if item.total else None for item in series
            ],
            "complete": [item.complete for item in series],
        },
        index=pd.Index([item.period for item in series], name="period"),
    )


def models_frame(models: Iterable[GrowthModel]) -> pd.DataFrame:
    """Return models by name, lowest AIC first, with how far each AIC is above the lowest.

    Parameters
    ----------
    models : iterable of GrowthModel
        ``growth.models``.
    """
    import pandas as pd

    ranked = sorted(models, key=lambda model: model.aic)
    return pd.DataFrame(
        {
            "aic": [model.aic for model in ranked],
            "above_lowest": [model.aic - ranked[0].aic for model in ranked],
            "holdout_rmse": [model.holdout_rmse for model in ranked],
        },
        index=pd.Index([model.name for model in ranked], name="model"),
        dtype=float,
    )


def windows_frame(months: Sequence[PeriodCount]) -> pd.DataFrame:
    """Return the doubling time, in months, of every window of five years, with its 95% interval.

    A missing time or end is one without bound: the counts did not grow, or may not have.

    Parameters
    ----------
    months : sequence of PeriodCount
        ``growth.months``.
    """
    import pandas as pd

    windows = doubling_by_window(months)
    return pd.DataFrame(
        {
            "last": [one.last.period for one in windows],
            "doubling_months": pd.Series([one.doubling.value for one in windows], dtype=float),
            "low": pd.Series([one.doubling.low for one in windows], dtype=float),
            "high": pd.Series([one.doubling.high for one in windows], dtype=float),
        },
    ).set_index(pd.Index([one.first.period for one in windows], name="first"))


def what_if_frame(thinned: Iterable[Thinned]) -> pd.DataFrame:
    """Return, for each way of leaving papers out, the models chosen and the doubling times.

    Parameters
    ----------
    thinned : iterable of Thinned
        What `what_if_thinned` returns.
    """
    import pandas as pd

    tried = list(thinned)
    return pd.DataFrame(
        {
            "share": [one.share for one in tried],
            "repeats": [one.repeats for one in tried],
            "chosen": [
                ", ".join(f"{name} {number}" for name, number in one.chosen.items())
                for one in tried
            ],
            **{
                name: pd.Series([one.doubling_time[at] for one in tried], dtype=float).array
                for at, name in enumerate(("doubling_least", "doubling_middle", "doubling_most"))
            },
        },
        index=pd.Index([one.manner for one in tried], name="left_out"),
    )
