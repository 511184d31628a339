"""Lets a provider's request in only when its signature is genuine; every doubt, and every exception, is a no.

The address that was signed is rebuilt from HOTLINE_PUBLIC_URL and the raw request target: Werkzeug's
`request.url` is decoded, and a genuine request with percent-encoded characters would fail on it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hmac import compare_digest, digest
from urllib.parse import urlsplit

from flask import Request
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict


class SignatureCheck:
    """Checks requests against one or two tokens; two are valid while a token is being rotated."""

    def __init__(self, public_url: str, tokens: Sequence[str]) -> None:
        self._base = public_url
        self._tokens = [token.encode() for token in tokens]
        self._validators = [RequestValidator(token) for token in tokens]

    def genuine(self, request: Request) -> bool:
        """True when one of the tokens signed this address with these parameters. Never raises."""
        signature = request.headers.get("X-Twilio-Signature", "")
        if not signature:
            return False
        try:
            url = self._base + raw_target(request)
            form = request.form
            if not form and request.is_json:  # the address holds a hash of the body, which the validator compares
                return self._validated(url, request.get_data(as_text=True), signature)
            return self._signed_as_it_stands(url, form, signature) or self._validated(url, form, signature)
        except Exception:  # noqa: BLE001 - the validator raises on malformed headers and addresses: that is a no
            return False

    def _signed_as_it_stands(self, url: str, form: MultiDict[str, str], signature: str) -> bool:
        """Nearly every request is; the validator also tries with and without a port, at ten times the cost."""
        text = url + "".join(name + value for name, value in sorted(set(form.items(multi=True))))
        return any(
            compare_digest(b64encode(digest(token, text.encode(), "sha1")).decode(), signature)
            for token in self._tokens
        )

    def _validated(self, url: str, signed: Mapping[str, str] | str, signature: str) -> bool:
        return any(validator.validate(url, signed, signature) for validator in self._validators)


def raw_target(request: Request) -> str:
    """The path and query as they stood on the wire, percent-encoding untouched."""
    environ = request.environ
    raw = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or "")
    if not raw:
        query = environ.get("QUERY_STRING", "")
        raw = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "") + (f"?{query}" if query else "")
    if not raw.startswith("/"):  # the absolute form that a proxy may send
        parts = urlsplit(raw)
        raw = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return raw
