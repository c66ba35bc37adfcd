r"""litscan: literature and reporting-quality analysis of neural-network pruning research.

The names below are the public Python API; each is imported when it is first used, so that
``import litscan`` stays light.

Examples
--------
>>> import litscan
>>> document = litscan.read_text("# A Paper\n\nWe prune ResNet-50.", format="markdown")
>>> document.title_text
'A Paper'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from litscan.version import __version__

if TYPE_CHECKING:
    from litscan.collect.relevance import relevance
    from litscan.corpus import Corpus
    from litscan.document import Document, read_document, read_text
    from litscan.extraction import Extraction, extract
    from litscan.pipeline.sample import sample_corpus, sample_paper
    from litscan.rigor import audit

__all__ = [
    "Corpus",
    "Document",
    "Extraction",
    "__version__",
    "audit",
    "extract",
    "read_document",
    "read_text",
    "relevance",
    "sample_corpus",
    "sample_paper",
]

_HOME = {
    "Corpus": "litscan.corpus",
    "Document": "litscan.document",
    "Extraction": "litscan.extraction",
    "audit": "litscan.rigor",
    "extract": "litscan.extraction",
    "read_document": "litscan.document",
    "read_text": "litscan.document",
    "relevance": "litscan.collect.relevance",
    "sample_corpus": "litscan.pipeline.sample",
    "sample_paper": "litscan.pipeline.sample",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'litscan' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
