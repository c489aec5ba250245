"""One message of a file: its author, signature, approvals, links and what is shown of it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

from homeward.channel.verifier import strict
from homeward.channel.verifier.errors import BrokenTranscript
from homeward.channel.verifier.form import Form, forms
from homeward.channel.verifier.holders import Holder, Parties, holder
from homeward.channel.verifier.strict import Json, Object, array, digest, exact, moment, obj, spelled, text, whole

_START = "0" * 64
_BODY = "at box by ch data exp kind nonce prev seen seq to v"


@dataclass(slots=True)
class Book:
    """What was read so far: the parties, the place of every message by its id, its own certificates of each chain,
    those whose say was ended, and how many messages do not show everything."""

    parties: Parties
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    brought: dict[str, list[Holder]] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    withheld: int = 0

    def known(self, author: str, name: str) -> list[Holder]:
        """The certificates of `name` that the chain of `author` may rest on, the newest first."""
        on_card = self.parties.holders.get(name)
        brought = [one for one in self.brought.get(author, []) if one.name == name]
        return [*reversed(brought), *([on_card] if on_card else [])]

    def read(self, line: bytes) -> str:
        """Check one message and enter it; its id."""
        envelope = exact(strict.line(line), "approvals body open signature")
        raw = text(envelope["body"]).encode()
        body = exact(strict.line(raw), _BODY)
        if body["v"] != 2 or body["ch"] != self.parties.channel:
            raise BrokenTranscript("A message is of another version or of another channel.")
        shown = _shown(envelope["open"], obj(body["data"]))
        author, form = self._author(body, shown), forms()[whole(body["kind"])]
        strict.signed(author.public, "homeward message 2", raw, envelope["signature"])
        self._check_form(body, form, author, shown)
        if form.binds and self._approvals(envelope, body, author) < self.parties.quorums[author.party]:
            raise BrokenTranscript("A commitment lacks the approvals of its principals.")
        self._links(body)
        return self._enter(hashlib.sha256(raw).hexdigest(), body, form, shown)

    def _author(self, body: Object, shown: Object) -> Holder:
        name, at = text(body["by"]), moment(body["at"])
        found = self.known(name, name)
        if not found and body["seq"] == 1 and whole(body["kind"]) in (1, 2):
            found = [self._carried(name, shown)]
        for one in found:
            if one.speaks and one.name == name and one.since <= at <= one.until:
                return one
        raise BrokenTranscript("A message was written by somebody who might not speak then.")

    def _carried(self, author: str, shown: Object) -> Holder:
        found = holder(shown["certificate"], self.parties.roots)
        before = self.known(author, found.name)
        if any(one.public != found.public for one in before) or found.party not in self.parties.roots:
            raise BrokenTranscript("A certificate takes the name of another holder.")
        if not before and not found.name.startswith(found.party.lower() + "_"):
            raise BrokenTranscript("A certificate takes a name that is not its party's.")
        return found

    def _check_form(self, body: Object, form: Form, author: Holder, shown: Object) -> None:
        to, names = [text(party) for party in array(body["to"])], set(obj(body["data"]))
        if not to or len(set(to)) < len(to) or not set(to) <= set(self.parties.roots):
            raise BrokenTranscript("A message is addressed to nobody, or to somebody who is not on the channel.")
        if not form.required <= names <= set(form.types) or len(bytes.fromhex(text(body["nonce"]))) != 32:
            raise BrokenTranscript("A message lacks a field of its form, or has one too many.")
        form.check(shown)
        if body["box"] is not None:
            strict.raw(body["box"], 1216)
        if author.role not in form.roles or moment(body["exp"]) <= moment(body["at"]):
            raise BrokenTranscript("A message is of a form that its author may not send, or had run out at birth.")
        if self.parties.mandate != "all" and not form.mandates & {"any", self.parties.mandate}:
            raise BrokenTranscript("A message is outside the mandate of its channel.")
        for scope in (self.parties.scope, author.scope):
            if scope and shown.get("operation", scope) != scope:
                raise BrokenTranscript("A message is about another operation.")

    def _approvals(self, envelope: Object, body: Object, author: Holder) -> int:
        act, at = digest({key: body[key] for key in ("ch", "kind", "to", "exp", "data")}), moment(body["at"])
        approved = set()
        for row in array(envelope["approvals"]):
            fields = exact(row, "act at by signature until")
            content: Object = {key: fields[key] for key in ("by", "act", "at", "until")}
            timely = moment(fields["at"]) <= at <= moment(fields["until"]) and fields["act"] == act
            for one in self.known(text(body["by"]), text(fields["by"])):
                fits = (one.party, one.role) == (author.party, "principal") and one.since <= at <= one.until
                if timely and fits:
                    strict.signed(one.public, "homeward approval 1", spelled(content), fields["signature"])
                    approved.add(one.name)
        return len(approved)

    def _links(self, body: Object) -> None:
        by, seq, prev = text(body["by"]), whole(body["seq"]), text(body["prev"])
        if (seq == 1) != (prev == _START) or (seq > 1 and self.places.get(prev) != (by, seq - 1)):
            raise BrokenTranscript("A chain of messages is broken.")
        for name, head in obj(body["seen"]).items():
            number, id = array(head)
            if name == by or self.places.get(text(id)) != (name, number):
                raise BrokenTranscript("A message names one that is not in the transcript.")

    def _enter(self, id: str, body: Object, form: Form, shown: Object) -> str:
        by = text(body["by"])
        if form.key in ("certificate", "key_change"):
            self.brought.setdefault(by, []).append(self._carried(by, shown))
        if form.key in ("revoke", "key_change"):
            self.ended.setdefault(text(shown["name" if form.key == "revoke" else "replaces"]), id)
        self.withheld += set(shown) != set(obj(body["data"]))
        self.places[id], self.times[id] = (by, whole(body["seq"])), moment(body["at"])
        return id


def _shown(opened: Json, digests: Object) -> Object:
    """The fields of a message that are shown, each held against the digest that was signed."""
    fields = obj(opened)
    if sorted(fields) == ["data", "salt"]:
        salt = bytes.fromhex(text(fields["salt"]))
        found = obj(fields["data"])
        if {name: _of_value(name, value, salt) for name, value in found.items()} != digests:
            raise BrokenTranscript("What is shown of a message is not what was signed.")
        return found
    shown: Object = {}
    for name, part in obj(exact(fields, "fields")["fields"]).items():
        if _of_part(name, obj(part)) != digests[name]:
            raise BrokenTranscript("What is shown of a message is not what was signed.")
        if "value" in obj(part):
            shown[name] = obj(part)["value"]
        elif all(isinstance(row, dict) for row in array(obj(part)["rows"])):
            shown[name] = [obj(row)["value"] for row in array(obj(part)["rows"])]
    return shown


def _of_value(name: str, value: Json, salt: bytes) -> str:
    if not isinstance(value, list):
        return digest({"at": name, "salt": _salt(name, salt), "value": value})
    rows: list[Json] = [_of_value(f"{name}/{number}", row, salt) for number, row in enumerate(value)]
    return digest({"at": name, "rows": rows, "salt": _salt(name, salt)})


def _of_part(name: str, part: Object) -> str:
    if part["at"] != name:
        raise BrokenTranscript("What is shown of a message stands in another place.")
    if "rows" not in part:
        return digest(exact(part, "at salt value"))
    rows: list[Json] = []
    for number, row in enumerate(array(exact(part, "at rows salt")["rows"])):
        rows.append(row if isinstance(row, str) else _of_part(f"{name}/{number}", obj(row)))
    return digest({**part, "rows": rows})


def _salt(at: str, salt: bytes) -> str:
    return hmac.digest(salt, at.encode(), "sha256").hex()[:32]
