from __future__ import annotations

from pathlib import Path

import pytest

from litscan.document import read_document, read_text
from litscan.document.folders import find_main_file
from litscan.document.sniff import decode_text, sniff_kind
from litscan.errors import MissingInputError, ReadError, UnknownFormatError

PAPER = "\\documentclass{article}\\begin{document}\\section{Setup}Words here.\\end{document}\n"


@pytest.mark.parametrize(
    ("data", "suffix", "kind"),
    [
        (PAPER.encode(), ".tex", "latex"),
        (PAPER.encode(), ".txt", "latex"),
        (b"# Title\n\nWords.", ".mmd", "markdown"),
        (b"# Title\n\nWords.", "", "markdown"),
        (b"Words and words.", "", "text"),
        (b"%PDF-1.4 \x00\x01", ".tex", "pdf"),
        (b"<?xml version='1.0'?><TEI xmlns='x'></TEI>", ".xml", "tei"),
        (b"<!DOCTYPE html><html></html>", ".htm", "html"),
        (b"@article{a, title={x}}", ".bib", "text"),
        (b"\\ProvidesPackage{x}\\newcommand{\\a}{b}", ".sty", "text"),
        (bytes(range(256)) * 4, ".tex", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ".tex", "binary"),
        (b"\xff\xd8\xff\xe0\x10JFIF" + bytes(range(1, 255)) * 20, ".tex", "binary"),
    ],
)
def test_the_bytes_decide_the_format(data: bytes, suffix: str, kind: str) -> None:
    assert sniff_kind(data, suffix) == kind


def test_old_encodings_and_line_breaks_are_read() -> None:
    assert decode_text("na\u00efve\r\nline\rend".encode("latin-1")) == "na\u00efve\nline\nend"
    assert decode_text(b"\xef\xbb\xbfwith mark") == "with mark"


def test_form_feeds_do_not_shift_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "p.tex"
    path.write_bytes(b"\\documentclass{article}\n\x0c\n\\begin{document}\nHere.\n\\end{document}\n")
    document = read_document(path)
    assert document.locate(document.sentences[0].span).line == 4


def test_missing_empty_and_binary_are_one_line_errors(tmp_path: Path) -> None:
    (tmp_path / "empty.tex").write_bytes(b" \n")
    (tmp_path / "binary.tex").write_bytes(b"\x00\x01\x02")
    (tmp_path / "page.html").write_text("<!DOCTYPE html><html></html>")
    cases = {
        "gone.tex": MissingInputError,
        "empty.tex": ReadError,
        "binary.tex": UnknownFormatError,
        "page.html": UnknownFormatError,
    }
    for name, kind in cases.items():
        with pytest.raises(kind, match=name) as error:
            read_document(tmp_path / name)
        assert "\n" not in str(error.value)


def test_too_large_files_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.tex"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(ReadError, match="more than litscan reads"):
        read_document(path)


def test_the_source_is_recorded_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "1608.08710v3.tex"
    path.write_text(PAPER)
    document = read_document(path)
    assert document.source.format == "latex"
    assert len(document.source.sha256) == 64
    assert str(document.arxiv_id) == "1608.08710v3"


def test_the_main_file_is_the_one_nothing_inputs(tmp_path: Path) -> None:
    (tmp_path / "wrapper.tex").write_text(PAPER.replace("Words", "\\input{inner} Words"))
    (tmp_path / "inner.tex").write_text(PAPER + "Long text. " * 500)
    assert find_main_file(tmp_path).name == "wrapper.tex"


def test_a_bibliography_beside_it_and_a_usual_name_speak_for_a_main_file(tmp_path: Path) -> None:
    for name in ("a.tex", "ms.tex", "old_ms.tex"):
        (tmp_path / name).write_text(PAPER)
    assert find_main_file(tmp_path).name == "ms.tex"
    (tmp_path / "a.bbl").write_text("\\bibitem{x}")
    assert find_main_file(tmp_path).name == "a.tex"


def test_a_commented_documentclass_makes_no_main_file(tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_text("% " + PAPER)
    (tmp_path / "paper_v2.tex").write_text(PAPER)
    assert find_main_file(tmp_path).name == "paper_v2.tex"


def test_a_folder_with_one_other_document_is_read(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text("# Title\n\nWe prune ResNet-50.\n")
    assert read_document(tmp_path).source.format == "markdown"


def test_a_folder_without_a_document_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "plot.png").write_bytes(b"\x89PNG\x00")
    with pytest.raises(MissingInputError, match="no document"):
        read_document(tmp_path)


def test_strings_are_read_in_three_formats() -> None:
    assert read_text("We prune.", format="text").sentences
    assert read_text("# T\n\nWe prune.", format="markdown").title_text == "T"
    assert read_text(PAPER, format="latex").sections[0].heading == "1 Setup"
    with pytest.raises(UnknownFormatError):
        read_text("x", format="pdf")
    with pytest.raises(ReadError):
        read_text("  ", format="text")
