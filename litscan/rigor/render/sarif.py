"""Audits as one SARIF 2.1.0 log, which code hosts and editors show beside the source.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import quote

from litscan.document.model import Evidence
from litscan.rigor.audit import Audit
from litscan.rigor.base import Check, Finding, Outcome, Severity
from litscan.rigor.pages import read_page
from litscan.rigor.profiles import Profile, load_profile
from litscan.rigor.registry import CHECKS
from litscan.rigor.render.places import place
from litscan.rigor.render.shorten import on_one_line
from litscan.rigor.render.text import SHOWN
from litscan.version import __version__

__all__ = ["render_sarif"]

_LEVEL = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "warning",
    Severity.MINOR: "note",
    Severity.INFO: "note",
}
_KIND = {
    Outcome.PASS: "pass",
    Outcome.PARTIAL: "review",
    Outcome.FAIL: "fail",
    Outcome.NOT_APPLICABLE: "notApplicable",
    Outcome.UNDETERMINED: "open",
}
_RULES = {check.id: number for number, check in enumerate(CHECKS)}


def render_sarif(
    audits: Iterable[Audit],
    *,
    profile: str = "blalock",
    outcomes: Collection[Outcome] = SHOWN,
    unread: Iterable[str] = (),
) -> dict[str, Any]:
    """Return the audits as a SARIF 2.1.0 log, ready for `json.dumps`.

    Every check is a rule. A failed check is a result of kind ``fail`` whose level is the severity
    (critical: error, major: warning, else note); one met in part is of kind ``review``, the
    others of kind ``pass``, ``open`` (undetermined) or ``notApplicable``. A check that the source
    sets aside carries an ``inSource`` suppression with the authors' reason.

    Parameters
    ----------
    audits : iterable of Audit
        The audits.
    profile : str
        Whose severities the rules name.
    outcomes : collection of Outcome
        Which findings become results; by default those that ask for something.
    unread : iterable of str
        Why papers could not be audited. The log then says that the run was not successful, so
        that the absence of a result is not taken for the absence of a fault.

    Raises
    ------
    UsageError
        If there is no such profile.

    Examples
    --------
    >>> from litscan import audit, read_text
    >>> from litscan.rigor.examples import ACCURACY_TABLE, paper
    >>> log = render_sarif([audit(read_text(paper(ACCURACY_TABLE), format="markdown"))])
    >>> log["version"], log["runs"][0]["tool"]["driver"]["name"]
    ('2.1.0', 'litscan')
    """
    chosen = load_profile(profile)
    driver = {
        "name": "litscan",
        "version": __version__,
        "rules": [_rule(check, chosen) for check in CHECKS],
    }
    results = [
        _result(audit, finding)
        for audit in audits
        for finding in audit.findings
        if finding.outcome in outcomes
    ]
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(unread)],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return {"$schema": schema, "version": "2.1.0", "runs": [run]}


def _invocation(unread: Iterable[str]) -> dict[str, Any]:
    told = [{"level": "error", "message": {"text": on_one_line(why)}} for why in unread]
    notifications = {"toolExecutionNotifications": told} if told else {}
    return {"executionSuccessful": not told, **notifications}


def _rule(check: Check, profile: Profile) -> dict[str, Any]:
    page = read_page(check)
    severity = profile.severity(check.id)
    told = "\n\n".join(f"{heading}: {body}" for heading, body in page.sections.items())
    return {
        "id": check.id,
        "name": type(check).__name__,
        "shortDescription": {"text": check.name},
        "fullDescription": {"text": " ".join(page.summary.split())},
        "help": {"text": told},
        "defaultConfiguration": {"level": _LEVEL[severity]},
        "properties": {"severity": str(severity), "group": str(check.group)},
    }


def _result(audit: Audit, finding: Finding) -> dict[str, Any]:
    kind = _KIND[finding.outcome]
    path, _ = place(audit, finding.evidence[0] if finding.evidence else None)
    text = f"{finding.name}: {on_one_line(finding.reason)}"
    text += f". To do: {finding.fix}" if finding.fix and kind in ("fail", "review") else ""
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": _RULES[finding.check],
        "kind": kind,
        "level": _LEVEL[finding.severity] if kind == "fail" else "none",
        "message": {"text": text},
        "locations": [_location(audit, finding.evidence[0] if finding.evidence else None)],
        "partialFingerprints": {"litscan/1": _fingerprint(path, finding)},
    }
    related = [
        {**_location(audit, item), "id": number}
        for number, item in enumerate(finding.evidence[1:], start=1)
    ]
    if related:
        result["relatedLocations"] = related
    ignored = audit.ignore_of(finding.check)
    if ignored:
        result["suppressions"] = [{"kind": "inSource", "justification": ignored.reason}]
    return result


def _location(audit: Audit, evidence: Evidence | None) -> dict[str, Any]:
    path, line = place(audit, evidence)
    region: dict[str, Any] = {"startLine": line or 1}
    if evidence is not None:
        region["snippet"] = {"text": on_one_line(evidence.quote)}
    uri = quote(path.replace("\\", "/"))
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


def _fingerprint(path: str, finding: Finding) -> str:
    """Return what stays the same while lines move: the file, the check and the first quote."""
    quoted = finding.evidence[0].quote if finding.evidence else ""
    told = "\0".join((path, finding.check, " ".join(quoted.split())))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
