"""Addresses of the authors' own code: said to be theirs, or standing bare beside the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Evidence, Span
from litscan.extraction.ground import Ground
from litscan.extraction.link_cues import URL
from litscan.extraction.mentions import quote_around
from litscan.extraction.own import normal
from litscan.extraction.records import Links

__all__ = ["find_links"]

_REPOSITORY = re.compile(
    r"github\.com/[^/\s]+/[^/\s]+|gitlab\.com/|bitbucket\.org/|4open\.science|github\.io|zenodo",
    re.IGNORECASE,
)
_MOST = 3


def find_links(ground: Ground) -> Links:
    """Return the links to the authors' own code."""
    found: dict[str, Evidence] = {}
    for url, evidence in (*_stated(ground), *_bare(ground)):
        found.setdefault(_key(url), evidence)
    urls: dict[str, str] = {}
    for url, _ in (*_stated(ground), *_bare(ground)):
        urls.setdefault(_key(url), url)
    keys = list(found)[:_MOST]
    quotes = tuple(dict.fromkeys(found[key] for key in keys))
    return Links(tuple(urls[key] for key in keys), quotes)


def _key(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|\.git$|/+$", "", url.lower()).rstrip("/")


def _stated(ground: Ground) -> Iterator[tuple[str, Evidence]]:
    for cue in ground.labelled("own_code"):
        if ground.scan.zones.at(cue.span.start) != "outside":
            yield cue.value, quote_around(ground.document, cue.span)
    own = ground.scan.own_names
    for cue in ground.labelled("named_code"):
        said = ground.document.quote(cue.sentence)
        if ground.scan.zones.at(cue.span.start) != "outside" and any(
            re.search(rf"\b(?:of|by|from) (?:the )?{re.escape(name)}(?!\w)", said) for name in own
        ):
            yield cue.value, quote_around(ground.document, cue.span)


def _bare(ground: Ground) -> Iterator[tuple[str, Evidence]]:
    """Repository addresses of the front pages, or whose name is the method's own."""
    others = {cue.value for cue in ground.labelled("other_url", "named_code")}
    own = [normal(name) for name in ground.scan.own_names if len(normal(name)) >= 3]
    for cue in ground.labelled("bare_url"):
        if cue.value in others or not _REPOSITORY.search(cue.value):
            continue
        role = ground.scan.zones.role_at(cue.span.start)
        if ground.scan.zones.at(cue.span.start) == "outside":
            continue
        named = any(name in normal(cue.value.rpartition("/")[2] or cue.value) for name in own)
        if named or (
            role in ("abstract", "introduction", "other") and _alone(ground, cue.sentence)
        ):
            yield cue.value, quote_around(ground.document, cue.span)


def _alone(ground: Ground, sentence: Span) -> bool:
    text = ground.document.quote(sentence)
    if sentence.start > 0.25 * len(ground.document.text):
        return False
    rest = URL.sub(" ", text)
    return len(re.sub(r"(?i)footnote(?:text)?|\W|\d", "", rest)) <= 12
