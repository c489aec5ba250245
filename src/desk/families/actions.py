"""Acts towards families. Nothing here runs by itself: every word told has two people behind it and one who told it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.actions import open_account
from desk.accounts.identity import desk_identity
from desk.accounts.models import Role, User
from desk.assessment.queries import assessed_as_of
from desk.audit.actions import record
from desk.errors import Refused
from desk.families.models import Appointment, Case, Letter, Notice, Swindle
from desk.register.models import Person
from homeward import canonical, keys
from homeward.canonical import Value
from homeward.errors import HomewardError

KIND = "homeward family notice"
MAX_LETTER = 4000


@transaction.atomic
def open_case(*, by: User, at: datetime, person: Person, relative: str, kinship: str, phone: str = "") -> Case:
    """A relative asks for `person`; the standing still has to be proved."""
    if not relative.strip() or not kinship.strip():
        raise Refused(_("Write who asks, and how he or she is related."))
    row = Case.objects.create(
        person=person,
        relative=relative.strip(),
        kinship=kinship.strip(),
        phone=phone.strip(),
        opened_at=at,
        opened_by=by,
    )
    record(by=by, at=at, act="families.open_case", subject=row.public_id, data={"person": person.public_id})
    return row


@transaction.atomic
def check_standing(*, by: User, at: datetime, case: Case, proved: bool, papers: str) -> Case:
    """The papers seen prove the kinship or do not."""
    if not papers.strip():
        raise Refused(_("Name the papers you saw."))
    case.standing = Case.Standing.VERIFIED if proved else Case.Standing.REFUSED
    case.papers, case.checked_at, case.checked_by = papers.strip()[:300], at, by
    case.save()
    record(by=by, at=at, act="families.check_standing", subject=case.public_id, data={"proved": proved})
    return case


@transaction.atomic
def open_portal(*, by: User, at: datetime, case: Case, username: str, password: str) -> User:
    """An account on the family's page for a relative whose kinship is proved."""
    if not case.verified:
        raise Refused(_("First the kinship must be proved."))
    if case.account_id:
        raise Refused(_("This family already has its page."))
    if User.objects.filter(username=username).exists():
        raise Refused(_("This account name is taken."))
    user = open_account(by=by, at=at, username=username, role=Role.FAMILY, name=case.relative, password=password)
    case.account = user
    case.save(update_fields=["account"])
    record(by=by, at=at, act="families.open_portal", subject=case.public_id)
    return user


@transaction.atomic
def draft_notice(*, by: User, at: datetime, case: Case) -> Notice:
    """What the register says now, ready for a second person's signature. Raises Refused without proved kinship, while
    another notice is under way, or if it would repeat what was told last."""
    if not case.verified:
        raise Refused(_("First the kinship must be proved."))
    if case.notices.filter(told_at=None).exists():
        raise Refused(_("A notice is already under way for this family."))
    assessed = assessed_as_of(case.person, at)
    last = case.notices.exclude(told_at=None).first()
    if last and (last.step, last.sign_on) == (assessed.grade, assessed.last_sign_on):
        raise Refused(_("The family already knows this; there is nothing new to tell."))
    row = Notice.objects.create(
        case=case,
        step=assessed.grade,
        certainty=assessed.alive.certainty or None,
        sign_on=assessed.last_sign_on,
        drafted_at=at,
        drafted_by=by,
    )
    record(by=by, at=at, act="families.draft_notice", subject=case.public_id, data={"step": str(row.step)})
    return row


@transaction.atomic
def sign_notice(*, by: User, at: datetime, notice: Notice) -> Notice:
    """The second person's signature. Raises Refused for the drafter, or if the register has changed since."""
    if notice.signed_at:
        raise Refused(_("This notice is already signed."))
    if notice.drafted_by_id == by.pk:
        raise Refused(_("Somebody else must sign: two people stand behind every notice."))
    if assessed_as_of(notice.case.person, at).grade != notice.step:
        raise Refused(_("The register has changed since this was drafted; withdraw it and draft it anew."))
    signature = keys.sign(desk_identity(), KIND, canonical.encode(content(notice)))
    notice.signed_at, notice.signed_by, notice.signature = at, by, signature.to_value()
    notice.save()
    record(by=by, at=at, act="families.sign_notice", subject=notice.case.public_id)
    return notice


@transaction.atomic
def withdraw_notice(*, by: User, at: datetime, notice: Notice) -> None:
    """Take back a notice that nobody was told; the ledger keeps that it was drafted."""
    if notice.told_at:
        raise Refused(_("The family was told; it cannot be taken back."))
    case = notice.case
    notice.delete()
    record(by=by, at=at, act="families.withdraw_notice", subject=case.public_id)


@transaction.atomic
def tell(*, by: User, at: datetime, notice: Notice, how: str) -> Notice:
    """The family was told. A death is told by voice or face to face, never first on a page."""
    if notice.signed_at is None:
        raise Refused(_("First a second person must sign."))
    if notice.told_at:
        raise Refused(_("The family was already told."))
    if how not in Notice.How.values:
        raise Refused(_("Say how the family was told."))
    if notice.of_death and how == Notice.How.PORTAL:
        raise Refused(_("Of a death the family hears from a person, by voice or face to face."))
    notice.told_at, notice.told_by, notice.how = at, by, how
    notice.save()
    record(by=by, at=at, act="families.tell", subject=notice.case.public_id, data={"how": how})
    return notice


@transaction.atomic
def agree_meeting(*, by: User, at: datetime, case: Case, due_at: datetime, place: str, about: str) -> Appointment:
    if due_at <= at or not place.strip() or not about.strip():
        raise Refused(_("A meeting needs a time to come, a place, and what it is about."))
    row = Appointment.objects.create(
        case=case, due_at=due_at, place=place.strip(), about=about.strip(), made_at=at, made_by=by
    )
    record(by=by, at=at, act="families.agree_meeting", subject=case.public_id)
    return row


@transaction.atomic
def hold_meeting(*, by: User, at: datetime, appointment: Appointment, said: str) -> Appointment:
    """The meeting took place; `said` is what was told, so that two officers never contradict each other."""
    if appointment.held_at or not said.strip():
        raise Refused(_("Write what was said, once for each meeting."))
    appointment.held_at, appointment.held_by, appointment.said = at, by, said.strip()
    appointment.save()
    record(by=by, at=at, act="families.hold_meeting", subject=appointment.case.public_id)
    return appointment


@transaction.atomic
def write_letter(*, by: User, at: datetime, case: Case, text: str) -> Letter:
    """A letter of the family, kept until it is passed on."""
    if not 0 < len(text.strip()) <= MAX_LETTER:
        raise Refused(_("A letter has some words, and at most 4000 letters."))
    row = Letter.objects.create(case=case, text=text.strip(), written_at=at)
    record(by=by, at=at, act="families.write_letter", subject=case.public_id)
    return row


@transaction.atomic
def pass_on(*, by: User, at: datetime, letter: Letter, through: str) -> Letter:
    if letter.passed_at or not through.strip():
        raise Refused(_("Say through whom the letter went, once."))
    letter.passed_at, letter.passed_by, letter.through = at, by, through.strip()[:120]
    letter.save()
    record(by=by, at=at, act="families.pass_on", subject=letter.case.public_id)
    return letter


@transaction.atomic
def report_swindle(*, by: User, at: datetime, case: Case, text: str) -> Swindle:
    if not text.strip():
        raise Refused(_("Write who approached you, how, and what was asked."))
    row = Swindle.objects.create(case=case, text=text.strip()[:4000], reported_at=at)
    record(by=by, at=at, act="families.report_swindle", subject=case.public_id)
    return row


@transaction.atomic
def see_swindle(*, by: User, at: datetime, swindle: Swindle) -> Swindle:
    if swindle.seen_at is None:
        swindle.seen_at, swindle.seen_by = at, by
        swindle.save()
        record(by=by, at=at, act="families.see_swindle", subject=swindle.case.public_id)
    return swindle


def content(notice: Notice) -> Value:
    """What the signature of a notice speaks of: no name of anybody."""
    return {
        "notice": notice.public_id,
        "case": notice.case.public_id,
        "step": str(notice.step),
        "sign_on": notice.sign_on.isoformat() if notice.sign_on else "",
        "drafted_at": notice.drafted_at.isoformat(),
    }


def genuine(notice: Notice) -> bool:
    """Whether the signature on a notice is our key's over exactly this content."""
    try:
        signature = keys.Signature.from_value(notice.signature)
        keys.verify(desk_identity().public, KIND, canonical.encode(content(notice)), signature)
    except HomewardError:
        return False
    return True
