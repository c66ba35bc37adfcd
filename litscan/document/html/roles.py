"""What an element is for: the vocabulary of LaTeXML, arXiv, pandoc and plain HTML as tables.

Readers ask `html_role` and never look at classes themselves. LaTeXML marks everything by class
(https://math.nist.gov/~BMiller/LaTeXML/manual/cssclasses/), whatever the tag; only where no class
says more does the tag decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote

from litscan.document.grid import Emphasis
from litscan.document.html.source import name_of

__all__ = ["Block", "Kind", "Role", "RoleOf", "classes_of", "emphasis_in", "html_role", "target_of"]

Block = Literal[
    "section",
    "heading",
    "title",
    "abstract",
    "paragraph",
    "item",
    "figure",
    "caption",
    "table",
    "bibliography",
    "notes",
    "authors",
]
"""Kinds that stand apart from the line."""

Kind = Literal[
    "text",  # inline, shows its content
    "space",  # shows its content, apart from what stands beside it
    "run_in",  # a heading that begins the paragraph to come
    "lead_in",  # such as ``Theorem 1.``: begins the paragraph, and is no section's heading
    "skip",
    "error",
    "break",
    "math",
    "tex",
    "sup",
    "sub",
    "note",  # a footnote, its text inside
    "note_mark",  # points to a footnote elsewhere
    "cite",
    "link",
    Block,
]


@dataclass(frozen=True, slots=True)
class Role:
    """What an element is for; `keys` are the ids a citation, link or note mark points to."""

    kind: Kind
    keys: tuple[str, ...] = ()


RoleOf = Callable[[Any], Role]

# The last class of these that an element has decides: LaTeXML writes the general one first.
_CLASSES: dict[str, Kind] = {
    "ltx_ERROR": "error",
    "ltx_page_header": "skip",
    "ltx_page_footer": "skip",
    "ltx_page_navbar": "skip",
    "ltx_page_logo": "skip",
    "ltx_TOC": "skip",
    "ltx_pagination": "skip",
    "ltx_dates": "skip",
    "ltx_rule": "skip",
    "ltx_role_newpage": "skip",
    "ltx_keywords": "skip",
    "ltx_classification": "skip",
    "ltx_note_mark": "skip",
    "ltx_note_type": "skip",
    "ltx_authors": "authors",
    "ltx_creator": "authors",
    "ltx_author_before": "skip",
    "ltx_role_footnotemark": "note_mark",
    "ltx_note": "note",
    "ltx_cite": "cite",
    "citation": "cite",
    "footnote-ref": "note_mark",
    "footnote-back": "skip",
    "footnotes": "notes",
    "ltx_equation": "space",
    "ltx_equationgroup": "space",
    "ltx_eqn_table": "space",
    "ltx_eqn_eqno": "skip",
    "ltx_tag": "skip",
    "ltx_tag_theorem": "text",
    "ltx_tag_proof": "text",
    "ltx_tabular": "table",
    "ltx_figure": "figure",
    "ltx_table": "figure",
    "ltx_float": "figure",
    "ltx_caption": "caption",
    "ltx_title_document": "title",
    "ltx_subtitle": "skip",
    "ltx_title": "heading",
    "ltx_title_theorem": "lead_in",
    "ltx_title_proof": "lead_in",
    "ltx_title_paragraph": "run_in",
    "ltx_title_subparagraph": "run_in",
    "ltx_abstract": "abstract",
    "ltx_bibliography": "bibliography",
    "ltx_thebibliography": "bibliography",
    "ltx_document": "section",
    "ltx_section": "section",
    "ltx_subsection": "section",
    "ltx_subsubsection": "section",
    "ltx_paragraph": "section",
    "ltx_subparagraph": "section",
    "ltx_appendix": "section",
    "ltx_acknowledgements": "section",
    "ltx_theorem": "section",
    "ltx_proof": "section",
    "ltx_item": "item",
    "ltx_para": "paragraph",
    "ltx_p": "paragraph",
    "ltx_listing": "paragraph",
    "ltx_listingline": "space",
    "ltx_bib_cited": "skip",
    "ltx_bibblock": "space",
    "katex-html": "skip",
    "MathJax_Preview": "skip",
    "abstract": "abstract",
    "abstract-title": "heading",
    "author": "authors",
    "authors": "authors",
    "references": "bibliography",
    "csl-entry": "item",
    "thebibliography": "bibliography",
    "navbar": "skip",
    "sr-only": "skip",
    "screen-reader-text": "skip",
    "visually-hidden": "skip",
    # Around the paper on arxiv.org and ar5iv.
    "ar5iv-footer": "skip",
    "ar5iv-severity-ok": "skip",
    "package-alerts": "skip",
    "infobox": "skip",
    "html-header-nav": "skip",
    "desktop_header": "skip",
    "mob_header": "skip",
    "header-message": "skip",
    "keyboard-glossary": "skip",
    "modal": "skip",
}
_IDS = frozenset(
    {
        "header",
        "footer",
        "infobox",
        "watermark-tr",
        "target-section",
        "listIcon",
        "myForm",
        "modal-form",
        "openForm",
        "selected",
        "TOC",
    }
)
_SKIPPED_TAGS = (
    "script style template noscript head nav aside footer form button input select textarea iframe "
    "object svg canvas audio video img area map meta link base title dialog menu progress hr "
    "source track wbr colgroup col annotation annotation-xml"
)
_CONTAINER_TAGS = (
    "body html main article section div blockquote center ul ol dl header fieldset details summary "
    "hgroup"
)
_APART_TAGS = "tr td th thead tbody tfoot option optgroup legend label output"
_TAGS: dict[str, Kind] = {
    **dict.fromkeys(_SKIPPED_TAGS.split(), "skip"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("p", "pre", "address", "dd", "dt"), "paragraph"),
    **dict.fromkeys(_CONTAINER_TAGS.split(), "section"),
    **dict.fromkeys(_APART_TAGS.split(), "space"),
    "li": "item",
    "figure": "figure",
    "figcaption": "caption",
    "caption": "caption",
    "table": "table",
    "math": "math",
    "br": "break",
    "sup": "sup",
    "sub": "sub",
    "a": "link",
    "cite": "text",
}
_BY_KIND = {kind: Role(kind) for kind in ("text", *_TAGS.values())}
_BIBLIOGRAPHY_ROLES = ("doc-bibliography",)
_NOTE_ROLES = {"doc-noteref": "note_mark", "doc-endnotes": "notes", "doc-biblioref": "cite"}
_FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "doc-toc", "doc-backlink", "dialog"}
)
_BIB_TARGET = re.compile(
    r"bib\.|bib\d|bibr|bbib|cite|ref-|ref\d|reference-|refs?_|B\d+$|CR\d+$|b\d+$|R\d+$", re.I
)

_BOLD_TAGS = frozenset({"b", "strong", "bold"})
_ITALIC_TAGS = frozenset({"i", "em", "italic"})
_UNDERLINE_TAGS = frozenset({"u", "ins", "underline"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_COLOR_STYLE = re.compile(
    r"(?:^|[;\s-])(?:background-color|color|bg-color|fg-color|background)\s*:"
    r"(?!\s*(?:#000(?:000)?\b|black|inherit|transparent|none|#fff(?:fff)?\b|white))",
    re.IGNORECASE,
)


def classes_of(element: Any) -> list[str]:
    """Return an element's classes, in order."""
    return (element.get("class") or "").split()


def target_of(element: Any) -> str | None:
    """Return the id inside this page that a link points to, or None.

    arXiv writes absolute addresses of the page itself before the ``#``.
    """
    address = element.get("href") or ""
    page, mark, fragment = address.partition("#")
    if not mark or not fragment or (page and "arxiv.org/html" not in page and "ar5iv" not in page):
        return None
    return unquote(fragment)


def html_role(element: Any) -> Role:
    """Return what an HTML element is for."""
    if len(element.keys()) > 1:  # besides its number
        found = _by_attributes(element)
        if found is not None:
            return found
    kind = _TAGS.get(name_of(element), "text")
    return _link(element) if kind == "link" else _BY_KIND[kind]


def _by_attributes(element: Any) -> Role | None:
    get = element.get
    if get("hidden") is not None or get("id") in _IDS:
        return Role("skip")
    if get("aria-hidden") == "true" and name_of(element) != "figcaption":  # pandoc hides those
        return Role("skip")
    aria = get("role")
    if aria in _FURNITURE_ROLES:
        return Role("skip")
    if aria in _BIBLIOGRAPHY_ROLES:
        return Role("bibliography")
    if "display:none" in (get("style") or "").replace(" ", ""):
        return Role("skip")
    shown = get("class")
    for name in reversed(shown.split()) if shown else ():
        kind = _CLASSES.get(name)
        if kind is not None:
            if name == "ltx_p" and _in_paragraph(element):
                return Role("space")
            return _with_keys(element, kind)
        if name in ("math", "MathJax", "math-tex", "tex2jax_process") and name_of(element) in (
            "span",
            "script",
            "div",
        ):
            return Role("tex")
    if aria in _NOTE_ROLES:
        return _with_keys(element, "cite" if aria == "doc-biblioref" else _kind_of_note(aria))
    return None


def _in_paragraph(element: Any) -> bool:
    """Return whether a line of prose belongs to a paragraph that goes on after a display."""
    above = element.getparent()
    return above is not None and "ltx_para" in classes_of(above)


def _kind_of_note(aria: str) -> Kind:
    return "notes" if aria == "doc-endnotes" else "note_mark"


def _with_keys(element: Any, kind: Kind) -> Role:
    if kind == "cite":
        listed = (element.get("data-cites") or "").split()
        links = [element, *element.iter("a")]
        targets = (target_of(link) for link in links)
        keys = [f"ref-{key}" for key in listed] or [target for target in targets if target]
        return Role(kind, tuple(dict.fromkeys(keys)))
    if kind == "note_mark":
        target = target_of(element)
        return Role(kind, (target,) if target else ())
    return Role(kind)


def _link(element: Any) -> Role:
    target = target_of(element)
    if target is None:
        return Role("text")
    return Role("cite" if _BIB_TARGET.match(target) else "link", (target,))


def emphasis_in(element: Any) -> Emphasis | None:
    """Return how an element itself sets its text, in HTML, LaTeXML or JATS; None for plainly.

    Examples
    --------
    >>> from lxml import etree
    >>> emphasis_in(etree.fromstring('<span class="ltx_text ltx_font_bold">9</span>'))
    'bold'
    """
    name = name_of(element)
    classes = element.get("class") or ""
    style = element.get("style") or ""
    if name in _BOLD_TAGS or "font_bold" in classes or _BOLD_STYLE.search(style):
        return "bold"
    if name in _UNDERLINE_TAGS or "underline" in classes or "underline" in style:
        return "underline"
    if name in _ITALIC_TAGS or "font_italic" in classes or "font_slanted" in classes:
        return "italic"
    if style and _COLOR_STYLE.search(style):
        return "color"
    return None
