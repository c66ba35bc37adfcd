"""Documents: one model, one reader per format, and `read_document` that picks the reader."""

from litscan.document.model import Document
from litscan.document.read import read_document, read_text

__all__ = ["Document", "read_document", "read_text"]
