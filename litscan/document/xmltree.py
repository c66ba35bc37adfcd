"""XML as a tree, safely: nothing is loaded or expanded, yet characters written by name are kept.

Journals name characters (``93.4&plusmn;0.1``) that only an external DTD declares. No DTD is loaded
here, so such a name would vanish and the numbers around it run together; it is replaced first.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

__all__ = ["elements_start", "unnamed", "xml_fault", "xml_tree"]

_PROLOG = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_OPAQUE_OR_NAME = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|&(?P<name>[A-Za-z_][\w.-]{0,60});",
    re.DOTALL,
)
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_WHERE = re.compile(r"(?:, use XML_PARSE_HUGE option)?,? line \d+, column \d+.*\Z", re.DOTALL)


def elements_start(text: str) -> int:
    """Return where a file goes on after its document type declaration; 0 if it has none."""
    prolog = _PROLOG.match(text)
    return prolog.end() if prolog else 0


def unnamed(text: str) -> str:
    """Return XML with its named entities as character references.

    The names are those of HTML, which holds the sets that the DTDs of journals declare. A name
    that is not among them is kept as it is written, and so never expanded.

    Examples
    --------
    >>> unnamed("<p>93&plusmn;1 &amp; &house;</p>")
    '<p>93&#177;1 &amp; &amp;house;</p>'
    """
    if "&" not in text:
        return text
    start = elements_start(text)
    return text[:start] + _OPAQUE_OR_NAME.sub(_character, text[start:])


def _character(match: re.Match[str]) -> str:
    name = match["name"]
    if name is None or name in _OF_XML:
        return match[0]
    shown = html5.get(f"{name};")
    return "".join(f"&#{ord(c)};" for c in shown) if shown else f"&amp;{match[0][1:]}"


def xml_tree(text: str) -> Any:
    """Return the root element of an XML file.

    Raises
    ------
    lxml.etree.XMLSyntaxError
        If it is not well-formed, or nested over 256 deep.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        encoding="utf-8",
    )
    return etree.fromstring(unnamed(text).encode("utf-8", errors="replace"), parser)


def xml_fault(error: Exception) -> str:
    """Return what a parser found wrong with a file, and in which line.

    Examples
    --------
    >>> xml_fault(ValueError("Premature end of data, line 1, column 77 (<string>, line 1)"))
    'Premature end of data'
    """
    line = getattr(error, "lineno", None)
    shown = _WHERE.sub("", str(error))
    return f"line {line}: {shown}" if line else shown
