"""Enrichment: pure steps over one spaCy Doc (`run.py`); `model.py`, `workers.py` and `agent.py` are its edges."""
