"""From a corpus to what its report shows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from litscan.report.rigor_view import rigor_view
from litscan.report.view import (
    MARKS,
    AuditedPaper,
    ClaimRow,
    CorrectionRow,
    OutcomeCell,
    Report,
    ResultCell,
    outcome_cell,
)
from litscan.rigor import CHECKS, Outcome
from litscan.rigor.render.shorten import on_one_line
from litscan.version import __version__

if TYPE_CHECKING:
    from litscan.claims import ClaimResult
    from litscan.corpus import Corpus
    from litscan.growth import Growth

__all__ = ["build_report", "page_name"]

DECIDED = (Outcome.PASS, Outcome.PARTIAL, Outcome.FAIL)
MOST_QUOTES = 3
MOST_RESULTS = 400


def build_report(
    corpus: Corpus,
    *,
    growth: Growth,
    claims: Sequence[ClaimResult],
    audits: Sequence[Mapping[str, Any]],
    title: str = "Pruning research, counted and checked",
    notices: Iterable[str] = (),
) -> Report:
    """Return the report of a corpus.

    Parameters
    ----------
    corpus : Corpus
        Read, never written.
    growth : Growth
        Its growth.
    claims : sequence of ClaimResult
        The claims re-run on it.
    audits : sequence of mapping
        Its audits, as ``corpus.audits()`` returns them.
    title : str
        Heading of the page.
    notices : iterable of str
        What a reader must know before anything else, for example that the papers are fictional.
    """
    from litscan.growth import growth_lines
    from litscan.growth.plots import render_svg

    counts = corpus.counts()
    titles = _titles(corpus)
    columns, rows, note = _results(corpus)
    audited = tuple(_audited(item, titles) for item in audits)
    return Report(
        title=title,
        version=__version__,
        fingerprint=corpus.fingerprint(),
        papers=counts["papers"],
        documents=counts["documents"],
        results=counts["results"],
        findings_decided=sum(map(_decided, audits)),
        notices=(*notices, *_stale_note(corpus)),
        growth_svg=render_svg(growth),
        growth_caption="Papers by the month their first version was submitted, with the fits.",
        growth_lines=tuple(_without_caveats(growth_lines(growth))),
        claims=tuple(_claim_row(claim) for claim in claims),
        rigor=rigor_view(CHECKS, audited, tuple(map(_outcomes, audits))),
        audited=audited,
        results_columns=columns,
        results_rows=rows,
        results_note=note,
        corrections=_corrections(corpus),
        sources=_sources(corpus),
    )


def _without_caveats(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines without the list of caveats, which the page shows among its sources."""
    for line in lines:
        if line.endswith("coverage is partial:"):
            yield f"{line[:-1]} (see the sources below)."
        elif not line.startswith("  - "):
            yield line


def _titles(corpus: Corpus) -> dict[str, str]:
    papers = corpus.papers()
    return {key: title for key, title in zip(papers["key"], papers["title"], strict=True) if title}


def _decided(item: Mapping[str, Any]) -> int:
    return sum(finding["outcome"] in DECIDED for finding in item["findings"])


def _outcomes(item: Mapping[str, Any]) -> tuple[OutcomeCell, ...]:
    """Return the outcome of every check; one that a stored audit does not know is undetermined."""
    by_check = {finding["check"]: Outcome(finding["outcome"]) for finding in item["findings"]}
    return tuple(
        outcome_cell(by_check.get(check.id, Outcome.UNDETERMINED), check.name) for check in CHECKS
    )


def _audited(item: Mapping[str, Any], titles: Mapping[str, str]) -> AuditedPaper:
    score = item["score"]
    key = str(item["paper"])
    return AuditedPaper(
        anchor=f"paper-{page_name(key)}",
        page=f"papers/{page_name(key)}.html",
        key=key,
        title=titles.get(key) or item["title"] or key,
        paper_type=item["paper_type"],
        kinds=", ".join(item["pruning_kinds"]),
        score="not given" if score["value"] is None else f"{score['value']:.2f}",
        coverage=f"{score['coverage']:.0%}" if _applies(item) else "none applies",
        findings=tuple(
            _finding(finding)
            for finding in item["findings"]
            if finding["outcome"] in (Outcome.FAIL, Outcome.PARTIAL)
        ),
        warnings=tuple(item["coverage"]["warnings"]),
    )


def page_name(key: str) -> str:
    """Return a paper's key as the name of its page: ASCII letters, digits and dashes, unique.

    Examples
    --------
    >>> page_name("1608.08710")
    '1608-08710'
    >>> page_name("a/b") == page_name("a.b")
    False
    """
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in key)[:80]
    if re.fullmatch(r"\d{4}\.\d{4,5}", key):
        return plain
    return f"{plain}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def _applies(item: Mapping[str, Any]) -> bool:
    outcomes = {finding["outcome"] for finding in item["findings"]}
    return outcomes != {str(Outcome.NOT_APPLICABLE)}


def _finding(finding: Mapping[str, Any]) -> dict[str, Any]:
    shown = [
        {**item, "quote": on_one_line(item["quote"])} for item in finding["evidence"][:MOST_QUOTES]
    ]
    return {**finding, "mark": MARKS[Outcome(finding["outcome"])], "evidence": shown}


def _claim_row(result: ClaimResult) -> ClaimRow:
    from litscan.claims.words import figure_words

    claim, found = result.claim, result.found
    recomputed = figure_words(found.value, found.low, found.high, claim.unit)
    value, _, interval = recomputed.partition(" (")
    return ClaimRow(
        id=claim.id,
        statement=claim.statement,
        source=claim.source,
        published="" if claim.published is None else figure_words(claim.published, unit=claim.unit),
        recomputed=value,
        interval=interval.removesuffix(")"),
        n=str(found.n),
        verdict=str(result.verdict),
        reason=result.judgement.reason,
    )


def _results(
    corpus: Corpus,
) -> tuple[tuple[str, ...], tuple[tuple[ResultCell, ...], ...], str]:
    from litscan.survey import RESULT_COLUMNS, build_results_table, result_cells

    table = build_results_table(corpus.results(), corpus.papers()).select(own=True)
    rows = tuple(
        tuple(
            ResultCell(text, column.number)
            for text, column in zip(result_cells(row), RESULT_COLUMNS, strict=True)
        )
        for row in table.rows[:MOST_RESULTS]
    )
    note = "A drop is computed only where the paper prints the unpruned network's number too."
    if len(table.rows) > MOST_RESULTS:
        note += f" These are the first {MOST_RESULTS} of {len(table.rows)} rows."
    return tuple(column.heading for column in RESULT_COLUMNS), rows, note


def _corrections(corpus: Corpus) -> tuple[CorrectionRow, ...]:
    from litscan.corpus.corrections.record import change_words

    return tuple(
        CorrectionRow(
            paper=one.paper,
            fact=f"{one.kind} {one.fact}" if one.kind != one.fact else one.kind,
            change=on_one_line(change_words(one)),
            by=one.by,
            made=one.made,
            note=on_one_line(one.note),
            status=one.status,
        )
        for one in corpus.correction_records()
    )


def _stale_note(corpus: Corpus) -> tuple[str, ...]:
    """Return what to tell where stored findings rest on facts that are others by now."""
    stale = len(corpus.stale_audits())
    if not stale:
        return ()
    rest = "1 paper rest" if stale == 1 else f"{stale} papers rest"
    return (f"The findings of {rest} on older facts; litscan audit all renews them.",)


def _sources(corpus: Corpus) -> tuple[str, ...]:
    notes = corpus.coverage_notes()
    return tuple(f"{row.source}: {row.text}" for row in notes.itertuples())
