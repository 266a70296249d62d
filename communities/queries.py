"""Reads that span models."""

from communities.models import Community
from communities.staffing import information_officers

# As many as a panel has room for; the rest are one link away.
SHOWN = 20


def detail_of(community: Community, user) -> dict:
    """What the panel beside the list tells about one community."""
    visible = Community.objects.visible_to(user)
    return {
        "community": community,
        "compounds": visible.filter(parent=community).existing()[: SHOWN + 1],
        "shown": SHOWN,
        # A neighbour of another station is named to an officer but not linked.
        "reachable": set(
            visible.filter(pk__in=[community.parent_id, community.successor_id]).values_list(
                "pk", flat=True
            )
        ),
        "predecessors": visible.filter(successor=community)[:SHOWN],
        "information_officers": (
            information_officers(community.population, community.shops)
            if community.parent_id
            else None
        ),
    }
