PYTHON ?= python3

.PHONY: run test soak lint reset bench docs
run test soak lint reset bench docs:
	@$(PYTHON) run.py $@ $(ARGS)
