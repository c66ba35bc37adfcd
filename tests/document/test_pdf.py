from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from litscan.document.model import Source
from litscan.document.pdf import read_pdf
from litscan.errors import ReadError

SOURCE = Source("p.pdf", "pdf", "")


def pdf_of(*pages: str) -> bytes:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    buffer = io.BytesIO()
    with PdfPages(buffer) as out:
        for page in pages:
            figure = Figure(figsize=(8, 11))
            figure.text(0.05, 0.05, page, fontsize=9)
            out.savefig(figure)
    return buffer.getvalue()


PAGE = """On Pruning Deep Networks
Abstract
We prune ResNet-50 and keep 76.1% of the accuracy on ImageNet in the setting of all the prior
works that we know of, and show it in Table 1 and in Table 2 of the paper, which is a short one.
1 Introduction
Networks are large. We make them smaller without loss of anything that matters to their users."""


def test_text_headings_and_unread_tables() -> None:
    document = read_pdf(pdf_of(PAGE), source=SOURCE, name="p.pdf")
    assert document.title_text == "On Pruning Deep Networks"
    assert [section.role for section in document.sections] == ["abstract", "introduction"]
    assert "keep 76.1% of the accuracy" in " ".join(document.text.split())
    assert (document.coverage.tables_found, document.coverage.tables_parsed) == (2, 0)
    assert "tables in PDF are not read" in document.coverage.warnings


def test_a_pdf_without_text_is_refused() -> None:
    with pytest.raises(ReadError, match="no text layer"):
        read_pdf(pdf_of(""), source=SOURCE, name="p.pdf")


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7\n" + bytes(100)])
def test_what_is_no_pdf_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ReadError, match="could not be opened") as caught:
        read_pdf(data, source=SOURCE, name="p.pdf")
    assert "\n" not in str(caught.value)


@pytest.mark.shared
def test_real_papers_are_read(shared: Path) -> None:
    paths = sorted((shared / "data" / "papers").rglob("*.pdf"))
    paths = [path for path in paths if path.parent.parent.name != "latex_intact"][:8]
    assert paths
    for path in paths:
        began = time.perf_counter()
        document = read_pdf(path.read_bytes(), source=SOURCE, name=path.name)
        assert time.perf_counter() - began < 10
        assert document.coverage.sentences > 100
