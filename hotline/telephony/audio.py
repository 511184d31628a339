"""Serves the recordings that the answers to a carrier name; the versioned name lets everybody keep them for a year."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from hotline.prompts.recordings import Recordings

YEAR = 365 * 24 * 3600
TYPES = {"wav": "audio/wav", "mp3": "audio/mpeg"}


def create_blueprint(recordings: Recordings) -> Blueprint:
    """GET /prompts/<language>/<key>.<version>.wav or .mp3"""
    prompts = Blueprint("prompts", __name__, url_prefix="/prompts")

    @prompts.get("/<language>/<key>.<version>.<kind>")
    def recording(language: str, key: str, version: str, kind: str) -> Response:
        etag = f"{version}.{kind}"
        if kind not in TYPES:
            abort(404)
        sound = recordings.wav if kind == "wav" else recordings.mp3
        data = sound(language, key, version)
        if data is None:
            now = recordings.sound(language, key)
            data = sound(language, key, now.version) if now else None
            if data is None:
                abort(404)
            # Made anew while somebody was being told the old address: better this than silence, but nobody keeps it.
            return Response(data, content_type=TYPES[kind], headers={"Cache-Control": "no-store"})
        response = Response(data, content_type=TYPES[kind])
        response.set_etag(etag)
        response.cache_control.public = True
        response.cache_control.max_age = YEAR
        response.cache_control.immutable = True
        return response.make_conditional(request)  # type: ignore[return-value]

    return prompts
