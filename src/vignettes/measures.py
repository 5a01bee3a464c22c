"""Scores, bands and predictive values of questionnaires: numbers in, numbers out, and no item anywhere.

Scoring and bands as published: FSFI Rosen 2000 and, for the cut, Wiegel 2005; IIEF-5 Rosen 1999 and Rhoden
2002; erectile function domain of the IIEF Cappelleri 1999; ASEX McGahuey 2000; PHQ-9 Kroenke 2001; GAD-7
Spitzer 2006 (keys in book/references.bib). A score describes answers. It makes no diagnosis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class FsfiDomain(NamedTuple):
    """How one domain of the FSFI is scored."""

    lowest: tuple[int, ...]
    """The lowest value of each answer; 0 stands for "no sexual activity" or "not attempted"."""
    tenths: int
    """The factor, in tenths: domain score = sum of the answers × factor."""

    @property
    def answers(self) -> int:
        """How many answers the domain has."""
        return len(self.lowest)


FSFI: Mapping[str, FsfiDomain] = {
    "desire": FsfiDomain((1, 1), 6),
    "arousal": FsfiDomain((0,) * 4, 3),
    "lubrication": FsfiDomain((0,) * 4, 3),
    "orgasm": FsfiDomain((0,) * 3, 4),
    "satisfaction": FsfiDomain((0, 1, 1), 4),
    "pain": FsfiDomain((0,) * 3, 4),
}
"""The six domains in the order of the form; every answer goes up to 5, higher is better."""

FSFI_CUT = 26.55
"""At or below it a dysfunction is likely, in women who were sexually active in the four weeks."""


class FsfiScore(NamedTuple):
    """What the answers add up to, and whether the total may be read at all."""

    domains: Mapping[str, float]
    """Domain → score, at most 6.0."""
    total: float
    """From 2.0 to 36.0."""
    no_activity: int
    """How many answers were 0: they say that something did not happen, not that it went badly."""

    @property
    def at_or_below_cut(self) -> bool | None:
        """Whether the total lies at the cut or below it; None if an answer was 0: then it says nothing."""
        return None if self.no_activity else self.total <= FSFI_CUT


def fsfi(answers: Mapping[str, Sequence[int]]) -> FsfiScore:
    """Score the FSFI from the numbers of its answers, domain by domain."""
    for domain in answers:
        if domain not in FSFI:
            raise ValueError(f"{domain} is no domain of the FSFI: {', '.join(FSFI)}")
    tenths = {domain: _fsfi_tenths(domain, answers) for domain in FSFI}
    return FsfiScore(
        domains={domain: part / 10 for domain, part in tenths.items()},
        total=sum(tenths.values()) / 10,
        no_activity=sum(answer == 0 for given in answers.values() for answer in given),
    )


def _fsfi_tenths(domain: str, answers: Mapping[str, Sequence[int]]) -> int:
    shape = FSFI[domain]
    if domain not in answers:
        raise ValueError(f"{domain} is missing: give its {shape.answers} answers as numbers")
    given = answers[domain]
    if len(given) != shape.answers:
        raise ValueError(f"{domain} has {shape.answers} answers, not {len(given)}")
    for answer, lowest in zip(given, shape.lowest, strict=True):
        if not lowest <= answer <= 5:
            raise ValueError(f"{domain} takes {lowest} to 5 here, not {answer}")
    return sum(given) * shape.tenths


Bands = tuple[tuple[int, str], ...]

_IIEF5: Bands = ((22, "none"), (17, "mild"), (12, "mild to moderate"), (8, "moderate"), (5, "severe"))
_IIEF_EF: Bands = ((26, "none"), (22, "mild"), (17, "mild to moderate"), (11, "moderate"), (6, "severe"))
_PHQ9: Bands = ((20, "severe"), (15, "moderately severe"), (10, "moderate"), (5, "mild"), (0, "minimal"))
_GAD7: Bands = ((15, "severe"), (10, "moderate"), (5, "mild"), (0, "minimal"))


def _checked(name: str, score: int, lowest: int, highest: int) -> int:
    if not lowest <= score <= highest:
        raise ValueError(f"{name} runs from {lowest} to {highest}; {score} cannot be a total")
    return score


def _band(score: int, bands: Bands) -> str:
    return next(band for start, band in bands if score >= start)


def iief5_band(score: int) -> str | None:
    """Erectile difficulty by the IIEF-5 (SHIM), six months; None below 5, where too little was attempted.

    Forms that allow 0 for "no attempt" can give a low total without any difficulty: look at the answers.
    """
    return None if _checked("IIEF-5", score, 1, 25) < 5 else _band(score, _IIEF5)


def iief_ef_band(score: int) -> str | None:
    """Erectile difficulty by the IIEF's erectile function domain, four weeks; None below 6, as above."""
    return None if _checked("IIEF-EF", score, 1, 30) < 6 else _band(score, _IIEF_EF)


def phq9_band(score: int) -> str:
    """Depressive symptoms by the PHQ-9. The ninth answer is read by itself, whatever the total."""
    return _band(_checked("PHQ-9", score, 0, 27), _PHQ9)


def gad7_band(score: int) -> str:
    """Anxiety symptoms by the GAD-7."""
    return _band(_checked("GAD-7", score, 0, 21), _GAD7)


def asex_meets_rule(answers: Sequence[int]) -> bool:
    """Whether five ASEX answers meet its rule: total 19 or more, one at 5 or more, three at 4 or more."""
    if len(answers) != 5:
        raise ValueError(f"ASEX has 5 answers, not {len(answers)}")
    for answer in answers:
        if not 1 <= answer <= 6:
            raise ValueError(f"ASEX takes 1 to 6, not {answer}")
    return sum(answers) >= 19 or max(answers) >= 5 or sum(answer >= 4 for answer in answers) >= 3


class PredictiveValues(NamedTuple):
    """How far a result may be believed, in one place with one prevalence."""

    positive: float
    """Of those who score on the side of the condition, the share who have it."""
    negative: float
    """Of those who do not, the share who are free of it."""


def predictive_values(prevalence: float, *, sensitivity: float, specificity: float) -> PredictiveValues:
    """Bayes' rule: what a result means where `prevalence` of the people tested have the condition."""
    _shares(prevalence=prevalence, sensitivity=sensitivity, specificity=specificity)
    found, missed = prevalence * sensitivity, prevalence * (1 - sensitivity)
    false, clear = (1 - prevalence) * (1 - specificity), (1 - prevalence) * specificity
    if not found + false or not missed + clear:
        raise ValueError("nobody would score on one side of this cut, so no value can be given for it")
    return PredictiveValues(found / (found + false), clear / (missed + clear))


class Frequencies(NamedTuple):
    """The same, counted in whole people."""

    true_positive: int
    false_negative: int
    false_positive: int
    true_negative: int

    @property
    def positive(self) -> int:
        """How many score on the side of the condition."""
        return self.true_positive + self.false_positive


def frequencies(people: int, prevalence: float, *, sensitivity: float, specificity: float) -> Frequencies:
    """Of so many people, how many a cut finds, misses, flags for nothing and clears; nobody is lost."""
    _shares(prevalence=prevalence, sensitivity=sensitivity, specificity=specificity)
    if people < 1:
        raise ValueError("count at least one person")
    affected = round(people * prevalence)
    found = round(affected * sensitivity)
    clear = round((people - affected) * specificity)
    return Frequencies(found, affected - found, people - affected - clear, clear)


def _shares(**shares: float) -> None:
    for name, value in shares.items():
        if not 0 <= value <= 1:
            hint = f": write {value / 100:g}, not {value:g}" if 1 < value <= 100 else f", not {value:g}"
            raise ValueError(f"{name} is a share from 0 to 1{hint}")
