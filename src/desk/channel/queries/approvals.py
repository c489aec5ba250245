"""What waits for an approver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.accounts.models import User
from desk.channel import ends
from desk.channel.models import Deal, Draft
from desk.channel.queries.deals import Known, people
from homeward.channel.drafted import Drafted
from homeward.channel.render import Rendered, render


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft as an approver reads it: its words, the deal it answers with whom it is about, whether the reader may
    give a verdict, and how many approvals there are."""

    draft: Draft
    text: Rendered
    mine: bool
    given: int
    deal: Deal | None
    give: Sequence[Known]
    receive: Sequence[Known]

    @property
    def proposal(self) -> str:
        """The planner's proposal behind it, if there is one."""
        return self.draft.proposal or (self.deal.proposal if self.deal else "")


def waiting(user: User, language: str) -> list[Waiting]:
    """The drafts that wait for approval, oldest first."""
    drafts = Draft.objects.filter(state=Draft.State.WAITING).select_related("channel", "composed_by")
    rows = []
    for draft in drafts.order_by("composed_at", "id"):
        given = [approval.by_id for approval in draft.approvals.all()]
        mine = user.pk != draft.composed_by_id and user.pk not in given
        deal = Deal.objects.filter(channel=draft.channel, key=draft.deal_key).first()
        give, receive = people(deal) if deal and draft.kind != "counter" else ([], [])
        text = render(draft.kind, draft.data, language)
        rows.append(Waiting(draft, text, mine, len(given), deal, give, receive))
    return rows


def drafted(draft: Draft) -> Drafted:
    """The draft with its channel, to be signed elsewhere."""
    end = ends.end_for(draft)
    return Drafted(end.channel, end.act(draft.kind, draft.data, draft.expires_at, draft.to))
