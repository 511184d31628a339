"""How the carrier's requests travel: one callable, and the real one for a running server."""

import http.client
import ssl
from collections.abc import Mapping, Sequence
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from flask import Flask

Form = Sequence[tuple[str, str]]
Reply = tuple[int, Mapping[str, str], bytes]

TIMEOUT = 15.0
_PORTS = {"http": 80, "https": 443}


class Http(Protocol):
    """Sends one request and returns its status, headers and body; raises OSError when it cannot."""

    def __call__(self, method: str, url: str, form: Form | None, headers: Mapping[str, str]) -> Reply: ...


class AddressError(OSError):
    """The address lies outside the server the simulator may talk to."""


def header(headers: Mapping[str, str], name: str) -> str:
    """One header, whatever the case of its name; empty when absent."""
    wanted = name.lower()
    return next((value for key, value in headers.items() if key.lower() == wanted), "")


class Transport:
    """Real HTTP, only to the given base addresses, fifteen seconds at most, redirects not followed."""

    def __init__(self, *base_urls: str, timeout: float = TIMEOUT) -> None:
        self._allowed = frozenset(_server_of(url) for url in base_urls)
        self._timeout = timeout

    def __call__(self, method: str, url: str, form: Form | None, headers: Mapping[str, str]) -> Reply:
        server = _server_of(url)
        if server not in self._allowed:
            raise AddressError(f"the simulator may not talk to {server[1]}")
        connection = self._connection(server)
        try:
            target = urlsplit(url)
            path = target.path or "/"
            body = urlencode(form).encode() if form is not None else None
            sent = dict(headers)
            if body is not None:
                sent["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
            connection.request(method, f"{path}?{target.query}" if target.query else path, body, sent)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        except http.client.HTTPException as error:
            raise OSError(f"protocol violation: {error!r}") from error
        finally:
            connection.close()

    def _connection(self, server: tuple[str, str, int]) -> http.client.HTTPConnection:
        scheme, host, port = server
        if scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self._timeout, context=context)
        return http.client.HTTPConnection(host, port, timeout=self._timeout)


def _server_of(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise AddressError(f"not an http address: {parts.scheme or 'no scheme'}")
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]


class InProcess:
    """The same for an application in this process, without a network: what journeys in tests use."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __call__(self, method: str, url: str, form: Form | None, headers: Mapping[str, str]) -> Reply:
        target = urlsplit(url)
        raw = f"{target.path or '/'}?{target.query}" if target.query else target.path or "/"
        response = self._app.test_client(use_cookies=False).open(
            path=target.path or "/",
            base_url=f"{target.scheme}://{target.netloc}/",
            query_string=target.query,
            method=method,
            data=urlencode(form).encode() if form is not None else None,
            content_type="application/x-www-form-urlencoded; charset=UTF-8" if form is not None else None,
            headers=dict(headers),
            environ_overrides={"RAW_URI": raw, "REQUEST_URI": raw},
        )
        return response.status_code, dict(response.headers), response.get_data()
