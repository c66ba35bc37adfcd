"""An audit as a Markdown page: a table of findings, then the quotes."""

from __future__ import annotations

from litscan.rigor.audit import Audit
from litscan.rigor.base import Finding, Outcome
from litscan.rigor.render.places import place
from litscan.rigor.render.shorten import on_one_line
from litscan.rigor.render.text import SHOWN, score_line

__all__ = ["render_markdown"]


def _escape(text: str) -> str:
    text = on_one_line(text)
    for mark in "\\`*_{}[]<>#|":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("&", "&amp;")


def render_markdown(audit: Audit) -> str:
    """Return the audit as a Markdown page: a table of findings, then the quotes."""
    lines = [
        f"# Audit: {_escape(audit.facts.title or audit.facts.source.path)}",
        "",
        f"{score_line(audit.score).capitalize()}.",
        "",
        "| check | severity | outcome | reason |",
        "| --- | --- | --- | --- |",
    ]
    for finding in audit.findings:
        name = f"{finding.check} {finding.name}"
        lines.append(
            f"| {name} | {finding.severity} | {finding.outcome} | {_escape(finding.reason)} |"
        )
    if audit.ignored:
        lines += ["", "## Set aside by the authors", ""]
        lines += [
            f"- {item.check} ({_escape('{}:{}'.format(*place(audit, item)))}): "
            f"{_escape(item.reason)}"
            for item in audit.ignored
        ]
    if audit.coverage.warnings:
        lines += ["", "## Warnings", ""]
        lines += [f"- {_escape(warning)}" for warning in audit.coverage.warnings]
    for finding in audit.findings:
        if finding.outcome is not Outcome.NOT_APPLICABLE and (finding.evidence or finding.fix):
            lines += _details(finding)
    return "\n".join(lines)


def _details(finding: Finding) -> list[str]:
    lines = ["", f"## {finding.check} {finding.name}: {finding.outcome}", ""]
    lines += [
        f"- {_escape(f'{item.file}:{item.line}')} {_escape(item.section)}: {_escape(item.quote)}"
        for item in finding.evidence
    ]
    if finding.fix and finding.outcome in SHOWN:
        lines += ["", f"What could be added: {_escape(finding.fix)}."]
    return lines
