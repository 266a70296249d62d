"""What the year's certificates will look like, before a hundred of them are made: the same texts
and sizes as the real ones, on the names most likely to go wrong."""

from django.db.models.functions import Length

from communities.models import Community, CommunityKind
from evaluation.models import Cycle, title_for
from plaques import certificate
from plaques.certificate import Certificate
from plaques.printing import verify_url
from wufaan.clock import today
from wufaan.documents.glyphs import in_main_font
from wufaan.errors import DomainError

# Of each kind of title, so many of the longest names.
LONGEST = 2


def preview(cycle: Cycle) -> bytes:
    """One PDF, a page a sample."""
    names = _names(cycle)
    if not names:
        raise DomainError("名录里还没有小区和村社，看不了证书样张。请先登记或导入名录。")
    pages = [_sample(cycle, position, *chosen) for position, chosen in enumerate(_chosen(names), 1)]
    return certificate.render(pages)


def _names(cycle: Cycle) -> list[tuple[str, str]]:
    """Name and kind of all that would be named; before the assessment, of all that there are,
    the shortest first."""
    rows = cycle.verdicts.nameable() or Community.objects.existing_on(cycle.ends_on)
    return list(rows.order_by(Length("name"), "code").values_list("name", "kind"))


def _chosen(names: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(name, kind, what it is a sample of), no name twice."""
    compounds = [n for n in names if n[1] == CommunityKind.COMPOUND]
    parts = [
        part for part in ([n for n in names if n[1] != CommunityKind.COMPOUND], compounds) if part
    ]
    rare = [n for n in names if not in_main_font(n[0])]
    samples: dict[tuple[str, str], str] = {}
    for chosen, what in [
        ([n for part in parts for n in part[-LONGEST:]], "最长的名称"),
        ([part[len(part) // 2] for part in parts], "一般的名称"),
        (rare[-LONGEST:], "含生僻字的名称"),
    ]:
        for name in chosen:
            samples.setdefault(name, what)
    return [(*name, what) for name, what in samples.items()]


def _sample(cycle: Cycle, position: int, name: str, kind: str, what: str) -> Certificate:
    """Its number is none: the page in the QR code says that it is not known."""
    number = f"样张-{cycle.year}-{position}"
    return Certificate(
        community=name,
        title=title_for(kind),
        year=cycle.year,
        issuer=cycle.issuer,
        issued_on=today(),
        number=number,
        verify_url=verify_url(number),
        sample=what,
    )
