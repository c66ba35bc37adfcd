"""What is planted and what became of it, counted by check and kind of paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

from benchmarks.rigor.planted.papers import KINDS, Kind
from litscan.rigor import Outcome

__all__ = ["Job", "Result", "done", "summary"]

Way = Literal["errors", "omissions", "additions"]


@dataclass(frozen=True, slots=True)
class Result:
    """What was planted, and the outcome after; None where nothing could be planted."""

    what: str
    outcome: Outcome | None
    seen: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One plant in one paper, to be made and audited by a function of its own."""

    way: Way
    paper: str
    kind: Kind
    check: str
    function: Callable[..., Result]
    arguments: tuple[Any, ...]

    def run(self) -> Result:
        """Make the plant and ask the check."""
        return self.function(*self.arguments)


def done(jobs: Sequence[Job], pool: ProcessPoolExecutor) -> list[tuple[Job, Result]]:
    """Return the jobs with their results, in their order."""
    return list(zip(jobs, pool.map(Job.run, jobs, chunksize=4), strict=True))


def summary(results: Iterable[tuple[Job, Result]]) -> dict[str, Any]:
    """Return planted and seen for all, by kind of paper, by check, and what was not seen."""
    results = list(results)
    shown = [(job, result) for job, result in results if result.outcome is not None]
    return {
        **_row(result for _, result in shown),
        "not_placed": len(results) - len(shown),
        "papers": {
            kind: _row(result for job, result in shown if job.kind == kind)
            for kind in KINDS
            if any(job.kind == kind for job, _ in shown)
        },
        "checks": _by_check(shown),
        "missed": [
            {
                "paper": job.paper,
                "check": job.check,
                "planted": result.what,
                "outcome": str(result.outcome),
                "reason": result.reason[:200],
            }
            for job, result in shown
            if not result.seen
        ],
    }


def _by_check(shown: Sequence[tuple[Job, Result]]) -> dict[str, Any]:
    rows: dict[str, dict[Kind, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for job, result in shown:
        rows[job.check][job.kind].append(result)
    return {
        check: {
            **{kind: _row(kinds[kind]) for kind in KINDS if kinds[kind]},
            "outcomes": _counted(str(one.outcome) for some in kinds.values() for one in some),
            "what": _counted(one.what for some in kinds.values() for one in some),
        }
        for check, kinds in sorted(rows.items())
    }


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _row(results: Iterable[Result]) -> dict[str, Any]:
    seen = [result.seen for result in results]
    share = round(sum(seen) / len(seen), 4) if seen else None
    return {"planted": len(seen), "seen": sum(seen), "share": share}
