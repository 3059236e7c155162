# 每个目标自己备好所需的一切：树内的虚拟环境 .venv，版本照 constraints.txt。
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready
FOR_PANE := $(VENV)/.for-pane
FOR_DOCS := $(VENV)/.for-docs

.PHONY: help demo test lint pane pictures docs bench kill fuzz audit mutants clean

help:  ## 列出这些目标
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(INSTALLED)  ## 随带样表走一遍：读、查、评、成表，结果在“演示结果”
	$(BIN)/perfxl demo

test: $(READY)  ## 全部测试
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(READY)  ## ruff、格式、mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check perfxl tests benchmarks
	$(BIN)/mypy

pane: $(FOR_PANE)  ## 窗格：取来网页里的引擎（要 npm），查脚本的类型，装上浏览器的测试要的
	$(BIN)/python -m perfxl.pane.engine_files perfxl/pane/page/engine
	npm ci --silent --prefix tests/pane
	tests/pane/node_modules/.bin/tsc -p tests/pane/tsconfig.json

pictures: $(READY)  ## 说明书里的画面重画一遍（要 LibreOffice、Chromium，先 make pane）；画完一张张看过
	$(BIN)/python docs/making/pictures.py
	PYTHONPATH=tests/support $(BIN)/python docs/making/pane_pictures.py

docs: $(FOR_DOCS)  ## 说明书的网站，在 build/说明书；有警告就不成
	$(BIN)/mkdocs build --quiet

bench: $(READY)  ## 与别家并排量一遍，写成 docs/用时.md 和图；两三分钟，LONG=1 另量 3,000、10,000 个的文件夹（二十来分钟）
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]' || echo "有的别家没有装上，不量它。"
	PYTHONPATH=tests/support $(BIN)/python benchmarks/side_by_side.py $(if $(LONG),--long)

kill: $(READY)  ## 中途中止 500 次，看留下什么；十来分钟
	PYTHONPATH=tests/support $(BIN)/python benchmarks/kills.py 500

STRINGS ?= 1000000
TIMES ?= 20000
FIRST ?= 1000
fuzz: $(READY)  ## 随便拼的字 100 万句、改坏的工作簿 2 万份（另有 .xls 2000 份），一两个小时；STRINGS=数 TIMES=数 FIRST=从第几个种子
	PYTHONPATH=tests/support $(BIN)/python tests/support/string_runs.py $(STRINGS) $(FIRST)
	PYTHONPATH=tests/support $(BIN)/python tests/support/mutant_runs.py $(TIMES) $(FIRST)

audit: $(READY)  ## 钉住的依赖逐个核对：为什么要、什么许可（docs/依赖.md）
	$(BIN)/python docs/making/dependencies.py

SEED ?= 1
mutants: $(READY)  ## 改坏 60 处代码，看测试发现多少；SEED=数 定抽哪几处，十来分钟
	$(BIN)/python tests/support/code_mutants.py --seed $(SEED)

clean:  ## 删掉环境、演示结果和缓存
	rm -rf $(VENV) 演示结果 演示结果\([0-9]*\) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# 走一遍样表、自己用，装这些就够；测试、格式、类型要的另装。
$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本（含 venv）。"; exit 1; }
	@echo "备好环境：装在本文件夹的 $(VENV) 里，要连上 Python 软件源；头一次一两分钟……"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $(INSTALLED)

$(READY): $(INSTALLED)
	@echo "装上测试、格式、类型要的工具……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

# 窗格、网站另要的；一次只装一样。几个目标一起做（make -j）以前先装好：两个 pip 不能同时改一个环境。
$(FOR_PANE): $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[pane]'
	@touch $(FOR_PANE)

$(FOR_DOCS): $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[docs]'
	@touch $(FOR_DOCS)
