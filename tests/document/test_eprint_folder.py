from __future__ import annotations

from pathlib import Path

import pytest

from litscan.document.folders import is_eprint_folder

WHOLE = r"\documentclass{article}\begin{document}x\end{document}"


@pytest.mark.parametrize(
    ("files", "one_paper"),
    [
        ({"main.tex": WHOLE}, True),
        ({"main.tex": WHOLE, "intro.tex": r"\section{A}"}, True),
        ({"main.tex": WHOLE, "supplement.tex": WHOLE, "main.bbl": ""}, True),
        ({"main.tex": WHOLE, **{f"{n}.tex": r"\documentclass{standalone}x" for n in "abc"}}, True),
        ({"one.tex": WHOLE, "two.tex": WHOLE}, False),
        ({"part.tex": r"% \documentclass{article}" + "\n" + r"\section{A}"}, False),
        ({"notes.md": "# Notes"}, False),
    ],
)
def test_a_folder_is_one_paper_if_its_latex_belongs_together(
    tmp_path: Path, files: dict[str, str], one_paper: bool
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert is_eprint_folder(tmp_path) is one_paper
