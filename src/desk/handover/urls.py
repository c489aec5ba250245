"""Addresses of operations."""

from __future__ import annotations

from django.urls import path

from desk.handover.views import board, exposure, instead, papers, passage, phone, receipts, roll_call, way

app_name = "handover"
urlpatterns = [
    path("operations/", board.operations, name="operations"),
    path("operations/worker.js", phone.worker, name="worker"),
    path("operations/receipt/<str:public_id>/", receipts.receipt, name="receipt"),
    path("operations/receipt/<str:public_id>/file/", receipts.receipt_file, name="receipt_file"),
    path("operations/receipt/<str:public_id>/slip/<int:place>/", receipts.slip, name="slip"),
    path("operations/<str:public_id>/", board.operation, name="operation"),
    path("operations/<str:public_id>/manifest/", board.manifest, name="manifest"),
    path("operations/<str:public_id>/exposure/", exposure.exposure, name="exposure"),
    path("operations/<str:public_id>/pack/", papers.pack, name="pack"),
    path("operations/<str:public_id>/calendar/", papers.agenda, name="calendar"),
    path("operations/<str:public_id>/start/", board.start, name="start"),
    path("operations/<str:public_id>/act/", board.act, name="act"),
    path("operations/<str:public_id>/hear/", board.hear, name="hear"),
    path("operations/<str:public_id>/notice/", passage.notice, name="notice"),
    path("operations/<str:public_id>/acknowledge/", passage.acknowledge, name="acknowledge"),
    path("operations/<str:public_id>/check-in/", passage.check_in, name="check_in"),
    path("operations/<str:public_id>/guarantor/", passage.guarantor, name="guarantor"),
    path("operations/<str:public_id>/agree/", instead.agree, name="agree"),
    path("operations/<str:public_id>/legs/", way.plan_leg, name="plan_leg"),
    path("operations/<str:public_id>/care/", way.care, name="care"),
    path("operations/<str:public_id>/stages/<int:number>/", roll_call.roll_call, name="roll_call"),
    path("operations/<str:public_id>/stages/<int:number>/mark/", roll_call.mark, name="mark"),
    path("operations/<str:public_id>/stages/<int:number>/tell/", roll_call.tell, name="tell"),
    path("operations/<str:public_id>/stages/<int:number>/instead/<int:row>/", instead.instead, name="instead"),
    path("operations/<str:public_id>/stages/<int:number>/sync/", phone.sync, name="sync"),
    path("operations/<str:public_id>/stages/<int:number>/sign/", receipts.sign, name="sign"),
]
