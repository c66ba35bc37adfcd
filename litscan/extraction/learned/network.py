"""The tagger's network: what it computes, from stored weights, in numpy alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litscan.extraction.learned.lexicon import Lexicon, Paper

__all__ = ["Network"]

Floats = NDArray[np.float32]
_EPSILON = 1e-5


@dataclass(frozen=True)
class Network:
    """A convolutional network over the words of one text.

    Words, their letters and shapes are put together and passed through layers that see the
    neighbours of each word. Half way, every word also gets what the whole text says of it: the
    mean over all its places. A head for each labelled set ends in a score for every tag.

    Attributes
    ----------
    record : mapping
        Heads with their types, the reach of each layer, the lexicon.
    weights : mapping of str to array
        The arrays, by the names training gave them.
    """

    record: Mapping[str, Any]
    weights: Mapping[str, NDArray[Any]]

    @classmethod
    def read(cls, folder: Path) -> Network:
        """Return the network that a folder holds."""
        record = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            weights = {
                name: array if array.dtype == np.int8 else array.astype(np.float32)
                for name, array in stored.items()
            }
        return cls(record, weights)

    def write(self, folder: Path) -> None:
        """Write the network to a folder, to be taken up by `read`."""
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.record) + "\n"
        (folder / "tagger.json").write_text(text, encoding="utf-8")
        kept: dict[str, Any] = {
            name: array if array.dtype == np.int8 or name == "words.scale" else np.float16(array)
            for name, array in self.weights.items()
        }
        np.savez_compressed(folder / "weights.npz", **kept)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words it knows."""
        return Lexicon.from_record(self.record["lexicon"])

    def types(self, head: str) -> tuple[str, ...]:
        """Return the types of entity a head tells apart."""
        return tuple(self.record["heads"][head])

    def lean(self, head: str) -> list[float]:
        """Return what is added to the score of each tag: 0 for outside, then four a type."""
        by_type = self.record.get("lean", {}).get(head, {})
        return [0.0, *(by_type.get(kind, 0.0) for kind in self.types(head) for _ in range(4))]

    def states(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """Return a row of numbers for every word of a text, for the heads to read."""
        paper = self.lexicon.paper(sentences)
        state = self._norm(0, np.maximum(self._linear("input", self._embed(paper)), 0))
        for place, reach in enumerate(self.record["reaches"]):
            if place == self.record["memory_after"]:
                state = state + self._remember(state, paper.same)
            edge = np.zeros((min(reach, len(state)), state.shape[1]), dtype=np.float32)
            before = np.concatenate([edge, state[:-reach]])
            after = np.concatenate([state[reach:], edge])
            change = self._linear(f"layers.{place}", np.concatenate([before, state, after], 1))
            state = state + self._norm(place + 1, np.maximum(change, 0))
        return state

    def scores(self, head: str, states: Floats) -> Floats:
        """Return the log-probability of every tag for every word."""
        raw = self._linear(f"heads.{head}", states)
        raw -= raw.max(1, keepdims=True)
        scores: Floats = raw - np.log(np.exp(raw).sum(1, keepdims=True))
        return scores

    def _linear(self, name: str, inputs: Floats) -> Floats:
        result: Floats = inputs @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return result

    def _norm(self, place: int, inputs: Floats) -> Floats:
        mean = inputs.mean(1, keepdims=True)
        spread = np.sqrt(((inputs - mean) ** 2).mean(1, keepdims=True) + _EPSILON)
        name = f"norms.{place}"
        scaled = (inputs - mean) / spread * self.weights[f"{name}.weight"]
        result: Floats = scaled + self.weights[f"{name}.bias"]
        return result

    def _embed(self, paper: Paper) -> Floats:
        words = self.weights["words.weight"][paper.words] * self.weights["words.scale"][paper.words]
        spelled = self._spell(paper.letters)[paper.forms]
        shapes = self.weights["shapes.weight"][paper.shapes]
        return np.concatenate([words, spelled, shapes, paper.context], 1, dtype=np.float32)

    def _spell(self, letters: NDArray[np.int64]) -> Floats:
        """Return the strongest answer of each letter filter over each form."""
        kernel = self.weights["spelling.weight"]
        padded = np.pad(self.weights["letters.weight"][letters], ((0, 0), (1, 1), (0, 0)))
        size = letters.shape[1]
        around = np.concatenate([padded[:, at : at + size] for at in range(3)], 2)
        flat = kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0])
        spelled: Floats = (around @ flat + self.weights["spelling.bias"]).max(1)
        return np.maximum(spelled, 0)

    def _remember(self, state: Floats, same: NDArray[np.int64]) -> Floats:
        order = np.argsort(same, kind="stable")
        often = np.bincount(same)
        starts = np.concatenate([[0], np.cumsum(often)[:-1]])
        total = np.add.reduceat(state[order], starts, axis=0)
        memory = np.tanh(self._linear("memory", (total / often[:, None]).astype(np.float32)))
        recalled: Floats = self._linear("recall", memory)[same]
        return recalled
