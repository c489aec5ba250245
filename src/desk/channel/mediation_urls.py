"""Addresses of disputes and of whoever sits between two headquarters."""

from __future__ import annotations

from django.urls import path

from desk.channel.views import disclosing, disputes, mediation, observing, suggestions, witnessing

urlpatterns = [
    path("channel/sit/", mediation.sit, name="sit"),
    path("channel/sit/card/", mediation.make_card, name="sit_card"),
    path("channel/disputes/", disputes.disputes, name="disputes"),
    path("channel/disputes/file/", disputes.from_file, name="disputes_file"),
    path("channel/observing/", observing.observing, name="observing"),
    path("channel/observing/<str:public_id>/", observing.observed, name="observed"),
    path("channel/observing/<str:public_id>/say/", observing.observe, name="observe"),
    path("channel/deals/<str:public_id>/dispute/", disputes.raise_dispute, name="raise_dispute"),
    path("channel/messages/<str:public_id>/disclose/", disclosing.disclose, name="disclose"),
    path("channel/messages/<str:public_id>/disclose/<int:number>/", disclosing.showing, name="showing"),
    path("channel/<str:public_id>/suggest/", suggestions.suggest, name="suggest"),
    path("channel/<str:public_id>/suggest/<str:key>/", suggestions.tell, name="tell_result"),
    path("channel/<str:public_id>/lapsed/", suggestions.lapsed, name="say_lapses"),
    path("channel/<str:public_id>/postmarks/", witnessing.marks_file, name="marks"),
    path("channel/<str:public_id>/disputes/<str:id>/", disputes.dispute, name="dispute"),
    path("channel/<str:public_id>/disputes/<str:id>/seal/", disputes.seal, name="dispute_seal"),
    path("channel/<str:public_id>/disputes/<str:id>/open/", disputes.open_ours, name="dispute_open"),
    path("channel/<str:public_id>/disputes/<str:id>/rule/", disputes.rule, name="dispute_rule"),
    path("channel/<str:public_id>/introduce/<str:party>/", mediation.introduce, name="introduce"),
]
