"""Reads that span models."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from communities.heads import open_years
from communities.models import Community, CommunityQuerySet, PropertyCompany, Station
from communities.staffing import information_officers
from wufaan.clock import today

# As many as a panel has room for; the rest are one link away.
SHOWN = 20


def detail_of(community: Community, user: User) -> dict[str, Any]:
    """What the panel beside the list tells about one community."""
    visible = Community.objects.visible_to(user)
    return {
        "community": community,
        "work_year": open_years(today())[0],
        "compounds": visible.filter(parent=community).existing()[: SHOWN + 1],
        "shown": SHOWN,
        # A neighbour of another station is named to an officer but not linked.
        "reachable": set(
            visible.filter(
                pk__in=[community.parent_id, community.successor_id, community.split_from_id]
            ).values_list("pk", flat=True)
        ),
        "predecessors": visible.filter(successor=community)[:SHOWN],
        "offshoots": visible.filter(split_from=community)[:SHOWN],
        "former_codes": community.former_codes.all(),
        "former_names": community.former_names.exclude(name=community.name),
        "moves": community.moves.select_related("parent", "station"),
        "information_officers": (
            information_officers(community.population, community.shops)
            if community.parent_id
            else None
        ),
    }


def stations_with_counts(user: User) -> QuerySet[Station]:
    """Each with how many communities it has (`places`)."""
    existing = Count("communities", filter=Q(communities__closed_on=None))
    stations = Station.objects.visible_to(user).select_related("successor")
    return stations.annotate(places=existing).order_by("code")


def companies_with_counts(user: User) -> QuerySet[PropertyCompany]:
    """Each with how many of the compounds that this person sees it looks after (`places`)."""
    seen = Community.objects.visible_to(user).existing().order_by()
    counted = Count("compounds", filter=Q(compounds__in=seen))
    return PropertyCompany.objects.visible_to(user).annotate(places=counted).order_by("code")


def mergeable(community: Community, user: User) -> CommunityQuerySet:
    """What a community could become part of: its like, wherever it lies."""
    others = Community.objects.visible_to(user).existing().exclude(pk=community.pk)
    return others.filter(parent__isnull=community.parent_id is None)


def merge_candidates(community: Community, text: str, user: User) -> CommunityQuerySet:
    """Those to choose from: what was looked for, or else the neighbours; few enough for a page."""
    others = mergeable(community, user)
    if text:
        others = others.matching(text)
    elif community.parent_id:
        others = others.filter(parent=community.parent_id)
    else:
        others = others.filter(township=community.township_id)
    return others.select_related("township", "parent")[:SHOWN]


def villages(user: User) -> CommunityQuerySet:
    """Where a compound could lie."""
    return Community.objects.visible_to(user).existing().filter(parent=None)


def village_candidates(compound: Community, text: str, user: User) -> CommunityQuerySet:
    """As `merge_candidates`, of villages and neighbourhoods."""
    others = villages(user).exclude(compounds=compound)
    near = others.matching(text) if text else others.filter(township=compound.township_id)
    return near.select_related("township", "parent")[:SHOWN]
