"""The self-contained HTML report of a corpus."""

from __future__ import annotations

from litscan.report.build import build_report
from litscan.report.page import make_folder, render_report, write_report
from litscan.report.view import Report

__all__ = ["Report", "build_report", "make_folder", "render_report", "write_report"]
