"""The second half of the window: everything that needs documents, layout or the database.

Belongs here: making those parts and telling them of each other. It is imported after the first
paint, because what it imports takes longer than the window itself.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

from kitaplanner.gui.commands.attached_commands import AttachedCommands
from kitaplanner.gui.commands.badges import BadgesWatch
from kitaplanner.gui.commands.booklet_commands import BookletCommands
from kitaplanner.gui.commands.clipboard_commands import ClipboardCommands
from kitaplanner.gui.commands.comparison_commands import ComparisonCommands
from kitaplanner.gui.commands.comparison_output import ComparisonOutput
from kitaplanner.gui.commands.edition_commands import EditionCommands
from kitaplanner.gui.commands.extract_commands import ExtractCommands
from kitaplanner.gui.commands.file_commands import FileCommands
from kitaplanner.gui.commands.find_commands import FindCommands
from kitaplanner.gui.commands.findings import FindingsWatch
from kitaplanner.gui.commands.findings_commands import FindingsCommands
from kitaplanner.gui.commands.focus_commands import FocusCommands
from kitaplanner.gui.commands.handout_commands import HandoutCommands
from kitaplanner.gui.commands.help_commands import HelpCommands
from kitaplanner.gui.commands.import_commands import ImportCommands
from kitaplanner.gui.commands.inquiry_commands import InquiryCommands
from kitaplanner.gui.commands.jump_commands import JumpCommands
from kitaplanner.gui.commands.merge_commands import MergeCommands
from kitaplanner.gui.commands.outline_clipboard import OutlineClipboard
from kitaplanner.gui.commands.outline_commands import OutlineCommands
from kitaplanner.gui.commands.output_commands import OutputCommands
from kitaplanner.gui.commands.plan_commands import PlanCommands
from kitaplanner.gui.commands.progress_commands import ProgressCommands
from kitaplanner.gui.commands.publishing_commands import PublishingCommands
from kitaplanner.gui.commands.search_commands import SearchCommands
from kitaplanner.gui.commands.settings_commands import SettingsCommands
from kitaplanner.gui.commands.tracked_commands import TrackedCommands
from kitaplanner.gui.commands.undo_commands import UndoCommands
from kitaplanner.gui.commands.walk_commands import WalkCommands
from kitaplanner.gui.workbench import Workbench, make_views

if TYPE_CHECKING:
    from kitaplanner.gui.main_window import MainWindow


@dataclass(frozen=True)
class Rooms:
    """The parts that came after the first paint."""

    workbench: Workbench
    files: FileCommands
    outline: OutlineCommands
    undo: UndoCommands
    plan: PlanCommands
    output: OutputCommands
    editions: EditionCommands
    tracked: TrackedCommands
    publishing: PublishingCommands
    extracts: ExtractCommands
    progress: ProgressCommands
    handouts: HandoutCommands
    booklet: BookletCommands
    comparison: ComparisonCommands
    search: SearchCommands
    find: FindCommands
    findings: FindingsCommands
    walk: WalkCommands
    clipboard: ClipboardCommands
    imports: ImportCommands
    attached: AttachedCommands
    merging: MergeCommands
    inquiries: InquiryCommands
    jumps: JumpCommands
    settings: SettingsCommands
    focus: FocusCommands
    help: HelpCommands

    def dock_state(self) -> QByteArray:
        """Give the places of the docks as they are while a document is open."""
        return self.workbench.dock_state()

    def close(self) -> None:
        """Close what stands beside the window."""
        self.find.close()
        self.imports.close()
        self.merging.close()
        self.inquiries.close()
        self.output.close()
        self.progress.close()
        self.editions.close()
        self.comparison.close()
        self.tracked.close()
        self.handouts.close()
        self.help.close()


def furnish_window(window: MainWindow) -> Generator[None, None, Rooms]:
    """Make the parts, put them into the window and connect them; the window answers in between."""
    desk, actions, notifier = window.desk, window.actions_, window.notifier
    actions.repaint_icons(window.theme.colours)
    yield
    views = yield from make_views(window.theme)
    yield
    workbench = Workbench(window, desk, window.theme, window.settings, views)
    window.centre.addWidget(workbench)
    yield
    workbench.place_docks(window.view_menu)
    workbench.follow_zoom(window.status.zoom, actions)
    workbench.status_message.connect(window.status.say)
    yield
    files = FileCommands(window, desk, actions, notifier, window.settings)
    files.connect_start_screen(window.start_screen)
    watch = FindingsWatch(desk, window.tasks, window.status, workbench.outline)
    watch.found.connect(workbench.plan_table.take_found)
    BadgesWatch(desk, window.tasks, workbench.outline)
    search = SearchCommands(window, desk, actions, workbench)
    window.tool_bar.addWidget(search.field)
    output = OutputCommands(window, desk, actions, notifier, window.tasks, window.theme, workbench)
    imports = ImportCommands(
        window, desk, actions, notifier, window.tasks, window.settings, window.theme, files
    )
    editions = EditionCommands(window, desk, actions, notifier, window.tasks, window.theme, output)
    yield
    booklet = BookletCommands(window, desk, actions, notifier, window.tasks, workbench)
    comparison = _comparison_commands(window, workbench, editions)
    clipboard = _clipboard_commands(window, workbench)
    theme, tasks = window.theme, window.tasks
    findings = FindingsCommands(
        window, desk, actions, notifier, window.tasks, workbench, watch, booklet
    )
    return Rooms(
        workbench=workbench,
        files=files,
        outline=OutlineCommands(window, desk, actions, notifier, workbench),
        undo=UndoCommands(window, desk, actions, window.tool_bar),
        plan=PlanCommands(window, desk, actions),
        output=output,
        editions=editions,
        tracked=TrackedCommands(window, desk, actions, notifier, window.tasks, window.theme),
        publishing=PublishingCommands(window, desk, actions, notifier, window.tasks),
        extracts=ExtractCommands(window, desk, actions, notifier, window.tasks),
        progress=ProgressCommands(
            window, desk, actions, notifier, tasks, theme, workbench, output, clipboard
        ),
        booklet=booklet,
        comparison=comparison,
        handouts=HandoutCommands(
            window, desk, actions, notifier, window.tasks, window.theme, window.settings
        ),
        search=search,
        clipboard=clipboard,
        imports=imports,
        attached=AttachedCommands(window, desk, notifier, window.tasks, files, imports),
        merging=MergeCommands(
            window, desk, actions, notifier, window.tasks, window.settings, window.theme
        ),
        inquiries=InquiryCommands(
            window, desk, actions, notifier, window.tasks, window.settings, window.theme
        ),
        find=FindCommands(window, desk, actions, workbench),
        findings=findings,
        walk=WalkCommands(window, actions, comparison, findings),
        jumps=JumpCommands(window, desk, actions, workbench),
        settings=SettingsCommands(window, desk, actions, notifier, window.settings),
        focus=FocusCommands(window, desk, actions, workbench, window.status.zoom),
        help=HelpCommands(window, actions),
    )


def _comparison_commands(
    window: MainWindow, workbench: Workbench, editions: EditionCommands
) -> ComparisonCommands:
    """Let what changed since an edition be looked at from the list of editions."""
    desk, tasks = window.desk, window.tasks
    output = ComparisonOutput(window, desk, window.notifier, tasks, window.theme)
    commands = ComparisonCommands(
        window, desk, window.actions_, tasks, window.settings, workbench, output
    )
    editions.comparing_wanted.connect(commands.compare_with)
    return commands


def _clipboard_commands(window: MainWindow, workbench: Workbench) -> ClipboardCommands:
    """Let the parts of the window share the actions of the clipboard."""
    actions = window.actions_
    commands = ClipboardCommands(window, actions, actions.edit_menu)
    commands.serve(workbench.sheet, workbench.sheet.clipboard)
    table = workbench.plan_table.table
    commands.serve(table, table.clipboard)
    outline = OutlineClipboard(window, window.desk, actions, workbench)
    commands.serve(workbench.outline.tree, outline)
    workbench.sheet.selection_changed.connect(commands.refresh_actions)
    table.spot_changed.connect(commands.refresh_actions)
    workbench.outline.current_changed.connect(commands.refresh_actions)
    window.desk.session_changed.connect(commands.refresh_actions)
    return commands
