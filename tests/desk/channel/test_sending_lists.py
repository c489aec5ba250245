"""A list of ours: chosen, judged line by line, fixed by its hash, shown when theirs is fixed, answered line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.channel import actions, choosing, queries
from desk.channel.models import Message, OwnList
from desk.errors import Refused
from desk.register.facets import NAME_KEY, facet_hash
from desk.register.models import Person, PersonCurrent, PersonFacet, Place
from homeward.channel import terms
from homeward.channel.lists import commitment
from homeward.channel.terms import Agreement, Number
from homeward.names.keys import keys
from tests.desk.channel.conftest import World

SignedIn = Callable[[str], Client]
DAY = date(2026, 11, 24)
HELD, SOUGHT = OwnList.Whom.HELD, OwnList.Whom.SOUGHT
CONSENT = {"family_consent_other_party": ["given"]}


def person(
    world: World, name: str, party: str = "ZLS", grade: str = "confirmed_held", sex: str = "female", **more: Any
) -> str:
    row = Person.objects.create(party=party, display_name=name, opened_at=world.now, opened_by=world.negotiator)
    values: Mapping[str, Sequence[str]] = more.pop("values", {} if party == "ZLS" else CONSENT)
    current = {"as_grade": grade, "sex": sex, "values": values, "refreshed_at": world.now, "birth_date": "1990"}
    PersonCurrent.objects.create(person=row, **current | more)
    return row.public_id


def fix(world: World, *ids: str, whom: OwnList.Whom = HELD, **more: Any) -> OwnList:
    given = {"channel": world.channel, "whom": whom, "category": "woman", "as_of": DAY, "at": world.now} | more
    return actions.fix_list(by=world.negotiator, ids=ids, **given)


def show(world: World, row: OwnList, reason: str = "") -> OwnList:
    return actions.show_list(by=world.negotiator, at=world.now, row=row, reason=reason)


def they_fix(world: World, category: str = "woman") -> None:
    head = {"list": "w1", "category": category, "as_of": "2026-11-24"}
    world.answer("list_commit", {**head, "count": 0, "commit": commitment([], "s")})
    world.receive()


def agree(world: World, *numbers: Number, give: Sequence[str] = ()) -> None:
    """A deal that binds both sides, offered by the peer, with these numbers."""
    women = Agreement(DAY, (terms.known()["woman"],), numbers)
    offered = {"agreement": women.to_value()}
    people = {"give": [world.person(world.theirs)], "receive": [world.person(world.ours)]}
    world.answer("offer", {"deal": "d9", "terms": offered, **people})
    world.receive()
    deal = world.channel.deals.get()
    world.approve(actions.accept(by=world.negotiator, at=world.now, deal=deal))


def test_the_hash_goes_first_and_nobody_reads_a_name(world: World) -> None:
    anna, olga, _, _ = (person(world, name) for name in ("Анна", "Ольга", "Марія", "Ірина"))
    row = fix(world, anna, olga)
    world.deliver()
    [said] = world.peer.transcript.held
    assert (said.act.kind, said.act.data["count"]) == ("list_commit", 2)
    assert said.act.data["commit"] == commitment(row.lines, row.salt)
    assert "Анна" not in said.to_bytes().decode()


def test_it_is_shown_once_theirs_is_fixed_and_is_as_fixed_at_their_end(world: World) -> None:
    row = fix(world, person(world, "Анна"))
    with pytest.raises(Refused, match="say why ours is shown first"):
        show(world, row)
    they_fix(world, "chaplain")
    with pytest.raises(Refused, match="say why ours is shown first"):
        show(world, row)
    world.answer(
        "list_commit", {"list": "w2", "category": "woman", "as_of": "2026-11-24", "count": 0, "commit": "a" * 64}
    )
    world.receive()
    show(world, row)
    world.deliver()
    [told] = [one for one in queries.lists(world.channel, "en") if one.own == row]
    assert told.words == "The list is the one that was fixed before."
    shown = world.peer.transcript.held[-1].act.data
    assert [one["name"] for one in shown["people"]] == ["Анна"]  # type: ignore[union-attr,index,call-overload]
    with pytest.raises(Refused, match="shown already"):
        show(world, row)


def test_a_reason_lets_ours_go_first_and_is_kept(world: World) -> None:
    row = show(world, fix(world, person(world, "Анна")), "They asked for it by telephone.")
    assert (row.reason, row.shown_by) == ("They asked for it by telephone.", world.negotiator)


@pytest.mark.parametrize(
    ("whom", "more", "why"),
    [
        (HELD, {"grade": "returned"}, "Line 2: this person is home already."),
        (HELD, {"grade": "dead_confirmed"}, "Line 2: this person is dead"),
        (HELD, {"grade": "no_data"}, "Line 2: the register does not say that we hold"),
        (HELD, {"ex_wish": "refuses"}, "Line 2: this person does not wish to return."),
        (HELD, {"party": "VRH"}, "Line 2: this person is not of the side"),
        (HELD, {"sex": "male"}, "Line 2: this person is not of the category"),
        (SOUGHT, {"values": {}}, "Line 2: the family's consent"),
        (SOUGHT, {"values": {"family_consent_other_party": ["withdrawn"]}}, "Line 2: the family's consent"),
        (SOUGHT, {"grade": "returned"}, "Line 2: this person is home already."),
    ],
)
def test_who_may_not_be_named_is_refused_by_line(world: World, whom: OwnList.Whom, more: Any, why: str) -> None:
    side = "ZLS" if whom == HELD else "VRH"
    for number in range(4):
        person(world, f"more {number}", side)
    good, bad = person(world, "Анна", side), person(world, "Ольга", **({"party": side} | more))
    with pytest.raises(Refused, match=why):
        fix(world, good, bad, whom=whom)
    assert not Message.objects.exists()


def test_an_unknown_number_and_a_doubled_one_are_refused(world: World) -> None:
    anna = person(world, "Анна")
    with pytest.raises(Refused, match="Line 1: nobody in our register"):
        fix(world, "nobody")
    with pytest.raises(Refused, match="Line 2: this person stands on the list already"):
        fix(world, anna, anna)
    with pytest.raises(Refused, match="A list names somebody"):
        fix(world)


def test_nobody_stands_in_two_lists_until_the_first_is_over(world: World) -> None:
    anna = person(world, "Анна")
    person(world, "Ольга")
    fix(world, anna)
    with pytest.raises(Refused, match="Line 1: this person stands on another list of ours"):
        fix(world, anna)
    fix(world, anna, at=world.now + timedelta(days=31))


def test_a_recalled_list_frees_its_people(world: World) -> None:
    row = fix(world, person(world, "Анна"))
    data = {"of": row.committed.body_hash, "reason": "mistaken"}
    actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind="recall", data=data)
    fix(world, *row.people)


def test_never_a_whole_register_without_an_agreement(world: World) -> None:
    ids = [person(world, f"n {number}") for number in range(6)]
    with pytest.raises(Refused, match="The list has 4 lines; 3 are agreed"):
        fix(world, *ids[:4])
    fix(world, *ids[:3])


def test_the_agreed_number_in_our_direction_caps_the_list(world: World) -> None:
    agree(world, Number("woman", give=5, receive=2))  # they receive two: we give two
    ids = [person(world, f"n {number}") for number in range(4)]
    with pytest.raises(Refused, match="The list has 3 lines; 2 are agreed"):
        fix(world, *ids[:3])
    fix(world, *ids[:2])
    sought = [person(world, f"s {number}", "VRH") for number in range(5)]
    fix(world, *sought, whom=SOUGHT)


def test_whoever_came_home_since_keeps_the_list_from_being_shown(world: World) -> None:
    row = fix(world, person(world, "Анна"))
    PersonCurrent.objects.update(as_grade="returned")
    with pytest.raises(Refused, match="Line 1: this person is home already"):
        show(world, row, "why not")


def test_a_search_takes_those_of_the_category_by_the_records(world: World) -> None:
    anna = person(world, "Анна")
    person(world, "Іван", sex="male")
    person(world, "Хтось", sex="")
    person(world, "Ольга", grade="returned")
    assert choosing.chosen(world.channel, HELD, "woman", DAY, "", "") == [anna]


def test_a_search_narrows_by_name_and_by_place(world: World) -> None:
    colony = Place.objects.create(names=["Колонія № 5", "Colony 5"], kind="colony", party="VRH")
    anna = person(world, "Анна", facility=colony)
    olga = person(world, "Ольга")
    row = Person.objects.get(public_id=olga)
    for key in keys("Ольга"):
        PersonFacet.objects.create(person=row, facet_hash=facet_hash(NAME_KEY, key))
    assert listing_of(world, place="КОЛОНІЯ") == listing_of(world, place="colony") == [anna]
    assert listing_of(world, text="Olha") == [olga]
    assert listing_of(world, text="Ольга", place="Колонія") == []


def listing_of(world: World, text: str = "", place: str = "") -> list[str]:
    return choosing.chosen(world.channel, HELD, "woman", DAY, text, place)


@pytest.mark.parametrize(
    ("table", "found"),
    [(b"id\np1\np2\n", ["p1", "p2"]), ("номер;ім'я\np1;Анна\n".encode(), ["p1"]), (b"p1,x\np2,y\n", ["p1", "p2"])],
)
def test_a_table_gives_the_numbers_of_its_first_column(table: bytes, found: list[str]) -> None:
    assert choosing.column(table) == found


def test_a_file_that_is_no_table_is_refused() -> None:
    with pytest.raises(Refused, match="no table of numbers"):
        choosing.column(b"\xff\xfe\x00")


def test_the_numbers_of_lines_tell_to_whom_a_list_was_given(world: World, signed_in: SignedIn) -> None:
    anna = person(world, "Анна")
    row = fix(world, anna)
    assert row.lines[0]["id"] != anna
    assert queries.given_to([row.lines[0]["id"], "other"]) == [(row, 1)]
    url = reverse("channel:lists", args=[world.channel.public_id])
    page = signed_in("negotiator").get(url, {"leaked": row.lines[0]["id"]}).content.decode()
    assert "1 of these lines was given to ZLS alone (channel 1)" in page


def test_the_pages_lead_from_a_choice_to_the_answer(world: World, signed_in: SignedIn) -> None:
    client, id = signed_in("negotiator"), world.channel.public_id
    anna, olga = person(world, "Анна"), person(world, "Ольга", grade="returned")
    person(world, "Марія")
    url = reverse("channel:new_list", args=[id])
    asked = {"whom": "held", "category": "woman", "as_of": "2026-11-24"}
    table = SimpleUploadedFile("list.csv", f"id\n{anna}\n{olga}\n".encode())
    page = client.post(url, {**asked, "table": table}).content.decode()
    for words in ("May stand on it: 1 of 2", "Line 2: this person is home already.", "At most 1 lines"):
        assert words in page
    assert not Message.objects.exists()
    assert "A list names somebody." in client.post(url, {**asked, "fix": "1"}).content.decode()
    page = client.post(url, {**asked, "line": [anna], "fix": "1"}, follow=True).content.decode()
    assert "Not fixed yet" in page
    they_fix(world)
    row = OwnList.objects.get()
    client.post(reverse("channel:show_list", args=[row.public_id]))
    shown = Message.objects.get(kind="list")
    verdicts = "agrees not_of_category undecided already_home civilian duplicate name_differs birth_differs unknown"
    world.deliver()
    said = {verdict: [] for verdict in verdicts.split()} | {"unknown": [row.lines[0]["id"]]}
    world.answer("conformance", {"of": shown.body_hash, **said})
    world.receive()
    page = client.get(reverse("channel:own_list", args=[row.public_id])).content.decode()
    assert "ZLS: Unknown to us" in page
    page = client.get(reverse("channel:lists", args=[id])).content.decode()
    assert "The list is the one that was fixed before." in page
    assert "Fixed by its hash, not shown yet." in page


def test_more_than_any_list_holds_is_not_read_line_by_line(
    world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "LONGEST", 1)
    for name in ("Анна", "Ольга"):
        person(world, name)
    url = reverse("channel:new_list", args=[world.channel.public_id])
    page = signed_in("negotiator").post(url, {"whom": "held", "category": "woman", "as_of": "2026-11-24"})
    assert "These are 2 people, more than any list holds" in page.content.decode()


def test_what_they_asked_for_waits_until_its_hash_is_sent(world: World, signed_in: SignedIn) -> None:
    world.answer("list_request", {"category": "woman", "as_of": "2026-11-24", "note": "The wounded women."})
    world.receive()
    client, url = signed_in("negotiator"), reverse("channel:lists", args=[world.channel.public_id])
    page = client.get(url).content.decode()
    assert "The wounded women." in page
    wanted = reverse("channel:new_list", args=[world.channel.public_id]) + "?category=woman&as_of=2026-11-24"
    assert wanted.replace("&", "&amp;") in page
    assert 'value="woman" selected' in client.get(wanted).content.decode()
    fix(world, person(world, "Анна"))
    assert "The wounded women." not in client.get(url).content.decode()


@pytest.mark.parametrize("role", ["approver", "auditor"])
def test_others_read_lists_and_send_none(world: World, signed_in: SignedIn, role: str) -> None:
    row, client = fix(world, person(world, "Анна")), signed_in(role)
    assert client.get(reverse("channel:own_list", args=[row.public_id])).status_code == 200
    assert client.get(reverse("channel:new_list", args=[world.channel.public_id])).status_code == 403
    assert client.post(reverse("channel:show_list", args=[row.public_id])).status_code == 403
