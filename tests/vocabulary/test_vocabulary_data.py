from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from litscan.errors import PackagedDataError
from litscan.ids import parse_arxiv_id
from litscan.resources import load_toml
from litscan.vocabulary import NameKind, load_vocabulary
from litscan.vocabulary.load import FILES, build_vocabulary


def test_every_kind_has_a_file() -> None:
    assert set(FILES) == set(get_args(NameKind))


@pytest.mark.parametrize(
    ("kind", "least"), [("architecture", 150), ("dataset", 150), ("method", 80)]
)
def test_the_vocabulary_is_broad(kind: NameKind, least: int) -> None:
    assert len({name.name for name in load_vocabulary().names(kind)}) >= least


@pytest.mark.parametrize("kind", get_args(NameKind))
def test_every_listed_name_and_alias_is_found_as_itself(kind: NameKind) -> None:
    vocabulary = load_vocabulary()
    wrong = []
    for name in vocabulary.names(kind):
        for spelling in (name.name, *name.aliases):
            mentions = vocabulary.find(spelling, (kind,))
            if name.name not in [mention.name.name for mention in mentions]:
                wrong.append((name.name, spelling, [mention.name.name for mention in mentions]))
    assert wrong == []


def test_methods_carry_well_formed_arxiv_numbers_that_fit_their_year() -> None:
    for name in load_vocabulary().names("method"):
        if (number := name.attributes.get("arxiv")) is not None:
            assert re.fullmatch(r"\d{4}\.\d{4,5}", number)
            assert 2000 + int(number[:2]) >= name.attributes["year"] - 1, name.name
            assert str(parse_arxiv_id(number)) == number


def test_metrics_say_which_direction_is_better() -> None:
    for name in load_vocabulary().names("metric"):
        assert name.attributes["direction"] in ("higher", "lower")
        assert name.attributes["measure"]


def test_reference_figures_use_names_of_the_vocabulary() -> None:
    vocabulary = load_vocabulary()
    networks = load_toml("reference", "architectures.toml")["network"]
    sets = load_toml("reference", "datasets.toml")["set"]
    known = {name.name for name in vocabulary.names("architecture")}
    datasets = {name.name for name in vocabulary.names("dataset")}
    assert {item["network"] for item in networks} <= known
    assert {item["dataset"] for item in networks if "dataset" in item} <= datasets
    assert {item["dataset"] for item in sets} <= datasets
    assert all(low <= high for item in networks for low, high in [item["params"]])


def refusal(kind: NameKind, content: dict[str, Any]) -> str:
    with pytest.raises(PackagedDataError) as caught:
        build_vocabulary({kind: content})
    return str(caught.value)


def test_an_alias_of_two_entries_is_refused_by_file_and_entry() -> None:
    entries = [
        {"name": "Alpha", "aliases": ["Shared-1"]},
        {"name": "Beta", "aliases": ["shared 1"]},
    ]
    message = refusal("dataset", {"entry": entries})
    assert "datasets.toml" in message and "'Beta'" in message and "'Alpha'" in message


def test_a_family_member_that_is_an_entry_too_is_refused() -> None:
    content = {
        "entry": [{"name": "Net-7"}],
        "family": [{"name": "Net", "series": [{"template": "NetFam-{}", "values": ["7"]}]}],
    }
    assert "already stands for 'Net-7'" in refusal("architecture", content)


def test_spellings_that_differ_in_case_alone_may_be_two_names() -> None:
    entries = [{"name": "ABC", "exact": ["ABC"]}, {"name": "Abc", "exact": ["Abc"]}]
    vocabulary = build_vocabulary({"method": {"entry": entries}})
    assert [mention.name.name for mention in vocabulary.find("ABC Abc abc")] == ["ABC", "Abc"]


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ({"aliases": ["x"]}, "number 1 has no name"),
        ({"name": "X", "alias": ["y"]}, "unknown key 'alias'"),
        ({"name": "X", "aliases": "y"}, "aliases is not a list"),
        ({"name": "X", "aliases": ["--"]}, "no letters"),
    ],
)
def test_malformed_entries_are_refused_by_name(entry: dict[str, Any], what: str) -> None:
    message = refusal("method", {"entry": [entry]})
    assert what in message and "methods.toml" in message and "\n" not in message
