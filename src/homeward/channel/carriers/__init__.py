"""Carriers of sealed messages: folder or stick, mail, QR codes, a mediator's mailbox; digits read by telephone.

Each has `put`, which makes what is carried of sealed bytes, and `take`, which gives back blobs. None reads a message,
and a message that came by two carriers is one: it is known by the hash of its bytes.
"""
