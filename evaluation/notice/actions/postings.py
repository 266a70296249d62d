"""Putting on record that a notice hangs in a village, and taking a photograph back."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.actions.files import brought, put_away, take_in
from communities.evidence_files import PHOTOS
from communities.models import Community
from evaluation.notice.models import Notice, Posting
from evaluation.notice.obstacles import of_posting
from wufaan.normalise import tidy_line
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def add_posting(
    *,
    notice: Notice,
    community: Community,
    place: str,
    posted_on: date,
    name: str,
    content: bytes,
    by: User,
) -> Posting:
    """`content` is the photograph. The same one again is the one that is there."""
    community = Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    refuse(of_posting(notice, community, posted_on, by=by))
    place = checked_text(tidy_line(place), Posting.place.field, at="place")
    photo = brought(name, content, only=PHOTOS)
    there = notice.postings.standing().filter(community=community, sha256=photo.sha256)
    if posting := there.first():
        return posting
    posting = Posting(notice=notice, community=community, place=place, posted_on=posted_on)
    folder = f"postings/{notice.cycle.year}/{notice.pk}/{community.pk}"
    take_in(posting, photo, folder=folder, by=by)
    posting.save()
    audit.record(verb="posting_added", subject=posting, by=by, data=_told(posting))
    return posting


@transaction.atomic
def withdraw_posting(*, posting: Posting, reason: str, by: User) -> Posting:
    """No longer count it, nor hand the photograph out; asking twice changes nothing."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if put_away(posting, reason, by):
        data = _told(posting) | {"reason": posting.withdrawn_reason}
        audit.record(verb="posting_withdrawn", subject=posting, by=by, data=data)
    return posting


def _told(posting: Posting) -> dict[str, str | int]:
    return {
        "year": posting.notice.cycle.year,
        "community": posting.community.code,
        "place": posting.place,
        "posted_on": str(posting.posted_on),
        "sha256": posting.sha256,
    }
