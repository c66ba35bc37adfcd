"""Count how often the facts of each signal are right, and write the counts to ``confidence.toml``.

``python -m data.models.fit_confidence`` (from the repository, with ``LITSCAN_SHARED`` set) reads
the dev half of the hand-read papers, and keeps weight and priors as they stand in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.extraction.judged import Judged, judged_facts
from benchmarks.gold import shared_folder
from litscan.extraction.confidence import shrunken
from litscan.resources import data_path, load_toml

_HEAD = """\
# How likely a fact is right, by what it was found from (litscan/extraction/confidence.py).
# probability = (right + weight * prior) / (n + weight); `prior` and `weight` are set by hand,
# `n` and `right` counted by data/models/fit_confidence.py in hand-read papers; where n = 0, no
# label judges the signal and the probability is the prior.
"""


def fit(table: Mapping[str, Any], facts: Iterable[Judged]) -> str:
    """Return the text of a table of confidences with the counts of judged facts."""
    facts = list(facts)
    judged = Counter(fact.signal for fact in facts)
    right = Counter(fact.signal for fact in facts if fact.right)
    lines = [_HEAD, f"weight = {table['weight']}\n"]
    for kind, places in table["signals"].items():
        lines.append(f"\n[signals.{kind}]\n")
        for place, entry in places.items():
            signal = f"{kind}/{place}"
            n, good, prior = judged[signal], right[signal], entry["prior"]
            probability = round(shrunken(good, n, prior, table["weight"]), 3)
            lines.append(
                f'"{place}" = {{ prior = {prior}, n = {n}, right = {good},'
                f" probability = {probability} }}\n"
            )
    return "".join(lines)


def main() -> None:
    """Fit and write."""
    table = load_toml("models", "confidence.toml")
    text = fit(table, judged_facts(shared_folder(), "dev"))
    data_path("models", "confidence.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
