"""A corpus in which every name is hostile to one form or another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from litscan import audit
from litscan.corpus import Corpus, PaperRecord
from litscan.document import read_text
from litscan.document.model import Document, Evidence, TablePlace
from litscan.extraction.operating_point import OperatingPoint
from litscan.extraction.records import Comparison, Configuration, Extraction, Links, Result

ASCII = r"""A & B: 50% of $L_0$ {braces} #1 back\slash ~ ^ _x_ *y* `z` "q" 'r' |p| [s] a/b"""
ACCENTS = "Élagage des réseaux à Müller, Łódź, ő ş ñ ç ø å ß"
HTML = "<script>alert(1)</script> & &amp; </td></table> <!-- x --> <img src=x onerror=alert(2)>"
SYMBOLS = "λ ≤ α → ∞ of ∇f × ‖w‖ ± µ"
FORMULA = '=HYPERLINK("http://x") [^a] [@key] ![i](j) --- +1'
CJK = "神经网络剪枝：重要性 プルーニング"
SENTENCE = "Dense 93.5, pruned 93.21 and 71.35."
LATIN = (ASCII, ACCENTS, HTML, SYMBOLS, FORMULA)
"""Titles that pdfLaTeX sets with Latin fonts."""


def titles(*, cjk: bool) -> tuple[str, ...]:
    """The titles of the corpus, in the order of the papers' keys."""
    return (*LATIN, CJK) if cjk else LATIN


def fill(path: Path, *, cjk: bool) -> Path:
    """Write the corpus; every paper compares to the one before it and copies its numbers."""
    with Corpus.open(path) as corpus:
        for number, title in enumerate(titles(cjk=cjk)):
            key = f"240{number}.00001"
            corpus.add_papers([_record(key, number, title)])
            document = read_text(f"# Trim\n\n{SENTENCE}\n", format="markdown")
            facts = _facts(document, number, title)
            saved = corpus.save_document(key, document)
            corpus.save_extraction(saved, facts)
            corpus.save_audit(saved, _audit(document, facts, number))
    return path


def _record(key: str, number: int, title: str) -> PaperRecord:
    return PaperRecord(
        key,
        arxiv_id=key,
        title=title,
        authors=("Zoë Müller & Sons", "O'Neil #1", f"Plain{number}"),
        submitted=f"20{20 + number}-02-03T00:00:00Z",
        venue=f"Proceedings of 50% & {title}" if number % 2 else f"Journal of {title}",
        doi=f"10.1000/a_b{number}",
    )


def _cell(document: Document, words: str, row: int, column: int) -> Evidence:
    at = document.text.index(words)
    place = TablePlace("tab:a_b", row, column)
    return Evidence(words, "table", "", "<text>", 3, at, at + len(words), place)


def _result(title: str, value: float, evidence: Evidence, **given: Any) -> Result:
    fields: dict[str, Any] = {
        "method": f"{title} (ours)",
        "own": True,
        "architecture": f"Net {title}"[:40],
        "dataset": f"Set {title}"[:40],
        "task": None,
        "metric": "top1_accuracy",
        "value": value,
        "unit": "percent",
        "uncertainty": None,
        "is_dense_baseline": False,
        "operating_point": OperatingPoint("compression_ratio", 4.0, "factor"),
        "confidence": 0.9,
        "evidence": (evidence,),
    }
    return Result(**{**fields, **given})


def _facts(document: Document, number: int, title: str) -> Extraction:
    others = "Other & Co_1"
    dense = {"is_dense_baseline": True, "own": False, "operating_point": None}
    shared = {"dataset": "ImageNet", "architecture": "ResNet-50"}
    one, two = _cell(document, "93.21", 2, 1), _cell(document, "71.35", 2, 2)
    other = _cell(document, "93.5", 9, 1)
    return Extraction(
        source=document.source,
        title=title,
        arxiv_id=None,
        coverage=document.coverage,
        paper_type="method",
        pruning_kinds=("structured",) if number % 2 else ("unstructured", "semi"),
        configurations=(
            Configuration("ImageNet", "ResNet-50", 0.9, (one,)),
            Configuration(f"Set {title}"[:40], f"Net {title}"[:40], 0.9, (one,)),
        ),
        compares_to=(
            Comparison(others, "k_1", f"Elsewhere: {title}", None, "table", 0.9, (one,)),
            Comparison("Before", None, None, f"240{number - 1}.00001", "table", 0.9, (one,)),
        )
        if number
        else (),
        results=(
            _result(title, 93.5, _cell(document, "93.5", 1, 1), method="Dense", **dense),
            _result(title, 93.21, one),
            _result(title, 75.5 + number, other, method="Dense", **dense, **shared),
            _result(title, 70.5 + number, other, **shared),
            _result(title, 93.21, one, method=others, own=False, **shared),
            _result(title, 71.35, two, method=others, own=False, **shared),
        ),
        links=Links((f"https://github.com/a_b/c%20d#{number}",), (one,)),
    )


def _audit(document: Document, facts: Extraction, number: int) -> dict[str, Any]:
    record = audit(document, facts).to_json()
    finding = next(one for one in record["findings"] if one["check"] == "C07")
    finding.update(outcome="fail", reason=f"'CR_{number} (%)' & may be a share removed or kept")
    numbers = [
        {"relation": "copied", "paper": f"240{number - 1}.00001", "evidence": [cell.to_json()]}
        for cell in (_cell(document, "93.21", 2, 1), _cell(document, "71.35", 2, 2))
    ]
    return {**record, "across": {"competitors": numbers if number else []}}
