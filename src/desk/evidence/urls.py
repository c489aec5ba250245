"""Addresses of the evidence room."""

from django.urls import path

from desk.evidence import views

app_name = "evidence"
urlpatterns = [
    path("evidence/", views.inbox, name="inbox"),
    path("evidence/upload/", views.upload, name="upload"),
    path("evidence/bag/", views.take_in_bag, name="bag"),
    path("evidence/mention/<str:public_id>/", views.mention, name="mention"),
    path("evidence/<str:public_id>/", views.item, name="item"),
    path("evidence/<str:public_id>/original/", views.original, name="original"),
    path("evidence/<str:public_id>/picture/", views.picture, name="picture"),
    path("evidence/<str:public_id>/picture/<int:number>/", views.picture, name="strip"),
    path("evidence/<str:public_id>/row/<int:number>/", views.read_strip, name="read_strip"),
]
