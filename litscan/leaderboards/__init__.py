"""Results against leaderboards: which of a curator's leaderboards a paper's tables report on.

`read_boards` reads a list of leaderboards, `link` finds the values a paper reports for them.
"""

from __future__ import annotations

from litscan.leaderboards.boards import Leaderboard, read_boards
from litscan.leaderboards.candidates import BoardList
from litscan.leaderboards.linking import BoardResult, link
from litscan.leaderboards.reports import reports_results

__all__ = ["BoardList", "BoardResult", "Leaderboard", "link", "read_boards", "reports_results"]
