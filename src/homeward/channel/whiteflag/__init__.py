"""Whiteflag version 1 (draft 7): signs and signals for everybody who listens, friend, foe or bystander.

The channel itself speaks its own forms; a safe passage is also given as Whiteflag messages, so that a convoy can be
understood by those who run no Homeward. Kept: message format, codes, and the rules of reference. Left out: the
blockchain, its encryption (messages travel in the sealed channel or in the open), authentication and test messages.
Source: WhiteflagProtocol/whiteflag-standard, WhiteflagSpecification.md and its JSON schema.
"""
