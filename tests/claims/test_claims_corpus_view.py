"""What claims read of a corpus, from papers in a database that were read and audited."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from litscan.claims import run_claims
from litscan.claims.corpus_view import view_corpus
from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.importer import import_path
from litscan.pipeline import audit_documents, extract_documents
from litscan.rigor.hardware.examples import COST_TABLE, timed_paper

NOW = datetime(2030, 1, 2, tzinfo=UTC)
PAPERS = {
    "timed": timed_paper(f"{COST_TABLE}\nLatency was measured on one Tesla V100.\n"),
    "slow": timed_paper(COST_TABLE.replace("3.1", "6.2") + "\nLatency was measured on a GPU.\n"),
    "untimed": timed_paper(""),
}


def test_audits_tell_who_measured_speed(tmp_path: Path) -> None:
    names: dict[str, str] = {}
    with Corpus.open(tmp_path / "corpus.db") as corpus:
        for name, text in PAPERS.items():
            path = tmp_path / f"{name}.md"
            path.write_text(text, "utf-8")
            import_path(corpus, path)
            new = set(corpus.documents()["key"]) - set(names)
            names |= dict.fromkeys(new, name)
        for _ in extract_documents(corpus):
            pass
        assert {paper.speed for paper in view_corpus(corpus).read} == {None}
        for _ in audit_documents(corpus):
            pass
        view = view_corpus(corpus)
    reports = {names[paper.key]: paper.speed for paper in view.read}
    assert set(reports) == set(PAPERS)
    told = {
        name: (report.claimed, report.timed, report.device, report.slower)
        for name, report in reports.items()
        if report is not None
    }
    assert told == {
        "timed": (True, True, True, 0),
        "slow": (True, True, False, 1),
        "untimed": (True, False, False, 0),
    }
    realised = [ratio for report in reports.values() if report for ratio in report.realised]
    assert sorted(realised) == pytest.approx([0.393, 0.787], abs=0.005)
    (result,) = run_claims(["S05"], corpus=view, now=NOW)
    assert (result.found.n, str(result.verdict)) == (3, "supported")
    assert result.found.value == 1 / 3


def test_the_wider_field_is_what_the_corpus_holds_whole(tmp_path: Path) -> None:
    keys = [
        (f"{year}{month:02}.{number:05}", f"20{year}-{month:02}-01")
        for year in (12, 13, 14)
        for month in range(1, 13)
        for number in range(1, 4)
    ]
    with Corpus.open(tmp_path / "corpus.db") as corpus:
        corpus.add_papers(
            PaperRecord(key, arxiv_id=key, submitted=day, categories=("cs.NE",))
            for key, day in keys
        )
        corpus.set_relevance({key: float(key.endswith("1")) for key, _ in keys})
        assert view_corpus(corpus).wider.totals == {}
        corpus.state_complete("dump", {"cs.NE": date(2014, 12, 31)})
        wider = view_corpus(corpus).wider
    assert (wider.label, wider.categories) == ("all cs.NE submissions", ("cs.NE",))
    assert set(wider.totals.values()) == {3}
    assert wider.share is not None
    assert round(wider.share.share, 2) == 0.33
