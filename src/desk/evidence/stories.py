"""Finding, in the desk's own tables, the blocks that tell what a new item tells. Writes only inside extraction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from desk.evidence.models import Block, Item, Shingle, Story
from homeward.evidence import stories
from homeward.evidence.item import Kind

_SAMPLE = 4  # one in so many shingles is kept
_NEIGHBOURS = 12


def tell(item: Item) -> None:
    """Part the text of `item` into blocks, keep them, and join each with the story it repeats, if there is one."""
    if item.kind not in {Kind.PAGE, Kind.CHANNEL}:
        return
    own = Block.objects.bulk_create(_blocks(item))
    marks = {block.id: [one for one in stories.shingles(block.text) if one % _SAMPLE == 0] for block in own}
    neighbours = _neighbours({value for values in marks.values() for value in values})
    Shingle.objects.bulk_create(
        Shingle(value=value, block_id=block) for block, values in marks.items() for value in values
    )
    by_name = {block.name: block for block in (*own, *neighbours)}
    for story in stories.group(stories.Block(block.name, block.headline, block.text) for block in by_name.values()):
        _join(story, by_name)
    _settle(item, own)


def _blocks(item: Item) -> list[Block]:
    found = stories.blocks("", item.text)
    return [Block(item=item, line=int(one.name[1:]), headline=one.headline[:300], text=one.text) for one in found]


def _neighbours(values: set[int]) -> list[Block]:
    """The blocks of other items that share most of the shingles given."""
    shared = Shingle.objects.filter(value__in=list(values)[:5000]).values("block").annotate(count=Count("id"))
    nearest = [row["block"] for row in shared.order_by("-count")[:_NEIGHBOURS]]
    return list(Block.objects.filter(id__in=nearest))


def _join(found: stories.Story, by_name: dict[str, Block]) -> None:
    members = [by_name[member.block.name] for member in found.members]
    known = next((block.story for block in members if block.story), None)
    story = known or Story.objects.create(headline=found.headline[:300])
    for member, block in zip(found.members, members, strict=True):
        block.story, block.part = story, str(member.part)
        block.save(update_fields=["story", "part"])


def _settle(item: Item, own: Sequence[Block]) -> None:
    """The story of an item is that of its longest block which has one."""
    told = [block for block in own if block.story]
    if told:
        item.story = max(told, key=lambda block: len(block.text)).story
