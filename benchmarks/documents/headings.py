"""Do the readers of different formats find the same headings in the same papers?

Twenty papers come as LaTeX source, as TEI that GROBID made of the PDF, and mostly as PDF. The
LaTeX is what the authors wrote; GROBID misses and invents heads, so part of the disagreement is
not the readers'.

Matching. Titles are compared without their numbers, case, punctuation, accents and spaces; each
matches once. Two figures are kept: `f1` where the rest must be equal, and `f1_alike` where also
titles of a likeness of at least `ALIKE` match (GROBID garbles formulas in titles and cuts long
ones). Headings of levels 1 to 3 count; deeper ones (run-in paragraph heads, which GROBID reads as
prose or not) count for neither side unless they match. ``Abstract`` and ``References`` are left
out: readers make those from mark-up.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from benchmarks.gold import shared_folder
from litscan.document.model import Document, Section
from litscan.document.read import read_document
from litscan.errors import LitscanError

__all__ = ["ALIKE", "agreement", "compare_papers", "measure", "normalised"]

ALIKE = 0.85
_DEEPEST = 3
_LEFT_OUT = frozenset({"abstract", "references", "bibliography"})
_NUMBER = re.compile(
    r"\s*(?:(?:appendix|chapter|section)\s+)?(?:\d+(?:\.\d+)*|[A-Z](?:\.\d+)+|[IVX]+\.|[A-Z][.:])"
    r"[.:]?\s+(?=\S)"
)


def normalised(title: str) -> str:
    """Return a title with only its letters and digits, lower case, without number or accents.

    Examples
    --------
    >>> normalised("3.1. Fréchet's W_t: Setup"), normalised("FRECHETS WT SETUP")
    ('frechetswtsetup', 'frechetswtsetup')
    """
    plain = unicodedata.normalize("NFKD", _NUMBER.sub("", title, count=1)).casefold()
    return "".join(c for c in plain if c.isalnum())


def agreement(
    truth: Sequence[Section], read: Sequence[Section]
) -> tuple[int, int, list[str], list[str]]:
    """Return equal and alike matches, and the headings that only one side has.

    Examples
    --------
    >>> from litscan.document.model import Span
    >>> here = [Section(Span(0, 1), title, 1) for title in ("Introduction", "Method")]
    >>> there = [Section(Span(0, 1), title, 1) for title in ("INTRODUCTION", "n = 1")]
    >>> agreement(here, there)
    (1, 1, ['1 | Method'], ['1 | n = 1'])
    """
    wanted, given = _counted(truth), _counted(read)
    common = Counter(key for key, _ in wanted) & Counter(key for key, _ in given)
    equal = sum(common.values())
    missed, invented = _without(wanted, common), _without(given, common)
    alike = equal
    for key, section in list(missed):
        best = max(invented, key=lambda other: _likeness(key, other[0]), default=None)
        if best is not None and _likeness(key, best[0]) >= ALIKE:
            alike += 1
            missed.remove((key, section))
            invented.remove(best)
    shallow = [
        [_shown(section) for _, section in rest if section.level <= _DEEPEST]
        for rest in (missed, invented)
    ]
    return equal, alike, shallow[0], shallow[1]


def _counted(sections: Sequence[Section]) -> list[tuple[str, Section]]:
    keyed = [(normalised(section.title), section) for section in sections]
    return [(key, section) for key, section in keyed if key and key not in _LEFT_OUT]


def _without(
    keyed: Sequence[tuple[str, Section]], common: Counter[str]
) -> list[tuple[str, Section]]:
    left = Counter(common)
    rest = []
    for key, section in keyed:
        if left[key]:
            left[key] -= 1
        else:
            rest.append((key, section))
    return rest


def _likeness(one: str, other: str) -> float:
    """Return a likeness from 0 to 1; titles whose digits differ name different things."""
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _shown(section: Section) -> str:
    return f"{section.number or section.level} | {section.title}"


def compare_papers(shared: Path) -> dict[str, dict[str, Any]]:
    """Return by pair of formats and paper how many headings match, and those that do not.

    Parameters
    ----------
    shared : Path
        The folder that holds ``data/papers/reproscreener50``.
    """
    pairs: dict[str, dict[str, Any]] = {"latex_tei": {}, "latex_pdf": {}}
    for folder in sorted((shared / "data" / "papers" / "reproscreener50").iterdir()):
        latex = _read(folder / "source")
        tei = _read(folder / f"{folder.name}.tei.xml")
        pdf = _read(folder / f"{folder.name}.pdf")
        if latex is not None and tei is not None:
            pairs["latex_tei"][folder.name] = _paper(latex, tei)
        if latex is not None and pdf is not None and pdf.sections:
            pairs["latex_pdf"][folder.name] = _paper(latex, pdf)
    return pairs


def measure(shared: Path) -> dict[str, Any]:
    """Return heading agreement over the papers that come in several formats.

    Returns
    -------
    dict
        For each pair of formats: `n` papers, micro `f1` and `f1_alike`, `precision` and `recall`
        of equal titles, the headings each side has, and the same by paper. The titles that
        differ are printed by ``python -m benchmarks.documents.headings``.
    """
    return {name: _summary(papers) for name, papers in compare_papers(shared).items()}


def _read(path: Path) -> Document | None:
    if not path.exists():
        return None
    try:
        return read_document(path)
    except LitscanError:
        return None


def _paper(latex: Document, other: Document) -> dict[str, Any]:
    equal, alike, missed, invented = agreement(latex.sections, other.sections)
    return {
        "f1": _f1(equal, alike - equal + len(missed), alike - equal + len(invented)),
        "equal": equal,
        "alike": alike,
        "only_latex": missed,
        "only_other": invented,
    }


def _f1(right: int, missed: int, invented: int) -> float:
    return round(2 * right / max(2 * right + missed + invented, 1), 4)


def _summary(papers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    equal = sum(paper["equal"] for paper in papers.values())
    alike = sum(paper["alike"] for paper in papers.values())
    missed = sum(len(paper["only_latex"]) for paper in papers.values())
    invented = sum(len(paper["only_other"]) for paper in papers.values())
    near = alike - equal
    return {
        "n": len(papers),
        "headings_latex": alike + missed,
        "headings_other": alike + invented,
        "f1": _f1(equal, near + missed, near + invented),
        "f1_alike": _f1(alike, missed, invented),
        "precision": round(equal / max(alike + invented, 1), 4),
        "recall": round(equal / max(alike + missed, 1), 4),
        "papers": {
            name: {
                key: len(value) if isinstance(value, list) else value
                for key, value in paper.items()
            }
            for name, paper in papers.items()
        },
    }


if __name__ == "__main__":
    print(json.dumps(compare_papers(shared_folder()), indent=1, ensure_ascii=False))
