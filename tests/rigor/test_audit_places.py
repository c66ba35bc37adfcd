from __future__ import annotations

from pathlib import Path

import pytest

from litscan import audit, read_document
from litscan.rigor.render import render_text

SAID = (
    "We propose Trim, a filter pruning method. We prune ResNet-50 on ImageNet and report the mean"
    " of several runs. Code will be released upon acceptance."
)
HEAD, ROWS = ("Method", "FLOPs removed (%)", "Top-1 (%)"), (("Dense", "0", "76.1"),
    ("L1-norm pruning", "50", "74.2"), ("Trim (ours)", "50", "75.0"))  # fmt: skip


def html() -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>\n" for row in (HEAD, *ROWS))
    return f"<html><body><h1>Trim</h1>\n<h2>1 Results</h2>\n<p>{SAID}</p>\n<table>{rows}</table>"


def markdown() -> str:
    rows = "\n".join(f"| {' | '.join(row)} |" for row in (HEAD, ("---",) * 3, *ROWS))
    return f"# Trim\n\n## 1 Results\n\n{SAID}\n\n{rows}\n"


def latex() -> str:
    rows = "\n".join(" & ".join(row).replace("%", r"\%") + r" \\" for row in (HEAD, *ROWS))
    table = f"\\begin{{table}}\\begin{{tabular}}{{lcc}}\n{rows}\n\\end{{tabular}}\\end{{table}}"
    return (
        f"\\documentclass{{article}}\\title{{Trim}}\\begin{{document}}\n\\section{{Results}}\n"
        f"{SAID}\n{table}\\end{{document}}"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [("trim.html", html()), ("trim.md", markdown()), ("trim.tex", latex())],
)
def test_a_finding_is_placed_in_the_file_that_was_given(
    tmp_path: Path, name: str, content: str
) -> None:
    paper = tmp_path / name
    paper.write_text(content, encoding="utf-8")
    lines = render_text(audit(read_document(paper)), verbose=True).splitlines()
    placed = [line for line in lines if ": R01 " in line]
    assert placed
    assert placed[0].startswith((f"{paper}:3: R01", f"{paper}:5: R01"))
