"""Growth as tables and figures: the same numbers as the record has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from litscan.errors import UsageError
from litscan.growth import (
    Growth,
    counts_frame,
    draw_growth,
    measure_totals,
    models_frame,
    what_if_frame,
    what_if_thinned,
    windows_frame,
)


@pytest.fixture(scope="module")
def growth() -> Growth:
    """A series that doubles every year for seven years, then stands still for six."""
    counts = [round(2 * 2 ** (min(month, 84) / 12)) for month in range(156)]
    names = [f"{2008 + at // 12}-{at % 12 + 1:02d}" for at in range(len(counts))]
    return measure_totals(dict(zip(names, counts, strict=True)))


def test_counts_have_their_period_and_say_which_are_incomplete(growth: Growth) -> None:
    frame = counts_frame(growth.series)
    assert frame["count"].tolist() == [item.count for item in growth.series]
    assert frame.index[0] == "2008-01" and not frame["complete"].iloc[0]
    assert frame["total"].isna().all() and frame["share_percent"].isna().all()


def test_a_share_is_in_per_cent_of_the_total(growth: Growth) -> None:
    month = replace(growth.series[3], count=3, total=60)
    assert counts_frame([month]).iloc[0][["count", "total", "share_percent"]].tolist() == [3, 60, 5]


def test_models_stand_by_aic(growth: Growth) -> None:
    frame = models_frame(growth.models)
    assert growth.best is not None
    assert set(frame.index) == {model.name for model in growth.models}
    assert frame["aic"].is_monotonic_increasing
    assert frame["above_lowest"].iloc[0] == 0
    assert frame.loc[growth.best.name, "aic"] == growth.best.aic
    assert models_frame([]).empty


def test_windows_tell_where_growth_ended(growth: Growth) -> None:
    frame = windows_frame(growth.months)
    assert frame["doubling_months"].iloc[0] == pytest.approx(12, rel=0.05)
    last = frame.iloc[-1]
    assert last["low"] > 60
    assert frame["last"].iloc[-1] == growth.months[-1].period
    assert windows_frame(growth.months[:30]).empty


def test_what_if_has_a_row_a_manner(growth: Growth) -> None:
    tried = what_if_thinned(growth.months[:30], 0.3)
    frame = what_if_frame(tried)
    assert frame.index.tolist() == ["even", "early", "late"]
    assert frame["repeats"].tolist() == [one.repeats for one in tried]
    least, most = frame["doubling_least"], frame["doubling_most"]
    assert (least <= frame["doubling_middle"]).all() and (frame["doubling_middle"] <= most).all()
    assert frame["chosen"].str.contains(r"[a-z]+ \d+").all()
    assert what_if_frame([]).empty


def test_a_figure_shows_the_counts_and_has_the_title_given(growth: Growth) -> None:
    figure = draw_growth(growth, title="Doubling, then still")
    assert figure.get_suptitle() == "Doubling, then still"
    shown = sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == "o")
    assert shown == len(growth.series)


@pytest.mark.parametrize("view", ["counts", "cumulative", "doubling"])
def test_each_view_names_its_unit(growth: Growth, view: str) -> None:
    label = draw_growth(growth, view=view).axes[0].get_ylabel()  # type: ignore[arg-type]
    assert "papers" in label or "months" in label


def test_nothing_to_draw_is_an_error_in_words(growth: Growth) -> None:
    with pytest.raises(UsageError, match="no papers"):
        draw_growth(replace(growth, series=(), reason="no papers with a submission date"))
    with pytest.raises(UsageError, match="no totals"):
        draw_growth(growth, view="share")
