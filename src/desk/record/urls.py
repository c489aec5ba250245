"""Addresses of the record."""

from __future__ import annotations

from django.urls import path

from desk.record import views

app_name = "record"
urlpatterns = [
    path("record/", views.record, name="record"),
    path("record/public/", views.public, name="public"),
]
