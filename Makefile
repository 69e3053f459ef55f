# Everything is in deploy/bootstrap.py, which also runs without make: python3 deploy/bootstrap.py demo
# The first Python that runs at all starts it; it looks for the right one itself.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do $$p -c '' 2>/dev/null && echo $$p && break; done)

.PHONY: demo test install

demo:     ## embedded servers, all services, the seed stories (or FILES="path ...") through them
	@$(PYTHON) deploy/bootstrap.py demo $(FILES)

test:     ## lint, format, types and every test that needs no Java and no browser
	@$(PYTHON) deploy/bootstrap.py test

install:  ## .venv alone
	@$(PYTHON) deploy/bootstrap.py install
