"""An audit for people and other programs: linter lines, Markdown, SARIF."""

from __future__ import annotations

from litscan.rigor.render.markdown import render_markdown
from litscan.rigor.render.sarif import render_sarif
from litscan.rigor.render.text import SHOWN, render_text

__all__ = ["SHOWN", "render_markdown", "render_sarif", "render_text"]
