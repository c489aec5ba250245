"""Reading operations."""

from __future__ import annotations

from desk.handover.queries.beside import RECEIPTS as RECEIPTS
from desk.handover.queries.beside import beside as beside
from desk.handover.queries.instead import Waiting as Waiting
from desk.handover.queries.instead import standbys as standbys
from desk.handover.queries.instead import substitutes as substitutes
from desk.handover.queries.log import LogLine as LogLine
from desk.handover.queries.log import log as log
from desk.handover.queries.manifest import rows_of as rows_of
from desk.handover.queries.manifest import with_portraits as with_portraits
from desk.handover.queries.manifest import witness_of as witness_of
from desk.handover.queries.safety import Lamp as Lamp
from desk.handover.queries.safety import lamps as lamps
from desk.handover.queries.safety import notice_in_force as notice_in_force
from desk.handover.queries.safety import places as places
from desk.handover.queries.stages import Board as Board
from desk.handover.queries.stages import board as board
from desk.handover.queries.stages import owed_words as owed_words
from desk.handover.queries.state import NO_SUCH_PLACE as NO_SUCH_PLACE
from desk.handover.queries.state import ROLL_CALL_FIRST as ROLL_CALL_FIRST
from desk.handover.queries.state import entries as entries
from desk.handover.queries.state import home as home
from desk.handover.queries.state import kind_of as kind_of
from desk.handover.queries.state import machine as machine
from desk.handover.queries.state import parties as parties
from desk.handover.queries.state import ready_deals as ready_deals
from desk.handover.queries.state import refusal_of as refusal_of
from desk.handover.queries.state import said_in as said_in
from desk.handover.queries.state import signers as signers
from desk.handover.queries.state import stage_numbered as stage_numbered
from desk.handover.queries.state import upcoming as upcoming
from desk.handover.queries.way import LegShown as LegShown
from desk.handover.queries.way import seats_missing as seats_missing
from desk.handover.queries.way import ways as ways
from desk.handover.queries.weights import crossings as crossings
from desk.handover.queries.weights import exposure as exposure
from desk.handover.queries.weights import points_of as points_of
