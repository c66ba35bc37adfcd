"""The page of a check, made from its own docstring, profile and examples."""

from __future__ import annotations

import inspect
import re
import textwrap
from dataclasses import dataclass

from litscan.rigor.base import Check
from litscan.rigor.profiles import load_profile

__all__ = ["HEADINGS", "CheckPage", "read_page", "render_page"]

HEADINGS = ("Rationale", "Source", "Applies when", "Evidence")
_HEADING = re.compile(r"^(.+)\n-{3,}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What a check says of itself: a summary line and its sections by heading."""

    check: Check
    summary: str
    sections: dict[str, str]


def read_page(check: Check) -> CheckPage:
    """Return a check's page, read from its class docstring."""
    text = inspect.cleandoc(type(check).__doc__ or "")
    parts = _HEADING.split(text)
    sections = {
        heading.strip(): " ".join(body.split())
        for heading, body in zip(parts[1::2], parts[2::2], strict=True)
    }
    return CheckPage(check, parts[0].strip(), sections)


def render_page(check: Check, profile: str = "blalock") -> str:
    """Return a check's page as text for a terminal."""
    page = read_page(check)
    severity = load_profile(profile).severity(check.id)
    lines = [
        f"{check.id}  {check.name}",
        f"{check.group}, {severity} in profile {profile}, since litscan {check.since}",
        "",
        page.summary,
    ]
    for heading, body in page.sections.items():
        lines += ["", heading, textwrap.fill(body, 88, initial_indent="  ", subsequent_indent="  ")]
    for title, examples in (("passes", check.passing), ("does not pass", check.failing)):
        if not examples:
            continue
        example = examples[0]
        quote = f", on the evidence {example.quote!r}" if example.quote else ""
        lines += ["", f"A paper that {title} ({example.outcome}{quote})"]
        lines.append(textwrap.indent(example.text.strip(), "  | ", lambda _: True))
    return "\n".join(lines)
