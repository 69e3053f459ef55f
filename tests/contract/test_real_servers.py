"""The real servers keep what they acknowledged through a kill: every test of durability rests on that."""

from __future__ import annotations

import uuid

from elasticsearch import Elasticsearch
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import NewTopic

from tests.backends.real import RealServer


def test_kafka_keeps_acknowledged_records_through_a_kill(real_kafka: RealServer) -> None:
    topic = f"kept-{uuid.uuid4().hex}"
    admin = KafkaAdminClient(bootstrap_servers=real_kafka.address)
    admin.create_topics([NewTopic(topic, 1, 1)])
    admin.close()
    producer = KafkaProducer(bootstrap_servers=real_kafka.address)
    for sent in [producer.send(topic, b"%d" % number) for number in range(1000)]:
        sent.get(timeout=30)
    producer.close()
    address = real_kafka.address
    real_kafka.kill()
    real_kafka.start()
    assert real_kafka.address == address
    consumer = KafkaConsumer(bootstrap_servers=address, auto_offset_reset="earliest", consumer_timeout_ms=10_000)
    partition = TopicPartition(topic, 0)
    consumer.assign([partition])
    found: list[bytes | None] = []
    while len(found) < 1000 and (records := consumer.poll(timeout_ms=30_000)):
        found += [record.value for record in records[partition]]
    consumer.close()
    assert found == [b"%d" % number for number in range(1000)]


def test_elasticsearch_keeps_acknowledged_documents_through_a_kill(real_elasticsearch: RealServer) -> None:
    index = f"kept-{uuid.uuid4().hex}"
    with Elasticsearch(real_elasticsearch.address) as client:
        client.indices.create(index=index, settings={"number_of_replicas": 0})
        for number in range(50):
            client.index(index=index, id=str(number), document={"number": number})
    real_elasticsearch.kill()
    real_elasticsearch.start()
    with Elasticsearch(real_elasticsearch.address) as client:
        client.indices.refresh(index=index)
        assert client.count(index=index)["count"] == 50
        client.indices.delete(index=index)
