"""Addresses of the planner."""

from __future__ import annotations

from django.urls import path

from desk.planner import views

app_name = "planner"
urlpatterns = [
    path("planner/", views.proposals, name="proposals"),
    path("planner/new/", views.new, name="new"),
    path("planner/suggestions/", views.suggestions, name="suggestions"),
    path("planner/suggestions/<str:channel_id>/<str:key>/", views.answer_suggestions, name="answer_suggestions"),
    path("planner/suggestions/<str:channel_id>/<str:key>/offer/", views.offer_agreed, name="offer_agreed"),
    path("planner/tables/", views.tables, name="tables"),
    path("planner/tables/new/", views.new_table, name="new_table"),
    path("planner/tables/<str:public_id>/", views.table, name="table"),
    path("planner/<str:public_id>/", views.proposal, name="proposal"),
    path("planner/<str:public_id>/answer/", views.answer_whole, name="answer_whole"),
    path("planner/<str:public_id>/offer/", views.offer, name="offer"),
    path("planner/<str:public_id>/why/<str:person_id>/", views.why, name="why"),
    path("planner/<str:public_id>/answer/<str:person_id>/", views.answer, name="answer"),
]
