"""Calls functions of the front end in Node: the ground floor of the tests of the desk, in milliseconds."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from vignettes import frontend

LOOP = """
import { createInterface } from "node:readline";
globalThis.document = { addEventListener() {}, documentElement: { dataset: {} } }; // looked at on loading
for await (const line of createInterface({ input: process.stdin })) {
  const { file, name, given } = JSON.parse(line);
  let said;
  try {
    const value = await (await import("./" + file))[name](...given);
    said = { value: value === undefined ? null : value };
  } catch (error) {
    said = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(said) + "\\n");
}
"""


class NodeError(Exception):
    """What a function of the front end threw."""


class Node:
    """One Node process for a session. `folder` is filled with the front end's sources."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(frontend.HERE, folder, dirs_exist_ok=True)
        (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
        (folder / "loop.js").write_text(LOOP, encoding="utf-8")
        self.process = subprocess.Popen(
            ["node", "loop.js"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def call(self, file: str, name: str, *given: Any) -> Any:
        """Call `name` of a module, such as "desk/records.js", with JSON values; NodeError if it throws."""
        return self.call_text(json.dumps({"file": file, "name": name, "given": given}))

    def call_text(self, line: str) -> Any:
        """The same for a call that is already JSON, which may hold what Python's values cannot."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        if "error" in said:
            raise NodeError(said["error"])
        return said["value"]

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=10)
