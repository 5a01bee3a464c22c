"""The few pieces of HTML that the report is made of. Whatever goes in as text comes out as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["document", "escape", "listed", "paragraph", "section", "table"]


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def listed(entries: Iterable[str]) -> str:
    """Return a list of texts that are HTML already."""
    return "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"


def section(name: str, title: str, *parts: str) -> str:
    """Return a part of the page that its title names."""
    body = "\n".join(parts)
    heading = f'<h2 id="{name}-title">{escape(title)}</h2>'
    return f'<section id="{name}" aria-labelledby="{name}-title">\n{heading}\n{body}\n</section>'


def table(
    name: str, caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1
) -> str:
    """Return a table whose cells are HTML already; the first `words` columns hold text, the rest figures.

    The first cell of a row heads it. A table that is wider than the window scrolls, by keyboard too.
    """
    kinds = [' class="words"' if i < words else "" for i in range(len(head))]
    top = "".join(
        f'<th scope="col"{kind}>{escape(cell)}</th>' for cell, kind in zip(head, kinds, strict=True)
    )
    body = []
    for row in rows:
        first, *others = row
        cells = "".join(f"<td{kind}>{cell}</td>" for cell, kind in zip(others, kinds[1:], strict=True))
        body.append(f'<tr><th scope="row" class="words">{first}</th>{cells}</tr>')
    return (
        f'<div class="wide" role="group" aria-labelledby="{name}-caption" tabindex="0"><table>'
        f'<caption id="{name}-caption"><span>{escape(caption)}</span></caption>'
        f"<thead><tr>{top}</tr></thead><tbody>\n" + "\n".join(body) + "\n</tbody></table></div>"
    )


def document(title: str, body: str) -> str:
    """Return a whole page that asks nothing of anybody and runs no script."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="icon" href="data:,">
<title>{escape(title)}</title>
<style>
{STYLE}
</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
{body}
</body>
</html>
"""


POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

STYLE = """
:root { --paper: #ffffff; --card: #fbfaf6; --ink: #1d2a30; --soft: #4b5a62; --rule: #d9d6cc;
  --accent: #0b5563; --alarm: #8a2b0b; --alarm-tint: #fbe4da; color-scheme: light dark; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #12191c; --card: #1b2428; --ink: #edf2f2; --soft: #b9c6ca; --rule: #3a474d;
    --accent: #8cc7d1; --alarm: #f0a988; --alarm-tint: #4a2618; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.55;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
header, nav, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 2rem 0 0.5rem; }
h2 { font-size: 1.4rem; margin: 2.5rem 0 0.75rem; padding-top: 0.75rem; border-top: 2px solid var(--rule); }
h3 { font-size: 1.1rem; margin: 0 0 0.25rem; }
p, dd, li { max-width: 44rem; overflow-wrap: break-word; }
a { color: var(--accent); }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; background: var(--paper); padding: 0.5rem 1rem; z-index: 1; }
.skip:focus { left: 0; }
.notice { border-left: 6px solid var(--alarm); background: var(--alarm-tint); padding: 0.6rem 1rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0; }
dt { font-weight: 700; margin-top: 0.6rem; }
dd { margin: 0; }
code { font-size: 0.92em; overflow-wrap: break-word; }
.key-figures { display: flex; flex-wrap: wrap; gap: 0.75rem; padding: 0; margin: 1rem 0; list-style: none; }
.key-figures li { background: var(--card); border: 1px solid var(--rule); border-radius: 0.6rem;
  padding: 0.5rem 1rem; min-width: 8rem; }
.key-figures strong { display: block; font-size: 1.5rem; line-height: 1.3; }
.drawing { max-width: 38rem; margin: 1rem 0; }
.drawing svg { display: block; width: 100%; height: auto; }
.item { background: var(--card); border: 1px solid var(--rule); border-radius: 0.6rem; padding: 1rem;
  margin: 1rem 0; }
.item .stem { font-weight: 600; }
.where, .small { color: var(--soft); font-size: 0.92em; }
.reasons { list-style: none; padding: 0; margin: 0.5rem 0; }
.reasons li { border-left: 4px solid var(--rule); padding: 0.1rem 0.75rem; margin: 0.3rem 0; }
.reasons .weight-3 { border-color: var(--alarm); background: var(--alarm-tint); }
.reasons .weight-2 { border-color: var(--accent); }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: 0.94rem; font-variant-numeric: tabular-nums;
  min-width: 100%; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
caption span { position: sticky; left: 0; display: block; max-width: min(100%, calc(100vw - 4.5rem)); }
td { white-space: nowrap; }
td.words { white-space: normal; }
th, td { text-align: right; padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--rule);
  vertical-align: top; }
th.words { width: 45%; }
th.words, td.words { text-align: left; max-width: 40rem; min-width: 11rem; overflow-wrap: break-word; }
thead th { border-bottom: 2px solid var(--soft); vertical-align: bottom; }
tbody th { font-weight: 400; }
.small-bar { width: 6rem; height: 0.6rem; vertical-align: middle; margin-right: 0.5rem; }
footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--soft); font-size: 0.92rem; }
@media print {
  nav, .skip { display: none; }
  body { font-size: 10pt; }
  .wide { overflow: visible; }
  table { font-size: 8.5pt; min-width: 0; }
  th.words, td.words { min-width: 30%; }
  th, td { padding: 0.2rem 0.35rem; }
  .drawing { max-width: 26rem; }
  .drawing, .reasons, tr, h2, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  thead { display: table-header-group; }
  .notice, .reasons .weight-3, .small-bar { print-color-adjust: exact; }
}
@page { margin: 16mm; }
""".strip()
