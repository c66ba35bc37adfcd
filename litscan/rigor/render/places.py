"""Where evidence stands: the file as the caller named it, and the line."""

from __future__ import annotations

import posixpath

from litscan.document.folders import MEDIA_TYPES
from litscan.document.model import Evidence
from litscan.rigor.audit import Audit
from litscan.rigor.ignores import Ignore

__all__ = ["place"]


def place(audit: Audit, evidence: Evidence | Ignore | None) -> tuple[str, int | None]:
    """Return path and line (from 1) of an evidence; without one, of where the experiments begin.

    The line is None where nothing of the paper is at hand but its facts.
    """
    path = audit.facts.source.path
    where = evidence or audit.home
    if where is None:
        return path, None
    folder = posixpath.dirname(path) if path.lower().endswith(tuple(MEDIA_TYPES)) else path
    return posixpath.join(folder, where.file), where.line
