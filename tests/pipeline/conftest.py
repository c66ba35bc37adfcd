"""The small arXiv of `atom_server` as fixtures of this folder's tests."""

from __future__ import annotations

from atom_server import quick, small_arxiv

__all__ = ["quick", "small_arxiv"]
