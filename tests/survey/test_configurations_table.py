"""Which filter the counts of pairs are under is told where another gives other counts."""

from __future__ import annotations

from litscan.rigor.corpus_view import KnownPaper, Literature
from litscan.survey.configurations import survey_configurations
from litscan.survey.table import SurveyTable


def table(**papers: set[tuple[str, str]]) -> SurveyTable:
    known = (
        KnownPaper(key.replace("__", "/").replace("_", "-"), "", "", frozenset(pairs))
        for key, pairs in papers.items()
    )
    return survey_configurations(Literature.of(known))


def test_where_all_filters_agree_none_is_named() -> None:
    assert table(a={("MNIST", "LeNet-5")}).note == (
        "Shares are of the 1 papers that report on any pair."
    )


def test_placeholders_are_left_out_and_told() -> None:
    found = table(a={("MNIST", "LeNet-5"), ("???", "LeNet-5")})
    assert len(found.rows) == 1
    assert "Raw (filter F0): 2 datasets, 1 architectures, 2 pairs." in found.note
    assert "left out (F1): 1 datasets, 1 architectures, 1 pairs." in found.note
    assert "F2" not in found.note


def test_a_count_that_the_meta_analysis_does_not_give_has_a_footnote() -> None:
    both, one = {("MNIST", "LeNet-5"), ("MNIST", "fc3")}, {("MNIST", "LeNet-5")}
    found = table(shrinkbench__lempitsky_fast_convnets=one, a=both)
    notes = {row.record["architecture"]: row.cells[2].notes for row in found.rows}
    assert [note.text for note in notes["LeNet-5"]] == [
        "1 under filter F2, as Blalock et al. (2020) count"
    ]
    assert notes["fc3"] == ()
    assert "lempitsky-fast-convnets left out too (F2)" in found.note
