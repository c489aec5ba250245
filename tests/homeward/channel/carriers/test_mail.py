"""Mail files: what is attached comes out as it went in, or a sentence says why not."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from homeward.channel.carriers import mail
from homeward.channel.carriers.blob import MAX_BLOB
from homeward.channel.carriers.errors import CarrierError

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ENDS = ("post@vrh.example", "post@zls.example")


def test_what_is_attached_comes_out_as_it_went_in() -> None:
    blobs = [bytes(range(256)) * 40, b"\r\n.\r\nFrom \x00"]
    [written] = mail.put(blobs, *ENDS, AT)
    assert [blob.data for blob in mail.take(written)] == blobs


def test_any_mail_program_reads_it() -> None:
    read = message_from_bytes(mail.put([b"one"], *ENDS, AT)[0], policy=default)
    assert (read["From"], read["To"], read["Date"]) == (*ENDS, "Tue, 24 Nov 2026 09:00:00 +0000")
    assert [part.get_content() for part in read.iter_attachments()] == [b"one"]


def test_the_same_messages_make_the_same_mail_but_for_the_boundary() -> None:
    one, other = (message_from_bytes(mail.put([b"one"], *ENDS, AT)[0], policy=default) for _ in range(2))
    assert one["Message-ID"] == other["Message-ID"]


def test_more_than_one_mail_holds_is_several_mails() -> None:
    blobs = [number.to_bytes(2) * (MAX_BLOB // 2) for number in range(13)]
    mails = mail.put(blobs, *ENDS, AT)
    assert [len(mail.take(one)) for one in mails] == [12, 1]


@pytest.mark.parametrize("address", ["", "vrh", "a@b, c@d", "a@b\r\nBcc: c@d"])
def test_a_false_address_is_refused(address: str) -> None:
    with pytest.raises(CarrierError, match="mail addresses"):
        mail.put([b"one"], address, ENDS[1], AT)


def test_a_mail_without_a_sealed_message_is_said() -> None:
    for given in (b"", b"\x00\xff garbage", b"Subject: hello\r\n\r\nno attachment"):
        with pytest.raises(CarrierError, match="No sealed message"):
            mail.take(given)


def test_a_mail_cut_short_gives_a_sentence_or_bytes_that_nobody_can_open() -> None:
    whole = bytes(range(256)) * 20
    [written] = mail.put([whole], *ENDS, AT)
    for length in range(0, len(written) - 200, 97):
        try:
            [blob] = mail.take(written[:length])
        except CarrierError:
            continue
        assert blob.data != whole


def test_nested_mail_and_huge_mail_are_refused() -> None:
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (depth, depth) for depth in range(3000)
    )
    for given in (deep, bytes(mail.MAX_READ + 1)):
        with pytest.raises(CarrierError):
            mail.take(given)


def test_an_attachment_too_large_is_not_read() -> None:
    written = mail.put([bytes(MAX_BLOB + 1)], *ENDS, AT)[0]
    [blob] = mail.take(written)
    assert blob.data is None
