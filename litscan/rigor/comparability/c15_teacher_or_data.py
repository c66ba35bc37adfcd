"""C15: are teachers and calibration data disclosed?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Evidence, SectionRole
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences, find_in_tables, find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper

_ROLES: frozenset[SectionRole] = frozenset(
    {"abstract", "method", "experiments", "results", "appendix"}
)
_DISTILS = re.compile(
    r"\b(?:we|our)\b[^.]{0,80}\b(?:self-)?distill?(?:s|ed|ing|ation)\b"
    r"|\b(?:with|using|via|by|through)\s+(?:\w+\s+){0,2}(?:knowledge\s+)?distill?ation\b"
    r"|\bdistill?ation\s+loss\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|without|unlike|future|other|prior|previous|existing|could)\b"
    r"|\bdistill?ed (?:data\w*|images?|sets?)|\bdata(?:set)? distill?ation",
    re.IGNORECASE,
)
_TEACHER = re.compile(
    r"\bteachers?\b|\bdistill?\w*\s+from\s+(?:the\s+)?(?:\w+\s+){0,2}(?:dense|original|unpruned"
    r"|pre-?trained|larger|full)\b|\bself-distill?\w+|\binner distill?ation\b",
    re.IGNORECASE,
)
_CALIBRATION = re.compile(r"\bcalibrat(?:ion|e|ed|ing)\b", re.IGNORECASE)
_CALIBRATION_TOLD = re.compile(
    r"\bcalibrat\w+[^.]{0,120}(?:\bC4\b|\bwiki\w*|\balpaca\b|\bbook-?corpus\b|\bpile\b|\bredpajama\b"
    r"|\bslimpajama\b|\bptb\b|\b\d+\s+(?:\w+\s+){0,3}(?:samples?|sequences?|segments?|examples?|sentences))"
    r"|(?:\bC4\b|\bwiki\w*|\balpaca\b|\bbook-?corpus\b|\bpile\b|\bredpajama\b|\bslimpajama\b|\bptb\b"
    r"|\b\d+\s+(?:\w+\s+){0,3}(?:samples?|sequences?|segments?|examples?|sentences))[^.]{0,120}\bcalibrat\w+"
    r"|\b(?:without|no|free of)\s+(?:any\s+)?calibration\b|\b(?:data|calibration)-free\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:we|our|ours)\b", re.IGNORECASE)
_LANGUAGE_MODEL = re.compile(r"\bLLMs?\b|\blarge language models?\b", re.IGNORECASE)
_FIX_TEACHER = "name the teacher network and say whether compared methods were distilled too"
_FIX_CALIBRATION = "name the calibration set with number and length of its samples"


class TeacherOrData(Check):
    """Teachers of distillation and calibration data of language models are disclosed.

    Rationale
    ---------
    A teacher or a better calibration set lifts any pruned network. Compared to methods that had
    neither, the gain is not the pruning's.

    Source
    ------
    Wang et al. 2023 (arXiv 2301.05219); Sun et al. 2023 (Wanda, arXiv 2306.11695), section 4.

    Applies when
    ------------
    The paper's own networks are distilled, or large language models are pruned after training.

    Evidence
    --------
    Distillation: a sentence on the teacher. Calibration: its data set or number of samples, or
    that none is needed. Pass: all that apply; partial: one of the two; fail: none.
    """

    id: ClassVar[str] = "C15"
    name: ClassVar[str] = "Teacher and extra data disclosed"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(
                ACCURACY_TABLE + "\nWe fine-tune with knowledge distillation.\n\n"
                "The unpruned network is the teacher.\n"
            ),
            Outcome.PASS,
            "is the teacher",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nWe fine-tune with knowledge distillation.\n"),
            Outcome.FAIL,
            "knowledge distillation",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        distils = next(_distils(subject), None)
        language = next(_calibrates(subject), None) if _prunes_language_models(subject) else None
        if distils is None and language is None:
            if _prunes_language_models(subject):
                reason = "language models are pruned; whether with calibration data is not said"
                return Decision(Outcome.UNDETERMINED, reason)
            return not_applicable("no distillation, and no language model pruned after training")
        asked: list[tuple[Evidence | None, str, Evidence]] = []
        if distils is not None:
            told = next(_anywhere(subject, _TEACHER), None)
            asked.append((told, _FIX_TEACHER, distils))
        if language is not None:
            told = next(_anywhere(subject, _CALIBRATION_TOLD), None) or _calibration_set(subject)
            asked.append((told, _FIX_CALIBRATION, language))
        return self._weigh(subject, asked)

    def _weigh(
        self, subject: Subject, asked: list[tuple[Evidence | None, str, Evidence]]
    ) -> Decision:
        told = tuple(evidence for evidence, _, _ in asked if evidence is not None)
        missing = [(fix, ground) for evidence, fix, ground in asked if evidence is None]
        if not missing:
            reason = "teacher or calibration data are disclosed"
            return Decision(Outcome.PASS, reason, told[:2])
        fix, ground = missing[0]
        what = "the teacher" if fix == _FIX_TEACHER else "the calibration data"
        if told:
            return Decision(Outcome.PARTIAL, f"{what} is not told", told, fix=fix)
        return self.absent(subject, f"{what} is not told", fix, (ground,))


def _distils(subject: Subject) -> Iterator[Evidence]:
    for evidence in find_in_sentences(subject.document, _DISTILS, _ROLES):
        if not _DENIED.search(evidence.quote):
            yield evidence


def _prunes_language_models(subject: Subject) -> bool:
    kinds = subject.facts.pruning_kinds
    return "post-training" in kinds and any(
        find_in_sentences(subject.document, _LANGUAGE_MODEL, _ROLES)
    )


def _calibrates(subject: Subject) -> Iterator[Evidence]:
    """Yield where the authors say that they calibrate."""
    for evidence in find_in_sentences(subject.document, _CALIBRATION, _ROLES):
        if _OWN.search(evidence.quote):
            yield evidence


def _calibration_set(subject: Subject) -> Evidence | None:
    sets = subject.facts.named("dataset", "calibration")
    return sets[0].evidence[0] if sets else None


def _anywhere(subject: Subject, pattern: re.Pattern[str]) -> Iterator[Evidence]:
    document = subject.document
    yield from find_told(document, pattern)
    yield from find_in_tables(document, pattern)
