"""C16: is the method tried on several data sets and networks?"""

from __future__ import annotations

from typing import Any, ClassVar

from litscan.extraction.records import Configuration
from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.comparability.benchmarks import is_dated, is_small, is_toy
from litscan.rigor.examples import paper
from litscan.rigor.wording import count_of

ENOUGH = 3
_FIX = "add pairs of data set and network, at least one of them large and modern"


def _tables(*pairs: tuple[str, str]) -> str:
    return "\n".join(
        f"Table {number}: Top-1 accuracy (%) of {network} on {dataset}.\n\n"
        "| Method | Top-1 (%) | Sparsity (%) |\n| --- | --- | --- |\n"
        "| Baseline | 76.1 | 0 |\n| Ours | 75.2 | 50.0 |\n"
        for number, (dataset, network) in enumerate(pairs, 1)
    )


class SeveralPairs(Check):
    """The method is tried on three or more pairs of data set and network, one of them large.

    Rationale
    ---------
    Ranks of methods change from one pair of data set and network to the next, and what works on
    MNIST often does not on ImageNet.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 6.

    Applies when
    ------------
    The paper proposes a pruning method.

    Evidence
    --------
    The pairs that the experiments report on. MNIST and its kin, LeNets and multi-layer
    perceptrons do not count. Pass: three or more, one with a large data set (not of small images)
    and a network of 2015 or later. Partial: three or more but none such, or fewer but one such.
    Fail: fewer than three and none such.
    """

    id: ClassVar[str] = "C16"
    name: ClassVar[str] = "Several data sets and networks"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(
                _tables(
                    ("CIFAR-10", "ResNet-56"), ("CIFAR-100", "VGG-16"), ("ImageNet", "ResNet-50")
                )
            ),
            Outcome.PASS,
        ),
        Example(paper(_tables(("ImageNet", "ResNet-50"))), Outcome.PARTIAL),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_tables(("CIFAR-10", "ResNet-56"))), Outcome.FAIL),
        Example(paper(_tables(("MNIST", "LeNet-5"), ("CIFAR-10", "VGG-16"))), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        pairs = subject.facts.configurations
        if not pairs:
            return Decision(Outcome.UNDETERMINED, "no pair of data set and network could be read")
        counted = [pair for pair in pairs if not is_toy(pair.dataset, pair.architecture)]
        large = [pair for pair in counted if _is_large_and_modern(pair)]
        numbers: dict[str, Any] = {
            "pairs": len(pairs),
            "counted": len(counted),
            "large_and_modern": len(large),
        }
        shown = tuple(pair.evidence[0] for pair in (large[:1] + counted + list(pairs))[:ENOUGH])
        shown = tuple(dict.fromkeys(shown))
        what = f"{count_of(len(counted), 'pair')} tested, {len(large)} large and modern"
        if len(counted) >= ENOUGH and large:
            return Decision(Outcome.PASS, what, shown, numbers)
        if not subject.fully_read:
            reason = f"{what}, but not all of the paper could be read"
            return Decision(Outcome.UNDETERMINED, reason, shown, numbers)
        if len(counted) >= ENOUGH or large:
            return Decision(Outcome.PARTIAL, what, shown, numbers, _FIX)
        return Decision(Outcome.FAIL, what, shown, numbers, _FIX)


def _is_large_and_modern(pair: Configuration) -> bool:
    return not is_small(pair.dataset) and not is_dated(pair.architecture)
