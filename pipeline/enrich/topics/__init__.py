"""What a story is about: IPTC Media Topics, from the provider's subjects and from the story's own words."""

from pipeline.enrich.topics.step import find_topics

__all__ = ["find_topics"]
