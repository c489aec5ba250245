"""Addresses of the room of the dead."""

from django.urls import path

from desk.remains import views

app_name = "remains"
urlpatterns = [
    path("remains/", views.remains, name="remains"),
    path("remains/receive/", views.receive, name="receive"),
    path("remains/bag/<str:public_id>/", views.bag, name="bag"),
    path("remains/bag/<str:public_id>/claim/", views.claim, name="claim"),
    path("remains/bag/<str:public_id>/open/", views.open_bag, name="open"),
    path("remains/bag/<str:public_id>/fragment/", views.describe, name="describe"),
    path("remains/fragment/<str:public_id>/sample/", views.take_sample, name="sample"),
    path("remains/fragment/<str:public_id>/belongs/", views.associate, name="associate"),
    path("remains/identification/<str:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("remains/<str:public_id>/", views.individual, name="individual"),
    path("remains/<str:public_id>/identify/", views.identify, name="identify"),
]
