"""Files made to harm whoever opens them, each small."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from PIL import Image


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _png(width: int, height: int) -> bytes:
    """A picture that says it is that large, with a kilobyte of zeros inside."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)), (b"IDAT", zlib.compress(bytes(10**6)))]
    chunks = (
        struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in [*parts, (b"IEND", b"")]
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _flat(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (side, side)).save(out, "PNG")
    return out.getvalue()


def _lying() -> bytes:
    """A file of a megabyte that says it has ten bytes."""
    honest = bytearray(_zip({"a.sealed": bytes(1_000_000)}))
    at = honest.rfind(b"PK\x01\x02")
    honest[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(honest)


_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 12)
)
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("/sign-out/",{method:"POST"})</script></svg>'
_PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"
_NEST = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(20_000))

BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a ZIP file of gigabytes of zeros": ("x.zip", lambda: _zip({f"{n}.sealed": bytes(2**20) for n in range(300)})),
    "a ZIP file of too many files": ("x.zip", lambda: _zip({f"{n}.sealed": b"" for n in range(6_000)})),
    "a ZIP file that lies about its sizes": ("x.zip", lambda: _lying()),
    "a ZIP file that climbs out": (
        "x.zip",
        lambda: _zip({"../../../x.sealed": b"x", "/etc/y.sealed": b"y", "C:\\z.sealed": b"z"}),
    ),
    "a ZIP file in a ZIP file": ("x.zip", lambda: _zip({"a.sealed": _zip({"b.sealed": bytes(10**7)})})),
    "a picture of a billion points": ("x.png", lambda: _png(32_000, 32_000)),
    "a picture of as many points as may be": ("x.png", lambda: _flat(6_300)),
    "a picture cut short that says it is wide": ("x.png", lambda: _png(6_000_000, 6)),
    "a JPEG that goes on as a page": ("x.jpg", lambda: b"\xff\xd8\xff\xe0" + b"<html><script>alert(1)</script>" * 1000),
    "a PDF that is also a ZIP file and a page": ("x.pdf", lambda: _PDF + b"<html>" + _zip({"a.sealed": b"x"})),
    "a PDF with a script": ("x.pdf", lambda: _PDF),
    "an SVG with a script": ("x.svg", lambda: _SVG),
    "a billion laughs": ("x.xml", lambda: _LAUGHS + b"]><l>&l;</l>"),
    "a billion laughs in a page": ("x.html", lambda: _LAUGHS + b"]><html><body>&l;</body></html>"),
    "a file of another machine by an entity": (
        "x.xml",
        lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><html><p>&b;</p></html>',
    ),
    "tags within tags": ("x.html", lambda: b"<html>" + b"<div>" * 200_000),
    "brackets within brackets": ("x.json", lambda: b'{"messages":' + b"[" * 500_000),
    "objects within objects": ("x.json", lambda: b'{"a":' * 200_000),
    "a number of a million figures": ("x.json", lambda: b'{"messages": ' + b"9" * 1_000_000 + b"}"),
    "mails within mails": ("x.eml", lambda: b"MIME-Version: 1.0\n" + _NEST),
    "a mail of a million headers": ("x.eml", lambda: b"A: b\n" * 1_000_000),
    "a table of a million columns": ("x.csv", lambda: b"surname" + b",name" * 1_000_000 + b"\nx\n"),
    "a table with one endless cell": ("x.csv", lambda: b'surname,name\n"' + b"x" * 5_000_000),
    "a table that starts a program": ("x.csv", lambda: b"surname,name\n=cmd|'/c calc'!A1,@SUM(1)\n"),
    "a name that climbs out": ("../../../../etc/passwd", lambda: b"x"),
    "nothing": ("x", lambda: b""),
}
