from __future__ import annotations

import random
import time

import pytest

from litscan.corpus import PaperRecord
from litscan.corpus.export import citation_keys, to_bibtex, to_csl, to_ris
from litscan.corpus.ingest import Problems
from litscan.corpus.ingest.bibtex import read_bibtex
from litscan.corpus.ingest.ris import read_ris

BIBTEX = r"""
% a comment with @ in it
@string{iclr = "Int. Conf. on Learning Representations"}
@comment{ @article{no, title={no}} }
@inproceedings{li2017pruning,
  title     = {Pruning {F}ilters for {E}fficient {C}onv{N}ets},
  author    = {Li, Hao and Kadav, Asim and M{\"u}ller, Zo\"e and others},
  booktitle = iclr # { 2017},
  year      = 2017, month = apr,
  eprint    = {1608.08710}, archivePrefix = {arXiv}, primaryClass = {cs.CV}
}
@article(lecun, title = "Optimal Brain Damage", author = {Yann LeCun}, year = "1990")
@article{broken, title = {never closed,
@misc{hinton2015, title={Distilling}, howpublished={arXiv preprint arXiv:1503.02531}, year={2015}}
"""

AWKWARD = [
    PaperRecord(
        "1608.08710",
        arxiv_id="1608.08710",
        title="50% of R&D_costs: #1 {set} $x^2$ ~ \\alpha",
        authors=("Zoë Müller", "Laurens van der Maaten", "DeepMind"),
        published="2017-04",
        venue="J. Mach. Learn. Res.",
        primary_category="cs.LG",
        doi="10.1000/a_b",
    ),
    PaperRecord("bib/cjk", title="剪枝 <b>神经</b> 网络", authors=("李 明",), published="2020"),
]


def test_bibtex_entries_become_papers() -> None:
    problems = Problems("refs.bib")
    papers = {record.citation_key: record for record in read_bibtex(BIBTEX, problems)}
    assert set(papers) == {"li2017pruning", "lecun", "hinton2015"}
    assert papers["hinton2015"].key == "1503.02531"
    li = papers["li2017pruning"]
    assert li.key == "1608.08710"
    assert li.title == "Pruning Filters for Efficient ConvNets"
    assert li.authors == ("Hao Li", "Asim Kadav", "Zoë Müller")
    assert li.venue == "Int. Conf. on Learning Representations 2017"
    assert (li.published, li.submitted, li.primary_category) == ("2017-04", None, "cs.CV")
    assert papers["lecun"].year == 1990
    assert problems.sentence().startswith("refs.bib: line 13: ")


def test_bibtex_survives_the_round_trip_with_any_character() -> None:
    keys = citation_keys(AWKWARD)
    text = "\n".join(to_bibtex(AWKWARD, keys))
    problems = Problems("x.bib")
    first, second = read_bibtex(text, problems)
    assert not problems
    assert first.title == AWKWARD[0].title
    assert first.authors == AWKWARD[0].authors
    assert (first.key, first.doi, first.venue) == ("1608.08710", "10.1000/a_b", AWKWARD[0].venue)
    assert (second.title, second.authors) == (AWKWARD[1].title, AWKWARD[1].authors)


def test_ris_survives_the_round_trip() -> None:
    problems = Problems("x.ris")
    found = list(read_ris("".join(to_ris(AWKWARD, citation_keys(AWKWARD))), problems))
    assert not problems
    assert [record.title for record in found] == [record.title for record in AWKWARD]
    assert found[0].authors == AWKWARD[0].authors
    assert (found[0].key, found[0].year) == ("1608.08710", 2017)


def test_a_ris_entry_that_does_not_end_is_named() -> None:
    text = "TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nER  - \nTY  - JOUR\nER  - \n"
    problems = Problems("x.ris")
    assert [record.title for record in read_ris(text, problems)] == ["Two"]
    assert set(problems.what.values()) == {"an entry that does not end", "an entry without a title"}


def test_csl_has_names_and_dates() -> None:
    item = to_csl(AWKWARD, citation_keys(AWKWARD))[0]
    assert item["author"][1] == {"family": "van der Maaten", "given": "Laurens"}
    assert item["author"][2] == {"literal": "DeepMind"}
    assert item["issued"] == {"date-parts": [[2017, 4]]}


def test_citation_keys_are_unique_and_do_not_depend_on_order() -> None:
    papers = [
        PaperRecord(f"bib/{n}", title="The Same", authors=("A B",), published="2020")
        for n in range(3)
    ]
    keys = citation_keys(papers)
    assert sorted(keys.values()) == ["b2020same", "b2020same-2", "b2020same-3"]
    assert keys == citation_keys(reversed(papers))


@pytest.mark.parametrize(
    "unit", ["@article{x,", "{", "@a{b,c={", '@a{b,c="', "@a{b,c=d#", "@string{"]
)
def test_hostile_bibtex_ends_soon(unit: str) -> None:
    started = time.monotonic()
    list(read_bibtex((unit + "\n") * 2000, Problems("x.bib")))
    assert time.monotonic() - started < 10


def test_noise_is_no_crash() -> None:
    shuffler = random.Random(7)
    letters = '@{}"=,#()\\ \nabc12'
    for _ in range(300):
        text = "".join(shuffler.choice(letters) for _ in range(200))
        list(read_bibtex("@article{k, " + text, Problems("x.bib")))
        list(read_ris("TY  - JOUR\n" + text, Problems("x.ris")))


def _bibtex(text: str) -> list[PaperRecord]:
    return list(read_bibtex(text, Problems("x.bib")))


def _ris(text: str) -> list[PaperRecord]:
    return list(read_ris(text, Problems("x.ris")))


def test_two_works_of_one_citation_key_stay_two() -> None:
    one = "@article{han2015, title={Learning both}, author={Han, Song}, year={2015}}"
    other = "@article{han2015, title={A Survey of Korea}, author={Han, Min}, year={2015}}"
    assert _bibtex(one)[0].key != _bibtex(other)[0].key
    first, second = _ris(
        "TY  - JOUR\nID  - 7\nTI  - One\nER  - \nTY  - JOUR\nID  - 7\nTI  - Two\nER  - \n"
    )
    assert first.key != second.key


def test_one_work_of_two_citation_keys_is_one() -> None:
    (bib,) = _bibtex("@article{a, title={Optimal {B}rain Damage}, author={LeCun, Y.}, year=1990}")
    (ris,) = _ris(
        "TY  - JOUR\nID  - b\nTI  - Optimal Brain Damage.\nAU  - LeCun, Yann\nPY  - 1990\nER  - "
    )
    assert ris.key == bib.key
    (by_doi,) = _bibtex("@article{c, title={X}, doi={https://doi.org/10.1000/ABC}}")
    (same,) = _ris("TY  - JOUR\nTI  - Y\nDO  - 10.1000/abc\nER  - ")
    assert by_doi.key == same.key == "doi/10.1000/abc"


def test_keys_and_names_are_of_bounded_length() -> None:
    long = "x" * 5000
    for entry in (f"title={{{long}}}", f"doi={{10.1000/{long}}}", f"note={{{long}}}"):
        (record,) = _bibtex(f"@article{{{long}, author={{{long}, {long}}}, {entry}}}")
        assert len(record.key) < 250
        assert record.citation_key is not None
        assert len(record.citation_key) <= 100
        assert all(len(name) <= 500 for name in record.authors)


def test_an_export_keeps_the_citation_keys_of_a_bibliography() -> None:
    records = _bibtex(
        "@article{li2016pruning, title={Mine}}\n@article{z, title={The Pruning}, author={B. Li},"
        " year={2016}}"
    )
    made = PaperRecord("1", title="Pruning", authors=("Hao Li",), published="2016")
    keys = citation_keys([made, *records])
    assert sorted(keys.values()) == ["li2016pruning", "li2016pruning-2", "z"]
    assert keys["1"] == "li2016pruning-2"
