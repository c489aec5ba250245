"""Addresses of the custody room."""

from django.urls import path

from desk.custody import views

app_name = "custody"
urlpatterns = [
    path("custody/", views.custody, name="custody"),
    path("custody/admit/", views.admit, name="admit"),
    path("custody/keep/", views.keep_known, name="keep_known"),
    path("custody/enquiries/", views.enquiries, name="enquiries"),
    path("custody/enquiries/<str:public_id>/answer/", views.answer_enquiry, name="answer_enquiry"),
    path("custody/complaints/<str:public_id>/answer/", views.answer_complaint, name="answer_complaint"),
    path("custody/<str:public_id>/", views.held, name="held"),
    path("custody/<str:public_id>/<str:what>/", views.care, name="care"),
]
