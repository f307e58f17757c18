# Everything a user or CI needs: `make run`, `make test`, `make demo`. Nothing is installed outside .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test demo lock lint bench rule-pages clean
.DEFAULT_GOAL := help

help:
	@echo "make run    安装并启动整套服务（Ctrl-C 结束）"
	@echo "make demo   把自带的样例报告投入收件箱，并显示核查结果"
	@echo "make test   安装并运行 CI 运行的全部检查"
	@echo "make bench  性能基准"

# Stamps: reinstalled only when a lock file or the project file changed.
$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "gouji 需要 Python 3.11 或更高版本；可用 make PYTHON=python3.12 run 指定"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: $(VENV)/run.stamp
	@exec $(BIN)/gouji up

demo: $(VENV)/run.stamp
	@$(BIN)/gouji demo

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/python -m pytest -n auto

bench: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks

# For maintainers: docs/rules from the rules themselves.
rule-pages: $(VENV)/test.stamp
	$(BIN)/python -m gouji.rule.pages docs/rules

# For maintainers: needs uv on the PATH.
lock:
	uv pip compile pyproject.toml --group build --universal --generate-hashes --python-version 3.11 --quiet -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 --quiet --constraint requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV)
