"""Which way is better, by measure: from the metrics' entries in the vocabulary."""

from __future__ import annotations

from functools import lru_cache

from litscan.vocabulary.load import load_vocabulary

__all__ = ["quality_directions"]

# What a network costs, or already a difference: no loss of quality can be computed from these.
_NOT_QUALITY = frozenset(
    {
        "accuracy_drop",
        "accuracy_gain",
        "compression_ratio",
        "energy",
        "flops",
        "flops_kept",
        "flops_removed",
        "latency",
        "memory",
        "model_size",
        "params",
        "params_kept",
        "params_removed",
        "sparsity",
        "speedup",
        "throughput",
        "units_removed",
    }
)


@lru_cache(maxsize=1)
def quality_directions() -> dict[str, str]:
    """Return ``"higher"`` or ``"lower"`` for each measure of a network's quality.

    Examples
    --------
    >>> quality_directions()["top1_accuracy"], quality_directions()["perplexity"]
    ('higher', 'lower')
    """
    stated = (name.attributes for name in load_vocabulary().names("metric"))
    return {
        str(item["measure"]): str(item["direction"])
        for item in stated
        if "measure" in item and "direction" in item and item["measure"] not in _NOT_QUALITY
    }
