from __future__ import annotations

from pathlib import Path

import pytest

from litscan import audit, read_document
from litscan.rigor.render import render_text

LATEX = (
    r"\documentclass{article}\begin{document}\section{Results}We prune ResNet-50 %s\end{document}"
)
SAID = "on ImageNet. Code will be released upon acceptance."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "paper.html",
            f"<html><body><h1>T</h1><h2>1 Results</h2><p>We prune nets {SAID}</p></body>",
        ),
        ("paper.tex", LATEX % SAID),
        ("paper.md", f"# T\n\n## 1 Results\n\nWe prune nets {SAID}\n"),
    ],
)
def test_a_finding_is_placed_in_the_file_that_was_given(
    tmp_path: Path, name: str, content: str
) -> None:
    paper = tmp_path / name
    paper.write_text(content, encoding="utf-8")
    lines = render_text(audit(read_document(paper)), verbose=True)
    assert f"{paper}:" in lines
    assert f"{name}/{name}" not in lines
    assert any(
        line.startswith(f"{paper}:1:") or f"{paper}:5:" in line for line in lines.split("\n")
    )
