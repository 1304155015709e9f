"""A language model over https: a certificate that nobody vouches for is refused, one that the machine trusts is not."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from prompts import Message
from service.errors import ModelFailed
from service.llm import llm_of
from service.settings import load_settings
from tests.service.misbehaving import Misbehaving
from tests.service.ways import SAYS

x509 = pytest.importorskip("cryptography.x509", reason="certificates are made by cryptography, which is not installed")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate of its own for 127.0.0.1, with its key."""
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - see importorskip
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a council's own")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "certificate.pem"
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(made.public_bytes(encoding) + private)
    return file


def heard(address: str) -> tuple[str, str]:
    llm = llm_of(load_settings(llm_address=address, llm_model="tiny"))
    assert llm is not None

    async def ask() -> tuple[str, str]:
        text = ""
        try:
            async for piece in llm.pieces([Message("user", "What?")]):
                text += piece
        except ModelFailed as error:
            return text, error.reason
        return text, "whole"

    return asyncio.run(ask())


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_that_nobody_vouches_for_is_refused_before_the_key_is_sent(server_tls: ssl.SSLContext) -> None:
    with Misbehaving(tls=server_tls) as server:
        assert server.address.startswith("https://")
        assert heard(server.address) == ("", "refused")
        assert server.asked == []


def test_one_that_the_machine_trusts_is_not(
    server_tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Misbehaving(tls=server_tls) as server:
        assert heard(server.address) == (SAYS, "whole")
        assert heard(server.address.replace("127.0.0.1", "localhost")) == ("", "refused")
