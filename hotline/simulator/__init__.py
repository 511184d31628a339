"""A carrier that reads TwiML with Twilio's rules, and basic phones to try the hotline with.

May import the standard library, Flask, phonenumbers and hotline.core, and talks to the hotline
only through its public routes over signed HTTP; never on beside real credentials.
"""
