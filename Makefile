# make run    set up everything and serve at http://127.0.0.1:8000
# make test   everything, browser tests included
# make check  ruff, mypy, migrations
# make lock   requirements*.lock, after a change of requirements*.txt
# make screenshots  docs/screenshots/, from a site of their own
# make bench  measurements, each against a limit or a peer

PYTHON ?= python3
PORT ?= 8000
PYTEST ?=
# One test process more than cores: browser and server tests wait a good deal. They start
# hundreds of Python processes, none of which should compile the site again.
PROCESSES ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: run test check lock bench screenshots

run:
	@$(PYTHON) scripts/install.py requirements.txt
	@DJANGO_DEBUG=true .venv/bin/python manage.py setup
	@DJANGO_DEBUG=true .venv/bin/python manage.py runserver $(PORT)

test:
	@$(PYTHON) scripts/install.py requirements-dev.txt
	@$(PYTHON) scripts/javascript.py
	@.venv/bin/python scripts/sdk_tests.py
	@CHROMIUM=$$(.venv/bin/python scripts/browser.py) && export CHROMIUM \
		&& PYTHONDONTWRITEBYTECODE= .venv/bin/python -m pytest --numprocesses $(PROCESSES) --maxprocesses 4 \
			--dist loadfile --no-loadscope-reorder $(PYTEST)

check:
	@$(PYTHON) scripts/install.py requirements-dev.txt
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	DJANGO_DEBUG=true .venv/bin/python -m mypy .
	DJANGO_DEBUG=true .venv/bin/python manage.py makemigrations --check --dry-run

LOCK = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate
lock:
	@$(PYTHON) scripts/install.py requirements-dev.txt
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) requirements-dev.txt --constraint requirements.lock \
		--output-file requirements-dev.lock

bench:
	@$(PYTHON) scripts/install.py requirements-dev.txt
	.venv/bin/python bench/memory.py
	.venv/bin/python bench/session.py
	.venv/bin/python bench/page.py
	.venv/bin/python bench/huge.py
	.venv/bin/python bench/chat.py
	.venv/bin/python bench/store.py
	.venv/bin/python bench/runaway.py
	.venv/bin/python bench/answer_cost.py
	.venv/bin/python -m bench.answers

screenshots:
	@$(PYTHON) scripts/install.py requirements-dev.txt
	@CHROMIUM=$$(.venv/bin/python scripts/browser.py) && export CHROMIUM \
		&& .venv/bin/python scripts/screenshots.py
