"""What growth says, on counts whose truth is known, and how long a million papers take.

``python -m benchmarks.growth`` prints JSON, with the n of every figure. ``shapes``: the shape
chosen for series of each of the four, and the coverage of the doubling time's interval.
``changes``: changes of the growth rate found, and false alarms. ``passing``: the coverage of the
interval of the month past one paper in two days. ``speed``: growth over a million records, with
peak memory. ``--record`` adds the figures to the history.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from benchmarks.gold import run_benchmark
from benchmarks.growth.changes import changes
from benchmarks.growth.passing import passing
from benchmarks.growth.shapes import shapes
from benchmarks.growth.speed import speed

SECTIONS = ("shapes", "changes", "passing", "speed")


def measure(chosen: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of the sections asked for, each with its seconds."""
    sections = {
        "shapes": shapes,
        "changes": changes,
        "passing": passing,
        "speed": lambda: speed(chosen.records, server=chosen.postgresql),
    }
    figures: dict[str, Any] = {}
    for name in chosen.only.split(","):
        began = time.monotonic()
        print(f"measuring {name}", file=sys.stderr)
        found = sections[name]()
        figures[name] = {**found, "seconds_taken": round(time.monotonic() - began, 1)}
    return figures


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, by commas")
    parser.add_argument("--records", type=int, default=1_000_000, help="papers of `speed`")
    parser.add_argument("--postgresql", action="store_true", help="`speed` on PostgreSQL as well")
    parser.add_argument("--record", action="store_true", help="add the figures to the history")
    chosen = parser.parse_args()
    unknown = set(chosen.only.split(",")) - set(SECTIONS)
    if unknown:
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    return run_benchmark("growth", None, lambda _: measure(chosen), record=chosen.record)


if __name__ == "__main__":
    sys.exit(main())
