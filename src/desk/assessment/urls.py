"""Addresses of the judgements."""

from __future__ import annotations

from django.urls import path

from desk.assessment import views

app_name = "assessment"
urlpatterns = [path("people/<str:public_id>/assessment/", views.person, name="person")]
