"""PDF as the last resort: the text layer, page by page; tables are counted, not read."""

from __future__ import annotations

import time
from typing import Any

from litscan.document.model import Document, Source
from litscan.document.plain import read_wrapped
from litscan.errors import ReadError
from litscan.ids import find_arxiv_id

__all__ = ["MAX_PAGES", "MAX_SECONDS", "read_pdf"]

MAX_PAGES = 200
"""Pages after these are not read."""

MAX_SECONDS = 30.0
"""Time after which no further page is begun."""

_LEAST_CHARACTERS = 200


def read_pdf(data: bytes, *, source: Source, name: str) -> Document:
    """Return the document that a PDF's text layer holds.

    The source file of every span is the extracted text, so a line is a line of what was
    extracted. Absence is never claimed on its ground: its tables are found and not parsed.

    Parameters
    ----------
    data : bytes
        The whole file.
    source : Source
        What it was read from.
    name : str
        Name of the file, for locations.

    Raises
    ------
    ReadError
        If it is damaged, encrypted, or has no text layer.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{source.path}: the PDF could not be opened: {error}") from error
    try:
        pages, warnings = _page_texts(pdf)
    finally:
        pdf.close()
    text = "\n".join(pages)
    if len(text.split()) * 4 < _LEAST_CHARACTERS:
        raise ReadError(
            f"{source.path}: the PDF's {len(pages)} pages hold no text layer",
            advice="run optical character recognition on it first",
        )
    return read_wrapped(
        text,
        source=source,
        name=name,
        warnings=["tables in PDF are not read", *warnings],
        arxiv_id=find_arxiv_id(pages[0][:20_000]),
        full_text=not warnings,
    )


def _page_texts(pdf: Any) -> tuple[list[str], list[str]]:
    import pypdfium2

    count = len(pdf)
    began = time.monotonic()
    pages: list[str] = []
    warnings: list[str] = []
    for number in range(min(count, MAX_PAGES)):
        if time.monotonic() - began > MAX_SECONDS:
            break
        try:
            page = pdf[number]
            shown = page.get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError as error:
            warnings.append(f"page {number + 1} could not be read: {error}")
            shown = ""
        pages.append(shown.replace("\r\n", "\n").replace("\r", "\n"))
    if len(pages) < count:
        warnings.append(f"only the first {len(pages)} of {count} pages were read")
    return pages, warnings
