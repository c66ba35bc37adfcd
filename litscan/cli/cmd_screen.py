"""``litscan screen``: people decide on the papers whose relevance is doubtful."""

from __future__ import annotations

import csv
import io
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import click

from litscan.cli.options import (
    corpus_option,
    emit,
    emit_json,
    format_option,
    tell,
    verbosity_options,
    visible,
)
from litscan.errors import MissingInputError, UsageError
from litscan.spreadsheet import guarded

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.corpus.screenings import Chosen, Screened
    from litscan.pipeline import ScreeningState
    from litscan.pipeline.screening import Undecided

__all__ = ["command"]

_EXAMPLES = """\b
Examples:
  litscan screen                       # one after the other, the most telling first
  litscan screen --random 50           # a random sample of what is left out: the elusion test
  litscan screen --status              # how much recall there is by now
  litscan screen --list 20 --format csv > doubtful.csv
  litscan screen 2301.00774 --include --reason "one-shot pruning of language models"
  litscan screen 2301.00774 --why      # what speaks for it and against it
  litscan screen 2301.00774 --undo
"""
_KEYS = "y relevant, n not, s skip, u undo the last, q quit; words after y or n are the reason"
_TELL_EVERY = 10

Said = Literal["decided", "skipped", "undo", "quit"]


@click.command("screen", epilog=_EXAMPLES)
@click.argument("paper", required=False)
@click.option("--include", "decision", flag_value="include", help="PAPER is relevant.")
@click.option("--exclude", "decision", flag_value="exclude", help="PAPER is not.")
@click.option("--undo", "decision", flag_value="undo", help="Take the decision on PAPER back.")
@click.option("--why", is_flag=True, help="Say what moved the probability of PAPER.")
@click.option("--reason", default="", help="Why you decided so.")
@click.option("--random", "drawn", type=click.IntRange(1), help="Go through so many drawn papers.")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many papers.")
@click.option("--list", "listed", type=click.IntRange(1), help="List so many doubtful papers.")
@click.option("--status", is_flag=True, help="Say how much recall there is, and stop.")
@click.option(
    "--target",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.95,
    show_default=True,
    help="Recall that is enough, by the lower end of its interval.",
)
@click.option("--by", metavar="NAME", help="Who decides.  [default: $LITSCAN_READER or the user]")
@corpus_option
@format_option("text", "json", "csv")
@verbosity_options
def command(**given: Any) -> int:
    """Decide whether papers are about pruning neural networks, the most telling first.

    Decisions are kept and outrank the classifier. After some papers, and at the end, litscan says
    how much of what is relevant is kept, with an interval, and whether to stop.
    """
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.pipeline import screening_state

    _check(given)
    settings = load_settings(corpus=given["corpus"], reader=given["by"])
    given["by"] = settings.reader
    with Corpus.open(settings.corpus, create=False, files=settings.files) as corpus:
        if given["paper"]:
            return _one(corpus, given)
        state = screening_state(corpus)
        if given["listed"]:
            _print_list(islice(state.next_papers(), given["listed"]), given["format_"])
        elif given["status"]:
            _print_status(state, given)
        else:
            _walk(corpus, state, given)
            _print_status(screening_state(corpus), given)
    return 0


def _check(given: dict[str, Any]) -> None:
    named = given["decision"] or given["why"]
    if named and not given["paper"]:
        raise UsageError("which paper?", advice="litscan screen PAPER --include")
    if given["paper"] and not named:
        raise UsageError(
            f"{given['paper']}: what of it?", advice="--include, --exclude, --undo or --why"
        )
    if given["format_"] == "csv" and not given["listed"]:
        raise UsageError(
            "--format csv is for --list", advice="litscan screen --list 50 --format csv"
        )


def _one(corpus: Corpus, given: dict[str, Any]) -> int:
    from litscan.pipeline import screen_papers

    key, decision = str(given["paper"]), given["decision"]
    found = corpus.paper(key)
    if found is None:
        raise MissingInputError(f"{corpus.name}: no paper {key!r}", advice="litscan search WORDS")
    screen_papers(corpus)
    if decision:
        _save(corpus, key, decision, "named", given["reason"], given["by"])
    if given["why"] or given["format_"] == "json":
        _print_why(corpus, key, found.title, found.abstract, given["format_"])
    else:
        emit(f"{key}: {decision}")
    return 0


def _print_why(
    corpus: Corpus, key: str, title: str | None, abstract: str | None, format_: str
) -> None:
    from litscan.collect.relevance import relevance

    judged = relevance(title or "", abstract)
    made = corpus.screenings()
    said = made[made["key"] == key].to_dict("records")
    if format_ == "json":
        emit_json(
            {
                "schema": "litscan.screening/1",
                "paper": key,
                "probability": round(judged.probability, 4),
                "threshold": judged.threshold,
                "relevant": said[0]["decision"] == "include" if said else judged.relevant,
                "kinds": list(judged.kinds),
                "reasons": list(judged.reasons),
                "decision": said[0] if said else None,
            }
        )
        return
    emit("\n".join([f"{key}: {title or '(no title)'}", *_judgement(judged)]))
    for row in said:
        who = f" by {row['reader']}" if row["reader"] else ""
        why = f": {row['reason']}" if row["reason"] else ""
        emit(f"  decided {row['made'][:10]}{who}: {row['decision']}{why}")


def _judgement(judged: Any) -> list[str]:
    side = "kept" if judged.relevant else "left out"
    lines = [f"  probability {judged.probability:.2f}, threshold {judged.threshold:.2f}: {side}"]
    if judged.kinds:
        lines.append(f"  kinds: {', '.join(judged.kinds)}")
    return lines + [f"  {reason}" for reason in judged.reasons]


def _print_list(papers: Iterable[Undecided], format_: str) -> None:
    rows = [
        {"key": paper.key, "probability": round(paper.probability, 4), "title": paper.title}
        for paper in papers
    ]
    if format_ == "json":
        emit_json({"schema": "litscan.screening_list/1", "papers": rows})
    elif format_ == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, ["key", "probability", "title"], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "title": guarded(str(row["title"]))} for row in rows)
        emit(text.getvalue())
    else:
        emit("\n".join(f"{r['probability']:.2f}  {r['key']:<16} {r['title']}" for r in rows))


def _print_status(state: ScreeningState, given: dict[str, Any]) -> None:
    target = given["target"]
    if given["format_"] == "json":
        stop = {"stop": state.enough(target), "target": target, "to_go": state.to_go(target)}
        emit_json({"schema": "litscan.screening_status/1", **state.to_json(), **stop})
        return
    emit("\n".join(_status(state, target)))


def _status(state: ScreeningState, target: float) -> list[str]:
    low, high = state.estimate.interval
    lines = [
        f"{state.included} included and {state.excluded} excluded by people, "
        f"{len(state.undecided)} undecided",
        f"recall of what is kept: {state.estimate.recall:.3f} ({low:.3f} to {high:.3f}), "
        f"about {state.estimate.missed:.0f} relevant papers missed",
    ]
    if state.sample:
        lines.append(
            f"random sample of what is left out: {state.sample.relevant} of "
            f"{state.sample.sampled} relevant, at most {state.sample.at_most:.1%} (95%)"
        )
    if state.without_words:
        lines.append(f"{state.without_words} papers without a word of pruning are not counted here")
    if state.enough(target):
        lines.append(f"enough: recall is {target:.2f} or more; stop here")
    elif more := state.to_go(target):
        papers = "1 more paper" if more == 1 else f"{more} more papers"
        lines.append(f"go on: about {papers} until recall is {target:.2f}")
    else:
        lines.append(f"go on: recall may be {target:.2f} by now, but is not sure to be")
    return lines


def _walk(corpus: Corpus, state: ScreeningState, given: dict[str, Any]) -> None:
    """Show papers and keep what is said of them, until there is no more or the reader leaves."""
    if given["format_"] != "text":
        raise UsageError("deciding is done in text", advice="--list or --status with --format json")
    chosen: Chosen = "random" if given["drawn"] else "uncertain"
    papers = iter(state.drawn(given["drawn"])) if given["drawn"] else state.next_papers()
    emit(_KEYS)
    done: list[Undecided] = []
    again: list[Undecided] = []
    waiting = islice(papers, given["limit"])
    while paper := again.pop() if again else next(waiting, None):
        _show(paper, len(done) + 1)
        said = _decide(corpus, paper, chosen, given, undoable=bool(done))
        if said == "quit":
            break
        if said == "undo":
            again += [paper, done.pop()]
            _save(corpus, again[-1].key, "undo", "named", "", given["by"])
            tell(f"{again[-1].key}: taken back; once more")
        elif said == "decided":
            done.append(paper)
            if len(done) % _TELL_EVERY == 0:
                _tell_status(corpus, given["target"])


def _tell_status(corpus: Corpus, target: float) -> None:
    from litscan.pipeline import screening_state

    for line in _status(screening_state(corpus), target)[1:]:
        tell(line)


def _decide(
    corpus: Corpus, paper: Undecided, chosen: Chosen, given: dict[str, Any], *, undoable: bool
) -> Said:
    """Ask until the paper is decided or skipped, or the one before is to be taken back."""
    for answer in _answers():
        word, _, reason = answer.partition(" ")
        if word in ("q", "quit"):
            return "quit"
        if word in ("s", "skip", ""):
            return "skipped"
        if word in ("u", "undo"):
            if undoable:
                return "undo"
            tell("there is nothing to take back")
        elif word in ("y", "yes", "n", "no"):
            decision: Screened = "include" if word.startswith("y") else "exclude"
            _save(corpus, paper.key, decision, chosen, reason or given["reason"], given["by"])
            return "decided"
        else:
            tell(f"{visible(word)!r} is no answer; {_KEYS}")
    return "quit"


def _answers() -> Iterator[str]:
    """Yield the lines typed, or piped in; a prompt is shown on a terminal only."""
    while True:
        if sys.stdin.isatty():
            click.echo("relevant? ", err=True, nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        yield line.strip()


def _show(paper: Undecided, number: int) -> None:
    from litscan.collect.relevance import relevance

    judged = relevance(paper.title, paper.abstract)
    abstract = textwrap.fill(paper.abstract, 96, initial_indent="  ", subsequent_indent="  ")
    lines = [f"\n{number}. {paper.key}: {paper.title}", abstract, *_judgement(judged)]
    emit("\n".join(line for line in lines if line))


def _save(
    corpus: Corpus, key: str, decision: Screened, chosen: Chosen, reason: str, by: str
) -> None:
    corpus.save_screening(key, decision, chosen=chosen, reason=reason, reader=by)
