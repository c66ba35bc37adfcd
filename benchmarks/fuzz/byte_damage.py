"""Whole documents with bytes cut, doubled, swapped and put in, under any file name."""

from __future__ import annotations

from functools import reduce

from hypothesis import strategies as st

from benchmarks.fuzz.cases import Case
from benchmarks.fuzz.seeds import SEEDS, SUFFIXES, TOKENS

__all__ = ["byte_cases"]

_MOST = 200_000
Change = tuple[str, int, int, bytes]

_PAYLOADS = st.one_of(
    st.sampled_from(TOKENS),
    st.binary(max_size=8),
    st.builds(lambda token, times: token * times, st.sampled_from(TOKENS), st.integers(2, 5_000)),
)
_CHANGES = st.tuples(
    st.sampled_from(["put", "cut", "flip", "double", "repeat", "swap"]),
    st.integers(0, 4_000),
    st.integers(1, 400),
    _PAYLOADS,
)


def _change(data: bytes, change: Change) -> bytes:
    kind, at, length, payload = change
    at = at % (len(data) + 1)
    end = min(at + length, len(data))
    piece = data[at:end]
    if kind == "put":
        made = data[:at] + payload + data[at:]
    elif kind == "cut":
        made = data[:at] + data[end:]
    elif kind == "flip":
        made = data[:at] + bytes(b ^ (1 << length % 8) for b in piece[:4]) + data[at + 4 :]
    elif kind == "double":
        made = data[:at] + piece + piece + data[end:]
    elif kind == "repeat":
        made = data[:at] + piece * (2 + length * 7) + data[end:]
    else:
        made = data[end:] + piece + data[:at]
    return made[:_MOST]


def byte_cases() -> st.SearchStrategy[Case]:
    """Return a strategy for damaged documents."""

    def case(seed: bytes, changes: list[Change], suffix: str) -> Case:
        return Case(((f"paper{suffix}", reduce(_change, changes, seed)),))

    whole = st.sampled_from(SEEDS)
    spliced = st.builds(
        lambda a, b, cut: a[: cut % (len(a) + 1)] + b[cut % (len(b) + 1) :],
        whole,
        whole,
        st.integers(0, 2_000),
    )
    seed = st.one_of(whole, whole, spliced, st.binary(max_size=200))
    return st.builds(case, seed, st.lists(_CHANGES, max_size=6), st.sampled_from(SUFFIXES))
