"""What a caller who is put through would be rung back for, as it stands with the ring: sealed as a whole."""

from __future__ import annotations

import json
from dataclasses import asdict

from hotline.core.callback import Card, Request
from hotline.core.errors import SealBroken
from hotline.storage.database import moment, stamp
from hotline.storage.vault import Vault

PLACE = ("rings", "request")


def sealed(vault: Vault, ring: str, request: Request | None) -> str | None:
    """A request in the row of this ring."""
    if request is None:
        return None
    since = stamp(request.since) if request.since else None
    return vault.seal(json.dumps(asdict(request) | {"since": since}), *PLACE, ring)


def opened(vault: Vault, ring: str, token: str | None) -> Request | None:
    """What `sealed` made; None when there is nothing, or it does not open."""
    try:
        kept = json.loads(vault.open(token, *PLACE, ring)) if token else None
    except SealBroken:
        return None
    if kept is None:
        return None
    since = moment(kept["since"]) if kept["since"] else None
    return Request(**kept | {"since": since, "card": Card(**kept["card"]), "lifted": tuple(kept["lifted"])})
