"""The store as the actions know it: all its parts on one database and one vault."""

from __future__ import annotations

from hotline.storage.alarms import Alarms
from hotline.storage.audit import Audit
from hotline.storage.bars import Bars
from hotline.storage.board import Board
from hotline.storage.broadcasts import Broadcasts
from hotline.storage.claims import Claims
from hotline.storage.confirmations import Confirmations
from hotline.storage.countable import Countable
from hotline.storage.counts import MonthlyCounts
from hotline.storage.drafts import Drafts
from hotline.storage.duty import Duty
from hotline.storage.erasures import Erasures
from hotline.storage.forgetting import Forgetting
from hotline.storage.housekeeping import Housekeeping
from hotline.storage.line_tests import LineTests
from hotline.storage.missed import MissedCalls
from hotline.storage.pins import Pins
from hotline.storage.quiet import Quiet
from hotline.storage.receipts import Receipts
from hotline.storage.requests import Requests
from hotline.storage.research_file import ResearchFile
from hotline.storage.results import Results
from hotline.storage.rings import Rings
from hotline.storage.sessions import Sessions
from hotline.storage.staff import Accounts
from hotline.storage.subscriptions import Subscriptions
from hotline.storage.swaps import Swaps
from hotline.storage.texts import Texts
from hotline.storage.tokens import Tokens


class SqlStore(
    Duty,
    Confirmations,
    LineTests,
    Alarms,
    Pins,
    Swaps,
    Quiet,
    Rings,
    Results,
    Bars,
    Countable,
    Tokens,
    MissedCalls,
    Board,
    Requests,
    Receipts,
    Claims,
    Texts,
    Subscriptions,
    Broadcasts,
    Accounts,
    Sessions,
    Audit,
    Forgetting,
    Erasures,
    MonthlyCounts,
    ResearchFile,
    Drafts,
    Housekeeping,
):
    """Everything that is kept. Each part is a module of its own, named for what it keeps."""
