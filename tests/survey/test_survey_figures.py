"""Survey tables as DataFrames, files and figures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hostile_corpus import fill, titles

from litscan.corpus import Corpus
from litscan.errors import UsageError
from litscan.survey import (
    KINDS,
    SurveyBuilder,
    build_comparison_graph,
    draw_comparisons,
    draw_reporting,
    write_table,
)


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurveyBuilder]:
    path = fill(tmp_path_factory.mktemp("figures") / "hostile.db", cjk=False)
    with Corpus.open(path) as corpus:
        yield SurveyBuilder(corpus)


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_has_every_field_of_every_row(builder: SurveyBuilder, kind: str) -> None:
    table = builder.build(kind)  # type: ignore[arg-type]
    frame = table.to_frame()
    assert frame.columns.tolist() == list(table.names)
    assert len(frame) == len(table.rows) > 0
    name = table.names[0]
    values = frame[name].astype(object).where(frame[name].notna(), None)
    assert values.tolist() == [row.record[name] for row in table.rows]
    assert replace(table, rows=()).to_frame().columns.tolist() == list(table.names)


@pytest.mark.parametrize("ending", ["tex", "md", "csv", "html", "json"])
def test_the_ending_tells_the_form_and_papers_get_their_bibliography(
    builder: SurveyBuilder, tmp_path: Path, ending: str
) -> None:
    table = builder.build("results")
    written = write_table(table, tmp_path / f"results.{ending}", builder.citations)
    beside = ["results.bib"] if ending in ("tex", "md") else []
    assert [path.name for path in written] == [f"results.{ending}", *beside]
    assert sorted(tmp_path.iterdir()) == sorted(written)
    if beside:
        keys = [builder.citations.keys[key] for key in table.cited()]
        entries = written[1].read_text(encoding="utf-8")
        assert keys and all(f"{{{key}," in entries for key in keys)


def test_an_unknown_ending_or_a_file_in_the_way_is_an_error_in_words(
    builder: SurveyBuilder, tmp_path: Path
) -> None:
    table = builder.build("papers")
    with pytest.raises(UsageError, match=r"no table format '\.xls'"):
        write_table(table, tmp_path / "papers.xls")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        write_table(table, tmp_path / "file" / "papers.csv")


def test_the_heat_map_counts_the_outcomes_of_each_group(builder: SurveyBuilder) -> None:
    table = builder.build("reporting")
    figure = draw_reporting(table, names={"2400.00001": "first"})
    axes = figure.axes[0]
    words = [text.get_text() for text in axes.texts]
    passed, decided = (sum(int(word.split("/")[at]) for word in words) for at in (0, 1))
    rows = [row.record for row in table.rows]
    assert passed == sum(row["pass"] for row in rows)
    assert decided == sum(row["pass"] + row["partial"] + row["fail"] for row in rows)
    assert axes.get_xticklabels()[0].get_text() == "first"
    assert figure.get_suptitle() == table.caption


def test_a_heat_map_needs_the_reporting_table_and_papers_that_fit(builder: SurveyBuilder) -> None:
    with pytest.raises(UsageError, match="no table of reporting: papers"):
        draw_reporting(builder.build("papers"))
    with pytest.raises(UsageError, match="no table of reporting"):
        draw_reporting(builder.build("reporting", form="csv"))
    table = builder.build("reporting")
    with pytest.raises(UsageError, match="0 papers to draw"):
        draw_reporting(replace(table, rows=()))
    row = table.rows[0]
    many = {f"paper {number}": "pass" for number in range(61)}
    crowded = replace(row, record={**row.record, "outcomes": many})
    with pytest.raises(UsageError, match="61 papers to draw"):
        draw_reporting(replace(table, rows=(crowded,)))


def test_every_comparison_shown_is_a_mark_and_titles_are_no_formulas(
    builder: SurveyBuilder,
) -> None:
    graph = builder.comparison_graph()
    figure = draw_comparisons(graph)
    axes = figure.axes[0]
    assert len(axes.lines[0].get_xdata()) == sum(map(len, graph.compares.values()))
    figure.savefig(io.BytesIO(), format="png")
    labels = " ".join(label.get_text() for label in axes.get_yticklabels())
    assert "50% of $L_0$" in titles(cjk=False)[0] and "50% of $L_0$" in labels


def test_the_works_left_out_are_counted(builder: SurveyBuilder) -> None:
    graph = builder.comparison_graph()
    words = draw_comparisons(graph, most=1).axes[0].get_xlabel()
    assert f"{len(graph.compared_by) - 1} more works are not shown" in words


def test_no_comparison_is_an_error_in_words(builder: SurveyBuilder) -> None:
    empty = build_comparison_graph(builder.corpus.comparisons().iloc[:0], {})
    with pytest.raises(UsageError, match="no comparisons to draw"):
        draw_comparisons(empty)
