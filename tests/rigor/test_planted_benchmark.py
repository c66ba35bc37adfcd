"""What is planted into a paper's files is there, and the checks see it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.rigor.planted import alone, related, said
from benchmarks.rigor.planted.additions import row_added, sentence_added
from benchmarks.rigor.planted.definitions import factors, is_far, shares
from benchmarks.rigor.planted.errors import PLANTED, error_jobs
from benchmarks.rigor.planted.numbers import Plant, sown, transposed
from benchmarks.rigor.planted.omissions import omission_jobs, without
from benchmarks.rigor.planted.papers import (
    Paper,
    examples,
    ordered,
    places,
    read_paper,
    subject_of,
)
from benchmarks.rigor.planted.source import read_with, removal, verbatim
from benchmarks.rigor.planted.tallies import Job, Result, summary
from litscan import read_text
from litscan.document.model import Document
from litscan.resources import data_path
from litscan.rigor import CHECKS, Outcome, find_check
from litscan.rigor.base import Group
from litscan.rigor.examples import ACCURACY_TABLE, paper

DOCS = Path(__file__).resolve().parents[2] / "docs"
FIRST_EXAMPLES = {one.name.split()[0]: one for one in reversed(list(examples(PLANTED)))}


def read_markdown(text: str) -> Document:
    return read_text(text, format="markdown")


def sample(name: str) -> Paper:
    found = read_paper((name, "sample", data_path("sample", "papers") / name))
    assert found is not None
    return found


def plants_of(paper: Paper, check: str) -> list[Plant]:
    return [plant for plant in PLANTED[check](paper, check) if plant is not None]


def test_every_check_of_arithmetic_has_an_error_of_its_own() -> None:
    assert list(PLANTED) == [check.id for check in CHECKS if check.group is Group.ARITHMETIC]


@pytest.mark.parametrize("check", PLANTED)
def test_an_error_planted_into_the_first_passing_example_is_found(check: str) -> None:
    paper = FIRST_EXAMPLES[check]
    plants = plants_of(paper, check)
    assert plants
    for plant in plants:
        document = sown(paper.document, plant)
        assert document is not None and document.text != paper.document.text
        assert find_check(check).decide(subject_of(document)).outcome is Outcome.FAIL


def test_an_error_is_planted_in_the_file_of_a_folder_that_prints_the_number() -> None:
    paper = sample("slow-ramp")
    plants = [plant for check in PLANTED for plant in plants_of(paper, check)]
    assert plants
    document = sown(paper.document, plants[0])
    assert document is not None
    texts = zip(document.files, paper.document.files, strict=True)
    changed = [old.name for new, old in texts if new.text != old.text]
    assert changed == [paper.document.files[plants[0].edits[0].file].name]
    assert document.source.path == paper.document.source.path


def test_a_plant_that_does_not_show_is_none() -> None:
    document = read_markdown(paper(ACCURACY_TABLE))
    at = document.text.index("75.2")
    edit = verbatim(document, at, at + 4, "74.9")
    assert edit is not None
    assert sown(document, Plant("A01", "altered", (edit,), ((None, "74.9"),)))
    assert sown(document, Plant("A01", "altered", (edit,), ((None, "99.9"),))) is None


def test_what_another_definition_gives_is_no_error() -> None:
    assert not is_far(2.0, factors(0.5), 0.15)
    assert not is_far(25.0, shares(0.75), 0.15)
    assert not is_far(33.0, shares(0.75), 0.15)
    assert is_far(70.0, shares(0.9), 0.1)
    assert list(transposed("7.70")) == ["7.07"]


@pytest.mark.parametrize(
    ("make", "check"),
    [(related.drops, "A01"), (related.ratios, "A02"), (said.marks, "A18"), (alone.counts, "A11")],
)
def test_nothing_is_planted_where_nothing_is_quoted(
    make: Callable[[Paper, str], Iterator[Plant | None]], check: str
) -> None:
    document = read_markdown(paper("Words only."))
    subject = subject_of(document)
    decisions = {check: find_check(check).decide(subject)}
    silent = Paper("silent", "example", document, subject.facts, decisions)
    assert list(make(silent, check)) == []


def test_a_whole_sentence_and_a_whole_section_are_taken_out() -> None:
    text = paper(ACCURACY_TABLE + "\nAll numbers are averaged over five runs. We like them.\n")
    document = read_markdown(text + "\n## 4 Limitations\n\nOur method is slow.\n")
    for name, gone in (("V01", "averaged"), ("S05", "slow")):
        check = find_check(name)
        decision = check.decide(subject_of(document))
        assert decision.outcome is Outcome.PASS
        left = without(document, decision.evidence)
        assert left is not None
        assert gone not in left.text and "We like them" in left.text
        assert check.decide(subject_of(left)).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "text",
    [
        ACCURACY_TABLE + "| Random pruning | 71.0 | 50.0 |\n",
        "\\begin{table}\\begin{tabular}{lc} Method & Top-1 (\\%) \\\\ Baseline & 76.1 \\\\ "
        "\\textbf{Random pruning} & {71.0} \\\\ Ours & 75.2 \\\\ \\end{tabular}\\end{table}\n",
    ],
)
def test_a_whole_row_is_taken_out(text: str) -> None:
    document = read_markdown(paper(text))
    rows = len(document.tables[0].rows)
    decision = find_check("B01").decide(subject_of(document))
    assert decision.outcome is Outcome.PASS
    left = without(document, decision.evidence)
    assert left is not None
    assert "Random" not in left.text and "75.2" in left.text
    assert len([row for row in left.tables[0].rows if any(c.text.strip() for c in row)]) == rows - 1


def test_braces_that_close_elsewhere_stay() -> None:
    source = (
        "\\documentclass{article}\\begin{document}\\textbf{One. Two} three. Four.\\end{document}"
    )
    document = read_text(source, format="latex")
    start = document.text.index("Two")
    edit = removal(document, start, document.text.index("Four"))
    assert edit is not None and edit.text == "}"
    assert read_with(document, [edit]).text.split() == ["One.", "Four."]


def test_a_sentence_and_a_row_can_be_put_in() -> None:
    document = read_markdown(paper(ACCURACY_TABLE))
    planted = sentence_added(document, "All numbers are averaged over five runs.")
    assert planted is not None
    assert find_check("V01").decide(subject_of(planted)).outcome is Outcome.PASS
    assert sentence_added(read_markdown("# T\n\nWords."), "More.") is None
    with_row = row_added(subject_of(document), "Random pruning")
    assert with_row is not None
    assert len(with_row.tables[0].rows) == len(document.tables[0].rows) + 1
    assert find_check("B01").decide(subject_of(with_row)).outcome is Outcome.PASS
    assert row_added(subject_of(read_markdown("# T\n\nWords.")), "Random pruning") is None


def test_the_sample_papers_are_enough() -> None:
    names = [name for name, kind, _ in places(Path("/nowhere")) if kind == "sample"]
    assert "slow-ramp" in names and len(names) == len(list(places(Path("/nowhere"))))


def test_the_order_hangs_on_names_and_seed_alone() -> None:
    some = list(examples(["A01", "A04"]))
    one, other = ordered(some, "A01"), ordered(reversed(some), "A01")
    assert [paper.name for paper in one] == [paper.name for paper in other]
    jobs = [[(job.paper, job.arguments[1]) for job in error_jobs(list(x))] for x in (one, other)]
    assert jobs[0] == jobs[1] != []


def test_an_omission_tells_its_outcome() -> None:
    jobs = list(omission_jobs([sample("five-seeds")]))
    job = next(job for job in jobs if job.check == "V01")
    result = job.run()
    assert result.seen and result.outcome in (Outcome.FAIL, Outcome.PARTIAL)


def test_the_summary_counts_by_check_and_kind_of_paper() -> None:
    def job(kind: str) -> Job:
        return Job("errors", "a", kind, "A01", Result, ())  # type: ignore[arg-type]

    found = Result("altered drop", Outcome.FAIL, seen=True)
    missed = Result("altered drop", Outcome.PASS)
    pairs = [
        (job("sample"), found),
        (job("sample"), missed),
        (job("real"), found),
        (job("real"), Result("altered drop", None)),
    ]
    said_of = summary(pairs)
    assert (said_of["planted"], said_of["seen"], said_of["not_placed"]) == (3, 2, 1)
    assert said_of["checks"]["A01"]["sample"] == {"planted": 2, "seen": 1, "share": 0.5}
    assert said_of["checks"]["A01"]["outcomes"] == {"fail": 2, "pass": 1}
    assert [one["paper"] for one in said_of["missed"]] == ["a"]


def test_pages_and_record_agree() -> None:
    lines = (DOCS.parent / "benchmarks/history/rigor.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    figures = [one["planted"] for one in records if "papers" in one.get("planted", {})][-1]
    for check in CHECKS:
        page = (DOCS / "checks" / f"{check.id}.md").read_text(encoding="utf-8")
        assert page.count("## Measured") == 1
        section = page.partition("## Measured")[2].partition("\n## ")[0]
        ways = [
            figures[way]["checks"].get(check.id) for way in ("errors", "omissions", "additions")
        ]
        for way in filter(None, ways):
            for kind in {"sample", "real", "example"} & way.keys():
                assert f"{way[kind]['seen']} of {way[kind]['planted']}" in section
        decided = figures["untouched"]["checks"].get(check.id, {})
        if not any(ways) and not any(row["decided"] for row in decided.values()):
            assert "No figure" in section


def test_a_check_without_figures_says_so() -> None:
    sys.path.insert(0, str(DOCS))
    try:
        from measured import measured_section
    finally:
        sys.path.remove(str(DOCS))
    lines = list(measured_section("C17", {"errors": {"checks": {}}}))
    assert lines[1] == "## Measured" and lines[3].startswith("No figure")
