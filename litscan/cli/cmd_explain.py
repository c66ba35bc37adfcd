"""``litscan explain``: the page of a check or a claim."""

from __future__ import annotations

from typing import Any

import click

from litscan.cli.options import emit, emit_json, format_option, verbosity_options

__all__ = ["command"]


@click.command("explain", epilog="Example: litscan explain V01")
@click.argument("name", metavar="[CHECK_OR_CLAIM]", required=False)
@click.option("--profile", default="blalock", show_default=True, help="Whose severities to show.")
@format_option("text", "json")
@verbosity_options
def command(name: str | None, profile: str, format_: str) -> None:
    """Explain a check or a claim: rationale, source, condition, and an example of either outcome.

    An id that both a check and a claim have (S01 to S06) shows both. Without a name, lists all
    checks and claims.
    """
    from litscan.claims import claim_page, find_claim, load_claims
    from litscan.errors import UsageError
    from litscan.rigor import CHECKS, find_check
    from litscan.rigor.pages import read_page, render_page

    checks = {check.id: check for check in CHECKS}
    claims = {claim.id: claim for claim in load_claims()}
    if name is None:
        if format_ == "json":
            emit_json(
                {
                    "checks": {i: c.name for i, c in checks.items()},
                    "claims": {i: c.statement for i, c in claims.items()},
                }
            )
            return
        rows = [f"{key:6}{check.name}" for key, check in checks.items()]
        rows += [f"{key:6}{claim.statement}" for key, claim in claims.items()]
        emit("\n".join(rows))
        return
    key = name.upper()
    if key not in checks and key not in claims:
        known = ", ".join(dict.fromkeys([*checks, *claims]))
        raise UsageError(f"no check or claim {name!r}", advice=f"there are {known}")
    pages: list[str] = []
    record: dict[str, Any] = {}
    if key in checks:
        check = find_check(key)
        page = read_page(check)
        record = {"id": check.id, "name": check.name, "summary": page.summary, **page.sections}
        pages.append(render_page(check, profile))
    if key in claims:
        claim = find_claim(key)
        record = {**record, "claim": claim.to_json()} if record else claim.to_json()
        pages.append(claim_page(claim))
    if format_ == "json":
        emit_json(record)
    else:
        emit("\n\n".join(page.rstrip() for page in pages))
