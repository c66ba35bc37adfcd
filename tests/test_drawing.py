"""Figures: titles as they are, formats without dates, and drawings that count what they show."""

from __future__ import annotations

import io

import pytest

from litscan.drawing import PLOT_FORMATS, figure_bytes, new_figure


@pytest.mark.parametrize("kind", PLOT_FORMATS)
def test_a_figure_has_the_same_bytes_each_time(kind: str) -> None:
    drawn = []
    for _ in range(2):
        figure, axes = new_figure(title="Papers")
        axes.plot([1, 2], [3, 4])
        drawn.append(figure_bytes(figure, kind))
    assert drawn[0] == drawn[1]


def test_a_title_is_no_formula() -> None:
    figure, _ = new_figure(title=r"Costs $\nosuchcommand{$ and 50% more")
    figure.savefig(io.BytesIO(), format="png")
    assert figure.get_suptitle() == r"Costs $\nosuchcommand{$ and 50% more"


def test_without_a_title_there_is_none() -> None:
    assert new_figure()[0].get_suptitle() == ""
