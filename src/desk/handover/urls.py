"""Addresses of operations."""

from __future__ import annotations

from django.urls import path

from desk.handover import views

app_name = "handover"
urlpatterns = [
    path("operations/", views.operations, name="operations"),
    path("operations/receipt/<str:public_id>/", views.receipt, name="receipt"),
    path("operations/receipt/<str:public_id>/file/", views.receipt_file, name="receipt_file"),
    path("operations/<str:public_id>/", views.operation, name="operation"),
    path("operations/<str:public_id>/manifest/", views.manifest, name="manifest"),
    path("operations/<str:public_id>/notice/", views.notice, name="notice"),
    path("operations/<str:public_id>/legs/", views.plan_leg, name="plan_leg"),
    path("operations/<str:public_id>/start/", views.start, name="start"),
    path("operations/<str:public_id>/act/", views.act, name="act"),
    path("operations/<str:public_id>/stages/<int:number>/", views.roll_call, name="roll_call"),
    path("operations/<str:public_id>/stages/<int:number>/mark/", views.mark, name="mark"),
    path("operations/<str:public_id>/stages/<int:number>/sign/", views.sign, name="sign"),
]
