"""A broker or a certificate that is refused: which setting, and what to do. The real ones are in tests/security."""

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path

import pytest
from pydantic import SecretStr

from pipeline.errors import BadSetting
from pipeline.settings import Kafka
from pipeline.transport.entry import check_entry
from pipeline.transport.tls import certificate_fault, tls_context

VERIFY = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "


@pytest.mark.parametrize(
    ("said", "key", "fix"),
    [
        (f"{VERIFY}certificate has expired (_ssl.c:1020)", "hosts", "renew it"),
        (f"{VERIFY}Hostname mismatch, certificate is not valid for 'x'. (_ssl.c:1020)", "hosts", "a name that stands"),
        (f"{VERIFY}IP address mismatch, certificate is not valid for '::1'.", "hosts", "a name that stands"),
        (f"{VERIFY}self-signed certificate in certificate chain", "ca", "name the PEM file"),
        (f"{VERIFY}unable to get local issuer certificate", "ca", "name the PEM file"),
        ("[SSL: WRONG_VERSION_NUMBER] wrong version number", "hosts", "does not speak TLS"),
    ],
)
def test_what_openssl_said_names_the_setting_and_the_fix(said: str, key: str, fix: str) -> None:
    sentence = certificate_fault(said, "x:1", "ca", "hosts")
    assert sentence.startswith(f"{key}: ")
    assert fix in sentence
    assert "x:1" in sentence


def test_host_names_are_checked() -> None:
    context = tls_context(Kafka(security_protocol="SSL"))
    assert context
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert tls_context(Kafka()) is None


def test_a_ca_file_that_is_none_names_its_key(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(BadSetting, match=r"^kafka\.ssl_ca_file"):
        tls_context(Kafka(security_protocol="SSL", ssl_ca_file=tmp_path / "ca.pem"))


def test_where_nobody_listens_waiting_may_help() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    check_entry(Kafka(bootstrap_servers=address, security_protocol="SSL"))


def test_a_port_without_tls_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        threading.Thread(target=_answer_in_clear, args=(plain,), daemon=True).start()
        kafka = Kafka(
            bootstrap_servers=f"127.0.0.1:{plain.getsockname()[1]}",
            security_protocol="SASL_SSL",
            sasl_username="me",
            sasl_password=SecretStr("hush"),
        )
        with pytest.raises(BadSetting, match=r"^kafka\.security_protocol: .* does not speak TLS") as refused:
            check_entry(kafka)
    assert "hush" not in str(refused.value)


def _answer_in_clear(plain: socket.socket) -> None:
    client, _ = plain.accept()
    with client:
        client.recv(1000)
        client.sendall(b"\0\0\0\4what")
