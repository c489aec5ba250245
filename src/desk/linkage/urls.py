"""Addresses of the linkage room."""

from django.urls import path

from desk.linkage import people_views, views

app_name = "linkage"
urlpatterns = [
    path("linkage/", views.queue, name="queue"),
    path("linkage/search/", views.search, name="search"),
    path("linkage/people/", people_views.duplicates_page, name="duplicates"),
    path("linkage/people/<str:left>/<str:right>/", people_views.judge, name="judge_people"),
    path("linkage/people/undo/<str:public_id>/take-back/", people_views.undo, name="undo_people"),
    path("linkage/undo/<str:public_id>/", views.undo, name="undo"),
    path("linkage/<str:public_id>/", views.judge, name="judge"),
    path("linkage/<str:public_id>/decide/", views.decide, name="decide"),
    path("lists/", views.lists, name="lists"),
    path("lists/<str:public_id>/", views.list_against, name="list"),
]
