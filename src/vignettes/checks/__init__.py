"""Item-writing rules: one small class a rule, each with a code.

`check_bank` runs all of them over a bank; nothing here reads a file or a clock, except `run`.
"""

from __future__ import annotations

from collections.abc import Mapping

from vignettes.checks import bank as bank_rules
from vignettes.checks import cues, feedback_references, kinds, states, structure, vignette_language
from vignettes.checks.allowances import Allowances
from vignettes.checks.base import BankView, Context, Finding, Rule, overrides
from vignettes.checks.views import CaseView
from vignettes.errors import Problem
from vignettes.loading import Case
from vignettes.model import Allowance

__all__ = ["RULES", "Context", "Finding", "Rule", "check_bank"]

ALLOWANCES = Allowances()
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            ALLOWANCES,
            *structure.RULES,
            *cues.RULES,
            *bank_rules.RULES,
            *vignette_language.RULES,
            *feedback_references.RULES,
            *kinds.RULES,
            *states.RULES,
        ),
        key=lambda rule: rule.code,
    )
)
"""Every rule, by code."""

BY_NAME = {rule.name: rule for rule in RULES}
ITEM_RULES = tuple(rule for rule in RULES if overrides(rule, "item"))
CASE_RULES = tuple(rule for rule in RULES if overrides(rule, "case"))
BANK_RULES = tuple(rule for rule in RULES if overrides(rule, "bank"))


def check_bank(cases: Mapping[str, Case], context: Context) -> list[Problem]:
    """Return everything that the rules find in a bank, sorted by place, less what is allowed."""
    views = tuple(CaseView(case) for _, case in sorted(cases.items()))
    used: list[Allowance] = []
    problems: list[Problem] = []

    def report(rule: Rule, case: CaseView, finding: Finding) -> None:
        allowance = allowance_for(rule, case, finding)
        if allowance:
            used.append(allowance)
        else:
            problems.append(problem_of(rule, case, finding))

    for case in views:
        for rule in CASE_RULES:
            for finding in rule.case(case, context):
                report(rule, case, finding)
        for item in case.items:
            for rule in ITEM_RULES:
                for finding in rule.item(item, context):
                    report(rule, case, finding)
    whole = BankView(views, allowed_in(views))
    for rule in BANK_RULES:
        for case, finding in rule.bank(whole, context):
            report(rule, case, finding)
    for case in views:
        if case.vignette.allow:
            for finding in ALLOWANCES.judge(case, BY_NAME, used):
                problems.append(problem_of(ALLOWANCES, case, finding))
    return sorted(problems)


def allowed_in(cases: tuple[CaseView, ...]) -> frozenset[tuple[str, str, str | None]]:
    """Return which rule is allowed in which case, for which item or for all."""
    return frozenset((allow.rule, case.id, allow.item) for case in cases for allow in case.vignette.allow)


def allowance_for(rule: Rule, case: CaseView, finding: Finding) -> Allowance | None:
    """Return the allowance that silences a finding, if there is one."""
    if not rule.waivable or not case.vignette.allow:
        return None
    item = case.item_at(finding.location)
    for allowance in case.vignette.allow:
        if allowance.rule == rule.name and allowance.item in (None, item.id if item else None):
            return allowance
    return None


def problem_of(rule: Rule, case: CaseView, finding: Finding) -> Problem:
    """Place a finding in its file."""
    advice = f"{finding.advice or rule.advice} (rule: {rule.name})"
    return case.source.problem(finding.location, finding.fact, advice, code=rule.code, level=finding.level)
