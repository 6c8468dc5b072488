"""MCP servers of the owner's agents: connected while a run needs them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from agents import Agent
from agents.mcp import MCPServer, MCPServerManager

from chatkit.answering.llm.search_tool import reachable


@dataclass(slots=True)
class _Shared:
    """A server that several runs use: the first connects it, the last closes it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    runs: int = 0
    manager: MCPServerManager | None = None


_shared: WeakKeyDictionary[MCPServer, _Shared] = WeakKeyDictionary()


@asynccontextmanager
async def connected(agent: Agent[Any]) -> AsyncIterator[None]:
    """Raises what connecting raises. A server that the owner connected is left alone."""
    async with AsyncExitStack() as stack:
        for server in {one for each in reachable(agent) for one in each.mcp_servers}:
            if server in _shared or not getattr(server, "session", None):
                await stack.enter_async_context(_connected(server))
        yield


@asynccontextmanager
async def _connected(server: MCPServer) -> AsyncIterator[None]:
    shared = _shared.setdefault(server, _Shared())
    async with shared.lock:
        if not shared.manager:
            # In a task of its own: the task that connects has to be the one that closes.
            manager = MCPServerManager([server], strict=True, connect_in_parallel=True)
            await manager.connect_all()
            shared.manager = manager
        shared.runs += 1
    try:
        yield
    finally:
        async with shared.lock:
            shared.runs -= 1
            if not shared.runs and (manager := shared.manager):
                shared.manager = None
                await manager.cleanup_all()
