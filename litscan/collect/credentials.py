"""A header that says who asks, sent to one server only.

arXiv has announced keys for its API; a mirror may want one today. The header is never written
anywhere: not to the corpus, a log or an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from litscan.errors import UsageError

__all__ = ["AuthHeader", "read_auth"]

_NAMED = re.compile(r"([A-Za-z][A-Za-z0-9-]*):\s*(.*)")
_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class AuthHeader:
    """A header and the server it is meant for; its value shows nowhere."""

    name: str
    value: str = field(repr=False)
    server: tuple[str, str, int]

    def headers_for(self, url: str) -> dict[str, str]:
        """Return the header if an address is of its server, else nothing.

        Examples
        --------
        >>> header = read_auth("Bearer KEY", "https://mirror.example")
        >>> header.headers_for("https://mirror.example/api/query")
        {'Authorization': 'Bearer KEY'}
        >>> header.headers_for("http://mirror.example/api/query")
        {}
        >>> header
        AuthHeader(name='Authorization', server=('https', 'mirror.example', 443))
        """
        return {self.name: self.value} if _server(url) == self.server else {}


def read_auth(setting: str, base_url: str) -> AuthHeader | None:
    """Return the header that a setting means, for the server of a base URL; None if it is empty.

    Parameters
    ----------
    setting : str
        The value of an ``Authorization`` header such as ``Bearer KEY``, or a whole header such
        as ``X-Api-Key: KEY``.
    base_url : str
        An address of the server that it is meant for.

    Raises
    ------
    UsageError
        If it cannot be sent as a header.
    """
    setting = setting.strip()
    if not setting:
        return None
    named = _NAMED.fullmatch(setting)
    name, value = (named[1], named[2]) if named else ("Authorization", setting)
    if not _VALUE.fullmatch(value):
        raise UsageError(
            "arxiv_auth: what is set there is no header",
            advice="write 'Bearer KEY' or 'Header-Name: KEY'",
        )
    return AuthHeader(name, value, _server(base_url))


def _server(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme, 0)
