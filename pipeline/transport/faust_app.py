"""A Faust app from settings, with every setting that matters set explicitly."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import faust
from faust.types.auth import SASLMechanism

from pipeline.errors import BadSetting
from pipeline.settings import Kafka, Settings, Topics
from pipeline.transport.patient import be_patient
from pipeline.transport.tls import tls_context


def build_app(settings: Settings, topics: Topics, datadir: Path) -> faust.App:
    """The app of the enricher. Its web server, its leader topic and its declaring of topics are off.

    Raises `BadSetting` where its folder can't be made.
    """
    try:
        datadir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"data_dir: {datadir} can't be made ({error.strerror}); set WIRE_DATA_DIR") from None
    kafka = settings.kafka
    app = faust.App(
        kafka.group("enrich"),
        broker=[f"kafka://{server.strip()}" for server in kafka.bootstrap_servers.split(",")],
        broker_credentials=_credentials(kafka),
        broker_session_timeout=kafka.session_timeout_seconds,
        broker_heartbeat_interval=kafka.session_timeout_seconds / 12,
        # Shorter than a request may take: a join that the broker holds for a dead member must not time out first.
        broker_rebalance_timeout=kafka.session_timeout_seconds,
        # A full stream buffer stops Faust's polling; a member that left for that would never come back. The agent's own
        # watch ends a service that no longer moves.
        broker_max_poll_interval=86_400.0,
        broker_request_timeout=kafka.session_timeout_seconds + 30,
        broker_max_poll_records=500,
        broker_commit_interval=1.0,
        broker_commit_every=1000,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=2 * topics["raw"].max_bytes,
        producer_acks=-1,
        producer_linger=0.005,
        producer_request_timeout=30.0,
        producer_max_request_size=topics["raw_dead"].max_bytes,
        processing_guarantee="at_least_once",
        stream_buffer_maxsize=256,
        stream_wait_empty=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        topic_create_missing=False,
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
        datadir=datadir,
        web_enabled=False,
        debug=False,
        loghandlers=[],
    )
    if settings.embedded:
        be_patient(app)
    return app


def _credentials(kafka: Kafka) -> Any:
    context: ssl.SSLContext | None = tls_context(kafka)
    if kafka.sasl and kafka.sasl_password:
        return faust.SASLCredentials(
            username=kafka.sasl_username,
            password=kafka.sasl_password.get_secret_value(),
            mechanism=SASLMechanism(kafka.sasl_mechanism),
            ssl_context=context,
        )
    return faust.SSLCredentials(context=context) if context else None
