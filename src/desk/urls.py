"""The addresses of the staff's desk."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

handler403 = "desk.accounts.views.refused"
urlpatterns = [path("", include(f"desk.{room}.urls")) for room in settings.ROOMS if find_spec(f"desk.{room}.urls")]
