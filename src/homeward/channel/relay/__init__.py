"""The relay: a small server that a mediator runs, with mailboxes for sealed messages.

It learns sizes, times and the numbers of mailboxes, and nothing else. A postmark is given only for what lies on disk;
what was postmarked is kept until its reader says that it has it. Kept in plain append-only files, without a database.
"""
