"""An audit as a linter prints it: a line a finding, ``file:line: ID severity: outcome: reason``."""

from __future__ import annotations

from litscan.rigor.audit import Audit
from litscan.rigor.base import Finding, Outcome, Severity
from litscan.rigor.render.places import place
from litscan.rigor.render.shorten import on_one_line
from litscan.rigor.score import Score

__all__ = ["SHOWN", "render_text", "score_line"]

SHOWN = (Outcome.FAIL, Outcome.PARTIAL)


def score_line(score: Score) -> str:
    """Return the score with its coverage, or why there is none."""
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

    What failed or was met in part comes first, the most severe before the rest and what the
    source sets aside last; within a severity the order is the catalogue's.
    Passed, inapplicable and undetermined checks are shown with `verbose` only; undetermined ones
    are counted in any case. A check that the source sets aside is listed with the reason given.
    """
    lines = []
    for finding in sorted(audit.findings, key=lambda finding: _rank(audit, finding)):
        if finding.outcome not in SHOWN and not verbose:
            continue
        where = _where(audit, finding)
        ignored = audit.ignore_of(finding.check)
        said = "ignored" if ignored and finding.outcome in SHOWN else str(finding.severity)
        lines.append(
            f"{where}: {finding.check} {said}: {finding.outcome}: {on_one_line(finding.reason)}"
        )
        if ignored and finding.outcome in SHOWN:
            path, line = place(audit, ignored)
            lines.append(f"    ignored at {path}:{line}: {ignored.reason}")
        elif finding.fix:
            lines.append(f"    fix: {finding.fix}")
    lines += _needless(audit)
    counts = dict.fromkeys(Outcome, 0)
    for finding in audit.findings:
        counts[finding.outcome] += 1
    told = [f"{count} {outcome}" for outcome, count in counts.items() if count]
    aside = f", of which {len(audit.ignored)} set aside" if audit.ignored else ""
    lines.append(f"{_path(audit)}: {', '.join(told)}{aside}; {score_line(audit.score)}")
    lines.extend(f"{_path(audit)}: warning: {w}" for w in audit.coverage.warnings)
    return "\n".join(lines)


def _rank(audit: Audit, finding: Finding) -> tuple[bool, bool, int, int]:
    """Return what a finding is sorted by: first what counts most."""
    if finding.outcome not in SHOWN:
        return True, False, 0, 0
    severity = list(Severity).index(finding.severity)
    aside = audit.ignore_of(finding.check) is not None
    return False, aside, severity, SHOWN.index(finding.outcome)


def _needless(audit: Audit) -> list[str]:
    """Return a line for each check that the source sets aside though it did not fail."""
    found = {finding.check: finding.outcome for finding in audit.findings}
    lines = []
    for item in audit.ignored:
        if found[item.check] not in SHOWN:
            path, line = place(audit, item)
            outcome = found[item.check]
            lines.append(f"{path}:{line}: {item.check} ignored: {outcome} anyway: {item.reason}")
    return lines


def _where(audit: Audit, finding: Finding) -> str:
    path, line = place(audit, finding.evidence[0] if finding.evidence else None)
    return path if line is None else f"{path}:{line}"


def _path(audit: Audit) -> str:
    return audit.facts.source.path
