"""Events: who did what to whom, read off the dependency parse by a lexicon; silent when unsure."""

from pipeline.enrich.events.coder import code_events

__all__ = ["code_events"]
