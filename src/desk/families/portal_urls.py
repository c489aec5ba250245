"""Addresses of the families' own site: apart from the desk, with sessions of its own."""

from __future__ import annotations

from django.urls import path

from desk.accounts.views import language
from desk.families import portal

handler403 = "desk.families.portal.refused"
handler404 = "desk.families.portal.missing"
urlpatterns = [
    path("", portal.home, name="home"),
    path("sign-in/", portal.sign_in, name="sign_in"),
    path("sign-out/", portal.sign_out, name="sign_out"),
    path("language/", language, name="language"),
    path("letter/", portal.letter, name="letter"),
    path("swindler/", portal.swindler, name="swindler"),
    path("check/", portal.check, name="check"),
]
