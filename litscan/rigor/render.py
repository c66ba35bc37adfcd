"""An audit for people: lines as a linter prints them, or a Markdown page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from litscan.document.folders import MEDIA_TYPES
from litscan.rigor.audit import Audit
from litscan.rigor.base import Finding, Outcome, Severity
from litscan.rigor.score import Score

__all__ = ["render_markdown", "render_text", "worst_failure"]

SHOWN = (Outcome.FAIL, Outcome.PARTIAL)
_ORDER = list(Severity)


def worst_failure(findings: Iterable[Finding]) -> Severity | None:
    """Return the highest severity among the failed checks, or None if none failed."""
    failed = [item.severity for item in findings if item.outcome is Outcome.FAIL]
    return min(failed, key=_ORDER.index, default=None)


def _place(audit: Audit, finding: Finding) -> str:
    path = audit.facts.source.path
    if not finding.evidence:
        return path
    first = finding.evidence[0]
    folder = posixpath.dirname(path) if path.lower().endswith(tuple(MEDIA_TYPES)) else path
    return f"{posixpath.join(folder, first.file)}:{first.line}"


def _score_line(score: Score) -> str:
    if score.value is None and score.applicable == 0 and score.coverage == 0:
        return "no score: no check that applies could be decided"
    if score.value is None:
        return f"no score: only {score.coverage:.0%} of the checks that apply could be decided"
    return (
        f"score {score.value:.2f} ({score.earned:g} of {score.applicable:g} points), "
        f"coverage {score.coverage:.0%}"
    )


def render_text(audit: Audit, *, verbose: bool = False) -> str:
    """Return one line a finding, ``file:line: ID severity: outcome: reason``, and the score.

    Passed, inapplicable and undetermined checks are shown with `verbose` only; undetermined ones
    are counted in any case.
    """
    lines = []
    for finding in audit.findings:
        if finding.outcome in SHOWN or verbose:
            where = _place(audit, finding)
            lines.append(
                f"{where}: {finding.check} {finding.severity}: {finding.outcome}: {finding.reason}"
            )
            if finding.fix:
                lines.append(f"    fix: {finding.fix}")
    counts = dict.fromkeys(Outcome, 0)
    for finding in audit.findings:
        counts[finding.outcome] += 1
    told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
    lines.append(f"{audit.facts.source.path}: {told}; {_score_line(audit.score)}")
    lines.extend(f"{audit.facts.source.path}: warning: {w}" for w in audit.coverage.warnings)
    return "\n".join(lines)


def _escape(text: str) -> str:
    for mark in "\\`*_{}[]<>#|":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def render_markdown(audit: Audit) -> str:
    """Return the audit as a Markdown page: a table of findings, then the quotes."""
    lines = [
        f"# Audit: {_escape(audit.facts.title or audit.facts.source.path)}",
        "",
        f"{_score_line(audit.score).capitalize()}.",
        "",
        "| check | severity | outcome | reason |",
        "| --- | --- | --- | --- |",
    ]
    for finding in audit.findings:
        name = f"{finding.check} {finding.name}"
        lines.append(
            f"| {name} | {finding.severity} | {finding.outcome} | {_escape(finding.reason)} |"
        )
    for finding in audit.findings:
        if finding.outcome is Outcome.NOT_APPLICABLE or not (finding.evidence or finding.fix):
            continue
        lines += ["", f"## {finding.check} {finding.name}: {finding.outcome}", ""]
        lines += [
            f"- `{item.file}:{item.line}` {_escape(item.section)}: {_escape(item.quote)}"
            for item in finding.evidence
        ]
        if finding.fix:
            lines += ["", f"What could be added: {_escape(finding.fix)}."]
    return "\n".join(lines)
