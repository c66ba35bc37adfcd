"""Papers as CSL-JSON, for citeproc, Pandoc and Zotero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from litscan.corpus.export.citation_keys import split_name
from litscan.corpus.export.work_type import work_type
from litscan.corpus.records import PaperRecord

__all__ = ["to_csl"]


def to_csl(records: Iterable[PaperRecord], keys: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the CSL-JSON items of papers; `keys` become their ids.

    Examples
    --------
    >>> paper = PaperRecord("1", title="Pruning", authors=("Song Han",), published="2016-05")
    >>> to_csl([paper], {"1": "han2016"})[0]["issued"]
    {'date-parts': [[2016, 5]]}
    """
    return [_item(record, keys[record.key]) for record in records]


def _item(record: PaperRecord, key: str) -> dict[str, Any]:
    date = (record.published or record.submitted or "")[:10]
    item: dict[str, Any] = {
        "id": key,
        "type": work_type(record).csl,
        "title": record.title or record.key,
        "author": [_name(name) for name in record.authors],
        "issued": {"date-parts": [[int(part) for part in date.split("-")]]} if date else None,
        "container-title": record.venue,
        "abstract": record.abstract,
        "DOI": record.doi,
        "number": f"arXiv:{record.arxiv_id}" if record.arxiv_id else None,
        "URL": f"https://arxiv.org/abs/{record.arxiv_id}" if record.arxiv_id else None,
    }
    return {name: value for name, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    family, given = split_name(name)
    return {"family": family, "given": given} if given else {"literal": family}
