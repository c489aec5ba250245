"""Making dossiers, and deciding to whom they may be shown. Whoever asks is not who decides."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.identity import desk_identity
from desk.accounts.models import User
from desk.audit.actions import record
from desk.dossier import queries
from desk.dossier.models import Audience, Dossier, Sharing
from desk.errors import Refused
from desk.register.models import Person
from homeward.dossier.assemble import BILINGUAL, ENGLISH, assemble
from homeward.dossier.dossier import Audience as LibraryAudience
from homeward.dossier.package import package
from homeward.dossier.verify import verify_bytes

LANGUAGES = {"uk+ru": BILINGUAL, "en": ENGLISH}


@transaction.atomic
def make(
    *, by: User, at: datetime, person: Person, language: str = "uk+ru", audience: str = Audience.OTHER_SIDE
) -> Dossier:
    """The case of `person` as a signed package for `audience`, in Ukrainian and Russian ("uk+ru") or English
    ("en"). Raises NothingToShow or MissingExhibit, or Refused where the family said no to showing the other side."""
    if language not in LANGUAGES:
        raise Refused(_("A dossier is made in Ukrainian and Russian, or in English."))
    if audience == Audience.OTHER_SIDE and queries.family_refuses(person, at):
        raise Refused(_("The family does not agree that the other side is shown evidence."))
    case = queries.case_of(person, at)
    dossier = assemble(
        case,
        languages=LANGUAGES[language],
        audience=LibraryAudience(audience),
        made_at=at,
        made_by=settings.HOMEWARD_PARTY,
    )
    data = package(dossier, desk_identity())
    verified = verify_bytes(data)
    row = Dossier.objects.create(
        person=person,
        language=language,
        audience=audience,
        sha256=queries.store().put(data),
        size=len(data),
        manifest={"contents": verified.contents, "files": verified.files, "fingerprint": verified.fingerprint},
        withheld=[{"key": one.what.key, "number": one.number} for one in dossier.withheld],
        made_at=at,
        made_by=by,
    )
    content = {"dossier": row.public_id, "sha256": row.sha256, "audience": str(audience)}
    record(by=by, at=at, act="dossier.make", subject=person.public_id, data=content)
    return row


@transaction.atomic
def ask(*, by: User, at: datetime, dossier: Dossier, recipient: str, purpose: str, harm: str) -> Sharing:
    """Ask to show a dossier; `harm` is what was weighed so that showing it harms nobody. Raises Refused if any is
    empty."""
    if not (recipient.strip() and purpose.strip() and harm.strip()):
        raise Refused(_("Say to whom, for what purpose, and what harm was weighed."))
    row = Sharing.objects.create(
        dossier=dossier,
        recipient=recipient.strip()[:120],
        purpose=purpose.strip()[:300],
        harm=harm.strip(),
        asked_at=at,
        asked_by=by,
    )
    record(by=by, at=at, act="dossier.ask", subject=dossier.public_id, data={"recipient": row.recipient})
    return row


@transaction.atomic
def decide(*, by: User, at: datetime, sharing: Sharing, share: bool, reason: str = "") -> Sharing:
    """Decide on showing a dossier. Raises Refused for the one who asked, a second decision, or a refusal
    unexplained."""
    if sharing.verdict != Sharing.Verdict.WAITING:
        raise Refused(_("This has already been decided."))
    if sharing.asked_by == by:
        raise Refused(_("Whoever asked cannot decide."))
    if not share and not reason.strip():
        raise Refused(_("Say why it must not be shown."))
    sharing.verdict = Sharing.Verdict.SHARE if share else Sharing.Verdict.REFUSE
    sharing.reason, sharing.decided_by, sharing.decided_at = reason.strip()[:300], by, at
    sharing.save(update_fields=["verdict", "reason", "decided_by", "decided_at"])
    record(by=by, at=at, act=f"dossier.{sharing.verdict}", subject=sharing.dossier.public_id)
    return sharing
