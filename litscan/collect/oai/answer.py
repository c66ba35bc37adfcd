"""Reading an OAI-PMH answer: records, deleted ones, where the list goes on, or an error."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from litscan.collect.oai.errors import oai_error
from litscan.collect.oai.formats import day, local_name, read_metadata
from litscan.collect.records import MetadataRecord
from litscan.document.xmltree import xml_fault, xml_tree
from litscan.errors import ReadError
from litscan.ids import parse_arxiv_id

__all__ = ["OaiAnswer", "OaiRecord", "read_answer", "read_record"]

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.I)
_EMPTY = "noRecordsMatch"
_LISTS = frozenset({"ListRecords", "ListIdentifiers", "GetRecord"})


@dataclass(frozen=True, slots=True)
class OaiRecord:
    """One record: whose it is, when it changed last, and the paper unless it was deleted.

    `problem` says why the paper could not be read; its id and datestamp stand nevertheless.
    """

    arxiv_id: str
    datestamp: str
    paper: MetadataRecord | None = None
    deleted: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OaiAnswer:
    """One page of a list; an empty one where no record matches.

    Attributes
    ----------
    day : str
        When the server answered, by its own clock; it is what harvests are dated by.
    records : tuple of OaiRecord
        In the server's order.
    token : str or None
        What goes on with the list; None at its end.
    problems : tuple of str
        What was wrong with records that name no paper of arXiv.
    """

    day: str
    records: tuple[OaiRecord, ...]
    token: str | None
    problems: tuple[str, ...] = ()


def read_answer(content: bytes) -> OaiAnswer:
    """Return what an OAI-PMH server answered.

    Raises
    ------
    OaiError
        If it answered with an error of the protocol.
    ReadError
        If it is no whole answer of an OAI-PMH server.

    Examples
    --------
    >>> header = "<identifier>oai:arXiv.org:hep-th/9901001</identifier>"
    >>> header = f"<header>{header}<datestamp>2007-05-23</datestamp></header>"
    >>> answer = "<OAI-PMH><responseDate>2026-01-05T10:00:00Z</responseDate><ListRecords><record>"
    >>> answer = read_answer(f"{answer}{header}</record></ListRecords></OAI-PMH>".encode())
    >>> answer.day, answer.records[0].arxiv_id, answer.records[0].datestamp
    ('2026-01-05', 'hep-th/9901001', '2007-05-23')
    """
    root = _tree(content)
    if local_name(root) != "OAI-PMH":
        raise ReadError(f"no OAI-PMH answer but {local_name(root)[:40]!r}")
    parts = {local_name(child): child for child in root}
    answered = day("".join(parts["responseDate"].itertext())) if "responseDate" in parts else None
    errors = [child for child in root if local_name(child) == "error"]
    codes = [error.get("code") or "" for error in errors]
    if errors and codes != [_EMPTY]:
        texts = ("".join(error.itertext()) for error in errors)
        raise oai_error(codes[0], "; ".join(filter(str.strip, texts)))
    listed = () if errors else next((parts[name] for name in parts if name in _LISTS), None)
    if answered is None or listed is None:
        raise ReadError("an OAI-PMH answer without date or list")
    return _page(answered, listed)


def _page(answered: str, listed: Any) -> OaiAnswer:
    records, problems = [], []
    token: str | None = None
    for element in listed:
        name = local_name(element)
        if name == "resumptionToken":
            token = "".join(element.itertext()).strip() or None
        elif name in ("record", "header"):
            try:
                records.append(read_record(element))
            except ReadError as error:
                problems.append(error.message)
    return OaiAnswer(answered, tuple(records), token, tuple(problems))


def read_record(element: Any) -> OaiRecord:
    """Return one record, or one header of a list of identifiers.

    Raises
    ------
    ReadError
        If it names no paper of arXiv.
    """
    parts = {local_name(child): child for child in element}
    header = parts.get("header", element)
    said = {local_name(child): "".join(child.itertext()).strip() for child in header}
    arxiv_id = parse_arxiv_id(said.get("identifier", "")[:200]).base
    datestamp = day(said.get("datestamp", ""))
    if datestamp is None:
        raise ReadError(f"{arxiv_id}: no datestamp")
    if header.get("status") == "deleted":
        return OaiRecord(arxiv_id, datestamp, deleted=True)
    inner = [child for child in parts.get("metadata", ()) if local_name(child)]
    if not inner:
        return OaiRecord(arxiv_id, datestamp)
    try:
        return OaiRecord(arxiv_id, datestamp, read_metadata(inner[0], arxiv_id, datestamp))
    except ReadError as error:
        return OaiRecord(arxiv_id, datestamp, problem=f"{arxiv_id}: {error.message}")


def _tree(content: bytes) -> Any:
    """Return the root of an answer; characters that XML forbids are taken out first."""
    from lxml import etree

    text = content.decode("utf-8-sig", errors="replace")
    text = _REFERENCE.sub(" ", _FORBIDDEN.sub(" ", text))
    try:
        return xml_tree(text)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"no whole XML: {xml_fault(error)}") from None
