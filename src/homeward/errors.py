"""The root of every error this library raises on purpose."""


class HomewardError(Exception):
    """Something a user can understand and act on; its text is one sentence without secrets or personal data."""
