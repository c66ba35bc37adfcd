"""C13: were methods that were run again given the same fine-tuning?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences, find_told
from litscan.rigor.examples import paper
from litscan.rigor.rerun import rerun_evidence

_BUDGET = (
    r"(?:fine-?\s?tun\w*|re-?train\w*|train\w*(?!\s+(?:sets?|data\w*|images?|samples?|distribution))|budget|epochs?|steps|iterations|schedules?|recipes?"
    r"|hyper-?\s?param\w*|settings?|protocols?|set-?ups?|configurations?|optimi[sz]ers?"
    r"|learning rates?|procedures?|conditions)"
)
_SETTING = (
    r"(?:settings?|protocols?|set-?ups?|recipes?|schedules?|budgets?|hyper-?\s?param\w*"
    r"|configurations?)"
)
_NOT_TRAINING = (
    r"(?:data\w*|resolutions?|splits?|architectures?|evaluation|images?|pre-?process\w*|structures?"
    r"|backbones?|ablations?|as|sized|models?(?! and (?:train|hyper)))"
)
_SAME = re.compile(
    rf"\b(?:same|identical|equal)[\s-]+(?:(?!{_NOT_TRAINING}\b(?! and\b))\w+[ -]+){{0,4}}"
    rf"{_BUDGET}\b"
    rf"(?!\s+(?:for|of)\s+(?:the\s+)?{_NOT_TRAINING})(?!\s+as\s+(?:in|for|that|those)\b)"
    r"(?!\s+in\s+(?:the\s+)?original)"
    rf"|\b(?:consistent|unified|matched|shared)\s+(?:\w+[ -]+){{0,3}}{_SETTING}\b"
    rf"|\b(?<!evaluation ){_BUDGET}\s+(?:\w+\s+){{0,3}}(?:are|is|were|was|be|kept)\s+(?:\w+\s+)?"
    r"(?:the same|identical|equal|fixed|shared|unchanged)\b(?!\s+as\s+(?:in|for|that|those)\b)",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|both|each|every|other|these|compared|competing|existing|literature|prior|previous)"
    r"\s+(?:\w+\s+){0,6}"
    r"(?:methods?|baselines?|approaches|algorithms|models?|networks?|criteri\w+|competitors"
    r"|subnetworks)\b"
    r"|\bbaselines\b|\bfair(?:ly|er|ness)?\b|\bcompetitors\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:might|could|would|should|hope|ablations?)\b"
    r"|\b(?:none|no|not|never|neither)\b[^.;]{0,60}\b(?:same|identical|equal)\b",
    re.IGNORECASE,
)
_TUNES = re.compile(r"\bfine-?\s?tun\w*|\bre-?train\w*|\btrain(?:ed|ing)\b", re.IGNORECASE)
_FIX = "give every method the same epochs, learning rate and schedule after pruning, and say so"


def _table(other: str) -> str:
    return (
        "Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet.\n\n"
        "| Method | Top-1 (%) | FLOPs reduction (%) | Epochs |\n| --- | --- | --- | --- |\n"
        f"| SFP | 74.6 | 50.0 | {other} |\n| Ours | 75.2 | 50.0 | 90 |\n"
    )


_RERUN = "\nWe re-implemented SFP and fine-tune the networks.\n"


class SameFineTuning(Check):
    """Methods that the authors ran again had the same fine-tuning as their own.

    Rationale
    ---------
    The schedule of fine-tuning moves results as much as the method does: one method's accuracy on
    ResNet-50 varies by 1.2 to 2.4 points over schedules. A rival given 20 epochs loses to 90.

    Source
    ------
    Wang et al. 2023 (arXiv 2301.05219); Blalock et al. 2020 (arXiv 2003.03033), section 6.

    Applies when
    ------------
    The paper proposes a method, says that it ran methods of others itself, and networks are
    trained or fine-tuned.

    Evidence
    --------
    Pass: a sentence that gives all methods the same training, epochs, schedule or setting, or a
    column of equal epochs. Fail: a column of epochs that differ between own and compared rows, or
    nothing said of it.
    """

    id: ClassVar[str] = "C13"
    name: ClassVar[str] = "Same fine-tuning for all methods"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(_RERUN + "\nFor a fair comparison, all methods use the same schedule.\n"),
            Outcome.PASS,
            "the same schedule",
        ),
        Example(paper(_table("90") + _RERUN), Outcome.PASS, "90"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_RERUN), Outcome.FAIL),
        Example(paper(_table("20") + _RERUN), Outcome.FAIL, "20"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        if not any(find_in_sentences(subject.document, _TUNES)):
            return not_applicable("no training or fine-tuning is spoken of")
        rerun = subject.once(rerun_evidence)
        epochs = list(_epochs(subject)) if rerun else []
        if epochs:
            return self._of_column(epochs)
        said = tuple(_said(subject))
        if said:
            return Decision(Outcome.PASS, "all methods are given the same training", said[:2])
        if rerun is None:
            if not subject.fully_read:
                return Decision(Outcome.UNDETERMINED, "not all of the paper could be read")
            return not_applicable("the paper does not say that it ran methods of others")
        reason = "methods of others were run again, but not said to have the same fine-tuning"
        return self.absent(subject, reason, _FIX, (rerun,))

    @staticmethod
    def _of_column(epochs: list[tuple[float, float, tuple[Evidence, Evidence]]]) -> Decision:
        unequal = [item for item in epochs if item[0] != item[1]]
        numbers = {"pairs": len(epochs), "unequal": len(unequal)}
        if not unequal:
            return Decision(Outcome.PASS, "a column gives equal epochs", epochs[0][2], numbers)
        own, other, cells = unequal[0]
        reason = f"the method has {own:g} epochs, a compared one {other:g}"
        return Decision(Outcome.FAIL, reason, cells, numbers, _FIX)


def _said(subject: Subject) -> Iterator[Evidence]:
    document = subject.document
    for evidence in find_told(document, _SAME):
        if _ALL.search(evidence.quote) and not _NOT_DONE.search(evidence.quote):
            yield evidence


def _epochs(subject: Subject) -> Iterator[tuple[float, float, tuple[Evidence, Evidence]]]:
    """Yield the epochs of own and compared rows of one table, network and data set."""
    document = subject.document
    for reading in subject.readings:
        values = [value for value in reading.values if _is_epochs(reading, value)]
        for own in (value for value in values if value.own):
            for other in (value for value in values if value.own is False):
                if (own.dataset, own.architecture) == (other.dataset, other.architecture):
                    cells = (
                        document.cell_evidence(reading.table, own.cell),
                        document.cell_evidence(reading.table, other.cell),
                    )
                    yield own.quantity.value, other.quantity.value, cells


def _is_epochs(reading: TableReading, value: ValueReading) -> bool:
    return (
        value.measure == "epochs"
        and value.quantity.decimals == 0
        and value.measure_from == "heading"
        and not value.is_dense
        and value.method is not None
        and reading.kind == "results"
    )
