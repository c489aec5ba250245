"""Addresses of the audit."""

from django.urls import path

from desk.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/prove/", views.prove, name="prove"),
]
