"""Wall-clock time of several functions, taken in turns so that a busy moment meets all alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

__all__ = ["time_in_turns"]


def time_in_turns(
    functions: Mapping[str, Callable[[], Any]],
    *,
    rounds: int,
    least: float,
    rng: np.random.Generator,
) -> Iterator[tuple[int, str, float]]:
    """Yield the round, the name of a function and its seconds a call.

    Each round times every function once, in an order of its own. A function is called as often
    within one timing as fills `least` seconds, found beforehand, which also warms it up.

    Parameters
    ----------
    functions : mapping of str to callable
    rounds : int
    least : float
        Seconds that one timing takes at least, about.
    rng : Generator
        Draws the orders.

    Examples
    --------
    >>> import numpy as np
    >>> timed = time_in_turns({"sum": lambda: sum(range(9))}, rounds=2, least=1e-4,
    ...                       rng=np.random.default_rng(0))
    >>> [(place, name, seconds > 0) for place, name, seconds in timed]
    [(0, 'sum', True), (1, 'sum', True)]
    """
    calls = {name: _calls_in(function, least) for name, function in functions.items()}
    names = list(functions)
    for place in range(rounds):
        for name in rng.permutation(names).tolist():
            yield place, name, _seconds(functions[name], calls[name])


def _seconds(function: Callable[[], Any], calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        function()
    return (perf_counter() - start) / calls


def _calls_in(function: Callable[[], Any], least: float) -> int:
    """Return how many calls fill `least` seconds, by the fastest of three timings.

    A busy moment makes one call seem long; few calls would then be timed with cold caches.
    """
    function()
    calls, seconds = 1, _fastest(function, 1)
    while calls * seconds < least:
        calls = max(calls + 1, min(10 * calls, round(least / max(seconds, 1e-9))))
        seconds = _fastest(function, calls)
    return calls


def _fastest(function: Callable[[], Any], calls: int) -> float:
    return min(_seconds(function, calls) for _ in range(3))
