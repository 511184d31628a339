"""twilio's own classes as the judge of what we write: the same verbs and attributes through them give the same XML."""

from __future__ import annotations

import re
from inspect import Parameter, signature
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from twilio.twiml import TwiML
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import VoiceResponse


def check(document: str) -> None:
    """Fail unless twilio's classes know every verb and attribute of it and write the same."""
    root = ElementTree.fromstring(document)
    theirs = MessagingResponse() if root.find("Message") is not None else VoiceResponse()
    _fill(theirs, root)
    assert ElementTree.canonicalize(document) == ElementTree.canonicalize(str(theirs))


def _fill(parent: TwiML, ours: Element) -> None:
    for child in ours:
        write = getattr(parent, child.tag.lower())
        texts = [child.text] if child.text else []
        known = [one.name for one in signature(write).parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
        options = {re.sub("[A-Z]", lambda m: f"_{m[0].lower()}", name): value for name, value in child.items()}
        assert options.keys() <= set(known[len(texts):]), f"{child.tag} {child.attrib}"
        _fill(write(*texts, **options), child)
