"""An index over a register, on disk, memory-mapped and shared by processes: finds, in any script and misspelling, whom
a mention may speak of. How it works: docs/explanation/search.md."""

from homeward.linkage.index.archive import IndexDamaged, IndexOfAnotherVersion
from homeward.linkage.index.candidate import Candidate
from homeward.linkage.index.index import Index

__all__ = ["Candidate", "Index", "IndexDamaged", "IndexOfAnotherVersion"]
