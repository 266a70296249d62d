"""docker-compose.yml and Dockerfile, read as text: no container engine runs where tests run."""

import re
import shlex

import pytest
import yaml

from tests.commands import ROOT
from tests.services.test_serve import INSPECT
from wufaan.processes import PROCESSES

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
MAKEFILE = (ROOT / "Makefile").read_text()

ours = pytest.mark.parametrize("process", PROCESSES, ids=lambda p: p.name)


@ours
def test_compose_runs_the_command_lines_that_serve_runs(process):
    service = SERVICES[process.name]
    assert tuple(service["command"]) == process.command
    assert service.get("stop_signal", "SIGTERM") == process.stop_signal.name


def test_the_image_by_itself_serves_the_web():
    command = re.search(r"^CMD (.+)$", DOCKERFILE, re.M).group(1)
    assert tuple(yaml.safe_load(command)) == PROCESSES[0].command


def test_the_worker_is_asked_for_its_health_as_the_test_of_serve_asks_it():
    _, line = SERVICES["worker"]["healthcheck"]["test"]
    asked = shlex.split(line)[1:]
    assert len(asked) == len(INSPECT)
    assert [a for a, b in zip(asked, INSPECT, strict=True) if a != b] == ["celery@$$(hostname)"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_health_check_or_runs_once_and_all_come_back_after_a_crash(name):
    service = SERVICES[name]
    runs_once = service["restart"] == "no"
    assert runs_once != ("healthcheck" in service)
    assert runs_once == (name == "migrate")


@pytest.mark.parametrize("name", SERVICES)
def test_images_are_pinned_to_a_version_or_built_here(name):
    service = SERVICES[name]
    assert service.get("build") == "." or re.search(r":\d+(\.\d+)?-", service["image"])


def test_the_base_image_is_pinned_and_does_not_run_as_root():
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.M) == ["python:3.11-slim-bookworm"]
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.M) == ["wufaan"]
    assert "--require-hashes -r requirements.lock" in DOCKERFILE


def test_the_image_has_the_system_libraries_that_make_setup_installs():
    libraries = re.search(r"^SYSTEM := (.+)$", MAKEFILE, re.M).group(1).split()
    assert [name for name in libraries if name not in DOCKERFILE.split()] == []


def test_secrets_come_from_files_and_nothing_has_a_default_password():
    for name, service in SERVICES.items():
        for variable, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|KEY|DATABASE_URL", variable):
                secret = value.removeprefix("/run/secrets/")
                assert variable.endswith("_FILE"), (name, variable)
                assert secret in service["secrets"], (name, variable)
    given = {name for service in SERVICES.values() for name in service.get("secrets", [])}
    assert given == COMPOSE["secrets"].keys()
    for secret in COMPOSE["secrets"].values():
        assert secret["file"].startswith("./secrets/")
    assert "secrets/" in (ROOT / ".gitignore").read_text().split()


def test_what_the_operator_must_choose_has_no_default():
    variables = re.findall(r"\$\{(\w+)(:\?|)", (ROOT / "docker-compose.yml").read_text())
    chosen = {name: mark for name, mark in variables if not name.startswith("SITE_")}
    assert chosen == {"ALLOWED_HOSTS": ":?", "PUBLIC_BASE_URL": ":?", "COUNTY_NAME": ":?"}


def test_only_nginx_can_be_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


def test_every_volume_and_every_file_that_is_mounted_exists():
    mounts = [mount for s in SERVICES.values() for mount in s.get("volumes", [])]
    for source in {mount.split(":")[0] for mount in mounts}:
        assert (ROOT / source).is_file() if source.startswith(".") else source in COMPOSE["volumes"]


def test_the_image_gets_every_folder_that_the_code_needs():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored[0] == "*"
    allowed = {line[1:] for line in ignored if line.startswith("!")}
    apps = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    others = {"manage.py", "requirements.lock", "static", "templates"}
    others |= {"docs/user-guide", "docs/rules.zh-CN.md"}
    assert apps | others == allowed
