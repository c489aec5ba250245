"""Addresses of the families' room on the staff's desk."""

from __future__ import annotations

from django.urls import path

from desk.families import views

app_name = "families"
urlpatterns = [
    path("families/", views.cases, name="cases"),
    path("families/open/", views.open_case, name="open"),
    path("families/<str:public_id>/", views.case, name="case"),
    path("families/<str:public_id>/<slug:act>/", views.do, name="do"),
]
