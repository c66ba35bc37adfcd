"""A small OAI-PMH server for tests: records written here, served on loopback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from werkzeug import Request, Response

ANSWER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>{day}T03:04:05Z'
    '</responseDate><request verb="ListRecords">http://localhost/oai</request>{body}</OAI-PMH>'
)


@dataclass(frozen=True)
class Paper:
    """A record as the server has it."""

    id: str
    changed: str
    sets: tuple[str, ...] = ("cs:cs:LG",)
    title: str = "Pruning a network"
    versions: tuple[str, ...] = ("Mon, 01 Jan 2024 10:00:00 GMT",)
    source_type: str = ""
    comment: str = "10 pages"
    deleted: bool = False


def raw_record(paper: Paper) -> str:
    """Return one record in the format ``arXivRaw``."""
    head = (
        f"<identifier>oai:arXiv.org:{paper.id}</identifier><datestamp>{paper.changed}</datestamp>"
    )
    head += "".join(f"<setSpec>{spec}</setSpec>" for spec in paper.sets)
    if paper.deleted:
        return f'<record><header status="deleted">{head}</header></record>'
    dates = "".join(
        f'<version version="v{number}"><date>{date}</date><size>12kb</size>'
        + (f"<source_type>{paper.source_type}</source_type>" if paper.source_type else "")
        + "</version>"
        for number, date in enumerate(paper.versions, 1)
    )
    return (
        f"<record><header>{head}</header><metadata>"
        f'<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{paper.id}</id>'
        f"<submitter>A. Author</submitter>{dates}<title>{escape(paper.title)}</title>"
        "<authors>A. Author, B. C. Writer (1) and D. Poet ((1) Here)</authors>"
        f"<categories>cs.LG stat.ML</categories><comments>{escape(paper.comment)}</comments>"
        "<doi>10.1/x</doi><abstract>  We prune\n filters. </abstract></arXivRaw>"
        "</metadata></record>"
    )


Fault = Callable[[Response], Response]


@dataclass
class SmallOai:
    """Records answered as arXiv would, page by page, with faults in order of requests.

    A token stands for what is left of its list; those in `expired` (the how-manieth was given
    out) are refused.
    """

    papers: list[Paper]
    page: int = 4
    today: str = "2026-01-10"
    faults: dict[int, Fault] = field(default_factory=dict)
    expired: set[int] = field(default_factory=set)
    ordered: bool = True
    asked: list[dict[str, str]] = field(default_factory=list)
    tokens: dict[str, list[Paper]] = field(default_factory=dict)

    def answer(self, request: Request) -> Response:
        """Answer one request."""
        asked = {name: str(value) for name, value in request.args.items()}
        self.asked.append(asked)
        good = self.page_of(asked)
        fault = self.faults.get(len(self.asked))
        return fault(good) if fault else good

    def page_of(self, asked: dict[str, str]) -> Response:
        token = asked.get("resumptionToken")
        if token is None:
            left = self.matching(asked)
            if not left:
                return self.error("noRecordsMatch")
        elif token not in self.tokens or int(token.rpartition("-")[2]) in self.expired:
            return self.error("badResumptionToken")
        else:
            left = self.tokens[token]
        body = "".join(map(raw_record, left[: self.page]))
        if len(left) > self.page:
            token = f"from=a&skip=b-{len(self.tokens) + 1}"
            self.tokens[token] = left[self.page :]
            body += f"<resumptionToken>{escape(token)}</resumptionToken>"
        elif token:
            body += "<resumptionToken/>"
        return self.respond(f"<ListRecords>{body}</ListRecords>")

    def matching(self, asked: dict[str, str]) -> list[Paper]:
        low, high = asked.get("from", ""), asked.get("until", "9999")
        found = [p for p in self.papers if asked["set"] in p.sets and low <= p.changed <= high]
        return sorted(found, key=lambda p: p.changed, reverse=not self.ordered)

    def error(self, code: str) -> Response:
        return self.respond(f'<error code="{code}">so it is</error>')

    def respond(self, body: str) -> Response:
        return Response(ANSWER.format(day=self.today, body=body), content_type="text/xml")


def thirteen_papers() -> list[Paper]:
    """Thirteen papers whose last changes fall on five days."""
    return [Paper(f"2401.{i:05d}", f"2026-01-{1 + i // 3:02d}") for i in range(1, 14)]
