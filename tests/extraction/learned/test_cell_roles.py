"""What the cells of a table name, and that stored weights say what scikit-learn's model says."""

from __future__ import annotations

import json

import numpy as np
import pytest

from litscan.cli import main
from litscan.document import read_text
from litscan.errors import PackagedDataError
from litscan.extraction.learned.cell_roles import predict_cell_roles
from litscan.extraction.learned.softmax import SoftmaxModel

PAPER = r"""
\documentclass{article}\begin{document}
\title{LeafTrim: trimming networks}\maketitle
\section{Method} We propose LeafTrim.
\section{Experiments} We evaluate LeafTrim on Treebench-40 and CIFAR-10
and compare with SNIP \cite{lee}.
\begin{table}\caption{Results on two data sets.}\label{tab:a}
\begin{tabular}{lcc}
\hline
Method & Treebench-40 & CIFAR-10 \\
 & Accuracy & Accuracy \\
\hline
SNIP \cite{lee} & 70.1 & 92.0 \\
Oakleaf \cite{oak} & 71.4 & 92.5 \\
LeafTrim (ours) & \textbf{72.9} & \textbf{93.1} \\
\hline
\end{tabular}\end{table}
\end{document}
"""


def roles_of(text: str) -> dict[str, str]:
    (roles,) = predict_cell_roles(read_text(text, format="latex"))
    return {
        cell.text: roles.roles[cell.row][cell.column]
        for cell in roles.table.cells()
        if cell.covered_by is None and cell.text
    }


def test_data_sets_metrics_and_methods_are_told_apart():
    roles = roles_of(PAPER)
    assert roles["CIFAR-10"] == roles["Treebench-40"] == "dataset"
    assert roles["Accuracy"] == "metric"
    assert roles["LeafTrim (ours)"] == "own"
    assert {role for text, role in roles.items() if "Oakleaf" in text} == {"compared"}


def test_numbers_have_no_role_and_certainty_is_a_probability():
    (roles,) = predict_cell_roles(read_text(PAPER, format="latex"))
    for row, shares in zip(roles.roles, roles.certainty, strict=True):
        for role, share in zip(row, shares, strict=True):
            assert (share == 0) if role == "" else (0.2 <= share <= 1)
    assert roles.roles[2][1:] == ("", "")


def test_a_paper_without_tables_has_none():
    assert predict_cell_roles(read_text("Nothing but words.", format="text")) == ()


def test_read_shows_roles_in_text_and_json(tmp_path, capsys):
    path = tmp_path / "paper.tex"
    path.write_text(PAPER, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["read", str(path), "--roles"])
    assert "own       LeafTrim (ours)" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["read", str(path), "--roles", "--format", "json"])
    record = json.loads(capsys.readouterr().out)
    assert record["roles"][0]["roles"][0] == ["other", "dataset", "dataset"]
    assert "tables" not in record


def test_stored_weights_give_the_probabilities_of_scikit_learn():
    from sklearn.linear_model import LogisticRegression

    made = np.random.default_rng(0)
    features, truth = made.normal(size=(90, 4)), np.arange(90) % 3
    fitted = LogisticRegression().fit(features, truth)
    names = ["a", "b", "c", "d"]
    model = SoftmaxModel.of_stored(
        {
            "classes": ["x", "y", "z"],
            "features": names,
            "weights": fitted.coef_.T.tolist(),
            "intercept": fitted.intercept_.tolist(),
        }
    )
    rows = [dict(zip(names, row, strict=True)) for row in features.tolist()]
    assert np.allclose(model.probabilities(rows), fitted.predict_proba(features))


def test_weights_of_another_shape_are_refused():
    stored = {"classes": ["x"], "features": ["a", "b"], "weights": [[1.0]], "intercept": [0.0]}
    with pytest.raises(PackagedDataError, match="shape"):
        SoftmaxModel.of_stored(stored)
