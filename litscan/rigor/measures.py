"""Which measures say how good a network is, as opposed to what it costs."""

from __future__ import annotations

from functools import cache

from litscan.vocabulary import load_vocabulary

__all__ = ["quality_measures"]

COSTS = frozenset(
    {
        "accuracy_drop", "accuracy_gain", "compression_ratio", "energy", "flops", "flops_kept",
        "flops_removed", "latency", "memory", "model_size", "params", "params_kept",
        "params_removed", "sparsity", "speedup", "throughput",
    }
)  # fmt: skip


@cache
def quality_measures() -> frozenset[str]:
    """Return the measures of quality that the vocabulary knows.

    Examples
    --------
    >>> "top1_accuracy" in quality_measures(), "latency" in quality_measures()
    (True, False)
    """
    measures = {name.attributes.get("measure") for name in load_vocabulary().names("metric")}
    return frozenset(str(measure) for measure in measures if measure) - COSTS
