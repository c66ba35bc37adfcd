"""What the field has names for, and finding these names in texts.

The word lists lie in ``data/vocabulary/``: a new dataset or method is an edit there, not here.
"""

from __future__ import annotations

from litscan.vocabulary.load import load_vocabulary
from litscan.vocabulary.matcher import Vocabulary
from litscan.vocabulary.names import Mention, Name, NameKind
from litscan.vocabulary.paper import PaperVocabulary

__all__ = ["Mention", "Name", "NameKind", "PaperVocabulary", "Vocabulary", "load_vocabulary"]
