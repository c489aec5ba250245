PYTHON ?= python3

.PHONY: run test lint reset bench docs
run test lint reset bench docs:
	@$(PYTHON) run.py $@ $(ARGS)
