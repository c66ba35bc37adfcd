"""Claims about how many datasets, architectures and pairs of them the papers use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from statistics import median

from litscan.claims.blalock import BlalockTables
from litscan.claims.blalock_rows import (
    filtered,
    pairs_by_paper,
    table_settings,
)
from litscan.claims.figures import Figure, bootstrap, share_of
from litscan.claims.verdict import Measurement

__all__ = [
    "NO_RESULTS",
    "blalock_datasets_a_paper",
    "blalock_distinct",
    "blalock_name_families",
    "blalock_pairs_a_paper",
    "blalock_pairs_used_by",
    "blalock_single_use",
    "blalock_top_pairs",
    "blalock_use_of_datasets",
    "datasets_a_paper",
    "often_used",
    "pair_use",
    "pairs_a_paper",
    "share_of_single_use",
    "use_of_dataset",
]

Pair = tuple[str, str]
Pairs = Mapping[str, Set[Pair]]

NO_RESULTS = Measurement(None, 0, note="no table of results is in the folder")


def pair_use(pairs: Pairs) -> Counter[Pair]:
    """Return how many papers use each (dataset, architecture) pair.

    Examples
    --------
    >>> pair_use({"a": {("MNIST", "LeNet-5")}, "b": {("MNIST", "LeNet-5")}})
    Counter({('MNIST', 'LeNet-5'): 2})
    """
    return Counter(pair for used in pairs.values() for pair in used)


def distinct(pairs: Pairs, what: str, words: str) -> Figure:
    """Return the number of distinct datasets, architectures, or pairs of them."""
    all_pairs = set(pair_use(pairs))
    kinds: Mapping[str, set[object]] = {
        "datasets": {dataset for dataset, _ in all_pairs},
        "architectures": {model for _, model in all_pairs},
        "pairs": set(all_pairs),
    }
    return Figure(what, len(kinds[what]), len(pairs), what, words)


def blalock_distinct(tables: BlalockTables, *, what: str, filter: str) -> Measurement:
    """Return the number under the claim's filter, with those under the others beside it."""
    if not tables.results:
        return NO_RESULTS
    found = {
        name: distinct(pairs_by_paper(filtered(tables.results, name)), what, name)
        for name in ("F0", "F1", "F2")
    }
    values = ", ".join(f"{name} {figure.value}" for name, figure in found.items())
    others = [figure for name, figure in found.items() if name != filter]
    return Measurement.of(found[filter], *others, note=values)


def blalock_top_pairs(tables: BlalockTables, *, top: int, filter: str) -> Measurement:
    """Return how many papers use the most common pair, and the next ones, under each filter."""
    if not tables.results:
        return NO_RESULTS
    figures = []
    for name in (filter, *sorted({"F0", "F1", "F2"} - {filter})):
        figures += _ranking(tables, name, top)
    papers = len(tables.papers)
    share = share_of(f"{figures[0].name}, share of all papers", _whole(figures[0]), papers, filter)
    return Measurement.of(figures[0], share, *figures[1:])


def _whole(figure: Figure) -> int:
    return int(figure.value or 0)


def _ranking(tables: BlalockTables, name: str, top: int) -> list[Figure]:
    pairs = pairs_by_paper(filtered(tables.results, name))
    ranked = sorted(pair_use(pairs).items(), key=lambda item: (-item[1], item[0]))[:top]
    return [Figure("/".join(pair), count, len(pairs), filter=name) for pair, count in ranked]


def often_used(
    pairs: Pairs, papers: int, dataset: str = "", top: int = 0, words: str = ""
) -> Figure:
    """Return how many pairs at least so many papers use; of the `top` ones on a dataset, if given.

    Pairs used by as many papers as the last of the top count as in the top.

    Examples
    --------
    >>> pairs = {"a": {("MNIST", "fc3")}, "b": {("MNIST", "fc3"), ("ImageNet", "VGG-16")}}
    >>> often_used(pairs, 2).value, often_used(pairs, 0, "MNIST", top=1).value
    (1, 1)
    """
    use = pair_use(pairs)
    least = min(sorted(use.values())[-top:], default=0) if top else papers
    hits = [pair for pair, n in use.items() if n >= least and dataset in ("", pair[0])]
    label = f"{dataset} pairs of the top {top}" if top else f"pairs used by {papers} or more"
    return Figure(label, len(hits), len(pairs), "pairs", words)


def blalock_pairs_used_by(
    tables: BlalockTables, *, papers: int, filter: str, dataset: str = "", top: int = 0
) -> Measurement:
    """Return how many pairs are used often, as `often_used` counts them, under each filter."""
    if not tables.results:
        return NO_RESULTS
    names = (filter, *sorted({"F0", "F1", "F2"} - {filter}))
    under = {name: pairs_by_paper(filtered(tables.results, name)) for name in names}
    return Measurement.of(
        *(often_used(pairs, papers, dataset, top, name) for name, pairs in under.items())
    )


def share_of_single_use(pairs: Pairs, words: str = "") -> Measurement:
    """Return the share of pairs that only one paper uses."""
    use = pair_use(pairs)
    if not use:
        return Measurement(None, 0, note="no paper with a dataset and an architecture to count")
    once = sum(count == 1 for count in use.values())
    share = share_of("pairs used by one paper, share", once, len(use), words)
    figures = (
        Figure("pairs used by one paper", once, len(use), "pairs", words),
        Figure("pairs used by two or more", len(use) - once, len(use), "pairs", words),
    )
    return Measurement.of(share, *figures)


def blalock_single_use(tables: BlalockTables, *, filter: str) -> Measurement:
    """Return the share of pairs used by one paper only."""
    rows = filtered(tables.results, filter)
    return share_of_single_use(pairs_by_paper(rows), filter)


def pairs_a_paper(pairs: Pairs, limit: int, words: str = "") -> tuple[Figure, ...]:
    """Return the share and number of papers with at most `limit` pairs, the median, the most."""
    sizes = [len(used) for used in pairs.values()]
    few = sum(size <= limit for size in sizes)
    share = share_of(f"papers with at most {limit} pairs, share", few, len(sizes), words)
    if not sizes:
        return (share,)
    low, high = bootstrap(len(sizes), lambda places: median(sizes[at] for at in places))
    return (
        share,
        Figure(f"papers with at most {limit} pairs", few, len(sizes), filter=words),
        Figure("pairs a paper, median", median(sizes), len(sizes), "pairs", words, low, high),
        Figure("pairs a paper, most", max(sizes), len(sizes), "pairs", words),
    )


def blalock_pairs_a_paper(tables: BlalockTables, *, limit: int, filter: str) -> Measurement:
    """Return the share of papers with at most `limit` pairs, and what MNIST does to it.

    The source's figure leaves rows on MNIST out and keeps placeholders (filter A2).
    """
    if not tables.results:
        return NO_RESULTS
    figures: list[Figure] = []
    for name in (filter, *sorted({"F0", "F2"} - {filter})):
        pairs = pairs_by_paper(filtered(tables.results, name))
        figures += pairs_a_paper(pairs, limit, name)
    rows = [row for row in filtered(tables.results, "A2") if row.dataset != "MNIST"]
    figures += pairs_a_paper(pairs_by_paper(rows), limit, "A2 without rows on MNIST")
    return Measurement.of(*figures)


def datasets_a_paper(pairs: Pairs, limit: int, words: str = "") -> Measurement:
    """Return the share of papers with at most `limit` datasets, and papers by their number."""
    sizes = Counter(len({dataset for dataset, _ in used}) for used in pairs.values())
    n = sum(sizes.values())
    few = sum(count for size, count in sizes.items() if size <= limit)
    share = share_of(f"papers with at most {limit} datasets, share", few, n, words)
    if not n:
        return Measurement.of(share, note="no paper with a dataset to count")
    figures = [
        Figure(f"papers with {size} dataset{'s' if size > 1 else ''}", sizes[size], n, filter=words)
        for size in (1, 2, 3)
    ]
    more = sum(count for size, count in sizes.items() if size >= 4)
    figures.append(Figure("papers with 4 datasets or more", more, n, filter=words))
    figures.append(Figure("datasets a paper, most", max(sizes), n, "datasets", words))
    return Measurement.of(share, *figures)


def blalock_datasets_a_paper(tables: BlalockTables, *, limit: int, filter: str) -> Measurement:
    """Return the share of papers with at most `limit` datasets, a placeholder counted as one."""
    if not tables.results:
        return NO_RESULTS
    pairs = pairs_by_paper(filtered(tables.results, filter))
    return datasets_a_paper(pairs, limit, filter)


def use_of_dataset(pairs: Pairs, name: str, words: str = "") -> tuple[Figure, Figure]:
    """Return the share and the number of papers that use a dataset."""
    hits = sum(any(dataset == name for dataset, _ in used) for used in pairs.values())
    n = len(pairs)
    return share_of(f"{name}, share", hits, n, words), Figure(name, hits, n, filter=words)


def blalock_use_of_datasets(
    tables: BlalockTables, *, datasets: Iterable[str], filter: str
) -> Measurement:
    """Return the shares of papers that use some datasets, and that use only small image sets."""
    pairs = pairs_by_paper(filtered(tables.results, filter))
    if not pairs:
        return NO_RESULTS
    shares = [figure for name in datasets for figure in use_of_dataset(pairs, name, filter)]
    used = [{dataset for dataset, _ in found} for found in pairs.values()]
    small = set(table_settings()["small_images"])
    figures = (
        Figure("MNIST only", sum(found == {"MNIST"} for found in used), len(used), filter=filter),
        Figure(
            f"only {', '.join(sorted(small))}",
            sum(found <= small for found in used),
            len(used),
            filter=filter,
        ),
    )
    return Measurement.of(*shares, *figures)


def blalock_name_families(tables: BlalockTables, *, filter: str) -> Measurement:
    """Return how many distinct names the tables have for nets of each family."""
    rows = filtered(tables.results, filter)
    names = {row.model for row in rows}
    papers = len({row.paper for row in rows})
    if not papers:
        return NO_RESULTS
    found = {
        family: sum(bool(re.search(pattern, name)) for name in names)
        for family, pattern in table_settings()["families"].items()
    }
    return Measurement.of(
        *(Figure(family, count, papers, "names", filter) for family, count in found.items())
    )
