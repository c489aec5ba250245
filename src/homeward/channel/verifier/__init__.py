"""Checks what was exported from a channel: a transcript, or the proof of a fork. Small on purpose, and it shares no
parsing code with what wrote the file; only the door to cryptography and the table of the forms are the same.

It checks the certificates under the roots, both signatures of every message, role and quorum, that every chain is
unbroken, that what is shown is what was signed, and every postmark and cosignature. Whether the roots are the parties'
own, only comparing fingerprints with them can tell: the result names them.
"""

from homeward.channel.verifier.errors import BrokenTranscript
from homeward.channel.verifier.file import Verified, verify_transcript
from homeward.channel.verifier.fork import ForkProof, verify_fork

__all__ = ["BrokenTranscript", "ForkProof", "Verified", "verify_fork", "verify_transcript"]
