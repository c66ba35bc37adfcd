"""Words and tables that this group's examples are written in."""

from __future__ import annotations

__all__ = [
    "BEST", "BROAD", "COMPARED", "CONTESTS", "LOSSES", "LOSSLESS", "MORE_TABLES", "ONE_TABLE",
    "OWN_BASELINES",
]  # fmt: skip

BROAD = "We propose a method for pruning. Our method applies to any architecture."
BEST = "We propose a method for pruning. Our method outperforms state-of-the-art methods."
LOSSLESS = "We propose a method for pruning. Our method halves the FLOPs without loss of accuracy."


def _table(number: int, network: str, dataset: str, rows: str) -> str:
    return (
        f"Table {number}: Top-1 accuracy (%) of {network} on {dataset}.\n\n"
        f"| Method | Top-1 (%) | FLOPs reduction (%) |\n| --- | --- | --- |\n{rows}\n"
    )


_PLAIN = "| Baseline | 93.0 | 0 |\n| Ours | 92.5 | 50.0 |\n"
_PRIOR = "| Baseline | 94.0 | 0 |\n| SFP [3] | 93.1 | 50.0 |\n| Ours | 93.9 | 50.0 |\n"
ONE_TABLE = "\n" + _table(2, "VGG-16", "CIFAR-10", _PLAIN)
MORE_TABLES = ONE_TABLE + _table(3, "MobileNetV2", "CIFAR-10", _PLAIN)
LOSSES = _table(1, "ResNet-50", "ImageNet", "| Baseline | 76.1 | 0 |\n| Ours | 75.2 | 50.0 |\n")
COMPARED = _table(1, "ResNet-56", "CIFAR-10", _PRIOR)
CONTESTS = (
    COMPARED + _table(2, "VGG-16", "CIFAR-10", _PRIOR) + _table(3, "ResNet-18", "CIFAR-100", _PRIOR)
)
OWN_BASELINES = (
    "Table 1: Results of ResNet-56 on CIFAR-10.\n\n"
    "| Method | Baseline Acc. (%) | Pruned Acc. (%) | FLOPs reduction (%) |\n"
    "| --- | --- | --- | --- |\n"
    "| SFP [3] | 93.10 | 92.90 | 50.0 |\n| Ours | 93.80 | 93.20 | 60.0 |\n"
)
