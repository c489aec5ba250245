"""Addresses of the channel."""

from __future__ import annotations

from django.urls import include, path

from desk.channel import matching_urls, mediation_urls
from desk.channel.views import (
    alarms,
    approving,
    carry,
    deals,
    introducing,
    lists,
    pairing,
    red_cross,
    relaying,
    seats,
    talk,
)

app_name = "channel"
urlpatterns = [
    *mediation_urls.urlpatterns,
    path("channel/", talk.channels, name="channel"),
    path("channel/seats/", seats.seats, name="seats"),
    path("channel/seats/take/", seats.take, name="take_seat"),
    path("channel/seats/bring/", seats.bring, name="bring_seat"),
    path("channel/seats/leave/", seats.leave, name="leave_seat"),
    path("channel/seats/root/", seats.root, name="root"),
    path("channel/seats/root/away/", seats.root_away, name="root_away"),
    path("channel/set-up/", seats.set_up, name="set_up"),
    path("channel/card/", pairing.card, name="card"),
    path("channel/pair/", pairing.pair, name="pair"),
    path("channel/alarms/", alarms.alarms, name="alarms"),
    path("channel/approvals/", approving.approvals, name="approvals"),
    path("channel/drafts/<str:public_id>/file/", approving.draft_file, name="draft_file"),
    path("channel/drafts/<str:public_id>/", approving.verdict, name="verdict"),
    path("channel/deals/<str:public_id>/", deals.deal, name="deal"),
    path("channel/deals/<str:public_id>/counter/", deals.counter, name="counter"),
    path("channel/deals/<str:public_id>/<str:key>/", deals.move, name="move"),
    path("channel/messages/<str:public_id>/acknowledge/", talk.acknowledge, name="acknowledge"),
    path("channel/matches/", include(matching_urls.found_urlpatterns)),
    path("channel/<str:public_id>/matching/", include(matching_urls)),
    path("channel/<str:public_id>/", talk.channel, name="channel"),
    path("channel/<str:public_id>/alarms/", alarms.look, name="look"),
    path("channel/<str:public_id>/compare/", pairing.compare, name="compare"),
    path("channel/<str:public_id>/compare/<str:party>/", introducing.compare_card, name="compare_card"),
    path("channel/<str:public_id>/import/", carry.take_in, name="take_in"),
    path("channel/<str:public_id>/questions/", red_cross.questions, name="questions"),
    path("channel/<str:public_id>/court/", red_cross.for_court, name="for_court"),
    path("channel/<str:public_id>/carry/", carry.carry, name="carry"),
    path("channel/<str:public_id>/relay/", relaying.relay, name="relay"),
    path("channel/<str:public_id>/relay/register/", relaying.register, name="register_relay"),
    path("channel/<str:public_id>/relay/<str:way>/", relaying.travel, name="travel"),
    path("channel/<str:public_id>/mail/", carry.mail_out, name="mail_out"),
    path("channel/messages/<str:public_id>/conformance/", lists.conformance, name="conformance"),
    path("channel/messages/<str:public_id>/codes/", carry.codes, name="codes"),
    path("channel/<str:public_id>/export/", carry.carry_out, name="carry_out"),
    path("channel/<str:public_id>/transcript/", talk.transcript, name="transcript"),
    path("channel/<str:public_id>/verify/", talk.verify, name="verify"),
    path("channel/<str:public_id>/compose/<str:key>/", talk.compose, name="compose"),
]
