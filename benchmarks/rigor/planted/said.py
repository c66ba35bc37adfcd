"""Errors between words and numbers: headlines, patterns, marks, tests of significance."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from benchmarks.rigor.planted.definitions import is_far
from benchmarks.rigor.planted.numbers import Plant, in_cell, in_text, printed
from benchmarks.rigor.planted.papers import Cell, Paper
from litscan.document.model import Document
from litscan.tables.numbers import find_numbers

__all__ = ["headlines", "marks", "p_values", "patterns"]

_HIGHER = ("accuracy", "top1_accuracy", "top5_accuracy", "f1", "map", "miou", "bleu", "average")
_LOWER = ("error", "top1_error", "top5_error", "perplexity")
_PATTERN = re.compile(r"(?<![\d:.])(\d{1,2})\s?:\s?(\d{1,2})(?![\d:.])")
_PERCENT = re.compile(r"(\d{1,2}(?:\.\d{1,3})?)\s?\\?%")
_STATISTIC = re.compile(
    r"[tFrzZχ]\s?\^?2?\s?(?:\([^)]{1,30}\))?\s?=\s?(\d{1,4}\.\d{1,4})\D{1,20}?p\w*\s?[=<]\s?(0?\.\d+)"
)
_WITH_DECIMALS = re.compile(r"\d[\d,]*\.\d+")
_QUALITY_AFTER = re.compile(
    r"\s?\\?%?\s(?:top-?\s?[15]\s|test\s|ImageNet\w*\s)*(?:accuracy|BLEU|mIoU|mAP|F1)\b"
    r"(?!\s(?:drop|gain|loss|improve|increase|decrease|degrad|points))",
    re.IGNORECASE,
)
_CLOSE = 0.051
_AWAY = (1.7, -1.7, 2.3, -2.3, 3.1, -3.1, 1.3, -1.3, 3.7, -3.7, 4.1, -4.1, 0.7, -0.7, 2.9, 4.7)


def headlines(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield numbers of abstract or conclusion that the paper shows nowhere else.

    A change must follow from no two numbers of one row or column either, by difference or ratio.
    Where a part of the paper could not be read, the number may stand there, and nothing is planted.
    """
    if not paper.subject.fully_read:
        return
    evidence = paper.decisions[check].evidence
    if len(evidence) < 2 or evidence[0].table is not None or evidence[1].table is None:
        return
    sentence = evidence[0]
    for start, end, quantity in find_numbers(sentence.quote):
        digits = _WITH_DECIMALS.search(sentence.quote, start, end)
        if digits is None or not _is_shown(abs(quantity.value), evidence[1].quote):
            continue
        is_quality = _QUALITY_AFTER.match(sentence.quote, digits.end())
        others = _told(paper.document, changes=not is_quality)
        for away in _AWAY:
            new = abs(quantity.value) + away
            if 0 < new < 100 and np.all(np.abs(others - new) > 6 * quantity.half_unit):
                at = (sentence.start + digits.start(), sentence.start + digits.end())
                text = printed(new, quantity.decimals)
                yield in_text(paper, check, "headline in no table", at, text)
                return


def _is_shown(size: float, cell: str) -> bool:
    """Whether a number is the one of a cell, which may print more digits, or an error or share."""
    for _, _, quantity in find_numbers(cell):
        value = abs(quantity.value)
        if min(abs(size - form) for form in (value, 100 - value, 100 * value)) < _CLOSE:
            return True
    return False


def _told(document: Document, *, changes: bool) -> np.ndarray:
    """Return all numbers of a paper, and what any two of a table's row or column give."""
    told = [np.array([abs(q.value) for _, _, q in find_numbers(document.text)])]
    for line in _lines(document) if changes else ():
        values = np.array(line)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = values[:, None] / values[None, :]
            pairs = [np.abs(values[:, None] - values[None, :]), ratio]
            pairs += [100 * ratio, 100 * np.abs(1 - ratio)]
        told += [pair.ravel() for pair in pairs]
    every = np.concatenate(told)
    every = every[np.isfinite(every)]
    return np.concatenate([every, 100 - every, 100 * every[every <= 1]])


def _lines(document: Document) -> Iterator[list[float]]:
    """Yield the numbers of each row and each column of the tables."""
    for table in document.tables:
        lines: dict[tuple[str, int], list[float]] = {}
        for cell in table.cells():
            for _, _, quantity in find_numbers(cell.text):
                for line in (("row", cell.row), ("column", cell.column)):
                    lines.setdefault(line, []).append(abs(quantity.value))
        yield from lines.values()


def marks(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield bold numbers that are worse than every other of their column."""
    for cell in paper.quoted(check):
        value = cell[1]
        rivals = [one for one in paper.values_of_column(value) if one.measure == value.measure]
        sizes = [other.quantity.value for other in rivals]
        bold = [one for one in rivals if "bold" in one.cell.emphasis]
        if not sizes or "bold" not in value.cell.emphasis:
            continue
        if any(one.quantity.value == value.quantity.value for one in bold):
            continue
        unit = 10.0**-value.quantity.decimals
        new = min(sizes) * 0.9 - unit if value.measure in _HIGHER else max(sizes) * 1.1 + unit
        if value.measure in (*_HIGHER, *_LOWER) and 0 < new <= 100:
            text = printed(new, value.quantity.decimals)
            yield in_cell(paper, check, "bold is not best", cell, text)


def patterns(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield sparsities beside an N:M pattern that neither N kept nor N zeros of M give."""
    for item in paper.decisions[check].evidence:
        pattern, share = _PATTERN.search(item.quote), _PERCENT.search(item.quote)
        if pattern and share:
            few, group = int(pattern[1]), int(pattern[2])
            usual = (100 * few / group, 100 - 100 * few / group)
            for new in ("35", "82"):
                if is_far(float(new), usual, 0.1):
                    at = (item.start + share.start(1), item.start + share.end(1))
                    yield in_text(paper, check, "another sparsity", at, new)
    for cell in paper.quoted(check):
        value = cell[1]
        if value.measure == "sparsity" and value.quantity.value > 1:
            new = "35" if abs(value.quantity.value - 35) > 10 else "82"
            yield in_cell(paper, check, "another sparsity", cell, _like(cell, new))


def _like(cell: Cell, whole: str) -> str:
    return printed(float(whole), cell[1].quantity.decimals)


def p_values(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield statistics near zero beside a p-value of 0.2 or less."""
    for item in paper.decisions[check].evidence:
        found = _STATISTIC.search(item.quote)
        if found and float(found[2]) <= 0.2:
            at = (item.start + found.start(1), item.start + found.end(1))
            yield in_text(paper, check, "statistic near zero", at, "0.05")
