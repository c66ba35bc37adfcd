"""The self-contained HTML report of a corpus."""

from __future__ import annotations

from litscan.report.build import build_report
from litscan.report.page import render_report, write_report
from litscan.report.view import Report

__all__ = ["Report", "build_report", "render_report", "write_report"]
