# Offices script against these four: demo, setup, test, stop.
.DEFAULT_GOAL := help
.PHONY: help setup demo lint check test test-long coverage pictures stop lock

PYTHON ?= python3
BIN := .venv/bin
# WeasyPrint's libraries; libharfbuzz-subset makes certificates 10 to 50 times as fast.
SYSTEM := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig

# An account without a home folder of its own, such as a service's, keeps uv's cache here.
ifneq ($(shell test -w "$$HOME" && echo yes),yes)
export UV_CACHE_DIR ?= $(CURDIR)/.venv/cache
endif
# What Python compiles is kept: without that every one of the tests' processes begins with it.
unexport PYTHONDONTWRITEBYTECODE

help:
	@echo "make demo   演示：装好依赖、内置数据库和演示数据，打开 http://127.0.0.1:8000"
	@echo "make setup  只装依赖，之后可用 .venv/bin/python manage.py …"
	@echo "make check  检查写法并运行快的测试（不开浏览器），三分钟以内，每次提交之前用"
	@echo "make test   运行全部测试；make coverage 同时统计覆盖率"
	@echo "make test-long  大量随机数据和十二年历史，一小时以内，问题了结之前用"
	@echo "make stop   停止内置数据库，数据保留在 var/"

.venv/bin/uv: requirements-uv.lock
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "需要 Python 3.11 或更新的版本；可用 make PYTHON=python3.11 指定。" >&2; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || scripts/system_packages python3-venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-cache-dir --require-hashes -r requirements-uv.lock
	@touch $@

.venv/runtime: .venv/bin/uv requirements.lock
	@scripts/system_packages $(SYSTEM)
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/dev: .venv/runtime requirements-dev.lock
	@command -v chromium-headless-shell >/dev/null || scripts/system_packages chromium-headless-shell
	@command -v soffice >/dev/null || scripts/system_packages libreoffice-writer-nogui libreoffice-calc-nogui
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

setup: .venv/runtime

demo: export WUFAAN_DEMO = 1
demo: export LOG_LEVEL ?= WARNING
# Built as of today: on the DEMO_DAY for which it is served its notice is over.
demo: setup
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	DEMO_DAY= $(BIN)/python manage.py demo
	$(BIN)/python manage.py serve

# Each process begins at another end and takes over from the other what is left: journeys, which
# come early, stay together in one that serves them the demo.
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal --durations 10

# How long it all took is told at the end, the slowest tests by pytest.
BEGAN := $(shell date +%s)
TELL_TIME = @echo "make $@: $$(( $$(date +%s) - $(BEGAN) )) s"

lint: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djangofmt --check --quiet templates
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run

check: lint
	$(PYTEST) -m "not browser and not slow and not long"
	$(TELL_TIME)

test: lint
	$(PYTEST) -m "not long"
	$(TELL_TIME)

# Random examples by the hundred thousand where no database is asked; it prints how many of each.
test-long: .venv/dev
	$(PYTEST) -m "long or hypothesis" --timeout 0 --hypothesis-profile many --hypothesis-show-statistics
	$(TELL_TIME)

# Takes half as long again as the tests alone.
coverage: .venv/dev
	$(PYTEST) -m "not long" --cov --cov-report=term:skip-covered

# Of the README, from a demo of its own; look at them before they are committed.
pictures: .venv/dev
	@scripts/system_packages chromium chromium-l10n fonts-noto-cjk poppler-utils
	$(BIN)/python manage.py shell --no-imports --command "from scripts.pictures import main; main()"

stop:
	@test ! -x $(BIN)/python || $(BIN)/python manage.py stop_services

lock: .venv/bin/uv
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 \
		--no-annotate --no-header --quiet --upgrade --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --generate-hashes --universal \
		--python-version 3.11 --no-annotate --no-header --quiet --constraint requirements.lock \
		--output-file requirements-dev.lock
