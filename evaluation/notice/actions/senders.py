"""How much comes from one address, so that a script cannot bury the real objections. People
share addresses (a village behind one router, a phone network behind one gate): the limits are
generous, and the offline channels stay open."""

import hashlib
import hmac
from datetime import date
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.db.models import F

from evaluation.notice.models import Notice, ObjectionChannel, SenderCount
from wufaan.errors import DomainError

PER_ADDRESS_A_DAY = 20
PER_NOTICE_A_DAY = 500
CHECKS_A_DAY = 200


def admit(*, notice: Notice, address: str, on: date) -> None:
    """Count one more from this address, or refuse. Inside the transaction of the objection: what
    is refused for another reason is not counted."""
    sent = _count(on, _hashed(address, on))
    lodged = notice.objections.filter(channel=ObjectionChannel.WEB, received_on=on)
    if sent > PER_ADDRESS_A_DAY or lodged.count() >= PER_NOTICE_A_DAY:
        raise DomainError(
            "今天从网上提交的异议太多，系统暂时不再接收，您填写的内容没有提交。"
            f"请明天再试，或者改用其他渠道：{notice.channels}"
        )


@transaction.atomic
def admit_check(*, address: str, on: date) -> None:
    """Count one more list that this address wants to have checked, or refuse."""
    if _count(on, _hashed(f"list {_network(address)}", on)) > CHECKS_A_DAY:
        raise DomainError("今天从您的网络核对的次数太多，请明天再试，或者按下面的办法自己算。")


def _count(on: date, sender: str) -> int:
    """How many times today, this one included."""
    forget_senders(before=on)
    row, _ = SenderCount.objects.select_for_update().get_or_create(day=on, sender=sender)
    SenderCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return row.count + 1


def forget_senders(*, before: date) -> None:
    """Yesterday's counts are of no use to anybody."""
    SenderCount.objects.filter(day__lt=before).delete()


def _hashed(address: str, on: date) -> str:
    """Keyed, and another one each day: two days of one address cannot be put together."""
    message = f"{on}|{_network(address)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """Of IPv6 the /64, which one household has to itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
