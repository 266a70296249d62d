"""The public pages as files: complete, without a server, without anything internal."""

import errno
import hashlib
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from evaluation import actions
from evaluation.models import Honour
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    found,
    noticed_cycle,
    published_cycle,
)
from wufaan import static_site
from wufaan.errors import DomainError
from wufaan.static_site import write

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def county(kept) -> None:
    """2023 and 2024 published, a title of 2023 revoked, 2025 on notice."""
    village = CommunityFactory(code="530521101001", name="甸阳村")
    CompoundFactory(code="530521101001-X01", name="善洲花园", parent=village)
    published_cycle(2023)
    published_cycle(2024)
    lost = Honour.objects.get(community=village, year=2023)
    actions.revoke(honour=lost, reason="出现滑坡", on=date(2024, 5, 6), by=UserFactory())
    found(CommunityFactory(name="文武村"), on=date(2025, 3, 1))
    noticed_cycle(2025)


@pytest.fixture(scope="module")
def site(county, tmp_path_factory) -> Path:
    """It as files, made once for all who only read them."""
    folder = tmp_path_factory.mktemp("carried") / "site"
    export(folder)
    return folder


def export(folder: Path) -> str:
    out = StringIO()
    call_command("export_public_site", folder, stdout=out)
    return out.getvalue()


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_every_public_page_is_there(site):
    files = set(bytes_of(site))
    assert files >= {
        "index.html",
        "how/index.html",
        "communities/index.html",
        "communities/530521101001/index.html",
        "communities/530521101001-X01/index.html",
        "years/2023/index.html",
        "years/2024/index.html",
        "notices/2024/index.html",
        "notices/2025/index.html",
        "notices/2025/list.txt",
        "notices/2025/list.pdf",
        "notices/2025/list.docx",
        "notices/2025/list.xlsx",
        "open-data/index.html",
        "open-data/titles.csv",
        "open-data/2024/titles.json",
        "feed.atom",
        "verify/index.html",
        "static/css/wufaan.css",
        "static/js/offline.js",
        "SHA256SUMS",
    }
    assert {f for f in files if f.startswith("verify/")} - {"verify/index.html"} == {
        f"verify/{number}/index.html"
        for number in Honour.objects.announced().values_list("plaque__number", flat=True)
    }


def test_every_link_leads_to_a_file_beside_it_and_needs_no_server(site):
    pages = list(site.rglob("*.html"))
    links = 0
    for page in pages:
        text = page.read_text()
        assert "<form" not in text or 'method="post"' not in text
        for url in re.findall(r'\s(?:href|src|action)="([^"]*)"', text):
            target, _, fragment = url.partition("#")
            assert not re.match(r"/|[a-z]+:|\?", target), (page, url)
            if target:
                assert (page.parent / target).resolve().is_file(), (page, url)
            elif fragment:
                assert f'id="{fragment}"' in text, (page, url)
            links += 1
    assert links > 100


def test_the_manifest_has_the_hash_of_every_other_file(site):
    files = bytes_of(site)
    mark, *lines = files.pop("SHA256SUMS").decode().splitlines()
    assert mark.startswith("#")
    assert dict(reversed(line.split("  ")) for line in lines) == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    assert [line.split("  ")[1] for line in lines] == sorted(files)


def test_the_same_data_gives_the_same_bytes_on_another_day(site, tmp_path, monkeypatch):
    later = timezone.now() + timezone.timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "个文件" in export(tmp_path / "later")
    assert bytes_of(tmp_path / "later") == bytes_of(site)


def test_it_tells_what_the_site_tells_and_nothing_else(site):
    village = (site / "communities/530521101001/index.html").read_text()
    assert "已撤销" in village
    assert "出现滑坡" in village
    files = bytes_of(site)
    search = files.pop("communities/index.html").decode()
    told = b"".join(files.values()).decode(errors="ignore")
    # Disqualified: whoever asks for it is told that it is not on the list, and not why.
    assert "文武村" not in told
    assert re.search(r"文武村</span>.{,400}?不在 <a.{,99}?>2025\s+年度公示名单</a>上", search, re.S)
    told += search
    assert not any(why in search for why in ("盗窃", "计入", "认定"))
    for internal in ("/office/", "登录", "工作台", "csrf", "提交异议"):
        assert internal not in told


def test_what_a_search_would_find_stands_on_the_page(site):
    places = (site / "communities/index.html").read_text()
    assert re.search(r'data-find="[^"]*甸阳村[^"]*dyc[^"]*530521101001[^"]*甸阳镇', places)
    numbers = (site / "verify/index.html").read_text()
    assert numbers.count("<li data-find=") == Honour.objects.announced().count()


def test_an_earlier_export_is_replaced_as_a_whole(tmp_path):
    site = tmp_path / "site"
    write({"index.html": b"old", "years/2024/index.html": b"2024"}, site)
    write({"index.html": b"new"}, site)
    assert set(bytes_of(tmp_path)) == {"site/index.html", "site/SHA256SUMS"}
    assert not (site / "years").exists()


def test_what_lies_beside_the_folder_is_left_alone(tmp_path):
    (tmp_path / "site.new").mkdir()
    (tmp_path / "site.new/thesis.txt").write_text("mine")
    write({"index.html": b"new"}, tmp_path / "site")
    assert (tmp_path / "site.new/thesis.txt").read_text() == "mine"


def test_a_folder_with_something_else_in_it_is_left_alone(county, tmp_path, monkeypatch):
    (tmp_path / "mine.txt").write_text("mine")
    monkeypatch.setattr(static_site, "crawl", lambda told: pytest.fail("fetched for nothing"))
    with pytest.raises(CommandError, match="不是空文件夹.*mine.txt"):
        export(tmp_path)
    assert bytes_of(tmp_path) == {"mine.txt": b"mine"}


def test_what_somebody_put_into_an_earlier_export_is_not_lost_with_it(tmp_path):
    write({"index.html": b"old"}, tmp_path / "site")
    (tmp_path / "site/thesis.txt").write_text("mine")
    before = bytes_of(tmp_path)
    with pytest.raises(DomainError, match="thesis.txt"):
        write({"index.html": b"new"}, tmp_path / "site")
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("sums", ["", f"{'0' * 64}  index.html\n", "\xff"])
def test_hashes_that_somebody_else_wrote_are_no_earlier_export(tmp_path, sums):
    (tmp_path / "SHA256SUMS").write_text(sums)
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(DomainError, match="SHA256SUMS"):
        write({"index.html": b"new"}, tmp_path)
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_link_in_the_folder_is_not_written_through(tmp_path):
    site, mine = tmp_path / "site", tmp_path / "mine.txt"
    write({"index.html": b"old"}, site)
    mine.write_text("mine")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(mine)
    with pytest.raises(DomainError, match="index.html"):
        write({"index.html": b"new"}, site)
    assert mine.read_text() == "mine"


@pytest.fixture
def stick(tmp_path, monkeypatch) -> Path:
    """A folder that cannot be moved, as the mount point of a stick cannot."""
    folder, rename = tmp_path / "stick", Path.rename

    def refused(path, target):
        if path == folder:
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(path, target)

    folder.mkdir()
    monkeypatch.setattr(Path, "rename", refused)
    return folder


def test_on_a_stick_files_are_replaced_where_they_are(stick, tmp_path):
    write({"index.html": b"old", "years/2024/index.html": b"2024"}, stick)
    write({"index.html": b"new", "feed.atom": b""}, stick)
    write({"index.html": b"new", "feed.atom": b""}, tmp_path / "other")
    assert bytes_of(stick) == bytes_of(tmp_path / "other")
    assert {path.name for path in tmp_path.iterdir()} == {"stick", "other"}
    assert not (stick / "years").exists()


def test_a_stick_that_was_full_takes_the_export_when_there_is_room(stick, monkeypatch):
    write({"index.html": b"old", "years/2024/index.html": b"2024"}, stick)
    write_bytes = Path.write_bytes

    def full(path, content):
        if path == stick / "b.html":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DomainError, match="写不了：空间不够"):
        write({"a.html": b"a", "b.html": b"b"}, stick)
    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    write({"a.html": b"a", "b.html": b"b"}, stick)
    assert set(bytes_of(stick)) == {"a.html", "b.html", "SHA256SUMS"}


def test_a_manifest_that_names_files_elsewhere_takes_nothing_away(stick, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    write({"index.html": b"old"}, stick)
    with (stick / "SHA256SUMS").open("a") as manifest:
        manifest.write(f"{'0' * 64}  ../mine.txt\n")
    write({"index.html": b"new"}, stick)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_page_that_fails_lets_nothing_be_carried_away(county, tmp_path, monkeypatch):
    monkeypatch.setattr("evaluation.public.open_data.rows", lambda year=None: [])
    with pytest.raises(CommandError, match="打不开（404）"):
        export(tmp_path / "site")
    assert not (tmp_path / "site").exists()
