"""A page about the weather, where the button "leave now" leads: it says nothing of a hotline, and asks nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from flask import Blueprint, Response, render_template

# What is usual in each month: the highest and the lowest of a day, in degrees.
USUAL = {
    "Karachi": "26/12 28/15 32/20 34/24 35/27 35/28 33/27 32/27 33/26 35/23 32/18 28/14",
    "Lahore": "19/7 22/10 27/15 34/20 39/25 40/27 36/27 35/26 35/24 32/18 27/12 21/8",
    "Islamabad": "18/4 20/7 25/11 31/16 36/20 38/24 35/25 33/24 32/21 30/15 25/8 20/5",
    "Peshawar": "18/4 20/7 24/12 30/17 36/22 40/26 38/27 36/26 35/23 31/17 25/10 20/6",
    "Quetta": "11/-2 13/0 19/4 25/9 31/13 35/17 36/20 35/18 31/12 25/6 19/1 13/-2",
}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"


def create_blueprint(zone: tzinfo, clock: Callable[[], datetime]) -> Blueprint:
    """GET /weather"""
    routes = Blueprint("weather", __name__, template_folder="templates")

    @routes.get("/weather")
    def weather() -> Response:
        today = clock().astimezone(zone)
        cities = [(city, *months.split()[today.month - 1].split("/")) for city, months in USUAL.items()]
        response = Response(render_template("weather.html", cities=cities, month=f"{today:%B}"))
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return routes
