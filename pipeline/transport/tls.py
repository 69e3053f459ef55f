"""TLS: a context that verifies, and in a sentence why a certificate was not accepted."""

from __future__ import annotations

import ssl

from pipeline.errors import BadSetting
from pipeline.settings import Kafka


def tls_context(kafka: Kafka) -> ssl.SSLContext | None:
    """The verifying TLS context of the settings, host name check included; null where the protocol has no TLS."""
    if not kafka.tls:
        return None
    try:
        context = ssl.create_default_context(cafile=str(kafka.ssl_ca_file) if kafka.ssl_ca_file else None)
        if kafka.ssl_cert_file:
            context.load_cert_chain(kafka.ssl_cert_file, kafka.ssl_key_file)
    except (OSError, ssl.SSLError) as error:
        raise BadSetting(f"kafka.ssl_ca_file, ssl_cert_file or ssl_key_file can't be used: {error}") from None
    return context


def certificate_fault(said: str, where: str, ca_key: str, address_key: str) -> str:
    """What OpenSSL said of a server, as a sentence that names the setting and the fix. Pure."""
    if "expired" in said:
        return f"{address_key}: the certificate of {where} has expired; renew it there: nothing was sent to it"
    if "mismatch" in said or "doesn't match" in said:
        return (
            f"{address_key}: the certificate of {where} was made for another name; use a name that stands in it, "
            "or have it made for this one"
        )
    if "CERTIFICATE_VERIFY_FAILED" not in said:
        return f"{address_key}: {where} does not speak TLS as it is asked to; correct the address, or how it is reached"
    return f"{ca_key}: no CA that is trusted here has signed the certificate of {where}; name the PEM file of its CA"
