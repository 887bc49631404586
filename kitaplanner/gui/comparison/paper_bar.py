"""The papers of a comparison: which one, how 新旧対照表 is set, and the ways to paper.

Belongs here: the widgets. It asks by signals; files and preview are made in
`commands.comparison_output`.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.domain.plan import ComparisonStyle
from kitaplanner.gui.widgets.fields import LineField
from kitaplanner.gui.widgets.folding_row import FoldingRow
from kitaplanner.operations.comparison_papers import PAGES_ONLY, PAPER_WORDS, Paper

_ORDERS = ((True, "左に改正後、右に改正前"), (False, "左に改正前、右に改正後"))
_EMPHASES = (("underline", "下線"), ("marker", "蛍光"))
_EXTENTS = ((True, "変更のあった箇所だけ"), (False, "変更のない箇所も"))
_USUAL = "自動"
_NO_WORKBOOK = "見え消しは、PDFだけで作れます"


class PaperBar(QWidget):
    """Asks for papers.

    `style_chosen(style)` carries the settings of 新旧対照表, `file_wanted(kind)` pdf or xlsx.
    """

    style_chosen = Signal(object)
    preview_wanted = Signal()
    file_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._style = ComparisonStyle()
        self._has_comparison = False
        self.paper = QComboBox()
        self.narrowed = QCheckBox("一覧に出ている事業だけ")
        self.style_button = QPushButton("書き方")
        self.preview = QPushButton("プレビュー")
        self.pdf = QPushButton("PDF…")
        self.xlsx = QPushButton("Excel…")
        self._build_style()
        self._build_bar()
        self.set_style_of_table(self._style)

    def _build_bar(self) -> None:
        self.paper.setAccessibleName("出力する資料")
        for paper, words in PAPER_WORDS.items():
            self.paper.addItem(words, paper)
        self.paper.currentIndexChanged.connect(self._follow_paper)
        self.narrowed.setToolTip("絞り込みで一覧に出ていない事業は、資料に入れません")
        self.style_button.setCheckable(True)
        self.style_button.setToolTip("新旧対照表の左右、見出し、下線などを決めます")
        self.style_button.toggled.connect(self._show_style)
        self.preview.clicked.connect(self.preview_wanted)
        self.pdf.clicked.connect(self._want_pdf)
        self.xlsx.clicked.connect(self._want_xlsx)
        unit = self.fontMetrics().height()
        line = FoldingRow()
        line.set_spacing(unit // 2)
        for widget in (self.paper, self.style_button, self.narrowed):
            line.left.addWidget(widget)
        line.left.addStretch(1)
        line.right.addStretch(1)
        for button in (self.preview, self.pdf, self.xlsx, self.style_button):
            button.setAutoDefault(False)
        for button in (self.preview, self.pdf, self.xlsx):
            line.right.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit // 3)
        layout.addWidget(self._panel)
        layout.addWidget(line)

    def _build_style(self) -> None:
        self.order = _box("新旧対照表の左右", _ORDERS)
        self.emphasis = _box("変わった言葉の示し方", _EMPHASES)
        self.extent = _box("新旧対照表に示す範囲", _EXTENTS)
        self.remarks = QCheckBox("備考（変更の内容）の欄")
        self.new_head = LineField()
        self.old_head = LineField()
        for field, words in ((self.new_head, "改正後の見出し"), (self.old_head, "改正前の見出し")):
            field.setAccessibleName(words)
            field.setPlaceholderText(_USUAL)
            field.setToolTip("空のときは、決定の前は改正案・現行、決定の後は改正後・改正前です")
            field.committed.connect(self._choose)
        for box in (self.order, self.emphasis, self.extent):
            box.activated.connect(self._choose)
        self.remarks.clicked.connect(self._choose)
        self._panel = QFrame()
        self._panel.setObjectName("panel")
        self._panel.hide()
        unit = self.fontMetrics().height()
        grid = QGridLayout(self._panel)
        grid.setContentsMargins(unit // 2, unit // 2, unit // 2, unit // 2)
        grid.setHorizontalSpacing(unit // 2)
        parts = (
            ("左右", self.order), ("改正後の見出し", self.new_head), ("示し方", self.emphasis),
            ("範囲", self.extent), ("改正前の見出し", self.old_head), ("", self.remarks),
        )  # fmt: skip
        for place, (words, widget) in enumerate(parts):
            row, column = divmod(place, 3)
            label = QLabel(words)
            label.setBuddy(widget)
            grid.addWidget(label, row, column * 2)
            grid.addWidget(widget, row, column * 2 + 1)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)

    # --- the style ---------------------------------------------------------------------------

    @property
    def shown_style(self) -> ComparisonStyle:
        """Give the settings that were shown or chosen last."""
        return self._style

    @property
    def style_of_table(self) -> ComparisonStyle:
        """Give the settings as chosen."""
        return ComparisonStyle(
            new_on_left=self.order.currentData(),
            new_head=self.new_head.text().strip(),
            old_head=self.old_head.text().strip(),
            emphasis=self.emphasis.currentData(),
            remarks=self.remarks.isChecked(),
            only_changes=self.extent.currentData(),
        )

    def set_style_of_table(self, style: ComparisonStyle) -> None:
        """Show the settings of a plan."""
        self._style = style
        self.order.setCurrentIndex(self.order.findData(style.new_on_left))
        self.emphasis.setCurrentIndex(self.emphasis.findData(style.emphasis))
        self.extent.setCurrentIndex(self.extent.findData(style.only_changes))
        self.remarks.setChecked(style.remarks)
        self.new_head.set_text(style.new_head)
        self.old_head.set_text(style.old_head)

    @Slot()
    def _choose(self) -> None:
        if self.style_of_table != self._style:
            self._style = self.style_of_table
            self.style_chosen.emit(self._style)

    def commit(self) -> None:
        """Hand over what is being typed."""
        for field in (self.new_head, self.old_head):
            field.commit()

    # --- the papers --------------------------------------------------------------------------

    @property
    def chosen_paper(self) -> Paper:
        """Give the paper that is chosen."""
        paper: Paper = self.paper.currentData()
        return paper

    def enable(self, *, has_comparison: bool, is_narrowed: bool) -> None:
        """Offer what can be made."""
        self._has_comparison = has_comparison
        for button in (self.preview, self.pdf):
            button.setEnabled(has_comparison)
        self._enable_xlsx()
        self.narrowed.setEnabled(has_comparison and is_narrowed)

    def _enable_xlsx(self) -> None:
        is_possible = self.chosen_paper not in PAGES_ONLY
        self.xlsx.setEnabled(self._has_comparison and is_possible)
        self.xlsx.setToolTip("" if is_possible else _NO_WORKBOOK)

    @Slot(bool)
    def _show_style(self, shown: bool) -> None:
        self._panel.setVisible(shown)

    @Slot()
    def _follow_paper(self) -> None:
        """Only 新旧対照表 has settings."""
        self._enable_xlsx()
        is_table = self.chosen_paper == "table"
        self.style_button.setEnabled(is_table)
        self._panel.setVisible(is_table and self.style_button.isChecked())

    @Slot()
    def _want_pdf(self) -> None:
        self.file_wanted.emit("pdf")

    @Slot()
    def _want_xlsx(self) -> None:
        self.file_wanted.emit("xlsx")


def _box(name: str, choices: tuple[tuple[object, str], ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, words in choices:
        box.addItem(words, value)
    return box
