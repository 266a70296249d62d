"""Whether a community takes part in the evaluation."""

from django.db import transaction

from accounts.models import User
from communities.actions.writing import locked, save
from communities.models import Community
from communities.obstacles import of_closed
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def exclude(*, community: Community, reason: str, by: User) -> Community:
    """Mark as not taking part, with a reason."""
    field = Community.not_taking_part_reason.field
    reason = checked_text(reason, field, called="不参评的原因", at="reason")
    changes = {"takes_part": False, "not_taking_part_reason": reason}
    return save(_existing(community), changes, verb="community_excluded", by=by)


@transaction.atomic
def include(*, community: Community, by: User) -> Community:
    """Let a community take part again."""
    changes = {"takes_part": True, "not_taking_part_reason": ""}
    return save(_existing(community), changes, verb="community_included", by=by)


def _existing(community: Community) -> Community:
    community = locked(community)
    refuse(of_closed(community, "不再参评"))
    return community
