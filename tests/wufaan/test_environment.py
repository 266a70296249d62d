import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.commands import ROOT, command, manage
from wufaan import environment
from wufaan.embedded.common import home_of

PRODUCTION = {
    "DATABASE_URL": "postgresql://wufaan@db.invalid/wufaan",
    "REDIS_URL": "redis://queue.invalid/0",
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "wfa.example",
    "PUBLIC_BASE_URL": "https://wfa.example",
}


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_BASE_URL"])
def test_production_does_not_start_without_what_it_must_be_told(missing, tmp_path):
    given = {name: value for name, value in PRODUCTION.items() if name != missing}
    done = manage("check", var=tmp_path / "var", **given)
    assert done.returncode == 1
    assert f"没有设置 {missing}" in done.stderr


def test_with_everything_given_nothing_embedded_is_made_or_started(tmp_path):
    done = manage("check", var=tmp_path / "var", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("name", ["check", "help", "stop_services"])
def test_a_command_that_needs_no_server_starts_none(name, var):
    done = manage(name, var=var)
    assert done.returncode == 0, done.stderr
    assert not (home_of(var, "postgres") / "data").exists()
    assert not home_of(var, "valkey").exists()


def test_nothing_waits_at_its_start_for_what_only_papers_and_names_need(tmp_path):
    """They double the start of every command and process."""
    loaded = (
        "import sys, wufaan.wsgi; from django.urls import get_resolver;"
        "get_resolver().url_patterns;"
        "print([name for name in ('weasyprint', 'docx', 'pypinyin') if name in sys.modules])"
    )
    started = command("-c", loaded, var=tmp_path / "var", **PRODUCTION)
    done = subprocess.run(started, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_secret_may_lie_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("SECRET_KEY", "from the environment")
    assert environment.secret_key(tmp_path, production=True) == "from a file"


def test_a_secret_file_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "nothing"))
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE=.*nothing 读不到"):
        environment.secret_key(tmp_path, production=True)


def test_on_a_machine_of_its_own_a_random_key_is_made_once_and_closed_to_others(
    monkeypatch, tmp_path
):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    var = tmp_path / "var"
    with ThreadPoolExecutor(8) as threads:
        ask = [threads.submit(environment.secret_key, var, production=False) for _ in range(8)]
    assert {len(key.result()) for key in ask} == {64}
    assert len({key.result() for key in ask}) == 1
    assert [path.name for path in var.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("value", "meaning"), [("1", True), ("TRUE", True), ("no", False), ("0", False), ("", False)]
)
def test_a_switch_is_on_or_off(monkeypatch, value, meaning):
    monkeypatch.setenv("WUFAAN_DEMO", value)
    assert environment.flag("WUFAAN_DEMO") is meaning


def test_a_switch_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("WUFAAN_DEMO", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="WUFAAN_DEMO=perhaps"):
        environment.flag("WUFAAN_DEMO")


def test_a_demo_can_show_another_day_and_nothing_else_can(monkeypatch):
    assert environment.demo_day(demo=False) is None
    monkeypatch.setenv("DEMO_DAY", "2026-12-08")
    assert environment.demo_day(demo=True) == date(2026, 12, 8)
    with pytest.raises(ImproperlyConfigured, match="只用于演示"):
        environment.demo_day(demo=False)
    monkeypatch.setenv("DEMO_DAY", "12 月 8 日")
    with pytest.raises(ImproperlyConfigured, match="2026-12-08"):
        environment.demo_day(demo=True)


@pytest.mark.parametrize("url", ["mysql://root@db/wufaan", "sqlite:///wufaan.db", "db:5432"])
def test_another_database_than_postgresql_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="PostgreSQL"):
        environment.database(url)


def test_words_are_parted_by_commas():
    assert environment.words(" a.example, ,b.example") == ["a.example", "b.example"]
