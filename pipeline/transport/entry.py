"""Why a broker lets nobody in: asked once, over one connection, since the clients themselves just try again."""

from __future__ import annotations

import asyncio
import ssl

from aiokafka.conn import create_conn
from aiokafka.errors import (
    AuthenticationFailedError,
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)

from pipeline.errors import BadSetting
from pipeline.settings import Kafka
from pipeline.transport.tls import certificate_fault, tls_context

ANSWER_SECONDS = 5
MECHANISM = (UnsupportedSaslMechanismError, IllegalSaslStateError)
WHO = (SaslAuthenticationFailed, AuthenticationFailedError)


def check_entry(kafka: Kafka) -> None:
    """Return where a broker lets us in, or where none answers, so that waiting may help.

    Raises `BadSetting` where those that answer refuse the password, or show a certificate that can't be trusted.
    """
    refused: BadSetting | None = None
    for server in kafka.bootstrap_servers.split(","):
        try:
            asyncio.run(_knock(kafka, server.strip()))
            return
        except BadSetting as error:
            refused = refused or error
        except (KafkaError, OSError, ValueError):
            continue
    if refused:
        raise refused


async def _knock(kafka: Kafka, server: str) -> None:
    host, _, port = server.rpartition(":")
    password = kafka.sasl_password.get_secret_value() if kafka.sasl_password else None
    try:
        connection = await create_conn(
            host.strip("[]"),
            int(port),
            request_timeout_ms=ANSWER_SECONDS * 1000,
            security_protocol=kafka.security_protocol,
            ssl_context=tls_context(kafka),
            sasl_mechanism=kafka.sasl_mechanism,
            sasl_plain_username=kafka.sasl_username,
            sasl_plain_password=password,
        )
    except ssl.SSLCertVerificationError as error:
        raise BadSetting(
            certificate_fault(str(error), server, "kafka.ssl_ca_file", "kafka.bootstrap_servers")
        ) from None
    except ssl.SSLError as error:
        raise BadSetting(
            f"kafka.security_protocol: {server} does not speak TLS as {kafka.security_protocol} asks for "
            f"({error.reason}); correct it, the port, or kafka.ssl_cert_file"
        ) from None
    except MECHANISM:
        raise BadSetting(
            f"kafka.sasl_mechanism: {server} takes no {kafka.sasl_mechanism}; set the one that the cluster uses"
        ) from None
    except WHO:
        raise BadSetting(
            f"kafka.sasl_password: {server} refuses the user {kafka.sasl_username} or its password; set "
            "kafka.sasl_username and WIRE_KAFKA__SASL_PASSWORD to those of a user that the cluster knows"
        ) from None
    connection.close()
