"""Every action of the window: its words, key and icon; and the menus and the tool bar made of them.

Belongs here: what is offered and where. What an action does is connected in `commands`; an
action that nothing can be done with at the moment is disabled there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QWidget

from kitaplanner.gui.icons import themed_icon
from kitaplanner.gui.theme import Colours
from kitaplanner.gui.widgets.fitting_tool_bar import FittingToolBar


class _Entry(NamedTuple):
    text: str
    key: str = ""
    icon: str = ""
    tip: str = ""
    # A short text for the tool bar, where the menu says more.
    short: str = ""
    # In the outline alone: elsewhere the same keys mean something else.
    in_outline: bool = False


_ENTRIES: dict[str, _Entry] = {
    "new": _Entry("新規…", "Ctrl+N", "new", "様式を選んで、新しい計画を作ります"),
    "open": _Entry("開く…", "Ctrl+O", "open", "計画のファイルを開きます"),
    "save": _Entry("上書き保存", "Ctrl+S", "save"),
    "save_as": _Entry("名前を付けて保存…", "Ctrl+Shift+S"),
    "close": _Entry("閉じる", "Ctrl+W"),
    "quit": _Entry("終了", "Ctrl+Q"),
    "take_in": _Entry(
        "取り込み…",
        "Ctrl+Shift+I",
        "take_in",
        "Excelやほかの計画から、変更を確かめながら取り込みます",
    ),
    "merge": _Entry(
        "ほかの計画ファイルを統合…",
        "",
        "",
        "同じ計画から分かれて編集したファイルを、確かめながら1つにまとめます",
    ),
    "undo": _Entry("元に戻す", "Ctrl+Z", "undo"),
    "redo": _Entry("やり直し", "Ctrl+Y", "redo"),
    "cut": _Entry("切り取り", "Ctrl+X"),
    "copy": _Entry("コピー", "Ctrl+C", "", "矢印や行、事業を、Excelにも貼り付けられる形で写します"),
    "paste": _Entry("貼り付け", "Ctrl+V", "", "矢印や行、事業、Excelの表を貼り付けます"),
    "copy_initiative": _Entry("事業をコピー"),
    "paste_initiative": _Entry("事業を貼り付け"),
    "add_initiative": _Entry(
        "事業の追加", "Ctrl+Shift+N", "add_initiative", "選んだ見出しに事業を加えます", "事業"
    ),
    "add_heading": _Entry("見出しの追加", "", "add_heading", "体系に見出しを加えます"),
    "add_row": _Entry("行の追加", "Ctrl+Shift+R", "add_row", "年度別実施計画に行を加えます", "行"),
    "rename": _Entry("名前の変更", "F2", "rename", in_outline=True),
    "duplicate": _Entry("複製", "", "duplicate"),
    "end": _Entry("事業の終了(&E)…", "", "", "事業に「終了」の印を付け、その後の矢印を除きます"),
    "remove": _Entry("削除", "Delete", "remove", in_outline=True),
    "move_up": _Entry("上へ移動", "Ctrl+Up", "up", in_outline=True),
    "move_down": _Entry("下へ移動", "Ctrl+Down", "down", in_outline=True),
    "move_before": _Entry(
        "前の見出しへ移動", "Alt+Up", "", "前の施策などの最後へ移します", in_outline=True
    ),
    "move_behind": _Entry(
        "次の見出しへ移動", "Alt+Down", "", "次の施策などの最初へ移します", in_outline=True
    ),
    "move_to": _Entry(
        "別の見出しへ移動…", "Ctrl+M", "", "移動先の施策などを選んで移します", in_outline=True
    ),
    "find": _Entry("検索…", "Ctrl+F", "search", "計画全体から言葉を探します"),
    "replace": _Entry("置換…", "Ctrl+H", "", "計画全体の言葉を、確かめながら置き換えます"),
    "search": _Entry("すばやく検索", "Ctrl+Shift+F", "search"),
    "back": _Entry("戻る", "Ctrl+Alt+Left", "", "前に見ていたところへ戻ります"),
    "forward": _Entry("進む", "Ctrl+Alt+Right", "", "戻る前に見ていたところへ進みます"),
    "to_outline": _Entry("体系へ", "Ctrl+1", "", "体系の木へ移ります"),
    "to_sheet": _Entry("個票へ", "Ctrl+2", "", "個票へ移ります"),
    "to_inspector": _Entry("詳細へ", "Ctrl+3", "", "選んだものの詳細の欄へ移ります"),
    "to_table": _Entry("一覧へ", "Ctrl+4", "", "全事業の一覧へ移ります"),
    "to_booklet": _Entry("冊子へ", "Ctrl+5", "", "冊子の章へ移ります"),
    "to_findings": _Entry("点検へ", "Ctrl+6", "", "点検で見つかった指摘へ移ります"),
    "to_comparison": _Entry(
        "比較へ", "Ctrl+7", "", "版やほかのファイルとの違いを、並べて見る画面へ移ります"
    ),
    "to_progress": _Entry("進捗へ", "Ctrl+8", "", "年度ごとの進捗の表へ移ります"),
    "walk_on": _Entry(
        "次の指摘・変更", "F8", "", "比較では次の変更へ、ほかでは点検の次の指摘へ移ります"
    ),
    "walk_back": _Entry("前の指摘・変更", "Shift+F8"),
    "to_filter": _Entry(
        "絞り込みへ", "Ctrl+Shift+L", "", "一覧、または体系を絞り込む言葉の欄へ移ります"
    ),
    "zoom_in": _Entry("拡大", "Ctrl++", "zoom_in"),
    "zoom_out": _Entry("縮小", "Ctrl+-", "zoom_out"),
    "zoom_reset": _Entry("100 %で表示", "Ctrl+0"),
    "zoom_width": _Entry("幅に合わせる", "", "fit_width"),
    "previous": _Entry("前の事業", "Ctrl+PgUp"),
    "next": _Entry("次の事業", "Ctrl+PgDown"),
    "program_settings": _Entry(
        "設定…", "", "", "利用者名、配色、文字の大きさ、最初に開くフォルダーを決めます"
    ),
    "plan_settings": _Entry("計画の設定…", "", "settings", "名称、版、計画期間、書き方を決めます"),
    "departments": _Entry("担当課一覧…", "", "departments", "担当課の追加、改称、並べ替え"),
    "reorganise": _Entry("組織改正…", "", "", "課の改称、統合、分割を計画全体に反映します"),
    "wording": _Entry("用語統一…", "", "", "言葉の書き方を決め、違う箇所を確かめて直します"),
    "send_inquiry": _Entry("照会を送る…", "", "", "課ごとに、記入してもらうExcelブックを作ります"),
    "receive_folder": _Entry(
        "回答のフォルダーを受け取る…", "", "", "フォルダーの中の回答を、確かめながら取り込みます"
    ),
    "receive_files": _Entry("回答のファイルを受け取る…", "", "", "選んだ回答を取り込みます"),
    "reply_status": _Entry("回収状況…", "", "", "どの課から回答があったかを見ます"),
    "freeze_edition": _Entry("版を残す…", "", "", "今の計画を、素案や決定などの版として残します"),
    "editions": _Entry("版の一覧…", "", "", "残した版を見る、出力する、比べる、戻す"),
    "tracked_view": _Entry(
        "見え消し…", "", "", "版から今の計画までの変更を、取消線と下線で示して印刷します"
    ),
    "roll_over": _Entry("次の計画期間へ…", "", "", "継続する事業を選び、次の期間の計画を始めます"),
    "preview": _Entry("印刷プレビュー…", "Ctrl+P", "preview", "", "印刷プレビュー"),
    "export_pdf": _Entry("PDFに出力…", "Ctrl+Shift+P", "pdf", "", "PDF"),
    "export_xlsx": _Entry("Excelに出力…", "Ctrl+Shift+E", "excel", "", "Excel"),
    "export_extracts": _Entry(
        "課別抜粋…", "", "", "課ごとに、担当する事業の一覧と個票のファイルを作ります"
    ),
    "handouts": _Entry("委員会資料…", "", "", "会議に出す資料を、ひな型から作って印刷します"),
    "export_text": _Entry(
        "テキスト版…", "", "", "読み上げソフト向けに、矢印を文にした文字だけの冊子を作ります"
    ),
    "export_data": _Entry(
        "オープンデータ…", "", "", "機械が読めるデータ（csv、json、xlsx、定義書）を作ります"
    ),
    "guide": _Entry("使い方", "F1", "help"),
    "about": _Entry("バージョン情報"),
}
# The icons of the tool bar; those that only menus show are painted after the window.
_FIRST_SEEN = (
    "undo",
    "redo",
    "add_initiative",
    "add_row",
    "preview",
    "export_pdf",
    "export_xlsx",
)
# Icons of the tool bar grow with the text beside them.
_ICON_BY_TEXT = 1.2
_SCHEMES = (("auto", "システムに合わせる"), ("light", "明るい配色"), ("dark", "暗い配色"))
_DOCUMENT_ACTIONS = (
    "save",
    "save_as",
    "close",
    "merge",
    "add_initiative",
    "add_heading",
    "add_row",
    "rename",
    "duplicate",
    "end",
    "remove",
    "move_up",
    "move_down",
    "move_before",
    "move_behind",
    "move_to",
    "find",
    "replace",
    "search",
    "to_outline",
    "to_sheet",
    "to_inspector",
    "to_table",
    "to_booklet",
    "to_findings",
    "to_progress",
    "to_comparison",
    "walk_on",
    "walk_back",
    "to_filter",
    "zoom_in",
    "zoom_out",
    "zoom_reset",
    "zoom_width",
    "previous",
    "next",
    "plan_settings",
    "departments",
    "reorganise",
    "wording",
    "send_inquiry",
    "receive_folder",
    "receive_files",
    "reply_status",
    "freeze_edition",
    "editions",
    "tracked_view",
    "roll_over",
    "preview",
    "export_pdf",
    "export_xlsx",
    "export_extracts",
    "handouts",
    "export_text",
    "export_data",
)


class Actions(QObject):
    """The actions by attribute: `actions.save`, `actions.undo`."""

    new: QAction
    open: QAction
    save: QAction
    save_as: QAction
    close: QAction
    quit: QAction
    take_in: QAction
    merge: QAction
    undo: QAction
    redo: QAction
    cut: QAction
    copy: QAction
    paste: QAction
    copy_initiative: QAction
    paste_initiative: QAction
    add_initiative: QAction
    add_heading: QAction
    add_row: QAction
    rename: QAction
    duplicate: QAction
    end: QAction
    remove: QAction
    move_up: QAction
    move_down: QAction
    move_before: QAction
    move_behind: QAction
    move_to: QAction
    find: QAction
    replace: QAction
    search: QAction
    back: QAction
    forward: QAction
    to_outline: QAction
    to_sheet: QAction
    to_inspector: QAction
    to_table: QAction
    to_booklet: QAction
    to_findings: QAction
    to_progress: QAction
    to_comparison: QAction
    walk_on: QAction
    walk_back: QAction
    to_filter: QAction
    zoom_in: QAction
    zoom_out: QAction
    zoom_reset: QAction
    zoom_width: QAction
    previous: QAction
    next: QAction
    program_settings: QAction
    plan_settings: QAction
    departments: QAction
    reorganise: QAction
    wording: QAction
    send_inquiry: QAction
    receive_folder: QAction
    receive_files: QAction
    reply_status: QAction
    freeze_edition: QAction
    editions: QAction
    tracked_view: QAction
    roll_over: QAction
    preview: QAction
    export_pdf: QAction
    export_xlsx: QAction
    export_extracts: QAction
    handouts: QAction
    export_text: QAction
    export_data: QAction
    guide: QAction
    about: QAction

    def __init__(self, parent: QObject, colours: Colours) -> None:
        super().__init__(parent)
        for name, entry in _ENTRIES.items():
            action = QAction(entry.text, self)
            action.setObjectName(name)
            if entry.key:
                action.setShortcut(QKeySequence(entry.key))
            if entry.short:
                action.setIconText(entry.short)
            tip = entry.tip or entry.text.rstrip("…")
            action.setToolTip(f"{tip}（{entry.key}）" if entry.key else tip)
            action.setStatusTip(entry.tip)
            if entry.in_outline:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            setattr(self, name, action)
        self.schemes = QActionGroup(self)
        for name, text in _SCHEMES:
            action = self.schemes.addAction(text)
            action.setCheckable(True)
            action.setData(name)
        self.edit_menu = QMenu("編集(&E)")
        self.undo_menu = QMenu("まとめて元に戻す(&U)")
        self.redo_menu = QMenu("まとめてやり直す(&R)")
        self.recent_menu = QMenu("最近使ったファイル")
        self.sample_menu = QMenu("見本の計画を開く")
        self.dock_actions: list[QAction] = []
        self._paint_icons(_FIRST_SEEN, colours)
        self.enable_document_actions(False)

    def repaint_icons(self, colours: Colours) -> None:
        """Give all icons the colours of the theme."""
        self._paint_icons([name for name, entry in _ENTRIES.items() if entry.icon], colours)

    def _paint_icons(self, names: Iterable[str], colours: Colours) -> None:
        for name in names:
            getattr(self, name).setIcon(themed_icon(_ENTRIES[name].icon, colours))

    def enable_document_actions(self, enabled: bool) -> None:
        """Enable what needs an open document."""
        for name in _DOCUMENT_ACTIONS:
            getattr(self, name).setEnabled(enabled)
        if not enabled:
            for action in (self.undo, self.redo, self.cut, self.copy, self.paste):
                action.setEnabled(False)
        for menu in (self.undo_menu, self.redo_menu):
            menu.setEnabled(enabled)

    def outline_actions(self) -> list[QAction]:
        """Give the actions of the outline's context menu in order."""
        return [
            self.add_initiative,
            self.add_heading,
            _separator(self),
            self.rename,
            self.duplicate,
            self.end,
            self.remove,
            _separator(self),
            self.copy_initiative,
            self.paste_initiative,
            _separator(self),
            *self.move_actions(),
        ]

    def move_actions(self) -> list[QAction]:
        """Give the actions that move in the outline."""
        return [self.move_up, self.move_down, self.move_before, self.move_behind, self.move_to]


def build_menus(window: QMainWindow, actions: Actions) -> QMenu:
    """Fill the menu bar; gives the 表示 menu, to which docks add themselves later."""
    bar = window.menuBar()
    files = bar.addMenu("ファイル(&F)")
    files.addActions([actions.new, actions.open])
    files.addMenu(actions.recent_menu)
    files.addMenu(actions.sample_menu)
    files.addSeparator()
    files.addActions([actions.save, actions.save_as, actions.close])
    files.addSeparator()
    files.addActions([actions.take_in, actions.merge])
    files.addSeparator()
    files.addAction(actions.quit)

    edit = actions.edit_menu
    bar.addMenu(edit)
    edit.addActions([actions.undo, actions.redo])
    edit.addMenu(actions.undo_menu)
    edit.addMenu(actions.redo_menu)
    edit.addSeparator()
    edit.addActions([actions.cut, actions.copy, actions.paste])
    edit.addSeparator()
    edit.addActions([actions.add_initiative, actions.add_heading, actions.add_row])
    edit.addSeparator()
    edit.addActions([actions.rename, actions.duplicate, actions.end, actions.remove])
    edit.addSeparator()
    edit.addActions(actions.move_actions())
    edit.addSeparator()
    edit.addActions([actions.find, actions.replace, actions.search])

    view = bar.addMenu("表示(&V)")
    view.addActions([actions.to_outline, actions.to_sheet, actions.to_inspector])
    view.addActions(
        [actions.to_table, actions.to_progress, actions.to_booklet, actions.to_findings]
    )
    view.addActions([actions.to_comparison, actions.to_filter])
    view.addSeparator()
    view.addActions([actions.walk_on, actions.walk_back])
    view.addSeparator()
    view.addActions([actions.back, actions.forward])
    view.addSeparator()
    view.addActions([actions.previous, actions.next])
    view.addSeparator()
    view.addActions([actions.zoom_in, actions.zoom_out])
    view.addActions([actions.zoom_reset, actions.zoom_width])
    view.addSeparator()
    schemes = view.addMenu("配色")
    schemes.addActions(actions.schemes.actions())
    view.addAction(actions.program_settings)

    plan = bar.addMenu("計画(&P)")
    plan.addActions([actions.plan_settings, actions.departments, actions.reorganise])
    plan.addSeparator()
    plan.addAction(actions.wording)
    inquiries = bar.addMenu("照会(&Q)")
    inquiries.addActions([actions.send_inquiry, actions.receive_folder, actions.receive_files])
    inquiries.addSeparator()
    inquiries.addAction(actions.reply_status)
    editions = bar.addMenu("版(&R)")
    editions.addActions([actions.freeze_edition, actions.editions, actions.to_comparison])
    editions.addSeparator()
    editions.addAction(actions.tracked_view)
    editions.addSeparator()
    editions.addAction(actions.roll_over)
    output = bar.addMenu("出力(&O)")
    output.addActions([actions.preview, actions.export_pdf, actions.export_xlsx])
    output.addSeparator()
    output.addActions([actions.export_extracts, actions.handouts])
    output.addSeparator()
    output.addActions([actions.export_text, actions.export_data])
    bar.addMenu("ヘルプ(&H)").addActions([actions.guide, actions.about])
    return view


def build_tool_bar(window: QMainWindow, actions: Actions) -> QToolBar:
    """Make the tool bar; the search field is added by the window at its right end."""
    bar = FittingToolBar("ツールバー", window)
    bar.setObjectName("tool_bar")
    bar.setMovable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    side = max(bar.iconSize().width(), round(bar.fontMetrics().height() * _ICON_BY_TEXT))
    bar.setIconSize(QSize(side, side))
    bar.addActions([actions.undo, actions.redo])
    bar.addSeparator()
    bar.addActions([actions.add_initiative, actions.add_row])
    bar.addSeparator()
    bar.addActions([actions.preview, actions.export_pdf, actions.export_xlsx])
    space = QWidget()
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(space)
    window.addToolBar(bar)
    return bar


def _separator(parent: QObject) -> QAction:
    action = QAction(parent)
    action.setSeparator(True)
    return action
