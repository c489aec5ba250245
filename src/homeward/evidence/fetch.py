"""The library's one door to the network: a web page fetched as it is, to be captured."""

from __future__ import annotations

import httpx

from homeward.errors import HomewardError
from homeward.evidence.kind import MAX_BYTES

_SECONDS = 20.0


class NotFetched(HomewardError):
    """The page could not be had."""


def fetch(url: str) -> bytes:
    """The bytes behind `url` (http or https, at most forty million, twenty seconds a step); raises NotFetched."""
    if not url.lower().startswith(("http://", "https://")):
        raise NotFetched("Only addresses that begin with http or https can be captured.")
    try:
        with httpx.stream("GET", url, timeout=_SECONDS, follow_redirects=True) as answer:
            answer.raise_for_status()
            return _body(answer)
    except httpx.HTTPStatusError as error:
        raise NotFetched(f"The server answered {error.response.status_code} instead of the page.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotFetched("The server could not be reached.") from error


def _body(answer: httpx.Response) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > MAX_BYTES:
            raise NotFetched(f"The page is larger than {MAX_BYTES} bytes.")
    return bytes(body)
