"""The last stages: growth, claims, and the report that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litscan.pipeline.sample import NOTICES, holds_sample
from litscan.pipeline.screening import screen_papers

if TYPE_CHECKING:
    from litscan.claims import ClaimResult
    from litscan.corpus import Corpus
    from litscan.growth import Growth

__all__ = ["Reported", "report_corpus"]


@dataclass(frozen=True, slots=True)
class Reported:
    """The page that was written, and what stands in it."""

    path: Path
    growth: Growth
    claims: tuple[ClaimResult, ...]


def report_corpus(
    corpus: Corpus, folder: str | Path, *, notices: Iterable[str] = (), title: str | None = None
) -> Reported:
    """Measure growth, re-run the claims, write the report; store the verdicts in the corpus.

    Where papers of the sample corpus are in it, the report says that they are fictional.
    """
    from litscan.claims import claims_json, run_claims
    from litscan.growth.of_corpus import growth_of_corpus
    from litscan.report import build_report, write_report

    now = datetime.now(UTC)
    screen_papers(corpus)
    growth = growth_of_corpus(corpus)
    claims = tuple(run_claims(corpus=corpus, now=now))
    if corpus.writable:
        corpus.save_claims(claims_json(claims, run_at=now)["claims"])
    named = {} if title is None else {"title": title}
    audits = corpus.audits()
    told = (*(NOTICES if holds_sample(corpus) else ()), *notices)
    report = build_report(
        corpus, growth=growth, claims=claims, audits=audits, notices=told, **named
    )
    path = write_report(report, folder)
    write_paper_pages(corpus, audits, Path(folder) / "papers")
    return Reported(path, growth, claims)


def write_paper_pages(corpus: Corpus, audits: Iterable[Mapping[str, Any]], folder: Path) -> int:
    """Write a page for each of a corpus's audits into a folder; return how many there are.

    Pages of papers that are no longer audited are removed.
    """
    from litscan.report import build_audit_page, page_name, render_audit_page, write_page

    documents = corpus.documents()
    current = documents[documents["current"]]
    numbers = dict(zip(current["key"], current["id"], strict=True))
    written = set()
    for audit in audits:
        key = str(audit["paper"])
        page = build_audit_page(audit, corpus.load_document(int(numbers[key])))
        written.add(write_page(render_audit_page(page), folder / f"{page_name(key)}.html"))
    for path in set(folder.glob("*.html")) - written if folder.is_dir() else ():
        path.unlink()
    return len(written)
