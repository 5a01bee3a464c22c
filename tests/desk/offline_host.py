"""A small course on a web server of this machine, in editions that differ, with a network that can go."""

from __future__ import annotations

import functools
import http.server
import io
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.desk.pages import lay_out
from vignettes import frontend
from vignettes.course import Course
from vignettes.sphinx_ext.offline import MARK, write_offline

PROBE = """<!doctype html><html lang="en" data-content_root="./"><head>
<meta charset="utf-8"><title>Probe</title>
<link rel="icon" href="data:,"></head><body><main><h1>Probe</h1></main><script type="module">
import * as offline from "./_modules/offline/client.js";
import { Renewed, caseText } from "./_modules/desk/sitting.js";
const said = (why) => why instanceof Renewed ? "Renewed" : String(why);
const read = (name, mark) => caseText(name, mark).catch(said);
Object.assign(window, { offline, read, edition: "EDITION" });
</script></body></html>"""
"""Gives the test the modules of the page's side: what other scripts of the course import."""

DESK = (
    '<!doctype html><html lang="en"><head><title>Desk</title><link rel="icon" href="data:,"></head></html>'
)

READY = """() => navigator.serviceWorker.ready.then(({active}) => new Promise((done, fail) => {
  const look = () => active.state === "activated" && navigator.serviceWorker.controller && done();
  active.addEventListener("statechange", look);
  navigator.serviceWorker.addEventListener("controllerchange", look);
  setTimeout(fail, 30_000, new Error("no worker has taken this page over"));
  look();
}))"""
"""Waits until the course is kept whole, and this page is served from it."""


def publish(folder: Path, edition: str, course: Course, *added: str) -> dict[str, Any]:
    """Write an edition of the gallery, which its name stands in, into `folder`; return its catalogue.

    `added` are pages like that of the cases, which only this edition has.
    """
    cases = [case.vignette for case in course.bank().learning()]
    renamed = [case.model_copy(update={"title": f"{case.title} ({edition})"}) for case in cases]
    catalogue = lay_out(folder, course, renamed, course.references()).catalogue
    (folder / "_static" / "reader.js").write_text(frontend.classic_script("reader.js"), encoding="utf-8")
    (folder / "book" / "desk" / "index.html").write_text(DESK, encoding="utf-8")
    for name in added:
        shutil.copy(folder / "book" / "cases.html", folder / name)
    (folder / "probe.html").write_text(PROBE.replace("EDITION", edition), encoding="utf-8")
    for source in frontend.HERE.rglob("*.js"):
        target = folder / "_modules" / source.relative_to(frontend.HERE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    for page in folder.rglob("*.html"):
        up = "../" * (len(page.relative_to(folder).parts) - 1)
        meta = f'<meta name="{MARK}" content="{up}manifest.json"><title>'
        page.write_text(page.read_text("utf-8").replace("<title>", meta, 1), encoding="utf-8")
    redirect = '<meta http-equiv="Refresh" content="0; url=book/cases.html" />\n'
    (folder / "index.html").write_text(redirect, encoding="utf-8")
    write_offline(folder, "Gallery", "book/cases.html")
    return catalogue


@dataclass
class Host:
    """Serves a folder below `mount`. It notes what it is asked for, and gives other bytes for `spoiled`."""

    folder: Path
    mount: str = "/"
    port: int = 0
    asked: list[str] = field(default_factory=list)
    spoiled: dict[str, bytes] = field(default_factory=dict)
    server: http.server.ThreadingHTTPServer | None = None

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.mount}"

    def start(self) -> Host:
        handler = functools.partial(Handler, host=self)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Take the network away: whoever asks now is refused."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
        self.server = None


class Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, host: Host) -> None:
        self.host = host
        super().__init__(*args, directory=str(host.folder))

    def send_head(self) -> Any:
        if not self.path.startswith(self.host.mount):
            self.send_error(404)
            return None
        self.path = "/" + self.path.removeprefix(self.host.mount)
        name = self.path[1:].partition("?")[0]
        self.host.asked.append(name)
        if name not in self.host.spoiled:
            return super().send_head()
        self.send_response(200)
        self.end_headers()
        return io.BytesIO(self.host.spoiled[name])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Ear:
    """Notes what the pages of a context complain of, with where it comes from.

    The browser asks for the worker and for an icon by itself, without a network in vain: its own affair.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        source = said.location["url"]
        if said.type in ("error", "warning") and not source.endswith(("/sw.js", "/favicon.ico")):
            self.complaints.append(f"{said.text} ({source})")


def visit(context: BrowserContext, address: str) -> Page:
    """Open an address in a tab, and wait until the course is kept for reading offline."""
    page = context.new_page()
    page.goto(address)
    page.evaluate(READY)
    return page
