"""Items of QTI as authoring systems write them: 2.1 with templates and rules, 2.2 of TAO, 3.0."""

from __future__ import annotations

from collections.abc import Mapping

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"


def item(
    body: str,
    response: str,
    processing: str = f'<responseProcessing template="{TEMPLATES}/match_correct"/>',
    *,
    outcomes: str = "",
    after: str = "",
    attributes: str = 'adaptive="false" timeDependent="false"',
) -> str:
    """Return an item of QTI 2.1."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
    identifier="item-7" title="The first visit" {attributes}>
  {response}
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  {outcomes}
  <itemBody>{body}</itemBody>
  {processing}
  {after}
</assessmentItem>"""


def response(*right: str, cardinality: str = "single", base: str = "identifier", mapping: str = "") -> str:
    values = "".join(f"<value>{value}</value>" for value in right)
    correct = f"<correctResponse>{values}</correctResponse>" if right else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">'
        f"{correct}{mapping}</responseDeclaration>"
    )


def mapping(otherwise: float, **worths: float) -> str:
    entries = (f'<mapEntry mapKey="{name}" mappedValue="{worth}"/>' for name, worth in worths.items())
    return f'<mapping defaultValue="{otherwise}">{"".join(entries)}</mapping>'


def choices(
    options: Mapping[str, str], prompt: str = "What now?", attributes: str = 'maxChoices="1"'
) -> str:
    rows = "".join(
        f'<simpleChoice identifier="{name}">{said}</simpleChoice>' for name, said in options.items()
    )
    asked = f"<prompt>{prompt}</prompt>" if prompt else ""
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" {attributes}>{asked}{rows}'
        "</choiceInteraction>"
    )


STORY = "<p>Ines, 41, is silent.</p>"
THREE = {"A": "Wait", "B": "Ask", "C": "Leave"}
FEEDBACK = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
SET_FEEDBACK = '<setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue>'
RULES = f"""<responseProcessing>
  <responseCondition>
    <responseIf>
      <match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
    </responseIf>
    <responseElse>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">0</baseValue></setOutcomeValue>
    </responseElse>
  </responseCondition>
  {SET_FEEDBACK}
</responseProcessing>"""


def modal(identifier: str, said: str, outcome: str = "FEEDBACK", show: str = "show") -> str:
    return (
        f'<modalFeedback outcomeIdentifier="{outcome}" identifier="{identifier}" showHide="{show}">'
        f"{said}</modalFeedback>"
    )


def chosen(answer: str, *sets: tuple[str, str, str]) -> str:
    """Return a rule: where an answer is chosen, outcomes get values (name, base type, value)."""
    values = "".join(
        f'<setOutcomeValue identifier="{name}"><baseValue baseType="{base}">{value}</baseValue>'
        "</setOutcomeValue>"
        for name, base, value in sets
    )
    wanted = f'<baseValue baseType="identifier">{answer}</baseValue>'
    match = f'<match><variable identifier="RESPONSE"/>{wanted}</match>'
    return f"<responseCondition><responseIf>{match}{values}</responseIf></responseCondition>"


QTI3 = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="three" title="Third"
    adaptive="false" time-dependent="false" xml:lang="de-CH">
  <qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">
    <qti-correct-response><qti-value>a1</qti-value><qti-value>a3</qti-value></qti-correct-response>
    <qti-mapping default-value="-1" lower-bound="0">
      <qti-map-entry map-key="a1" mapped-value="1"/><qti-map-entry map-key="a3" mapped-value="1"/>
    </qti-mapping>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-outcome-declaration identifier="FEEDBACK" cardinality="multiple" base-type="identifier"/>
  <qti-stylesheet href="style.css" type="text/css"/>
  <qti-item-body>
    <qti-rubric-block use="instructions" view="candidate"><qti-content-body><p>Read it twice.</p></qti-content-body></qti-rubric-block>
    <qti-rubric-block use="scoring" view="scorer"><qti-content-body><p>Two are right.</p></qti-content-body></qti-rubric-block>
    <p>She says <em>yes</em>, and means <math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>.</p>
    <qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="2" min-choices="1">
      <qti-prompt>Which two belong?</qti-prompt>
      <qti-simple-choice identifier="a1">Asking<qti-feedback-inline outcome-identifier="FEEDBACK" identifier="a1" show-hide="show">Yes, asking.</qti-feedback-inline></qti-simple-choice>
      <qti-simple-choice identifier="a2" fixed="true">Telling <img src="t.png" alt="a mouth"/></qti-simple-choice>
      <qti-simple-choice identifier="a3">Waiting</qti-simple-choice>
    </qti-choice-interaction>
    <qti-feedback-block outcome-identifier="FEEDBACK" identifier="a3" show-hide="show"><qti-content-body><p>Yes, waiting.</p></qti-content-body></qti-feedback-block>
    <qti-feedback-block outcome-identifier="FEEDBACK" identifier="whole" show-hide="show"><qti-content-body><p>Both leave room.</p></qti-content-body></qti-feedback-block>
  </qti-item-body>
  <qti-response-processing>
    <qti-set-outcome-value identifier="SCORE"><qti-map-response identifier="RESPONSE"/></qti-set-outcome-value>
    <qti-set-outcome-value identifier="FEEDBACK">
      <qti-multiple><qti-variable identifier="RESPONSE"/><qti-base-value base-type="identifier">whole</qti-base-value></qti-multiple>
    </qti-set-outcome-value>
  </qti-response-processing>
</qti-assessment-item>"""  # noqa: E501 - a file as it is exported


def manifest(*resources: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
        'xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2" identifier="package">'
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>"
        f"<organizations/><resources>{''.join(resources)}</resources></manifest>"
    )


def resource(href: str, kind: str = "imsqti_item_xmlv2p1", keywords: tuple[str, ...] = ()) -> str:
    words = "".join(
        f'<imsmd:keyword><imsmd:langstring xml:lang="en">{word}</imsmd:langstring></imsmd:keyword>'
        for word in keywords
    )
    about = f"<metadata><imsmd:lom><imsmd:general>{words}</imsmd:general></imsmd:lom></metadata>"
    opening = f'<resource identifier="r-{href}" type="{kind}" href="{href}">'
    return f'{opening}{about}<file href="{href}"/></resource>'
