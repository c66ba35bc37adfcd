"""Training details as the paper states them.

A statement in the experiments outranks one elsewhere, a sentence that gives several details
outranks one that gives a single one, then the first wins. A set-up table gives what no sentence
of the experiments does.
"""

from __future__ import annotations

from litscan.extraction.cues import Cue
from litscan.extraction.ground import Ground
from litscan.extraction.mentions import quote_around
from litscan.extraction.records import Training
from litscan.extraction.table_settings import find_table_settings

__all__ = ["find_training"]

_DETAILS = (
    "optimizer",
    "learning_rate",
    "batch_size",
    "epochs",
    "fine_tune_epochs",
    "weight_decay",
    "momentum",
)
_RANK = {"experiments": 0, "results": 0, "appendix": 1, "method": 2, "other": 2, "discussion": 3}


def find_training(ground: Ground) -> Training:
    """Return the training details of a document."""
    chosen: dict[str, Cue] = {}
    told: dict[int, set[str]] = {}
    for cue in ground.labelled(*_DETAILS):
        told.setdefault(cue.sentence.start, set()).add(cue.label)
    for detail in _DETAILS:
        cues = [
            cue
            for cue in ground.labelled(detail)
            if ground.scan.zones.role_at(cue.span.start) in _RANK
        ]
        if cues:
            chosen[detail] = min(
                cues,
                key=lambda cue: (
                    _RANK[ground.scan.zones.role_at(cue.span.start)],
                    len(told[cue.sentence.start]) < 2,
                    cue.span.start,
                ),
            )
    tabled = find_table_settings(ground)
    for detail, cue in list(chosen.items()):
        if detail in tabled and _RANK[ground.scan.zones.role_at(cue.span.start)] > 0:
            del chosen[detail]
    values = {name: cue.value for name, cue in chosen.items()}
    evidence = [quote_around(ground.document, cue.span) for cue in chosen.values()]
    for detail, (value, place) in tabled.items():
        if detail not in values:
            values[detail] = value
            evidence.append(place)
    return Training(**values, evidence=tuple(dict.fromkeys(evidence)))
