"""JATS XML, as PubMed Central, journals and pandoc write it (https://jats.nlm.nih.gov).

The walk is that of HTML; this module knows what the elements of JATS are for.
"""

from __future__ import annotations

import re
from typing import Any

from litscan.document.assemble import assemble_document
from litscan.document.headings import split_number
from litscan.document.html.floats import FloatKind
from litscan.document.html.flow import Flow, Title
from litscan.document.html.inline import InlineReader
from litscan.document.html.roles import Kind, Role
from litscan.document.html.source import content_of, name_of, parse_xml
from litscan.document.model import Document, Reference, Source, SourceFile, Span
from litscan.document.xmltree import xml_fault
from litscan.errors import ReadError
from litscan.ids import ArxivId, find_arxiv_id, parse_arxiv_id

__all__ = ["read_jats"]

_KINDS: dict[str, Kind] = {
    "article-title": "title",
    "abstract": "abstract",
    "title": "heading",
    "label": "skip",
    "caption": "caption",
    "table": "table",
    "math": "math",
    "tex-math": "tex",
    "break": "break",
    "sup": "sup",
    "sub": "sub",
    "ref-list": "bibliography",
    "ref": "item",
    "list-item": "item",
    "fn": "note",
    "fn-group": "notes",
    "contrib-group": "authors",
    **dict.fromkeys(
        ("body", "back", "sec", "app", "app-group", "ack", "list", "boxed-text", "sub-article"),
        "section",
    ),
    **dict.fromkeys(
        ("def-list", "def-item", "def", "notes", "floats-group", "glossary", "table-wrap-foot"),
        "section",
    ),
    **dict.fromkeys(("p", "disp-quote", "verse-group", "preformat", "code", "attrib"), "paragraph"),
    **dict.fromkeys(("table-wrap", "fig", "fig-group", "table-wrap-group"), "figure"),
    **dict.fromkeys(
        ("disp-formula", "disp-formula-group", "tr", "td", "th", "thead", "tbody", "tfoot"), "space"
    ),
    **dict.fromkeys(("graphic", "media", "inline-graphic", "object-id", "alt-text"), "skip"),
    **dict.fromkeys(("permissions", "long-desc", "trans-abstract", "kwd-group"), "skip"),
    **dict.fromkeys(("subtitle", "alt-title", "trans-title-group"), "skip"),
}
_REFERENCE_KINDS: dict[str, Kind] = {"bibr": "cite", "fn": "note_mark", "table-fn": "note_mark"}
_CITATIONS = ("element-citation", "mixed-citation", "citation", "nlm-citation")
_ENTRY_PARTS = (
    "person-group name string-name article-title source year volume issue fpage lpage pub-id "
    "publisher-name publisher-loc collab ext-link comment chapter-title conf-name etal surname "
    "given-names"
)
_SPACED = frozenset(_ENTRY_PARTS.split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"([A-Z]?\.?\d+(?:\.\d+)*|[IVXL]+|[A-Z])\s*[.:]?\s*$")
_NUMBER_WORDS = re.compile(r"^(?:appendix|section|chapter)\s+", re.IGNORECASE)
_MARK = re.compile(r"[^\w*†‡§¶#]+")


def read_jats(text: str, *, source: Source, name: str) -> Document:
    """Return the document that a JATS file is; of several articles, the first.

    Parameters
    ----------
    text : str
        The file, decoded.
    source : Source
        What it was read from.
    name : str
        Name of the file, for locations.

    Raises
    ------
    ReadError
        If it is not well-formed XML, nested over 256 deep, or holds no article.
    """
    from lxml import etree

    try:
        root, places, warnings = parse_xml(text)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"{source.path}: not well-formed XML: {xml_fault(error)}") from error
    article = next((element for element in root.iter("*") if name_of(element) == "article"), None)
    if article is None:
        raise ReadError(
            f"{source.path}: the root element is <{name_of(root)}> and it holds no <article>",
            advice="litscan reads JATS articles",
        )
    dialect = _Jats(article)
    flow = Flow(places, dialect, InlineReader(places, dialect.role), name)
    flow.walk(*dialect.parts())
    body = any(name_of(child) == "body" and len(child) for child in article)
    if not body:
        flow.warnings.append("the file holds no body text")
    if not flow.paragraphs and flow.title is None:
        raise ReadError(f"{source.path}: the article holds no text", advice="is this a paper?")
    flow.warnings = [*warnings, *flow.warnings]
    return assemble_document(
        flow,
        source=source,
        files=(SourceFile(name, text),),
        arxiv_id=_arxiv_id(article),
        full_text=body and not flow.stopped and not warnings,
    )


def _named(element: Any, *names: str) -> Any | None:
    return next((inner for inner in element.iter("*") if name_of(inner) in names), None)


def _label(element: Any) -> str | None:
    return next((content_of(child) for child in element if name_of(child) == "label"), None)


def _arxiv_id(article: Any) -> ArxivId | None:
    meta = _named(article, "article-meta")
    for element in meta.iter("*") if meta is not None else ():
        if name_of(element) in ("article-id", "self-uri", "related-article", "ext-link"):
            shown = content_of(element) or " ".join(map(str, element.attrib.values()))
            if "arxiv" in (element.get("pub-id-type") or "").lower():
                try:
                    return parse_arxiv_id(shown)
                except ReadError:
                    continue
            found = find_arxiv_id(shown.replace("10.48550/arXiv.", "arXiv:"))
            if found is not None and name_of(element) == "article-id":
                return found
    return None


class _Jats:
    """What the elements of one JATS article say."""

    def __init__(self, article: Any) -> None:
        self.article = article

    def parts(self) -> list[Any]:
        """Return the elements that hold the paper, in reading order."""
        front = next((child for child in self.article if name_of(child) == "front"), None)
        found = []
        if front is not None:
            group = _named(front, "title-group")
            found += [group] if group is not None else []
            found += [e for e in front.iter("*") if name_of(e) == "abstract"][:1]
        names = ("body", "floats-group", "back")
        found += [child for name in names for child in self.article if name_of(child) == name]
        return found

    def role(self, element: Any) -> Role:
        """Return what an element is for."""
        name = name_of(element)
        if name == "xref":
            return self._xref(element)
        if name == "math" and _beside_tex(element):
            return Role("skip")
        if name in _SPACED and _in_entry(element):
            return Role("space")
        if name == "article-title" and name_of(element.getparent()) != "title-group":
            return Role("text")
        if name == "title" and name_of(element.getparent()) == "caption":
            return Role("space")
        if name == "label" and _in_table_foot(element):
            return Role("space")
        if name in ("p", "fn") and _in_caption_or_note(element):
            return Role("space")
        if name == "fn" and name_of(element.getparent()) in ("fn-group", "table-wrap-foot"):
            return Role("paragraph")
        return Role(_KINDS.get(name, "text"))

    def _xref(self, element: Any) -> Role:
        keys = tuple((element.get("rid") or "").split())
        kind = _REFERENCE_KINDS.get(element.get("ref-type") or "", "link")
        return Role(kind if keys else "text", keys)

    def title(self, element: Any, shown: str) -> Title:
        """Return what a heading says: its depth in the sections, and its label."""
        holder = element.getparent()
        above = [name_of(e) for e in element.iterancestors() if name_of(e) in ("sec", "app")]
        label = _label(holder) if holder is not None else None
        number = _NUMBER_WORDS.sub("", label).strip(" .:") if label else split_number(shown)[0]
        ancestors = {name_of(e) for e in element.iterancestors()}
        return Title(max(len(above), 1), number or None, bool(ancestors & {"app", "app-group"}))

    def float_kind(self, element: Any) -> tuple[FloatKind | None, str | None]:
        """Return a figure's kind and its printed number."""
        label = _label(element) or ""
        kind: FloatKind = "table" if name_of(element).startswith("table") else "figure"
        if label.lower().startswith("algorithm"):
            kind = "algorithm"
        match = _NUMBER.search(label)
        return kind, match[1] if match else None

    def note(self, element: Any) -> tuple[Any, str | None]:
        """Return the element that holds a footnote's text, and its printed mark."""
        return element, _MARK.sub("", _label(element) or "") or None

    def entry(self, element: Any, text: str, span: Span, key: str) -> Reference:
        """Return what a bibliography entry says."""
        citation = _named(element, *_CITATIONS)
        holder = citation if citation is not None else element
        title = _named(holder, "article-title", "chapter-title")
        title = title if title is not None else _named(holder, "source")
        year = _named(holder, "year")
        years = _YEAR.findall(content_of(year) if year is not None else text)
        if title is None and citation is not None:
            from litscan.document.bibliography import parse_reference

            shaped = parse_reference(f"[1] {text}")
        else:
            shaped = None
        return Reference(
            key=element.get("id") or key,
            title=(content_of(title).strip(" .") or None) if title is not None else _title(shaped),
            authors=_authors(holder) or (shaped.authors if shaped else ()),
            year=int(years[-1]) if years else None,
            arxiv_id=_id_of_entry(element, text),
            span=span,
        )


def _title(shaped: Reference | None) -> str | None:
    return shaped.title if shaped else None


def _beside_tex(element: Any) -> bool:
    above = element.getparent()
    return above is not None and any(name_of(sibling) == "tex-math" for sibling in above)


def _in_entry(element: Any) -> bool:
    return any(name_of(above) in _CITATIONS for above in element.iterancestors())


def _in_caption_or_note(element: Any) -> bool:
    above = element.getparent()
    return name_of(above) in ("caption", "fn", "td", "th") if above is not None else False


def _in_table_foot(element: Any) -> bool:
    return any(name_of(above) == "table-wrap-foot" for above in element.iterancestors())


def _authors(holder: Any) -> tuple[str, ...]:
    found = []
    for person in holder.iter("*"):
        if name_of(person) in ("name", "string-name"):
            parts = {name_of(part): content_of(part) for part in person}
            named = f"{parts.get('given-names', '')} {parts.get('surname', '')}".strip()
            found.append(named or content_of(person))
        elif name_of(person) == "collab":
            found.append(content_of(person))
    return tuple(name for name in found if name)[:200]


def _id_of_entry(element: Any, text: str) -> ArxivId | None:
    for inner in element.iter("*"):
        if name_of(inner) == "pub-id" and "arxiv" in (inner.get("pub-id-type") or "").lower():
            try:
                return parse_arxiv_id(content_of(inner))
            except ReadError:
                continue
    addresses = " ".join(
        value
        for inner in element.iter("*")
        if name_of(inner) in ("ext-link", "uri")
        for value in map(str, inner.attrib.values())
    )
    return find_arxiv_id(f"{text} {addresses}".replace("10.48550/arXiv.", "arXiv:"))
