"""The rooms beside the way home, filled through their own acts: people we hold, the dead, the families."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from decimal import Decimal

from desk.accounts.models import Role
from desk.custody import actions as custody
from desk.custody.models import Health, Held, Letter, Wish
from desk.evidence import actions as evidence
from desk.evidence.models import Item
from desk.families import actions as families
from desk.families.models import Case, Notice
from desk.register.models import Person
from desk.remains import actions as remains
from desk.remains.models import Bag, Basis, Claim, Contents, Fragment, Individual
from desk.sample.accounts import publish, staff
from desk.sample.truth import Known
from homeward.simulator.world import VRH, ZLS

_INSPECTED = 40  # people whom the doctor of the camp has seen; the others wait, so that clocks run
_ASKED = 20
_FAMILIES = 5
_LABORATORY = "Лабораторія судової експертизи №2"


def keep(at: datetime, everybody: Known) -> str:
    """Open the records of those we hold; the doctor weighs some, and some are asked in private for their wish."""
    by = staff(Role.CUSTODIAN)
    custody.keep_known(by=by, at=at)
    held = {row.person_id: row for row in Held.objects.filter(left_on=None)}
    truth = everybody.of(ZLS, lambda one: one.returned_on is None and one.died_on is None)
    rows = [(held[person.id], true) for person, true in truth if person.id in held]
    today = at.date()
    for row, true in rows[:_INSPECTED]:
        health, weight = Health(true.condition), Decimal(true.health[-1].weight_kg)
        on = today - timedelta(days=true.number % 25)
        custody.inspect(by=by, at=at, held=row, on=on, weight_kg=weight, health=health, finding="")
        custody.note_letter(by=by, at=at, held=row, on=on, way=Letter.Way.LETTER_OUT)
    for row, true in rows[:_ASKED]:
        wish = Wish.REFUSES if true.refuses else Wish.WISHES
        custody.ask_wish(by=by, at=at, held=row, on=today, wish=wish)
    return f"{len(held)} people held, {min(len(rows), _INSPECTED)} weighed this month"


def bury(at: datetime, everybody: Known) -> str:
    """Two handovers of the dead: a number that came twice, a name claimed twice, one person found in both, and one
    identified by DNA."""
    by, dead = staff(Role.IDENTIFIER), everybody.of(VRH, lambda one: one.died_on is not None)
    day = at.date() - timedelta(days=40)
    first = [_bag(at, f"{number:03}", "Передання тіл, вересень", day.toordinal()) for number in range(1, 5)]
    second = [_bag(at, f"{number:03}", "Передання тіл, жовтень", day.toordinal() + 20) for number in range(1, 4)]
    for bag in (first[0], second[0]):
        name = dead[0][0].display_name if dead else "Невідомий"
        remains.claim(by=by, at=at, bag=bag, name=name, ground=Claim.Ground.LIST)
    found = _fragment(at, first[0], "A", "Ліва стегнова кістка", "DNA-0101")
    again = _fragment(at, second[1], "A", "Фрагмент тазу", "DNA-0102")
    _fragment(at, first[1], "A", "Тіло в однострої", "")
    one = remains.associate(by=by, at=at, fragment=found, individual=None, reason="Перший зразок нової особи.")
    remains.associate(by=by, at=at, fragment=again, individual=one, reason="Профілі DNA-0101 і DNA-0102 збігаються.")
    named = [_identify(at, one, person) for person, _ in dead[:1]]
    return f"{len(first) + len(second)} bags of the dead, {len(named)} identified"


def _bag(at: datetime, number: str, handover: str, day: int) -> Bag:
    on = at.date() - timedelta(days=at.date().toordinal() - day)
    return remains.receive(by=staff(Role.IDENTIFIER), at=at, number=number, handover=handover, received_on=on)


def _fragment(at: datetime, bag: Bag, label: str, text: str, sample: str) -> Fragment:
    by = staff(Role.IDENTIFIER)
    remains.open_bag(by=by, at=at, bag=bag, contents=Contents.PART, opened_on=bag.received_on + timedelta(days=3))
    return remains.describe(by=by, at=at, bag=bag, label=label, description=text, sample=sample)


def _identify(at: datetime, individual: Individual, person: Person) -> Person:
    by, day = staff(Role.IDENTIFIER), at.date() - timedelta(days=4)
    report = _report(at, f"Висновок експерта: особу {individual.label} ототожнено за ДНК. {day:%d.%m.%Y}.")
    remains.identify(
        by=by,
        at=at,
        individual=individual,
        person=person,
        basis=Basis.DNA,
        laboratory=_LABORATORY,
        report=report,
        identified_on=day,
    )
    return person


def _report(at: datetime, text: str) -> Item:
    return evidence.take_in(
        by=staff(Role.IDENTIFIER),
        at=at,
        data=text.encode(),
        name="dna-report.txt",
        source=_LABORATORY,
        collector="identifier",
        collected_at=at - timedelta(days=1),
        ours=True,
    )


def tell(at: datetime, home: list[Person]) -> str:
    """Families of those who came home: kinship proved, one notice signed by two and told by voice, one still
    waiting for its second signature, a letter, a meeting, and the family's own page."""
    by, told = staff(Role.LIAISON), 0
    cases = [_case(at, person) for person in home[:_FAMILIES]]
    for case in cases[:-1]:
        notice = families.draft_notice(by=by, at=at, case=case)
        if case != cases[-2]:
            families.sign_notice(by=staff(Role.APPROVER), at=at, notice=notice)
            families.tell(by=by, at=at, notice=notice, how=Notice.How.VOICE)
            told += 1
    _page(at, cases[0])
    families.agree_meeting(
        by=by, at=at, case=cases[1], due_at=at + timedelta(days=3), place="Кімната 4", about="Зустріч після повернення"
    )
    return f"{len(cases)} families in care, {told} told by voice after two signatures"


def _case(at: datetime, person: Person) -> Case:
    by = staff(Role.LIAISON)
    kin = (person.current.values.get("next_of_kin") or (person.display_name,))[0]
    case = families.open_case(by=by, at=at, person=person, relative=kin, kinship="мати")
    return families.check_standing(by=by, at=at, case=case, proved=True, papers="Свідоцтво про народження")


def _page(at: datetime, case: Case) -> None:
    password = secrets.token_urlsafe(9)
    families.open_portal(by=staff(Role.LIAISON), at=at, case=case, username=str(Role.FAMILY), password=password)
    publish(str(Role.FAMILY), Role.FAMILY, password)
    families.write_letter(by=staff(Role.FAMILY), at=at, case=case, text="Чекаємо вдома. Усі здорові.")
