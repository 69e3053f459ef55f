"""Settings: the file, the environment over it, one clear sentence for what is wrong, and no secret anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.errors import BadSetting


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WIRE_DATA_DIR", str(tmp_path))


def test_the_default_is_embedded_and_on_loopback() -> None:
    found = settings.load()
    assert found.embedded
    assert found.kafka.bootstrap_servers.startswith("127.0.0.1:")
    assert found.search.host == found.metrics_host == "127.0.0.1"


def test_addresses_of_running_backends_lie_over_the_file_and_the_environment_over_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / settings.ADDRESSES).write_text('[kafka]\nbootstrap_servers = "127.0.0.1:5"\n')
    assert settings.load().kafka.bootstrap_servers == "127.0.0.1:5"
    assert settings.load().kafka.replication == 1
    monkeypatch.setenv("WIRE_KAFKA__BOOTSTRAP_SERVERS", "127.0.0.1:6")
    assert settings.load().kafka.bootstrap_servers == "127.0.0.1:6"


@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("WIRE_KAFKA__BOOT", "x", "kafka.boot: there is no such setting"),
        ("WIRE_NOTHING", "x", "WIRE_NOTHING: there is no such setting"),
        ("WIRE_ENRICH__BATCH", "many", "enrich.batch"),
        ("WIRE_ENRICH__BATCH", "0", "enrich.batch"),
        ("WIRE_KAFKA", "x", "WIRE_KAFKA: this is a section"),
        ("WIRE_KAFKA__SECURITY_PROTOCOL", "SASL_SSL", "WIRE_KAFKA__SASL_PASSWORD"),
        ("WIRE_CONFIG", "/nowhere.toml", "WIRE_CONFIG: there is no file"),
        ("WIRE_SECRETS_DIR", "/nowhere", "WIRE_SECRETS_DIR: there is no folder"),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, named: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSetting) as error:
        settings.load()
    assert named in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unknown_key_of_the_file_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[search]\nhots = 'x'\n")
    monkeypatch.setenv("WIRE_CONFIG", str(file))
    with pytest.raises(BadSetting, match=r"search\.hots"):
        settings.load()


def test_secrets_come_from_files_and_are_never_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "WIRE_KAFKA__SASL_PASSWORD").write_text("hush-hush")
    monkeypatch.setenv("WIRE_SECRETS_DIR", str(secrets))
    monkeypatch.setenv("WIRE_KAFKA__SASL_USERNAME", "desk")
    monkeypatch.setenv("WIRE_KAFKA__SECURITY_PROTOCOL", "SASL_SSL")
    monkeypatch.setenv("WIRE_ELASTICSEARCH__API_KEY", "hush-key")
    found = settings.load()
    assert found.kafka.sasl_password is not None
    assert found.kafka.sasl_password.get_secret_value() == "hush-hush"
    assert "hush" not in repr(found) + found.model_dump_json()


def test_a_wrong_secret_is_not_repeated_in_the_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRE_KAFKA__SASL_PASSWORD", "hush-hush")
    monkeypatch.setenv("WIRE_KAFKA__SECURITY_PROTOCOL", "hush-too")
    with pytest.raises(BadSetting) as error:
        settings.load()
    assert "hush" not in str(error.value)


def test_sizes_must_rise_along_the_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    text = (settings.CONFIGS / "topics.toml").read_text()
    file.write_text(text.replace("max_bytes = 4_000_000", "max_bytes = 900_000"))
    monkeypatch.setenv("WIRE_TOPICS_FILE", str(file))
    with pytest.raises(BadSetting, match=r"\[enriched\] must be larger than of \[raw\]"):
        settings.load().topics()


def test_the_production_file_holds_no_secret_and_asks_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRE_CONFIG", str(settings.CONFIGS / "production.toml"))
    with pytest.raises(BadSetting, match="WIRE_KAFKA__SASL_PASSWORD"):
        settings.load()
