"""C03: is it clear which variant of a network is meant?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from litscan.document.model import Document, Evidence
from litscan.extraction.records import Configuration
from litscan.extraction.zones import OUTSIDE
from litscan.resources import load_toml
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.comparability.benchmarks import is_small
from litscan.rigor.evidence import find_in_tables, find_told, role_at
from litscan.rigor.examples import paper
from litscan.rigor.reference_sizes import bounds, forms_by_params

_FAMILIES = re.compile(r"(?:Pre)?ResNet|VGG|LeNet|WRN|MobileNet")
_NETWORKS = re.compile(
    r"AlexNet|VGG|ResNe[tX]|WRN|Wide ?ResNet|EfficientNet|MobileNet|DenseNet|Inception|LeNet"
    r"|DeepLab|BERT|\bViT\b|\bDeiT\b|Transformer",
    re.IGNORECASE,
)
_VGG = """\
Table 1: Top-1 accuracy (%) of VGG-16 on CIFAR-10.

| Method | Top-1 (%) | FLOPs reduction (%) |
| --- | --- | --- |
| Baseline | 93.9 | 0 |
| Ours | 93.5 | 50.0 |
"""


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A name that several networks go by, on small or large images, and what tells them apart."""

    networks: re.Pattern[str]
    family: str
    images: str
    question: str
    told: re.Pattern[str]
    cited: tuple[str, ...]
    slight: bool

    def concerns(self, pair: Configuration) -> bool:
        """Return whether the network of a pair is one of several of its name."""
        images = "small" if is_small(pair.dataset) else "large"
        return self.images in ("any", images) and bool(self.networks.fullmatch(pair.architecture))

    def may_be_told_by(self, words: str) -> bool:
        """Return whether words name a network of this name, or none at all."""
        named = [match[0].lower() for match in _NETWORKS.finditer(words)]
        return not named or any(self.family in name or name in self.family for name in named)


@cache
def _ambiguities() -> tuple[Ambiguity, ...]:
    entries = load_toml("reference", "variants.toml")["ambiguous"]
    return tuple(
        Ambiguity(
            re.compile(entry["networks"]),
            entry["family"],
            entry["images"],
            entry["question"],
            re.compile("|".join(entry["told"]), re.IGNORECASE),
            tuple(entry.get("cited", ())),
            entry.get("slight", False),
        )
        for entry in entries
    )


class ArchitectureVariant(Check):
    """The variant of each network is named where several go by one name.

    Rationale
    ---------
    VGG-16 on CIFAR-10 stands for nets of 15 to 34 million parameters, ResNet-50 for three
    versions that differ by 8% in cost, LeNet-5 for two by a factor of seven. Ratios and
    accuracies of different networks are not comparable.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 5.1.

    Applies when
    ------------
    The paper prunes a ResNet, VGG, LeNet, wide ResNet or MobileNet.

    Evidence
    --------
    Pass: each such network has a name that only one network has on that data set (ResNet-56 on
    CIFAR-10), or a sentence, caption or table says which it is (batch normalisation, head, stem,
    version, source of the model, its size) or cites the paper of one version. Partial: some do,
    or only variants that differ little are left open. Fail: none of the ambiguous ones.
    """

    id: ClassVar[str] = "C03"
    name: ClassVar[str] = "Architecture variant named"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(_VGG + "\nOur VGG-16 has batch normalization and one fully connected layer.\n"),
            Outcome.PASS,
            "batch normalization",
        ),
        Example(paper(_VGG.replace("VGG-16", "ResNet-56")), Outcome.PASS),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_VGG), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        pairs = [
            pair for pair in subject.facts.configurations if _FAMILIES.match(pair.architecture)
        ]
        if not pairs:
            return not_applicable("no network whose name stands for several was seen")
        open_questions = [
            ambiguity for ambiguity in _ambiguities() if any(map(ambiguity.concerns, pairs))
        ]
        if not open_questions:
            names = sorted({pair.architecture for pair in pairs})
            reason = f"{', '.join(names[:3])}: on the data sets used, the names say which network"
            return Decision(Outcome.PASS, reason, pairs[0].evidence[:1])
        answers = {ambiguity: next(_said(subject, ambiguity), None) for ambiguity in open_questions}
        unclear = next(pair for pair in pairs if open_questions[0].concerns(pair))
        return self._weigh(subject, answers, unclear.evidence[0])

    def _weigh(
        self, subject: Subject, answers: dict[Ambiguity, Evidence | None], network: Evidence
    ) -> Decision:
        told = tuple(evidence for evidence in answers.values() if evidence is not None)
        unsaid = [ambiguity for ambiguity, evidence in answers.items() if evidence is None]
        silent = [ambiguity.question for ambiguity in unsaid]
        numbers = {"ambiguous_names": len(answers), "told": len(told)}
        if not silent:
            reason = "the paper tells which variants its networks are"
            return Decision(Outcome.PASS, reason, told[:3], numbers)
        fix = f"say {silent[0]}"
        if subject.fully_read and (told or all(ambiguity.slight for ambiguity in unsaid)):
            shown = told[:3] or (network,)
            return Decision(Outcome.PARTIAL, f"not told: {silent[0]}", shown, numbers, fix)
        return self.absent(subject, f"not told: {'; '.join(silent[:2])}", fix, told[:3], numbers)


def _said(subject: Subject, ambiguity: Ambiguity) -> Iterator[Evidence]:
    document = subject.document
    told = (*find_told(document, ambiguity.told), *find_in_tables(document, ambiguity.told))
    yield from (item for item in told if ambiguity.may_be_told_by(item.quote))
    yield from _sized(subject, ambiguity)
    yield from _cited(document, ambiguity)


def _sized(subject: Subject, ambiguity: Ambiguity) -> Iterator[Evidence]:
    """Yield the printed sizes of unpruned networks that only one known form of them has."""
    for reading in subject.readings:
        for value in reading.values:
            dense = value.stage == "original" or (value.is_dense and value.stage == "reported")
            name = value.architecture or ""
            if value.measure == "params" and dense and ambiguity.networks.fullmatch(name):
                forms = forms_by_params(name, bounds(value.quantity))
                if len({(form.dataset, form.variant) for form in forms}) == 1:
                    yield subject.document.cell_evidence(reading.table, value.cell)


def _cited(document: Document, ambiguity: Ambiguity) -> Iterator[Evidence]:
    """Yield the sentences in scope that cite the paper of one variant beside the network."""
    for citation in document.citations:
        titles = (
            (document.reference_by_key[key].title or "").lower()
            for key in citation.keys
            if key in document.reference_by_key
        )
        if not any(part in title for title in titles for part in ambiguity.cited):
            continue
        sentence = document.sentence_at(citation.span.start)
        if sentence is None or role_at(document, citation.span.start) in OUTSIDE:
            continue
        if _FAMILIES.search(document.text, sentence.span.start, sentence.span.end):
            yield document.evidence(sentence.span)
