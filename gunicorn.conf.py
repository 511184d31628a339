"""How gunicorn serves the hotline: threads, a timeout under the provider's 15 seconds, no log that holds an address."""

import ctypes
import gc
import os

# One heap for all threads of a process: only one runs at a time, and each would hold pages of its own.
if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
    mallopt(-8, 1)  # M_ARENA_MAX

bind = os.environ.get("HOTLINE_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 14
graceful_timeout = 20
keepalive = 75
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None  # a log of addresses would be a log of calls
control_socket_disable = True


def post_worker_init(_worker):
    """What was needed only to build it is given back to the machine, where its C library can."""
    gc.collect()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


def worker_exit(_server, worker):
    """What the process remembers of the last calls is counted before it goes."""
    if app := getattr(worker, "wsgi", None):
        app.extensions["count"]()
