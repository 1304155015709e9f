"""The tools, in the order in which an assistant is shown them. In: nothing. Out: one table by name."""

from collections.abc import Mapping

from service.mcp.tool import Tool
from service.mcp.tools import ask, get_minutes, get_paragraph, list_decisions, list_meetings, search

TOOLS: Mapping[str, Tool] = {
    module.TOOL.name: module.TOOL for module in (ask, search, get_paragraph, get_minutes, list_meetings, list_decisions)
}
