"""Facts without a text are checked: the known traps of the ShrinkBench tables are found."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from litscan import audit
from litscan.cli import main
from litscan.corpus import Corpus
from litscan.corpus.importer import import_path
from litscan.corpus.ingest.shrinkbench import PAPERS, RESULTS
from litscan.pipeline import audit_stated
from litscan.rigor import Audit, Finding, Outcome

COLUMNS = (
    "Name", "Paper", "Dataset", "Model", "Method", "NumTrials", "Top1", "stdTop1", "dTop1",
    "savedParams", "OrigTop1", "OrigTop5", "OrigMParams", "OrigGFLOPS",
)  # fmt: skip
ROWS = (
    {"Paper": "one", "Top1": "75.00%", "dTop1": "-1.10%", "OrigTop1": "76.10%",
     "OrigTop5": "92.87%", "OrigMParams": "25.6"},
    {"Paper": "two", "Top1": "75.20%", "dTop1": "0.20%", "OrigTop1": "75.40%",
     "OrigTop5": "92.10%"},
    {"Paper": "three", "OrigTop5": "7.20%", "OrigMParams": "18.0"},
    {"Paper": "four", "OrigTop5": "92.70%", "OrigGFLOPS": "4.09"},
    {"Paper": "four", "Model": "VGG-16", "OrigGFLOPS": "30.9"},
    {"Paper": "five", "Top1": "75.0%", "savedParams": "120%"},
)  # fmt: skip


def _write(folder: Path, name: str, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    names = ("Name", "Date", "AuthorName", "Venue", "BibTeX", "Compares To")
    keys = dict.fromkeys(row["Paper"] for row in ROWS)
    _write(folder, PAPERS, names, [{"Name": key, "Date": "2018-1"} for key in keys])
    usual = {"Dataset": "ImageNet", "Model": "ResNet-50", "Method": "Ours, trained thin"}
    _write(folder, RESULTS, COLUMNS, [{**usual, **row} for row in ROWS])
    return folder


def _audits(folder: Path, corpus: Path) -> dict[str, Audit]:
    with Corpus.open(corpus) as opened:
        import_path(opened, folder)
        return {key.partition("/")[2]: found for key, _, found in audit_stated(opened)}


def _failed(audits: dict[str, Audit]) -> dict[tuple[str, str], Finding]:
    return {
        (finding.check, key): finding
        for key, found in audits.items()
        for finding in found.findings
        if finding.outcome is Outcome.FAIL
    }


def test_the_numbers_of_imported_facts_are_checked(tables: Path, tmp_path: Path) -> None:
    failed = _failed(_audits(tables, tmp_path / "x.db"))
    assert set(failed) == {
        ("A01", "two"),  # a gain recorded where the accuracy fell
        ("A07", "three"),  # an error rate in a column of accuracies
        ("A07", "five"),
        ("A11", "three"),
        ("A12", "four"),
    }
    text = (tables / RESULTS).read_text(encoding="utf-8")
    for finding in failed.values():
        assert finding.evidence
        for item in finding.evidence:
            assert text[item.start : item.end] == item.quote
            assert text.count("\n", 0, item.start) + 1 == item.line


def test_without_a_corpus_only_what_one_paper_shows_is_found(tables: Path, tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "x.db") as corpus:
        import_path(corpus, tables)
        alone = {"three": audit(corpus.load_paper_facts("shrinkbench/three"))}
    assert set(_failed(alone)) == {("A11", "three")}
    assert alone["three"].across is None
    assert "across" not in alone["three"].to_json()


def test_facts_alone_accuse_nobody_of_an_absence(tables: Path, tmp_path: Path) -> None:
    for finding in _failed(_audits(tables, tmp_path / "x.db")).values():
        assert str(finding.group) == "arithmetic"


def test_each_of_them_has_a_page(tables: Path, tmp_path: Path) -> None:
    path, pages = tmp_path / "x.db", tmp_path / "pages"
    with Corpus.open(path) as corpus:
        import_path(corpus, tables)
    arguments = ["audit", "all", "--corpus", str(path), "--format", "html", "--output", str(pages)]
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert not leaving.value.code
    assert (pages / "index.html").is_file()
    assert len(list(pages.glob("*.html"))) == len({row["Paper"] for row in ROWS}) + 1


@pytest.mark.shared
def test_the_traps_of_the_real_tables_are_found(shared: Path, tmp_path: Path) -> None:
    failed = _failed(_audits(shared / "data" / "blalock2020", tmp_path / "x.db"))
    assert set(failed) == {
        ("A01", "learning-both"),  # 80.27 to 80.33 with a recorded change of 0.00
        ("A07", "zhang-accel-very-deep"),  # top-5 error of 10.10% stored as accuracy
        ("A11", "compression-aware-training"),  # ResNet-50 with 18.0 M parameters
        ("A12", "sss"),  # ResNet-50 in multiply-accumulates, VGG-16 in FLOPs
        ("A03", "soft-filter-pruning"),  # 24.3 of 40.6 MFLOPs left is 40.1% removed, told as 42.2%
    }


@pytest.mark.shared
@pytest.mark.parametrize(("sign", "slips"), [(1, 6), (-1, 0)])
def test_the_sign_slip_of_the_imputation_is_found(
    shared: Path, tmp_path: Path, sign: int, slips: int
) -> None:
    """The authors' code fills a missing original as value + change; it is value - change."""
    folder = _imputed(shared / "data" / "blalock2020", tmp_path, lambda v, d: v + sign * d)
    failed = _failed(_audits(folder, tmp_path / "x.db"))
    turned = {key: finding for (check, key), finding in failed.items() if check == "A01"}
    assert set(turned) == {"learning-both", *(["pcas"] if slips else [])}
    if slips:
        assert turned["pcas"].numbers["wrong"] == slips


def _imputed(source: Path, into: Path, original: Callable[[float, float], float]) -> Path:
    folder = into / "imputed"
    folder.mkdir()
    (folder / PAPERS).write_bytes((source / PAPERS).read_bytes())
    with (source / RESULTS).open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        rows, columns = list(reader), tuple(reader.fieldnames or ())
    for row in rows:
        if row["Top1"] and row["dTop1"] and not row["OrigTop1"]:
            value, change = (float(row[name].rstrip("%")) for name in ("Top1", "dTop1"))
            row["OrigTop1"] = f"{original(value, change):.2f}%"
    _write(folder, RESULTS, columns, rows)
    return folder
