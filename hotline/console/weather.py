"""A page about the weather, where the button "leave now" leads: it says nothing of a hotline, and asks nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from gettext import NullTranslations

from babel.dates import format_date
from flask import Blueprint, Response, render_template

from hotline.console.reader import LOCALES, RIGHT_TO_LEFT
from hotline.console.sentences import marked

# What is usual in each month: the highest and the lowest of a day, in degrees.
USUAL = {
    marked("Karachi"): "26/12 28/15 32/20 34/24 35/27 35/28 33/27 32/27 33/26 35/23 32/18 28/14",
    marked("Lahore"): "19/7 22/10 27/15 34/20 39/25 40/27 36/27 35/26 35/24 32/18 27/12 21/8",
    marked("Islamabad"): "18/4 20/7 25/11 31/16 36/20 38/24 35/25 33/24 32/21 30/15 25/8 20/5",
    marked("Peshawar"): "18/4 20/7 24/12 30/17 36/22 40/26 38/27 36/26 35/23 31/17 25/10 20/6",
    marked("Quetta"): "11/-2 13/0 19/4 25/9 31/13 35/17 36/20 35/18 31/12 25/6 19/1 13/-2",
}
OTHER = "en"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"


def create_blueprint(
    zone: tzinfo, clock: Callable[[], datetime], sentences: Mapping[str, NullTranslations]
) -> Blueprint:
    """GET /weather, and /weather/ur"""
    routes = Blueprint("weather", __name__, template_folder="templates")

    @routes.get("/weather")
    @routes.get("/weather/<language>")
    def weather(language: str = OTHER) -> Response:
        language = language if language in LOCALES else OTHER
        today, say = clock().astimezone(zone), sentences[language].gettext
        cities = [(say(city), *months.split()[today.month - 1].split("/")) for city, months in USUAL.items()]
        month = format_date(today, "LLLL", locale=LOCALES[language])
        response = Response(render_template(
            "weather.html", cities=cities, month=month, say=say, language=language,
            direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        ))  # fmt: skip
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return routes
