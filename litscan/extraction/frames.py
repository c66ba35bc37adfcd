"""Extracted facts as pandas tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from litscan.extraction.records import Extraction

__all__ = ["results_frame"]

_COLUMNS = (
    "method", "own", "dataset", "architecture", "metric", "value", "unit", "point_kind",
    "point_value", "point_unit", "is_dense_baseline", "confidence", "quote", "place",
)  # fmt: skip


def results_frame(facts: Extraction) -> pd.DataFrame:
    r"""Return a row for each number of a paper, with its operating point, quote and place.

    Parameters
    ----------
    facts : Extraction
        What `extract` returns.

    Examples
    --------
    >>> import litscan
    >>> text = "# Pruning\n\nOur pruned ResNet-50 reaches 75.1% top-1 accuracy on ImageNet."
    >>> frame = results_frame(litscan.extract(litscan.read_text(text, format="markdown")))
    >>> frame[["dataset", "architecture", "value"]].values.tolist()
    [['ImageNet', 'ResNet-50', 75.1]]
    """
    import pandas as pd

    rows = [
        (
            one.method,
            one.own,
            one.dataset,
            one.architecture,
            one.metric,
            one.value,
            one.unit,
            one.operating_point and one.operating_point.kind,
            one.operating_point and one.operating_point.value,
            one.operating_point and one.operating_point.unit,
            one.is_dense_baseline,
            one.confidence,
            one.evidence[0].quote,
            f"{one.evidence[0].file}:{one.evidence[0].line}",
        )
        for one in facts.results
    ]
    return pd.DataFrame.from_records(rows, columns=list(_COLUMNS))
