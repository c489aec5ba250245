"""Pages that carry sealed messages out and in: folder, mail, codes, digits."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import actions, blobs, intake, queries
from desk.channel.forms import DigitsForm, ImportForm, MailForm
from desk.channel.models import Channel, Message
from desk.channel.queries.witnessing import marks_of
from desk.channel.views.page import attempt, file, language, page, sentence
from homeward.channel import marks
from homeward.channel.arrival import Collected
from homeward.channel.carriers import bag, mail, paper, qr
from homeward.channel.errors import ChannelError
from homeward.channel.marks import Marks
from homeward.words import say

AT_ONCE = 4
"""Codes on one page: large enough for a telephone, few enough to find one's place."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A message of ours to carry: its row, the name of its form, how many codes it makes."""

    row: Message
    title: str
    codes: int


@allowed("channel.carry")
def carry(request: HttpRequest, public_id: str) -> HttpResponse:
    """All ways to carry what was sealed: what is still to be seen by the other side, and what was begun to be read."""
    row = get_object_or_404(Channel, public_id=public_id)
    context = {
        "channel": row,
        "ready": [_ready(one) for one in reversed(queries.unseen(row))],
        "begun": intake.begun(row),
        "import": ImportForm(),
        "mail": MailForm(),
        "digits": DigitsForm(request.GET or None),
        "told": _told(row, request.GET.get("paper", "")),
    }
    return page(request, "channel/carry.html", context)


@allowed("channel.carry")
def codes(request: HttpRequest, public_id: str) -> HttpResponse:
    """A sealed message of ours as QR codes, a few on each page or all of them for a printer."""
    row = get_object_or_404(Message.objects.select_related("channel"), public_id=public_id, direction="out")
    sealed = blobs.sealed_for(row, row.channel.peer)
    frames = qr.put(sealed)
    pages = range(1, -(-len(frames) // AT_ONCE) + 1)
    given = request.GET.get("page", "1")
    number = int(given) if given.isdecimal() and int(given) in pages else 1
    everything = "all" in request.GET
    shown = frames if everything else frames[(number - 1) * AT_ONCE : number * AT_ONCE]
    record(by=signed_in(request), at=clock.now(), act="channel.show_codes", subject=row.public_id)
    context = {
        "row": row,
        "title": say("channel", f"kind_{row.kind}", language()),
        "codes": [(frame, _drawn(frame)) for frame in shown],
        "total": len(frames),
        "pages": pages,
        "number": number,
        "everything": everything,
        "digits": paper.put(sealed),
    }
    return page(request, "channel/codes.html", context)


@require_POST
@allowed("channel.carry")
def take_in(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take in what was uploaded or lies in the channel's folder."""
    row, form = get_object_or_404(Channel, public_id=public_id), ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("A file is larger than any carrier's."))
        return redirect("channel:carry", public_id)
    files = [intake.Brought(one.name or "", one.read()) for one in form.cleaned_data["sealed"]]
    attempt(
        request,
        lambda: _tell(request, actions.take_in(by=signed_in(request), at=clock.now(), channel=row, files=files)),
    )
    return redirect("channel:carry" if intake.begun(row) else "channel:channel", public_id)


@require_POST
@allowed("channel.carry")
def carry_out(request: HttpRequest, public_id: str) -> HttpResponse:
    """Our sealed messages, written into the channel's folder and given as one file to download."""
    row = get_object_or_404(Channel, public_id=public_id)
    files = actions.export_to_folder(by=signed_in(request), at=clock.now(), channel=row)
    given = marks_of(row) if row.mediates else Marks()
    packed = bag.put((path.read_bytes() for path in files), marks.write(given.postmarks, given.cosignatures))
    return file(packed, f"{row.peer}-{row.public_id}.zip", "application/zip")


@require_POST
@allowed("channel.carry")
def mail_out(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the other side has not seen yet, as a mail file; as several in one ZIP file when it is more than a mail
    carries."""
    row, form = get_object_or_404(Channel, public_id=public_id), MailForm(request.POST)
    carried = [blobs.sealed_for(one, row.peer) for one in queries.unseen(row)]
    if not form.is_valid() or not carried:
        messages.error(request, _("A mail needs two addresses and something to carry."))
        return redirect("channel:carry", public_id)
    try:
        written = mail.put(carried, form.cleaned_data["sender"], form.cleaned_data["to"], clock.now())
    except ChannelError as error:
        messages.error(request, sentence(error))
        return redirect("channel:carry", public_id)
    record(
        by=signed_in(request), at=clock.now(), act="channel.mail", subject=row.public_id, data={"count": len(carried)}
    )
    name = f"{row.peer}-{row.public_id}"
    if len(written) > 1:
        return file(mail.pack(written), f"{name}-mails.zip", "application/zip")
    return file(written[0], f"{name}.eml", "message/rfc822")


def _ready(row: Message) -> Ready:
    return Ready(
        row, say("channel", f"kind_{row.kind}", language()), len(qr.put(blobs.sealed_for(row, row.channel.peer)))
    )


def _told(row: Channel, digits: str) -> str:
    """Which message here has the digits that were read out, in a sentence."""
    if not digits:
        return ""
    sealed = {bytes(data): one for one in row.messages.all() for data in (one.sealed, one.head) if data}
    try:
        one = sealed[paper.take(digits, sealed)]
    except ChannelError as error:
        return sentence(error)
    title = say("channel", f"kind_{one.kind}", language())
    return _("The digits agree: %(title)s, number %(number)d of %(author)s.") % {
        "title": title,
        "number": one.seq,
        "author": one.author,
    }


def _tell(request: HttpRequest, collected: Collected) -> None:
    known = len(collected.arrived) - len(collected.new)
    told = [ngettext("%(n)d new message.", "%(n)d new messages.", len(collected.new)) % {"n": len(collected.new)}]
    if known:
        again = ngettext("%(n)d was here already.", "%(n)d were here already.", known) % {"n": known}
        told.append(again)
    messages.success(request, " ".join(told))
    for refusal in collected.refused:
        messages.error(request, f"{refusal.name[:24]}: {refusal.saying.in_language(language())}")


def _drawn(frame: qr.Frame) -> SafeString:
    return mark_safe(qr.drawing(frame))  # noqa: S308 -- drawn by segno from bytes, it holds no text
