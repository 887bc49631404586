"""What a PDF says about itself: metadata, colours, and the standards that it keeps.

Here: PDF/A-2u or -3u (ISO 19005-2 and -3) and PDF/UA-1 (ISO 14289-1) as claims in the XMP packet,
and the output intent. Not here: keeping what is claimed (`pdf_structure`, `type0_font`,
`pdf_images`), which tests look after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from kitaplanner.export.pdf_objects import Document, Plain, add_object, stream
from kitaplanner.export.srgb_profile import srgb_profile

_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_COLOURS = "sRGB IEC61966-2.1"

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}{subject}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
_AUTHOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"
_SUBJECT = (
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>\n'
)


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a file; `part` is that of PDF/A which it keeps."""

    title: str
    author: str
    subject: str
    creator: str
    producer: str
    language: str
    part: int = 2


def describe_file(document: Document, about: About) -> None:
    """Add the XMP packet and the output intent to a document."""
    packet = stream(
        _packet(document, about).encode("utf-8"),
        compressed=False,
        Type=pdfdoc.PDFName("Metadata"),
        Subtype=pdfdoc.PDFName("XML"),
    )
    catalog = document.Catalog
    catalog.Metadata = packet
    profile = add_object(document, stream(srgb_profile(), N=3))
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = pdfdoc.PDFArray(
        [
            Plain(
                "<</Type/OutputIntent/S/GTS_PDFA1"
                f"/OutputConditionIdentifier({_COLOURS})/Info({_COLOURS})"
                f"/DestOutputProfile {profile}>>"
            )
        ]
    )


def _packet(document: Document, about: About) -> str:
    return _PACKET.format(
        title=_text(about.title),
        author=_AUTHOR.format(_text(about.author)) if about.author else "",
        subject=_SUBJECT.format(_text(about.subject)) if about.subject else "",
        language=about.language,
        creator=about.creator,
        producer=about.producer,
        date=_date(document),
        part=about.part,
    )


def _date(document: Document) -> str:
    """Give the date that the file's other entries give, as XMP writes it."""
    stamp = document._timeStamp
    year, month, day, hour, minute, second = stamp.YMDhms
    # The other entries know whole hours of distance alone.
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{stamp.dhh:+03}:00"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text))
