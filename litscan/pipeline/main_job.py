"""The main job: every stage after the other, and five lines on what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from litscan.pipeline.reporting import Reported, report_corpus
from litscan.pipeline.stages import audit_documents, extract_documents

if TYPE_CHECKING:
    from litscan.corpus import Corpus

__all__ = ["JobSummary", "Watcher", "finish_job"]


class Watcher(Protocol):
    """Shows the progress of a stage: called with the items and a label, yields the items."""

    def __call__(self, items: Iterable[Any], label: str, length: int | None) -> Iterable[Any]:
        """Return the items, shown as they go by."""


@dataclass(frozen=True, slots=True)
class JobSummary:
    """What the main job did, in five lines."""

    lines: tuple[str, str, str, str, str]
    reported: Reported


def finish_job(
    corpus: Corpus,
    output: str | Path,
    *,
    profile: str = "blalock",
    title: str | None = None,
    notices: Iterable[str] = (),
    watch: Watcher | Callable[..., Iterable[Any]] | None = None,
) -> JobSummary:
    """Run the stages that need no network: extract, audit, growth, claims, report.

    Parameters
    ----------
    corpus : Corpus
        With its papers and documents in it.
    output : path
        Folder of the report.
    profile : str
        Severities and weights of the checks.
    title, notices
        See `litscan.report.build_report`.
    watch : callable, optional
        Shows progress.
    """
    from litscan.extraction import EXTRACTOR_VERSION

    watch = watch or _silently
    pending = len(corpus.pending("extract", EXTRACTOR_VERSION))
    for _ in watch(extract_documents(corpus), "extract", pending):
        pass
    documents = int(corpus.documents()["current"].sum())
    outcomes: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for _, _, result in watch(audit_documents(corpus, profile=profile), "audit", documents):
        outcomes.update(str(finding.outcome) for finding in result.findings)
        failed.update(f.check for f in result.findings if str(f.outcome) == "fail")
    reported = report_corpus(corpus, output, notices=notices, title=title)
    lines = (
        _papers_line(corpus),
        _facts_line(corpus),
        _rigor_line(outcomes, failed),
        _growth_line(reported),
        f"report: {reported.path}",
    )
    return JobSummary(lines, reported)


def _silently(items: Iterable[Any], label: str, length: int | None) -> Iterable[Any]:
    return items


def _papers_line(corpus: Corpus) -> str:
    counts = corpus.counts()
    warned = sum(bool(coverage["warnings"]) for coverage in corpus.documents()["coverage"])
    told = f", {warned} with warnings" if warned else ""
    return f"papers: {counts['papers']} known, {counts['documents']} read in full{told}"


def _facts_line(corpus: Corpus) -> str:
    facts = corpus.facts()
    kinds = Counter(facts["kind"])
    named = facts[facts["role"] == "evaluated"]
    return (
        f"facts: {corpus.counts()['results']} results on "
        f"{named.loc[named['kind'] == 'dataset', 'name'].nunique()} datasets and "
        f"{named.loc[named['kind'] == 'architecture', 'name'].nunique()} architectures, "
        f"{kinds['comparison']} comparisons to other methods, each with its quote"
    )


def _rigor_line(outcomes: Counter[str], failed: Counter[str]) -> str:
    decided = sum(outcomes[name] for name in ("pass", "partial", "fail"))
    worst = ", ".join(f"{check} ({number})" for check, number in failed.most_common(3))
    return (
        f"rigor: {outcomes['fail']} of {decided} decided checks fail"
        + (f", most often {worst}" if worst else "")
        + f"; {outcomes['undetermined']} could not be decided"
    )


def _growth_line(reported: Reported) -> str:
    growth = reported.growth
    counts = Counter(str(claim.verdict) for claim in reported.claims)
    verdicts = ", ".join(f"{counts[name]} {name}" for name in sorted(counts))
    if not growth.series:
        return f"growth: {growth.reason}; claims: {verdicts or 'none could be run'}"
    span = f"{growth.series[0].period} to {growth.series[-1].period}"
    partial = " (partial coverage)" if growth.coverage.partial else ""
    return f"growth: {growth.papers} papers dated {span}{partial}; claims: {verdicts}"
