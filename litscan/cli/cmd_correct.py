"""``litscan correct``: a reader's corrections of facts, singly or by CSV round trip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litscan.cli.correct_request import Request, check_kinds
from litscan.cli.correct_view import (
    corrections_csv,
    corrections_text,
    facts_json,
    facts_text,
    made_text,
)
from litscan.cli.options import (
    corpus_option,
    emit,
    emit_json,
    format_option,
    tell,
    verbosity_options,
)
from litscan.cli.outputs import is_standard_output, write_text

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.corpus.corrections.record import CorrectionRecord

__all__ = ["command"]

_FILE = click.Path(dir_okay=False, path_type=Path)
_EXAMPLES = """\b
Examples:
  litscan correct 1608.08710                      # its facts, with their ids
  litscan correct 1608.08710 f23ed63b0cf --set dataset=CIFAR-10 --note "Table 2"
  litscan correct 1608.08710 f9b0625d897 --remove --note "only cited"
  litscan correct 1608.08710 --add configurations --set dataset=CIFAR-10 \\
      --set architecture=VGG-16 --quote "we prune VGG-16 on CIFAR-10"
  litscan correct 1608.08710 runs --set count=3 --quote "averaged over three runs"
  litscan correct 1608.08710 paper_type --set study
  litscan correct --list
  litscan correct --undo c377d4a999c
  litscan correct --export facts.csv --kind results     # edit it in a spreadsheet, then
  litscan correct --import facts.csv --note "second reading"
"""


@click.command("correct", epilog=_EXAMPLES)
@click.argument("paper", required=False)
@click.argument("fact", required=False)
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE", help="Give a field a value.")
@click.option("--remove", is_flag=True, help="Remove the fact.")
@click.option("--add", "kind_added", metavar="KIND", help="Add a fact of this kind.")
@click.option("--quote", default="", help="Words of the paper that show it, as they stand there.")
@click.option("--at", metavar="FILE:LINE", help="Where the quote stands, if in several places.")
@click.option("--note", default="", help="Why; without a quote, how you know.")
@click.option("--by", metavar="NAME", help="Who says so.  [default: $LITSCAN_READER or the user]")
@click.option("--list", "listed", is_flag=True, help="List the corrections, of PAPER or of all.")
@click.option("--undo", metavar="ID", help="Take a correction back.")
@click.option("--export", "export_to", type=_FILE, metavar="FILE", help="Write facts as CSV.")
@click.option("--import", "import_from", type=_FILE, metavar="FILE", help="Take an edited CSV in.")
@click.option("--paper", "papers", multiple=True, metavar="PAPER", help="Export only this paper.")
@click.option("--remove-missing", is_flag=True, help="Facts whose rows were deleted go too.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only facts of this kind.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@format_option("text", "json", "csv", "jsonl")
@corpus_option
@verbosity_options
def command(**given: Any) -> int:
    """Correct a fact of a PAPER; the correction outranks the extractor for good.

    PAPER is its key in the corpus, such as an arXiv id.

    FACT is the fact's id or the beginning of it, as "litscan correct PAPER" shows it, or one of
    runs, training, links, paper_type, pruning_kinds, of which a paper has one. Ids stay the same
    when the paper is extracted again. KIND is one of entities, configurations, compares_to,
    results, or one of those words.

    An added fact stands on a --quote, found word for word in the paper's text; what no text
    says (a number in a figure) stands on your --note instead, marked as a reader's word.
    Everything that reads the corpus sees the corrected facts. Corrections are kept beside what
    the extractor says, and a later extraction leaves them in force: --list says of each whether
    it is "applied", the extractor "agrees" by now, it is "superseded" by a later one, "orphaned"
    (the extractor no longer finds the fact; the reader's stands on its quote) or "unquoted"
    (the quote is not in the present text; the correction waits).

    The CSV round trip: --export, change cells, and --import. Rows that you leave are left alone,
    also where the row is deleted (unless --remove-missing); "remove" in the column "action"
    removes a fact, and a row without id adds one, on its quote or your note. A fact that changed
    since the export is reported, not overwritten. All of a file is taken in or, if anything in it
    is wrong, nothing; importing it again changes nothing. What --list --format jsonl writes,
    --import FILE.jsonl takes into another corpus.
    """
    request = Request(**given)
    request.check()
    from litscan.config import load_settings
    from litscan.corpus import Corpus

    settings = load_settings(corpus=request.corpus, reader=request.by)
    with Corpus.open(settings.corpus, create=False, files=settings.files) as opened:
        if request.listed:
            _list(opened, request)
        elif request.export_to:
            _export(opened, request.export_to, request)
        elif request.import_from:
            if not _import(opened, request.import_from, request, settings.reader):
                return 2
        elif request.undo:
            done = opened.undo_correction(request.undo, dry_run=request.dry_run)
            _tell([done], request, "undone")
        elif request.shows:
            _show(opened, request)
        else:
            change = request.change(opened.find_paper(request.paper or ""), settings.reader)
            made = opened.make_corrections([change], dry_run=request.dry_run)
            _tell(made, request, "made")
        note_stale_audits(opened)
    return 0


def _show(corpus: Corpus, request: Request) -> None:
    paper = corpus.find_paper(request.paper or "")
    wanted = set(check_kinds(request.kinds))
    facts = [fact for fact in corpus.facts_of(paper) if not wanted or fact[0] in wanted]
    if request.format_ == "json":
        emit_json(facts_json(paper, facts))
    elif request.format_ == "csv":
        from litscan.corpus.corrections.sheet import facts_csv

        emit(facts_csv(corpus, [paper], sorted(wanted)))
    elif facts:
        emit(facts_text(facts))
    else:
        tell(f"{paper}: no facts; litscan extract reads them from its full text")


def _export(corpus: Corpus, path: Path, request: Request) -> None:
    from litscan.corpus.corrections.sheet import facts_csv

    kinds = check_kinds(request.kinds)
    named = (*request.papers, *([request.paper] if request.paper else []))
    extracted = [*corpus.facts()["key"], *corpus.results()["key"]]
    papers = [corpus.find_paper(name) for name in named] or sorted(set(extracted))
    text = facts_csv(corpus, dict.fromkeys(papers), kinds)
    write_text(text, path, encoding="utf-8-sig")  # with the mark by which spreadsheets know UTF-8
    if not is_standard_output(path):
        tell(f"{path}: facts of {len(papers)} papers")


def _import(corpus: Corpus, path: Path, request: Request, by: str) -> bool:
    """Take in an edited file; False if it holds errors, which are printed."""
    if path.suffix == ".jsonl":
        from litscan.corpus.corrections.exchange import read_corrections

        records = corpus.adopt_corrections(read_corrections(path), dry_run=request.dry_run)
        _tell(records, request, "made")
        return True
    from litscan.corpus.corrections.sheet_reading import plan_import

    plan = plan_import(
        corpus, path, by=by, note=request.note, remove_missing=request.remove_missing
    )
    if plan.unused:
        tell(f"{path}: columns not used: {', '.join(name[:40] for name in plan.unused)}")
    for message in plan.errors:
        click.echo(f"litscan: error: {' '.join(message.split())}", err=True)
    if plan.errors:
        tell("nothing was changed")
        return False
    made = corpus.make_corrections(plan.changes, dry_run=request.dry_run) if plan.changes else []
    _tell(made, request, "made")
    return True


def _list(corpus: Corpus, request: Request) -> None:
    paper = corpus.find_paper(request.paper) if request.paper else None
    wanted = set(check_kinds(request.kinds))
    records = [one for one in corpus.correction_records(paper) if not wanted or one.kind in wanted]
    if request.format_ == "json":
        emit_json([one.to_json() for one in records])
    elif request.format_ == "jsonl":
        for one in records:
            emit_json(one.to_json(), lines=True)
    elif request.format_ == "csv":
        emit(corrections_csv(records))
    elif records:
        emit(corrections_text(records))
    else:
        emit("no corrections")


def _tell(records: list[CorrectionRecord], request: Request, word: str) -> None:
    if request.format_ == "json":
        emit_json({word: [one.to_json() for one in records], "dry_run": request.dry_run})
        return
    if records:
        emit(made_text(records))
    told = f"{len(records)} correction{'' if len(records) == 1 else 's'}"
    if not records:
        emit("nothing to correct: the facts say so already")
    elif request.dry_run:
        emit(f"{told} would be {word}")
    else:
        emit(f"{told} {word}")


def note_stale_audits(corpus: Corpus) -> None:
    """Say so where stored findings rest on facts that are others by now."""
    stale = len(corpus.stale_audits())
    if stale:
        papers = "1 paper rest" if stale == 1 else f"{stale} papers rest"
        tell(f"findings of {papers} on older facts; run litscan audit all")
