"""Pictures for docs/screens.md: 点検, 冊子, 委員会資料, 取り込み, 照会 and 版.

Used by screen_pictures.py; each function opens a window on the sample, keeps it and closes it.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from PySide6.QtWidgets import QWidget

from kitaplanner.domain.plan import Initiative, Node
from kitaplanner.domain.plan_json import dump_plan
from kitaplanner.gui.dialogs.editions import EditionsDialog
from kitaplanner.gui.dialogs.inquiry_order import InquiryOrderDialog
from kitaplanner.gui.dialogs.reply_status import ReplyStatusDialog
from kitaplanner.gui.main_window import MainWindow
from kitaplanner.operations.inquiries import usual_order

CHAPTER = "国の動向"
DAY = datetime.date(2026, 9, 1)
_LAY_OUT_MS = 2500

Keep: TypeAlias = Callable[[QWidget, str], None]
Settle: TypeAlias = Callable[..., None]


def picture_windows(window: MainWindow, home: Path, keep: Keep, settle: Settle) -> None:
    """Keep them all; the plan is then as it was, but for an inquiry and an edition in it."""
    picture_findings(window, keep, settle)
    picture_booklet(window, keep, settle)
    picture_handouts(window, keep, settle)
    picture_review(window, home, keep, settle)
    picture_inquiry(window, home, keep, settle)
    picture_editions(window, keep, settle)


def picture_findings(window: MainWindow, keep: Keep, settle: Settle) -> None:
    """Keep what the checks found."""
    window.actions_.to_findings.trigger()
    settle(_LAY_OUT_MS)
    keep(window, "findings")


def picture_booklet(window: MainWindow, keep: Keep, settle: Settle) -> None:
    """Write in a chronology of the booklet."""
    session = window.desk.session
    assert session is not None
    window.actions_.to_booklet.trigger()
    page = window.rooms.booklet.page
    chapter = next(one for one in session.snapshot.sections if one.heading == CHAPTER)
    page.sections.picked.emit(chapter.id)
    page.paper.choose(0, "entries.2.text", write=True)
    settle()
    keep(window, "booklet")
    page.commit()


def picture_handouts(window: MainWindow, keep: Keep, settle: Settle) -> None:
    """Make committee papers from a template, and take them back."""
    session = window.desk.session
    assert session is not None
    window.actions_.handouts.trigger()
    papers = window.rooms.handouts.window
    assert papers is not None
    papers.resize(window.size())
    settle()
    papers.templates.buttons[0].click()
    papers.parts.list.setCurrentRow(1)
    settle(2 * _LAY_OUT_MS)
    keep(papers, "handouts")
    window.rooms.handouts.close()
    session.undo()


def picture_review(window: MainWindow, home: Path, keep: Keep, settle: Settle) -> None:
    """Take in a plan that someone else changed."""
    session = window.desk.session
    assert session is not None
    plan = session.snapshot
    outline = tuple(_changed(node) for node in plan.outline)
    source = home / "DX推進担当課の修正.json"
    source.write_text(dump_plan(dataclasses.replace(plan, outline=outline)), encoding="utf-8")
    imports = window.rooms.imports
    imports.take_in([source])
    settle(2 * _LAY_OUT_MS)
    assert imports.review is not None
    imports.review.resize(window.size())
    settle()
    keep(imports.review, "review")
    imports.review.reject()
    settle()


def _changed(node: Node) -> Node:
    """Give a branch in which names and first texts of some initiatives are others."""
    return dataclasses.replace(
        node,
        children=tuple(_changed(one) for one in node.children),
        initiatives=tuple(
            _renamed(one) if index % 3 == 0 else one for index, one in enumerate(node.initiatives)
        ),
    )


def _renamed(initiative: Initiative) -> Initiative:
    rows = list(initiative.schedule.rows)
    if rows and rows[0].items:
        first = dataclasses.replace(rows[0].items[0], text=f"{rows[0].items[0].text}・検証")
        rows[0] = dataclasses.replace(rows[0], items=(first, *rows[0].items[1:]))
    schedule = dataclasses.replace(initiative.schedule, rows=tuple(rows))
    return dataclasses.replace(initiative, name=f"{initiative.name}の拡充", schedule=schedule)


def picture_inquiry(window: MainWindow, home: Path, keep: Keep, settle: Settle) -> None:
    """Order an inquiry, send it, and see who has replied."""
    session = window.desk.session
    assert session is not None
    order = usual_order(session.snapshot, DAY)
    asking = InquiryOrderDialog(session.snapshot, order, window)
    asking.show()
    settle()
    keep(asking, "inquiry")
    asking.close()
    window.rooms.inquiries.send(order, home / "照会")
    settle(2 * _LAY_OUT_MS)
    status = ReplyStatusDialog(session, DAY, window)
    status.show()
    settle()
    keep(status, "replies")
    status.close()


def picture_editions(window: MainWindow, keep: Keep, settle: Settle) -> None:
    """Keep the list of editions."""
    session = window.desk.session
    assert session is not None
    session.freeze_edition("案", DAY.isoformat(), "意見募集のあと")
    editions = EditionsDialog(session, window)
    editions.show()
    settle()
    keep(editions, "editions")
    editions.close()
