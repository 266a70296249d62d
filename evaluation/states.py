"""The states of a year (N 3(2)), and what can be said of several of them at once."""

from django.db.models import TextChoices


class State(TextChoices):
    OPEN = "open", "创建中"
    ASSESSED = "assessed", "已评估"
    NOTICED = "noticed", "公示中"
    SENT_BACK = "sent_back", "退回核查"
    APPROVED = "approved", "已批准"
    PUBLISHED = "published", "已公布"


# While in one of these, verdicts may still change; the database refuses it in any other.
UNFROZEN = frozenset({State.OPEN, State.ASSESSED})

# There is a list that was published.
PUBLISHED_LIST = frozenset(set(State) - UNFROZEN)

# The list is before the public and not approved yet: objections are taken and answered.
ON_NOTICE = frozenset({State.NOTICED, State.SENT_BACK})

# Titles are granted.
AWARDED = frozenset({State.APPROVED, State.PUBLISHED})

# Whoever took one of these steps decides nothing for the leading group.
ASSESSING = frozenset(
    {"assess", "publish_notice", "publish_supplement", "resubmit", "resubmit_supplement"}
)
