"""What a paper prunes: networks, or data, tokens, graphs and search trees, another field."""

from __future__ import annotations

import re

from litscan.document.model import Document

__all__ = ["prunes_something_else"]

_ELSE = (
    r"(?:training )?(?:data(?:sets?)?|tokens?|contexts?|contextual|graphs?|edges?|samples?"
    r"|examples?|(?:soft[- ])?labels?|3D|gaussians?|3DGS|trees?|search|prompts?|branches"
    r"|candidates?|hypothes[ie]s|conjectures?|queries|attacks?|images?|rules?)"
)
_ELSE_PRUNED = re.compile(
    rf"\b{_ELSE}[\s-](?:prun|sparsif)\w+"
    rf"|\b(?:prun|sparsif)\w+[\s-](?:(?:of|the|a|all|redundant|\d\w) ){{0,2}}{_ELSE}\b",
    re.IGNORECASE,
)
_PART = (
    r"(?:(?:sub-?)?networks?|weights?|filters?|channels?|kernels?|neurons?|(?:attention )?heads?"
    r"|layers?|models?|parameters?|connections?|LLMs?|CNNs?|DNNs?|ConvNets?|transformers?|BERT"
    r"|blocks?|experts?|structured|unstructured|magnitude)"
)
_PART_PRUNED = re.compile(
    rf"\b{_PART}[\s-](?:prun\w+|sparsi\w+)|\b(?:prun\w+|sparsif\w+)[\s-](?:[\w-]+ ){{0,3}}{_PART}\b"
    r"|\blottery tickets?\b|\bsparse (?:training|(?:\w+ )?(?:networks?|models?))\b"
    r"|\b(?:weight|model) (?:sparsity|compression)",
    re.IGNORECASE,
)


def prunes_something_else(document: Document) -> bool:
    """Return whether title and abstract speak of pruning, but of no network's parts.

    Examples
    --------
    >>> from litscan.document import read_text
    >>> prunes_something_else(read_text("# Data Pruning under Label Noise", format="markdown"))
    True
    >>> prunes_something_else(read_text("# Pruning Filters Early", format="markdown"))
    False
    """
    abstract = document.quote(document.abstract) if document.abstract else ""
    title = document.title_text
    if _ELSE_PRUNED.search(title) and not _PART_PRUNED.search(title):
        return True
    told = f"{title}\n{abstract}"
    return bool(_ELSE_PRUNED.search(told)) and not _PART_PRUNED.search(told)
