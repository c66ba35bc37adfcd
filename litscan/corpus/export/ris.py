"""Papers as RIS, for reference managers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from litscan.corpus.export.citation_keys import split_name
from litscan.corpus.export.work_type import work_type
from litscan.corpus.records import PaperRecord

__all__ = ["to_ris"]


def to_ris(records: Iterable[PaperRecord], keys: Mapping[str, str]) -> Iterator[str]:
    """Yield one RIS entry a paper, ending in a blank line; `keys` are the citation keys."""
    for record in records:
        lines = [("TY", work_type(record).ris), ("ID", keys[record.key])]
        lines.append(("TI", record.title or record.key))
        lines += [("AU", ", ".join(filter(None, split_name(name)))) for name in record.authors]
        date = (record.published or record.submitted or "")[:10]
        if date:
            lines.append(("PY", date[:4]))
        if len(date) == 10:
            lines.append(("DA", date.replace("-", "/")))
        lines += [("T2", record.venue or ""), ("AB", record.abstract or "")]
        lines.append(("DO", record.doi or ""))
        if record.arxiv_id:
            lines.append(("UR", f"https://arxiv.org/abs/{record.arxiv_id}"))
        body = "\r\n".join(f"{tag}  - {' '.join(text.split())}" for tag, text in lines if text)
        yield f"{body}\r\nER  - \r\n\r\n"
