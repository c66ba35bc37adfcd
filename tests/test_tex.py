"""Every character that is written for pdfLaTeX is one that pdfLaTeX sets."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from litscan.tex import beyond_pdftex, escape_tex


def test_every_symbol_and_letter_compiles(tmp_path: Path) -> None:
    if shutil.which("pdflatex") is None:
        pytest.skip("no pdflatex on this machine")
    letters = [chr(code) for code in range(0x21, 0xD800) if chr(code).isprintable()]
    shown = [letter for letter in letters if not beyond_pdftex(letter)]
    assert len(shown) > 800
    lines = "\n".join(f"{escape_tex(letter)} x" for letter in shown)
    (tmp_path / "t.tex").write_text(
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern,amsmath,amssymb}"
        f"\\begin{{document}}\\sloppy\n{lines}\n\\end{{document}}\n",
        encoding="utf-8",
    )
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "t.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    said = done.stdout.decode(errors="replace")
    if "not found" in said:
        pytest.skip("this LaTeX lacks lmodern or amsmath")
    assert done.returncode == 0, said[-1500:]
    log = (tmp_path / "t.log").read_text(encoding="utf-8", errors="replace")
    assert "Missing character" not in log
    assert "Warning" not in log
