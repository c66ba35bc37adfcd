"""H05: what runs the sparse network faster?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.hardware.examples import CLAIM, timed_paper
from litscan.rigor.hardware.timing import speed_claims
from litscan.vocabulary import load_vocabulary

KINDS = frozenset({"unstructured", "semi"})
EXPLOITING = frozenset({"sparse kernel", "kernel", "runtime", "compiler"})
_KERNEL = re.compile(
    r"\bsparse tensor cores?\b|\bsp(?:mm|mv|gemm)\b|\bsparse[- ](?:matrix[- ])?(?:kernels?"
    r"|convolution|matmul"
    r"|gemm|multiplication|inference engine|accelerators?|libraries|library)\b"
    r"|\bcustom (?:CUDA )?kernels?\b"
    r"|\b(?:CSR|CSC|COO|block[- ]sparse) (?:format|kernels?)\b|\bFPGAs?\b|\bASICs?\b"
    r"|\baccelerator\b",
    re.IGNORECASE,
)
ABSTRACT = f"{CLAIM} Weights are removed one by one by unstructured pruning."
_FIX = "name the kernel, runtime or hardware that skips the zeros, or claim fewer operations only"


class SparseKernel(Check):
    """The software or hardware that turns zeros into time is named.

    Rationale
    ---------
    Masked weights run at dense speed. A speedup of unstructured or N:M sparsity exists only
    with a kernel, runtime or device that skips the zeros.

    Source
    ------
    Hoefler et al. 2021 (arXiv 2102.00554); Gale et al. 2020 (arXiv 2006.10901).

    Applies when
    ------------
    The pruning is unstructured or N:M, not structured, and the authors claim that their
    networks run faster.

    Evidence
    --------
    Pass: a sparse kernel, runtime, compiler or sparse tensor cores named in method, experiments
    or appendix. Otherwise the claim is quoted.
    """

    id: ClassVar[str] = "H05"
    name: ClassVar[str] = "Software that exploits the zeros named"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            timed_paper(
                "We time the sparse networks with cuSPARSE.\n",
                abstract=ABSTRACT,
            ),
            Outcome.PASS,
            "cuSPARSE",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            timed_paper(
                "We time the pruned networks.\n",
                abstract=ABSTRACT,
            ),
            Outcome.FAIL,
            "faster",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        kinds = set(subject.facts.pruning_kinds)
        if not kinds & KINDS or "structured" in kinds:
            return not_applicable("the pruning is not known to be unstructured or N:M alone")
        claims = speed_claims(subject)
        if not claims:
            return not_applicable("no speed is claimed")
        named = (
            *find_told(subject.document, _KERNEL),
            *_exploiting_software(subject),
        )
        if named:
            return Decision(Outcome.PASS, "what skips the zeros is named", named[:3])
        return self.absent(
            subject, "speed is claimed, but nothing that skips zeros is named", _FIX, claims[:2]
        )


def _exploiting_software(subject: Subject) -> Iterator[Evidence]:
    """Yield where kernels, runtimes and compilers are named that can skip zeros."""
    for entity in subject.facts.entities:
        if entity.kind == "software":
            known = load_vocabulary().lookup(entity.name, "software")
            if known is not None and known.attributes.get("type") in EXPLOITING:
                yield entity.evidence[0]
