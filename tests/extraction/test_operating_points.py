"""What a level is a ratio of, and the same level as a share removed."""

from __future__ import annotations

import pytest

from litscan.extraction.records import OperatingPoint


@pytest.mark.parametrize(
    ("kind", "value", "unit", "definition", "removed"),
    [
        ("compression_ratio", 10.0, "factor", "old/new", 90.0),
        ("speedup", 2.0, "factor", "old/new", 50.0),
        ("params_kept", 5.0, "percent", "share kept", 95.0),
        ("flops_removed", 53.0, "percent", "share removed", 53.0),
        ("sparsity", 80.0, "percent", "share removed", 80.0),
        ("pattern", 50.0, "percent", "share removed", 50.0),
        ("params", 2.5, "M", None, None),
        ("compression_ratio", 0.0, "factor", "old/new", None),
        ("sparsity", 140.0, "percent", "share removed", None),
    ],
)
def test_definition_and_share_removed(kind, value, unit, definition, removed):
    record = OperatingPoint(kind, value, unit).to_json()
    assert (record["definition"], record["share_removed"]) == (definition, removed)
    assert (record["kind"], record["value"], record["unit"]) == (kind, value, unit)
