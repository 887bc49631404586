"""The plan itself as a part of a workbook, from which it can be taken back without loss.

Here: the part and those around it. It is custom XML, which Excel keeps when it saves a workbook
again; other parts that Excel does not know are dropped. Not here: reading it back
(`importers.attached_plan`).
"""

from __future__ import annotations

from base64 import b64encode

from kitaplanner.domain.attached_plan import ELEMENT, NAMESPACE

RELATION_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
RELATION_TARGET = "../customXml/item1.xml"
PROPERTIES_PART = "customXml/itemProps1.xml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES = (
    _HEAD + '<ds:datastoreItem ds:itemID="{6D6C3F1E-5C0B-4B63-9C3C-7B1B5A0A51D4}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_RELATIONS = (
    _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION_KIND}Props" Target="itemProps1.xml"/>'
    "</Relationships>"
)


def plan_parts(plan: bytes) -> dict[str, str]:
    """Give the parts that hold the JSON of a plan, by their names."""
    item = f'<{ELEMENT} xmlns="{NAMESPACE}">{b64encode(plan).decode("ascii")}</{ELEMENT}>'
    return {
        "customXml/item1.xml": _HEAD + item,
        "customXml/_rels/item1.xml.rels": _RELATIONS,
        PROPERTIES_PART: _PROPERTIES,
    }
