from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from litscan.document import read_document, read_text
from litscan.document.folders import find_main_file
from litscan.document.sniff import decode_markup, decode_text, sniff_kind
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
        (b"\xef\xbb\xbf\n<!-- saved from x -->\n<html lang='en'><p>Words.</p>", "", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'/>", ".xhtml", "html"),
        (b"<p>Words and <b>words</b>.</p>", "", "html"),
        (b"Words, then <p>words.", ".html", "html"),
        (b"<h1 align='center'>Title</h1>\n\nWords.", ".md", "markdown"),
        (b"<?xml version='1.0'?><!-- x --><t:TEI xmlns:t='y'/>", "", "tei"),
        (b"<article dtd-version='1.2'><front/></article>", ".xml", "jats"),
        (b"<pmc-articleset><article><front><article-meta/>", ".nxml", "jats"),
        (b"<article class='ltx_document'><p>Words.</p></article>", ".html", "html"),
        (b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'/>", ".xml", "xml"),
        ("<html><meta charset='utf-16'><p>x".encode("utf-16"), ".html", "html"),
        (b"\x1f\x8b\x08\x00words", ".tex", "archive"),
        (b"PK\x03\x04words", ".html", "archive"),
        (b"name".ljust(257, b"\x00") + b"ustar\x0000", ".tex", "archive"),
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


def test_markup_is_decoded_as_it_declares() -> None:
    page = '<html><meta charset="{}"><p>na\u00efve \u0441\u043b\u043e\u0432\u043e</p>'
    for encoding, lost in (("koi8-r", "\u00ef"), ("utf-8", ""), ("utf-16", "")):
        text = page.format(encoding).replace(lost, "i") if lost else page.format(encoding)
        assert decode_markup(text.encode(encoding)) == text
    wrong = page.format("iso-8859-1")
    assert decode_markup(wrong.encode("utf-8")) == wrong, "valid UTF-8 is UTF-8"
    assert decode_markup(b"<meta charset='no-such'><p>\xe9") == "<meta charset='no-such'><p>\u00e9"


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08words", b"PK\x03\x04words"])
def test_compressed_files_are_refused_with_advice(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "1608.08710"
    path.write_bytes(data)
    with pytest.raises(UnknownFormatError, match="unpack it"):
        read_document(path)


def test_xml_that_is_no_paper_names_its_root(tmp_path: Path) -> None:
    path = tmp_path / "reply.xml"
    path.write_text("<?xml version='1.0'?><feed/>")
    with pytest.raises(UnknownFormatError, match="<feed>"):
        read_document(path)


def test_a_page_is_read_from_a_file_named_after_its_identifier(tmp_path: Path) -> None:
    path = tmp_path / "1608.08710v3.html"
    path.write_text("<html><body><h2>Setup</h2><p>We prune filters.</p></body></html>")
    document = read_document(path)
    assert (document.source.format, str(document.arxiv_id)) == ("html", "1608.08710v3")
    assert document.locate(document.sentences[0].span).file == path.name


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
        "page.html": ReadError,
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


def test_a_hole_of_nul_bytes_in_a_text_is_passed_over(tmp_path: Path) -> None:
    paper = tmp_path / "p.tex"
    body = b"We prune all of the weights. " * 20
    paper.write_bytes(b"\\section{Setup}\n" + body + b"\x00" * 40 + b"\nThe rest is here.")
    document = read_document(paper)
    assert "The rest is here." in document.text
    assert document.locate(document.sentences[-1].span).line == 3


def test_scattered_nul_bytes_are_no_text(tmp_path: Path) -> None:
    paper = tmp_path / "p.tex"
    paper.write_bytes(b"\\section{Setup} words " * 50 + b"\x00")
    with pytest.raises(UnknownFormatError):
        read_document(paper)


def test_a_file_of_blank_lines_is_told_at_once() -> None:
    started = time.process_time()
    assert sniff_kind(b"\n" * 140_000 + b"x", ".pdf") == "text"
    assert time.process_time() - started < 2


@pytest.mark.parametrize("inside", ["word/document.xml", "mimetype"])
def test_a_document_of_a_word_processor_is_refused_with_advice(tmp_path: Path, inside: str) -> None:
    paper = tmp_path / "paper.docx"
    with zipfile.ZipFile(paper, "w") as archive:
        archive.writestr(inside, "application/epub+zip")
    with pytest.raises(UnknownFormatError, match="save it as HTML or PDF"):
        read_document(paper)
