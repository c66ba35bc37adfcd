"""Whether a paper prunes large language models."""

from __future__ import annotations

import re

from litscan.rigor.base import Subject

__all__ = ["prunes_language_models"]

_MODELS = re.compile(r"\bLLMs?\b|\blarge language models?\b|\bLLaMA\b|\bOPT-\d", re.IGNORECASE)


def prunes_language_models(subject: Subject) -> bool:
    """Return whether title or abstract speak of large language models.

    Examples
    --------
    >>> from litscan import extract, read_text
    >>> from litscan.rigor.baselines.examples import LLM
    >>> from litscan.rigor.examples import paper
    >>> document = read_text(paper("", abstract=LLM), format="markdown")
    >>> prunes_language_models(Subject(document, extract(document)))
    True
    """
    document = subject.document
    spans = (document.title, document.abstract)
    return any(span and _MODELS.search(document.quote(span)) for span in spans)
