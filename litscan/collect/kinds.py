"""Which kinds of pruning a title and abstract speak of.

Kinds are told by set words, and where none of granularity stands there, by what pruning without
further words means: weights of a lottery ticket or at initialisation are single ones; removing
experts or layers is structured; a language model is pruned after its training unless training is
spoken of.
"""

from __future__ import annotations

import re

__all__ = ["KINDS", "kinds_of"]

_UNITS = (
    r"(?:filter|channel|head|layer|sub-?layer|depth|width|neuron|block|unit|kernel|feature[- ]map"
    r"|expert|row|column|dimension|embedding|component|module)"
)
_REMOVE = r"(?:prun|dropp|drop\b|remov|delet|eliminat|merg|slic|skipp|select|shrink)"
_KINDS: tuple[tuple[str, str], ...] = (
    (
        "unstructured",
        r"\bun-?structured\b(?! pruning (?:techniques|methods) (?:often|yield))"
        r"|\b(?:magnitude|weight|parameter|connection|synap\w+)[ -](?:based )?(?:weight )?prun"
        r"|\bweight[ -]spars|\bsparse weights\b|\bindividual weights\b|fine-grained (?:prun|spars)"
        r"|prun\w* (?:\w+ ){0,3}(?:weights|parameters|connections)\b|\bsparsegpt\b|\bwanda\b",
    ),
    (
        "structured",
        r"(?<!semi-)(?<!un)(?<!un-)\bstructur(?:ed|al) (?:\w+ )?(?:prun|spars|lotter|compress)"
        rf"|\b{_UNITS}s?(?:-wise|-level)? (?:and \w+(?:-level)? )?{_REMOVE}"
        rf"|{_REMOVE}\w* (?:[\w-]+ ){{0,3}}{_UNITS}s?\b"
        r"|network slimming|structure selection|\b(?:coarse|block-wise|width|depth)[- ]prun"
        r"|structur\w* spars",
    ),
    ("semi-structured", r"semi-structured|\bn ?: ?m\b|\b(?:2 ?: ?4|1 ?: ?4|4 ?: ?8)\b"),
    ("moe-expert", r"expert[ -](?:prun|dropp|trimm|merg)|prun\w* (?:\w+ ){0,3}experts?\b"),
    ("lottery-ticket", r"lottery|winning tickets?"),
    (
        "at-init",
        r"(?:prun\w*|spars\w*) (?:at|before) (?:initiali[sz]ation|training)|\bsnip\b"
        r"|static (?:network |random )?sparsity",
    ),
    (
        "sparse-training",
        r"sparse(?:-to-sparse)? training|sparsity-aware training|dynamic sparse|\brigl\b"
        r"|train\w* (?:\w+ ){0,2}sparse|sparse\w* (?:\w+ ){0,2}from scratch|sparse trainer",
    ),
)
_LANGUAGE_MODEL = re.compile(r"\bllms?\b|large language models?|llama|\bopt-|sparsegpt|\bwanda\b")
_SOME_MODEL = re.compile(r"language models?")
_UNTRAINED = re.compile(
    r"training-free|one[- ]shot|post-training|without (?:any )?re-?training|calibration"
)
_TRAINED_SPARSE = frozenset({"sparse-training", "at-init", "lottery-ticket"})
_GRANULARITY = frozenset({"unstructured", "structured", "semi-structured", "moe-expert"})
_SINGLE_WEIGHTS = frozenset({"lottery-ticket", "at-init", "sparse-training"})
KINDS = (*(kind for kind, _ in _KINDS), "post-training-llm")
"""All kinds there are, in the order in which they are told."""
_OF_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)


def kinds_of(title: str, abstract: str) -> tuple[str, ...]:
    """Return the kinds of pruning, in a fixed order.

    Examples
    --------
    >>> kinds_of("Pruning Filters for Efficient ConvNets", "")
    ('structured',)
    >>> kinds_of("The Lottery Ticket Hypothesis", "We prune networks.")
    ('unstructured', 'lottery-ticket')
    """
    text = " ".join(f"{title} . {abstract}".lower().split())
    found = {kind for kind, pattern in _OF_PATTERNS if pattern.search(text)}
    if found & _SINGLE_WEIGHTS and not found & _GRANULARITY:
        found.add("unstructured")
    names = [kind for kind, _ in _KINDS if kind in found]
    large = len(_LANGUAGE_MODEL.findall(text)) > 1
    untrained = bool(_SOME_MODEL.search(text) and _UNTRAINED.search(text))
    if (large or untrained) and not found & _TRAINED_SPARSE:
        names.append("post-training-llm")
    return tuple(names)
