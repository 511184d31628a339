"""Provinces and districts that a caller can name by key; their names live in translations."""

from __future__ import annotations

# The larger districts, so that few keys find them. A roster names a responder's home by these ids.
PROVINCES: dict[str, tuple[str, ...]] = {
    "punjab": ("lahore", "faisalabad", "rawalpindi", "multan", "gujranwala", "bahawalpur", "rahim_yar_khan", "sialkot",
               "sargodha", "kasur", "sheikhupura", "okara", "muzaffargarh", "dera_ghazi_khan", "gujrat", "jhang",
               "islamabad"),
    "sindh": ("karachi", "hyderabad", "sukkur", "larkana", "khairpur", "nawabshah"),
    "kp": ("peshawar", "mardan", "swat"),
    "balochistan": ("quetta",),
}  # fmt: skip
DISTRICTS = tuple(district for districts in PROVINCES.values() for district in districts)
