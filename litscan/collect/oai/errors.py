"""The errors that OAI-PMH has codes for, each a class of its own.

``noRecordsMatch`` is missing: it says that a list is empty, which is no error.

They are listed in section 3.6 of the protocol,
http://www.openarchives.org/OAI/openarchivesprotocol.html#ErrorConditions.
"""

from __future__ import annotations

from typing import ClassVar

from litscan.errors import NetworkError

__all__ = [
    "ERRORS",
    "BadArgumentError",
    "BadResumptionTokenError",
    "BadVerbError",
    "CannotDisseminateFormatError",
    "IdDoesNotExistError",
    "NoMetadataFormatsError",
    "NoSetHierarchyError",
    "OaiError",
    "oai_error",
]


class OaiError(NetworkError):
    """An error that an OAI-PMH server answers with; of a code that the protocol does not have."""

    code: ClassVar[str] = ""
    meaning: ClassVar[str] = "an error that OAI-PMH does not know"


class BadArgumentError(OaiError):
    """The request has arguments that are illegal, missing or repeated."""

    code = "badArgument"
    meaning = "a set, date or other part of the request is not what the server takes"


class BadResumptionTokenError(OaiError):
    """The token that goes on with a list is not valid or has expired."""

    code = "badResumptionToken"
    meaning = "the list cannot be gone on with from where it was"


class BadVerbError(OaiError):
    """The verb is not one of the protocol."""

    code = "badVerb"
    meaning = "the server does not know the verb"


class CannotDisseminateFormatError(OaiError):
    """The server does not have the format that was asked for."""

    code = "cannotDisseminateFormat"
    meaning = "the server does not have this format"


class IdDoesNotExistError(OaiError):
    """There is no such record."""

    code = "idDoesNotExist"
    meaning = "the server has no such record"


class NoMetadataFormatsError(OaiError):
    """There is no format for the record."""

    code = "noMetadataFormats"
    meaning = "the record has no format"


class NoSetHierarchyError(OaiError):
    """The server has no sets."""

    code = "noSetHierarchy"
    meaning = "the server has no sets"


ERRORS: dict[str, type[OaiError]] = {
    kind.code: kind
    for kind in (
        BadArgumentError,
        BadResumptionTokenError,
        BadVerbError,
        CannotDisseminateFormatError,
        IdDoesNotExistError,
        NoMetadataFormatsError,
        NoSetHierarchyError,
    )
}
"""The errors by the code that the server sends."""


def oai_error(code: str, text: str) -> OaiError:
    """Return the error that a code stands for.

    Examples
    --------
    >>> oai_error("badResumptionToken", "expired")
    BadResumptionTokenError('badResumptionToken: expired', None)
    >>> str(oai_error("noSetHierarchy", ""))
    'noSetHierarchy: the server has no sets'
    """
    kind = ERRORS.get(code, OaiError)
    said = " ".join(text.split())[:300] or kind.meaning
    return kind(f"{code[:60] or 'error'}: {said}")
