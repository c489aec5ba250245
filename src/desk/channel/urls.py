"""Addresses of the channel."""

from __future__ import annotations

from django.urls import path

from desk.channel import views

app_name = "channel"
urlpatterns = [
    path("channel/", views.channels, name="channel"),
    path("channel/set-up/", views.set_up, name="set_up"),
    path("channel/card/", views.card, name="card"),
    path("channel/pair/", views.pair, name="pair"),
    path("channel/approvals/", views.approvals, name="approvals"),
    path("channel/drafts/<str:public_id>/", views.verdict, name="verdict"),
    path("channel/deals/<str:public_id>/", views.deal, name="deal"),
    path("channel/deals/<str:public_id>/counter/", views.counter, name="counter"),
    path("channel/deals/<str:public_id>/<str:key>/", views.move, name="move"),
    path("channel/messages/<str:public_id>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("channel/<str:public_id>/", views.channel, name="channel"),
    path("channel/<str:public_id>/compare/", views.compare, name="compare"),
    path("channel/<str:public_id>/import/", views.take_in, name="take_in"),
    path("channel/<str:public_id>/export/", views.carry_out, name="carry_out"),
    path("channel/<str:public_id>/transcript/", views.transcript, name="transcript"),
    path("channel/<str:public_id>/verify/", views.verify, name="verify"),
    path("channel/<str:public_id>/compose/<str:key>/", views.compose, name="compose"),
]
