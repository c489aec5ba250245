"""Addresses of aftercare."""

from __future__ import annotations

from django.urls import path

from desk.aftercare import views

app_name = "aftercare"
urlpatterns = [
    path("aftercare/", views.arrivals, name="arrivals"),
    path("aftercare/receive/", views.receive, name="receive"),
    path("aftercare/debriefs/<str:public_id>/", views.debrief, name="debrief"),
    path("aftercare/<str:public_id>/", views.arrival, name="arrival"),
    path("aftercare/<str:public_id>/doctor/", views.clear, name="clear"),
    path("aftercare/<str:public_id>/consent/", views.consent, name="consent"),
    path("aftercare/<str:public_id>/lists/", views.bring, name="bring"),
    path("aftercare/<str:public_id>/tell/", views.tell, name="tell"),
]
