"""Fuzz the document readers: ``python -m benchmarks.fuzz bytes|latex --minutes 10``.

Every case is read in a process of its own within 10 s and 1 GiB. What breaks a rule is made
small by hypothesis and kept under ``tests/document/fuzz_seeds``, where a test replays it for
good. The figures are printed as JSON; the exit code is 1 if anything broke.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning

from benchmarks.fuzz.byte_damage import byte_cases
from benchmarks.fuzz.cases import Case
from benchmarks.fuzz.latex_grammar import latex_cases
from benchmarks.fuzz.pool import Worker
from benchmarks.gold import ROOT

KEPT = ROOT / "tests" / "document" / "fuzz_seeds"
GENERATORS: dict[str, Callable[[], st.SearchStrategy[Case]]] = {
    "bytes": byte_cases,
    "latex": latex_cases,
}
_LARGEST_KEPT = 20_000
_SHRINKING = 60.0
_EXAMPLES = 500


@dataclass(slots=True)
class Campaign:
    """Cases tried so far, and the smallest case for each way to break."""

    until: float
    cases: int = 0
    peak_mib: int = 0
    slowest: float = 0.0
    failures: dict[str, tuple[str, Case]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    shrink_until: float = float("inf")

    def judge(self, case: Case, worker: Worker, folder: Path) -> None:
        """Read a case; raise AssertionError if it breaks in a way not known yet."""
        now = time.monotonic()
        if now > min(self.shrink_until, self.until + _SHRINKING):
            return
        path = case.write(folder)
        verdict = worker.judge(path)
        self.cases += 1
        self.peak_mib = max(self.peak_mib, verdict.peak_mib)
        self.slowest = max(self.slowest, time.monotonic() - now)
        if verdict.broken is None:
            return
        kind = signature(verdict.broken)
        if kind in self.known:
            return
        best = self.failures.get(kind)
        if best is None or case.size <= best[1].size:
            self.failures[kind] = (verdict.broken, case)
        self.shrink_until = min(self.shrink_until, now + _SHRINKING)
        raise AssertionError(kind)


def signature(broken: str) -> str:
    """Return a way to break without what differs from case to case."""
    kind, _, place = broken.partition(" at ")
    return re.sub(r"\d+|'[^']*'|\"[^\"]*\"", "…", kind)[:80] + " at " + place.partition(" < ")[0]


def fuzz(what: str, minutes: float, number: int) -> Campaign:
    """Try cases for some minutes, in rounds, each of which ends at a new way to break."""
    campaign = Campaign(time.monotonic() + 60 * minutes)
    worker = Worker()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            while time.monotonic() < campaign.until:
                _round(what, campaign, worker, Path(scratch), number)
                number += 1
        finally:
            worker.close()
    return campaign


def _round(what: str, campaign: Campaign, worker: Worker, folder: Path, number: int) -> None:
    campaign.shrink_until = float("inf")

    @seed(number)
    @settings(
        max_examples=_EXAMPLES,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(GENERATORS[what]())
    def attempt(case: Case) -> None:
        if time.monotonic() > campaign.until and not campaign.failures:
            return
        campaign.judge(case, worker, folder)
        for path in folder.iterdir():
            if path.is_file():
                path.unlink()

    try:
        attempt()
    except Exception:  # the failure, or hypothesis saying that shrinking was cut short
        new = set(campaign.failures) - campaign.known
        if not new:
            raise
        for kind in sorted(new):
            broken, case = campaign.failures[kind]
            print(f"{case.name} ({case.size} bytes): {broken}", file=sys.stderr, flush=True)
        campaign.known |= new


def main(arguments: list[str]) -> int:
    """Fuzz, keep what failed, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("what", choices=sorted(GENERATORS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=KEPT, help="folder for inputs that failed")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore", HypothesisWarning)  # of how long a case is when printed
    campaign = fuzz(options.what, options.minutes, options.seed)
    options.keep.mkdir(parents=True, exist_ok=True)
    for _, case in campaign.failures.values():
        if case.size <= _LARGEST_KEPT:
            case.write(options.keep)
    figures = {
        "benchmark": f"fuzz_{options.what}",
        "minutes": options.minutes,
        "seed": options.seed,
        "cases": campaign.cases,
        "slowest_s": round(campaign.slowest, 2),
        "peak_mib": campaign.peak_mib,
        "failures": {case.name: broken for broken, case in campaign.failures.values()},
    }
    print(json.dumps(figures, indent=1))
    return int(bool(campaign.failures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
