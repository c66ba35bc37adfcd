"""Measure collecting from arXiv's search API against a loopback arXiv with faults of all kinds.

    LITSCAN_SHARED=... python -m benchmarks.collect --seeds 20 --kills 20

Prints one JSON object; ``--record`` adds it to ``benchmarks/history/collect.jsonl``. The records
are real; a regular expression over them says which ids a search must find.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from benchmarks.collect.cost import costs
from benchmarks.collect.peer import peer
from benchmarks.collect.replay import EMULATOR, Replays, pruning_ids
from benchmarks.collect.updates import updates
from benchmarks.collect.weather import all_weathers, killed
from benchmarks.gold import run_benchmark

SECTIONS = ("weather", "kills", "cost", "updates", "peer")


def measure(shared: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of the sections asked for."""
    wanted, only = pruning_ids(shared), chosen.only.split(",")
    with Replays(shared) as replays:
        sections = {
            "weather": lambda: all_weathers(replays, wanted, chosen.seeds),
            "kills": lambda: killed(replays, wanted, chosen.kills),
            "cost": lambda: costs(replays),
            "updates": lambda: updates(replays, wanted, chosen.seeds),
            "peer": lambda: peer(replays, wanted, chosen.seeds),
        }
        return {
            "records": replays.store.size,
            **{name: part() for name, part in sections.items() if name in only},
        }


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.collect", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="weathers, numbered from 0")
    parser.add_argument("--kills", type=int, default=20, help="runs that are killed half-way")
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, by commas")
    parser.add_argument("--record", action="store_true", help="add the figures to the history")
    chosen = parser.parse_args()
    return run_benchmark(
        "collect", EMULATOR, lambda shared: measure(shared, chosen), record=chosen.record
    )


if __name__ == "__main__":
    sys.exit(main())
