"""Which papers a check speaks of."""

from __future__ import annotations

import re
from itertools import islice

from litscan.document.model import Span
from litscan.extraction.pruned_things import prunes_something_else
from litscan.rigor.base import Subject

__all__ = [
    "is_about_pruning",
    "is_experimental",
    "proposes_method",
    "proposes_pruning",
    "reports_pruning",
]

FIRST_PAGE = 3000
FEWEST_WORDS = 5
"""Times that a paper about networks names them at least; a short text once a page."""
_NETWORK = re.compile(
    r"\bneural\b|networks?\b|\b(?:language|vision|diffusion|foundation) models?\b"
    r"|\b(?:LLM|CNN|DNN)s?\b|\b(?:Conv|Res|Mobile|Dense|Efficient|Le|Alex)Net|\bVGG|\btransformers?\b|\bBERT\b"
    r"|\b(?:convolution|layer|filter)s?\b",
    re.IGNORECASE,
)
_PRUNING = re.compile(
    r"\bprun(?:e|es|ed|ing|er|able)\b|lottery ticket|winning ticket"
    r"|(?<!data )(?<!joint )\bspars(?:ity|if\w+)\b"
    r"(?! (?:problem|issue|prior|of (?:the )?(?:data|user)))"
    r"|\bsparse (?:\w+ )?(?:subnetworks?|training|models?|weights?|masks?|layers?|LLMs?)"
    r"|\bsparse\b[^.?]{0,40}\bnetworks?\b|\bnetworks?\b[^.?]{0,40}\bsparse\b"
    r"|\bslim(?:ming|mable)\b|(?:network|model) (?:compression|slimming|thinning)"
    r"|compress\w* (?:\w+ ){0,2}(?:networks?|models?)",
    re.IGNORECASE,
)

_DATA = re.compile(
    r"\b(?:token|patch|data|dataset|sample|label|prompt|instance)s?[ -](?:prun|spars)\w*",
    re.IGNORECASE,
)


def is_experimental(subject: Subject) -> bool:
    """Return whether the paper reports experiments of its own."""
    return subject.facts.paper_type != "survey" and (
        bool(subject.facts.table_results) or subject.facts.paper_type not in ("theory", "unknown")
    )


def is_about_pruning(subject: Subject) -> bool:
    """Return whether title or abstract speak of pruning or sparsity, of networks and not of others.

    Where neither could be read, the first page stands in for them. Search spaces and graphs are
    pruned too, and signals are sparse: such a paper says little of networks.
    """
    return subject.once(_is_about_pruning)


def _is_about_pruning(subject: Subject) -> bool:
    document = subject.document
    spans = [span for span in (document.title, document.abstract) if span is not None]
    spans = spans if document.abstract else [*spans, Span(0, min(len(document.text), FIRST_PAGE))]
    if not any(_PRUNING.search(document.text, span.start, span.end) for span in spans):
        return False
    if prunes_something_else(document):
        return False
    return bool(subject.facts.pruning_kinds) or _speaks_of_networks(subject)


def _speaks_of_networks(subject: Subject) -> bool:
    text = subject.document.text
    fewest = min(FEWEST_WORDS, len(text) // FIRST_PAGE)
    return len(list(islice(_NETWORK.finditer(text), fewest))) == fewest


def proposes_method(subject: Subject) -> bool:
    """Return whether the paper proposes a pruning method and measures it.

    A paper of undecided type counts if it reports results of its own method.
    """
    if not is_about_pruning(subject):
        return False
    if subject.facts.paper_type == "unknown":
        return any(result.own for result in subject.facts.table_results)
    return subject.facts.paper_type == "method"


def reports_pruning(subject: Subject) -> bool:
    """Return whether the paper reports experiments on pruned networks of its own.

    What is said to be pruned must be known by its kind or by how far it was pruned: "sparse" and
    "compressed" alone are said of much that is no network.
    """
    if not is_experimental(subject) or not is_about_pruning(subject):
        return False
    facts = subject.facts
    return bool(facts.pruning_kinds) or any(
        result.own and result.operating_point is not None for result in facts.table_results
    )


def proposes_pruning(subject: Subject) -> bool:
    """Return whether the paper proposes a pruning method and reports networks it pruned."""
    return proposes_method(subject) and reports_pruning(subject) and not _prunes_data(subject)


def _prunes_data(subject: Subject) -> bool:
    """Return whether the title says that tokens or data, not networks, are pruned."""
    title = subject.document.title
    return title is not None and bool(_DATA.search(subject.document.quote(title)))
