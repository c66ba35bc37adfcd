"""Are the numbers that a PDF shows in its tables in the grids read from the LaTeX source?

The PDF says where a table stands: between its rules, next to its caption, whether its grid was
read or not. Every number printed there is looked for among the numbers of all grids of the
paper's LaTeX source, each counted as often as it stands (a multiset). Captions are no part of
either side, nor are citations such as ``[12]`` or ``(Han et al., 2015)``. A table without rules
has no such place in the PDF; how many those are is told. An arXiv PDF may be of another version
than the source: a paper under `OTHER_VERSION` is flagged as doubtful, and counted all the same.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.documents.agreement import Agreement, compare
from benchmarks.documents.grids import Grid, litscan_grids, trimmed

if TYPE_CHECKING:
    from litscan.document.model import Document
    from litscan.document.pdf.layout import Layout

__all__ = ["OTHER_VERSION", "TablePage", "measure", "numbers"]

PAPERS = "data/papers/reproscreener50"
OTHER_VERSION = 0.6
"""Below this share of agreeing numbers a PDF may be of another version than the source."""

_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_CITED = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|\([A-Z][^()]{2,60}\b(?:19|20)\d\d[a-z]?\)")
_MOST_LISTED = 40


@dataclass(frozen=True, slots=True)
class TablePage:
    """A table's place in a PDF and the numbers printed there."""

    caption: str
    page: int
    parsed: bool
    numbers: Counter[str]


def measure(shared: Path) -> dict[str, Any]:
    """Return the share of numbers found, for all papers and for each, and what differs."""
    papers = [_paper(path) for path in sorted((shared / PAPERS).glob("*/*.pdf"))]
    agreement = Agreement()
    for _, own, _ in papers:
        agreement.add(own)
    shown = sum(paper["numbers"] for paper, _, _ in papers)
    found = sum(paper["in_latex"] for paper, _, _ in papers)
    pages = sum(paper["pages"] for paper, _, _ in papers)
    return {
        "papers": len(papers),
        "papers_with_table_places": sum(bool(paper["numbers"]) for paper, _, _ in papers),
        "numbers_in_pdf_tables": shown,
        "in_latex_grids": found,
        "share": _share(found, shown),
        "share_without_flagged": _without_flagged([paper for paper, _, _ in papers]),
        "tables": {
            key: sum(paper["tables"][key] for paper, _, _ in papers)
            for key in ("found", "with_place", "parsed")
        },
        "pdf_grids_against_latex": {
            "numeric_cells": agreement.cells,
            "same_text_and_place": _share(agreement.same, agreement.cells),
            "same_numbers_and_place": _share(agreement.same_numbers, agreement.cells),
            "same_text_anywhere_in_table": _share(agreement.anywhere, agreement.cells),
        },
        "seconds_per_page": round(sum(seconds for _, _, seconds in papers) / max(pages, 1), 3),
        "per_paper": [paper for paper, _, _ in papers],
    }


def _without_flagged(papers: list[dict[str, Any]]) -> float | None:
    kept = [paper for paper in papers if not paper["perhaps_another_version"]]
    return _share(sum(p["in_latex"] for p in kept), sum(p["numbers"] for p in kept))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _paper(path: Path) -> tuple[dict[str, Any], Agreement, float]:
    """Return a paper's figures, how its grids agree, and the seconds its PDF took."""
    from litscan.document import read_document

    began = time.process_time()
    document = read_document(path)
    seconds = time.process_time() - began
    latex = read_document(path.parent / "source")
    places = _places(_layout(path))
    shown: Counter[str] = sum((place.numbers for place in places), Counter())
    stock = _latex_numbers(latex)
    found = (shown & stock).total()
    agreement = compare(_by_number(document), _by_number(latex))
    share = _share(found, shown.total())
    coverage = document.coverage
    figures = {
        "paper": path.parent.name,
        "pages": len(document.files),
        "version_of_pdf": document.arxiv_id.version if document.arxiv_id else None,
        "numbers": shown.total(),
        "in_latex": found,
        "share": share,
        "perhaps_another_version": share is not None and share < OTHER_VERSION,
        "tables": {
            "found": coverage.tables_found,
            "with_place": len(places),
            "parsed": coverage.tables_parsed,
            "in_latex": latex.coverage.tables_found,
            "read_from_latex": latex.coverage.tables_parsed,
        },
        "pdf_cells": agreement.cells,
        "pdf_cells_same_numbers": agreement.same_numbers,
        "differences": _differences(places, stock),
    }
    return figures, agreement, seconds


def _by_number(document: Document) -> list[Grid]:
    """Return the grids in the order of their printed numbers, which floats may not stand in."""
    tables = document.tables
    shown = [[int(part) for part in re.findall(r"\d+", table.number or "")] for table in tables]
    grids = litscan_grids(document)
    return [trimmed(grids[i]) for i in sorted(range(len(grids)), key=lambda i: (shown[i], i))]


def _layout(path: Path) -> Layout:
    import pypdfium2

    from litscan.document.pdf.layout import lay_out

    pdf = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return lay_out(pdf)
    finally:
        pdf.close()


def _places(layout: Layout) -> list[TablePage]:
    return [
        TablePage(
            table.region.caption.text[:60],
            page.number,
            table.grid is not None,
            numbers("  ".join(chunk.text for chunk in row.chunks) for row in table.rows),
        )
        for page in layout.pages
        for table in page.tables
    ]


def numbers(texts: Iterable[str]) -> Counter[str]:
    """Return the numbers in texts, citations left out, thousands not set apart.

    Examples
    --------
    >>> sorted(numbers(["CNN [8]  1,556 ± .5", "(Han et al., 2015)  93.40%"]))
    ['0.5', '1556', '93.40']
    """
    found: Counter[str] = Counter()
    for text in texts:
        for match in _NUMBER.finditer(_CITED.sub(" ", text)):
            token = match[0].replace(",", "")
            found["0" + token if token.startswith(".") else token] += 1
    return found


def _latex_numbers(document: Document) -> Counter[str]:
    """Return the numbers in all grids, without those of citations."""
    cited = [span for span in (item.span for item in document.citations) if len(span)]
    texts = []
    for table in document.tables:
        for cell in table.cells():
            text, start = cell.text, cell.span.start
            for span in cited:
                if span.within(cell.span):
                    a, b = span.start - start, span.end - start
                    text = text[:a] + " " * (b - a) + text[b:]
            texts.append(text)
    return numbers(texts)


def _differences(places: list[TablePage], stock: Counter[str]) -> list[dict[str, Any]]:
    """Return for each table the numbers that the LaTeX grids have not left over for it."""
    left = Counter(stock)
    listed = []
    for place in places:
        missing = place.numbers - left
        left -= place.numbers
        if missing:
            listed.append(
                {
                    "table": place.caption,
                    "page": place.page,
                    "parsed": place.parsed,
                    "numbers": place.numbers.total(),
                    "missing": missing.total(),
                    "missing_numbers": sorted(missing.elements())[:_MOST_LISTED],
                }
            )
    return listed


if __name__ == "__main__":
    json.dump(measure(Path(sys.argv[1])), sys.stdout, indent=1)
