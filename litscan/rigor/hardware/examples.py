"""Small made-up papers that this group's examples are written in."""

from __future__ import annotations

from litscan.rigor.examples import ACCURACY_TABLE, paper

__all__ = ["CLAIM", "COST_TABLE", "SIZE_TABLE", "SPEEDUP_TABLE", "TIME", "timed_paper"]

CLAIM = "Our pruned networks run 1.8 times faster."
TIME = "The pruned network takes 3.1 ms"
SPEEDUP_TABLE = """\
Table 2: Speed of ResNet-50.

| Method | Speedup |
| --- | --- |
| Baseline | 1.0x |
| Ours | 1.8x |
"""
COST_TABLE = """\
Table 2: Cost of ResNet-50.

| Method | FLOPs (G) | Latency (ms) |
| --- | --- | --- |
| Baseline | 4.1 | 5.0 |
| Ours | 2.0 | 3.1 |
"""
SIZE_TABLE = """\
Table 2: Storage of ResNet-50.

| Method | Model size (MB) |
| --- | --- |
| Baseline | 98.0 |
| Ours | 12.0 |
"""


def timed_paper(experiments: str, *, abstract: str = CLAIM) -> str:
    """Return a short method paper that claims speed, with these words after its results.

    Examples
    --------
    >>> timed_paper("It was timed.").strip().endswith("It was timed.")
    True
    """
    if abstract == CLAIM:
        abstract = f"We propose a method for pruning filters. {CLAIM}"
    return paper(f"{ACCURACY_TABLE}\n{experiments}", abstract=abstract)
