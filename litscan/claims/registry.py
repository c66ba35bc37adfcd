"""The claims that surveys make, read from ``data/claims/*.toml``: an edit there, not code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Literal

from litscan.claims.verdict import Rule
from litscan.errors import PackagedDataError, UsageError
from litscan.resources import data_path, load_toml

__all__ = [
    "Claim",
    "ClaimRun",
    "DataName",
    "RuleSet",
    "Yardstick",
    "find_claim",
    "find_claims",
    "load_claims",
]

DataName = Literal["blalock2020", "corpus", "experiment"]
RuleSet = Literal["published", "before", "after"]

_RULES = ("between", "equals", "figures", "holds", "interval_contains", "within")


@dataclass(frozen=True, slots=True)
class ClaimRun:
    """How a claim is recomputed on one kind of data.

    Parameters
    ----------
    data : {"blalock2020", "corpus", "experiment"}
    filter : str
        Which rows count, in words.
    measure : str
        Name in `litscan.claims.measures.MEASURES`; empty where `not_testable` gives the reason
        why this data cannot decide the claim.
    arguments : mapping
        Passed to the measure.
    undecided : str
        Why the figure on this data, though computed, cannot decide the claim.
    """

    data: DataName
    filter: str
    measure: str = ""
    not_testable: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    undecided: str = ""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A figure of other work that one of a claim's figures is to be compared with.

    Parameters
    ----------
    figure : str
        Name that the measure gives the figure.
    value : float
    source : str
    """

    figure: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a survey as a test.

    Parameters
    ----------
    id : str
        For example ``"BC12"``; never reused.
    statement, source, definition : str
        The claim in our own words, work with page, and what exactly is counted.
    published : float or None
        The figure the source prints.
    unit : str
    rule : Rule
    runs : tuple of ClaimRun
    family : str
        Whose made data are the examples of its page (`litscan.claims.measures.EXAMPLES`).
    figures : mapping of str to float
        Further figures the source prints, by the name that the measure gives them.
    yardsticks : tuple of Yardstick
        Figures of other work to compare with; they decide nothing.
    """

    id: str
    statement: str
    source: str
    definition: str
    published: float | None
    unit: str
    rule: Rule
    runs: tuple[ClaimRun, ...]
    family: str = "rule"
    figures: Mapping[str, float] = field(default_factory=dict)
    yardsticks: tuple[Yardstick, ...] = ()

    def yardstick(self, figure: str) -> Yardstick | None:
        """Return what a figure is to be compared with, None for most."""
        return next((one for one in self.yardsticks if one.figure == figure), None)

    def rule_set(self, data: DataName) -> RuleSet:
        """Return what the pass rule is on a kind of data.

        ``published`` where it is the published figure itself, so that there was nothing to
        choose; else ``after`` where the figures on this data were known when it was set, and
        ``before`` where they were not.
        """
        fixed = self.rule.kind == "figures" or self.rule.value == self.published
        if fixed:
            return "published"
        return "after" if data in self.rule.known else "before"

    def run_on(self, data: DataName) -> ClaimRun | None:
        """Return how the claim is recomputed on a kind of data, None if it is not."""
        return next((run for run in self.runs if run.data == data), None)

    @property
    def is_experiment(self) -> bool:
        """Whether the claim is decided by running something, and by nothing else."""
        return all(run.data == "experiment" for run in self.runs)

    def to_json(self) -> dict[str, Any]:
        """Return the definition as a JSON object."""
        return {
            "id": self.id,
            "statement": self.statement,
            "source": self.source,
            "definition": self.definition,
            "published": self.published,
            "unit": self.unit,
            "rule": self.rule.describe(),
            "rule_set": {
                "on": self.rule.set_on,
                **{run.data: self.rule_set(run.data) for run in self.runs},
            },
            "figures": dict(self.figures),
            "yardsticks": [asdict(one) for one in self.yardsticks],
            "data": {run.data: run.not_testable or run.filter for run in self.runs},
        }


def _claim(record: Mapping[str, Any], where: str) -> Claim:
    known = {item.name for item in fields(Claim)}
    strange = sorted(set(record) - known)
    if strange:
        raise PackagedDataError(f"{where}: unknown key {strange[0]!r}")
    try:
        rule = Rule(**{**record["rule"], "known": tuple(record["rule"].get("known", ()))})
        date.fromisoformat(rule.set_on)
        runs = tuple(ClaimRun(**run) for run in record["runs"])
        yardsticks = tuple(Yardstick(**one) for one in record.get("yardsticks", ()))
        built = {"rule": rule, "runs": runs, "yardsticks": yardsticks}
        claim = Claim(**{"published": None, **record, **built})
    except (KeyError, TypeError, ValueError) as error:
        raise PackagedDataError(f"{where}: {error}") from error
    if rule.kind not in _RULES:
        raise PackagedDataError(f"{where}: no rule {rule.kind!r}", advice=", ".join(_RULES))
    if any(bool(run.measure) == bool(run.not_testable) for run in runs):
        raise PackagedDataError(f"{where}: a run has either a measure or a not_testable reason")
    return claim


@cache
def load_claims() -> tuple[Claim, ...]:
    """Return all claims in the order of their ids.

    Raises
    ------
    PackagedDataError
        If a definition is malformed or an id occurs twice.

    Examples
    --------
    >>> [claim.id for claim in load_claims()][:2]
    ['BC01', 'BC02']
    """
    claims: dict[str, Claim] = {}
    for path in sorted(data_path("claims").glob("*.toml")):
        for place, record in enumerate(load_toml("claims", path.name).get("claims", ()), start=1):
            claim = _claim(record, f"{path}: claim {record.get('id', place)}")
            if claim.id in claims:
                raise PackagedDataError(f"{path}: claim {claim.id} is defined twice")
            claims[claim.id] = claim
    return tuple(claims[name] for name in sorted(claims))


def find_claim(claim_id: str) -> Claim:
    """Return the claim of an id, in upper or lower case.

    Raises
    ------
    UsageError
        If there is none; the message lists the ids there are.

    Examples
    --------
    >>> find_claim("bc12").published
    0.5
    """
    for claim in load_claims():
        if claim.id.upper() == claim_id.upper():
            return claim
    known = ", ".join(claim.id for claim in load_claims())
    raise UsageError(f"no claim {claim_id!r}", advice=f"there are {known}")


def find_claims(names: Iterable[str]) -> list[Claim]:
    """Return the claims of ids, or of patterns such as ``BC6*``, each once.

    Raises
    ------
    UsageError
        If one names no claim.

    Examples
    --------
    >>> [claim.id for claim in find_claims(["s10*", "S05"])]
    ['S10-exp', 'S05']
    """
    found: dict[str, Claim] = {}
    for name in names:
        if any(sign in name for sign in "*?["):
            matching = [one for one in load_claims() if fnmatchcase(one.id.upper(), name.upper())]
        else:
            matching = [find_claim(name)]
        if not matching:
            raise UsageError(f"no claim matches {name!r}", advice="litscan claims list names all")
        found.update((claim.id, claim) for claim in matching)
    return list(found.values())
