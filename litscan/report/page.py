"""The report as one HTML file that needs nothing else: style and plots inline, no network.

Everything that comes from a paper is escaped by the template engine, and the page forbids itself
to load or run anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from litscan.errors import UsageError
from litscan.report.audit_list import ListedAudit
from litscan.report.audit_view import AuditPage
from litscan.report.view import Report
from litscan.version import __version__
from litscan.whole_files import write_named

__all__ = [
    "make_folder", "render_audit_list", "render_audit_page", "render_report", "write_page",
    "write_report",
]  # fmt: skip


def render_report(report: Report) -> str:
    """Return the page as HTML."""
    return _render("report.html.j2", report=report)


def render_audit_page(page: AuditPage) -> str:
    """Return the page of one paper's audit as HTML."""
    return _render("audit.html.j2", page=page, version=__version__)


def render_audit_list(pages: Sequence[ListedAudit]) -> str:
    """Return the page that links the pages of several audits as HTML."""
    return _render("audits.html.j2", pages=pages, version=__version__)


def _render(template: str, **values: object) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("litscan.report", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    style, _, _ = loader.get_source(environment, "report.css")
    from markupsafe import Markup

    return environment.get_template(template).render(**values, style=Markup(style))


def make_folder(folder: str | Path) -> Path:
    """Make a folder if it is not there and return it.

    Raises
    ------
    UsageError
        If it cannot be made.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made: {error.strerror}") from error
    return folder


def write_report(report: Report, folder: str | Path) -> Path:
    """Write ``index.html`` into a folder, making it if need be; return its path.

    Raises
    ------
    UsageError
        If the folder cannot be written to.
    """
    return write_page(render_report(report), Path(folder) / "index.html")


def write_page(text: str, path: str | Path) -> Path:
    """Write a page, making its folder if need be; return its path.

    A page that was there is replaced as a whole or not at all, and a link goes on leading to it.
    What is no file, such as a pipe or ``/dev/null``, is written to and stays what it is.

    Raises
    ------
    UsageError
        If it cannot be written.
    """
    path = Path(path)
    make_folder(path.parent)
    return write_named(path, text)
