"""The entry for gunicorn: `gunicorn wsgi:app`."""

import atexit

from hotline.app import create_app

app = create_app()
atexit.register(app.extensions["count"])  # what it remembers of the last calls
