"""Which leaderboards a paper's tables report on, with the value and the cell it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from litscan.document.model import Document, Evidence
from litscan.leaderboards.boards import Leaderboard
from litscan.leaderboards.candidates import FEATURES, BoardList, Candidate, find_candidates
from litscan.leaderboards.pairs import pair_up
from litscan.leaderboards.trees import BoostedTrees
from litscan.resources import load_json

__all__ = ["BoardResult", "link", "link_candidates"]


@dataclass(frozen=True, slots=True)
class BoardResult:
    """A value that a paper reports on a leaderboard.

    `value` is in the leaderboard's metric; `complement` says that the paper prints a hundred (or
    one) minus it, as error for accuracy. The first evidence is the cell, others its headers.
    """

    board: Leaderboard
    method: str
    value: float
    shown: str
    complement: bool
    confidence: float
    evidence: tuple[Evidence, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            **self.board.to_json(),
            "method": self.method,
            "value": self.value,
            "shown": self.shown,
            "complement": self.complement,
            "confidence": self.confidence,
            "evidence": [item.to_json() for item in self.evidence],
        }


@dataclass(frozen=True)
class _Model:
    cell: BoostedTrees
    pair: BoostedTrees
    threshold: float
    joint_threshold: float


@cache
def _model() -> _Model:
    record = load_json("models", "leaderboards.json")
    if tuple(record["features"]) != FEATURES:
        raise ValueError("leaderboards.json was trained on other features: train it again")
    return _Model(
        BoostedTrees.from_json(record["cell"]),
        BoostedTrees.from_json(record["pair"]),
        record["threshold"],
        record["joint_threshold"],
    )


def link(
    document: Document,
    boards: BoardList | Iterable[Leaderboard],
    *,
    min_confidence: float | None = None,
) -> tuple[BoardResult, ...]:
    r"""Return the leaderboards that a paper's tables report on, a value each.

    Parameters
    ----------
    document : Document
        The paper.
    boards : BoardList or iterable of Leaderboard
        The leaderboards to choose from. Make a `BoardList` once to link many papers.
    min_confidence : float, optional
        Leave out leaderboards that are less certain. Default: where the balance of precision and
        recall was best on the training papers, numbers that are hardly certain left out too.

    Returns
    -------
    tuple of BoardResult
        In the order of the leaderboards' names; none for a paper whose tables name none of them.

    Examples
    --------
    >>> from litscan.document import read_text
    >>> paper = read_text("# Us\n\nWe classify.\n", format="markdown")
    >>> link(paper, [Leaderboard("Image Classification", "CIFAR-10", "Accuracy")])
    ()
    """
    listed = boards if isinstance(boards, BoardList) else BoardList.of(boards)
    return link_candidates(
        document, find_candidates(document, listed), min_confidence=min_confidence
    )


def link_candidates(
    document: Document,
    candidates: Sequence[Candidate],
    *,
    min_confidence: float | None = None,
) -> tuple[BoardResult, ...]:
    r"""Return what `link` does, for candidates already found in the document.

    Examples
    --------
    >>> from litscan.document import read_text
    >>> link_candidates(read_text("# Us\n\nWe classify.\n", format="markdown"), [])
    ()
    """
    model = _model()
    least = model.threshold if min_confidence is None else min_confidence
    least_joint = model.joint_threshold if min_confidence is None else 0.0
    likely = model.cell.probabilities([candidate.features for candidate in candidates])
    pairs = pair_up(candidates, likely)
    found = []
    for pair, confidence in zip(
        pairs, model.pair.probabilities([pair.features for pair in pairs]), strict=True
    ):
        if confidence >= least and confidence * pair.likely >= least_joint:
            found.append(_result(document, pair.choice, confidence))
    return tuple(found)


def _result(document: Document, choice: Candidate, confidence: float) -> BoardResult:
    table, value = choice.table, choice.cell
    labels = [*value.headers, *value.line.labels.values()]
    cells = [value.cell, *(cell for cell in labels if cell.text.strip())]
    evidence = [document.cell_evidence(table.table, cell) for cell in dict.fromkeys(cells)
                if document.quote(cell.span).strip()]  # fmt: skip
    if table.table.caption is not None and document.quote(table.table.caption).strip():
        evidence.append(document.evidence(table.table.caption, "caption"))
    return BoardResult(
        choice.board,
        table.method(value),
        choice.value,
        " ".join(document.quote(value.cell.span).split()),
        choice.complement,
        round(confidence, 3),
        tuple(evidence),
    )
