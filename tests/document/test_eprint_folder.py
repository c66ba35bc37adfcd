from __future__ import annotations

import csv
from pathlib import Path

import pytest

from litscan.document.folders import find_main_file, is_eprint_folder

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


BODY = "\\begin{document}Words.\\end{document}"


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        ({"draft.tex": WHOLE, "draft.bbl": "", "final.tex": WHOLE}, "draft.tex"),
        (
            {"a.tex": WHOLE, "b.tex": WHOLE, "00README.XXX": "b.tex toplevelfile\nfig.tex ignore"},
            "b.tex",
        ),
        (
            {
                "a.tex": WHOLE,
                "b.tex": WHOLE,
                "00README.json": '{"sources": [{"usage": "toplevel", "filename": "b.tex"}]}',
            },
            "b.tex",
        ),
        ({"a.tex": WHOLE, "b.tex": WHOLE, "00README.json": "{broken"}, "b.tex"),
        ({"slides.tex": r"\documentclass{beamer}" + BODY * 9, "x.tex": WHOLE}, "x.tex"),
        ({"x.tex": WHOLE + "\n\\input{gone}" + " text" * 99, "a.tex": WHOLE}, "a.tex"),
        ({"p.tex": r"\documentclass{subfiles}" + BODY * 9, "x.tex": WHOLE}, "x.tex"),
        ({"x.tex": "\\input{head}\n" + BODY, "head.tex": r"\documentclass{article}"}, "x.tex"),
    ],
)
def test_the_main_file_of_several_is_the_paper(
    tmp_path: Path, files: dict[str, str], chosen: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert find_main_file(tmp_path).name == chosen


@pytest.mark.shared
def test_the_main_files_of_real_papers_are_found(shared: Path) -> None:
    papers = shared / "data" / "papers"
    with (papers / "latex_intact" / "INDEX.tsv").open() as stream:
        mains = [
            papers / "latex_intact" / row["main_file"]
            for row in csv.DictReader(stream, delimiter="\t")
        ]
    assert len(mains) > 10
    assert [find_main_file(main.parent) for main in mains] == mains
    for folder in sorted((papers / "reproscreener50").glob("*/source")):
        main = find_main_file(folder)
        assert main.with_suffix(".bbl").exists(), main
