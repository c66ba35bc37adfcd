"""R12: are software and its versions stated?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.voice import asserted

_NAMES = (
    r"(?<![-–])(?:Py-?\s?Torch|Tensor-?\s?Flow|JAX|Keras|Caffe|MXNet|Theano|Flax|Paddle\w*|MindSpore"
    r"|Chainer|scikit-learn|Hugging\s?Face Transformers|transformers library|timm|torchvision"
    r"|MMClassification"
    r"|MMDetection|Lasagne|Torch7|Darknet|DeepSpeed|Megatron-LM|OpenLTH|MATLAB)"
)
_NAMED = re.compile(rf"\b{_NAMES}\b")
_VERSION = re.compile(
    rf"\b{_NAMES}\b[^.;]{{0,30}}?\b(?:version\s*|v\.?\s?)?\d+\.\d+|\brequirements\.txt\b"
    r"|\benvironment\.ya?ml\b|\bDocker(?:file)?\b",
)
_FIX = "name the framework with its version, or ship a lock file with the code"


class SoftwareVersions(Check):
    """The software of the experiments is named, with versions.

    Rationale
    ---------
    Defaults of layers, optimisers and data loaders change between frameworks and versions, and
    accuracy with them.

    Source
    ------
    Gundersen and Kjensmo 2018; REFORMS 2024, item 2c.

    Applies when
    ------------
    The paper reports experiments of its own.

    Evidence
    --------
    Pass: a framework with its version, or a requirements file. Partial: a framework without.
    """

    id: ClassVar[str] = "R12"
    name: ClassVar[str] = "Software versions"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nAll is implemented in PyTorch 1.13.\n"),
            Outcome.PASS,
            "PyTorch 1.13",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nAll is implemented in PyTorch.\n"), Outcome.PARTIAL, "PyTorch"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(paper(ACCURACY_TABLE + "\nWe do not use PyTorch 1.8.\n"), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        document = subject.document
        versions, named = (
            tuple(asserted(find_told(document, pattern), pattern)) for pattern in (_VERSION, _NAMED)
        )
        if versions:
            return Decision(Outcome.PASS, "software is named with its version", versions[:2])
        if named:
            reason = "software is named without its version"
            return Decision(Outcome.PARTIAL, reason, named[:2], fix=_FIX)
        return self.absent(subject, "the software of the experiments is not named", _FIX)
