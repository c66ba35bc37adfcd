"""Re-run claims: measure, judge, and say where each figure comes from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from litscan.claims.blalock import BlalockTables
from litscan.claims.blalock_rows import filter_words
from litscan.claims.corpus_view import CorpusView, view_corpus
from litscan.claims.figures import Figure
from litscan.claims.measures import MEASURES
from litscan.claims.registry import Claim, ClaimRun, DataName, find_claims, load_claims
from litscan.claims.verdict import Judgement, Measurement, Verdict, judge
from litscan.experiments import ExperimentRuns

if TYPE_CHECKING:
    from litscan.corpus import Corpus

__all__ = ["ClaimResult", "claims_json", "run_claims"]

_Data: TypeAlias = BlalockTables | CorpusView | ExperimentRuns

SCHEMA = "litscan.claims/1"


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A claim, the figure recomputed on one kind of data, and the verdict."""

    claim: Claim
    data: DataName
    filter: str
    found: Measurement
    judgement: Judgement
    fingerprint: str
    run_at: str

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.judgement.verdict

    def to_json(self) -> dict[str, Any]:
        """Return one entry of ``claims`` in ``litscan.claims/1``."""
        found = self.found
        bounded = found.low is not None or found.high is not None
        return {
            "id": self.claim.id,
            "statement": self.claim.statement,
            "source": self.claim.source,
            "definition": self.claim.definition,
            "filter": self.filter,
            "rule": self.claim.rule.describe(),
            "rule_set": self.claim.rule_set(self.data),
            "published": self.claim.published,
            "recomputed": found.value,
            "unit": self.claim.unit,
            "n": found.n,
            "interval": [found.low, found.high] if bounded else None,
            "lower_bound": found.lower_bound,
            "verdict": str(self.verdict),
            "reason": self.judgement.reason,
            "data": self.data,
            "data_fingerprint": self.fingerprint,
            "figures": [self._figure(figure) for figure in found.figures],
        }

    def _figure(self, figure: Figure) -> dict[str, Any]:
        bounded = figure.low is not None or figure.high is not None
        yardstick = self.claim.yardstick(figure.name)
        return {
            "name": figure.name,
            "filter": figure.filter or self.filter,
            "published": self.claim.figures.get(figure.name),
            "yardstick": None if yardstick is None else asdict(yardstick),
            "recomputed": figure.value,
            "n": figure.n,
            "unit": figure.unit,
            "interval": [figure.low, figure.high] if bounded else None,
        }


def run_claims(
    ids: Iterable[str] = (),
    *,
    corpus: Corpus | CorpusView | None = None,
    blalock: BlalockTables | None = None,
    experiments: ExperimentRuns | None = None,
    now: datetime | None = None,
) -> list[ClaimResult]:
    """Return the claims re-run on the data given.

    Parameters
    ----------
    ids : iterable of str
        Which claims, or patterns of ids, and then each on all data given, ``not_testable`` where
        it has no measure there; none for every claim that the data given can decide. A claim that
        only an experiment decides is asked of nothing else, and no other is asked of experiments.
    corpus : Corpus or CorpusView, optional
    blalock : BlalockTables, optional
        From `read_blalock`.
    experiments : ExperimentRuns, optional
        Where and with which seeds experiments run.
    now : datetime, optional
        Time of the run, by default the present.

    Raises
    ------
    UsageError
        If an id is unknown.
    """
    chosen = find_claims(ids)
    view = corpus if corpus is None or isinstance(corpus, CorpusView) else view_corpus(corpus)
    sources: tuple[tuple[DataName, _Data | None], ...] = (
        ("blalock2020", blalock),
        ("corpus", view),
        ("experiment", experiments),
    )
    given = [name for name, data in sources if data is not None]
    stamp = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    return [
        _run(claim, name, data, stamp)
        for claim in chosen or load_claims()
        for name, data in sources
        if data is not None and _wanted(claim, name, given, chosen)
    ]


def _wanted(
    claim: Claim, name: DataName, given: Collection[DataName], chosen: Collection[Claim]
) -> bool:
    """Return whether a claim is run on a kind of data.

    It is where it has a measure there. Where it has none, it is run to say why if it was asked
    for; if all are, then where another kind that is given can decide it, or none can.
    """
    run = claim.run_on(name)
    if run is not None and run.measure:
        return True
    if chosen:
        return run is not None or (name != "experiment" and not claim.is_experiment)
    able = {other.data for other in claim.runs if other.measure}
    return run is not None and (not able or bool(able & set(given)))


def _run(claim: Claim, name: DataName, data: _Data, run_at: str) -> ClaimResult:
    elsewhere = " and ".join(run.data for run in claim.runs)
    run = claim.run_on(name) or ClaimRun(
        name, "none", not_testable=f"the claim has no measure on {name}, only on {elsewhere}"
    )
    if run.not_testable:
        found = Measurement(None, 0, note=run.not_testable)
        judgement = Judgement(Verdict.NOT_TESTABLE, run.not_testable)
    else:
        found = MEASURES[run.measure](data, **run.arguments)
        judgement = judge(claim.rule, found, claim.figures)
        if run.undecided and judgement.verdict is not Verdict.NOT_TESTABLE:
            judgement = Judgement(Verdict.INCONCLUSIVE, run.undecided)
    return ClaimResult(claim, name, run.filter, found, judgement, data.fingerprint, run_at)


def claims_json(results: Iterable[ClaimResult], *, run_at: datetime) -> dict[str, Any]:
    """Return the public ``litscan.claims/1`` object of a run.

    Its fingerprint is that of the corpus if the claims ran on one, else that of the tables; each
    claim has that of its own data.
    """
    results = list(results)
    marks = {result.data: result.fingerprint for result in results}
    return {
        "schema": SCHEMA,
        "corpus_fingerprint": marks.get("corpus", next(iter(marks.values()), "")),
        "run_at": run_at.isoformat(timespec="seconds"),
        "filters": filter_words(),
        "claims": [result.to_json() for result in results],
    }
