"""The HTML report of a corpus, and the page of each audited paper."""

from __future__ import annotations

from litscan.report.audit_list import ListedAudit, list_audit
from litscan.report.audit_view import AuditPage, build_audit_page
from litscan.report.build import build_report, page_name
from litscan.report.page import (
    make_folder,
    render_audit_list,
    render_audit_page,
    render_report,
    write_page,
    write_report,
)
from litscan.report.view import Report

__all__ = [
    "AuditPage",
    "ListedAudit",
    "Report",
    "build_audit_page",
    "build_report",
    "list_audit",
    "make_folder",
    "page_name",
    "render_audit_list",
    "render_audit_page",
    "render_report",
    "write_page",
    "write_report",
]
