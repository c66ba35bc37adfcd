"""A check's word against a label, with the quote it stands on, for a reader to judge."""

from __future__ import annotations

from typing import Any

LONGEST_QUOTE = 200


def says_yes(finding: dict[str, Any]) -> bool:
    """Return whether a check found what it looks for, in full or in part."""
    return finding["outcome"] in ("pass", "partial")


def disagreement(paper: str, finding: dict[str, Any], *, labelled: bool) -> dict[str, Any]:
    """Return one row of a benchmark's list of disagreements."""
    quote = finding["evidence"][0]["quote"] if finding["evidence"] else None
    return {
        "paper": paper,
        "check": finding["check"],
        "labelled": labelled,
        "said": finding["outcome"],
        "reason": finding["reason"],
        "quote": quote and quote[:LONGEST_QUOTE],
    }
