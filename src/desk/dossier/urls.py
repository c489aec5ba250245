"""Addresses of the dossier room."""

from django.urls import path

from desk.dossier import views

app_name = "dossier"
urlpatterns = [
    path("dossiers/person/<str:public_id>/", views.of_person, name="person"),
    path("dossiers/person/<str:public_id>/make/", views.make, name="make"),
    path("dossiers/sharing/<str:public_id>/", views.decide, name="decide"),
    path("dossiers/<str:public_id>/", views.dossier, name="dossier"),
    path("dossiers/<str:public_id>/download/", views.download, name="download"),
    path("dossiers/<str:public_id>/ask/", views.ask, name="ask"),
]
