"""Fixtures every test may use."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

# Last, so that `benchmarks` is found while `litscan` stays the one that is installed.
sys.path.append(str(Path(__file__).resolve().parent.parent))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers and metadata, where a checkout has one beside it."""
    root = Path(__file__).resolve().parent.parent
    folder = Path(os.environ.get("LITSCAN_SHARED", root / ".." / "shared")).resolve()
    if not (folder / "data").is_dir():
        pytest.skip(f"real papers and metadata are not here: no folder {folder} (LITSCAN_SHARED)")
    return folder
