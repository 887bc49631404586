"""What the window shows while no document is open: how to begin, and the files opened last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kitaplanner.gui.actions import Actions
from kitaplanner.gui.icons import application_icon, themed_icon
from kitaplanner.gui.program_font import title_font
from kitaplanner.gui.theme import Theme
from kitaplanner.gui.widgets.choice_button import ChoiceButton

_WIDTH = 84  # in line heights
# Where there is room, more is said than in the menu.
_BEGINNINGS = {"新規…": "新しく作る…", "取り込み…": "Excelから取り込む…"}


class StartScreen(QScrollArea):
    """`recent_picked(path)` and `recovery_wanted()` say what the person chose."""

    recent_picked = Signal(object)
    recovery_wanted = Signal()

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._unit = self.fontMetrics().height()
        self._recent_rows: list[QWidget] = []
        self._links: list[tuple[ChoiceButton, str]] = []
        self._build_ui(actions)
        self.repaint_icons()

    def _build_ui(self, actions: Actions) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons take the keyboard
        unit = self._unit
        page = QWidget()
        page.setObjectName("panel")
        grid = QGridLayout()
        grid.setHorizontalSpacing(unit * 3)
        grid.setVerticalSpacing(unit // 2)
        grid.addLayout(self._title(), 0, 0, 1, 2)
        grid.addWidget(self._recovery(), 1, 0, 1, 2)
        grid.addWidget(_heading("はじめる"), 2, 0)
        grid.addLayout(self._beginnings(actions), 3, 0)
        grid.addWidget(_heading("最近使ったファイル"), 2, 1)
        grid.addLayout(self._recent(), 3, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(3, 1)
        grid.setRowMinimumHeight(2, unit * 2)
        middle = QHBoxLayout(page)
        middle.setContentsMargins(unit * 3, unit * 5, unit * 3, unit * 3)
        holder = QWidget()
        holder.setMaximumWidth(unit * _WIDTH)
        holder.setLayout(grid)
        middle.addStretch(1)
        middle.addWidget(holder, 20)
        middle.addStretch(1)
        self.setWidget(page)

    def _title(self) -> QHBoxLayout:
        size = self._unit * 3
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(size, size))
        words = QVBoxLayout()
        name = QLabel("Kitaplanner")
        name.setFont(title_font(name.font()))
        # The font's letters reach below its line.
        name.setContentsMargins(0, 0, 0, name.fontMetrics().descent())
        purpose = QLabel("年度別実施計画をつくり、様式どおりに印刷します。")
        purpose.setObjectName("muted")
        purpose.setWordWrap(True)
        words.addWidget(name)
        words.addWidget(purpose)
        layout = QHBoxLayout()
        layout.setSpacing(self._unit)
        layout.addWidget(picture)
        layout.addLayout(words, 1)
        layout.setContentsMargins(0, 0, 0, self._unit)
        return layout

    def _recovery(self) -> QFrame:
        self._recovery_bar = QFrame()
        self._recovery_bar.setObjectName("message")
        self._recovery_bar.setProperty("kind", "warning")
        self._recovery_words = QLabel()
        self._recovery_words.setWordWrap(True)
        self.recover = QPushButton("前回の作業を復元…")
        self.recover.clicked.connect(self.recovery_wanted)
        layout = QHBoxLayout(self._recovery_bar)
        layout.addWidget(self._recovery_words, 1)
        layout.addWidget(self.recover)
        self._recovery_bar.hide()
        return self._recovery_bar

    def _beginnings(self, actions: Actions) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(self._unit // 2)
        sample = QAction("見本の計画を開く", self)
        sample.triggered.connect(self._open_first_sample)
        self._sample_menu = actions.sample_menu
        for action, words, icon in (
            (actions.new, "様式を選び、計画期間を決めます", "new"),
            (actions.open, "保存してある計画を開きます", "open"),
            (actions.take_in, "Excelやほかの計画から、変更を確かめながら取り込みます", "take_in"),
            (sample, "東京都北区DX推進計画2025（素案）を試せます", "sample"),
        ):
            text = _BEGINNINGS.get(action.text(), action.text())
            link = ChoiceButton(text, words)
            link.clicked.connect(action.trigger)
            self._links.append((link, icon))
            layout.addWidget(link)
        layout.addStretch(1)
        return layout

    def _recent(self) -> QVBoxLayout:
        self._recent_column = QVBoxLayout()
        self._recent_column.setSpacing(0)
        self._recent_column.addStretch(1)
        return self._recent_column

    def repaint_icons(self) -> None:
        """Give the pictures the colours of the theme."""
        for link, icon in self._links:
            link.show_icon(themed_icon(icon, self._theme.colours))

    def show_recent(self, paths: list[Path]) -> None:
        """List the files opened last."""
        while self._recent_rows:
            row = self._recent_rows.pop()
            self._recent_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for path in paths:
            link = ChoiceButton(path.stem, str(path.parent))
            link.setObjectName("link")
            link.setToolTip(str(path))
            link.setProperty("path", str(path))
            link.clicked.connect(self._pick)
            self._add_recent(link)
        if not paths:
            words = QLabel("まだありません。ファイルをここへドラッグしても開けます。")
            words.setObjectName("muted")
            words.setWordWrap(True)
            self._add_recent(words)

    def _add_recent(self, row: QWidget) -> None:
        self._recent_column.insertWidget(len(self._recent_rows), row)
        self._recent_rows.append(row)

    def show_recoverable(self, count: int) -> None:
        """Offer to restore work that was not saved, or take the offer away."""
        self._recovery_words.setText(
            f"前回、保存されないまま終わった作業が{count}件あります。内容は失われていません。"
        )
        self._recovery_bar.setVisible(count > 0)

    @Slot()
    def _pick(self) -> None:
        self.recent_picked.emit(Path(str(self.sender().property("path"))))

    @Slot()
    def _open_first_sample(self) -> None:
        samples = self._sample_menu.actions()
        if samples:
            samples[0].trigger()


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("muted")
    return label
