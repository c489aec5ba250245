"""A time proof: an authority outside the war signs that a transcript had these heads no later than a certain time.

`at` in a message is its author's word. A time stamp after RFC 3161 over the heads of a transcript shows to anybody
that all messages up to these heads existed when the authority signed, even if a mediator was bribed. The library asks
nobody over the network: it makes the request, and checks the response that somebody fetched, against the roots they
trust.

Optional: needs the extra `homeward[timestamps]`. The second door to `cryptography`, for certificates of X.509 alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import rfc3161_client
from cryptography import x509

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.errors import ChannelError
from homeward.channel.transcript import Transcript

MAX_RESPONSE = 64 * 1024
_FORMAT = "homeward heads 1"


class BadTimeProof(ChannelError):
    """The response of an authority proves nothing about these heads."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What is stamped: the channel's id, and of each author the number and id of the newest message."""

    channel: str
    heads: Mapping[str, tuple[int, str]]

    @classmethod
    def of(cls, transcript: Transcript) -> Heads:
        """The heads of a transcript as it stands here now; keep them with the response."""
        return cls(transcript.channel.id, {head.by: (head.place.seq, head.id) for head in transcript.chains.heads()})

    def to_bytes(self) -> bytes:
        """The canonical bytes whose SHA-512 the authority signs."""
        heads: Value = {name: list(head) for name, head in self.heads.items()}
        return canonical.encode({"format": _FORMAT, "channel": self.channel, "heads": heads})


def request(heads: Heads) -> bytes:
    """What is sent to an authority (DER, `application/timestamp-query`). It shows a hash and nothing else, and has no
    nonce: the heads are never twice the same."""
    builder = rfc3161_client.TimestampRequestBuilder().data(heads.to_bytes()).nonce(nonce=False)
    return builder.hash_algorithm(rfc3161_client.HashAlgorithm.SHA512).build().as_bytes()


def verify(response: bytes, heads: Heads, roots: Sequence[bytes]) -> datetime:
    """When, by the authority's clock (UTC), these heads existed at the latest.

    `response` is what the authority sent back (DER); `roots` are certificates (PEM) of the authorities that are
    trusted. Raises BadTimeProof when the response is malformed, refused, forged, by an authority not trusted, or about
    other heads.
    """
    if len(response) > MAX_RESPONSE:
        raise BadTimeProof("time_proof_malformed")
    try:
        answer = rfc3161_client.decode_timestamp_response(response)
        trusted = [certificate for root in roots for certificate in x509.load_pem_x509_certificates(root)]
        verifier = rfc3161_client.VerifierBuilder(roots=trusted).build()
    except ValueError as error:
        raise BadTimeProof("time_proof_malformed") from error
    try:
        verifier.verify_message(answer, heads.to_bytes())
    except (rfc3161_client.VerificationError, ValueError) as error:
        raise BadTimeProof("time_proof_fails") from error
    return answer.tst_info.gen_time.astimezone(UTC)
