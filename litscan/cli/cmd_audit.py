"""``litscan audit``: the rigor findings of papers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from litscan.cli.options import (
    corpus_option,
    format_option,
    progress,
    tell_error,
    verbosity_options,
)
from litscan.errors import LitscanError, MissingInputError

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.document import Document
    from litscan.ids import ArxivId
    from litscan.rigor import Audit

__all__ = ["command"]

SEVERITIES = ("critical", "major", "minor", "info")


FORMATS = ("text", "json", "html", "sarif", "markdown")


@click.command(
    "audit",
    epilog="Examples: litscan audit paper/main.tex --fail-on critical; litscan audit 1608.08710"
    " --format html --output audit.html; litscan audit all",
)
@click.argument("targets", metavar="TARGET...", nargs=-1, required=True)
@corpus_option
@format_option(*FORMATS)
@click.option(
    "--profile",
    metavar="NAME_OR_FILE",
    default=None,
    help="Severities and weights: blalock, neurips, strict, or a TOML file.  [default: blalock]",
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="End with status 1 if a check of this severity or worse fails.",
)
@click.option("--everything", is_flag=True, help="In text and SARIF, show passed checks too.")
@click.option(
    "--output",
    metavar="PATH",
    type=click.Path(allow_dash=True, path_type=str),
    help="Write there, not to standard output (-); with html and several papers, or where PATH"
    " ends with a slash, a folder of pages.",
)
@verbosity_options
def command(
    targets: tuple[str, ...],
    corpus: str | None,
    format_: str,
    profile: str | None,
    fail_on: str | None,
    everything: bool,  # noqa: FBT001 (click passes it by name)
    output: str | None,
) -> int:
    """Check the empirical rigor of papers, each finding with its evidence.

    A TARGET is a file (LaTeX, HTML, TEI or JATS XML, Markdown, PDF, text), a folder with an e-print
    or with papers in it, an arXiv id or another key of the corpus, or "all" for every paper of the
    corpus (whose findings are then stored there, but for papers of which only facts were imported).
    Papers of the corpus are set against each other, a file stands alone. With --format json, one
    paper gives one object, several give one object a line; sarif is one log in any case. A comment
    "% litscan: ignore[V01] reason" in the source sets a check aside: it is listed, and --fail-on
    does not end on it.
    """
    from litscan.cli.write_audits import AuditWriter
    from litscan.config import load_settings
    from litscan.rigor.profiles import load_profile

    settings = load_settings(corpus=corpus, profile=profile)
    load_profile(settings.profile)
    expanded = _expand(targets)
    several = len(expanded) > 1 or targets == ("all",)
    failures = [item for item in expanded if isinstance(item, LitscanError)]
    papers = [item for item in expanded if isinstance(item, str)]
    writer = AuditWriter(
        format_, output, several=several, everything=everything, profile=settings.profile
    )
    failed = broken = False
    for outcome in chain(failures, _audits(papers, settings.corpus, settings.profile)):
        if isinstance(outcome, LitscanError):
            tell_error(outcome)
            writer.miss(outcome)
            broken = True
            continue
        audit, document = outcome
        writer.add(audit, document)
        worst = audit.worst_failure()
        failed |= bool(fail_on and worst and _index(worst) <= _index(fail_on))
    writer.close()
    return 2 if broken else int(failed)


def _index(severity: str) -> int:
    return SEVERITIES.index(str(severity))


def _audits(
    targets: list[str], corpus: str, profile: str
) -> Iterator[tuple[Audit, Document] | LitscanError]:
    with progress(targets, "audit", len(targets)) as shown:
        for target in shown:
            if target == "all" and not Path(target).exists():
                yield from _audit_corpus(corpus, profile)
            else:
                try:
                    yield _audit_one(target, corpus, profile)
                except LitscanError as error:
                    yield error


def _expand(targets: tuple[str, ...]) -> list[str | LitscanError]:
    """Return the targets with folders of papers replaced by the papers in them."""
    from litscan.cli.targets import find_papers

    expanded: list[str | LitscanError] = []
    for target in targets:
        if not target.strip():  # a variable that is not set, not the folder one stands in
            expanded.append(MissingInputError("a target is empty", advice="name a file or folder"))
        elif Path(target).is_dir():
            found, failures = find_papers([Path(target)])
            expanded += [*map(str, found), *failures]
        else:
            expanded.append(target)
    return expanded


def _audit_one(target: str, corpus: str, profile: str) -> tuple[Audit, Document]:
    from litscan.document import read_document
    from litscan.rigor import audit

    if Path(target).exists():
        document = read_document(target)
        return audit(document, profile=profile), document
    from litscan.corpus import Corpus

    identifier = _arxiv_id(target)
    if identifier is None and "://" not in corpus and not Path(corpus).exists():
        raise _no_such(target)
    with Corpus.open(corpus, create=False) as opened:
        return _audit_stored(opened, target, identifier, profile)


def _audit_stored(
    opened: Corpus, target: str, identifier: ArxivId | None, profile: str
) -> tuple[Audit, Document]:
    from litscan.pipeline import document_of
    from litscan.rigor import audit

    key = identifier.base if identifier else target
    found = document_of(opened, key, identifier.version if identifier else None)
    if found is None and identifier is None and opened.paper(key) is None:
        raise _no_such(target, opened.name)
    if found is None:
        advice = f"litscan fetch {identifier}" if identifier else "litscan import takes files in"
        raise MissingInputError(f"{opened.name}: no full text of {target}", advice=advice)
    document = opened.load_document(found)
    known = found in opened.extracted()
    facts = opened.load_extraction(found, document) if known else None
    others = opened.literature().seen_by(key)
    return audit(document, facts, profile=profile, corpus=others), document


def _arxiv_id(target: str) -> ArxivId | None:
    from litscan.ids import parse_arxiv_id

    try:
        return parse_arxiv_id(target)
    except LitscanError:
        return None


def _no_such(target: str, corpus: str = "") -> MissingInputError:
    searched = f", and no paper of {corpus}" if corpus else ""
    return MissingInputError(
        f"{target}: no such file or folder{searched}",
        advice="give a path, an arXiv id or another key of the corpus, or: all",
    )


def _audit_corpus(corpus: str, profile: str) -> Iterator[tuple[Audit, Document]]:
    from litscan.corpus import Corpus
    from litscan.pipeline import audit_documents, audit_stated

    with Corpus.open(corpus, create=False) as opened:
        for stage in (audit_documents, audit_stated):
            for _, document, result in stage(opened, profile=profile):
                yield result, document
