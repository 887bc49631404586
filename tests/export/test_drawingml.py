"""The XML of shapes: what the schema wants in which order, and texts that stay what they are."""

from __future__ import annotations

import dataclasses
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from kitaplanner.export.drawingml import Place, ShapeText, SheetShape, drawing_xml

XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LINE = ShapeText("決済機能の導入", 10.0, 1.35, "#1F2933")
ARROW = SheetShape(
    name="kp:item:a",
    description="矢印、決済機能の導入、令和8年度",
    start=Place(2, 36_000, 4, 28_800),
    end=Place(3, 1_000, 4, 350_000),
    box=(900_000, 1_000_000, 1_200_000, 300_000),
    preset="homePlate",
    point=9.45,
    fill="#e1ecf7",
    outline="#2F5D8C",
    outline_width=0.75,
    lines=(LINE,),
    insets=(2.0, 0.0, 3.0, 0.0),
)


def shape_of(shape: SheetShape) -> Element:
    root = fromstring(drawing_xml([shape], "BIZ UDゴシック"))
    found = root.find(f"{XDR}twoCellAnchor/{XDR}sp")
    assert found is not None
    return found


def names(element: Element | None) -> list[str]:
    assert element is not None
    return [child.tag.partition("}")[2] for child in element]


def test_elements_stand_in_the_order_of_the_schema() -> None:
    root = fromstring(drawing_xml([ARROW], "BIZ UDゴシック"))
    anchor = root.find(f"{XDR}twoCellAnchor")
    assert names(anchor) == ["from", "to", "sp", "clientData"]
    shape = shape_of(ARROW)
    assert names(shape) == ["nvSpPr", "spPr", "txBody"]
    assert names(shape.find(f"{XDR}spPr")) == ["xfrm", "prstGeom", "solidFill", "ln"]
    assert names(shape.find(f"{XDR}txBody")) == ["bodyPr", "lstStyle", "p"]
    dashed = shape_of(dataclasses.replace(ARROW, dashed=True))
    assert names(dashed.find(f"{XDR}spPr/{A}ln")) == ["solidFill", "prstDash", "miter"]
    assert names(shape.find(f"{XDR}txBody/{A}p/{A}r")) == ["rPr", "t"]
    assert names(shape.find(f".//{A}rPr")) == ["solidFill", "latin", "ea", "cs"]


def test_ids_are_unique_and_leave_the_first_to_the_drawing() -> None:
    root = fromstring(drawing_xml([ARROW, ARROW, ARROW], "x"))
    assert [one.get("id") for one in root.iter(f"{XDR}cNvPr")] == ["2", "3", "4"]


def test_place_size_and_depth_of_the_point_are_told() -> None:
    root = fromstring(drawing_xml([ARROW], "x"))
    place = root.find(f"{XDR}twoCellAnchor/{XDR}from")
    assert place is not None
    assert [child.text for child in place] == ["2", "36000", "4", "28800"]
    shape = shape_of(ARROW)
    extent = shape.find(f"{XDR}spPr/{A}xfrm/{A}ext")
    assert extent is not None
    assert (extent.get("cx"), extent.get("cy")) == ("1200000", "300000")
    guide = shape.find(f".//{A}gd")
    assert guide is not None
    # Of the shorter side: 9.45 of 300000 / 12700 points.
    assert guide.get("fmla") == "val 40005"


@pytest.mark.parametrize(
    "text", ['<&>"', "=1+1", "_x000D_", " 空白 ", "𠮷\U000e0100", "葛\n飾", "㋿"]
)
def test_names_descriptions_and_texts_read_back(text: str) -> None:
    shape = shape_of(
        dataclasses.replace(
            ARROW, name=text, description=text, lines=(dataclasses.replace(LINE, text=text),)
        )
    )
    about = shape.find(f"{XDR}nvSpPr/{XDR}cNvPr")
    assert about is not None
    assert (about.get("name"), about.get("descr")) == (text, text)
    assert [one.text for one in shape.iter(f"{A}t")] == [text]


def test_what_xml_cannot_hold_is_left_out() -> None:
    shape = shape_of(dataclasses.replace(ARROW, description="a\ufffeb"))
    about = shape.find(f"{XDR}nvSpPr/{XDR}cNvPr")
    assert about is not None
    assert about.get("descr") == "ab"


def test_lines_have_a_paragraph_and_a_pitch_of_their_own_and_a_single_line_none() -> None:
    note = ShapeText("※令和6年度導入", 9.0, 1.35, "#52606D")
    shape = shape_of(
        dataclasses.replace(ARROW, lines=(LINE, ShapeText("", 10, 1.35, "#000000"), note))
    )
    paragraphs = shape.findall(f"{XDR}txBody/{A}p")
    pitches = [one.find(f"{A}pPr/{A}lnSpc/{A}spcPts") for one in paragraphs]
    assert [None if one is None else one.get("val") for one in pitches] == ["1350", "1350", "1215"]
    assert names(paragraphs[1]) == ["pPr", "endParaRPr"]
    assert [one.get("sz") for one in shape.iter(f"{A}rPr")] == ["1000", "900"]
    assert shape_of(ARROW).find(f".//{A}lnSpc") is None


def test_a_text_box_says_so_and_has_neither_fill_nor_line() -> None:
    shape = shape_of(
        dataclasses.replace(ARROW, is_text_box=True, fill="", outline="", preset="rect")
    )
    kind = shape.find(f"{XDR}nvSpPr/{XDR}cNvSpPr")
    assert kind is not None
    assert kind.get("txBox") == "1"
    assert names(shape.find(f"{XDR}spPr")) == ["xfrm", "prstGeom", "noFill", "ln"]
    assert names(shape.find(f"{XDR}spPr/{A}ln")) == ["noFill"]
