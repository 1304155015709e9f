"""A web server in, the same one out that ends what a language model is writing when it is told to stop.

Without it the server would wait for open streams until its time of grace is over, and then cut them in the middle.
"""

import socket

import uvicorn


class Server(uvicorn.Server):
    """A server whose open streams end with the sentences that have passed."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop taking requests and let the open ones end."""
        writer = getattr(getattr(self.config.app, "state", None), "writer", None)
        if writer is not None:
            await writer.llm.aclose()
        await super().shutdown(sockets)
