"""Settings and an open collection in, a web server until it is interrupted out."""

import socket
from collections.abc import Callable, Sequence

import uvicorn
from threadpoolctl import threadpool_limits

from index.collection import Collection
from service.app import create_app, logging_settings
from service.errors import PortInUse
from service.pulse import BEAT_SECONDS, Pulse
from service.settings import Settings
from service.shutdown import Server
from service.writer import writer_of


def bound(settings: Settings) -> socket.socket:
    """Return a socket at the address to listen on. Raises PortInUse where it is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP, because asyncio sends at once only over sockets that are: over others an answer in two pieces waits
    # 40 milliseconds for the reader's acknowledgement.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((settings.host, settings.port))
    except OSError as error:
        found.close()
        raise PortInUse(
            f"cannot listen on {settings.host} port {settings.port} ({error.strerror}). "
            "Stop what is using it, or choose another port: minuted serve --port 8001, or make run PORT=8001"
        ) from None
    return found


def check_start(settings: Settings) -> None:
    """Raise for what would keep a server from answering, before anything slow is done: PortInUse, PromptUnusable."""
    bound(settings).close()
    writer_of(settings)


def run(settings: Settings, collection: Collection) -> None:
    """Serve by this process alone until interrupted, and tell where the pages are."""
    serve(settings, collection, lambda: told(settings))


def serve(
    settings: Settings,
    collection: Collection,
    ready: Callable[[], None],
    *,
    sockets: Sequence[socket.socket] | None = None,
    pulse: Pulse | None = None,
) -> None:
    """Serve until interrupted. The models are loaded first, so that the first question is as quick as the others.

    Vectors and words are brought up beside the questions: what takes long lets nobody wait. ready: called when
    questions can be answered. sockets: to listen on, that of the settings when None. pulse: to beat while serving.
    """
    # The products of a search are small and several questions are asked at once: threads for one of them only take the
    # cores from the others. It holds for as long as the process lives, which does nothing but serve.
    threadpool_limits(1)
    collection.caches.start()
    collection.embedder.questions(["ready"])
    if settings.reranker:
        collection.reranker.scores("ready", ["ready"])
    server = Server(
        uvicorn.Config(
            create_app(settings, collection),
            host=settings.host,
            port=settings.port,
            log_config=logging_settings(),
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
            callback_notify=pulse.beat if pulse else None,
            timeout_notify=BEAT_SECONDS,
        )
    )
    ready()
    server.run(None if sockets is None else list(sockets))


def told(settings: Settings) -> None:
    """Tell where the pages are."""
    print(f"Minuted is at http://{settings.host}:{settings.port} (stop it with Ctrl+C)", flush=True)


# How long open requests may take to finish when the server is told to stop.
GRACE_SECONDS = 10
