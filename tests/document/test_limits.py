r"""Inputs made to be slow or deep are read within bounds, and say what was left out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from litscan.document import read as reading
from litscan.document import read_document, read_text
from litscan.document.latex.conditionals import Conditionals
from litscan.document.limits import (
    LONGEST_PARAGRAPH,
    MAX_CELLS,
    MAX_CHARACTERS,
    MAX_TABLES,
    MAX_TOKENS,
)
from litscan.document.model import Document, Format
from litscan.errors import ReadError

BOUND = 8.0
"""Seconds: each of these took far longer, or grew with the square of its size."""


def latex(body: str, preamble: str = "") -> str:
    return f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}"


def read(text: str, format: Format = "latex") -> Document:
    return read_text(text, format=format)


@pytest.mark.parametrize("levels", [300, 5_000])
def test_macros_in_their_own_arguments_are_left_as_they_stand_past_a_depth(levels: int) -> None:
    body = "\\f{" * levels + "inner" + "}" * levels
    document = read(latex(f"{body}\n\nLast \\f{{words}}.", "\\newcommand{\\f}[1]{#1}"))
    assert "Last words." in document.text
    assert any("nested deeper" in warning for warning in document.coverage.warnings)


def test_macros_in_options_of_macros_end() -> None:
    body = "\\f[" * 2_000 + "]" * 2_000
    document = read(latex(f"{body}\n\nLast words.", "\\newcommand{\\f}[1][x]{#1}"))
    assert document.text.endswith("Last words.")


def test_bodies_that_nest_arguments_end() -> None:
    names = [f"\\x{chr(97 + i)}" for i in range(20)]
    preamble = "".join(
        f"\\newcommand{{{name}}}[1]{{{inner + '{' + inner + '{' + inner + '{#1}}}'}}}"
        for name, inner in zip(names, [*names[1:], "\\textbf"], strict=True)
    )
    started = time.process_time()
    document = read(latex(f"{names[0]}{{w}}\n\nLast words.", preamble))
    assert document.text.endswith("Last words.")
    assert time.process_time() - started < BOUND


def test_nesting_that_exhausts_the_stack_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object) -> Document:
        return endless()

    path = tmp_path / "deep.tex"
    path.write_text(latex("Words."))
    monkeypatch.setattr(reading, "_read_latex", endless)
    with pytest.raises(ReadError, match="nested deeper than litscan reads") as error:
        read_document(path)
    assert "\n" not in str(error.value)
    with pytest.raises(ReadError, match="nested deeper than litscan reads"):
        read(latex("Words."))


@pytest.mark.parametrize(
    ("text", "after", "after_fi"),
    [
        (r"a \if b \else c \fi d \else e \fi f", " e \\fi f", " f"),
        (r"a \else b \else c \fi d", r" b \else c \fi d", " d"),
        (r"a \iff b \fi c", " c", " c"),
        (r"a \ifthenelse b \fi c", " c", " c"),
        (r"a \ifx b \fi c", None, None),
        (r"a \ifx b \else c", None, None),
    ],
)
def test_branches_end_where_tex_ends_them(
    text: str, after: str | None, after_fi: str | None
) -> None:
    found = Conditionals(text)
    ends = (found.end_of_branch(0), found.end_of_branch(0, stop_at_else=False))
    assert tuple(None if end is None else text[end:] for end in ends) == (after, after_fi)


def _rows(count: int) -> str:
    body = "x & 1.5\\\\\n" * count
    return f"\\begin{{tabular}}{{lr}}A & B\\\\\\hline\n{body}\\end{{tabular}}\n\n"


SLOW = {
    "conditionals never closed": latex("\\iffalse " * 8_000),
    "switches never closed": latex("\\ifx " * 8_000, "\\newif\\ifx"),
    "stray else": latex("\\else " * 8_000, "\\newif\\ifx"),
    "item options never closed": latex("\\item [" * 30_000),
    "item options that open groups": latex(("\\item [{" * 400 + "]") * 50),
    "section options never closed": latex("\\section[" * 20_000),
    "citation options never closed": latex("\\cite[" * 50_000),
    "line break options never closed": latex("\\\\[" * 30_000),
    "many sections": latex("\\section{A b}\nText here. " * 20_000),
}


@pytest.mark.parametrize("name", SLOW)
def test_time_grows_with_the_size_of_latex(name: str) -> None:
    started = time.process_time()
    read(SLOW[name])
    assert time.process_time() - started < BOUND


@pytest.mark.parametrize("text", ["\\(" * 300_000, "```\n\n" * 20_000 + "~~~\n" * 20_001])
def test_time_grows_with_the_size_of_markdown(text: str) -> None:
    started = time.process_time()
    read(f"# Title\n\n{text}", "markdown")
    assert time.process_time() - started < BOUND


def test_tables_too_large_are_counted_and_not_read() -> None:
    cells = ("x & " * 100 + "y\\\\\n") * (MAX_CELLS // 100)
    wide = f"\\begin{{tabular}}{{l}}{cells}\\end{{tabular}}\n\n"
    for table in (_rows(20_000), wide):
        coverage = read(latex(f"{table}{_rows(3)}")).coverage
        assert (coverage.tables_found, coverage.tables_parsed) == (2, 1)
        assert coverage.warnings == ("<text>:4: a table is too large to be read",)
        assert not coverage.complete


def test_tables_too_many_are_counted_and_not_read() -> None:
    pipe = "| a | b |\n|---|---|\n| x | 1 |\n\n"
    for document in (
        read(latex(_rows(2) * (MAX_TABLES + 3))),
        read(f"# Title\n\n{pipe * (MAX_TABLES + 3)}", "markdown"),
    ):
        coverage = document.coverage
        assert (coverage.tables_found, coverage.tables_parsed) == (MAX_TABLES + 3, MAX_TABLES)
        assert coverage.warnings == (f"tables after the first {MAX_TABLES} were not read",)


def test_run_on_paragraphs_are_split_and_lose_nothing() -> None:
    text = "We prune it. " * 10_000
    document = read(text, "markdown")
    assert len(document.paragraphs) > 1
    assert all(len(p.span) <= LONGEST_PARAGRAPH for p in document.paragraphs)
    assert {document.quote(s.span) for s in document.sentences} == {"We prune it."}
    assert len(document.sentences) == 10_000
    assert any("were split" in warning for warning in document.coverage.warnings)


def test_a_folder_of_many_main_files_is_read_in_time_and_says_so(tmp_path: Path) -> None:
    for number in range(150):
        inputs = "".join(f"\\input{{part{i}}}\n" for i in range(400))
        (tmp_path / f"paper{number:03}.tex").write_text(
            latex("\\section{One} Words.") + f"\n{inputs}"
        )
    started = time.process_time()
    document = read_document(tmp_path)
    assert time.process_time() - started < BOUND
    (warning,) = document.coverage.warnings
    assert warning == f"the folder holds 150 main documents; {document.files[0].name} was read"


def test_drawings_and_parts_are_not_main_documents(tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_text(latex("\\section{One} Words. \\subfile{part}"))
    (tmp_path / "part.tex").write_text(latex("More words."))
    (tmp_path / "net.tex").write_text(latex("A net.").replace("{article}", "{standalone}"))
    assert read_document(tmp_path).coverage.warnings == ()


@pytest.mark.parametrize("name", ["main.tex", "paper.md"])
def test_links_that_lead_out_of_a_folder_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(latex("SECRET words."))
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / name).symlink_to(tmp_path / name)
    with pytest.raises(ReadError, match="leads out of the folder") as error:
        read_document(folder)
    assert "\n" not in str(error.value)
    (folder / "ms.tex").write_text(latex("Own words."))
    assert "Own words." in read_document(folder).text


def test_links_inside_a_folder_are_followed(tmp_path: Path) -> None:
    (tmp_path / "v2.md").write_text("# Title\n\nOwn words.")
    (tmp_path / "paper.mmd").symlink_to(tmp_path / "v2.md")
    assert "Own words." in read_document(tmp_path).text


def test_a_file_of_too_many_characters_gives_its_first_ones() -> None:
    text = latex("First words.\n\n" + "More words here. " * (MAX_CHARACTERS // 17 + 10_000))
    document = read(text)
    assert document.text.startswith("First words.")
    assert len(document.text) > MAX_CHARACTERS // 2
    assert not document.coverage.full_text
    assert any(f"first {MAX_CHARACTERS} characters" in w for w in document.coverage.warnings)


def test_more_commands_and_signs_than_are_rendered_are_left_out_with_a_warning() -> None:
    document = read(latex("First words. " + "$x_1$ " * (MAX_TOKENS // 4) + "\n\nLast words."))
    assert document.text.startswith("First words.")
    assert not document.coverage.full_text
    assert document.coverage.warnings


def test_many_arguments_that_are_no_text_and_hold_line_breaks_are_passed_in_time() -> None:
    started = time.process_time()
    document = read(latex("First words. " + "\\todo{a\\\\b} " * 7_000 + "Last words."))
    assert document.text == "First words. Last words."
    assert time.process_time() - started < BOUND
