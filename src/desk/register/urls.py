"""Addresses of the register."""

from __future__ import annotations

from django.urls import path

from desk.register import views

app_name = "register"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/inquiries/", views.inquiries, name="inquiries"),
    path("people/<str:public_id>/", views.person, name="person"),
    path("people/<str:public_id>/state/", views.state, name="state"),
    path("people/<str:public_id>/retract/<str:statement_id>/", views.retract, name="retract"),
    path("places/", views.places, name="places"),
    path("places/new/", views.new_place, name="new_place"),
    path("places/<str:public_id>/name/", views.name_place, name="name_place"),
    path("places/<str:public_id>/", views.place, name="place"),
]
