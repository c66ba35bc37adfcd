"""The LaTeX reader.

``flatten`` puts the files together, ``macros`` expands the authors' own commands, ``structure``
finds the blocks, ``text`` renders prose and ``tables`` grids; ``origin`` carries every character's
place in the source through all of it.
"""

from litscan.document.latex.reader import read_latex
from litscan.document.latex.sources import SourceFolder

__all__ = ["SourceFolder", "read_latex"]
