"""The report as one HTML file that needs nothing else: style and plots inline, no network.

Everything that comes from a paper is escaped by the template engine, and the page forbids itself
to load or run anything.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from litscan.errors import UsageError
from litscan.report.view import Report

__all__ = ["make_folder", "render_report", "write_report"]


def render_report(report: Report) -> str:
    """Return the page as HTML."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("litscan.report", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    style, _, _ = loader.get_source(environment, "report.css")
    from markupsafe import Markup

    return environment.get_template("report.html.j2").render(report=report, style=Markup(style))


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

    A page that was there is replaced as a whole or not at all.

    Raises
    ------
    UsageError
        If the folder cannot be written to.
    """
    folder = make_folder(folder)
    text = render_report(report)
    try:
        handle, name = tempfile.mkstemp(dir=folder, suffix=".html")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(name).chmod(0o644)
        return Path(name).replace(folder / "index.html")
    except OSError as error:
        raise UsageError(f"{folder}: the report cannot be written: {error.strerror}") from error
