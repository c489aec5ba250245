"""Leading an operation: one act, one transaction, one entry. A noun a module; all acts are found here."""

from __future__ import annotations

from desk.handover.actions.care import ask_at_the_crossing as ask_at_the_crossing
from desk.handover.actions.care import examine as examine
from desk.handover.actions.care import keep_apart as keep_apart
from desk.handover.actions.ending import abort as abort
from desk.handover.actions.ending import close as close
from desk.handover.actions.heard import Heard as Heard
from desk.handover.actions.heard import hear as hear
from desk.handover.actions.heard import hear_all as hear_all
from desk.handover.actions.heard import name_guarantor as name_guarantor
from desk.handover.actions.opening import open_operation as open_operation
from desk.handover.actions.passage import acknowledge as acknowledge
from desk.handover.actions.passage import give_notice as give_notice
from desk.handover.actions.receipts import countersign as countersign
from desk.handover.actions.receipts import keep_receipt as keep_receipt
from desk.handover.actions.receipts import sign_receipt as sign_receipt
from desk.handover.actions.roll_call import Clash as Clash
from desk.handover.actions.roll_call import Marked as Marked
from desk.handover.actions.roll_call import count as count
from desk.handover.actions.roll_call import end_roll_call as end_roll_call
from desk.handover.actions.roll_call import mark as mark
from desk.handover.actions.roll_call import mark_body as mark_body
from desk.handover.actions.roll_call import mark_from_phone as mark_from_phone
from desk.handover.actions.roll_call import mark_otherwise as mark_otherwise
from desk.handover.actions.roll_call import note_arrival as note_arrival
from desk.handover.actions.sending import send_acknowledgement as send_acknowledgement
from desk.handover.actions.sending import send_agreement as send_agreement
from desk.handover.actions.sending import send_check_in as send_check_in
from desk.handover.actions.sending import send_notice as send_notice
from desk.handover.actions.sending import send_receipt as send_receipt
from desk.handover.actions.sending import send_roll_call as send_roll_call
from desk.handover.actions.sending import send_substitute as send_substitute
from desk.handover.actions.step import act as act
from desk.handover.actions.substitution import agree_substitute as agree_substitute
from desk.handover.actions.substitution import propose_substitute as propose_substitute
from desk.handover.actions.way import Way as Way
from desk.handover.actions.way import add_body as add_body
from desk.handover.actions.way import plan_leg as plan_leg
from homeward.channel.notice import Notice

Passage = Notice
"""The mandatory fields of a notice of safe passage."""
