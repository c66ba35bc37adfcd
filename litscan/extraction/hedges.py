"""Sentences that give a number without stating it as a result: supposed, hoped for, of a part."""

from __future__ import annotations

import re

__all__ = ["is_hedged", "is_of_a_layer"]

_SUPPOSED = re.compile(
    r"\b(?:if|would|could|might|may|should|suppose|assum\w+|thresholds?|targets?|budgets?|goal"
    r"|constraints?|tolerance|chance|guess\w*|expect\w*|hypothe\w+|imagine|desired|required"
    r"|variance|deviation|interval|correlation|differences?|chosen|allow\w*|until|when the"
    r"|hyper-?parameters?|significance|training accuracy|train accuracy|training set"
    r"|not able to|unable|fail\w*|oracle|ground[- ]truth|without|w/o|ablat\w+"
    r"|(?:remov|add|replac|disabl|omitt|exclud|drop)\w* (?:an? |the |this |our )"
    r"(?:[\w-]+ ){0,2}(?:layers?|modules?|loss|term|component|branch|step|part|connections?))\b",
    re.IGNORECASE,
)
_NOT_REACHED = re.compile(
    r"\b(?:never|cannot|can't|hop(?:e|es|ed|ing)|aim(?:s|ed|ing)? (?:to|for|at)|future work|false"
    r"|short of|re-?implement\w*|reproduction|(?:before|prior to) (?:any )?pruning|first epoch"
    r"|as reported (?:by|in)|layer \d+|for comparison"
    r"|relative (?:[\d.]+ ?% )?(?:\w+ ){0,3}reduction"
    r"|(?:our|we) (?:\w+ )?reproduced"
    r"|(?:do|does|did|can|is|are|was|has|have|had)(?: not|n't) (?:\w+ )?"
    r"(?:reach|achiev|attain|obtain|exceed|surpass|get)\w*)\b|\?\s*$",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:doubl|halv|tripl|quadrupl|increas|decreas|rais|lower|reduc|chang|vary|vari|tun|larg"
    r"|small|high|different|too)\w* (?:(?:the|our|its|a|an|in|of|to|much|initial) ){0,2}"
    r"(?:learning rates?|batch[- ]sizes?|weight decay|momentum|temperatures?|dropout"
    r"|(?:number of |fine-?tuning |training |fewer |more )*epochs?|calibration"
    r"|regulari[sz]ation|lambda|step sizes?)\b",
    re.IGNORECASE,
)
_LAYER = re.compile(
    r"\b(?:in|of|from|for|at|on|within|to) (?:the |each |this |that |a |an |one |its |our |some "
    r"|last |first |final |single |certain |other )*(?:[\w-]+ ){0,2}?layers?\b"
    r"|\b(?:conv|fc|block|stage)[\s_-]?\d|\bper[- ]layer\b|\blayer'?s\b",
    re.IGNORECASE,
)


def is_hedged(text: str) -> bool:
    """Return whether a sentence supposes, denies or asks after its numbers, or turns a setting.

    Examples
    --------
    >>> is_hedged("When we double the learning rate, accuracy drops to 71.2%.")
    True
    >>> is_hedged("Shears reaches 93.1% accuracy on CIFAR-10.")
    False
    """
    return any(pattern.search(text) for pattern in (_SUPPOSED, _NOT_REACHED, _TURNED))


def is_of_a_layer(text: str) -> bool:
    """Return whether a sentence speaks of layers, so that a share may be one layer's.

    Examples
    --------
    >>> is_of_a_layer("We prune 90% of the weights of the first fully connected layer.")
    True
    >>> is_of_a_layer("We prune 90% of the weights of LeNet-5.")
    False
    """
    return _LAYER.search(text) is not None
