"""Write the generated pages of the documentation: the commands and the checks.

``python docs/generate.py`` writes them; ``python docs/generate.py --check`` only says whether
they are up to date, and the test suite asks it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from measured import measured_section, planted_figures

from litscan.cli import COMMANDS, cli
from litscan.config import SETTINGS
from litscan.rigor import CHECKS
from litscan.rigor.pages import read_page
from litscan.rigor.profiles import load_profile

DOCS = Path(__file__).resolve().parent


def commands_page() -> str:
    """Return the page of the command line, made from the help of every command."""
    lines = [
        "# Commands",
        "",
        "Made from the program's own help by `python docs/generate.py`.",
        "",
        "Exit status: 0 done; 1 findings or verdicts that `--fail-on` names; 2 wrong usage or bad",
        "input, with one line on standard error.",
        "",
        "## Settings",
        "",
        "A file `litscan.toml` in the current folder, then the environment, then the command line;",
        "the later wins.",
        "",
        "| key | variable | default | meaning |",
        "| --- | --- | --- | --- |",
        *(
            f"| `{s.name}` | `{s.variable}` | {f'`{s.default}`' if s.default else ''} | {s.help} |"
            for s in SETTINGS
        ),
    ]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        if command is None:
            raise LookupError(name)
        parent = click.Context(cli, info_name="litscan")
        context = click.Context(
            command, info_name=name, parent=parent, terminal_width=96, max_content_width=96
        )
        lines += ["", f"## litscan {name}", "", "```text", command.get_help(context), "```"]
    return "\n".join(lines) + "\n"


def checks_pages() -> Iterator[tuple[str, str]]:
    """Yield file name and text of the overview of the checks and of each check's page."""
    profile = load_profile("blalock")
    figures = planted_figures()
    rows = [
        "# Rigor checks",
        "",
        "Made from the checks themselves by `python docs/generate.py`.",
        "",
    ]
    rows += ["| check | name | group | severity |", "| --- | --- | --- | --- |"]
    for check in CHECKS:
        page = read_page(check)
        severity = profile.severity(check.id)
        rows.append(f"| [{check.id}]({check.id}.md) | {check.name} | {check.group} | {severity} |")
        text = [f"# {check.id} {check.name}", "", page.summary, ""]
        text.append(f"Group: {check.group}. Severity: {severity}. Since litscan {check.since}.")
        for heading, body in page.sections.items():
            text += ["", f"## {heading}", "", body]
        text += measured_section(check.id, figures)
        for title, examples in (("passes", check.passing), ("does not pass", check.failing)):
            for example in examples:
                quote = f", on the evidence `{example.quote}`" if example.quote else ""
                text += ["", f"## A paper that {title}: {example.outcome}{quote}", ""]
                text += ["```markdown", example.text.strip(), "```"]
        yield f"{check.id}.md", "\n".join(text) + "\n"
    rows += [
        "",
        "`python -m benchmarks.rigor` measures them against readers' labels and planted errors.",
    ]
    yield "README.md", "\n".join(rows) + "\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield path and text of every generated page."""
    yield DOCS / "commands.md", commands_page()
    for name, text in checks_pages():
        yield DOCS / "checks" / name, text


def main() -> int:
    """Write the pages, or with ``--check`` name those that are out of date."""
    check = "--check" in sys.argv[1:]
    stale = [
        (path, text)
        for path, text in pages()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        if check:
            print(f"{path.relative_to(DOCS.parent)} is out of date: run python docs/generate.py")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
