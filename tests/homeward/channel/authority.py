"""A time-stamping authority for the tests: a root, a certificate under it, and responses after RFC 3161 in DER."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
SEQUENCE, SET, INTEGER, OCTETS, OID, TIME = 0x30, 0x31, 0x02, 0x04, 0x06, 0x18
TST_INFO = "060b2a864886f70d0109100104"
SIGNED_DATA = "06092a864886f70d010702"
CONTENT_TYPE = "06092a864886f70d010903"
MESSAGE_DIGEST = "06092a864886f70d010904"
SIGNING_CERTIFICATE = "060b2a864886f70d010910022f"
SHA256 = "300d06096086480165030402010500"
SHA512 = "300d06096086480165030402030500"
ECDSA = "300a06082a8648ce3d040302"
POLICY = "06042a030401"


def der(tag: int, *parts: bytes | str) -> bytes:
    """A value in DER; a part as text is hexadecimal."""
    content = b"".join(bytes.fromhex(part) if isinstance(part, str) else part for part in parts)
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def whole(value: int) -> bytes:
    return der(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


@dataclass(frozen=True, slots=True)
class Authority:
    """Keys and certificates of an authority."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    root: x509.Certificate

    @classmethod
    def make(cls, name: str, *, stamps: bool = True) -> Authority:
        """An authority; without `stamps` its certificate is for something else."""
        top, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        root = _certificate(f"{name} root", top, f"{name} root", top, stamps=None)
        return cls(key, _certificate(name, key, f"{name} root", top, stamps=stamps), root)

    @property
    def trusted(self) -> bytes:
        return self.root.public_bytes(serialization.Encoding.PEM)

    def stamp(self, data: bytes, at: datetime, status: int = 0) -> bytes:
        """The response for `data`."""
        digest = hashlib.sha512(data).digest()
        imprint = der(SEQUENCE, SHA512, der(OCTETS, digest))
        info = der(SEQUENCE, whole(1), POLICY, imprint, whole(7), der(TIME, f"{at:%Y%m%d%H%M%SZ}".encode()))
        token = der(SEQUENCE, SIGNED_DATA, der(0xA0, self._signed(info)))
        return der(SEQUENCE, der(SEQUENCE, whole(status)), token)

    def _signed(self, info: bytes) -> bytes:
        certificate = self.certificate.public_bytes(serialization.Encoding.DER)
        attributes = (
            der(SEQUENCE, CONTENT_TYPE, der(SET, TST_INFO)),
            der(SEQUENCE, MESSAGE_DIGEST, der(SET, der(OCTETS, hashlib.sha256(info).digest()))),
            der(SEQUENCE, SIGNING_CERTIFICATE, der(SET, _names(certificate))),
        )
        ordered = sorted(attributes)
        signature = self.key.sign(der(SET, *ordered), ec.ECDSA(hashes.SHA256()))
        issuer = der(SEQUENCE, self.certificate.issuer.public_bytes(), whole(self.certificate.serial_number))
        signer = der(SEQUENCE, whole(1), issuer, SHA256, der(0xA0, *ordered), ECDSA, der(OCTETS, signature))
        content = der(SEQUENCE, TST_INFO, der(0xA0, der(OCTETS, info)))
        return der(SEQUENCE, whole(3), der(SET, SHA256), content, der(0xA0, certificate), der(SET, signer))


def _names(certificate: bytes) -> bytes:
    """ESSCertIDv2: the hash of the certificate that signs."""
    return der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, der(OCTETS, hashlib.sha256(certificate).digest()))))


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, by: str, top: ec.EllipticCurvePrivateKey, *, stamps: bool | None
) -> x509.Certificate:
    subject, issuer = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, by))
    builder = (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(SINCE + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=stamps is None, path_length=None), critical=True)
    )
    if stamps is not None:
        use = ExtendedKeyUsageOID.TIME_STAMPING if stamps else ExtendedKeyUsageOID.CODE_SIGNING
        builder = builder.add_extension(x509.ExtendedKeyUsage([use]), critical=True)
    return builder.sign(top, hashes.SHA256())
