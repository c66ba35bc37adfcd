"""Which networks the text ties to which data sets, by grammar alone.

``ResNet-56 on CIFAR-10``, ``on ImageNet, we prune ResNet-50``, lists on either side included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from litscan.document.model import Document
from litscan.extraction.labels import read_label
from litscan.extraction.mentions import Sighting, Sightings
from litscan.extraction.zones import Zones
from litscan.vocabulary import Vocabulary

__all__ = ["datasets_of_networks", "tied"]

_FORWARD = re.compile(r"\b(?:on|for|over|using|with|from|to|in)\b|[-/(:@]|\btrained\b")
_BACKWARD = re.compile(
    r"\bw/|\b(?:with|using|we|uses?|used|train|prune|evaluat\w*|test|consider|experiment\w*|adopt|apply"
    r"|results|for|of|and)\b|[:(]"
)
_DIRECT_FORWARD = re.compile(r"\W*(?:on|for)\W*(?:the )?", re.IGNORECASE)
_DIRECT_BACKWARD = re.compile(r"\W{0,3}(?:w/|with|using)\W{0,2}(?:an? |the )?", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"[^.;]{0,60}\brespectively\b")
_LIST = re.compile(
    r"[\s,/&()]*(?:and|or|as well as|&)?[\s,/&()]*(?:\[[\d,\s]+\][\s,]*(?:and|or)?\s*)*"
)
_BACKBONE = re.compile(r"(?:\s?\[[\d,\s]+\])?\s?backbone")
_FARTHEST = 90


def tied(text: str, found: Sequence[Sighting]) -> Iterator[tuple[Sighting, Sighting]]:
    """Yield the pairs of a network and a data set that a stretch of text ties by grammar.

    Parameters
    ----------
    text : str
        The document's text.
    found : sequence of Sighting
        The networks and data sets named in one sentence or caption, in reading order.
    """
    runs = _runs(text, _without_backbones(text, found))
    used: set[int] = set()
    direct = _direct_backwards(text, runs)
    for index, (left, right) in enumerate(pairwise(runs)):
        kinds = left[0].name.kind, right[0].name.kind
        between = text[left[-1].end : right[0].start]
        if kinds[0] == kinds[1] or len(between) > _FARTHEST or ";" in between:
            continue
        if index in direct:
            used.update((index, index + 1))
            yield from ((network, data) for network in right for data in left)
        elif index - 1 in direct or index + 1 in direct:
            continue
        elif kinds == ("architecture", "dataset") and _FORWARD.search(between):
            used.update((index, index + 1))
            yield from _matched(text, left, right)
        elif (
            kinds == ("dataset", "architecture")
            and index not in used
            and _BACKWARD.search(between)
            and not _followed_by_dataset(text, runs, index + 1)
        ):
            used.add(index + 1)
            yield from ((network, data) for network in right for data in left)


def _direct_backwards(text: str, runs: Sequence[Sequence[Sighting]]) -> frozenset[int]:
    """Return which runs are data sets that a network directly follows: ``CIFAR-10 w/ VGG-11``.

    Not so where a network directly precedes: ``VGG-11 on CIFAR-10 with ...``.
    """
    found = set()
    for index, (left, right) in enumerate(pairwise(runs)):
        if (left[0].name.kind, right[0].name.kind) != ("dataset", "architecture"):
            continue
        if not _DIRECT_BACKWARD.fullmatch(text, left[-1].end, right[0].start):
            continue
        before = runs[index - 1][-1].end if index else None
        if before is None or not _DIRECT_FORWARD.fullmatch(text, before, left[0].start):
            found.add(index)
    return frozenset(found)


def _matched(
    text: str, networks: Sequence[Sighting], data: Sequence[Sighting]
) -> Iterator[tuple[Sighting, Sighting]]:
    """Yield each network with each data set, or in step where the text says *respectively*."""
    end = max(networks[-1].end, data[-1].end)
    if len(networks) == len(data) > 1 and _RESPECTIVELY.match(text, end):
        yield from zip(networks, data, strict=True)
    else:
        yield from ((network, item) for network in networks for item in data)


def _without_backbones(text: str, found: Sequence[Sighting]) -> list[Sighting]:
    """Leave out ``Y`` of ``X with a Y backbone``: the network that is run is ``X``."""
    kept: list[Sighting] = []
    for item in found:
        inside = (
            item.name.kind == "architecture"
            and _BACKBONE.match(text, item.end)
            and any(o.name.kind == "architecture" and item.start - o.end < 40 for o in kept)
        )
        if not inside:
            kept.append(item)
    return kept


def _runs(text: str, found: Sequence[Sighting]) -> list[list[Sighting]]:
    """Group neighbours of one kind that form a list into runs."""
    runs: list[list[Sighting]] = []
    for item in found:
        if runs and runs[-1][-1].name.kind == item.name.kind:
            between = text[runs[-1][-1].end : item.start]
            if item.start <= runs[-1][-1].end or (len(between) < 60 and _LIST.fullmatch(between)):
                runs[-1].append(item)
                continue
        runs.append([item])
    return runs


def _followed_by_dataset(text: str, runs: Sequence[Sequence[Sighting]], index: int) -> bool:
    if index + 1 >= len(runs) or runs[index + 1][0].name.kind != "dataset":
        return False
    between = text[runs[index][-1].end : runs[index + 1][0].start]
    return len(between) <= 30 and bool(_FORWARD.search(between))


def datasets_of_networks(
    document: Document, vocabulary: Vocabulary, sightings: Sightings, zones: Zones
) -> dict[str, frozenset[str]]:
    """Return, for each network, the data sets that headings, captions and sentences tie to it.

    What related work and references say of others' experiments is left out.
    """
    ties: dict[str, set[str]] = {}
    for section in document.sections:
        label = read_label(section.title, vocabulary)
        for name in label.architectures if len(label.datasets) == 1 else ():
            ties.setdefault(name, set()).update(label.datasets)
    spans = {sentence.span.start: sentence.span for sentence in document.sentences}
    spans.update((caption.span.start, caption.span) for caption in document.captions)
    for span in spans.values():
        found = sightings.within(span, "dataset", "architecture")
        if len(found) > 1 and zones.at(span.start) != "outside":
            for network, data in tied(document.text, found):
                ties.setdefault(network.name.name, set()).add(data.name.name)
    return {network: frozenset(names) for network, names in ties.items()}
