"""A case: the bytes of a file, or of a few files of which the first is the main one."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Case"]


@dataclass(frozen=True, slots=True)
class Case:
    """Files by name, the main one first; a single file may have any suffix."""

    files: tuple[tuple[str, bytes], ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(len(content) for _, content in self.files)

    @property
    def name(self) -> str:
        """A name that depends on the content only."""
        digest = hashlib.sha256(b"\0".join(content for _, content in self.files)).hexdigest()[:12]
        suffix = Path(self.files[0][0]).suffix if len(self.files) == 1 else ""
        return digest + suffix

    def write(self, folder: Path) -> Path:
        """Write the case under a folder and return the path to read: a file, or a folder."""
        if len(self.files) == 1:
            path = folder / self.name
            path.write_bytes(self.files[0][1])
            return path
        path = folder / self.name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        for name, content in self.files:
            (path / name).write_bytes(content)
        return path
