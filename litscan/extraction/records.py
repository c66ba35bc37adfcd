"""The facts a paper yields: frozen records, each with the evidence it stands on.

A record without evidence cannot be built. ``to_json`` of `Extraction` is the public
``litscan.extraction/1`` object.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from litscan.document.model import Coverage, Evidence, Source
from litscan.extraction.costs import Ratio, is_quality, ratio_of
from litscan.extraction.operating_point import OperatingPoint
from litscan.extraction.readings import TableReading
from litscan.version import __version__

__all__ = [
    "Comparison",
    "Configuration",
    "Correction",
    "Dispersion",
    "Entity",
    "EntityKind",
    "EntityRole",
    "Extraction",
    "Links",
    "OperatingPoint",
    "PaperType",
    "PruningKind",
    "Result",
    "Runs",
    "Training",
    "Uncertainty",
]

SCHEMA = "litscan.extraction/1"

EntityKind = Literal[
    "dataset",
    "architecture",
    "method",
    "metric",
    "task",
    "hardware",
    "software",
    "hyperparameter",
]
EntityRole = Literal["evaluated", "compared", "proposed", "calibration", "mentioned"]
PaperType = Literal["method", "study", "theory", "survey", "system", "application", "unknown"]
PruningKind = Literal[
    "unstructured", "structured", "semi", "at-init", "during", "post-training", "other"
]
Dispersion = Literal["std", "sem", "ci", "range", "unnamed", "none"]


def _require_evidence(evidence: tuple[Evidence, ...], what: str) -> None:
    if not evidence:
        raise ValueError(f"{what} without evidence")


def _evidence_json(evidence: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [item.to_json() for item in evidence]


@dataclass(frozen=True, slots=True)
class Correction:
    """A reader's word on a fact, which outranks the extractor: which fields, who, when, and why.

    `fields` is empty where the whole fact is the reader's.
    """

    fields: tuple[str, ...]
    by: str
    made: str
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "fields": list(self.fields),
            "by": self.by,
            "made": self.made,
            "note": self.note,
        }


def _correction_json(correction: Correction | None) -> dict[str, Any]:
    """Return the keys that only a corrected fact has."""
    if correction is None:
        return {}
    return {"corrected": True, "correction": correction.to_json()}


@dataclass(frozen=True, slots=True)
class Entity:
    """A dataset, architecture, method, metric, task, device ... and the part it plays.

    `signal`, here and in the other facts, is what `confidence` was looked up by; it is not shown.
    """

    kind: EntityKind
    name: str
    surface_forms: tuple[str, ...]
    role: EntityRole
    confidence: float
    evidence: tuple[Evidence, ...]
    correction: Correction | None = None
    signal: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, f"{self.kind} {self.name}")

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "kind": self.kind,
            "name": self.name,
            "surface_forms": list(self.surface_forms),
            "role": self.role,
            "confidence": self.confidence,
            "evidence": _evidence_json(self.evidence),
            **_correction_json(self.correction),
        }


@dataclass(frozen=True, slots=True)
class Configuration:
    """A (dataset, architecture) pair the paper's own experiments report on."""

    dataset: str
    architecture: str
    confidence: float
    evidence: tuple[Evidence, ...]
    correction: Correction | None = None
    signal: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, f"configuration {self.dataset}/{self.architecture}")

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "dataset": self.dataset,
            "architecture": self.architecture,
            "confidence": self.confidence,
            "evidence": _evidence_json(self.evidence),
            **_correction_json(self.correction),
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """A prior pruning method whose numbers stand beside the paper's own.

    `method` is the name as printed, `canonical` the vocabulary's name for it, if it has one.
    """

    method: str
    citation_key: str | None
    cited_title: str | None
    cited_arxiv_id: str | None
    how: Literal["table", "text"]
    confidence: float
    evidence: tuple[Evidence, ...]
    canonical: str | None = None
    correction: Correction | None = None
    signal: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, f"comparison to {self.method}")

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "method": self.method,
            "canonical": self.canonical,
            "citation_key": self.citation_key,
            "cited_title": self.cited_title,
            "cited_arxiv_id": self.cited_arxiv_id,
            "how": self.how,
            "confidence": self.confidence,
            "evidence": _evidence_json(self.evidence),
            **_correction_json(self.correction),
        }


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What is printed after ``±``, and which statistic the paper says it is."""

    value: float
    kind: Literal["std", "sem", "ci", "range", "unnamed"]

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {"value": self.value, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Result:
    """One printed number of the paper with what it is a number of."""

    method: str
    own: bool
    architecture: str | None
    dataset: str | None
    task: str | None
    metric: str
    value: float
    unit: str
    uncertainty: Uncertainty | None
    is_dense_baseline: bool
    operating_point: OperatingPoint | None
    confidence: float
    evidence: tuple[Evidence, ...]
    correction: Correction | None = None
    signal: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, f"result {self.metric} {self.value}")

    @property
    def in_table(self) -> bool:
        """Whether it is printed in a table, not told in a sentence."""
        return self.evidence[0].kind == "table"

    @property
    def raw(self) -> str | None:
        """The cell as printed, None for a result told in a sentence."""
        return self.evidence[0].quote if self.in_table else None

    @property
    def ratio(self) -> Ratio | None:
        """The reduction it states, its definition made explicit; None if it states none."""
        return ratio_of(self.metric, self.value, self.unit)

    @property
    def is_quality(self) -> bool:
        """Whether it says how good a network is, not what it costs or lost."""
        return is_quality(self.metric)

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "method": self.method,
            "own": self.own,
            "architecture": self.architecture,
            "dataset": self.dataset,
            "task": self.task,
            "metric": self.metric,
            "value": self.value,
            "unit": self.unit,
            "raw": self.raw,
            "ratio": self.ratio and self.ratio.to_json(),
            "uncertainty": self.uncertainty and self.uncertainty.to_json(),
            "is_dense_baseline": self.is_dense_baseline,
            "operating_point": self.operating_point and self.operating_point.to_json(),
            "confidence": self.confidence,
            "evidence": _evidence_json(self.evidence),
            **_correction_json(self.correction),
        }


@dataclass(frozen=True, slots=True)
class Runs:
    """How often the main experiments were repeated and how their spread is given.

    `count`, `seeds` and `dispersion` are what the paper states; nothing stated is
    ``(None, (), "none")`` with no evidence. `dispersion_evidence` is the part of `evidence` that
    speaks of the spread.
    """

    count: int | None = None
    seeds: tuple[int, ...] = ()
    dispersion: Dispersion = "none"
    evidence: tuple[Evidence, ...] = ()
    dispersion_evidence: tuple[Evidence, ...] = ()
    correction: Correction | None = None

    def __post_init__(self) -> None:
        if self.count is not None or self.seeds or self.dispersion != "none":
            _require_evidence(self.evidence, "runs")

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "count": self.count,
            "seeds": list(self.seeds),
            "dispersion": self.dispersion,
            "evidence": _evidence_json(self.evidence),
            **_correction_json(self.correction),
        }


@dataclass(frozen=True, slots=True)
class Training:
    """Training details as stated: None for what the paper does not say."""

    optimizer: str | None = None
    learning_rate: float | None = None
    batch_size: int | None = None
    epochs: int | None = None
    fine_tune_epochs: int | None = None
    weight_decay: float | None = None
    momentum: float | None = None
    evidence: tuple[Evidence, ...] = ()
    correction: Correction | None = None

    def __post_init__(self) -> None:
        if any(value is not None for value in self.stated().values()):
            _require_evidence(self.evidence, "training details")

    def stated(self) -> dict[str, str | float | int | None]:
        """Return the details by name, None where nothing is stated."""
        return {
            "optimizer": self.optimizer,
            "learning_rate": self.learning_rate,
            "batch_size": self.batch_size,
            "epochs": self.epochs,
            "fine_tune_epochs": self.fine_tune_epochs,
            "weight_decay": self.weight_decay,
            "momentum": self.momentum,
        }

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            **self.stated(),
            "evidence": _evidence_json(self.evidence),
            **_correction_json(self.correction),
        }


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of the authors' own code."""

    code: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    correction: Correction | None = None

    def __post_init__(self) -> None:
        if self.code:
            _require_evidence(self.evidence, "code links")

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "code": list(self.code),
            "evidence": _evidence_json(self.evidence),
            **_correction_json(self.correction),
        }


@dataclass(frozen=True, slots=True)
class Extraction:
    """All facts of one document.

    `corrections` are a reader's, of the paper's type and pruning kinds; a fact's stand with it.
    `readings` are what the numbers of the document's tables mean, for whoever goes on with them;
    they are no part of the public record.
    """

    source: Source
    title: str
    arxiv_id: str | None
    coverage: Coverage
    paper_type: PaperType = "unknown"
    pruning_kinds: tuple[PruningKind, ...] = ()
    entities: tuple[Entity, ...] = ()
    configurations: tuple[Configuration, ...] = ()
    compares_to: tuple[Comparison, ...] = ()
    results: tuple[Result, ...] = ()
    runs: Runs = Runs()
    training: Training = Training()
    links: Links = Links()
    version: str = __version__
    corrections: tuple[Correction, ...] = ()
    readings: tuple[TableReading, ...] | None = field(default=None, compare=False, repr=False)

    def named(self, kind: EntityKind, role: EntityRole | None = None) -> tuple[Entity, ...]:
        """Return the entities of a kind, optionally only those in a role."""
        return tuple(
            entity
            for entity in self.entities
            if entity.kind == kind and (role is None or entity.role == role)
        )

    @property
    def table_results(self) -> tuple[Result, ...]:
        """The measures of quality that tables print; costs and sentences are left out."""
        return tuple(result for result in self.results if result.in_table and result.is_quality)

    def to_json(self) -> dict[str, Any]:
        """Return the public ``litscan.extraction/1`` object."""
        own = [item.to_json() for item in self.corrections]
        return {
            "schema": SCHEMA,
            "litscan_version": self.version,
            "source": self.source.to_json(),
            "title": self.title,
            "arxiv_id": self.arxiv_id,
            "paper_type": self.paper_type,
            "pruning_kinds": list(self.pruning_kinds),
            "coverage": self.coverage.to_json(),
            "entities": [item.to_json() for item in self.entities],
            "configurations": [item.to_json() for item in self.configurations],
            "compares_to": [item.to_json() for item in self.compares_to],
            "results": [item.to_json() for item in self.results],
            "runs": self.runs.to_json(),
            "training": self.training.to_json(),
            "links": self.links.to_json(),
            **({"corrections": own} if own else {}),
        }
