"""``litscan export``: the corpus's papers for other tools."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from litscan.cli.options import corpus_option, format_option, verbosity_options
from litscan.cli.outputs import is_standard_output, write_text
from litscan.errors import UsageError
from litscan.whole_files import write_named

if TYPE_CHECKING:
    from litscan.corpus import Corpus, PaperRecord

__all__ = ["command"]

_ENDINGS = {
    ".bib": "bibtex",
    ".ris": "ris",
    ".json": "csl",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
    ".svg": "prisma",
}


@click.command(
    "export",
    epilog="Examples: litscan export --format bibtex --output pruning.bib;"
    " litscan export --output papers.ris; litscan export --format prisma --output flow.svg",
)
@format_option(
    "bibtex",
    "ris",
    "csl",
    "csv",
    "jsonl",
    "parquet",
    "orkg",
    "prisma",
    default=None,
    told="as the output's name ends, else bibtex",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; standard output by default, and for -.",
)
@click.option(
    "--min-relevance",
    type=click.FloatRange(0, 1),
    help="Only papers at least this probably about pruning.",
)
@corpus_option
@verbosity_options
def command(
    format_: str | None, output: Path | None, min_relevance: float | None, corpus: str | None
) -> int:
    """Write the corpus's papers: BibTeX, RIS, CSL-JSON, CSV, JSON Lines or Parquet.

    ORKG is a comparison that the Open Research Knowledge Graph imports: a row of CSV for each
    number that a table prints of a paper's own method.

    PRISMA is the flow of papers from what was found to what the review rests on, with the reasons
    of those left out: as JSON, or drawn if the output is named FILE.svg.

    In CSV, text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
    carriage return) gets an apostrophe in front; numbers are as they are.
    """
    from litscan.config import load_settings
    from litscan.corpus import Corpus

    ending = output.suffix.lower() if output else ""
    format_ = format_ or _ENDINGS.get(ending, "bibtex")
    if format_ == "parquet" and is_standard_output(output):
        raise UsageError("Parquet is binary", advice="name a file: --output papers.parquet")
    settings = load_settings(corpus=corpus)
    with Corpus.open(settings.corpus, create=False, files=settings.files) as opened:
        if format_ == "prisma":
            write_text(_flow(opened, output, min_relevance), output)
            return 0
        every = list(opened.paper_records())
        records = [
            record
            for record in every
            if min_relevance is None
            or (record.relevance is not None and record.relevance >= min_relevance)
        ]
        if format_ == "orkg":
            write_text(_orkg(opened, records), output)
            return 0
    if format_ == "parquet":
        assert output is not None
        _write_parquet(records, output)
        return 0
    write_text(_render(records, format_, every), output)
    return 0


def _flow(corpus: Corpus, output: Path | None, threshold: float | None) -> str:
    from litscan.survey.prisma import prisma_flow

    flow = prisma_flow(corpus, threshold)
    if output is not None and output.suffix.lower() == ".svg":
        from litscan.survey.flow_diagram import flow_diagram

        return flow_diagram(flow)
    return json.dumps(flow.to_json(), ensure_ascii=False, indent=1) + "\n"


def _orkg(corpus: Corpus, records: list[PaperRecord]) -> str:
    from litscan.survey import build_results_table
    from litscan.survey.orkg import to_orkg

    results = build_results_table(corpus.results(), corpus.papers())
    return to_orkg(results, {record.key: record for record in records})


def _render(records: list[PaperRecord], format_: str, every: list[PaperRecord]) -> str:
    """Return papers as text; citation keys are those they have among every paper."""
    if format_ == "jsonl":
        return "".join(json.dumps(asdict(r), ensure_ascii=False) + "\n" for r in records)
    if format_ == "csv":
        return _csv(records)
    from litscan.corpus.export import citation_keys, to_bibtex, to_csl, to_ris

    keys = citation_keys(every)
    if format_ == "bibtex":
        return "\n".join(to_bibtex(records, keys))
    if format_ == "ris":
        return "".join(to_ris(records, keys))
    return json.dumps(to_csl(records, keys), ensure_ascii=False, indent=1) + "\n"


def _flat(record: PaperRecord) -> dict[str, object]:
    """Return a paper as one row: lists joined, since a cell holds one value."""
    row = asdict(record)
    row["authors"] = "; ".join(record.authors)
    row["categories"] = " ".join(record.categories)
    row["versions"] = "; ".join(f"v{v.number} {v.submitted}" for v in record.versions)
    return row


def _csv(records: list[PaperRecord]) -> str:
    import csv
    import io

    from litscan.corpus import PaperRecord
    from litscan.spreadsheet import guarded

    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(_flat(PaperRecord("x"))))
    writer.writeheader()
    for record in records:
        writer.writerow({name: guarded(value) for name, value in _flat(record).items()})
    return stream.getvalue()


def _write_parquet(records: list[PaperRecord], output: Path) -> None:
    from importlib.util import find_spec
    from io import BytesIO

    if find_spec("pyarrow") is None:
        raise UsageError("writing Parquet needs pyarrow", advice="pip install 'litscan[parquet]'")
    import pandas as pd

    table = pd.DataFrame([_flat(record) for record in records], columns=None)
    stream = BytesIO()
    table.to_parquet(stream, index=False)
    write_named(output, stream.getvalue())
