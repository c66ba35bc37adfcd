"""The stages over a corpus, and the main job that runs them one after the other.

A stage asks the corpus for the documents it has not seen in its present version, does its work
on each, and stores what it found before it takes the next: an interrupted stage goes on where it
stopped.
"""

from __future__ import annotations

from litscan.pipeline.reporting import Reported, report_corpus
from litscan.pipeline.sample import sample_corpus, sample_paper
from litscan.pipeline.screening import ScreeningState, screen_papers, screening_state
from litscan.pipeline.stages import (
    audit_documents,
    audit_stated,
    document_of,
    extract_documents,
    pending_note,
)

__all__ = [
    "Reported",
    "ScreeningState",
    "audit_documents",
    "audit_stated",
    "document_of",
    "extract_documents",
    "pending_note",
    "report_corpus",
    "sample_corpus",
    "sample_paper",
    "screen_papers",
    "screening_state",
]
