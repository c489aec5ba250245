"""Addresses of the JSON interface."""

from __future__ import annotations

from django.urls import path

from desk.api import views

app_name = "api"
urlpatterns = [
    path("api/record.json", views.record, name="record"),
    path("api/persons/<str:public_id>.json", views.person, name="person"),
]
