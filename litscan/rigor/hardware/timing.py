"""Where a paper claims speed, and where it gives times: shared by the checks of this group.

A *claim* is a sentence that says that the authors' own networks run faster. A *passage of timing*
is a table with times, the caption of one, or a sentence of the experiments that gives a time,
with the sentences beside it: that is where the conditions of a measurement must stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Cell, Document, Evidence, Table
from litscan.rigor.base import Subject
from litscan.rigor.evidence import (
    EXPERIMENT_ROLES,
    find_in_captions,
    find_in_sentences,
    find_in_tables,
    role_at,
)
from litscan.rigor.triggers import triggers_of
from litscan.rigor.voice import asserted, find_own_claims
from litscan.vocabulary import load_vocabulary

__all__ = [
    "TIMED_MEASURES",
    "TIME_MEASURES",
    "claims_measured_speed",
    "devices_in",
    "find_near_timing",
    "measured_times",
    "speed_claims",
    "timing_passages",
]

TIME_MEASURES = frozenset({"latency", "throughput"})
TIMED_MEASURES = TIME_MEASURES | {"speedup"}
_SPEAKS_OF_TIME = re.compile(
    r"\b(?:latenc(?:y|ies)|throughput|wall[- ]clock|run-?times?|inference (?:time|speed)"
    r"|speed-?ups?|(?:execution|running|forward|elapsed|CPU|GPU) time|frames? per second|fps)\b"
    r"|\b\d+(?:\.\d+)?\s?(?:ms|milliseconds?|µs|fps|FPS)\b|(?:images?|imgs?|tokens?|samples?)/s",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\bfaster\b|\bspeed(?:s|ing)?[ -]?ups?\b|\bspeeds? up\b|\baccelerat\w+|\breal[- ]time\b"
    r"|\b(?:low(?:er|ers)?|reduc\w+|less|decreas\w+)\s+(?:the\s+)?(?:inference\s+)?"
    r"(?:latency|inference time|run-?time)\b",
    re.IGNORECASE,
)
_NOT_A_CLAIM = re.compile(
    r"\b(?:faster|accelerat\w+|speed\w*)[ -](?:up )?(?:the )?(?:r-?cnn|convergence"
    r"|learning|optimi[sz]ation|progress|research|adaptation)\b"
    r"|\bfaster\b[^.;]{0,40}\bways?\b|\b(?:separation|convergence|training) speeds up\b"
    r"|\b(?:converge\w*|learns?|learning|adapts?|worsens?|drops?|grows?|decays?|degrad\w+"
    r"|increas\w+)\s+(?:\w+\s+){0,3}faster\b|\baccelerators?\b"
    r"|\bspeed-?ups? (?:is|are|was|were) (?:\w+ )?(?:measured|defined|computed"
    r"|calculated|estimated|approximated|expressed|given|reported) (?:as|by|in|from|with|via)\b"
    r"[^.;]{0,60}\b(?:FLOPs?|MACs?|operations|multiply-accumulates?)\b|\baccelerated gradient",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"\b\d+(?:\.\d+)?\s*(?:ms|milliseconds?|µs|us|fps|FPS|images?/s\w*|img/s\w*|imgs/s\w*|"
    r"tokens?/s\w*|samples?/s\w*|frames? per second|images per second|tokens per second)\b"
    r"|\b\d+(?:\.\d+)?\s*(?:hours|days|minutes)\b|\bGPU[- ](?:hours|days)\b"
    r"|\btraining time\b[^.]{0,60}\d"
    r"|\bbenchmark\w*\b[^.]{0,40}\bon (?:the )?(?:CPUs?|GPUs?|mobile|edge)\b"
    r"|\bwall[- ]clock\b|\b(?:measured?|actual|real|realistic|practical|end-to-end|inference)\s+"
    r"(?:inference\s+)?(?:latency|speed-?ups?|run-?time|acceleration|throughput)\b"
    r"|\b(?:latency|inference time|throughput|run-?time)\b[^.]{0,60}\b(?:measured|GPU|CPU|Jetson|"
    r"RTX|A100|V100|Xeon|phone|Pixel|TensorRT|cuSPARSE|DeepSparse)\b"
)
_COUNTED = re.compile(
    r"\bspeed-?ups?\b[^.]{0,40}\b(?:FLOPs?|MACs?|operations|theoretical\w*)\b", re.IGNORECASE
)
_TIMED_LABEL = re.compile(
    r"\b(?:latency|throughput|wall[- ]clock|inference time|run-?time)\b|\(ms\)|\bms\b|\bfps\b"
    r"|(?:images?|imgs?|tokens?|samples?)/s",
    re.IGNORECASE,
)


def devices_in(text: str) -> list[str]:
    """Return the devices that a text names, as it writes them.

    Examples
    --------
    >>> devices_in("measured on one Tesla V100 and a Pixel 3 phone")
    ['Tesla V100', 'Pixel 3']
    """
    return [mention.surface for mention in load_vocabulary().find(text, {"hardware"})]


def _names_device(table: Table, cell: Cell, document: Document) -> bool:
    caption = document.quote(table.caption) if table.caption else ""
    return bool(
        devices_in(" ".join((*table.header_path(cell.column), *table.row_path(cell.row), caption)))
    )


def speed_claims(subject: Subject) -> tuple[Evidence, ...]:
    """Return the sentences that say the paper's own networks run faster."""
    return subject.once(_speed_claims)


def _speed_claims(subject: Subject) -> tuple[Evidence, ...]:
    return tuple(
        claim
        for claim in find_own_claims(subject.document, _CLAIM)
        if _CLAIM.search(_NOT_A_CLAIM.sub(" ", claim.quote))
    )


def claims_measured_speed(subject: Subject) -> bool:
    """Return whether speed is claimed and time was measured: whether H01 passes."""
    return bool(speed_claims(subject)) and bool(measured_times(subject))


def measured_times(subject: Subject) -> tuple[Evidence, ...]:
    """Return where time was measured: cells of tables, else labels, captions and sentences."""
    return subject.once(_measured_times)


def _measured_times(subject: Subject) -> tuple[Evidence, ...]:
    document = subject.document
    cells = tuple(
        document.cell_evidence(reading.table, value.cell)
        for reading in subject.readings
        for value in reading.values
        if value.measure in TIME_MEASURES
        or (value.measure == "speedup" and _names_device(reading.table, value.cell, document))
    )
    return cells or (
        *find_in_tables(document, _TIMED_LABEL),
        *find_in_captions(document, _TIMED),
        *(
            evidence
            for evidence in asserted(find_in_sentences(document, _TIMED, EXPERIMENT_ROLES), _TIMED)
            if not _COUNTED.search(evidence.quote)
        ),
    )


def timing_passages(subject: Subject) -> tuple[Evidence, ...]:
    """Return the captions, sentences and header cells that speak of a measured time.

    A sentence brings the one before and the one after it along.
    """
    return subject.once(_timing_passages)


def _timing_passages(subject: Subject) -> tuple[Evidence, ...]:
    return (*_in_tables(subject), *_in_text(subject.document))


def _in_tables(subject: Subject) -> Iterator[Evidence]:
    document = subject.document
    tables = {
        id(reading.table): reading.table
        for reading in subject.readings
        if any(value.measure in TIMED_MEASURES for value in reading.values)
    }
    for table in tables.values():
        if table.caption is not None and document.quote(table.caption).strip():
            yield document.evidence(table.caption, "caption")
        for note in table.notes:
            if document.quote(note.span).strip():
                yield document.evidence(note.span)
        for cell in table.cells():
            header = cell.row < table.header_rows or cell.column < table.header_columns
            if header and cell.text.strip():
                yield document.cell_evidence(table, cell)


def _in_text(document: Document) -> Iterator[Evidence]:
    yield from find_in_captions(document, _SPEAKS_OF_TIME)
    sentences = document.sentences
    words = triggers_of(_SPEAKS_OF_TIME) or frozenset()
    near: set[int] = set()
    for number in document.sentences_with(words):
        span = sentences[number].span
        if role_at(document, span.start) not in EXPERIMENT_ROLES:
            continue
        if _SPEAKS_OF_TIME.search(document.text, span.start, span.end):
            near.update((number - 1, number, number + 1))
    for number in sorted(near):
        if 0 <= number < len(sentences) and document.quote(sentences[number].span).strip():
            yield document.evidence(sentences[number].span)


def find_near_timing(subject: Subject, pattern: re.Pattern[str]) -> tuple[Evidence, ...]:
    """Return the passages of timing that match."""
    return tuple(item for item in timing_passages(subject) if pattern.search(item.quote))
