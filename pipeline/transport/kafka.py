"""kafka-python clients from settings, and one clear sentence when the broker does not answer.

Sizes: a client refuses what its topic would refuse, because after one refusal by the broker the idempotent producer of
kafka-python 3.0 fails every later send.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from pipeline.errors import BadSetting
from pipeline.settings import Kafka
from pipeline.transport.quiet import quiet
from pipeline.transport.records import Record
from pipeline.transport.tls import tls_context

Marks = Mapping[str, Mapping[int, int]]
"""Topic → partition → offset."""


def client_options(kafka: Kafka) -> dict[str, Any]:
    """What every kafka-python client needs to reach the broker."""
    options: dict[str, Any] = {
        "bootstrap_servers": [server.strip() for server in kafka.bootstrap_servers.split(",")],
        "security_protocol": kafka.security_protocol,
    }
    if context := tls_context(kafka):
        options["ssl_context"] = context
    if kafka.sasl and kafka.sasl_password:
        options |= {
            "sasl_mechanism": kafka.sasl_mechanism,
            "sasl_plain_username": kafka.sasl_username,
            "sasl_plain_password": kafka.sasl_password.get_secret_value(),
        }
    return options


def connect_admin(kafka: Kafka, wait_seconds: float = 10) -> KafkaAdminClient:
    """A connected admin client, or `BadSetting` when nothing answers within `wait_seconds`, and at once where waiting
    can't help: a password or a certificate that is refused."""
    deadline = time.monotonic() + wait_seconds
    while True:
        if kafka.tls or kafka.sasl:
            # It brings a second Kafka library: not for who has no use for it.
            from pipeline.transport.entry import check_entry

            check_entry(kafka)
        try:
            with quiet("kafka"):
                return KafkaAdminClient(**client_options(kafka), bootstrap_timeout_ms=3000)
        except (KafkaError, OSError, ValueError) as error:
            if time.monotonic() > deadline or not getattr(error, "retriable", True):
                raise BadSetting(
                    f"kafka.bootstrap_servers: no broker answers at {kafka.bootstrap_servers} "
                    f"({type(error).__name__}); start it (`wire up` for the embedded one), or correct the address or "
                    f"kafka.security_protocol, which is {kafka.security_protocol}"
                ) from None
            time.sleep(0.3)


def connect_producer(kafka: Kafka, max_bytes: int) -> KafkaProducer:
    """A producer that the broker's confirmation is waited for (`acks=all`) and that refuses what `max_bytes` can't
    hold."""
    return KafkaProducer(
        **client_options(kafka),
        acks="all",
        max_request_size=max_bytes,
        delivery_timeout_ms=60_000,
        request_timeout_ms=20_000,
        linger_ms=5,
        batch_size=262_144,
    )


def connect_consumer(kafka: Kafka, topics: Iterable[str], group: str | None, **options: Any) -> KafkaConsumer:
    """A consumer that starts at the beginning and never commits by itself."""
    consumer = KafkaConsumer(
        **client_options(kafka),
        group_id=kafka.group(group) if group else None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        session_timeout_ms=int(kafka.session_timeout_seconds * 1000),
        heartbeat_interval_ms=int(kafka.session_timeout_seconds * 1000 / 6),
        request_timeout_ms=int(kafka.session_timeout_seconds * 1000) + 15_000,
        **options,
    )
    if names := list(topics):
        consumer.subscribe(names)
    return consumer


def read_to_end(kafka: Kafka, names: Sequence[str], max_bytes: int, since: Marks | None = None) -> Iterator[Record]:
    """Every record of the topics from `since` (topic → partition → offset; default: the beginning) to where they end
    now.

    No group is moved. Records come in order within a partition.
    """
    consumer = connect_consumer(kafka, [], None, fetch_max_bytes=2 * max_bytes, max_partition_fetch_bytes=2 * max_bytes)
    try:
        partitions = [
            TopicPartition(name, n) for name in names for n in sorted(consumer.partitions_for_topic(name) or ())
        ]
        starts = consumer.beginning_offsets(partitions)
        ends = consumer.end_offsets(partitions)
        left = {}
        consumer.assign(partitions)
        for partition in partitions:
            start = max(starts[partition], (since or {}).get(partition.topic, {}).get(partition.partition, 0))
            consumer.seek(partition, start)
            if start < ends[partition]:
                left[partition] = ends[partition]
        while left:
            for partition, found in consumer.poll(timeout_ms=500).items():
                for one in found:
                    if one.offset < ends[partition]:
                        yield record_of(one)
            left = {p: end for p, end in left.items() if consumer.position(p) < end}
    finally:
        consumer.close()


def record_of(found: Any) -> Record:
    """A record of kafka-python or a message of Faust as ours."""
    return Record(found.topic, found.partition, found.offset, found.key, found.value or b"", list(found.headers or ()))
