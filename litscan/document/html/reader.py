"""An HTML page as a `Document`.

arXiv (arxiv.org/html) and ar5iv serve what LaTeXML makes of a paper's source: everything is marked
by classes, numbers are as printed, formulas carry their LaTeX. Pages of journals, venues and
pandoc are read by their tags.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from litscan.document.assemble import assemble_document
from litscan.document.headings import Heading, role_of_heading, split_number
from litscan.document.html.floats import FloatKind
from litscan.document.html.flow import Flow, Title
from litscan.document.html.inline import InlineReader
from litscan.document.html.pages import require_paper
from litscan.document.html.references import read_entry
from litscan.document.html.roles import Role, classes_of, html_role
from litscan.document.html.source import PLACE, name_of, parse_html
from litscan.document.model import Document, Reference, Source, SourceFile, Span
from litscan.errors import ReadError
from litscan.ids import ArxivId, find_arxiv_id

__all__ = ["read_html"]

_LEVELS = {
    "ltx_title_part": 1,
    "ltx_title_chapter": 1,
    "ltx_title_section": 1,
    "ltx_title_appendix": 1,
    "ltx_title_bibliography": 1,
    "ltx_title_acknowledgements": 1,
    "ltx_title_subsection": 2,
    "ltx_title_subsubsection": 3,
}
_NUMBER_WORDS = re.compile(r"^(?:appendix|section|chapter|part)\s+", re.IGNORECASE)
_FLOATS: dict[str, FloatKind] = {
    "ltx_table": "table",
    "ltx_figure": "figure",
    "ltx_algorithm": "algorithm",
    "ltx_lstlisting": "algorithm",
    "ltx_float": "figure",
}
_FLOAT_NUMBER = re.compile(r"([A-Z]?\.?\d+(?:\.\d+)*|[IVXL]+|[A-Z])\s*[:.]?\s*$")
_TABLE_TAG = re.compile(r"\s*tab", re.IGNORECASE)
_ALGORITHM_TAG = re.compile(r"\s*(?:algorithm|listing)", re.IGNORECASE)
_CANONICAL = re.compile(r"(?:arxiv\.org|ar5iv[\w.]*)/(?:abs|html|pdf)/", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/(?:abs|html|pdf)/((?:[a-z-]+(?:\.[A-Z]{2})?/)?[\d.]+(?:v\d+)?)")
_DIGITS = re.compile(r"\d+$")
_MOST_ERRORS = 5
_SAVED_EMPTY = "pages that scripts fill are empty when saved: save the PDF or the source"


def read_html(text: str, *, source: Source, name: str, arxiv_id: ArxivId | None = None) -> Document:
    """Return the document that an HTML page is.

    Parameters
    ----------
    text : str
        The page.
    source : Source
        What it was read from.
    name : str
        Name of the file, for locations.
    arxiv_id : ArxivId, optional
        What the file's name says; the page's own word counts first.

    Raises
    ------
    ReadError
        If the page holds no paper: an abstract page, an error message, a login.
    """
    root, places, cut = parse_html(text)
    if root is None:
        raise ReadError(f"{source.path}: the page holds no elements", advice="is this a paper?")
    require_paper(root, source.path)
    body, latexml = _body(root)
    dialect = _Html(latexml=latexml)
    flow = Flow(places, dialect, InlineReader(places, dialect.role, tex=not latexml), name)
    dialect.prepare(body)
    flow.walk(body)
    if not flow.paragraphs and not flow.tables_found:
        raise ReadError(
            f"{source.path}: the page holds no text of a paper",
            advice=cut[0] if cut else _SAVED_EMPTY,
        )
    flow.headings = _levelled(flow.headings, latexml=latexml)
    flow.abstract = flow.abstract or _abstract_under_heading(flow.headings, flow)
    flow.warnings = [*cut, *_conversion(flow, name), *flow.warnings]
    return assemble_document(
        flow,
        source=source,
        files=(SourceFile(name, text),),
        arxiv_id=_arxiv_id(root) or arxiv_id,
        full_text=not flow.stopped and not cut and _has_body(flow),
    )


def _has_body(flow: Flow) -> bool:
    """Return whether there is prose besides the abstract and the bibliography."""
    notes = {note.span for note in flow.footnotes}
    entries = {entry.span for entry in flow.references}
    return any(
        paragraph.span not in notes
        and paragraph.span not in entries
        and not (flow.abstract and paragraph.span.within(flow.abstract))
        for paragraph in flow.paragraphs
    )


def _body(root: Any) -> tuple[Any, bool]:
    """Return the element that holds the paper, and whether LaTeXML made it."""
    for element in root.iter("*"):
        classes = classes_of(element)
        if "ltx_document" in classes and "package-alerts" not in classes:
            return element, True
    latexml = any("ltx_p" in classes_of(element) for element in root.iter("p", "div"))
    for name in ("main", "article"):
        found = list(root.iter(name))
        if len(found) == 1 and 2 * _amount(found[0]) >= _amount(root):
            return found[0], latexml
    return next(root.iter("body"), root), latexml


def _amount(element: Any) -> int:
    return sum(len("".join(inner.itertext())) for inner in element.iter("p", "li", "td"))


def _levelled(headings: list[Heading], *, latexml: bool) -> list[Heading]:
    """Return headings whose highest level in the body is 1, the abstract's 0."""
    plain = [
        heading if role_of_heading(heading.title) != "abstract" else replace(heading, level=0)
        for heading in headings
    ]
    if latexml:
        return plain
    top = min((heading.level for heading in plain if heading.level), default=1)
    return [
        replace(heading, level=heading.level - top + 1) if heading.level else heading
        for heading in plain
    ]


def _abstract_under_heading(headings: list[Heading], flow: Flow) -> Span | None:
    """Return the prose under a heading that says Abstract."""
    for index, heading in enumerate(headings):
        if heading.level:
            continue
        behind = headings[index + 1].span.start if index + 1 < len(headings) else None
        prose = [
            paragraph.span
            for paragraph in flow.paragraphs
            if paragraph.span.start >= heading.span.end
            and (behind is None or paragraph.span.end <= behind)
        ]
        if prose:
            return Span(prose[0].start, prose[-1].end)
    return None


def _conversion(flow: Flow, name: str) -> list[str]:
    """Return a warning about what the converter could not convert, or none."""
    if not flow.errors:
        return []
    shown = [error for error, _ in Counter(flow.errors).most_common(_MOST_ERRORS)]
    return [
        f"{name}: the converter left {len(flow.errors)} commands unconverted, which are left out: "
        + ", ".join(shown)
    ]


def _arxiv_id(root: Any) -> ArxivId | None:
    """Return the identifier that the page's address, watermark or metadata gives."""
    for element in root.iter("link", "base", "meta"):
        get = element.get
        if get("name") == "citation_arxiv_id":
            return find_arxiv_id(f"arXiv:{get('content') or ''}")
        address = get("href") or (get("content") if get("property") == "og:url" else "") or ""
        named = get("rel") == "canonical" and _CANONICAL.search(address)
        if (element.tag == "base" and address.startswith("/html/")) or named or get("property"):
            match = _IN_ADDRESS.search(address)
            found = find_arxiv_id(f"arXiv:{match[1]}") if match else None
            if found is not None:
                return found
    for element in root.iter("div"):
        if element.get("id") == "watermark-tr":
            return find_arxiv_id("".join(element.itertext()))
    return None


class _Html:
    """What the tags and classes of HTML say."""

    def __init__(self, *, latexml: bool) -> None:
        self.latexml = latexml
        self._titles: set[str] = set()

    def prepare(self, body: Any) -> None:
        """Find which ``<h1>`` is the paper's title: the only one, or one called so."""
        if self.latexml:
            return
        tops = list(body.iter("h1"))
        called = [e for e in tops if any("title" in name.lower() for name in classes_of(e))]
        chosen = called[:1] or (tops if len(tops) == 1 else [])
        self._titles = {str(element.get(PLACE)) for element in chosen}

    def role(self, element: Any) -> Role:
        """Return what an element is for."""
        role = html_role(element)
        if (
            role.kind == "heading"
            and element.get(PLACE) in self._titles
            and name_of(element) == "h1"
        ):
            return Role("title")
        return role

    def title(self, element: Any, shown: str) -> Title:
        """Return what a heading's markup says."""
        classes = classes_of(element)
        tagged = next(
            (inner for inner in element.iter("*") if "ltx_tag" in classes_of(inner)), None
        )
        if tagged is not None or self.latexml:
            level = next((_LEVELS[name] for name in classes if name in _LEVELS), 4)
            appendix = "ltx_title_appendix" in classes
            number = None
            if tagged is not None:
                content = " ".join("".join(tagged.itertext()).split())
                number = _NUMBER_WORDS.sub("", content).strip(" .:") or None
            return Title(level, number, appendix)
        name = name_of(element)
        level = int(name[1]) if re.fullmatch(r"h[1-6]", name) else 1
        return Title(level, split_number(shown)[0])

    def float_kind(self, element: Any) -> tuple[FloatKind | None, str | None]:
        """Return a figure's kind and its printed number."""
        kind = next(
            (_FLOATS[name] for name in reversed(classes_of(element)) if name in _FLOATS), None
        )
        number = None
        for caption in _own_captions(element):
            for tag in caption.iter("*"):
                if "ltx_tag" in classes_of(tag):
                    content = "".join(tag.itertext())
                    match = _FLOAT_NUMBER.search(content)
                    number = match[1] if match else None
                    if _TABLE_TAG.match(content):
                        kind = "table"
                    elif _ALGORITHM_TAG.match(content):
                        kind = "algorithm"
                    return kind, number
        return kind, number

    def entry(self, element: Any, text: str, span: Span, key: str) -> Reference:
        """Return what a bibliography entry says."""
        return read_entry(element, text, span, key)

    def note(self, element: Any) -> tuple[Any, str | None]:
        """Return the element that holds a footnote's text, and its printed mark."""
        mark = None
        for inner in element.iter("*"):
            classes = classes_of(inner)
            if "ltx_note_mark" in classes and mark is None:
                mark = " ".join("".join(inner.itertext()).split()) or None
            if "ltx_note_content" in classes:
                return inner, mark
        digits = _DIGITS.search(element.get("id") or "")
        return element, mark or (digits[0] if digits else None)


def _own_captions(figure: Any) -> list[Any]:
    """Return a figure's captions that stand in no figure inside it."""
    found = []
    for element in figure.iter("*"):
        if name_of(element) in ("figcaption", "caption") or "ltx_caption" in classes_of(element):
            above = element.getparent()
            while above is not figure and html_role(above).kind != "figure":
                above = above.getparent()
            if above is figure:
                found.append(element)
    return found
