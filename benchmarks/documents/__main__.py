"""Does litscan read what authors upload? The figures that the document readers are held to.

``python -m benchmarks.documents`` prints JSON, every section with how many papers it is from.
``--only latex,peers`` runs some sections; ``--record`` keeps the figures in the history.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

from benchmarks.documents.sources import SINGLE_FILES
from benchmarks.gold import run_benchmark

SECTIONS = {
    "latex": "latex",
    "peers": "peers",
    "headings": "headings",
    "pdf": "pdf_numbers",
    "sentences": "sentences",
}


def main(arguments: list[str]) -> int:
    """Run the sections asked for."""
    options = _parser().parse_args(arguments)
    chosen = options.only.split(",") if options.only else list(SECTIONS)
    unknown = [name for name in chosen if name not in SECTIONS]
    if unknown:
        print(f"no section {unknown[0]!r}; there are {', '.join(SECTIONS)}", file=sys.stderr)
        return 2

    def measure(shared: Path) -> dict[str, Any]:
        return {name: _section(name, shared, options) for name in chosen}

    return run_benchmark("documents", SINGLE_FILES, measure, record=options.record)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("--only", metavar="SECTION,...", help=f"of {', '.join(SECTIONS)}")
    parser.add_argument("--record", action="store_true", help="add the figures to the history")
    parser.add_argument("--papers", type=int, default=60, help="how many for the peers")
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="FOLDER",
        help="keep the peers' output here, and take it from here: for scoring again while the"
        " readers change, not for a run that is recorded",
    )
    parser.add_argument(
        "--details", type=Path, metavar="FILE", help="list the tables that LaTeXML read otherwise"
    )
    return parser


def _section(name: str, shared: Path, options: argparse.Namespace) -> dict[str, Any]:
    print(f"measuring {name}", file=sys.stderr)
    try:
        module = importlib.import_module(f"benchmarks.documents.{SECTIONS[name]}")
    except ModuleNotFoundError as error:
        return {"skipped": f"{error.name}: not installed"}
    wanted = {"count": options.papers, "cache": options.cache, "details": options.details}
    figures: dict[str, Any] = module.measure(shared, **(wanted if name == "peers" else {}))
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
