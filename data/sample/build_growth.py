#!/usr/bin/env python3
"""Rebuild the growth facts in ``growth/`` from arXiv metadata.

Reads a folder of arXiv metadata (``*.jsonl`` or ``*.jsonl.gz``, one record a line) and arXiv's
monthly submission totals, and writes two small tables of facts::

    python data/sample/build_growth.py METADATA_FOLDER MONTHLY_TOTALS.csv

A record needs ``id`` and ``title``; ``abstract``, ``published`` (the date of version 1),
``primary`` and ``categories`` are used where they are there. A record without ``published`` is
counted and left out: a month guessed from an identifier is not a submission date.

    python data/sample/build_growth.py METADATA_FOLDER MONTHLY_TOTALS.csv --check LABELS.jsonl

also prints precision and recall against labels: lines with ``title``, ``abstract``, ``label``
("R" for a paper that prunes a neural network, anything else for one that does not) and ``sure``.

The rule has three steps, all on lower-cased title and abstract:

1. count the phrases in which something other than a network is pruned or made sparse
   (`OTHER_THINGS`: tokens, caches, data, search trees ...) and strike them out;
2. what is left must hold a word for a neural network (`NETWORK_WORD`), and phrases that prune a
   network (`NETWORK_PRUNING`) must outnumber those struck out; the title counts twice;
3. where nothing was struck out, "prune" or "sparsify" in the title or twice in the abstract
   (`PRUNING_WORD`) is enough.

It uses the standard library only.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

# What else gets pruned: a word for it just before the pruning, or just after.
_THING = (
    r"(?:visual |vision |image |input |text |video |audio |prompt |context )?"
    r"(?:tokens?|patch(?:es)?|frames?|kv|kv[- ]?cache|key[- ]value|cache|prompts?|contexts?"
    r"|data|datasets?|data ?sets?|samples?|examples?|corpus|documents?|passages?"
    r"|trees?|branch(?:es)?|alpha-beta|search(?: spaces?)?|candidates?|hypothes[ie]s|beam|paths?"
    r"|trajector(?:y|ies)|reasoning|thoughts?|steps?|features?|graphs?|nodes?|edges?|rules?"
    r"|gradients?|activations?|gaussians?|points?|point clouds?|vocabulary|labels?|synaptic"
    r"|ensembles?|forests?|actions?|agents?|memory|state|attention maps?|queries|codebooks?)"
)
OTHER_THINGS = re.compile(
    rf"\b{_THING}[- ](?:level |wise |based )?(?:prun\w+|sparsif\w+|sparsity|reduction)"
    rf"|\b(?:prun\w+|sparsif\w+)(?: \w+ly)?(?: of| out| away| the| those| all| some| its)*"
    rf"(?: \w+)?? {_THING}\b"
    r"|\bsparse (?:attention|coding|reward|view|graph|matrix|regression|representation)s?\b"
)

_PART = (
    r"(?:weights?|neurons?|filters?|channels?|kernels?|(?:attention )?heads?|layers?|depth|width"
    r"|blocks?|experts?|parameters?|connections?|synapses|units?|networks?|nets?|models?|cnns?"
    r"|convnets?|dnns?|llms?|vits?|transformers?|magnitude|structured|unstructured|iterative"
    r"|semi-structured|gradual|one-shot|post-training|global|layerwise|layer-wise|hessian)"
)
NETWORK_PRUNING = re.compile(
    rf"\b{_PART}[- ](?:level |wise |based )?(?:prun\w+|sparsif\w+)"
    rf"|\bprun(?:e|es|ed|ing) (?:\w+ ){{0,4}}?{_PART}\b"
    r"|\blottery tickets?\b|\bwinning tickets?\b|\bpruning at initiali[sz]ation\b"
    r"|\bsparse (?:neural )?(?:network|training|subnetwork|model|llm)s?\b"
    r"|\bsparse-to-sparse\b"
    r"|\b(?:weight|network|model|n:m|2:4|structured|unstructured|semi-structured) sparsity\b"
    r"|\bsparsif\w+ (?:\w+ ){0,3}?(?:networks?|models?|weights?|transformers?|llms?)\b"
    r"|\bnetwork slimming\b|\boptimal brain (?:damage|surgeon)\b"
)
PRUNING_WORD = re.compile(r"\b(?:prun(?:e|es|ed|er|ers|ing)|sparsif\w+|unprun\w+)\b")
NETWORK_WORD = re.compile(
    r"\bneural\b|\bdeep\b|\bcnns?\b|\bdnns?\b|\bconvnets?\b|\bconvolutional\b|\btransformers?\b"
    r"|\bllms?\b|\blanguage models?\b|\bvits?\b|\bbert\b|\bdiffusion models?\b"
    r"|\bfoundation models?\b|\bmixture[- ]of[- ]experts\b|\bmoe\b"
    r"|\bresnets?\b|\bperceptrons?\b|\bspiking\b"
)


# Any record without one of these cannot match: a cheap first look.
WORTH_A_LOOK = re.compile(r"prun|spars|ticket|slimming|optimal brain", re.IGNORECASE)


def prunes_a_network(title: str, abstract: str) -> bool:
    """Return whether a title and abstract speak of pruning a neural network.

    Examples
    --------
    >>> prunes_a_network("Channel pruning of deep CNNs", "")
    True
    >>> prunes_a_network("Pruning the grape vine", "We prune vines in winter.")
    False
    >>> prunes_a_network("Visual token pruning for language models", "")
    False
    """
    if not (WORTH_A_LOOK.search(title) or WORTH_A_LOOK.search(abstract)):
        return False
    heading, text = (re.sub(r"\s+", " ", part).lower() for part in (title, abstract))
    others = len(OTHER_THINGS.findall(f"{heading} . {heading} . {text}"))
    heading, text = OTHER_THINGS.sub(" ", heading), OTHER_THINGS.sub(" ", text)
    both = f"{heading} . {text}"
    if not NETWORK_WORD.search(both):
        return False
    networks = len(NETWORK_PRUNING.findall(f"{heading} . {both}"))
    if networks:
        return networks > others
    if others:
        return False
    return bool(PRUNING_WORD.search(heading)) or len(PRUNING_WORD.findall(text)) > 1


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise SystemExit(f"{path}:{number}: not JSON: {error}") from error


def write_submissions(folder: Path, target: Path) -> None:
    """Write one line for each matching record of `folder` that has a date of version 1."""
    rows: dict[str, tuple[str, str]] = {}
    undated: set[str] = set()
    files = sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")])
    if not files:
        raise SystemExit(f"{folder}: no *.jsonl or *.jsonl.gz file in it")
    for path in files:
        for record in read_records(path):
            if not prunes_a_network(record["title"], record.get("abstract") or ""):
                continue
            published = str(record.get("published") or "")[:10]
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", published):
                undated.add(record["id"])
                continue
            categories = record.get("categories") or [""]
            rows[record["id"]] = (published, record.get("primary") or categories[0])
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["arxiv_id", "submitted", "primary_category"])
        for identifier, facts in sorted(rows.items(), key=lambda item: (item[1][0], item[0])):
            writer.writerow([identifier, *facts])
    print(f"{target.name}: {len(rows)} papers; {len(undated - set(rows))} without a date left out")


def write_totals(source: Path, target: Path) -> None:
    """Restate arXiv's monthly totals: month and submissions."""
    with source.open(encoding="utf-8", newline="") as stream:
        months = [(row["month"], int(row["submissions"])) for row in csv.DictReader(stream)]
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["month", "submissions"])
        writer.writerows(sorted(months))
    print(f"{target.name}: {len(months)} months, {months[0][0]} to {months[-1][0]}")


def check_rule(labels: Path) -> None:
    """Print precision and recall of the rule on the labels their reader was sure of."""
    hits = alarms = misses = 0
    for record in read_records(labels):
        if not record.get("sure", True):
            continue
        found = prunes_a_network(record["title"], record.get("abstract") or "")
        wanted = record["label"] == "R"
        hits += found and wanted
        alarms += found and not wanted
        misses += wanted and not found
    print(
        f"rule: precision {hits / max(hits + alarms, 1):.3f}, recall"
        f" {hits / max(hits + misses, 1):.3f}"
        f" ({hits} right, {alarms} false alarms, {misses} missed)"
    )


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("metadata", type=Path, help="folder of arXiv metadata JSON Lines")
    parser.add_argument("totals", type=Path, help="CSV with columns month,submissions")
    parser.add_argument("--check", type=Path, metavar="LABELS", help="labelled JSON Lines")
    parser.add_argument("--output", type=Path, default=HERE / "growth", metavar="FOLDER")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    write_submissions(options.metadata, options.output / "pruning_submissions.csv")
    write_totals(options.totals, options.output / "arxiv_monthly_totals.csv")
    if options.check:
        check_rule(options.check)
    return 0


if __name__ == "__main__":
    sys.exit(main())
