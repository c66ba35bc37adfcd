"""O05: can the pruned network be rebuilt layer by layer?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Evidence, SectionRole
from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_captions, find_in_sentences
from litscan.rigor.examples import ACCURACY_TABLE, paper

LEAST_LAYERS = 3
_LAYER = re.compile(
    r"\W*(?:conv(?:olution)?|layer|block|stage|fc|ip|features?|blk|encoder|decoder|res|linear|module)"
    r"[\s._-]*\d+[\w.\s_/-]{0,20}",
    re.IGNORECASE,
)
_WIDTHS = re.compile(r"\d{1,5}(?:\s?[-–]\s?\d{1,5}){2,20}")
_WHAT = (
    r"(?:spars\w+|densit\w+|ratios?|rates?|pruned|channels?|filters?|widths?|remain\w*|kept|retain\w*"
    r"|weights|parameters|heads|neurons|FLOPs|MACs?|compression|allocation|distribution)"
)
_LAYERS = (
    r"(?:layer-?\s?wise|per[- ]layer|(?:each|every|different|individual) layers?"
    r"|across (?:the )?layers|layers? index|block-?wise|by layer|of (?:the )?layers)"
)
_CAPTION = re.compile(
    rf"{_LAYERS}[^.]{{0,80}}\b{_WHAT}|\b{_WHAT}[^.]{{0,80}}{_LAYERS}"
    r"|\b(?:pruned|resulting|found|final|compressed)\s+(?:\w+\s+){0,2}(?:architectures?|structures?)\b"
    r"|\bchannels? (?:variations?|numbers?|widths?|configurations?|counts?)\b"
    r"|\barchitectures? of\b[^.]{0,120}\bpruned\b",
    re.IGNORECASE,
)
_UNIFORM = re.compile(
    r"\buniform(?:ly)?\s+(?:layer-?wise\s+)?(?:sparsit\w+|prun\w+\s+(?:ratios?|rates?)|ratios?)"
    r"|\b(?:same|identical|equal|constant)\s+(?:\w+\s+){0,2}(?:sparsit\w+|ratios?|rates?)\s+"
    r"(?:\w+\s+){0,3}(?:all|each|every)\s+(?:\w+\s+)?layers?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:instead|not|limitations?|unlike|rather|previous|existing|prior|these)\b", re.IGNORECASE
)
_OWN = re.compile(r"\b(?:we|our|ours)\b", re.IGNORECASE)
_ROLES: frozenset[SectionRole] = EXPERIMENT_ROLES | {"method"}
_NOT_UNIFORM = re.compile(
    r"\bglobal(?:ly)?\s+(?:\w+\s+)?(?:prun\w+|threshold\w*|rank\w*)|\bERK\b|Erd[őo]s|\bLAMP\b"
    r"|\bnon-?uniform\w*|\b(?:layer-?wise|per-layer)\s+(?:\w+\s+)?(?:spars\w+|prun\w+|ratios?|rates?)",
    re.IGNORECASE,
)
_FIX = "add a table of the channels or weights left in each layer, or release the pruned networks"


class LayerRatios(Check):
    """What is left in each layer of a pruned network is disclosed.

    Rationale
    ---------
    The found architecture is often what matters; without the widths of its layers nobody can
    train it from scratch, or match its layer ratios in a random control.

    Source
    ------
    Liu et al. 2019 (arXiv 1810.05270); Blalock et al. 2020 (arXiv 2003.03033), appendix B.

    Applies when
    ------------
    The paper proposes a method that prunes structures, or spreads sparsity unevenly over layers.

    Evidence
    --------
    Pass: a table with a row or column per layer, or with their widths ("8-13-88"), or the caption
    of a table or figure of layers' ratios or widths. Partial: a uniform ratio for all layers is
    stated. Fail: nothing.
    """

    id: ClassVar[str] = "O05"
    name: ClassVar[str] = "Per-layer ratios disclosed"
    group: ClassVar[Group] = Group.OPERATING_POINTS
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(
                ACCURACY_TABLE
                + "\nTable 2: Channels left.\n\n| Layer | Channels |\n| --- | --- |\n"
                "| conv1 | 40 |\n| conv2 | 61 |\n| conv3 | 120 |\n"
            ),
            Outcome.PASS,
            "conv1",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nWe use a uniform pruning ratio.\n"),
            Outcome.PARTIAL,
            "uniform pruning ratio",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        document = subject.document
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        uneven = any(
            _OWN.search(evidence.quote)
            for evidence in find_in_sentences(document, _NOT_UNIFORM, _ROLES)
        )
        if "structured" not in subject.facts.pruning_kinds and not uneven:
            return not_applicable("neither structures are pruned nor layers unevenly")
        shown = (*_layer_tables(subject), *find_in_captions(document, _CAPTION))
        if shown:
            return Decision(Outcome.PASS, "what is left of each layer is shown", shown[:2])
        uniform = [
            evidence
            for evidence in find_in_sentences(document, _UNIFORM, _ROLES)
            if not _OTHERS.search(evidence.quote)
        ]
        if uniform:
            reason = "a uniform ratio is spoken of, but no layer is shown"
            return Decision(Outcome.PARTIAL, reason, tuple(uniform[:1]), fix=_FIX)
        return self.absent(subject, "what is left of each layer is not shown", _FIX)


def _layer_tables(subject: Subject) -> Iterator[Evidence]:
    """Yield a cell of each table that has several layers as rows or columns, or lists widths."""
    for table in subject.document.tables:
        widths = [cell for cell in table.cells() if _WIDTHS.fullmatch(cell.text.strip())]
        if widths:
            yield subject.document.cell_evidence(table, widths[0])
        lines = (
            [row[0] for row in table.rows if row],
            list(table.rows[0]) if table.rows else [],
        )
        for cells in lines:
            layers = [cell for cell in cells if len(cell.text) < 40 and _LAYER.fullmatch(cell.text)]
            if len(layers) >= LEAST_LAYERS:
                yield subject.document.cell_evidence(table, layers[0])
                break
