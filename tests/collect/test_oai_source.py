from __future__ import annotations

import pytest
from oai_server import Paper, SmallOai, thirteen_papers
from pytest_httpserver import HTTPServer
from werkzeug import Response

from litscan.collect.oai import OaiSource, Window, oai_address
from litscan.collect.oai.errors import BadArgumentError, CannotDisseminateFormatError
from litscan.collect.oai.source import RESTARTS
from litscan.collect.session import PoliteSession
from litscan.errors import NetworkError

SET = "cs:cs:LG"


@pytest.fixture
def server(httpserver: HTTPServer) -> SmallOai:
    small = SmallOai(thirteen_papers())
    httpserver.expect_request("/oai").respond_with_handler(small.answer)
    return small


@pytest.fixture
def source(httpserver: HTTPServer, server: SmallOai, quick: PoliteSession) -> OaiSource:
    return OaiSource(quick, oai_address(httpserver.url_for("")))


def walk(source: OaiSource, window: Window | None = None, reached: str | None = None) -> list[str]:
    pages = source.pages(SET, window or Window(), reached)
    return [record.arxiv_id[-2:] for page in pages for record in page.records]


EVERY = [f"{i:02d}" for i in range(1, 14)]


def test_a_list_is_followed_to_its_end(source: OaiSource, server: SmallOai) -> None:
    pages = list(source.pages(SET, Window()))
    assert [len(page.records) for page in pages] == [4, 4, 4, 1]
    assert [page.complete for page in pages] == [False, False, False, True]
    assert [page.reached for page in pages] == [
        "2026-01-02", "2026-01-03", "2026-01-05", "2026-01-05"
    ]  # fmt: skip
    assert {page.began for page in pages} == {"2026-01-10"}
    assert server.asked[0] == {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "set": SET}
    assert server.asked[1].keys() == {"verb", "resumptionToken"}


def test_a_window_asks_for_its_days_only(source: OaiSource, server: SmallOai) -> None:
    assert walk(source, Window("2026-01-02", "2026-01-03")) == EVERY[2:8]
    assert (server.asked[0]["from"], server.asked[0]["until"]) == ("2026-01-02", "2026-01-03")


def test_a_walk_goes_on_from_the_day_it_reached(source: OaiSource, server: SmallOai) -> None:
    assert walk(source, Window(), "2026-01-04") == EVERY[8:]
    assert server.asked[0]["from"] == "2026-01-04"


@pytest.mark.parametrize(
    "fault",
    [
        lambda good: Response(b""),
        lambda good: Response(good.data[: len(good.data) // 2], content_type="text/xml"),
        lambda good: Response("<html><body>We are sorry</body></html>", content_type="text/html"),
        lambda good: Response("Rate exceeded.", 429),
        lambda good: Response("first byte timeout", 503, {"Retry-After": "1"}),
    ],
    ids=["blank", "cut", "html", "429", "503"],
)
def test_a_spoilt_answer_is_asked_for_again(
    source: OaiSource, server: SmallOai, fault: object
) -> None:
    server.faults = {1: fault, 3: fault, 4: fault}  # type: ignore[dict-item]
    assert walk(source) == EVERY
    assert len(server.asked) == 7


def test_an_expired_token_begins_the_window_again_from_its_day(
    source: OaiSource, server: SmallOai
) -> None:
    server.expired = {2}
    found = walk(source)
    assert sorted(set(found)) == EVERY
    assert [asked.get("from") for asked in server.asked if "set" in asked] == [None, "2026-01-03"]
    assert len(found) == len(EVERY) + 3  # the day reached comes again


def test_a_server_without_order_is_asked_from_the_beginning(
    source: OaiSource, server: SmallOai
) -> None:
    server.ordered, server.expired = False, {2}
    assert sorted(set(walk(source))) == EVERY
    assert [asked.get("from") for asked in server.asked if "set" in asked] == [None, None]


def test_a_day_longer_than_the_life_of_tokens_is_bounded(
    source: OaiSource, server: SmallOai
) -> None:
    server.expired = set(range(1, 1000))
    server.papers = [Paper(f"2401.{i:05d}", "2026-01-01") for i in range(1, 10)]
    with pytest.raises(NetworkError, match="without getting on"):
        walk(source)
    assert len(server.asked) <= 2 * (RESTARTS + 3)


def test_short_lives_of_tokens_are_got_through(source: OaiSource, server: SmallOai) -> None:
    """One day fills three pages, and it takes a while until two tokens in a row are good."""
    server.expired = {1, 2, 4, 6, 7, 9, 12}
    server.papers = [Paper(f"2401.{i:05d}", "2026-01-01") for i in range(1, 9)]
    server.papers += [Paper(f"2401.{i:05d}", "2026-01-02") for i in range(9, 14)]
    assert sorted(set(walk(source))) == EVERY


def test_tokens_that_are_never_good_are_not_used_for_long(
    source: OaiSource, server: SmallOai
) -> None:
    server.expired = set(range(1, 1000))
    server.papers = [Paper(f"2401.{i:05d}", f"2026-01-{i:02d}") for i in range(1, 31)]
    assert len(set(walk(source))) == 30
    refused = sum("resumptionToken" in asked for asked in server.asked)
    assert refused == 2
    assert len(server.asked) == refused + 10  # three days more from each list of four


def test_a_list_that_goes_in_a_circle_ends(
    source: OaiSource, server: SmallOai, httpserver: HTTPServer
) -> None:
    server.papers = thirteen_papers()
    first = server.page_of({"set": SET})
    httpserver.clear()
    httpserver.expect_request("/oai").respond_with_response(first)
    with pytest.raises(NetworkError, match="circle"):
        walk(source)


def test_nothing_new_is_asked_once_and_an_empty_set_thrice(
    source: OaiSource, server: SmallOai
) -> None:
    assert walk(source, Window("2026-01-09")) == []
    assert len(server.asked) == 1
    server.papers = []
    assert walk(source) == []
    assert len(server.asked) == 4


def test_an_empty_list_where_records_are_due_is_no_end(source: OaiSource, server: SmallOai) -> None:
    server.papers = []
    with pytest.raises(NetworkError, match="where records are due"):
        walk(source, Window(), "2026-01-04")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("badArgument", BadArgumentError),
        ("cannotDisseminateFormat", CannotDisseminateFormatError),
    ],
)
def test_a_refusal_is_said_once_with_its_address(
    source: OaiSource, server: SmallOai, code: str, kind: type[Exception]
) -> None:
    server.faults = {1: lambda _: server.error(code)}
    with pytest.raises(kind, match=f"/oai: {code}: so it is"):
        walk(source)
    assert len(server.asked) == 1


def test_what_answers_with_no_page_at_all_is_no_server(source: OaiSource, server: SmallOai) -> None:
    server.faults = {1: lambda _: Response("no such page", 404)}
    with pytest.raises(NetworkError, match="HTTP 404"):
        walk(source)
