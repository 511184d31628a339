"""The staff pages: what coordinators, responders, editors and observers see and do in a browser.

A Flask application of its own below `/staff`, so that its cookies, forms and headers never touch a webhook. It knows
the store, the carriers and the clock only through what `app.py` hands it; each page says who may see it.
"""
