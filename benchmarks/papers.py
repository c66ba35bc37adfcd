"""Does litscan answer for every real paper, how fast, and within how much memory?

``python -m benchmarks.papers`` reads, extracts and audits every file under
``$LITSCAN_SHARED/data/papers`` in one process and prints JSON: how many answered, what was
refused and why, seconds per file, and the peak memory of the process (``--record`` keeps them).
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from benchmarks.gold import run_benchmark

SLOW = 10.0


def measure(folder: Path) -> dict[str, Any]:
    """Return the figures over all files of a folder."""
    from litscan import audit, extract, read_document
    from litscan.errors import ReadError

    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".tsv")
    seconds: dict[str, float] = {}
    refused: dict[str, str] = {}
    crashed: dict[str, str] = {}
    unquoted = 0
    for path in files:
        name = str(path.relative_to(folder))
        started = time.perf_counter()
        try:
            document = read_document(path)
            facts = extract(document)
            result = audit(document, facts)
            json.dumps([facts.to_json(), result.to_json()])
            quoted = [e for finding in result.findings for e in finding.evidence]
            quoted += [e for fact in facts.entities for e in fact.evidence]
            unquoted += sum(document.text[e.start : e.end] != e.quote for e in quoted)
        except ReadError as error:
            refused[name] = str(error).replace(str(folder), "")
        except Exception:
            crashed[name] = traceback.format_exc(limit=-1).strip().splitlines()[-1]
        seconds[name] = time.perf_counter() - started
    slowest = sorted(seconds, key=lambda name: -seconds[name])[:5]
    return {
        "files": len(files),
        "answered": len(files) - len(refused) - len(crashed),
        "refused": refused,
        "crashed": crashed,
        "quotes_not_verbatim": unquoted,
        "seconds_median": round(statistics.median(seconds.values()), 3),
        "seconds_max": round(max(seconds.values()), 2),
        "over_10_s": [name for name in slowest if seconds[name] > SLOW],
        "slowest": {name: round(seconds[name], 2) for name in slowest},
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


if __name__ == "__main__":
    sys.exit(run_benchmark("papers", "data/papers", lambda shared: measure(shared / "data/papers")))
