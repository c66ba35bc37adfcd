"""The claim that not all pruning makes networks faster: who measured it, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from litscan.claims.corpus_view import CorpusView
from litscan.claims.figures import Figure, share_of
from litscan.claims.on_corpus import CAVEAT
from litscan.claims.speed_reports import SpeedReport
from litscan.claims.verdict import Measurement

__all__ = ["corpus_measured_speed"]

_SHOWN = 5


def corpus_measured_speed(corpus: CorpusView, *, most: float, enough: int) -> Measurement:
    """Return the share of papers claiming speed that measured it on a named device.

    Holds if any of them measured a slowdown, or if at least `enough` of them claim speed and the
    share's whole interval is below `most`. The ratio of measured to theoretical speedup of a paper
    is the median of its rows.
    """
    reports = {paper.key: paper.speed for paper in corpus.read if paper.speed is not None}
    unknown = len(corpus.read) - len(reports)
    missing = f"{unknown} read papers have no audit that tells (litscan audit)" if unknown else ""
    claiming = {key: report for key, report in reports.items() if report.claimed}
    if not claiming:
        note = "no paper with results of its own, read and audited, claims speed"
        return Measurement(None, 0, note="; ".join(filter(None, (note, missing))))
    on_device = [report for report in claiming.values() if report.timed and report.device]
    slower = [key for key, report in claiming.items() if report.slower]
    name = "measured time on a named device"
    main = share_of(f"{name}, share", len(on_device), len(claiming))
    timed = sum(report.timed for report in claiming.values())
    figures = (
        Figure("papers that claim speed", len(claiming), len(reports)),
        share_of("measured time, on any device, share", timed, len(claiming)),
        *_realised(on_device),
        Figure("papers with a measured slowdown", len(slower), len(claiming)),
        _costs(corpus),
    )
    told = f"measured slower with fewer operations: {_names(slower)}"
    if not slower:
        told = f"no slowdown was measured, and the interval {_place(main, most)} {most:g}"
    note = "; ".join(filter(None, (told, CAVEAT, missing)))
    found = Measurement.of(main, *figures, note=note)
    return replace(found, holds=_holds(main, most, enough, slowdown=bool(slower)))


def _realised(reports: Sequence[SpeedReport]) -> tuple[Figure, ...]:
    ratios = [median(report.realised) for report in reports if report.realised]
    n = len(ratios)
    return (
        share_of("of these, measured over theoretical below 1, share", _below(ratios, 1), n),
        share_of("of these, measured over theoretical below 0.5, share", _below(ratios, 0.5), n),
    )


def _below(ratios: Sequence[float], limit: float) -> int:
    return sum(ratio < limit for ratio in ratios)


def _costs(corpus: CorpusView) -> Figure:
    costly = [paper for paper in corpus.read if paper.costs]
    hits = sum(paper.timed for paper in costly)
    return share_of("with own numbers on cost, give a time, share", hits, len(costly))


def _names(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else ""
    return ", ".join(keys[:_SHOWN]) + more


def _place(share: Figure, most: float) -> str:
    if share.high is not None and share.high < most:
        return "lies below"
    return "lies above" if share.low is not None and share.low >= most else "contains"


def _holds(share: Figure, most: float, enough: int, *, slowdown: bool) -> bool | None:
    if slowdown:
        return True
    if share.n < enough or share.low is None or share.high is None:
        return None
    if share.high < most:
        return True
    return False if share.low >= most else None
