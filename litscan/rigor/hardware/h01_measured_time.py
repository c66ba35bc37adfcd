"""H01: is time measured when speed is claimed?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Cell, Document, Evidence, SectionRole, Span, Table
from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import (
    EXPERIMENT_ROLES,
    find_in_captions,
    find_in_sentences,
    find_in_tables,
)
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.vocabulary import load_vocabulary

CLAIM_ROLES: frozenset[SectionRole] = frozenset(
    {"abstract", "introduction", "conclusion", "experiments", "results"}
)
PLAIN_ROLES = frozenset({"abstract", "experiments", "results"})
"""Where a plain statement is about the paper's own networks; elsewhere the authors must say so."""
TIME_MEASURES = frozenset({"latency", "throughput"})
_CLAIM = re.compile(
    r"\bfaster\b|\bspeed(?:s|ing)?[ -]?ups?\b|\bspeeds? up\b|\baccelerat\w+|\breal[- ]time\b"
    r"|\b(?:low(?:er|ers)?|reduc\w+|less|decreas\w+)\s+(?:the\s+)?(?:inference\s+)?"
    r"(?:latency|inference time|run-?time)\b",
    re.IGNORECASE,
)
_NOT_A_CLAIM = re.compile(
    r"\b(?:faster|accelerat\w+|speed\w*)[ -](?:up )?(?:the )?(?:r-?cnn|convergence"
    r"|learning|optimi[sz]ation|progress|research|adaptation)\b"
    r"|\b(?:converge\w*|learns?|learning|adapts?|worsens?|drops?|grows?|decays?|degrad\w+"
    r"|increas\w+)\s+(?:\w+\s+){0,3}faster\b|\baccelerators?\b|\baccelerated gradient",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:we|our|ours|us)\b|\b(?:the|this) (?:proposed|paper|work|method|approach|framework)\b"
    r"|\bproposed\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:could|might|future|potential(?:ly)?|further|hope|need(?:s|ed)?|would|not)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|without|never|cannot|lack\w*)\b", re.IGNORECASE)
_TIMED = re.compile(
    r"\b\d+(?:\.\d+)?\s*(?:ms|milliseconds?|µs|us|fps|FPS|images?/s\w*|img/s\w*|imgs/s\w*|"
    r"tokens?/s\w*|samples?/s\w*|frames? per second|images per second|tokens per second)\b"
    r"|\b\d+(?:\.\d+)?\s*(?:hours|days|minutes)\b|\bGPU[- ](?:hours|days)\b|\btraining time\b"
    r"|\bwall[- ]clock\b|\b(?:measured?|actual|real|realistic|practical|end-to-end|inference)\s+"
    r"(?:inference\s+)?(?:latency|speed-?ups?|run-?time|acceleration|throughput)\b"
    r"|\b(?:latency|inference time|throughput|run-?time)\b[^.]{0,60}\b(?:measured|GPU|CPU|Jetson|"
    r"RTX|A100|V100|Xeon|phone|Pixel|TensorRT|cuSPARSE|DeepSparse)\b"
)
_COUNTED = re.compile(
    r"\bspeed-?ups?\b[^.]{0,40}\b(?:FLOPs?|MACs?|operations|theoretical\w*)\b", re.IGNORECASE
)
_RUNS = re.compile(r"\b(?:networks?|models?|inference|run\w*|train\w*|it is)\b", re.IGNORECASE)
_TIMED_LABEL = re.compile(
    r"\b(?:latency|throughput|wall[- ]clock|inference time|run-?time)\b|\(ms\)|\bms\b|\bfps\b"
    r"|(?:images?|imgs?|tokens?|samples?)/s",
    re.IGNORECASE,
)
_FIX = "measure latency or throughput on a named device with batch size and software stated"


def _names_device(table: Table, cell: Cell, document: Document) -> bool:
    caption = document.quote(table.caption) if table.caption else ""
    words = " ".join((*table.header_path(cell.column), *table.row_path(cell.row), caption))
    return bool(load_vocabulary().find(words, {"hardware"}))


class MeasuredTime(Check):
    """Speed that is claimed was measured, not counted in FLOPs.

    Rationale
    ---------
    Removing operations does not remove time: unstructured zeros run at dense speed on most
    hardware, and memory traffic hides much of what structured pruning saves.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 5.2; Hoefler et al. 2021 (arXiv 2102.00554).

    Applies when
    ------------
    Abstract, introduction, experiments or conclusion claim that the authors' networks run faster.
    Faster convergence, what others found (a sentence that cites), and wishes are no such claim.

    Evidence
    --------
    Pass: a latency or throughput in a table, or a sentence or caption of the experiments that
    gives a time with its unit or speaks of measured time; or a speedup on a named device.
    """

    id: ClassVar[str] = "H01"
    name: ClassVar[str] = "Measured time when speed is claimed"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(
                ACCURACY_TABLE + "\nThe pruned network takes 3.1 ms on one V100 GPU.\n",
                abstract="Our pruned networks run 1.8 times faster.",
            ),
            Outcome.PASS,
            "3.1 ms",
        ),
        Example(
            paper(
                ACCURACY_TABLE
                + "\nTable 2: Speedup on a V100 GPU.\n\n| Method | Speedup |\n| --- | --- |\n"
                "| Baseline | 1.0x |\n| Ours | 1.8x |\n",
                abstract="Our pruned networks run 1.8 times faster.",
            ),
            Outcome.PASS,
            "1.8x",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE, abstract="Our pruned networks run 1.8 times faster."),
            Outcome.FAIL,
        ),
        Example(
            paper(
                ACCURACY_TABLE + "\nWe did not measure latency on a GPU.\n",
                abstract="Our pruned networks run 1.8 times faster.",
            ),
            Outcome.FAIL,
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        claims = list(self._claims(subject))
        if not claims:
            return not_applicable("no speed is claimed")
        timed = self._timed(subject)
        if timed:
            return Decision(Outcome.PASS, "time was measured", timed[:3])
        reason = "speed is claimed, but no measured time is reported"
        absent = self.absent(subject, reason, _FIX)
        return Decision(absent.outcome, absent.reason, tuple(claims[:2]), fix=absent.fix)

    @staticmethod
    def _claims(subject: Subject) -> Iterator[Evidence]:
        """Yield the sentences that say the paper's own networks run faster.

        Sentences that cite are about others; so are those of introduction and conclusion in
        which the authors do not speak of their own work. A wish or a denial is no claim.
        """
        document = subject.document
        cited = [citation.span for citation in document.citations]
        for evidence in find_in_sentences(document, _CLAIM, CLAIM_ROLES):
            span = Span(evidence.start, evidence.end)
            section = document.section_at(evidence.start)
            role = section.role if section else "other"
            if not _CLAIM.search(_NOT_A_CLAIM.sub(" ", evidence.quote)):
                continue
            if _FUTURE.search(evidence.quote) or any(span.overlaps(item) for item in cited):
                continue
            plain = role in PLAIN_ROLES and _RUNS.search(evidence.quote)
            if plain or _OWN.search(evidence.quote):
                yield evidence

    def _timed(self, subject: Subject) -> tuple[Evidence, ...]:
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
                for evidence in find_in_sentences(document, _TIMED, EXPERIMENT_ROLES)
                if not _COUNTED.search(evidence.quote) and not _DENIED.search(evidence.quote)
            ),
        )
