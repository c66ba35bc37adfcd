"""Does litscan answer for every real paper, how fast, and within how much memory?

``python -m benchmarks.papers`` reads, extracts and audits every file under
``$LITSCAN_SHARED/data/papers`` in one process and prints JSON: how many answered, what was
refused and why, seconds per file, and the peak memory of the process. ``--record`` appends the
line to ``benchmarks/history/papers.jsonl``.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HISTORY = ROOT / "benchmarks" / "history" / "papers.jsonl"
SLOW = 10.0


def measure(folder: Path) -> dict[str, Any]:
    """Return the figures over all files of a folder."""
    from litscan import __version__, audit, extract, read_document
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
        "date": datetime.now(UTC).date().isoformat(),
        "litscan": __version__,
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


def main() -> int:
    """Print the figures; end with 1 if a file crashed or took over ten seconds."""
    shared = Path(os.environ.get("LITSCAN_SHARED", ROOT / ".." / "shared")).resolve()
    folder = shared / "data" / "papers"
    if not folder.is_dir():
        print(json.dumps({"skipped": f"no real papers at {folder} (LITSCAN_SHARED)"}))
        return 0
    found = measure(folder)
    print(json.dumps(found, indent=1))
    if "--record" in sys.argv[1:]:
        HISTORY.parent.mkdir(exist_ok=True)
        with HISTORY.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(found) + "\n")
    return int(bool(found["crashed"] or found["over_10_s"]))


if __name__ == "__main__":
    sys.exit(main())
