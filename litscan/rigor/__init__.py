"""Rigor: what a pruning paper must report to be believed, checked with evidence."""

from __future__ import annotations

from litscan.rigor.audit import AUDIT_VERSION, Audit, audit
from litscan.rigor.base import Check, Finding, Outcome, Severity
from litscan.rigor.frames import findings_frame
from litscan.rigor.plots import draw_audit
from litscan.rigor.registry import CHECKS, find_check

__all__ = [
    "AUDIT_VERSION",
    "CHECKS",
    "Audit",
    "Check",
    "Finding",
    "Outcome",
    "Severity",
    "audit",
    "draw_audit",
    "find_check",
    "findings_frame",
]
