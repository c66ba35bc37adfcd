"""How a benchmark of several sections is run: one module a section, each with what it needs.

A section's module has `NEEDS`, the paths under the shared folder that it reads, and
``measure(shared, split)``, which returns its figures.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.gold import SPLITS, run_benchmark

__all__ = ["run_sections"]


def run_sections(
    name: str, about: str | None, sections: Mapping[str, str], arguments: Sequence[str]
) -> int:
    """Run the sections of ``benchmarks.NAME`` that the arguments ask for.

    Parameters
    ----------
    name : str
        The benchmark's package under ``benchmarks``, and the file name of its history.
    about : str or None
        What it measures, for ``--help``.
    sections : mapping of str to str
        Module name of each section, and what it measures.
    arguments : sequence of str
        The command line without the program.
    """
    options = _parser(name, about, sections).parse_args(arguments)
    chosen = options.only.split(",") if options.only else list(sections)
    unknown = [section for section in chosen if section not in sections]
    if unknown:
        print(f"no section {unknown[0]!r}; there are {', '.join(sections)}", file=sys.stderr)
        return 2

    def measure(shared: Path) -> dict[str, Any]:
        return {section: _section(name, section, shared, options.split) for section in chosen}

    return run_benchmark(name, None, measure, record=options.record)


def _parser(name: str, about: str | None, sections: Mapping[str, str]) -> argparse.ArgumentParser:
    listed = "\n".join(f"  {section:<13} {what}" for section, what in sections.items())
    parser = argparse.ArgumentParser(
        prog=f"python -m benchmarks.{name}",
        description=f"{about}\nsections:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", metavar="SECTION,...", help="run these sections")
    parser.add_argument(
        "--split", choices=SPLITS, default="dev", help="which half of the labels (default: dev)"
    )
    parser.add_argument("--record", action="store_true", help="add the figures to the history")
    return parser


def _section(name: str, section: str, shared: Path, split: str) -> dict[str, Any]:
    print(f"measuring {section}", file=sys.stderr)
    module = importlib.import_module(f"benchmarks.{name}.{section}")
    missing = [needed for needed in module.NEEDS if not (shared / needed).exists()]
    if missing:
        return {"skipped": f"{shared / missing[0]} is not there (set LITSCAN_SHARED)"}
    begun = time.perf_counter()
    figures: dict[str, Any] = module.measure(shared, split)
    return {**figures, "wall_seconds": round(time.perf_counter() - begun, 1)}
