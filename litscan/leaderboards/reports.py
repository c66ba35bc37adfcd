"""Whether a paper reports results on benchmarks at all, told by the kinds of words it uses."""

from __future__ import annotations

import re
from functools import cache

from litscan.document.model import Document, Evidence, Span
from litscan.resources import load_toml

__all__ = ["reports_results", "result_cues"]


@cache
def _cues() -> tuple[int, dict[str, re.Pattern[str]]]:
    rule = load_toml("leaderboards", "reports.toml")
    cues = {kind: re.compile(cue, re.IGNORECASE) for kind, cue in rule["cues"].items()}
    return rule["least_kinds"], cues


def result_cues(document: Document) -> dict[str, Evidence]:
    """Return the kinds of words about benchmark results that occur, each with its first place."""
    found = {}
    for kind, cue in _cues()[1].items():
        match = cue.search(document.text)
        if match is not None:
            found[kind] = document.evidence(Span(match.start(), match.end()))
    return found


def reports_results(document: Document) -> bool:
    r"""Return whether a paper speaks as papers do that report results on benchmarks.

    Examples
    --------
    >>> from litscan.document import read_text
    >>> reports_results(read_text("# Automata\n\nWe prove a lower bound.\n", format="markdown"))
    False
    """
    return len(result_cues(document)) >= _cues()[0]
