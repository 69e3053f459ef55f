"""Certificates of authorities of our own, made with the openssl program for the length of a test run."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

ADDRESS = "IP:127.0.0.1"
LONG_AGO = ("20200101000000Z", "20200201000000Z")
NOW_AND_LATER = ("20200101000000Z", "20990101000000Z")
NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass(frozen=True)
class Authority:
    """A CA in a folder: `certificate` is what clients trust."""

    folder: Path

    @property
    def certificate(self) -> Path:
        return self.folder / "ca.pem"

    def issue(self, name: str, subject: str = ADDRESS, valid: tuple[str, str] = NOW_AND_LATER) -> Path:
        """A PEM file with a key (PKCS#8) and its certificate for a subject (`IP:…`, `DNS:…`), valid between two times
        (`YYYYMMDDHHMMSSZ`)."""
        key, request, certificate = (self.folder / f"{name}.{kind}" for kind in ("key", "csr", "crt"))
        _openssl("req", "-new", *NEW_KEY, "-keyout", str(key), "-out", str(request), "-subj", f"/CN={name}")
        (self.folder / "subject").write_text(f"subjectAltName={subject}\n")
        # `x509` can't set a beginning before OpenSSL 3.4; `ca` always could.
        _openssl(
            "ca", "-batch", "-notext", "-config", str(self.folder / "ca.cnf"), "-in", str(request),
            "-out", str(certificate), "-startdate", valid[0], "-enddate", valid[1],
            "-extfile", str(self.folder / "subject"),
        )  # fmt: skip
        both = self.folder / f"{name}.pem"
        both.write_text(key.read_text() + certificate.read_text())
        return both


def authority(folder: Path) -> Authority:
    """A new CA that keeps its books in the folder."""
    folder.mkdir(parents=True)
    (folder / "index").touch()
    (folder / "ca.cnf").write_text(f"""
[ca]
default_ca = own
[own]
database = {folder}/index
new_certs_dir = {folder}
certificate = {folder}/ca.pem
private_key = {folder}/ca.key
rand_serial = yes
default_md = sha256
unique_subject = no
policy = any
[any]
commonName = supplied
""")
    _openssl(
        "req", "-x509", "-new", *NEW_KEY, "-keyout", str(folder / "ca.key"), "-out", str(folder / "ca.pem"),
        "-subj", f"/CN={folder.name}", "-days", "3650", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
    )  # fmt: skip
    return Authority(folder)


def _openssl(*arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stderr.strip()}")
