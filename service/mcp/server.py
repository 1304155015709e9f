"""The tools behind the protocol: an open collection in, a server of the official SDK out, and its run over stdio.

What goes wrong comes back as the tool's own error, in a sentence that says what to do; never as a traceback.
"""

import json
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from typing import Any

import anyio
import mcp_types as protocol
from anyio.to_thread import run_sync
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request

from corpus.errors import MinutedError
from index.errors import MinutesUnknown
from service.guard import frames
from service.mcp.instructions import INSTRUCTIONS
from service.mcp.tool import Desk, Tool
from service.mcp.tools import TOOLS
from service.problems import problem_of
from service.stream import left
from service.wording import WORDING, missing

READ_ONLY = protocol.ToolAnnotations(read_only_hint=True, destructive_hint=False)
CALLS_AT_ONCE = 40
_bugs = logging.getLogger("minuted.bugs")


def mcp_server(desk_for: Callable[[Any], Desk], version: str) -> Server[Any]:
    """Return a server of the tools. desk_for: gives what they read for the HTTP request that came, None over stdio."""
    # Calls have threads of their own: an answer takes one of the others, and must never wait for a call to end.
    limiter = anyio.CapacityLimiter(CALLS_AT_ONCE)

    async def list_tools(context: ServerRequestContext[Any], _: object) -> protocol.ListToolsResult:
        has_model = desk_for(context.request).writer is not None
        return protocol.ListToolsResult(tools=[_described(tool, has_model=has_model) for tool in TOOLS.values()])

    async def call_tool(
        context: ServerRequestContext[Any], called: protocol.CallToolRequestParams
    ) -> protocol.CallToolResult:
        desk = desk_for(context.request)
        given: list[protocol.CallToolResult] = []
        async with anyio.create_task_group() as group:
            if context.request is not None:
                group.start_soon(_end_when_left, context.request, group.cancel_scope)
            # In a thread: a search computes, and others are waiting. What it awaits ends with the group.
            given.append(await run_sync(call, desk, called.name, called.arguments or {}, limiter=limiter))
            group.cancel_scope.cancel()
        return given[0]

    server: Server[Any] = Server(
        "minuted",
        version=version,
        title="Minuted",
        description="Council minutes, with the paragraph.",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    # The SDK's own middleware reports each call to OpenTelemetry; nothing is reported from here.
    server.middleware.clear()
    return server


async def _end_when_left(request: Request, scope: anyio.CancelScope) -> None:
    """Cancel what is done for a request once its client has closed the connection."""
    await left(request)
    scope.cancel()


def run_over_stdio(desk: Desk, version: str) -> None:
    """Serve one client over standard input and output until it closes them."""
    server = mcp_server(lambda _: desk, version)

    async def serve() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(serve)


def call(desk: Desk, name: str, arguments: Mapping[str, Any]) -> protocol.CallToolResult:
    """Return what a tool gives: its result as data and as text, or an error in a sentence."""
    tool = TOOLS.get(name)
    if tool is None:
        return _error(f"There is no tool '{name[:100]}'. There are {', '.join(TOOLS)}.")
    try:
        result = tool.run(desk, tool.arguments.model_validate(_unpacked(arguments)))
        text = tool.text(desk, result)
        data = TypeAdapter(tool.result).dump_python(result, mode="json")
    except ValidationError as error:
        return _error(_faults(error, tool))
    except MinutedError as error:
        return _error(_told(error, name))
    except CancelledError:
        # Whoever asked has left: nobody reads this.
        return _error(WORDING["failed"])
    except Exception as error:  # noqa: BLE001 - the outermost place, where a bug becomes a sentence
        # The message may hold the question, so only the kind of error and where it arose are logged.
        _bugs.error("%s in tool %s: %s", type(error).__name__, name, frames(error))
        return _error(WORDING["failed"])
    return protocol.CallToolResult(
        content=[protocol.TextContent(type="text", text=text)], structured_content=data, is_error=False
    )


_WHERE_IDS_ARE = "search and get_minutes give the ids of paragraphs that there are, list_meetings those of minutes."


def _described(tool: Tool, *, has_model: bool) -> protocol.Tool:
    """Return what a client is told of a tool. What a model writes comes from elsewhere, and differs each time."""
    writes = tool.may_write and has_model
    hints = {"title": tool.title, "open_world_hint": writes, "idempotent_hint": not writes}
    return protocol.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.arguments.model_json_schema(),
        output_schema=TypeAdapter(tool.result).json_schema(mode="serialization"),
        annotations=READ_ONLY.model_copy(update=hints),
    )


def _unpacked(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments with lists out of texts and single values, as which some assistants send them."""
    kinds = arguments.get("kinds")
    if isinstance(kinds, str):
        try:
            unpacked = json.loads(kinds)
        except (ValueError, RecursionError):
            unpacked = kinds
        return {**arguments, "kinds": unpacked if isinstance(unpacked, list) else [kinds]}
    return dict(arguments)


def _faults(error: ValidationError, tool: Tool) -> str:
    """Return in a sentence what is wrong with the arguments, without the values that were sent."""
    faults = []
    for one in error.errors(include_input=False, include_url=False)[:5]:
        where = ".".join(str(part) for part in one["loc"]) or "the arguments"
        if one["type"] == "extra_forbidden":
            known = ", ".join(tool.arguments.model_fields)
            faults.append(f"{where[:100]}: there is no such argument; there are {known}")
        else:
            message = str(one["msg"])
            faults.append(f"{where}: {message[:1].lower()}{message[1:]}")
    return f"{'. '.join(faults)}. Call {tool.name} again with that mended."


def _told(error: MinutedError, name: str) -> str:
    """Return what an assistant is told of what went wrong in a tool of a name."""
    if isinstance(error, MinutesUnknown):
        return f"{missing(error.identity, error.what)} {_WHERE_IDS_ARE}"
    return problem_of(error, name).detail


def _error(sentence: str) -> protocol.CallToolResult:
    return protocol.CallToolResult(content=[protocol.TextContent(type="text", text=sentence)], is_error=True)
