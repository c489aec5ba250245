"""Reading operations."""

from __future__ import annotations

from desk.handover.queries.log import LogLine as LogLine
from desk.handover.queries.log import log as log
from desk.handover.queries.manifest import rows_of as rows_of
from desk.handover.queries.manifest import with_portraits as with_portraits
from desk.handover.queries.safety import Lamp as Lamp
from desk.handover.queries.safety import lamps as lamps
from desk.handover.queries.safety import notice_in_force as notice_in_force
from desk.handover.queries.safety import places as places
from desk.handover.queries.stages import Board as Board
from desk.handover.queries.stages import board as board
from desk.handover.queries.stages import owed_words as owed_words
from desk.handover.queries.state import entries as entries
from desk.handover.queries.state import home as home
from desk.handover.queries.state import machine as machine
from desk.handover.queries.state import parties as parties
from desk.handover.queries.state import ready_deals as ready_deals
from desk.handover.queries.state import signers as signers
from desk.handover.queries.state import upcoming as upcoming
from desk.handover.queries.way import LegShown as LegShown
from desk.handover.queries.way import seats_missing as seats_missing
from desk.handover.queries.way import ways as ways
from desk.handover.queries.weights import crossings as crossings
from desk.handover.queries.weights import exposure as exposure
