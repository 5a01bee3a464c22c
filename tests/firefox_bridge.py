"""Stands between Playwright and a stock Firefox, and takes the one command that Firefox does not know.

Playwright drives Firefox over WebDriver BiDi and opens every context by resetting the emulated media
features. Firefox ESR 153 does not know that command; but there is nothing to reset in a new context, so the
bridge answers it. Whatever else is said passes unchanged, refusals too: a dark scheme is not feigned.

Run as `python firefox_bridge.py FIREFOX ARGUMENTS…`: it starts Firefox, and says its own address where
Firefox would say its.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import Server, ServerConnection, serve

MEDIA = "emulation.setMediaFeaturesOverride"
LISTENING = re.compile(rb"WebDriver BiDi listening on ws://127\.0\.0\.1:(\d+)")
WHOLE: Any = {"max_size": None, "compression": None, "ping_interval": None}


def answered(message: str | bytes) -> str | None:
    """Return the bridge's answer to a reset of media features, None for what Firefox has to answer."""
    if MEDIA not in str(message):
        return None
    command = json.loads(message)
    if command.get("method") != MEDIA or any(command["params"]["features"].values()):
        return None
    return json.dumps({"type": "success", "id": command["id"], "result": {}})


async def _pass_on(source: ClientConnection, target: ServerConnection) -> None:
    async for message in source:
        await target.send(message)
    await target.close()


async def _serve_one(playwright: ServerConnection, port: int) -> None:
    assert playwright.request
    async with connect(f"ws://127.0.0.1:{port}{playwright.request.path}", **WHOLE) as firefox:
        back = asyncio.create_task(_pass_on(firefox, playwright))
        async for message in playwright:
            if answer := answered(message):
                await playwright.send(answer)
            else:
                await firefox.send(message)
        back.cancel()


async def _stand_in(port: int) -> Server:
    return await serve(lambda playwright: _serve_one(playwright, port), "127.0.0.1", 0, **WHOLE)


async def main(command: list[str]) -> int:
    """Run Firefox to its end; return what it returns."""
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert process.stderr
    async for line in process.stderr:
        if found := LISTENING.search(line):
            server = await _stand_in(int(found[1]))
            line = b"WebDriver BiDi listening on ws://127.0.0.1:%d\n" % server.sockets[0].getsockname()[1]
        sys.stderr.buffer.write(line)
        sys.stderr.flush()
    return await process.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
