"""The growth record: what it says, what it refuses to say, and its plot."""

from __future__ import annotations

import io
import json
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from litscan.errors import UsageError
from litscan.growth import (
    DataCoverage,
    Growth,
    growth_csv,
    growth_text,
    measure_growth,
    measure_totals,
    plot_growth,
    render_svg,
    what_if_thinned,
)
from litscan.growth.calendar import season
from litscan.growth.changes import change_points
from litscan.growth.counts import PeriodCount, Window, count_periods
from litscan.growth.first_month import first_month_at_rate, passing_month
from litscan.growth.fits import fit_models
from litscan.growth.plots import View
from litscan.growth.thinning import thin_months
from litscan.growth.trends import share_trend


def months_of(counts: list[int], totals: list[int] | None = None) -> list[PeriodCount]:
    made = []
    for place, count in enumerate(counts):
        first = date(2010 + place // 12, place % 12 + 1, 1)
        after = date(2010 + (place + 1) // 12, (place + 1) % 12 + 1, 1)
        total = totals[place] if totals else None
        label = f"{first:%Y-%m}"
        made.append(PeriodCount(label, first, after - timedelta(days=1), count, total, True))
    return made


def submissions_of(counts: list[int]) -> pd.DataFrame:
    """Months from 2010-01 with these counts; the last has a paper on its last day."""
    days = []
    for month in months_of(counts):
        days += [month.first.isoformat()] * month.count
    days[-1] = months_of(counts)[-1].last.isoformat()
    return pd.DataFrame({"submitted": days})


GROWING = [round(2 * 1.03**month) for month in range(72)]


@pytest.fixture(scope="module")
def growing() -> Growth:
    return measure_growth(submissions_of(GROWING))


def test_exponential_counts_are_read_with_doubling_time_and_rate(growing: Growth) -> None:
    assert growing.best is not None
    assert growing.best.name == "exponential"
    assert growing.doubling_time is not None
    assert growing.doubling_time.value == pytest.approx(23.4, abs=1.5)
    assert growing.rate_per_day is not None
    assert growing.rate_per_day.count == sum(GROWING[-12:])
    assert growing.rate_per_day.window.days == 365


def test_record_is_json_with_the_public_keys(growing: Growth) -> None:
    record = json.loads(json.dumps(growing.to_json(), allow_nan=False))
    assert record["schema"] == "litscan.growth/1"
    assert {
        "series",
        "models",
        "best",
        "doubling_time_months",
        "rate_per_day",
        "first_month_over_half_a_day",
        "share_trend",
        "change_points",
        "coverage",
    } <= set(record)
    assert {model["name"] for model in record["models"]} == {
        "exponential",
        "linear",
        "quadratic",
        "logistic",
    }


def test_partial_coverage_never_speaks_of_the_field(growing: Growth) -> None:
    text = growth_text(growing)
    assert "of this corpus; coverage is partial" in text
    assert "the field" not in text
    whole = measure_growth(submissions_of(GROWING), coverage=DataCoverage(partial=False))
    assert "Growth of the field is best described as exponential" in growth_text(whole)


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ([], "no papers with a submission date"),
        (["2019-01-03"], "0 complete months; a fit needs 24"),
        ([None, None], "no papers with a submission date"),
        (["2010-01-01", "2013-01-31"], ""),
    ],
)
def test_degenerate_input_gives_a_reason_and_no_error(days: list[str], reason: str) -> None:
    growth = measure_growth(pd.DataFrame({"submitted": days}))
    assert growth.reason == reason
    assert (growth.best is None) == bool(reason)
    json.dumps(growth.to_json(), allow_nan=False)
    assert growth_text(growth)
    assert growth_csv(growth).startswith("period,count,total,share,complete\n")


def test_limits_without_papers_are_named_in_the_reason() -> None:
    growth = measure_growth(submissions_of(GROWING), since=date(2030, 1, 1))
    assert growth.reason == "no papers with a submission date from 2030-01-01"


def test_a_long_silence_is_a_gap_in_the_data_and_changes_no_fit(growing: Growth) -> None:
    days = submissions_of(GROWING)["submitted"].tolist()
    gapped = measure_growth(
        pd.DataFrame({"submitted": [*days, "2022-01-01"]}), coverage=DataCoverage(partial=False)
    )
    assert [item.period for item in gapped.months] == [item.period for item in growing.months]
    assert gapped.best == growing.best
    assert gapped.rate_per_day == growing.rate_per_day
    assert gapped.doubling_time == growing.doubling_time
    gap = [item for item in gapped.series if "2016-01" <= item.period <= "2021-12"]
    assert len(gap) == 72
    assert not any(item.complete for item in gap)
    assert gapped.coverage.partial
    assert any("2016-01-01 to 2021-12-31" in caveat for caveat in gapped.coverage.caveats)
    assert "gap in the data" in growth_text(gapped)
    assert render_svg(gapped)


def test_limits_inside_a_gap_do_not_turn_it_into_months_of_no_paper() -> None:
    days = [*submissions_of(GROWING)["submitted"].tolist(), "2022-01-01", "2022-02-28"]
    late = measure_growth(pd.DataFrame({"submitted": days}), since=date(2018, 1, 1))
    assert [item.period for item in late.months] == ["2022-01", "2022-02"]
    assert late.rate_per_day is not None
    assert late.rate_per_day.window.days == 59


def test_rate_is_of_the_months_after_a_gap_and_says_how_its_interval_is_found() -> None:
    after = ["2022-01-01", "2022-01-05", "2022-02-07", "2022-03-31"]
    days = [*submissions_of(GROWING)["submitted"].tolist(), *after]
    growth = measure_growth(pd.DataFrame({"submitted": days}))
    assert growth.rate_per_day is not None
    assert growth.rate_per_day.window.first == date(2022, 1, 1)
    assert growth.rate_per_day.count == 4
    assert growth.rate_per_day.to_json()["interval_kind"] == "poisson"
    assert "(Poisson 95%: " in growth_text(growth)


def test_early_sparse_years_still_count_as_months_without_papers() -> None:
    days = ["2005-01-01", *submissions_of(GROWING)["submitted"].tolist()]
    growth = measure_growth(pd.DataFrame({"submitted": days}), coverage=DataCoverage(partial=False))
    assert growth.months[0].period == "2005-01"
    assert len(growth.months) == 132
    assert not growth.coverage.partial


def test_first_month_past_a_rate_needs_three_in_a_row() -> None:
    months = months_of([1, 16, 3, 15, 15, 16, 2])
    assert first_month_at_rate(months, 0.5) is None
    months = months_of([1, 16, 3, 16, 16, 16, 2])
    assert first_month_at_rate(months, 0.5) == "2010-04"


def test_share_that_stands_still_has_an_interval_around_zero() -> None:
    totals = [round(1000 * 1.01**place) for place in range(60)]
    source = np.random.default_rng(5)
    counts = [int(source.poisson(total / 50)) for total in totals]
    trend = share_trend(months_of(counts, totals))
    assert trend is not None
    assert trend.low < 0 < trend.high
    assert trend.share == pytest.approx(0.02, rel=0.1)
    assert share_trend(months_of(counts)) is None


def test_bends_are_found_where_they_are_and_not_where_there_are_none() -> None:
    source = np.random.default_rng(2)
    place = np.arange(96.0)
    bent = np.exp(1.5 + 0.05 * np.minimum(place, 48))
    (found,) = change_points(months_of([int(n) for n in source.poisson(bent)]))
    assert "2013-01" <= found.period <= "2015-01"
    assert found.rate_before > 0.03 > found.rate_after
    assert found.p_value < 0.01
    straight = source.poisson(np.exp(1.5 + 0.02 * place))
    assert change_points(months_of([int(n) for n in straight])) == ()
    pulse = np.exp(2 + 0.06 * np.minimum(place, 40) - 0.06 * np.maximum(place - 66, 0))
    up, down = change_points(months_of([int(n) for n in source.poisson(pulse)]))
    assert "2012-11" <= up.period <= "2013-11"
    assert "2015-01" <= down.period <= "2016-01"
    assert up.rate_after == down.rate_before
    assert up.rate_before > 0.04 > abs(up.rate_after)
    assert down.rate_after < -0.04


@pytest.mark.parametrize("counts", [[0] * 60, [1] * 25, [0] * 59 + [3], [5] * 40, [0, 900] * 20])
def test_series_without_a_rate_have_no_change_of_it(counts: list[int]) -> None:
    assert change_points(months_of(counts)) == ()


def test_a_change_is_told_with_its_month_and_both_rates() -> None:
    counts = [round(5 * 1.05 ** min(month, 40)) for month in range(84)]
    growth = measure_growth(submissions_of(counts))
    text = growth_text(growth)
    (point,) = growth.change_points
    told = f"The rate changes at {point.period}: from +0.0"
    assert told in text
    assert growth.to_json()["change_points"][0]["p_value"] == point.p_value


def test_svg_is_the_same_twice_and_carries_no_date(growing: Growth) -> None:
    svg = render_svg(growing)
    assert svg.startswith("<svg")
    assert svg == render_svg(growing)
    assert "<dc:date>" not in svg


@pytest.mark.parametrize(
    ("kind", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")]
)
def test_plot_is_written_in_each_format(growing: Growth, kind: str, magic: bytes) -> None:
    buffer = io.BytesIO()
    plot_growth(growing, buffer, kind)
    assert buffer.getvalue().startswith(magic)


def test_plot_of_years_and_of_a_series_without_fits() -> None:
    assert render_svg(measure_growth(submissions_of(GROWING), by="year"))
    assert render_svg(measure_growth(pd.DataFrame({"submitted": ["2019-01-03"]})))
    assert render_svg(measure_growth(pd.DataFrame({"submitted": []}))) == ""


def test_plot_refuses_what_it_cannot_write(growing: Growth, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="no plot format 'gif'"):
        plot_growth(growing, f"{tmp_path}/a.gif")
    with pytest.raises(UsageError, match="cannot be written"):
        plot_growth(growing, tmp_path / "file" / "a.svg")
    with pytest.raises(UsageError, match="nothing to plot"):
        plot_growth(measure_growth(pd.DataFrame({"submitted": []})), f"{tmp_path}/a.svg")


def test_fifty_thousand_papers_take_seconds_of_work_at_most() -> None:
    many = pd.concat([submissions_of(GROWING)] * (50_000 // sum(GROWING) + 1))
    started = time.process_time()
    growth = measure_growth(many)
    assert time.process_time() - started < 20
    assert growth.papers > 50_000


def test_published_totals_are_measured_without_first_and_last_month() -> None:
    totals = {month.period: 100 + 5 * at for at, month in enumerate(months_of([0] * 60))}
    del totals["2012-03"]
    growth = measure_totals(totals, by="year", coverage=DataCoverage(partial=False, subject="all"))
    periods = [item.period for item in growth.months]
    assert len(periods) == 57
    assert not {"2010-01", "2012-03", "2014-12"} & set(periods)
    assert [item.complete for item in growth.series] == [False, True, False, True, False]
    assert "Growth of all is best described as linear" in growth_text(growth)
    assert measure_totals({}).reason == "no papers with a submission date"


def test_thinning_evenly_keeps_an_exponential_and_its_doubling_time(growing: Growth) -> None:
    even, early, late = what_if_thinned(growing.months, 0.5)
    assert sum(even.chosen.values()) == even.repeats
    assert even.doubling_time[1] == pytest.approx(23.4, abs=4)
    assert early.doubling_time[1] is not None
    assert late.doubling_time[1] is not None
    assert early.doubling_time[1] < even.doubling_time[1] < late.doubling_time[1]
    assert what_if_thinned(growing.months[:12], 0.5) == ()
    told = growth_text(replace(growing, what_if=(even, early, late)))
    assert "What if 50% of the earliest papers were missing" in told


def test_the_mean_passes_the_rate_within_an_interval_that_holds_every_likely_model() -> None:
    counts = [round(3 * 1.03**month) for month in range(90)]
    growth = measure_growth(submissions_of(counts))
    passing = growth.passing_month
    assert passing is not None
    assert passing.low is not None
    assert passing.period is not None
    assert passing.high is not None
    truth = months_of(counts)[[3 * 1.03**month >= 15.5 for month in range(90)].index(True)].period
    assert passing.low <= truth <= passing.high
    assert passing.low <= passing.period <= passing.high
    told = f"by the models their mean passes it in {passing.period} (95%: {passing.low} to"
    assert told in growth_text(growth)
    record = growth.to_json()
    assert record["first_month_interval"] == [passing.low, passing.high]
    assert record["first_month_expected"] == passing.period
    months, noise = months_of(counts), np.random.default_rng(4)
    drawn = months_of([int(n) for n in noise.negative_binomial(4, 4 / (4 + np.array(counts)))])
    models = fit_models([month.count for month in drawn], holdout=False)
    low, high = (
        [month.period for month in months].index(end or "2017-06")
        for end in (passing_month(drawn, models, 0.5).low, passing_month(drawn, models, 0.5).high)
    )
    alone = [passing_month(drawn, [model], 0.5) for model in models]
    assert high - low > 3
    assert len({(one.low, one.high) for one in alone}) > 1


def test_a_rate_that_is_far_away_is_passed_in_no_month() -> None:
    growth = measure_growth(submissions_of([1, 2, 1, 1] * 12))
    assert growth.passing_month is not None
    assert growth.passing_month.period is None
    assert growth.to_json()["first_month_interval"] == [None, None]
    assert "not yet\n" in growth_text(growth)


def test_a_season_is_found_where_there_is_one() -> None:
    flat = season(months_of([30] * 60))
    assert flat is not None
    assert flat.p_value > 0.9
    summer = season(months_of([15 if at % 12 == 7 else 30 for at in range(60)]))
    assert summer is not None
    assert summer.p_value < 1e-4
    assert summer.factors["08"] == pytest.approx(0.53, abs=0.02)
    assert season(months_of([30] * 30)) is None


@pytest.mark.parametrize("view", ["share", "cumulative", "doubling"])
def test_views_are_drawn_and_the_same_record_gives_the_same_bytes(view: View) -> None:
    totals = {month.period: 1000 for month in months_of([0] * 72)}
    growth = measure_growth(submissions_of(GROWING), totals=totals)
    first, second = io.BytesIO(), io.BytesIO()
    plot_growth(growth, first, "svg", view=view)
    plot_growth(growth, second, "svg", view=view)
    assert first.getvalue() == second.getvalue()


def test_a_view_without_its_data_is_refused_with_the_reason(growing: Growth) -> None:
    with pytest.raises(UsageError, match="no totals are known"):
        plot_growth(growing, io.BytesIO(), "svg", view="share")
    few = measure_growth(submissions_of([1] * 30))
    with pytest.raises(UsageError, match="no doubling time to plot"):
        plot_growth(few, io.BytesIO(), "svg", view="doubling")


def test_a_long_silence_is_one_line() -> None:
    growth = measure_growth(pd.DataFrame({"submitted": ["2010-01-01", "2010-12-01"]}))
    assert "2010-02 to 2010-11: none\n" in growth_text(growth)


def test_counts_that_stand_still_are_not_called_growth() -> None:
    totals = {f"201{at // 12}-{at % 12 + 1:02d}": 7 for at in range(60)}
    told = growth_text(measure_totals(totals))
    assert "not established to grow" in told
    assert "Growth of" not in told


def test_thinning_does_not_depend_on_how_many_papers_there_are() -> None:
    days = {date(2010 + at // 12, at % 12 + 1, 1): 10**8 for at in range(25)}
    window = Window(date(2010, 1, 1), date(2012, 1, 31))
    left = thin_months(count_periods(days, window), 0.5, manner="early", seed=1)
    assert abs(left[0] - 5 * 10**7) < 10**5
    assert left[-1] == 10**8


def test_a_doubling_time_says_where_the_exponential_is_not_the_best_shape() -> None:
    line = {f"20{at // 12:02d}-{at % 12 + 1:02d}": 100 + 5 * at for at in range(120)}
    curve = {month: round(3 * 1.03**at) for at, month in enumerate(line)}
    straight, bent = growth_text(measure_totals(line)), growth_text(measure_totals(curve))
    assert "; linear growth, which describes the counts better, has no constant one" in straight
    assert "Doubling time of the exponential fit" in bent
    assert "describes the counts better" not in bent


def test_a_rate_that_was_there_from_the_first_month_has_no_first_month() -> None:
    totals = {f"20{at // 12:02d}-{at % 12 + 1:02d}": 100 + 5 * at for at in range(60)}
    text = growth_text(measure_totals(totals))
    assert "One paper in two days or more from the first month counted, 2000-02" in text
    assert "First month of three" not in text
