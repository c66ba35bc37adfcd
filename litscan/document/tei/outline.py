"""The headings of a TEI file: heads, and headings that GROBID left inside paragraphs.

Some styles run their headings into the paragraph (``2.1. Setup. We train ...``), and GROBID then
breaks them anywhere: the number alone is the head, or the head stops in mid-title. The elements
are put together here; which of them are headings is decided in `litscan.document.tei.headings`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from litscan.document.tei.headings import (
    Candidate,
    Decision,
    decide_headings,
    looks_like_title,
    run_in_headings,
)
from litscan.document.tei.source import local_name, shown_text

__all__ = ["Outline", "decide_outline"]

_NUMBER_ALONE = re.compile(r"\s*(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,4}\.?\s*")
_FIRST_SENTENCE = re.compile(r"\s*[^.]{2,160}\.(?=\s|\Z)")
_TITLE_GOES_ON = re.compile(r"\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|via|with)$|[,:]$")
_FEWEST_RUN_IN = 2


@dataclass(slots=True)
class Outline:
    """The headings of a paper by the element they stand in.

    `continued` names the element after a head, and how much of it is still that heading.
    """

    decided: dict[Any, tuple[Decision, ...]] = field(default_factory=dict)
    continued: dict[Any, tuple[Any, int]] = field(default_factory=dict)


def decide_outline(*regions: Any | None) -> Outline:
    """Decide which heads, and which openings of paragraphs, are headings.

    Parameters
    ----------
    *regions : element or None
        The parts of a text in reading order: body, back.
    """
    parts = [part for region in regions for part in _prose_of(region)]
    numbered = [e for e, _ in parts if local_name(e) == "head" and e.get("n")]
    full_stops = sum(shown_text(e).endswith(".") for e in numbered)
    run_in = full_stops >= max(_FEWEST_RUN_IN, len(numbered) / 2)
    outline = Outline()
    candidates: list[tuple[Any, int, Candidate]] = []
    taken: Any = None
    for index, (element, annex) in enumerate(parts):
        following = parts[index + 1][0] if index + 1 < len(parts) else None
        if element is taken:
            continue
        if local_name(element) == "head":
            shown, cut = _whole_head(element, following, run_in=run_in)
            if cut and following is not None:
                outline.continued[element] = following, cut
                taken = following if local_name(following) == "head" else None
            candidates.append((element, 0, Candidate(shown, element.get("n"), annex)))
        elif run_in:
            text = shown_text(element)
            for start, end in run_in_headings(text):
                opening = Candidate(text[start:end], None, annex, run_in=True)
                candidates.append((element, start, opening))
    decisions = decide_headings([candidate for _, _, candidate in candidates])
    for (element, offset, candidate), found in zip(candidates, decisions, strict=True):
        moved = tuple(
            Decision(d.start + offset, d.end + offset, d.number, d.title.rstrip("."), d.level)
            for d in found
        )
        outline.decided[element] = outline.decided.get(element, ()) + moved
        if not found and not candidate.run_in:
            outline.continued.pop(element, None)
    return outline


def _whole_head(head: Any, following: Any | None, *, run_in: bool) -> tuple[str, int]:
    """Return a head's text with what of the next element belongs to it, and how much that is."""
    shown = shown_text(head)
    if run_in and ". " in shown and head.get("n"):
        return shown[: shown.index(". ") + 1], 0
    if following is None:
        return shown, 0
    after = shown_text(following)
    if local_name(following) == "head":
        broken = _TITLE_GOES_ON.search(shown) and not following.get("n")
        whole = f"{shown} {after}"
        return (whole, len(after)) if broken and looks_like_title(whole) else (shown, 0)
    alone = _NUMBER_ALONE.fullmatch(shown) is not None
    cut_off = run_in and head.get("n") and not shown.endswith(".")
    sentence = _FIRST_SENTENCE.match(after)
    if sentence is None or not (alone or cut_off):
        return shown, 0
    title = sentence[0].strip() if alone else f"{shown} {sentence[0].strip()}"
    return (
        (f"{shown} {sentence[0].strip()}", sentence.end())
        if looks_like_title(title)
        else (shown, 0)
    )


def _prose_of(part: Any | None) -> list[tuple[Any, bool]]:
    """Return the heads and paragraphs under a part of the text, in reading order."""
    found: list[tuple[Any, bool]] = []
    annex = part is not None and part.get("type") == "annex"
    for child in part if part is not None else ():
        tag = local_name(child)
        if tag in ("div", "list"):
            found += [(e, annex or inner) for e, inner in _prose_of(child)]
        elif tag in ("head", "p"):
            found.append((child, annex))
    return found
