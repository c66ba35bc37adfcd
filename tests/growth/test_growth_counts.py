"""Counting by period, and which periods are complete."""

from __future__ import annotations

from datetime import date

import pandas as pd

from litscan.growth.counts import (
    Window,
    count_periods,
    find_gaps,
    observed_window,
    submission_days,
)

DAYS = [date(2018, 11, 15), date(2018, 12, 31), date(2019, 1, 1), date(2019, 3, 31)]


def test_first_and_last_month_are_complete_only_when_covered_to_their_ends() -> None:
    counted = count_periods(DAYS, Window(DAYS[0], DAYS[-1]))
    assert [(item.period, item.count, item.complete) for item in counted] == [
        ("2018-11", 1, False),
        ("2018-12", 1, True),
        ("2019-01", 1, True),
        ("2019-02", 0, True),
        ("2019-03", 1, True),
    ]
    cut = count_periods(DAYS, Window(date(2018, 11, 1), date(2019, 3, 30)))
    assert (cut[0].complete, cut[-1].complete, cut[-1].count) == (True, False, 0)


def test_quarters_and_years_are_named_and_span_the_new_year() -> None:
    window = Window(DAYS[0], DAYS[-1])
    quarters = count_periods(DAYS, window, by="quarter")
    assert [(item.period, item.count, item.complete) for item in quarters] == [
        ("2018-Q4", 2, False),
        ("2019-Q1", 2, True),
    ]
    years = count_periods(DAYS, window, by="year")
    assert [(item.period, item.count, item.days) for item in years] == [
        ("2018", 2, 365),
        ("2019", 2, 365),
    ]


def test_a_total_is_known_only_where_each_of_its_months_is() -> None:
    totals = {"2019-01": 10, "2019-02": 20, "2019-03": 30, "2018-12": 5}
    quarters = count_periods(DAYS, Window(DAYS[0], DAYS[-1]), by="quarter", totals=totals)
    assert [item.total for item in quarters] == [None, 60]


def test_limits_outside_the_data_do_not_widen_what_the_data_cover() -> None:
    window = observed_window(DAYS, date(2000, 1, 1), date(2030, 1, 1))
    assert window == Window(DAYS[0], DAYS[-1])
    assert observed_window(DAYS, since=date(2020, 1, 1)) is None
    assert observed_window([]) is None


STEADY = [date(2015, month, 20) for month in range(1, 13)]


def test_a_year_of_silence_after_steady_counts_is_a_gap() -> None:
    gap = Window(date(2015, 12, 21), date(2017, 1, 4))
    assert find_gaps([*STEADY, date(2017, 1, 5)]) == (gap,)
    counted = count_periods(STEADY, Window(STEADY[0], date(2017, 3, 31)), by="year", gaps=[gap])
    assert [item.complete for item in counted] == [False, False, False]


def test_eleven_empty_months_and_sparse_early_years_are_no_gap() -> None:
    assert find_gaps([*STEADY, date(2016, 12, 1)]) == ()
    assert find_gaps([*STEADY[1:], date(2020, 1, 1)]) == ()
    assert find_gaps([date(1990, 1, 1), date(1995, 1, 1), date(2014, 6, 1), *STEADY]) == ()
    assert find_gaps([]) == ()


def test_papers_without_a_date_are_left_out() -> None:
    frame = pd.DataFrame({"submitted": [None, "2019-02-01T23:30:00Z", "not a date", "2018-01-05"]})
    assert submission_days(frame) == [date(2018, 1, 5), date(2019, 2, 1)]
    assert submission_days(pd.DataFrame({"submitted": []})) == []
