"""Q000: what a vignette allows itself, and whether it needs to."""

from __future__ import annotations

from collections.abc import Iterable

from vignettes.checks.base import Finding, Rule
from vignettes.checks.views import CaseView
from vignettes.errors import nearest
from vignettes.model import Allowance


class Allowances(Rule):
    code, name, level = "Q000", "allow", "error"
    title = "Every `allow:` names a rule that may be silenced and an existing item, and silences something."
    advice = "Remove it, or name the rule and the item it was meant for."
    scope = "the allowances of a vignette; one that silences nothing is a warning"
    waivable = False

    def judge(self, case: CaseView, rules: dict[str, Rule], used: Iterable[Allowance]) -> Iterable[Finding]:
        """Return what is wrong with the allowances of one case, given those that silenced something."""
        needed = {id(allowance) for allowance in used}
        items = [item.id for item in case.items]
        for i, allowance in enumerate(case.vignette.allow):
            rule = rules.get(allowance.rule)
            if rule is None:
                hint = nearest(allowance.rule, list(rules)).strip() or "docs/checks.md lists the rules."
                yield Finding(("allow", i, "rule"), f"there is no rule “{allowance.rule}”", "error", hint)
            elif not rule.waivable:
                fact = f"“{allowance.rule}” cannot be silenced"
                yield Finding(("allow", i, "rule"), fact, "error", "Mend what it finds.")
            elif allowance.item is not None and allowance.item not in items:
                hint = nearest(allowance.item, items).strip() or "Items are: " + ", ".join(items) + "."
                yield Finding(("allow", i, "item"), f"there is no item “{allowance.item}”", "error", hint)
            elif id(allowance) not in needed:
                fact = f"“{allowance.rule}” finds nothing to silence here"
                yield Finding(("allow", i), fact, "warning", "Remove it.")
