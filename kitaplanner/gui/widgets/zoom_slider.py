"""A zoom in percent as a slider with its number."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QWidget

SMALLEST, LARGEST, STEP = 50, 300, 10


class ZoomSlider(QWidget):
    """`chosen(percent)` is emitted when the person moved the slider."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = QLabel()
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._number.setMinimumWidth(self.fontMetrics().horizontalAdvance("300 %"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(SMALLEST // STEP, LARGEST // STEP)
        self.slider.setAccessibleName("表示倍率")
        self.slider.setToolTip("表示倍率")
        # By Tab alone: a click to enlarge the sheet leaves the keyboard to the sheet.
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.setFixedWidth(self.fontMetrics().height() * 8)
        self.slider.valueChanged.connect(self._tell)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._number)
        layout.addWidget(self.slider)

    @property
    def percent(self) -> int:
        """Give the zoom that the number shows."""
        return int(self._number.text().split()[0])

    def set_percent(self, percent: int) -> None:
        """Show a zoom."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(percent / STEP))
        self._number.setText(f"{percent} %")

    @Slot(int)
    def _tell(self, steps: int) -> None:
        self._number.setText(f"{steps * STEP} %")
        self.chosen.emit(steps * STEP)
