"""What Twilio has recorded: fetched once, then deleted there. Small on purpose: the web process needs no more of it."""

from __future__ import annotations

import base64
import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from hotline.actions.ports import TelephoneError

TIMEOUT = 5  # seconds: somebody is on the line
LONGEST = 20_000_000  # bytes
_AN_ID = re.compile(r"RE[0-9a-f]{32}")


class TwilioRecorder:
    """Implements the Recorder port."""

    def __init__(self, account_sid: str, token: str, api_url: str) -> None:
        self._base = f"{api_url}/2010-04-01/Accounts/{account_sid}/Recordings"
        self._proof = "Basic " + base64.b64encode(f"{account_sid}:{token}".encode()).decode()

    def fetch(self, recording: str) -> bytes:
        """The recording as a WAV file."""
        return self._ask("GET", recording, "wav")

    def delete(self, recording: str) -> None:
        """Nothing of it stays there."""
        self._ask("DELETE", recording, "json")

    def _ask(self, method: str, recording: str, kind: str) -> bytes:
        if not _AN_ID.fullmatch(recording):
            raise TelephoneError("twilio no recording", permanent=True)
        address = f"{self._base}/{recording}.{kind}"  # of the settings' own API, whatever the webhook said
        request = Request(address, method=method, headers={"Authorization": self._proof})  # noqa: S310
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - its scheme is checked with the settings
                found: bytes = answer.read(LONGEST)
                return found
        except HTTPError as error:
            raise TelephoneError(f"twilio {error.code}", permanent=error.code != 404) from None
        except OSError:
            raise TelephoneError("twilio unreachable", permanent=False) from None
