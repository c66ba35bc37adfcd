"""What becomes of papers that arXiv cannot give, or not at once."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_arxiv import OUTAGE, TEX, HostileArxiv, answer, hostile_arxiv, pdf_of, targz

from litscan.collect.session import Patience, PoliteSession
from litscan.corpus import Corpus, PaperRecord
from litscan.errors import NetworkError
from litscan.ids import ArxivId
from litscan.pipeline.fetch_queue import fetch_queue
from litscan.pipeline.fetching import fetch_papers

KEYS = [f"2401.{number:05d}" for number in range(1, 6)]
PDF = pdf_of("We prune ninety percent of the weights of ResNet-50.")


@pytest.fixture
def session() -> PoliteSession:
    return PoliteSession(Patience(delay=0), sleep=lambda _: None)


@pytest.fixture
def arxiv() -> Iterator[HostileArxiv]:
    with hostile_arxiv({}) as served:
        yield served


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "c.db") as opened:
        opened.add_papers(
            PaperRecord(key, key, title="Pruning", submitted=f"2024-01-{day:02d}")
            for day, key in enumerate(KEYS, 1)
        )
        opened.set_relevance(dict.fromkeys(KEYS, 0.9))
        yield opened


def test_three_papers_in_a_row_without_an_answer_end_a_run_and_come_last_in_the_next(
    corpus: Corpus, session: PoliteSession, arxiv: HostileArxiv
) -> None:
    for key in KEYS[1:4]:
        arxiv.answers |= {f"/{kind}/{key}": answer(OUTAGE) for kind in ("e-print", "html", "pdf")}
    for key in (KEYS[0], KEYS[4]):
        arxiv.answers[f"/e-print/{key}"] = answer(gzip.compress(TEX + key.encode()))
    reports: list[tuple[str, str]] = []
    with pytest.raises(NetworkError, match="3 papers in a row: a page that is no paper"):
        reports.extend(
            (report.arxiv_id, report.outcome)
            for report in fetch_papers(corpus, session, arxiv.url, fetch_queue(corpus).wanted)
        )
    assert reports == [(KEYS[4], "source"), *((key, "unanswered") for key in KEYS[3:0:-1])]
    wanted = [arxiv_id.base for arxiv_id in fetch_queue(corpus).wanted]
    assert wanted == [KEYS[0], *KEYS[3:0:-1]]


def test_a_source_that_cannot_be_read_is_kept_and_the_pdf_is_read(
    corpus: Corpus, session: PoliteSession, arxiv: HostileArxiv
) -> None:
    source = targz(("notes.docx", b"PK\x03\x04" + bytes(300)))
    arxiv.answers[f"/e-print/{KEYS[0]}"] = answer(source)
    arxiv.answers[f"/pdf/{KEYS[0]}"] = answer(PDF)
    (report,) = fetch_papers(corpus, session, arxiv.url, [ArxivId(KEYS[0])])
    assert (report.outcome, report.document is not None) == ("pdf", True)
    assert arxiv.asked == [f"/{kind}/{KEYS[0]}" for kind in ("e-print", "html", "pdf")]
    kept = [path.read_bytes() for path in corpus.files.rglob("*") if path.is_file()]
    assert sorted(kept) == sorted([source, PDF])


def test_a_fault_of_the_reader_holds_up_no_paper_behind(
    corpus: Corpus,
    session: PoliteSession,
    arxiv: HostileArxiv,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import litscan.document

    def read_document(path: Path) -> None:
        raise TypeError("a fault of this test")

    for key in KEYS[:2]:
        arxiv.answers[f"/e-print/{key}"] = answer(gzip.compress(TEX + key.encode()))
    monkeypatch.setattr(litscan.document, "read_document", read_document)
    reports = list(fetch_papers(corpus, session, arxiv.url, [ArxivId(key) for key in KEYS[:2]]))
    assert [report.outcome for report in reports] == ["unreadable"] * 2
    assert reports[0].note == "kept, but the reader failed: TypeError"
    last = corpus.last_fetch(KEYS[0], 0)
    assert last is not None
    assert last.raw_sha256
    assert corpus.raw_path(last.raw_sha256).is_file()


def test_an_unknown_paper_without_text_is_not_entered(
    corpus: Corpus, session: PoliteSession, arxiv: HostileArxiv
) -> None:
    (report,) = fetch_papers(corpus, session, arxiv.url, [ArxivId("2402.00001", 2)])
    assert (report.arxiv_id, report.outcome) == ("2402.00001v2", "no_text")
    assert corpus.paper("2402.00001") is None
