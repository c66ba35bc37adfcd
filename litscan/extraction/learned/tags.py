"""From scores of tags to spans: the best row of tags in which every entity begins and ends.

Tag 0 is outside; four tags a type follow: begin, inside, end, single.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tags", "spans_of"]

_NEVER = -1e4
_LONGEST = 200


@cache
def _rules(tags: int) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Return what may follow what, what may begin and what may end a sentence, 0 for may."""
    part = np.array([-1, *((place - 1) % 4 for place in range(1, tags))])
    kind = np.array([-1, *((place - 1) // 4 for place in range(1, tags))])
    closed, opens = (part == -1) | (part >= 2), (part <= 0) | (part == 3)
    steps = (closed[:, None] & opens) | (
        ~closed[:, None] & ~opens & (kind[:, None] == kind[None, :])
    )
    never = np.float32(_NEVER)
    return (
        np.where(steps, 0, never).astype(np.float32),
        np.where(opens, 0, never).astype(np.float32),
        np.where(closed, 0, never).astype(np.float32),
    )


def best_tags(scores: NDArray[np.float32], lengths: Sequence[int]) -> NDArray[np.int64]:
    """Return the tags of the highest score, sentence by sentence.

    Parameters
    ----------
    scores : array
        A row a word, a column a tag.
    lengths : sequence of int
        How many words each sentence has; all are decoded side by side.

    Examples
    --------
    >>> scores = np.array([[1, 0, 0, 0, 0], [0, 2, 0, 0, 0], [1, 0, 0, 0, 0]], dtype=np.float32)
    >>> best_tags(scores, [3]).tolist()
    [0, 1, 3]
    """
    if not len(scores):
        return np.zeros(0, dtype=np.int64)
    pieces = [
        (start + at, min(_LONGEST, length - at))
        for start, length in zip(np.cumsum([0, *lengths[:-1]]), lengths, strict=True)
        for at in range(0, length, _LONGEST)
    ]
    pieces.sort(key=lambda piece: -piece[1])
    steps, begin, end = _rules(scores.shape[1])
    starts = np.array([start for start, _ in pieces])
    sizes = np.array([size for _, size in pieces])
    state = scores[starts] + begin
    back = []
    for place in range(1, int(sizes[0])):
        on = int((sizes > place).sum())
        paths = state[:on, :, None] + steps
        came = paths.argmax(1)
        back.append(came)
        best = np.take_along_axis(paths, came[:, None, :], 1)[:, 0]
        state[:on] = best + scores[starts[:on] + place]
    tags = np.zeros(len(scores), dtype=np.int64)
    last = (state + end).argmax(1)
    for place in range(int(sizes[0]) - 1, -1, -1):
        on = int((sizes > place).sum())
        tags[starts[:on] + place] = last[:on]
        if place:
            last[:on] = back[place - 1][np.arange(on), last[:on]]
    return tags


def spans_of(tags: Sequence[int] | NDArray[np.int64]) -> set[tuple[int, int, int]]:
    """Return the (start, end, type) that a row of tags spells.

    Examples
    --------
    >>> sorted(spans_of([0, 1, 2, 3, 0, 8]))
    [(1, 4, 0), (5, 6, 1)]
    """
    found, begun = set(), 0
    for place, tag in enumerate(map(int, tags)):
        if tag == 0:
            continue
        kind, part = divmod(tag - 1, 4)
        if part in (0, 3):
            begun = place
        if part in (2, 3):
            found.add((begun, place + 1, kind))
    return found
