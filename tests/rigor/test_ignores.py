"""Authors set a check aside with a comment that says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from litscan import audit, read_document, read_text
from litscan.report import build_audit_page, render_audit_page
from litscan.rigor import Outcome, Severity
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.ignores import find_ignores
from litscan.rigor.render import render_markdown, render_text

TEX = r"""\documentclass{article}
\title{Trim: a filter pruning method}
\begin{document}
\maketitle
COMMENT
\section{Experiments}
We propose Trim, a filter pruning method, and prune ResNet-50 on ImageNet.
\begin{table}\begin{tabular}{lcc}
Method & FLOPs removed (\%) & Top-1 (\%) \\
Dense & 0 & 76.1 \\
Trim (ours) & 50 & 75.0 \\
\end{tabular}\end{table}
\end{document}
"""


def audited(tmp_path: Path, comment: str):
    path = tmp_path / "main.tex"
    path.write_text(TEX.replace("COMMENT", comment), encoding="utf-8")
    return audit(read_document(path))


def test_an_ignored_check_is_listed_and_does_not_count_as_a_failure(tmp_path: Path) -> None:
    plain = audited(tmp_path, "% nothing")
    failed = [item.check for item in plain.findings if item.outcome is Outcome.FAIL]
    assert "V01" in failed
    assert plain.worst_failure() is Severity.CRITICAL
    result = audited(tmp_path, f"% litscan: ignore[{', '.join(failed)}] it is deterministic")
    assert result.worst_failure() is None
    assert result.score == plain.score
    text = render_text(result)
    assert "V01 ignored: fail" in text
    assert "main.tex:5: it is deterministic" in text
    assert {"check": "V01", "reason": "it is deterministic", "file": "main.tex", "line": 5} in (
        result.to_json()["ignored"]
    )


@pytest.mark.parametrize(
    ("comment", "warning"),
    [
        ("% litscan: ignore[V01]", "gives no reason"),
        ("% litscan: ignore[V01] --", "gives no reason"),
        ("% litscan: ignore[Q77] we like it so", "no such check"),
        ("% litscan: ignore[] we like it so", "names no check"),
    ],
)
def test_a_comment_that_is_not_honoured_is_told(tmp_path: Path, comment: str, warning: str) -> None:
    result = audited(tmp_path, comment)
    assert result.ignored == ()
    assert any(warning in line and "main.tex:5" in line for line in result.coverage.warnings)
    assert result.worst_failure() is Severity.CRITICAL


def test_an_included_file_may_hold_the_comment(tmp_path: Path) -> None:
    (tmp_path / "part.tex").write_text("\n%% litscan: ignore[v02] one run\nWords.", "utf-8")
    result = audited(tmp_path, "\\input{part}")
    assert [(item.check, item.file, item.line) for item in result.ignored] == [
        ("V02", "part.tex", 2)
    ]


def test_prose_about_the_comment_is_no_comment() -> None:
    text = paper(ACCURACY_TABLE + "\nWrite % litscan: ignore[V01] because\n")
    assert find_ignores(read_text(text, format="markdown")) == ()


@pytest.mark.parametrize(
    "printed",
    [
        "Half, 50\\% litscan: ignore[V01] as printed.",
        "Write \\verb|% litscan: ignore[V01] so| there.",
        "\\begin{verbatim}\n% litscan: ignore[V01] so\n\\end{verbatim}",
        "\\begin{lstlisting}[language=TeX]\n% litscan: ignore[V01] so\n\\end{lstlisting}",
    ],
)
def test_what_latex_prints_is_no_comment(tmp_path: Path, printed: str) -> None:
    assert audited(tmp_path, printed).ignored == ()


@pytest.mark.parametrize(
    "comment",
    [
        "A line.\\\\% litscan: ignore[V01] so",
        "% note % litscan: ignore[V01] so",
        "% Not in a \\begin{verbatim}\n%% Litscan : Ignore [V01] so",
        "% litscan: ignore[V01," + "V02," * 100 + "] so",
    ],
)
def test_a_comment_is_heard_wherever_and_however_it_is_written(
    tmp_path: Path, comment: str
) -> None:
    assert audited(tmp_path, comment).ignored[0].check == "V01"


def test_the_comment_is_placed_as_findings_are(tmp_path: Path) -> None:
    result = audited(tmp_path, "% litscan: ignore[V01] one run")
    assert f"ignored at {tmp_path / 'main.tex'}:5: one run" in render_text(result)
    assert "main.tex:5): one run" in render_markdown(result)


def test_markdown_tells_of_comments_that_are_not_honoured(tmp_path: Path) -> None:
    assert "gives no reason" in render_markdown(audited(tmp_path, "% litscan: ignore[V01]"))


def test_a_check_set_aside_that_did_not_fail_is_listed_too(tmp_path: Path) -> None:
    result = audited(tmp_path, "% litscan: ignore[A19] no p-values")
    assert "main.tex:5: A19 ignored: not_applicable anyway: no p-values" in render_text(result)
    page = build_audit_page(result.to_json(), read_document(tmp_path / "main.tex"))
    assert "set aside by the authors: no p-values" in render_audit_page(page)
