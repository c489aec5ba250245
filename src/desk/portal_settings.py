"""Settings of the families' site: the desk's, with addresses and sessions of its own."""

from __future__ import annotations

from desk.settings import *  # noqa: F403

ROOT_URLCONF = "desk.families.portal_urls"
WSGI_APPLICATION = "desk.portal_wsgi.application"
SESSION_COOKIE_NAME = "family_session"
CSRF_COOKIE_NAME = "family_csrf"
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LOGIN_URL = "sign_in"
