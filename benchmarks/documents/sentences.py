"""Do sentences end where others say they do?

Four sets of papers come cut into sentences by their makers, none of them with litscan's rules:
SciREX, SciER and SciNLP by automatic splitters (with the splitters' own mistakes, so agreement
below 1 is not all ours), TDMSci as single sentences chosen by people. Their tokens are set as
prose again, sentences one space apart, and the boundaries inside each paragraph compared.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from litscan.document.sentences import split_sentences

__all__ = ["as_prose", "measure"]

SETS = ("scirex", "scier", "scinlp", "tdmsci")
_SENTENCES_A_PARAGRAPH = 8
_NO_SPACE_BEFORE = re.compile(r" (?=(?:[,.;:!?)\]}%]|’s|'s|n't|’|'')(?: |$))")
_NO_SPACE_AFTER = re.compile(r"(?:(?<= )|^)([(\[{$“]|``) ")
_HYPHEN = re.compile(r"(?<=\w) ([-–/]) (?=\w)")
_SPLIT_NUMBER = re.compile(r"(?<=\d) (?=\d(?:[ .,%)]|$))|(?<=\d) ?(?P<dot>[.,]) ?(?=\d)")
_STOP = re.compile(r"[.!?…][\"'”’)\]}]*\Z")
_HEADING = ("section :", "subsection :", "subsubsection :", "paragraph :")


def as_prose(tokens: list[str]) -> str:
    """Return tokens set as a printer would, as far as can be told.

    Examples
    --------
    >>> as_prose("In contrast ( Li et al . , 2 0 1 7 ) , state - of - the - art .".split())
    'In contrast (Li et al., 2017), state-of-the-art.'
    """
    text = " ".join(tokens)
    text = _SPLIT_NUMBER.sub(lambda m: m["dot"] or "", text)
    text = _HYPHEN.sub(r"\1", text)
    for _ in range(3):
        text = _NO_SPACE_AFTER.sub(r"\1", _NO_SPACE_BEFORE.sub("", text))
    return " ".join(text.split())


def _paragraphs(shared: Path, name: str) -> Iterator[list[str]]:
    """Yield runs of sentences that stood together."""
    run: list[str] = []
    with gzip.open(shared / "gold" / name / "test.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record: dict[str, Any] = json.loads(line)
            tokens = record["tokens"]
            if "sentences" not in record:
                run.append(as_prose(tokens))
                if len(run) >= _SENTENCES_A_PARAGRAPH:
                    yield run
                    run = []
                continue
            for start, end in record["sentences"]:
                sentence = as_prose(tokens[start:end])
                if not sentence or " ".join(tokens[start:end]).lower().startswith(_HEADING):
                    yield run
                    run = []
                else:
                    run.append(sentence)
            yield run
            run = []
    yield run


def _agreement(paragraphs: Iterator[list[str]]) -> dict[str, Any]:
    right = printed = wanted = stopped = right_stopped = sentences = 0
    for paragraph in paragraphs:
        at, gold = 0, set()
        for sentence in paragraph:
            at += len(sentence)
            gold.add(at)
            at += 1
        gold.discard(at - 1)  # the paragraph's own end is given, not found
        text = " ".join(paragraph)
        found = {span.end for span in split_sentences(text)} - {at - 1}
        after_stop = {end for end in gold if _STOP.search(text, max(end - 6, 0), end)}
        stopped += len(after_stop)
        right_stopped += len(found & after_stop)
        right += len(found & gold)
        printed += len(found)
        wanted += len(gold)
        sentences += len(paragraph)
    precision, recall = right / max(printed, 1), right / max(wanted, 1)
    return {
        "sentences": sentences,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
        "recall_where_a_stop_stands": round(right_stopped / max(stopped, 1), 4),
    }


def measure(shared: Path) -> dict[str, Any]:
    """Return boundary precision, recall and F1 of each set that is there."""
    return {
        name: _agreement(_paragraphs(shared, name))
        for name in SETS
        if (shared / "gold" / name / "test.dev.jsonl.gz").is_file()
    }


if __name__ == "__main__":
    from benchmarks.gold import shared_folder

    print(json.dumps(measure(shared_folder()), indent=1))
