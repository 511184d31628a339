"""Hotline: a phone and SMS line in Urdu and English for people who face harassment."""
