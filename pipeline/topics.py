"""What the topics are for; their names, sizes and partitions stand in `configs/topics.toml`."""

from typing import Literal

TopicRole = Literal["raw", "enriched", "raw_dead", "enriched_dead"]
