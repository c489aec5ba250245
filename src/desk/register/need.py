"""Need to know: which values a role may see, and for which purpose it reads."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.accounts.access import may, permissions
from desk.accounts.models import Role, User
from homeward.register.data_points import DataPoint
from homeward.register.statement import Sensitivity

PURPOSES: dict[str, Promise | str] = {
    "tracing": _("tracing a missing or captive person"),
    "family": _("talking with the family"),
    "exchange": _("preparing an exchange"),
    "custody": _("care of people we hold"),
    "identification": _("identification"),
    "debrief": _("debriefing"),
    "audit": _("review of access"),
}
_BY_ROLE = {
    Role.LIAISON: "family",
    Role.NEGOTIATOR: "exchange",
    Role.APPROVER: "exchange",
    Role.ESCORT: "exchange",
    Role.CUSTODIAN: "custody",
    Role.DEBRIEFER: "debrief",
    Role.IDENTIFIER: "identification",
    Role.AUDITOR: "audit",
}
_NEGOTIATED = frozenset({"exchange", "enemy_statements"})


def may_see(user: User, point: DataPoint) -> bool:
    """Whether the role of `user` needs values of this sensitivity; negotiators see secrets of the exchange
    alone."""
    if point.sensitivity is Sensitivity.SECRET and point.group in _NEGOTIATED:
        return may(user, "register.see_secret_exchange")
    return may(user, f"register.see_{point.sensitivity}")


def acts_of(user: User) -> frozenset[str]:
    """Every act the role may do, for pages that show only the buttons it may press."""
    return frozenset(act for act in permissions() if may(user, act))


def purpose_of(user: User, asked: str = "") -> str:
    """The purpose a reading is logged with: the one asked for, else the usual one of the role."""
    return asked if asked in PURPOSES else _BY_ROLE.get(Role(user.role), "tracing")
