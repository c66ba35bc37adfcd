"""Of whom a clause speaks: the authors' own network, the unpruned one, or somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

__all__ = ["Clause", "Voice", "clauses"]

Voice = Literal["own", "dense", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch ``[start, end)`` of a sentence and of whom it speaks.

    `since` is where it says so, the start of the sentence where an earlier clause did.

    `reference` says that it names what something is compared to; `bracketed` that it stands in
    parentheses; `weak` that only a pruned network, not its authors, is named.
    """

    start: int
    end: int
    voice: Voice
    reference: bool = False
    bracketed: bool = False
    weak: bool = False
    since: int = 0


_COMPARED = (
    r"\b(?:compared (?:to|with)|in comparison (?:to|with)|than|versus|vs\b\.?|against|relative to"
    r"|with respect to|instead of|rather than|as opposed to|unlike|similar to"
    r"|(?:comparable|close|equal) (?:to|with)|outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?"
    r"|over the|over (?=[A-Z])|better than|in contrast to)"
)
_CONTRAST = (
    r"\b(?:(?:while|whilst)(?! (?:\w+ly |also |still |just )?\w+ing\b)"
    r"|whereas|although|though|but)\b"
)
_BREAK = re.compile(
    rf"(?P<compared>{_COMPARED})|(?P<contrast>;|,? ?{_CONTRAST})|(?P<open>\()|(?P<close>\))"
    r"|(?P<comma>,(?!\d))",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:we|ours?)\b|\bthis (?:paper|work)\b"
    r"|\b(?:the|this) proposed (?:\w+ ){0,2}(?:method|approach|algorithm|framework|scheme"
    r"|technique|model|network|strategy|criterion)",
    re.IGNORECASE,
)
_OWN_BASELINE = re.compile(
    r"\b(?:our|we (?:first|initially)) (?:own )?(?:[\w-]+ ){0,3}?"
    r"(?:baselines?|re-?implementations?|implementation of|reproduction|(?:pre-?)?train(?:ed)?)\b",
    re.IGNORECASE,
)
_OF_DENSE = re.compile(
    r"\b(?i:our) (?=(?:[\w-]+ )?(?:dense|unpruned|uncompressed|non-pruned|un-pruned|original"
    r"|baseline (?:model|network|accuracy|[A-Z])))"
)
_REPORTING = re.compile(
    r"\b(?:we|our (?:\w+ )?(?:experiments?|results|findings|analysis|evaluations?))"
    r"(?: (?:can|also|further|then|clearly))* (?:see|saw|observed?|find|found|note[ds]?|notice[ds]?"
    r"|show(?:s|ed|n)?|demonstrated?|report(?:ed)?|believe|conclude|remark|indicate|suggest"
    r"|confirm|reveal)(?: in [^,;]{3,30})?,? that\b",
    re.IGNORECASE,
)
_OWN_THING = re.compile(
    r"\b(?:pruned|sparsified|compressed|slimmed|thinned)"
    r" (?:\w+[ -]){0,2}(?:models?|networks?|subnetworks?|nets?)\b"
    r"|\bpruned (?=[A-Z])|\b(?:with|at) \d+(?:\.\d+)?\s?% sparsity,? (?:\w+ )?"
    r"(?:achiev|reach|obtain|attain)\w*"
    r"|\bcan be (?:\w+ )?(?:pruned|compressed|sparsified|slimmed)\b",
)
_SUBJECT = re.compile(
    r"(?:achiev|obtain|reach|attain|get|yield|ha[sd]|have|giv|retain|maintain|produc|deliver"
    r"|report|show|prun|remov|reduc|compress|los|drop)\w*",
    re.IGNORECASE,
)
_DENSE = re.compile(
    r"\b(?:dense|unpruned|uncompressed|non-pruned|un-pruned|original|baseline|reference)"
    r"(?: (?:dense|unpruned|full|uncompressed))? (?:\w+[ -]){0,2}?"
    r"(?:models?|networks?|nets?|baselines?|accurac(?:y|ies)|perplexity|(?:[A-Z][\w-]*\d[\w-]*))"
    r"|\b(?:dense|unpruned) (?:counterpart|baseline|one)s?\b|\bfull models?\b",
)
_OTHER = re.compile(
    r"\bet al\b|\b(?:state-of-the-art|SOTA|previous|prior|existing|competing|competitors?|others?"
    r"|runner-up|second[- ]best|alternatives?|former|latter|literature|authors|they|their|them"
    r"|methods|approaches|techniques|baselines|reported|naive|random(?:ly)?|without|w/o|ablat\w+"
    r"|disabl\w+|replac\w+|variants?|counterparts?|teachers?|humans?|ensembles?)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?<![\w-])[A-Z][\w+]*(?:-[\w+]+)*")
_COMMON = re.compile(
    r"(?:FLOPs?|[MG]FLOPs?|MACs?|GPUs?|CPUs?|CNNs?|DNNs?|RNNs?|LSTMs?|LLMs?|NLP|SGD|BN|FC|ReLU"
    r"|Top-?[15]|PPL|mAP|mIoU|BLEU|AUC|AUROC|WER|F1|DSP|FPGA|TPU|NVIDIA|API|ImageNet\S*|PyTorch"
    r"|TensorRT|MLPs?|GLUE|INT\d+|FP\d+|KV|MHA|FFN|V100|A100|RTX|TABLE|FIG|Sec|Tab|II+|IV)",
)  # fmt: skip


def _unknown_name(text: str, known: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether a text has an abbreviation that is nobody's known name: it may be a method."""
    for match in _CAPITALS.finditer(text):
        word = match[0]
        if sum(letter.isupper() for letter in word) < 2 or _COMMON.fullmatch(word):
            continue
        start, end = offset + match.start(), offset + match.end()
        if not any(left < end and start < right for left, right in known):
            return True
    return False


def _verb(piece: str, names: re.Pattern[str] | None) -> int:
    """Return where the verb of the authors or their method ends, else the end of the piece."""
    found = [pattern.search(piece) for pattern in (_OWN, names) if pattern is not None]
    starts = [match.end() for match in found if match]
    if starts:
        verb = _SUBJECT.search(piece, min(starts))
        if verb and verb.start() - min(starts) < 60:
            return verb.end()
    return len(piece)


def _said_at(piece: str, start: int, names: re.Pattern[str] | None) -> int:
    """Return where a piece names the authors or their method, 0 if it inherits them."""
    patterns = (_OWN, _OWN_THING, *([names] if names is not None else []))
    found = [match.start() for pattern in patterns if (match := pattern.search(piece))]
    return start + min(found) if found else 0


@lru_cache(maxsize=64)
def _own_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![a-z])")


def _pieces(text: str) -> Iterator[tuple[int, int, bool, bool, bool]]:
    """Yield ``(start, end, reference, fresh, bracketed)`` of the stretches between breaks."""
    start, reference, fresh, depth = 0, False, True, 0
    for match in _BREAK.finditer(text):
        yield start, match.start(), reference, fresh, depth > 0
        start, kind = match.end(), match.lastgroup
        depth = max(depth + (kind == "open") - (kind == "close"), 0)
        fresh = kind == "contrast"
        if kind == "compared":
            reference = True
        elif kind != "open" and kind != "close":
            reference = False
    yield start, len(text), reference, fresh, depth > 0


def clauses(
    text: str, own: Iterable[str], known: Sequence[tuple[int, int]], others: Sequence[int]
) -> tuple[Clause, ...]:
    """Return the clauses of a sentence.

    Parameters
    ----------
    text : str
        The sentence.
    own : iterable of str
        The names of the authors' own method.
    known : sequence of (int, int)
        Where data sets, networks and own names stand: words that are no method's name.
    others : sequence of int
        Where a citation or another method's name stands.

    Examples
    --------
    >>> [clause.voice for clause in clauses("We reach 93.2%, while the dense model has 93.5%.",
    ...                                     (), (), ())]
    ['own', 'dense']
    """
    names = _own_pattern(tuple(own))
    said: list[Clause] = []
    outer: Clause | None = None
    for start, end, reference, fresh, bracketed in _pieces(text):
        piece = text[start:end]
        if not piece.strip():
            continue
        voice, weak = _voice(piece, start, names, known, others)
        if voice is None:
            inherits = outer is not None and not fresh and not reference
            voice = outer.voice if outer is not None and inherits else "unknown"
            weak = outer.weak if outer is not None and inherits else False
        since = _said_at(piece, start, names) if voice == "own" else 0
        clause = Clause(start, end, voice, reference, bracketed, weak, since)
        said.append(clause)
        if not reference and not bracketed:
            outer = clause
    return tuple(said)


def _voice(
    piece: str,
    start: int,
    names: re.Pattern[str] | None,
    known: Sequence[tuple[int, int]],
    others: Sequence[int],
) -> tuple[Voice | None, bool]:
    end = start + len(piece)
    if any(start <= place < end for place in others) or _OTHER.search(piece):
        return "other", False
    dense = _DENSE.search(piece) is not None
    piece = _REPORTING.sub(lambda match: " " * len(match[0]), piece)
    piece = _OF_DENSE.sub("the ", piece) if dense else piece
    own = _OWN.search(piece) is not None or (names is not None and names.search(piece) is not None)
    if dense:
        return ("unknown" if own else "dense"), False
    if _OWN_BASELINE.search(piece):
        return "unknown", False
    if _unknown_name(piece[: _verb(piece, names)], known, start):
        return "other", False
    if own:
        return "own", False
    if _OWN_THING.search(piece):
        return "own", True
    return None, False
