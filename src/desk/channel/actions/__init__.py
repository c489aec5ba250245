"""Acts on the channel: set up, pair, compose, approve, carry. Each is one transaction and one audit entry."""

from __future__ import annotations

from desk.channel.actions.alarms import look as look
from desk.channel.actions.approving import approve as approve
from desk.channel.actions.approving import approve_signed as approve_signed
from desk.channel.actions.approving import refuse as refuse
from desk.channel.actions.carrying import export_to_folder as export_to_folder
from desk.channel.actions.carrying import receive_from_folder as receive_from_folder
from desk.channel.actions.carrying import take_in as take_in
from desk.channel.actions.certifying import send_root_away as send_root_away
from desk.channel.actions.composing import ANSWERED_WITHIN as ANSWERED_WITHIN
from desk.channel.actions.composing import acknowledge as acknowledge
from desk.channel.actions.composing import compose as compose
from desk.channel.actions.composing import send_draft as send_draft
from desk.channel.actions.deals import accept as accept
from desk.channel.actions.deals import answer as answer
from desk.channel.actions.deals import close as close
from desk.channel.actions.deals import confirm as confirm
from desk.channel.actions.deals import counter as counter
from desk.channel.actions.deals import decline as decline
from desk.channel.actions.deals import lapse_overdue as lapse_overdue
from desk.channel.actions.deals import offer as offer
from desk.channel.actions.deals import start as start
from desk.channel.actions.deals import withdraw as withdraw
from desk.channel.actions.disputes import open_submission as open_submission
from desk.channel.actions.disputes import raise_dispute as raise_dispute
from desk.channel.actions.disputes import seal_submission as seal_submission
from desk.channel.actions.introducing import compare_card as compare_card
from desk.channel.actions.mediation import introduce as introduce
from desk.channel.actions.mediation import rule as rule
from desk.channel.actions.mediation import set_up_between as set_up_between
from desk.channel.actions.mediation import sit_between as sit_between
from desk.channel.actions.pairing import compare as compare
from desk.channel.actions.pairing import pair as pair
from desk.channel.actions.relaying import ask_trip as ask_trip
from desk.channel.actions.relaying import register_relay as register_relay
from desk.channel.actions.relaying import travel as travel
from desk.channel.actions.seats import bring_seat as bring_seat
from desk.channel.actions.seats import leave_seat as leave_seat
from desk.channel.actions.seats import set_up as set_up
from desk.channel.actions.seats import take_seat as take_seat
from desk.channel.actions.stamping import keep_postmark as keep_postmark
