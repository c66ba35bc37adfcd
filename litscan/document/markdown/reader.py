r"""Markdown papers: ordinary ones, and those that nougat, marker and MinerU make of PDFs.

Lines become blocks (headings, paragraphs, list items, tables, captions, bibliography entries),
blocks become text with anchors. OCR leaves ``[MISSING_PAGE...]`` where it could not read a page:
such a document is not read in full, and says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from litscan.document.assemble import assemble_document
from litscan.document.bibliography import find_citations, with_unique_keys
from litscan.document.headings import make_sections
from litscan.document.markdown.blocks import front_matter_end, split_blocks
from litscan.document.markdown.links import find_cross_references
from litscan.document.markdown.pages import Pages, read_blocks
from litscan.document.model import (
    Citation,
    Document,
    Source,
    SourceFile,
    Span,
    Table,
)
from litscan.ids import ArxivId, find_arxiv_id

__all__ = ["read_markdown"]

_STAMP = re.compile(
    r"arXiv:\s?(\d{4}\.\d{4,5}(?:v\d{1,2})?)(?:</?[a-z]+>|\s)*\\?\[[a-z-]{2,10}(?:\.[A-Z]{2})?\\?\]"
)
_FRONT = 6_000


def read_markdown(text: str, *, source: Source, name: str) -> Document:
    r"""Return the document that a Markdown text is.

    Parameters
    ----------
    text : str
        The whole file.
    source : Source
        What it was read from.
    name : str
        Name of the file, for locations.

    Examples
    --------
    >>> document = read_markdown(
    ...     "# On Pruning\n\n## 1 Introduction\n\nWe prune ResNet-50.\n",
    ...     source=Source("a.md", "markdown", ""), name="a.md")
    >>> document.title_text, document.sections[0].heading, len(document.sentences)
    ('On Pruning', '1 Introduction', 1)
    """
    pages = read_blocks(text, list(split_blocks(text)))
    whole = pages.builder.text
    pages.references = with_unique_keys(pages.references)
    prose = [p.span for p in pages.paragraphs] + [c.span for c in pages.captions]
    found = find_citations(whole, Span(0, len(whole)), pages.references)
    pages.citations = _inside(found, prose)
    pages.tables = [_with_citations(table, found, pages.citations) for table in pages.tables]
    pages.cross_references = list(find_cross_references(whole, prose, pages.tables, pages.captions))
    pages.abstract = _abstract(pages)
    if pages.missing:
        shown = ", ".join(dict.fromkeys(pages.missing))
        pages.warnings.append(f"pages the source marks as missing: {shown}")
    return assemble_document(
        pages,
        source=source,
        files=(SourceFile(name, text),),
        arxiv_id=_arxiv_id(text),
        full_text=bool(pages.paragraphs) and not pages.missing,
    )


def _abstract(pages: Pages) -> Span | None:
    """Return what stands between the abstract's heading and the next one."""
    headings = pages.headings
    for section in make_sections(headings, len(pages.builder)):
        if section.role == "abstract":
            heading = next(h for h in headings if h.span.start == section.span.start)
            return Span(min(heading.span.end + 1, section.span.end), section.span.end)
    return None


def _arxiv_id(text: str) -> ArxivId | None:
    """Return the id that the front matter names or arXiv's stamp on the first page prints."""
    named = find_arxiv_id(text[: front_matter_end(text)])
    if named is not None:
        return named
    stamp = _STAMP.search(text, 0, _FRONT)
    return find_arxiv_id(f"arXiv:{stamp[1]}") if stamp else None


def _inside(citations: Sequence[Citation], spans: Sequence[Span]) -> list[Citation]:
    """Return the citations that lie within one of the spans; bibliography entries are none."""
    starts = [citation.span.start for citation in citations]
    kept: list[Citation] = []
    for span in spans:
        for at in range(bisect_left(starts, span.start), len(starts)):
            if starts[at] >= span.end:
                break
            if citations[at].span.end <= span.end:
                kept.append(citations[at])
    return kept


def _with_citations(table: Table, found: Sequence[Citation], citations: list[Citation]) -> Table:
    """Return a table whose cells know what they cite; the citations are added to the list."""
    if not _inside(found, [table.span]):
        return table
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            cited = _inside(found, [cell.span])
            citations += cited
            keys = tuple(dict.fromkeys(key for citation in cited for key in citation.keys))
            cells.append(replace(cell, citations=keys) if keys else cell)
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows))
