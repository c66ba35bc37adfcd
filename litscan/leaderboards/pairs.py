"""From candidate numbers to leaderboards: the number chosen for each, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from litscan.leaderboards.boards import Leaderboard
from litscan.leaderboards.candidates import FEATURES, Candidate

__all__ = ["Pair", "pair_up"]

_HEURISTIC = FEATURES.index("heuristic")


@dataclass(frozen=True, slots=True)
class Pair:
    """A leaderboard, the number most likely to stand on it, and the features of the pairing.

    `likely` is how likely the number is the right one if the leaderboard is right.
    """

    board: Leaderboard
    choice: Candidate
    likely: float
    features: tuple[float, ...]


def pair_up(candidates: Sequence[Candidate], likely: Sequence[float]) -> list[Pair]:
    """Return a pair for each leaderboard that has candidates.

    Parameters
    ----------
    candidates : sequence of Candidate
        Those of one document.
    likely : sequence of float
        How likely each is the right number if the leaderboard is right.
    """
    groups: dict[Leaderboard, list[int]] = {}
    for index, candidate in enumerate(candidates):
        groups.setdefault(candidate.board, []).append(index)
    chosen = {
        board: max(indices, key=lambda index: (likely[index], -index))
        for board, indices in groups.items()
    }
    looks = [candidate.features[_HEURISTIC] for candidate in candidates]
    best_of_cell: dict[tuple[int, int, int], float] = {}
    of_dataset: dict[str, list[float]] = {}
    for board, index in chosen.items():
        place = _place(candidates[index])
        best_of_cell[place] = max(best_of_cell.get(place, looks[index]), looks[index])
        of_dataset.setdefault(board.dataset, []).append(looks[index])
    best = max((looks[index] for index in chosen.values()), default=0.0)
    made = []
    for board, indices in groups.items():
        index = chosen[board]
        choice = candidates[index]
        ranked = sorted((likely[other] for other in indices), reverse=True)
        same = of_dataset[board.dataset]
        features = (
            *choice.features,
            *_columns(max, [candidates[other].features for other in indices]),
            *_columns(_mean, [candidates[other].features for other in indices]),
            ranked[0],
            ranked[1] if len(ranked) > 1 else 0.0,
            sum(ranked),
            float(len(indices)),
            float(len({candidates[other].table.index for other in indices})),
            float(len(groups)),
            looks[index] - best_of_cell[_place(choice)],
            looks[index] - best,
            float(len(same)),
            looks[index] - max(same),
        )
        made.append(Pair(board, choice, likely[index], features))
    return made


def _place(candidate: Candidate) -> tuple[int, int, int]:
    return candidate.table.index, candidate.cell.line.row, candidate.cell.column


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _columns(what: object, vectors: Iterable[tuple[float, ...]]) -> list[float]:
    assert callable(what)
    return [what(column) for column in zip(*vectors, strict=True)]
