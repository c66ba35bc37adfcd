"""Words and tables that this group's examples are written in."""

from __future__ import annotations

from litscan.rigor.examples import ACCURACY_TABLE, paper

__all__ = [
    "COMPARED", "LLM", "MAGNITUDE", "NEW", "OLD", "SCRATCH", "TICKETS", "TUNED", "UNEVEN", "dated",
]  # fmt: skip

COMPARED = ACCURACY_TABLE + "| SFP [3] | 74.6 | 41.8 |\n\n"
LLM = "We propose a post-training pruning method for large language models."
MAGNITUDE = ACCURACY_TABLE + "| Magnitude pruning | 74.0 | 50.0 |\n\n"
SCRATCH = ACCURACY_TABLE + "| Ours, from scratch | 74.8 | 50.0 |\n\n"
TICKETS = "We propose a method for pruning that finds winning tickets."
TUNED = ACCURACY_TABLE + "\nAfter pruning we fine-tune for 40 epochs.\n"
UNEVEN = (
    ACCURACY_TABLE
    + "| Random pruning | 73.0 | 50.0 |\n\nA global threshold gives non-uniform sparsity.\n"
)
OLD = "\n## References\n\n[1] Y. LeCun, J. Denker, S. Solla. Optimal brain damage. NIPS, 1990.\n"
NEW = "\n## References\n\n[1] A. Author, B. Author. Pruning many networks. ICLR, 2021.\n"


def dated(first: str, second: str) -> str:
    """Return a paper of 2021 that compares to methods cited with these years.

    Examples
    --------
    >>> "CVPR, 2020" in dated("2019", "2020")
    True
    """
    return (
        paper(ACCURACY_TABLE + "| SFP [1] | 74.6 | 41.8 |\n| HRank [2] | 74.9 | 43.7 |\n")
        + f"\n## References\n\n[1] Y. He. Soft filter pruning. IJCAI, {first}.\n\n"
        f"[2] M. Lin. HRank: filter pruning. CVPR, {second}.\n\n"
        "[3] A. Author. A survey of everything. TMLR, 2021.\n"
    )
