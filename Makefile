# Netral. Every target sets up what it needs by itself: make, Python 3.11 or newer and a package index suffice.
#   make run     the bot on Telegram, or in this terminal while NETRAL_TOKEN is not set
#   make test    style, types and tests          make check   the rule base alone
#   make bench   how fast it answers             make proof   the tests and the long proofs
#   make model   trains the learned reader anew, beside the one in use

.PHONY: run test check bench proof model
.DELETE_ON_ERROR:

PYTHON ?= python3
IN := .venv/bin/python

run: .venv/ready-to-run
	@$(IN) -m bot run

check: .venv/ready-to-run
	@$(IN) -m bot check

bench: .venv/ready-to-run
	@$(IN) -m bot bench answer

test: .venv/ready-to-test
	$(IN) -m ruff check .
	$(IN) -m ruff format --check .
	$(IN) -m mypy
	$(IN) -m pytest -n auto --dist loadgroup

proof: .venv/ready-to-test
	$(IN) -m pytest -m "proof or not proof"

model: .venv-train/ready
	.venv-train/bin/python -m bot.training

.venv-train/ready: requirements-train.txt
	@$(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

.venv/ready-to-run: requirements.txt | $(IN)
	@echo "Memasang pustaka (sekali saja) ..."
	@$(IN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

.venv/ready-to-test: requirements-dev.txt | $(IN)
	@echo "Memasang pustaka dan alat uji (sekali saja) ..."
	@$(IN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

# Debian and Ubuntu ship Python without venv: root installs it, others are told the one line that does.
$(IN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Netral membutuhkan Python 3.11 atau lebih baru; pilih dengan: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Memasang $$package ..."; \
			apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y $$package >/dev/null; \
		else \
			echo "Python di sini belum punya venv. Jalankan dulu: sudo apt install $$package" >&2; exit 2; \
		fi; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 2; }
