"""Settings and an open collection in, a web server until it is interrupted out."""

import socket

import uvicorn

from index.collection import Collection
from service.app import create_app, logging_settings
from service.errors import PortInUse
from service.settings import Settings
from service.shutdown import Server


def check_port(settings: Settings) -> None:
    """Raise PortInUse where the address to listen on is taken, before anything slow is done."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise PortInUse(
                f"cannot listen on {settings.host} port {settings.port} ({error.strerror}). "
                "Stop what is using it, or choose another port: minuted serve --port 8001, or make run PORT=8001"
            ) from None


def run(settings: Settings, collection: Collection) -> None:
    """Serve until interrupted. The models are loaded first, so that the first question is as quick as the others.

    Vectors and words are brought up beside the questions: what takes long lets nobody wait.
    """
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
        )
    )
    print(f"Minuted is at http://{settings.host}:{settings.port} (stop it with Ctrl+C)", flush=True)
    server.run()


# How long open requests may take to finish when the server is told to stop.
GRACE_SECONDS = 10
