"""arXiv's OAI-PMH interface: whole categories, and what changed since a day.

`sets` names the sets, `answer` and `formats` read what comes, `errors` are the protocol's own, and
`source` asks: a window of days after the other, never by a list that may have moved meanwhile.
"""

from __future__ import annotations

from litscan.collect.oai.answer import OaiAnswer, OaiRecord, read_answer
from litscan.collect.oai.errors import OaiError
from litscan.collect.oai.sets import set_of
from litscan.collect.oai.source import OaiPage, OaiSource, Window, oai_address

__all__ = [
    "OaiAnswer",
    "OaiError",
    "OaiPage",
    "OaiRecord",
    "OaiSource",
    "Window",
    "oai_address",
    "read_answer",
    "set_of",
]
