"""Whiteflag messages bit by bit, and what the standard lets them say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.channel.whiteflag import codec
from homeward.channel.whiteflag.errors import BadWhiteflag
from homeward.channel.whiteflag.message import Code, Message, Reference, Requested, Sign
from homeward.channel.whiteflag.place import NOWHERE, Place
from homeward.channel.whiteflag.rules import check, check_reference, reply

LONG = settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
AT = datetime(2026, 11, 24, 9, 0, 5, tzinfo=UTC)
CROSSING = Place(4800000, -3780001)
NOTE = Message(Code.TEXT, "Hi!")
EMBLEM = Message(Code.PROTECTION, Sign("11", AT, timedelta(hours=26, minutes=30), "40", CROSSING))
ACCESS = Message(
    Code.REQUEST,
    Sign("20", AT, None, "22", CROSSING, (800, 95), 42, (Requested("40", 7), Requested("11", 99))),
    Reference.UPDATE,
    "c0ffee" + "0" * 58,
    duress=True,
)
ASKED = replace(ACCESS, reference=Reference.ORIGINAL, referenced="0" * 64, duress=False)

ZEROS = "0000" * 64
HEADER = "01010111010001100011000100110000"  # W F 1 0
TIME = "0010 0000 0010 0110 0001 0001 0010 0100 0000 1001 0000 0000 0000 0101"  # 2026 11 24 09 00 05
PLACE = "1 0100 1000 0000 0000 0000 0000 0000 0 0000 0011 0111 1000 0000 0000 0000 0001"  # + 48.00000, - 037.80001
BITS = {
    "a protective sign": (
        EMBLEM,
        # no duress, P, original | subject 11 | time | 01 02 30 | object 40 | place | no size, 999 | filler
        f"{HEADER} 0 01010000 0000 {ZEROS} 0001 0001 {TIME} 0000 0001 0000 0010 0011 0000 0100 0000"
        f" {PLACE} {'0000' * 8} 1001 1001 1001 0",
        "WF100P0" + "0" * 64 + "112026-11-24T09:00:05ZP01D02H30M40+48.00000-037.8000100000000999",
    ),
    "a request under duress, for vehicles and persons": (
        ACCESS,
        # duress, Q, update | subject 20 | time | without end | object 22 | place | 800 x 95, 042 | 40 07, 11 99
        f"{HEADER} 1 01010001 0010 1100 0000 1111 1111 1110 1110 {'0000' * 58} 0010 0000 {TIME} {'0000' * 6} 0010 0010"
        f" {PLACE} 0000 1000 0000 0000 0000 0000 1001 0101 0000 0100 0010 0100 0000 0000 0111 0001 0001 1001 1001 0",
        "WF101Q2c0ffee" + "0" * 58 + "202026-11-24T09:00:05ZP00D00H00M22+48.00000-037.800010800009504240071199",
    ),
    "a text": (
        NOTE,
        f"{HEADER} 0 01000110 0000 {ZEROS} 01001000 01101001 00100001 000",
        "WF100F0" + "0" * 64 + "Hi!",
    ),
}


@pytest.mark.parametrize(("message", "bits", "text"), BITS.values(), ids=BITS)
def test_a_message_has_exactly_these_bits(message: Message, bits: str, text: str) -> None:
    plain = bits.replace(" ", "")
    data = int(plain, 2).to_bytes(len(plain) // 8, "big")

    assert codec.encode(message) == data
    assert codec.decode(data) == message
    assert codec.to_text(message) == text


RULES = {
    "Prefix": "WF",
    "Version": "1",
    "EncryptionIndicator": "[A-Z0-9]",
    "DuressIndicator": "[01]",
    "MessageCode": "[AKTPESDIMQRF]",
    "ReferenceIndicator": "[0-9]",
    "ReferencedMessage": "[a-fA-F0-9]{64}",
    "SubjectCode": "[a-fA-F0-9]{2}",
    "DateTime": r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z",
    "Duration": r"P\d{2}D\d{2}H\d{2}M",
    "ObjectType": "[a-fA-F0-9]{2}",
    "ObjectLatitude": r"[+-]\d{2}\.\d{5}",
    "ObjectLongitude": r"[+-]\d{3}\.\d{5}",
    "ObjectSizeDim1": r"\d{4}",
    "ObjectSizeDim2": r"\d{4}",
    "ObjectOrientation": r"\d{3}",
    "ObjectTypeQuant": r"\d{2}",
}
"""The patterns of the standard's JSON schema, by hand."""
HEADER_NAMES = list(RULES)[:7]
SIGN_NAMES = list(RULES)[7:16]

codes = st.text("0123456789ABCDEF", min_size=2, max_size=2)
places = st.just(NOWHERE) | st.builds(Place, st.integers(-9000000, 9000000), st.integers(-18000000, 18000000))
signs = st.builds(
    Sign,
    codes,
    st.integers(0, 10**9).map(lambda seconds: AT - timedelta(seconds=seconds)),
    st.none() | st.integers(1, 143_999).map(lambda minutes: timedelta(minutes=minutes)),
    codes,
    places,
    st.tuples(st.integers(0, 9999), st.integers(0, 9999)),
    st.none() | st.integers(0, 359),
)
requests = st.lists(st.builds(Requested, codes, st.integers(0, 99)), max_size=8).map(tuple)
ids = st.text("0123456789abcdef", min_size=64, max_size=64)
messages = st.one_of(
    st.builds(Message, st.sampled_from("PMS").map(Code), signs, st.sampled_from(Reference), ids, st.booleans()),
    st.builds(
        lambda sign, rows, *rest: Message(Code.REQUEST, replace(sign, requested=rows), *rest),
        signs,
        requests,
        st.sampled_from(Reference),
        ids,
        st.booleans(),
    ),
    st.builds(
        Message,
        st.just(Code.TEXT),
        st.text(st.characters(max_codepoint=127), max_size=300),
        st.sampled_from(Reference),
        ids,
        st.booleans(),
    ),
)


@given(messages)
def test_any_message_comes_back_from_its_bytes(message: Message) -> None:
    assert codec.decode(codec.encode(message)) == message


@pytest.mark.soak
@given(messages)
@LONG
def test_many_messages_come_back_from_their_bytes(message: Message) -> None:
    assert codec.decode(codec.encode(message)) == message


@given(messages)
def test_the_json_keeps_to_the_schema_of_the_standard(message: Message) -> None:
    value = codec.to_value(message)
    header, body = value["MessageHeader"], value["MessageBody"]

    assert isinstance(header, dict)
    assert isinstance(body, dict)
    assert list(header) == HEADER_NAMES
    rows = body.pop("requestObjects", [])
    assert list(body) == (["Text"] if message.code == Code.TEXT else SIGN_NAMES)
    body.pop("Text", None)
    for name, written in [*header.items(), *body.items(), *(pair for row in rows for pair in row.items())]:
        assert re.fullmatch(RULES[name], written)


@given(st.binary(max_size=90))
def test_whatever_is_read_is_written_again_the_same(data: bytes) -> None:
    check_written_again(data)


@pytest.mark.soak
@given(st.binary(max_size=90))
@LONG
def test_much_that_is_read_is_written_again_the_same(data: bytes) -> None:
    check_written_again(data)


def check_written_again(data: bytes) -> None:
    try:
        message = codec.decode(b"WF10" + data)
    except BadWhiteflag:
        return
    assert codec.encode(message) == b"WF10" + data


@given(messages, st.data())
def test_one_bit_changed_is_another_message_or_none(message: Message, data: st.DataObject) -> None:
    sent = bytearray(codec.encode(message))
    bit = data.draw(st.integers(0, len(sent) * 8 - 1))
    sent[bit // 8] ^= 0x80 >> bit % 8
    try:
        assert codec.decode(bytes(sent)) != message
    except BadWhiteflag:
        return


@pytest.mark.parametrize("message", [EMBLEM, ACCESS, NOTE], ids=["P", "Q", "F"])
def test_a_message_cut_short_or_with_something_behind_it_is_refused(message: Message) -> None:
    data = codec.encode(message)

    with pytest.raises(BadWhiteflag):
        codec.decode(data[:30])
    with pytest.raises(BadWhiteflag):
        codec.decode(data + b"\x01")
    with pytest.raises(BadWhiteflag):
        codec.decode(data[:-1] + bytes([data[-1] | 1]))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b"WF10", b"WG10", "Prefix"),
        (b"WF10", b"WF20", "Version"),
        (b"WF10", b"WF11", "EncryptionIndicator"),
    ],
)
def test_another_version_or_an_encrypted_message_is_refused(old: bytes, new: bytes, sentence: str) -> None:
    with pytest.raises(BadWhiteflag, match=sentence):
        codec.decode(codec.encode(EMBLEM).replace(old, new))


def test_a_kind_that_is_not_read_here_is_refused() -> None:
    authentication = int(f"{HEADER} 0 01000001 0000 {ZEROS} 000".replace(" ", ""), 2).to_bytes(38, "big")

    with pytest.raises(BadWhiteflag, match="kind A"):
        codec.decode(authentication)


@pytest.mark.parametrize(
    "sign",
    [
        Sign("11", AT, timedelta(seconds=90), "40", CROSSING),
        Sign("11", AT, timedelta(0), "40", CROSSING),
        Sign("11", AT, timedelta(days=100), "40", CROSSING),
        Sign("11", AT.replace(microsecond=1), None, "40", CROSSING),
        Sign("1g", AT, None, "40", CROSSING),
        Sign("11", AT, None, "40", CROSSING, (10000, 0)),
        Sign("11", AT, None, "40", CROSSING, (-1, 0)),
    ],
)
def test_values_that_do_not_fit_their_field_are_not_written(sign: Sign) -> None:
    with pytest.raises(BadWhiteflag):
        codec.encode(replace(EMBLEM, body=sign))


def test_letters_beyond_the_first_128_are_not_written() -> None:
    with pytest.raises(BadWhiteflag, match="Text"):
        codec.encode(replace(NOTE, body="Привіт"))


def test_a_request_names_at_most_eight_kinds_of_objects() -> None:
    nine = (Requested("11", 1),) * 9

    with pytest.raises(BadWhiteflag, match="at most 8"):
        codec.encode(Message(Code.REQUEST, Sign("20", AT, None, "20", CROSSING, requested=nine)))


def test_places_lie_on_the_earth() -> None:
    assert Place(-9000000, 18000000).written == ("-90.00000", "+180.00000")
    assert NOWHERE.written == ("+99.99999", "+999.99999")
    for bad in (lambda: Place(9000001, 0), lambda: Place(0, -18000001), lambda: Place(None, 0)):
        with pytest.raises(BadWhiteflag, match="not on the earth"):
            bad()
    with pytest.raises(BadWhiteflag, match="not on the earth"):
        Place.read("-00.00000", "+000.00000")


def test_a_text_has_words_and_a_sign_has_none_and_only_requests_request() -> None:
    for bad in (
        lambda: replace(NOTE, code=Code.MISSION),
        lambda: replace(EMBLEM, body="Hi!"),
        lambda: replace(ACCESS, code=Code.MISSION),
    ):
        with pytest.raises(BadWhiteflag, match="cannot hold"):
            bad()


ALLOWED = [
    EMBLEM,
    ACCESS,
    NOTE,
    Message(Code.PROTECTION, Sign("32", AT, None, "21", CROSSING, (300, 0), 0)),
    Message(Code.PROTECTION, Sign("02", AT, None, "12", CROSSING, (20, 10), 90)),
    Message(Code.MISSION, Sign("22", AT, None, "00")),
    Message(Code.REQUEST, Sign("20", AT, None, "20", CROSSING, requested=(Requested("11", 0), Requested("40", 99)))),
    Message(Code.STATUS, Sign("11", AT, None, "11")),
    Message(Code.PROTECTION, Sign("F0", AT, None, "40", CROSSING)),
]
FORBIDDEN = [
    (Message(Code.PROTECTION, Sign("11", AT, None, "40")), "where it is"),
    (Message(Code.PROTECTION, Sign("04", AT, None, "40", CROSSING)), "no sign P04"),
    (Message(Code.PROTECTION, Sign("32", AT, None, "11", CROSSING)), "no sign P32 for an object 11"),
    (Message(Code.PROTECTION, Sign("01", AT, None, "80", CROSSING)), "no sign P01 for an object 80"),
    (Message(Code.PROTECTION, Sign("11", AT, None, "16", CROSSING)), "no sign P11 for an object 16"),
    (Message(Code.REQUEST, Sign("20", AT, None, "40", CROSSING)), "no sign Q20"),
    (Message(Code.STATUS, Sign("11", AT, None, "40")), "no sign S11"),
    (Message(Code.MISSION, Sign("22", AT, None, "40", CROSSING, (5, 5), 0)), "size or direction"),
    (Message(Code.MISSION, Sign("22", AT, None, "21", CROSSING, (5, 5), 0)), "size or direction"),
    (Message(Code.MISSION, Sign("22", AT, None, "22", CROSSING, (5, 0), 0)), "size or direction"),
    (Message(Code.MISSION, Sign("22", AT, None, "22", CROSSING)), "size or direction"),
    (Message(Code.MISSION, Sign("22", AT, None, "20", CROSSING, (5, 5), 0)), "size or direction"),
    (Message(Code.MISSION, Sign("22", AT, None, "22", CROSSING, (5, 5), None)), "size or direction"),
    (Message(Code.MISSION, Sign("22", AT, None, "22", CROSSING, (5, 5), 360)), "size or direction"),
    (Message(Code.MISSION, Sign("22", AT, None, "40", CROSSING, (0, 0), 10)), "size or direction"),
    (Message(Code.REQUEST, Sign("20", AT, None, "20", CROSSING, requested=(Requested("12", 5),))), "object 12"),
    (Message(Code.REQUEST, Sign("20", AT, None, "20", CROSSING, requested=(Requested("30", 1),))), "object 30"),
    (Message(Code.REQUEST, Sign("20", AT, None, "20", CROSSING, requested=(Requested("11", 100),))), "object 11"),
]


@pytest.mark.parametrize("message", ALLOWED)
def test_what_the_standard_allows_is_allowed(message: Message) -> None:
    check(message)


@pytest.mark.parametrize(("message", "sentence"), FORBIDDEN)
def test_what_the_standard_forbids_is_refused(message: Message, sentence: str) -> None:
    with pytest.raises(BadWhiteflag, match=sentence):
        check(message)


BY_TYPE = """
P: P123456789 M35        -> P12346789 M35
Q: Q123456789 P123456789 -> Q1234789
M: M123456789 Q123456789 P123456789 -> M12347 Q3
S: S123456789 P123456789 -> S12467 P35
F: F123456789 P123456789 Q123456789 -> F1234 P3 Q3
"""
SUBJECT = {"P": "11", "M": "22", "Q": "20", "S": "00"}


def some(code: str) -> Message:
    """An original message of a kind, all with the same words."""
    return NOTE if code == "F" else Message(Code(code), Sign(SUBJECT[code], AT, None, "20", CROSSING))


@pytest.mark.parametrize("line", BY_TYPE.strip().splitlines())
def test_each_kind_refers_to_the_kinds_of_the_table_in_the_ways_of_the_table(line: str) -> None:
    (by, tried), allowed = line.split("->")[0].split(":"), line.split("->")[1]
    ways = {(group[0], how) for group in allowed.split() for how in group[1:]}
    for group in tried.split():
        for how in group[1:]:
            earlier, later = some(group[0]), some(by.strip())
            message = replace(later, reference=Reference(how), referenced=codec.identify(earlier))
            assert referable(message, earlier) == ((group[0], how) in ways)


def referable(message: Message, earlier: Message) -> bool:
    """Whether the originator of `earlier`, or another, may say `message`."""
    for same in (True, False):
        try:
            check_reference(message, earlier, same=same)
        except BadWhiteflag:
            continue
        return True
    return False


SEQUENCES = {
    "1": ("0123456789", "same"),
    "2": ("035", "same"),
    "3": ("025", "same"),
    "4": ("05689", "same"),
    "6": ("02345", "other"),
    "7": ("02589", "other"),
    "8": ("025", "other"),
    "9": ("025", "other"),
}


@pytest.mark.parametrize("how", SEQUENCES)
def test_each_way_refers_to_the_ways_of_the_table_by_the_right_originator(how: str) -> None:
    for was in "0123456789":
        earlier = replace(some("P"), reference=Reference(was))
        message = replace(earlier, reference=Reference(how), referenced=codec.identify(earlier))
        for same in (True, False):
            allowed = was in SEQUENCES[how][0] and SEQUENCES[how][1] == ("same" if same else "other")
            try:
                check_reference(message, earlier, same=same)
            except BadWhiteflag:
                assert not allowed
            else:
                assert allowed


def test_a_relation_may_come_from_anybody() -> None:
    mission = some("M")
    sign = replace(some("P"), reference=Reference.RELATE, referenced=codec.identify(mission))

    check_reference(sign, mission, same=True)
    check_reference(sign, mission, same=False)


def test_a_reply_repeats_what_it_answers() -> None:
    answer = reply(ASKED, Reference.COMPLY)

    assert answer == replace(ASKED, reference=Reference.COMPLY, referenced=codec.identify(ASKED))
    with pytest.raises(BadWhiteflag, match="must repeat"):
        check_reference(replace(answer, body=replace(answer.body, object="20")), ASKED, same=False)  # type: ignore[type-var]
    with pytest.raises(BadWhiteflag, match="refers to another"):
        check_reference(replace(answer, referenced="0" * 64), ASKED, same=False)
    with pytest.raises(BadWhiteflag, match="no reply"):
        reply(ASKED, Reference.UPDATE)
    with pytest.raises(BadWhiteflag, match="may not refer"):
        reply(ASKED, Reference.CONFIRM)


def test_who_acts_under_force_can_say_so() -> None:
    assert reply(ASKED, Reference.ACKNOWLEDGE, duress=True).duress
