"""Settings: a TOML file, over it the addresses of a running embedded backend, over both `WIRE_*` and a folder of
secrets.

The only module that reads the environment. `WIRE_CONFIG` names the file (default `configs/embedded.toml`),
`WIRE_SECRETS_DIR` a folder
of files named like variables (`WIRE_KAFKA__SASL_PASSWORD`). Everything that is wrong is one `BadSetting` that names
the key.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    NestedSecretsSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings.exceptions import SettingsError

from pipeline.errors import BadSetting
from pipeline.supplier import Supplier
from pipeline.topics import TopicRole

ROOT = Path(__file__).resolve().parent.parent
CONFIGS = ROOT / "configs"
ADDRESSES = "addresses.toml"
"""The file in `data_dir` where `wire up` notes the ports it chose."""
OWN_VARIABLES = frozenset({"WIRE_CONFIG", "WIRE_SECRETS_DIR"})
PLAINTEXT_PROTOCOLS = frozenset({"PLAINTEXT", "SASL_PLAINTEXT"})


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Kafka(Part):
    bootstrap_servers: str = "127.0.0.1:9092"
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None
    ssl_ca_file: Path | None = None
    ssl_cert_file: Path | None = None
    ssl_key_file: Path | None = None
    replication: int = Field(default=1, ge=1)
    group_prefix: str = "wire"
    session_timeout_seconds: float = Field(default=60, gt=0)

    def group(self, name: str) -> str:
        """The consumer group of a service on this cluster."""
        return f"{self.group_prefix}.{name}"

    @property
    def tls(self) -> bool:
        return self.security_protocol not in PLAINTEXT_PROTOCOLS

    @property
    def sasl(self) -> bool:
        return self.security_protocol.startswith("SASL")

    @model_validator(mode="after")
    def _sasl_needs_a_user(self) -> Kafka:
        if self.sasl and not (self.sasl_username and self.sasl_password):
            raise ValueError(
                f"security_protocol is {self.security_protocol}: set sasl_username and WIRE_KAFKA__SASL_PASSWORD"
            )
        return self


class Elasticsearch(Part):
    hosts: str = "http://127.0.0.1:9200"
    api_key: SecretStr | None = None
    ca_file: Path | None = None
    stories: str = "stories"
    versions: str = "story-versions"
    shards: int = Field(default=1, ge=1)
    replicas: int = Field(default=0, ge=0)
    timeout_seconds: float = Field(default=30, gt=0)


class Collect(Part):
    host: str = "127.0.0.1"
    port: int = Field(default=8081, ge=0, le=65535)
    token: SecretStr | None = None
    max_request_bytes: int = Field(default=10_000_000, ge=1024)
    # Longer than the 3 seconds for which an NFS client may repeat what it knew of a file.
    settle_seconds: float = Field(default=5, gt=0)
    rescan_seconds: float = Field(default=15, gt=0)
    metrics_port: int = Field(default=0, ge=0, le=65535)


class Enrich(Part):
    model: str = "auto"
    workers: int = Field(default=0, ge=0, description="worker processes; 0: one per core")
    batch: int = Field(default=16, ge=1, le=256)
    story_timeout_seconds: float = Field(default=60, gt=0)
    unavailable_seconds: float = Field(default=300, gt=0)
    breaker_failures: int = Field(default=10, ge=1)
    breaker_seconds: float = Field(default=600, gt=0)
    metrics_port: int = Field(default=0, ge=0, le=65535, description="0: no metrics server")


class Index(Part):
    bulk_docs: int = Field(default=500, ge=1)
    bulk_bytes: int = Field(default=5_000_000, ge=100_000)
    metrics_port: int = Field(default=0, ge=0, le=65535)


class Search(Part):
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    api_key: SecretStr | None = None


class TopicSpec(Part):
    name: str = Field(pattern=r"^[A-Za-z0-9._-]{1,249}$")
    partitions: int = Field(ge=1)
    cleanup: Literal["delete", "compact"]
    max_bytes: int = Field(ge=1024)
    retention_hours: int | None = None


Topics = dict[TopicRole, TopicSpec]
Sources = dict[str, Supplier]


class Settings(BaseSettings):
    embedded: bool = True
    data_dir: Path = Path(".wire")
    topics_file: Path = CONFIGS / "topics.toml"
    sources_file: Path = CONFIGS / "sources.toml"
    log_format: Literal["text", "json"] = "text"
    metrics_host: str = "127.0.0.1"
    kafka: Kafka = Kafka()
    elasticsearch: Elasticsearch = Elasticsearch()
    collect: Collect = Collect()
    enrich: Enrich = Enrich()
    index: Index = Index()
    search: Search = Search()

    model_config = SettingsConfigDict(
        env_prefix="WIRE_", env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings
        file = config_file()
        data_dir = Path(os.environ.get("WIRE_DATA_DIR") or _toml(file).get("data_dir", ".wire"))
        said = os.environ.get("WIRE_EMBEDDED")
        embedded = _toml(file).get("embedded", True) if said is None else said.lower() in ("1", "true", "yes", "on")
        overlays = [data_dir / ADDRESSES] if embedded and (data_dir / ADDRESSES).exists() else []
        sources = [init_settings, env_settings]
        if secrets := os.environ.get("WIRE_SECRETS_DIR"):
            if not Path(secrets).is_dir():
                raise BadSetting(f"WIRE_SECRETS_DIR: there is no folder {secrets}")
            sources.append(NestedSecretsSettingsSource(file_secret_settings, secrets_dir=secrets))
        sources.append(TomlConfigSettingsSource(settings_cls, [file, *overlays], deep_merge=True))
        return tuple(sources)

    def topics(self) -> Topics:
        """The topics of `topics.toml`; refuses sizes that do not rise along the way."""
        try:
            found = TypeAdapter(dict[TopicRole, TopicSpec]).validate_python(_toml(self.topics_file))
        except ValidationError as error:
            raise BadSetting(f"{self.topics_file}: {_first(error)}") from None
        if missing := [role for role in get_args(TopicRole) if role not in found]:
            raise BadSetting(f"{self.topics_file}: the topic {missing[0]!r} is missing: add a section [{missing[0]}]")
        for small, large in (("raw", "enriched"), ("enriched", "enriched_dead"), ("raw", "raw_dead")):
            lower, upper = found[cast(TopicRole, small)], found[cast(TopicRole, large)]
            if lower.max_bytes >= upper.max_bytes:
                raise BadSetting(
                    f"{self.topics_file}: max_bytes of [{large}] must be larger than of [{small}] ({lower.max_bytes})"
                )
        return found

    def sources(self) -> Sources:
        """The suppliers of `sources.toml` by the name of their source."""
        try:
            return TypeAdapter(Sources).validate_python(_toml(self.sources_file))
        except ValidationError as error:
            raise BadSetting(f"{self.sources_file}: {_first(error)}") from None


def config_file() -> Path:
    return Path(os.environ.get("WIRE_CONFIG") or CONFIGS / "embedded.toml")


def load() -> Settings:
    """Read the settings, or raise `BadSetting` with one sentence."""
    _refuse_unknown_variables()
    try:
        return Settings()
    except ValidationError as error:
        raise BadSetting(f"{_first(error)} (in {config_file()} or a WIRE_* variable)") from None
    except SettingsError as error:
        raise BadSetting(f"{error} (check the WIRE_* variables)") from None


def one_thread_a_process() -> None:
    """In the processes that are started from here on numpy takes one thread, unless the environment says otherwise."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def child_environment(**changes: str) -> dict[str, str]:
    """The environment for a service that this process starts, with changes."""
    return {**os.environ, **changes}


def _refuse_unknown_variables() -> None:
    for name in os.environ:
        if not name.startswith("WIRE_") or name in OWN_VARIABLES:
            continue
        head, *rest = name.removeprefix("WIRE_").lower().split("__")
        if head not in Settings.model_fields:
            raise BadSetting(f"{name}: there is no such setting; known are {_known()}")
        if not rest and isinstance(Settings.model_fields[head].default, Part):
            raise BadSetting(f"{name}: this is a section; name the key too, as in {name}__KEY")


def _known() -> str:
    return ", ".join("WIRE_" + name.upper() for name in Settings.model_fields)


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadSetting(f"WIRE_CONFIG: there is no file {file}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSetting(f"{file}: {error}") from None


def _first(error: ValidationError) -> str:
    """The first complaint in one sentence, with the key's path and never its value."""
    complaint = error.errors(include_input=False, include_url=False)[0]
    key = ".".join(str(part) for part in complaint["loc"])
    if complaint["type"] == "extra_forbidden":
        return f"{key}: there is no such setting"
    return f"{key}: {complaint['msg'].removeprefix('Value error, ')}"
