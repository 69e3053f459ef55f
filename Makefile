# Everything is in deploy/bootstrap.py, which also runs without make: python3 deploy/bootstrap.py demo
# The first Python that runs at all starts it; it looks for the right one itself.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do $$p -c '' 2>/dev/null && echo $$p && break; done)

.PHONY: demo test install quality bench fuzz faults

demo:     ## embedded servers, all services, the seed stories (or FILES="path ...") through them
	@$(PYTHON) deploy/bootstrap.py demo $(FILES)

test:     ## lint, format, types and every test that needs no Java and no browser
	@$(PYTHON) deploy/bootstrap.py test

install:  ## .venv alone
	@$(PYTHON) deploy/bootstrap.py install

quality:  ## one table of what is measured on the data sets beside the checkout
	@$(PYTHON) deploy/bootstrap.py quality

bench:    ## speed of decoding, enrichment, producer, sink and the whole way, each beside its peer (the last three need Java)
	@$(PYTHON) deploy/bootstrap.py bench

fuzz:     ## MUTANTS (200000) mutants of every seed through the decoder
	@$(PYTHON) deploy/bootstrap.py fuzz $(MUTANTS)

faults:   ## ROUNDS (50) rounds of kill -9 of everything on real servers, each with its ledger; goes on where it was stopped
	@$(PYTHON) deploy/bootstrap.py faults $(ROUNDS)
