"""What a rigor check is: one question, asked of one paper, answered with evidence.

A check is a class in a file of its own. Its docstring has fixed headings (*Rationale*, *Source*,
*Applies when*, *Evidence*) that ``litscan explain`` prints, and its examples run as tests.
Severities and weights are not in code: they lie in ``data/profiles/*.toml``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from litscan.document.model import Document, Evidence
from litscan.extraction.read_tables import read_tables
from litscan.extraction.readings import TableReading
from litscan.extraction.records import Extraction
from litscan.rigor.corpus_view import CorpusView

__all__ = [
    "Check",
    "CorpusView",
    "Decision",
    "Example",
    "Finding",
    "Group",
    "Outcome",
    "Severity",
    "Subject",
]


Answer = TypeVar("Answer")


class Outcome(StrEnum):
    """The five answers a check can give."""

    PASS = "pass"
    PARTIAL = "partial"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


class Severity(StrEnum):
    """How much a failed check matters; set by the profile."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"


class Group(StrEnum):
    """The catalogue's groups; a check's id begins with its group's letter."""

    BASELINES = "baselines"
    COMPARABILITY = "comparability"
    VARIANCE = "variance"
    OPERATING_POINTS = "operating points"
    HARDWARE = "hardware"
    REPRODUCIBILITY = "reproducibility"
    SELECTION = "selection"
    ARITHMETIC = "arithmetic"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class Example:
    """A short Markdown paper, written for the purpose, and what the check must say of it.

    `quote` must occur in the evidence of the decision; None where no evidence is expected.
    `corpus` is what the check knows of other papers.
    """

    text: str
    outcome: Outcome
    quote: str | None = None
    corpus: CorpusView | None = None


@dataclass(frozen=True)
class Subject:
    """What a check reads: the document, the facts extracted from it, and the corpus if any."""

    document: Document
    facts: Extraction
    corpus: CorpusView | None = None
    _known: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, question: Callable[[Subject], Answer]) -> Answer:
        """Return a function's answer for this paper, computed once for all checks that ask."""
        if question not in self._known:
            self._known[question] = question(self)
        answer: Answer = self._known[question]
        return answer

    def decision(self, check: Check) -> Decision:
        """Return a check's decision on this paper, made once however many checks rest on it."""
        kind = type(check)
        if kind not in self._known:
            self._known[kind] = check.decide(self)
        decision: Decision = self._known[kind]
        return decision

    @cached_property
    def readings(self) -> tuple[TableReading, ...]:
        """What the numbers of the document's tables mean; read once for all checks."""
        known = self.facts.readings
        return read_tables(self.document) if known is None else known

    @property
    def fully_read(self) -> bool:
        """Whether text and tables were read, so that absence may be claimed."""
        return self.document.coverage.complete


@dataclass(frozen=True, slots=True)
class Decision:
    """A check's answer before it is signed with the check's name and the profile's severity.

    `numbers` are the figures the decision was computed from. `fix` says what the authors could
    add, empty where nothing is asked for.
    """

    outcome: Outcome
    reason: str
    evidence: tuple[Evidence, ...] = ()
    numbers: Mapping[str, Any] = field(default_factory=dict)
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check on one paper."""

    check: str
    name: str
    group: Group
    severity: Severity
    outcome: Outcome
    reason: str
    evidence: tuple[Evidence, ...]
    numbers: Mapping[str, Any]
    fix: str

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "check": self.check,
            "name": self.name,
            "group": str(self.group),
            "severity": str(self.severity),
            "outcome": str(self.outcome),
            "reason": self.reason,
            "evidence": [item.to_json() for item in self.evidence],
            "numbers": dict(self.numbers),
            "fix": self.fix,
        }


class Check(ABC):
    """One rigor rule of the catalogue.

    Class attributes
    ----------------
    id : str
        Catalogue id, never reused, for example ``"V01"``.
    name : str
        A few words for people, for example ``"Number of runs stated"``.
    group : Group
        Its group of the catalogue.
    since : str
        The litscan version it first appeared in.
    passing, failing : tuple of Example
        At least one each; run by the conformance test and shown by ``litscan explain``.
    """

    id: ClassVar[str]
    name: ClassVar[str]
    group: ClassVar[Group]
    since: ClassVar[str]
    version: ClassVar[str] = "1"
    passing: ClassVar[tuple[Example, ...]]
    failing: ClassVar[tuple[Example, ...]]

    @abstractmethod
    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper; never raises, whatever the paper holds."""

    def absent(
        self,
        subject: Subject,
        reason: str,
        fix: str,
        evidence: tuple[Evidence, ...] = (),
        numbers: Mapping[str, Any] | None = None,
    ) -> Decision:
        """Return ``fail`` for something not found, or ``undetermined`` if not all was read.

        `evidence` is what shows that it should be there, such as the claim it would support.
        """
        numbers = {} if numbers is None else numbers
        if subject.fully_read:
            return Decision(Outcome.FAIL, reason, evidence, numbers, fix)
        reason = f"{reason}, but not all of the text and tables could be read"
        return Decision(Outcome.UNDETERMINED, reason, evidence, numbers)


def not_applicable(reason: str) -> Decision:
    """Return the decision that a check's condition does not hold."""
    return Decision(Outcome.NOT_APPLICABLE, reason)
