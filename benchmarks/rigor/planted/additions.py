"""Statements and rows put into the files of a paper: does a check that failed stop failing?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from benchmarks.rigor.planted.omissions import row_range
from benchmarks.rigor.planted.papers import Paper, ordered, subject_of
from benchmarks.rigor.planted.source import Edit, read_with, source_range
from benchmarks.rigor.planted.tallies import Job, Result
from litscan.document.model import Document, Section
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor import Outcome, find_check
from litscan.rigor.base import Subject

__all__ = ["MOST", "ROWS", "STATEMENTS", "addition_jobs", "row_added", "sentence_added"]

STATEMENTS = {
    "V01": "All results are averaged over five independent runs with different random seeds.",
    "V02": "Over five runs, our method reaches 93.41 ± 0.12 (mean and standard deviation).",
    "V04": "We use the random seeds 0, 1, 2, 3 and 4.",
    "R01": "Our code is available at https://github.com/ourgroup/ourcode.",
    "R03": "We release all pruned checkpoints at https://github.com/ourgroup/ourcode.",
    "R10": "All layers are pruned but the first convolution and the last fully connected layer.",
    "R11": "All networks were trained on four NVIDIA V100 GPUs for 12 hours.",
    "R12": "We implement everything in PyTorch 1.13.",
    "B13": "The numbers of the compared methods are taken from the original papers.",
    "H08": "All latencies are end-to-end, of the whole network.",
    "H11": "Pruning takes 1.5 hours on one V100 GPU.",
    "S04": "We also measure robustness to common corruptions on ImageNet-C.",
    "S05": "A limitation of our method is that it needs labelled data.",
}
"""A sentence that would satisfy each check, put behind the heading of the experiments."""

ROWS = {"B01": "Random pruning", "B03": "Magnitude pruning"}
"""The label of a row that would satisfy each check, put before a row of the paper's own method."""

MOST = {"sample": 25, "real": 4}


def addition_jobs(papers: list[Paper]) -> Iterator[Job]:
    """Yield what to put into papers that fail a check."""
    for check in (*ROWS, *STATEMENTS):
        failing = [paper for paper in papers if paper.is_decided(check, Outcome.FAIL)]
        for kind, most in MOST.items():
            chosen = ordered((one for one in failing if one.kind == kind), check)
            for paper in islice(chosen, most):
                arguments = (paper.document, check)
                yield Job("additions", paper.name, paper.kind, check, _add, arguments)


def _add(document: Document, check: str) -> Result:
    if check in ROWS:
        planted = row_added(subject_of(document), ROWS[check])
    else:
        planted = sentence_added(document, STATEMENTS[check])
    if planted is None:
        return Result("nothing", None)
    decision = find_check(check).decide(subject_of(planted))
    seen = decision.outcome in (Outcome.PASS, Outcome.PARTIAL)
    return Result("row" if check in ROWS else "sentence", decision.outcome, seen, decision.reason)


def sentence_added(document: Document, sentence: str) -> Document | None:
    """Return a paper read anew with a paragraph more in its experiments; None if it has none."""
    for section in _of_experiments(document):
        found = source_range(document, section.span.start, section.span.start + 1)
        if found is None or section.span.end <= section.span.start + 1:
            continue
        file, start, _ = found
        line = document.files[file].text.find("\n", start)
        if line > 0:
            planted = read_with(document, [Edit(file, line, line, f"\n\n{sentence}\n\n")])
            return planted if sentence[:30] in planted.text else None
    return None


def _of_experiments(document: Document) -> list[Section]:
    """Return the sections of experiments; where none is known as such, those that hold tables."""
    named = [one for one in document.sections if one.role in ("experiments", "results")]
    holding = [document.section_at(table.span.start) for table in document.tables]
    return named or [section for section in holding if section is not None]


def row_added(subject: Subject, label: str) -> Document | None:
    """Return a paper read anew with a row more in a table of results; None if there is none.

    The row is a copy of one of the paper's own method under another name.
    """
    document = subject.document
    for reading in subject.readings:
        value = _own_row(reading)
        if value is None or value.method_cell is None:
            continue
        row = row_range(document, reading.table, value.cell.row)
        name = source_range(document, value.method_cell.span.start, value.method_cell.span.end)
        if row is None or name is None or not (row[1] <= name[1] and name[2] <= row[2]):
            continue
        file, start, end = row
        text = document.files[file].text
        copied = text[start : name[1]] + label + text[name[2] : end]
        if not copied.endswith("\n"):
            copied += "\n"
        if copied.count("{") != copied.count("}"):
            continue
        planted = read_with(document, [Edit(file, start, start, copied)])
        if label in planted.text:
            return planted
    return None


def _own_row(reading: TableReading) -> ValueReading | None:
    """Return a result of the paper's own method whose name stands in its row, if there is one."""
    if reading.kind != "results":
        return None
    for value in reading.values:
        cell = value.method_cell
        alone = cell is not None and cell.row == value.cell.row and cell.row_span == 1
        if alone and value.own and not value.is_dense and value.measure is not None:
            return value
    return None
