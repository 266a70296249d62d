"""Communities in the search over everything."""

from django.db.models import Case, Q, Value, When
from django.urls import reverse

from accounts.models import User
from communities.models import Community, CommunityQuerySet
from wufaan.search import Found, Hit, Sought, bounded, provider


@provider
def find(user: User, sought: Sought) -> Found:
    places = Community.objects.visible_to(user)
    # A code of before leads to the place as one of today does.
    code = places.coded([sought.number]).values_list("code", flat=True).first() or sought.number
    rows = _best_first(places.matching(sought.text), sought, code)
    return bounded(
        "小区和村社",
        rows.select_related("township"),
        sought,
        key="code",
        hit=_hit,
        all_of_them=reverse("registry"),
        number=code,
    )


def _best_first(communities: CommunityQuerySet, sought: Sought, code: str) -> CommunityQuerySet:
    """The very one, then those that begin so, then the rest; what is no more comes last."""
    word = sought.text.lower()
    begins = Q(name__unspaced__startswith=sought.text) | Q(pinyin__startswith=word)
    rank = Case(
        When(Q(code=code) | Q(name__unspaced=sought.text), then=Value(0)),
        When(Q(closed_on__isnull=False), then=Value(3)),
        When(begins | Q(pinyin__contains=f" {word}"), then=Value(1)),
        default=Value(2),
    )
    return communities.order_by(rank, "code")


def _hit(community: Community) -> Hit:
    closed = ["已撤并"] if community.closed_on else []
    told = [community.get_kind_display(), community.township.name, community.code, *closed]
    url = reverse("registry-community", args=[community.code])
    return Hit(community.name, "　".join(told), url)
