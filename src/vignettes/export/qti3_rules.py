"""The rules that score an answer and choose its feedback, as QTI's response processing writes them.

Two things that QTI allows are left alone, since @citolab/qti-components 7 cannot do them: adding a value to
a container, and the tolerance of `qti-equal`.
"""

from __future__ import annotations

from collections.abc import Iterable

from vignettes.export.markup import element
from vignettes.export.said import decimal

RESPONSE, SCORE, FEEDBACK, EXPLANATION = "RESPONSE", "SCORE", "FEEDBACK", "EXPLANATION"
SLACK = 1e-9
"""By how much, relative to a number, a tolerance is widened: the twin of `grading`."""


def share_judged(belong: int, count: int) -> str:
    """Return the share of options judged rightly, from a mapping of 1 and -1 of the chosen ones."""
    left_out = element("qti-sum", mapped_response(), base("float", count - belong))
    return element("qti-divide", left_out, base("float", count))


def within(target: float, tolerance: float) -> str:
    """Return whether the response is a number no further from a target than a tolerance."""
    around = tolerance + SLACK * max(1.0, abs(target))
    return element(
        "qti-and",
        element("qti-gte", variable(RESPONSE), base("float", decimal(target - around))),
        element("qti-lte", variable(RESPONSE), base("float", decimal(target + around))),
    )


def verdict() -> str:
    """Return rules that name the verdict on a SCORE."""
    whole = element("qti-gte", variable(SCORE), base("float", 1))
    some = element("qti-gt", variable(SCORE), base("float", 0))
    return element(
        "qti-response-condition",
        element("qti-response-if", whole, set_name(FEEDBACK, "right")),
        element("qti-response-else-if", some, set_name(FEEDBACK, "partly")),
        element("qti-response-else", set_name(FEEDBACK, "wrong")),
    )


def share_true(truths: Iterable[str], count: int) -> str:
    """Return rules that set SCORE to the share of what is true."""
    one_more = set_value(SCORE, element("qti-sum", variable(SCORE), base("float", 1)))
    counted = "".join(when(truth, one_more) for truth in truths)
    whole = element("qti-divide", variable(SCORE), base("float", count))
    return set_score(0) + counted + set_value(SCORE, whole)


def when(condition: str, then: str) -> str:
    """Return a rule that holds on a condition."""
    return element("qti-response-condition", element("qti-response-if", condition, then))


def set_value(outcome: str, value: str) -> str:
    """Return a rule that gives an outcome the value of an expression."""
    return element("qti-set-outcome-value", value, identifier=outcome)


def set_score(value: float) -> str:
    """Return a rule that gives SCORE a value."""
    return set_value(SCORE, base("float", value))


def set_name(outcome: str, name: str) -> str:
    """Return a rule that gives an outcome a name."""
    return set_value(outcome, base("identifier", name))


def base(kind: str, value: object) -> str:
    """Return a constant."""
    return element("qti-base-value", str(value), base_type=kind)


def variable(name: str) -> str:
    """Return the value of a response or an outcome."""
    return element("qti-variable", identifier=name)


def mapped_response() -> str:
    """Return the sum that the mapping gives to the response."""
    return element("qti-map-response", identifier=RESPONSE)
