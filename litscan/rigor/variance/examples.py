"""Made-up tables that the group's examples are written with."""

from __future__ import annotations

from litscan.rigor.examples import ACCURACY_TABLE

__all__ = ["RUNS_TOLD", "spread_table"]

RUNS_TOLD = ACCURACY_TABLE + "\nAll numbers are averaged over five runs.\n"


def spread_table(own: str, other: str, *, spread: str = "standard deviation of 3 runs") -> str:
    """Return a table of one own and one compared network at the same cost.

    Examples
    --------
    >>> spread_table("75.2 ± 0.1", "74.6").splitlines()[-1]
    '| Ours | 75.2 ± 0.1 | 50.0 |'
    """
    return (
        f"Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet, mean and {spread}.\n\n"
        "| Method | Top-1 (%) | FLOPs reduction (%) |\n| --- | --- | --- |\n"
        f"| SFP | {other} | 50.0 |\n| Ours | {own} | 50.0 |\n"
    )
