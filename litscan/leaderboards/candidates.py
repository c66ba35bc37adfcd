"""Which numbers of a paper may stand on which leaderboard, and what speaks for each.

For every leaderboard whose data set the paper names, the few numbers whose headers, row labels,
caption and neighbouring text agree best with its data set and metric become candidates. Each
candidate has a vector of features; what they are worth is learned (`data/models/`).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from litscan.document.model import Document
from litscan.extraction.learned.cell_roles import role_shares
from litscan.leaderboards.boards import Leaderboard
from litscan.leaderboards.cells import ResultTable, ValueCell
from litscan.leaderboards.metrics import MetricFamily, families_in, family_of
from litscan.leaderboards.names import NameWords, bag, name_words
from litscan.leaderboards.owners import (
    OWNER_FEATURES,
    RIVAL_FEATURES,
    RoleShares,
    against_rivals,
    owner_features,
)
from litscan.leaderboards.surroundings import PaperWords, TableWords, told_share

__all__ = ["FEATURES", "BoardList", "Candidate", "find_candidates"]

_MOST_PER_BOARD = 24
_MOST_CELLS = 80
_LEAST_SHARE = 0.6
_LAYERS = (1.0, 1.0, 0.9, 0.7, 0.5, 0.5, 0.25)
_MISSING_COSTS = 0.6

FEATURES = (
    "dataset_column", "dataset_row", "dataset_caption", "dataset_mention", "dataset_section",
    "dataset_head", "dataset_near", "dataset_document", "dataset_standing", "dataset_lead",
    "dataset_weight", "dataset_words", "dataset_headword_near", "dataset_uses", "dataset_title",
    "metric_column", "metric_row", "metric_caption", "metric_mention", "metric_document",
    "metric_words_near", "metric_words_column", "metric_rival_near", "metric_others",
    "metric_commonness", "metric_lead", "metric_lower", "complement",
    "task_title", "task_abstract", "task_document", "task_uses", "task_lead", "task_others",
    "own_row", "own_column", "cited_row", "cited_column", "any_own", "line_place", "bold",
    "underlined", "bold_in_column", "column_place", "row_place", "best_in_column", "best_in_row",
    "rows", "columns", "table_place", "ablation", "appendix", "percent_like", "magnitude",
    "decimals", "label_title", "label_head", "header_title", "header_head", "any_cited",
    "bold_in_row", "value_complement", "heuristic", *OWNER_FEATURES,
    "relative_standing", "relative_metric", "relative_heuristic", "own_among", "bold_among",
    "best_among", "best_among_own", "share_of_table", *RIVAL_FEATURES,
)  # fmt: skip

_HEURISTIC = FEATURES.index("heuristic")
_STANDING = FEATURES.index("dataset_standing")
_METRIC_LEAD = FEATURES.index("metric_lead")
_OWN = FEATURES.index("own_row"), FEATURES.index("own_column")
_BOLD = FEATURES.index("bold")
_LOWER = FEATURES.index("metric_lower")
_ROLE_OWN = FEATURES.index("role_own")
_METRIC = (
    FEATURES.index("metric_column"),
    FEATURES.index("metric_row"),
    FEATURES.index("metric_words_near"),
)


@dataclass(frozen=True)
class BoardList:
    """Leaderboards made ready for matching: their names cut to weighed words."""

    boards: tuple[Leaderboard, ...]
    datasets: dict[str, NameWords] = field(default_factory=dict)
    tasks: dict[str, NameWords] = field(default_factory=dict)
    metrics: dict[str, NameWords] = field(default_factory=dict)

    @classmethod
    def of(cls, boards: Iterable[Leaderboard]) -> BoardList:
        """Return the list of these leaderboards."""
        kept = tuple(dict.fromkeys(boards))
        return cls(
            kept,
            name_words(dict.fromkeys(board.dataset for board in kept)),
            name_words(dict.fromkeys(board.task for board in kept)),
            name_words(dict.fromkeys(board.metric for board in kept)),
        )

    @cached_property
    def by_dataset(self) -> dict[str, tuple[Leaderboard, ...]]:
        """The leaderboards of each data set."""
        found: dict[str, list[Leaderboard]] = {}
        for board in self.boards:
            found.setdefault(board.dataset, []).append(board)
        return {dataset: tuple(boards) for dataset, boards in found.items()}

    @cached_property
    def metric_share(self) -> dict[str, float]:
        """The share of leaderboards that each metric has."""
        found: dict[str, float] = {}
        for board in self.boards:
            found[board.metric] = found.get(board.metric, 0.0) + 1 / len(self.boards)
        return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may stand on a leaderboard. `value` is as the leaderboard would print it."""

    board: Leaderboard
    table: ResultTable
    cell: ValueCell
    complement: bool
    value: float
    features: tuple[float, ...]


def find_candidates(
    document: Document, boards: BoardList, *, shares: RoleShares | None = None
) -> list[Candidate]:
    """Return the candidates of a document for each leaderboard, best-looking first.

    Parameters
    ----------
    document : Document
        The paper.
    boards : BoardList
        The leaderboards to choose from.
    shares : mapping, optional
        What the cells of its tables name, as `role_shares` returns it; computed if not given.
    """
    paper = PaperWords.of(document)
    if not paper.tables:
        return []
    datasets = {
        name: words
        for name, words in boards.datasets.items()
        if words.share(words.found(paper.whole)) >= _LEAST_SHARE
    }
    if not datasets:
        return []
    if shares is None:
        shares = role_shares(document)
    tasks = _task_standing(paper, boards)
    uses = {name: paper.uses(words) for name, words in datasets.items()}
    found: dict[Leaderboard, list[tuple[float, int, Candidate]]] = {}
    order = 0
    for table in paper.tables:
        matcher = _Matcher(
            paper, table, TableWords.of(table), boards, datasets, tasks, uses, shares
        )
        for candidate in matcher.candidates():
            order += 1
            item = (candidate.features[_HEURISTIC], -order, candidate)
            heap = found.setdefault(candidate.board, [])
            if len(heap) < _MOST_PER_BOARD:
                heapq.heappush(heap, item)
            elif item[:2] > heap[0][:2]:
                heapq.heapreplace(heap, item)
    ranked: list[Candidate] = []
    for board in sorted(found):
        items = sorted(found[board], key=lambda item: item[:2], reverse=True)
        ranked.extend(_compared([candidate for _, _, candidate in items]))
    return ranked


def _compared(candidates: list[Candidate]) -> list[Candidate]:
    """Return a leaderboard's candidates with the features that compare them to one another."""
    vectors = [candidate.features for candidate in candidates]
    metrics = [sum(vector[index] for index in _METRIC) for vector in vectors]
    owns = [max(vector[index] for index in _OWN) for vector in vectors]
    values = [
        -candidate.value if candidate.features[_LOWER] else candidate.value
        for candidate in candidates
    ]
    own_values = [value for value, own in zip(values, owns, strict=True) if own]
    best_standing = max(vector[_STANDING] for vector in vectors)
    best_heuristic = max(vector[_HEURISTIC] for vector in vectors)
    tables = [candidate.table.index for candidate in candidates]
    columns = [(candidate.table.index, candidate.cell.column) for candidate in candidates]
    rivals = against_rivals([vector[_ROLE_OWN] for vector in vectors], values, columns)
    return [
        replace(
            candidate,
            features=(
                *vector,
                vector[_STANDING] - best_standing,
                metric - max(metrics),
                vector[_HEURISTIC] - best_heuristic,
                sum(owns) / len(owns),
                sum(other[_BOLD] for other in vectors) / len(vectors),
                _rank(value, values),
                _rank(value, own_values) if own else 0.0,
                tables.count(candidate.table.index) / len(tables),
                *rival,
            ),
        )
        for candidate, vector, metric, own, value, rival in zip(
            candidates, vectors, metrics, owns, values, rivals, strict=True
        )
    ]


def _task_standing(paper: PaperWords, boards: BoardList) -> dict[str, tuple[float, ...]]:
    standing: dict[str, tuple[float, ...]] = {}
    for name, words in boards.tasks.items():
        title = words.share(words.found(paper.title))
        head = words.share(words.found(paper.head))
        whole = words.share(words.found(paper.whole))
        uses = math.log1p(paper.uses(words))
        standing[name] = (title, head, whole, uses, title + head + 0.3 * uses)
    return standing


@dataclass
class _Matcher:
    """What one table's numbers may be."""

    paper: PaperWords
    table: ResultTable
    words: TableWords
    boards: BoardList
    datasets: dict[str, NameWords]
    tasks: dict[str, tuple[float, ...]]
    uses: dict[str, int]
    shares: RoleShares
    known: dict[tuple[str, str, str], tuple[tuple[float, ...], bool, float]] = field(
        default_factory=dict
    )

    def candidates(self) -> Iterator[Candidate]:
        """Yield a candidate for every number and leaderboard that agree at all."""
        around: dict[str, tuple[int, ...]] = {
            name: (
                words.found(self.words.caption),
                words.found(self.words.mention),
                words.found(self.words.section),
                words.found(self.paper.head),
                words.found(self.paper.whole),
            )
            for name, words in self.datasets.items()
        }
        columns = {
            text: {name: words.found(bag(text)) for name, words in self.datasets.items()}
            for text in {c.column_text for c in self.table.cells}
        }
        rows = {
            text: {name: words.found(bag(text)) for name, words in self.datasets.items()}
            for text in {c.row_text for c in self.table.cells}
        }
        memo: dict[tuple[str, str], list[tuple[str, tuple[float, ...]]]] = {}
        for value in self._salient():
            key = value.column_text, value.row_text
            if key not in memo:
                memo[key] = self._datasets_of(columns[key[0]], rows[key[1]], around)
            if not memo[key]:
                continue
            place = self._place(value)
            for dataset, about in memo[key]:
                yield from self._with_metrics(value, dataset, about, place)

    def _salient(self) -> list[ValueCell]:
        """Return the numbers worth matching: of a big table, own, last and emphasised ones."""
        cells = self.table.cells
        if len(cells) <= _MOST_CELLS:
            return list(cells)
        last = {value.line.row for value in cells[-1:]}
        chosen = [
            value
            for value in cells
            if self.table.own_rows[value.line.row]
            or self.table.own_columns[value.column]
            or "bold" in value.cell.emphasis
            or value.line.row in last
        ]
        return chosen[: _MOST_CELLS * 4]

    def _datasets_of(
        self,
        column: dict[str, int],
        row: dict[str, int],
        around: dict[str, tuple[int, ...]],
    ) -> list[tuple[str, tuple[float, ...]]]:
        """Return the data sets a cell may be about, with their features."""
        standing: list[tuple[float, str]] = []
        for name, words in self.datasets.items():
            masks = (column[name], row[name], *around[name])
            near = masks[0] | masks[1] | masks[2] | masks[3] | masks[4] | masks[5]
            if not near & words.head:
                continue
            standing.append((_standing(words, masks), name))
        standing.sort(reverse=True)
        found = []
        for rank, (score, name) in enumerate(standing[:12]):
            words = self.datasets[name]
            rival = standing[1][0] if rank == 0 and len(standing) > 1 else standing[0][0]
            lead = score - rival if rank or len(standing) > 1 else 1.0
            if lead < -1.5:
                break
            masks = (column[name], row[name], *around[name])
            local = masks[0] | masks[1] | masks[2]
            found.append(
                (
                    name,
                    (
                        *(words.share(mask) for mask in masks[:6]),
                        words.share(local | masks[3] | masks[4]),
                        words.share(masks[6]),
                        score,
                        lead,
                        words.total,
                        float(len(words.words)),
                        float(bool(local & words.head)),
                        math.log1p(self.uses[name]),
                        words.share(words.found(self.paper.title)),
                    ),
                )
            )
        return found

    def _with_metrics(
        self,
        value: ValueCell,
        dataset: str,
        about: tuple[float, ...],
        place: tuple[float, ...],
    ) -> Iterator[Candidate]:
        boards = self.boards.by_dataset[dataset]
        owner = owner_features(self.table, value, self.shares)
        column, row = families_in(value.column_text), families_in(value.row_text)
        near = column | row
        texts = value.column_text, value.row_text
        metrics = {}
        for metric in dict.fromkeys(board.metric for board in boards):
            key = (metric, *texts)
            if key not in self.known:
                self.known[key] = self._metric(metric, value, column, row)
            metrics[metric] = self.known[key]
        best = sorted((score for _, _, score in metrics.values()), reverse=True)
        for board in boards:
            features, complement, score = metrics[board.metric]
            rival = best[1] if score == best[0] and len(best) > 1 else best[0]
            lead = score - rival if len(best) > 1 else 1.0
            family = family_of(board.metric)
            told = float(bool(near) and not complement and not _agrees(family, near))
            lower = bool(family and family.lower_is_better)
            task = self._task(board, boards)
            heuristic = about[8] + score - told + 0.5 * task[4] + self._bonus(place, lower=lower)
            number = value.quantity.value
            listed = _complement(number) if complement else number
            if family is not None:
                listed = family.listed(listed, self._beside(value))
            yield Candidate(
                board,
                self.table,
                value,
                complement,
                listed,
                (
                    *about,
                    *features,
                    told,
                    float(len(metrics)),
                    self.boards.metric_share[board.metric],
                    lead,
                    float(lower),
                    float(complement),
                    *task,
                    *place[:11],
                    place[11] if not lower ^ complement else 1 - place[11],
                    place[12] if not lower ^ complement else 1 - place[12],
                    *place[13:],
                    float(number <= 1),
                    heuristic,
                    *owner,
                ),
            )

    def _beside(self, value: ValueCell) -> list[float]:
        return [other.quantity.value for other in self.table.by_column[value.column]]

    def _metric(
        self, metric: str, value: ValueCell, column: frozenset[str], row: frozenset[str]
    ) -> tuple[tuple[float, ...], bool, float]:
        family = family_of(metric)
        words = self.boards.metrics.get(metric)
        layers = (
            column,
            row,
            self.words.caption_families,
            self.words.mention_families,
            self.paper.families,
        )
        shown = [float(family is not None and family.name in layer) for layer in layers]
        near = column_share = 0.0
        if words is not None:
            column_share = words.share(words.found(bag(value.column_text)))
            near = words.share(
                words.found(bag(value.column_text))
                | words.found(bag(value.row_text))
                | words.found(self.words.caption)
            )
        other = family.complement if family else None
        complement = bool(
            other
            and not any(shown[:2])
            and (other in column | row or (other in layers[2] and not shown[2]))
        )
        score = max(
            0.6 * shown[0], 0.55 * shown[1], 0.4 * shown[2], 0.25 * shown[3], 0.1 * shown[4]
        )
        score += 0.5 * column_share + 0.3 * near + 0.3 * complement
        return (*shown, near, column_share), complement, score

    def _task(self, board: Leaderboard, boards: tuple[Leaderboard, ...]) -> tuple[float, ...]:
        standing = self.tasks.get(board.task, (0.0,) * 5)
        rivals = [
            self.tasks.get(other.task, (0.0,) * 5)[4]
            for other in boards
            if other.task != board.task
        ]
        lead = standing[4] - max(rivals) if rivals else 1.0
        return (*standing[:4], lead, float(len(set(rivals))))

    @staticmethod
    def _bonus(place: tuple[float, ...], *, lower: bool) -> float:
        own = max(place[0], place[1])
        best = 1 - place[11] if lower else place[11]
        return 0.6 * own + 0.25 * place[6] + 0.2 * best - 0.3 * max(place[2], place[3])

    def _place(self, value: ValueCell) -> tuple[float, ...]:
        """Features of where a number stands in its table and how it looks."""
        table = self.table
        column, row = table.by_column[value.column], table.by_row[value.line.row]
        number = value.quantity.value
        bold = sum("bold" in other.cell.emphasis for other in column)
        appendix = "appendi" in table.section.lower() or "supplement" in table.section.lower()
        return (
            float(table.own_rows[value.line.row]),
            float(table.own_columns[value.column]),
            float(table.cited_rows[value.line.row]),
            float(table.cited_columns[value.column]),
            float(any(table.own_rows.values()) or any(table.own_columns.values())),
            column.index(value) / max(len(column) - 1, 1),
            float("bold" in value.cell.emphasis),
            float("underline" in value.cell.emphasis),
            float(min(bold, 5)),
            row.index(value) / max(len(row) - 1, 1),
            column.index(value) / 10,
            _rank(number, [other.quantity.value for other in column]),
            _rank(number, [other.quantity.value for other in row]),
            float(len(table.by_row)),
            float(len(table.by_column)),
            table.index / max(len(self.paper.tables), 1),
            float(table.ablation),
            float(appendix),
            float(0 <= number <= 100),
            math.log10(abs(number) + 1e-3),
            float(value.quantity.decimals),
            *told_share(value.row_text, self.paper),
            *told_share(value.column_text, self.paper),
            float(any(table.cited_rows.values()) or any(table.cited_columns.values())),
            float(min(sum("bold" in other.cell.emphasis for other in row), 5)),
        )


def _standing(words: NameWords, masks: tuple[int, ...]) -> float:
    """Return the weight of a name's words, each by the nearest layer that shows it."""
    taken = 0
    score = 0.0
    for worth, mask in zip(_LAYERS, masks, strict=True):
        fresh = mask & ~taken
        if fresh:
            share = words.weight(fresh)
            score += worth * share - _MISSING_COSTS * (1 - worth) * share
            taken |= fresh
    return score - _MISSING_COSTS * (words.total - words.weight(taken))


def _agrees(family: MetricFamily | None, near: frozenset[str]) -> bool:
    return family is not None and family.name in near


def _complement(number: float) -> float:
    whole = 1.0 if 0 <= number <= 1 else 100.0
    return round(whole - number, 6)


def _rank(number: float, numbers: list[float]) -> float:
    """Return the share of other numbers that are not above this one: 1 for the highest."""
    if len(numbers) < 2:
        return 0.5
    return (sum(other <= number for other in numbers) - 1) / (len(numbers) - 1)
