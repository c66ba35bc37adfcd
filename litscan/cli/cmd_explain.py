"""``litscan explain``: the page of a check or a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from litscan.cli.options import emit, emit_json, format_option, verbosity_options

if TYPE_CHECKING:
    from litscan.claims import Claim
    from litscan.rigor.base import Check

__all__ = ["command"]


@click.command("explain", epilog="Example: litscan explain V01")
@click.argument("name", metavar="[CHECK_OR_CLAIM]", required=False)
@click.option("--profile", default="blalock", show_default=True, help="Whose severities to show.")
@format_option("text", "json")
@verbosity_options
def command(name: str | None, profile: str, format_: str) -> None:
    """Explain a check or a claim: rationale, source, condition, and an example of either outcome.

    Without a name, lists all checks and claims. Where a check and a claim have the same id, such
    as S05, both are explained.
    """
    from litscan.claims import claim_page, load_claims
    from litscan.errors import UsageError
    from litscan.rigor import CHECKS
    from litscan.rigor.pages import render_page

    if name is None:
        _list_all(format_)
        return
    wanted = name.casefold()
    check = next((one for one in CHECKS if one.id.casefold() == wanted), None)
    claim = next((one for one in load_claims() if one.id.casefold() == wanted), None)
    if check is None and claim is None:
        known = ", ".join(
            dict.fromkeys([one.id for one in CHECKS] + [one.id for one in load_claims()])
        )
        raise UsageError(f"no check or claim {name!r}", advice=f"there are {known}")
    if format_ == "json":
        emit_json(_record(check, claim))
        return
    pages = [render_page(check, profile)] if check else []
    pages += [claim_page(claim)] if claim else []
    emit("\n\n".join(page.rstrip() for page in pages))


def _list_all(format_: str) -> None:
    from litscan.claims import load_claims
    from litscan.rigor import CHECKS

    checks = {check.id: check.name for check in CHECKS}
    claims = {claim.id: claim.statement for claim in load_claims()}
    if format_ == "json":
        emit_json({"checks": checks, "claims": claims})
        return
    rows = [*checks.items(), *claims.items()]
    emit("\n".join(f"{key:9}{words}" for key, words in rows))


def _record(check: Check | None, claim: Claim | None) -> dict[str, Any]:
    """Return the public record; a claim with the id of a check stands in it as ``claim``."""
    from litscan.rigor.pages import read_page

    if check is None:
        return claim.to_json() if claim else {}
    page = read_page(check)
    record = {"id": check.id, "name": check.name, "summary": page.summary, **page.sections}
    return {**record, "claim": claim.to_json()} if claim else record
