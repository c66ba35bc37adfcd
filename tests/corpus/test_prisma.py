"""A PRISMA flow adds up, in SQLite and PostgreSQL, and its drawing is readable and safe."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.fetches import Fetch
from litscan.corpus.records import Counts
from litscan.survey.flow_diagram import flow_diagram
from litscan.survey.prisma import OTHER_WAYS, Flow, SourceCount, Step, prisma_flow

TEX = r"""\documentclass{article}
\title{Pruning a Network}
\begin{document}
\maketitle
We prune filters of ResNet-50 on ImageNet and fine-tune for 90 epochs.
\end{document}
"""


def arxiv(number: int, relevance: float | None, **more: object) -> PaperRecord:
    key = f"2401.{number:05d}"
    given = {"title": f"Paper {number}", "source": "arxiv-api", "relevance": relevance, **more}
    return PaperRecord(key, arxiv_id=key, version=1, **given)  # type: ignore[arg-type]


@pytest.fixture
def filled(corpus: Corpus, tmp_path: Path) -> Corpus:
    """Sixteen papers of two runs and a bibliography, at all stages."""
    first = [arxiv(n, 0.9) for n in range(1, 9)] + [arxiv(n, 0.1) for n in (9, 10)]
    first += [arxiv(11, 0.0), arxiv(12, None, title=None), arxiv(13, None)]
    second = [arxiv(1, 0.9, source="arxiv-oai"), arxiv(14, 0.8, source="arxiv-oai")]
    store_run(corpus, "arxiv-api", first, promised=13)
    store_run(corpus, "arxiv-oai", second, position={"excluded": 3, "skipped": 1}, more=4)
    corpus.add_papers(
        [
            PaperRecord("bib/a", title="Elsewhere", relevance=0.9, source="bibtex:article"),
            PaperRecord("bib/b", title="Elsewhere too", relevance=0.0, source="bibtex:article"),
        ]
    )
    corpus.save_screening("2401.00002", "exclude", reason="prunes  trees", reader="me")
    corpus.save_screening("2401.00009", "include", reader="me")
    corpus.save_screening("2401.00010", "include", reader="me")
    corpus.save_screening("2401.00010", "undo", reader="me")
    for number, outcome in ((3, "no_text"), (4, "unreadable"), (5, "unanswered"), (6, "source")):
        corpus.record_fetch(f"2401.{number:05d}", Fetch(1, outcome, "pdf"))
    read(corpus, tmp_path, "2401.00001", extracted=True)
    read(corpus, tmp_path, "2401.00009", extracted=True)
    read(corpus, tmp_path, "2401.00007", extracted=False)
    failed = read(corpus, tmp_path, "2401.00008", extracted=False)
    corpus.record_stage("extract", "0", document=failed, outcome="failed", message="boom")
    return corpus


def store_run(
    corpus: Corpus,
    source: str,
    records: list[PaperRecord],
    *,
    promised: int | None = None,
    position: dict[str, int] | None = None,
    more: int = 0,
) -> None:
    run = corpus.begin_collection(source, {"of": source})
    came: Counts = corpus.add_papers(records)
    got = len(records) + more
    corpus.save_progress(run.number, position, promised=promised, received=got, counts=came)
    corpus.finish_collection(run.number, "done")


def read(corpus: Corpus, folder: Path, key: str, *, extracted: bool) -> int:
    from litscan.document import read_document
    from litscan.extraction import extract

    path = folder / f"{key}.tex"
    path.write_text(TEX + f"% {key}\n")
    document = read_document(path)
    number = corpus.save_document(key, document)
    if extracted:
        corpus.save_extraction(number, extract(document, learned=False))
    return number


def steps(flow: Flow) -> tuple[Step, ...]:
    return (flow.identified, flow.screened, flow.sought, flow.assessed)


def test_every_number_is_counted_and_adds_up(filled: Corpus) -> None:
    flow = prisma_flow(filled, threshold=0.5)
    assert flow.sources == (
        SourceCount("arxiv-api", 1, 13, 13, 13),
        SourceCount("arxiv-oai", 1, None, 6, 1),
        SourceCount(OTHER_WAYS, 0, None, 2, 2),
    )
    assert flow.identified == Step(
        21,
        {
            "of other categories or days": 3,
            "duplicates: known already when they came": 1,
            "not screened yet": 1,
            "records that could not be read": 1,
            "without a title to screen by": 1,
        },
    )
    assert flow.screened == Step(
        14,
        {
            "by the model: no word of pruning or sparsity": 2,
            "by a person: prunes trees": 1,
            "by the model: probability under 0.5": 1,
        },
    )
    assert flow.sought == Step(
        10,
        {
            "arXiv has no text of it": 1,
            "its text was not kept": 1,
            "no usable answer yet": 1,
            "not asked for yet": 1,
            "not on arXiv, no file given": 1,
            "what came could not be read": 1,
        },
    )
    assert flow.assessed == Step(4, {"not extracted yet": 1, "the extractor failed on it": 1})
    assert (flow.included, flow.several_sources, flow.decided) == (2, 1, 2)
    for step, after in pairwise(steps(flow)):
        assert step.remained == after.entered
    assert sum(source.got for source in flow.sources) == flow.identified.entered


def test_an_empty_corpus_flows_too(corpus: Corpus) -> None:
    flow = prisma_flow(corpus, threshold=0.5)
    assert (flow.identified, flow.included) == (Step(0), 0)
    ElementTree.fromstring(flow_diagram(flow))


def test_papers_of_runs_that_were_cut_short_are_not_lost(corpus: Corpus) -> None:
    """The papers of a page are stored, the run is killed before it notes them, and goes on."""
    corpus.add_papers([arxiv(1, 0.9), arxiv(2, 0.9)])
    store_run(corpus, "arxiv-api", [arxiv(n, 0.9) for n in (1, 2, 3)])
    flow = prisma_flow(corpus, threshold=0.5)
    assert [(s.got, s.new) for s in flow.sources] == [(3, 1), (2, 2)]
    assert (flow.identified.entered, flow.screened.entered) == (5, 3)


def words(svg: str) -> str:
    root = ElementTree.fromstring(svg)
    rows = root.iter("{http://www.w3.org/2000/svg}text")
    return " ".join(row.text or "" for row in rows)


def test_the_drawing_says_what_the_numbers_are(filled: Corpus) -> None:
    flow = prisma_flow(filled, threshold=0.5)
    drawn = words(flow_diagram(flow))
    for step in steps(flow):
        assert f"(n = {step.entered})" in drawn
        for reason, count in step.left.items():
            assert f"{reason} (n = {count})" in drawn
    assert "Papers included (n = 2)" in drawn
    assert "arxiv-api: 13 of 13 announced, 1 run" in drawn


def test_the_drawing_runs_nothing_and_asks_for_nothing_whatever_people_write() -> None:
    wild = "<script>alert(1)</script>\x1b]0;\x00 & " + "x" * 300
    written = {f"by a person: {n} {wild}": 1 for n in range(20)}
    flow = Flow((), Step(40), Step(40, written), Step(20), Step(20), 0, 20, 0.5)
    svg = flow_diagram(flow)
    root = ElementTree.fromstring(svg)
    assert not [e for e in root.iter() if e.tag.rpartition("}")[2] in ("script", "image", "a")]
    assert not re.search(r'(href|src|on\w+)="|url\((?!#)|@import', svg)
    assert "12 other reasons (n = 12)" in words(svg)


def test_no_line_is_wider_than_its_box() -> None:
    from matplotlib.textpath import TextPath

    reasons = {"by a person: " + "wide WWWW words MMMM " * 6: 1, "m" * 150: 2}
    source = SourceCount("snapshot:arxiv-metadata-oai-snapshot.json", 12, 2_700_000, 2_700_000, 1)
    flow = Flow((source,), Step(2_700_000, reasons), Step(3), Step(3), Step(3), 2, 0, 0.5)
    root = ElementTree.fromstring(flow_diagram(flow))
    space = "{http://www.w3.org/2000/svg}"
    boxes = [e for e in root.iter(f"{space}rect") if e.get("class") == "box"]
    checked = 0  # DejaVu Sans, which is measured here, is broader than Helvetica
    for text in root.iter(f"{space}text"):
        if text.get("transform"):
            continue
        x, y = float(text.get("x", 0)), float(text.get("y", 0))
        wide = TextPath((0, 0), text.text or "", size=13).get_extents().width * 0.87
        inside = [
            box
            for box in boxes
            if float(box.get("x", 0)) < x < float(box.get("x", 0)) + float(box.get("width", 0))
            and float(box.get("y", 0)) < y < float(box.get("y", 0)) + float(box.get("height", 0))
        ]
        checked += len(inside)
        for box in inside:
            assert x + wide <= float(box.get("x", 0)) + float(box.get("width", 0)), text.text
    assert checked > 15


def test_the_command_writes_json_and_draws(filled: Corpus, corpus_url: str, tmp_path: Path) -> None:
    output = tmp_path / "flow.svg"
    command = [sys.executable, "-m", "litscan", "export", "--format", "prisma"]
    command += ["--corpus", corpus_url, "--min-relevance", "0.5"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True)
    assert json.loads(printed.stdout) == prisma_flow(filled, threshold=0.5).to_json()
    drawn = subprocess.run([*command, "-o", str(output)], check=True, capture_output=True)
    assert (drawn.stdout, drawn.stderr) == (b"", b"")
    assert "Papers included (n = 2)" in words(output.read_text(encoding="utf-8"))
