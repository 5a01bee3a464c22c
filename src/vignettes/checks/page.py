"""Writes docs/checks.md from the rules: `python -m vignettes.checks.page`."""

from __future__ import annotations

from pathlib import Path

from vignettes.checks import RULES
from vignettes.checks.base import Rule

FILE = Path("docs/checks.md")

HEAD = """\
# What `vignettes check` looks for

This page is generated from the rules: `python -m vignettes.checks.page`.

`vignettes check` reads every vignette and reports where a rule is broken, with the next step.
An error stops the build; a warning is listed, and `--strict` makes it count.
The codes are the numbers of the item-writing rules that the course follows; most thresholds are house \
settings, those with a source name it.

One rule can be silenced for one item, or for a whole vignette, with a reason that a colleague would \
accept:

```yaml
allow:
  - rule: stem_echo
    item: first-words
    reason: Both words are the person's own, and every option answers them.
```

An allowance that silences nothing is reported, and so is one for a rule that cannot be silenced.

How texts are read: curly quotation marks and dashes are straightened, emphasis marks ignored, small \
and capital letters treated alike unless capitals are the point.
Between quotation marks and in quotations somebody is speaking, and what is said there is a warning at \
most.
"Key" means the one right option of a `single`, the options that belong in a `multiple`, the sound \
ways of a `choice`, and everything shown as right in the other kinds.

In a branching case the stages are the nodes: one with a `choice` decides, one with `goto` leads on, \
the debrief ends.
Every path from the first stage to the debrief that meets no stage twice holds three to eight choices; \
six to sixteen in a case with a `state`, whose measures open and shut ways (Q043).
Harm is mended when the stage it leads to, or one that follows from there by a sound or costly choice, \
can be reached by sound choices alone; a harmful choice that ends the case is never mended.
Going back is allowed once to each stage, so that nobody meets a stage more than twice.
"""


def page_text() -> str:
    """Return the page."""
    return HEAD + "".join(map(section, RULES))


def section(rule: Rule) -> str:
    """Return what the page says about one rule."""
    lines = [
        f"\n## {rule.code} `{rule.name}`",
        "",
        rule.title,
        "",
        f"- Strongest level: {rule.level}",
        f"- Looks at: {rule.scope}",
        f"- What to do: {rule.advice}",
        *([f"- Source: {', '.join(rule.sources)}"] if rule.sources else []),
        f"- Can be silenced: {'yes' if rule.waivable else 'no'}",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(page_text(), encoding="utf-8")
