"""导出迎检档案 from the window: checked while typing, then whole or not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from civdesk.desk import archive, evidence, history, records, standards
from civdesk.gui.context import Desk
from civdesk.gui.export_dialog import ExportDialog
from civdesk.gui.main_window import MainWindow
from civdesk.gui.runner import Job
from civdesk.media import sketch


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> Desk:
    """A lecture of this year with a photo, one of last year, and a photo that nothing refers to."""
    lecture = records.add(
        desk.ws, "moral_lecture", {"title": "第一期道德讲堂", "date": "2026-03-05"}, today=desk.today()
    )
    records.add(desk.ws, "moral_lecture", {"title": "去年的讲堂", "date": "2025-03-05"}, today=desk.today())
    records.add(desk.ws, "staff", {"title": "张三", "phone": "13800138000"}, today=desk.today())
    for name, record in (("讲堂.jpg", ("moral_lecture", lecture.id)), ("未整理.jpg", None)):
        path = tmp_path / name
        path.write_bytes(sketch.photo("hall", name, len(name)))
        evidence.import_files(
            desk.ws, [path], record=record, role="photo" if record else "", today=desk.today()
        )
    return desk


@pytest.fixture
def dialog(filled: Desk, window: MainWindow, qtbot: QtBot) -> Iterator[ExportDialog]:
    """The dialog as the tool bar opens it, with its plan made."""
    QTest.keySequence(window, QKeySequence("Ctrl+E"))
    (made,) = window.findChildren(ExportDialog)
    ready(made, qtbot)
    return made


def ready(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog._pause.isActive() and not dialog._desk.runner.jobs)


def said(window: MainWindow) -> str:
    return window.messages.text.text()


def folders(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.ws.path.parent.iterdir() if "迎检档案" in path.name)


def test_the_size_and_the_gaps_are_seen_before_anything_is_written(dialog: ExportDialog) -> None:
    assert dialog.target.name == "迎检档案-青山县交通运输局-20260731"
    assert dialog.target.parent == dialog._desk.ws.path.parent
    assert "影像和文件 2 个" in dialog.ui.plan.text() and "MB" in dialog.ui.plan.text()
    assert "未关联影像 1 件" in dialog.ui.planHint.text() and "缺项" in dialog.ui.planHint.text()
    assert dialog.ui.startButton.isEnabled()
    assert folders(dialog._desk) == []


def test_enter_exports_and_the_folder_verifies(
    dialog: ExportDialog, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = dialog.target
    QTest.keyClick(dialog.ui.target, Qt.Key.Key_Return)
    assert not dialog.isVisible(), "the clerk goes on working"
    assert [job.title for job in window.desk.runner.jobs] == ["正在导出迎检档案"]
    qtbot.waitUntil(lambda: "已导出并核对" in said(window))
    assert archive.verify(target).whole
    assert list(target.rglob("001 第一期道德讲堂.jpg")) and (target / "data" / "未关联影像").is_dir()
    assert "未关联影像 1 件" in said(window) and "缺项" in said(window)
    shown: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: not shown.append(Path(QUrl(url).toLocalFile()))
    )
    assert window.messages.button.text() == "打开文件夹"
    window.messages.button.click()
    assert shown == [target]


def test_an_existing_folder_is_refused_at_the_field_while_typing(
    dialog: ExportDialog, tmp_path: Path
) -> None:
    taken = tmp_path / "已有"
    taken.mkdir()
    (taken / "别人的.txt").write_text("x", encoding="utf-8")
    dialog.ui.target.clear()
    QTest.keyClicks(dialog.ui.target, str(taken.parent / "y"))
    assert not dialog.ui.targetProblem.isVisible()
    dialog.ui.target.clear()
    event = QInputMethodEvent()
    event.setCommitString(str(taken))
    QApplication.sendEvent(dialog.ui.target, event)
    assert "已经存在" in dialog.ui.targetProblem.text() and dialog.ui.targetProblem.isVisible()
    assert not dialog.ui.startButton.isEnabled()
    QTest.keyClick(dialog.ui.target, Qt.Key.Key_Return)
    assert dialog.isVisible() and [path.name for path in taken.iterdir()] == ["别人的.txt"]


def test_the_days_choose_and_the_plan_follows(dialog: ExportDialog, qtbot: QtBot) -> None:
    before = dialog.ui.plan.text()
    dialog.start_editor.line.setFocus()
    QTest.keyClicks(dialog.start_editor.line, "2026.8.1")
    ready(dialog, qtbot)
    assert dialog.ui.plan.text() != before and "影像和文件 1 个" in dialog.ui.plan.text()
    QTest.keyClick(dialog.start_editor.line, Qt.Key.Key_Tab)
    assert dialog.start_editor.text() == "2026-08-01"
    QTest.keyClicks(dialog.end_editor.line, "2026.2.30")
    ready(dialog, qtbot)
    assert "2月只有28天" in dialog.ui.periodProblem.text() and not dialog.ui.startButton.isEnabled()
    dialog.end_editor.line.clear()
    QTest.keyClicks(dialog.end_editor.line, "2026.7.1")
    ready(dialog, qtbot)
    assert "早于" in dialog.ui.periodProblem.text() and not dialog.ui.startButton.isEnabled()


def test_the_public_version_says_what_it_leaves_out(
    dialog: ExportDialog, window: MainWindow, qtbot: QtBot
) -> None:
    for word in ("手机号", "身份证号", "未关联影像", "密级"):
        assert word in dialog.ui.publicHint.text()
    target = dialog.target
    dialog.ui.public_.setFocus()
    QTest.keyClick(dialog.ui.public_, Qt.Key.Key_Space)
    ready(dialog, qtbot)
    assert "影像和文件 1 个" in dialog.ui.plan.text() and "不导出" in dialog.ui.planHint.text()
    dialog.ui.startButton.click()
    qtbot.waitUntil(lambda: "已导出并核对" in said(window))
    assert archive.verify(target).whole
    assert not (target / "data" / "未关联影像").exists() and not (target / "data" / "全部台账").exists()


def test_a_stopped_export_leaves_nothing(dialog: ExportDialog, window: MainWindow, qtbot: QtBot) -> None:
    half: list[str] = []

    def stop_at_the_first_file(job: Job) -> None:
        report = job.monitor.report

        def heard(*args: object) -> None:
            half.extend(folders(window.desk))
            job.cancel()
            report(*args)  # type: ignore[arg-type]

        if job.title == "正在导出迎检档案":
            job.monitor.report = heard  # type: ignore[method-assign, assignment]

    window.desk.runner.started.connect(stop_at_the_first_file)
    dialog.ui.startButton.click()
    qtbot.waitUntil(lambda: "已停止导出" in said(window))
    assert any("未完成" in name for name in half), "stopped in the midst of writing"
    assert folders(window.desk) == []
    assert not any(entry.kind == "export_archive" for entry in history.history(window.desk.ws))


def test_what_fails_is_said_and_the_dialog_comes_back_as_it_was(
    dialog: ExportDialog, window: MainWindow, qtbot: QtBot
) -> None:
    target = dialog.target
    target.mkdir()
    (target / "抢先.txt").write_text("x", encoding="utf-8")  # between the look and the start
    dialog.ui.targetProblem.clear()
    dialog._check_target = lambda: True  # type: ignore[method-assign]
    dialog.start()
    qtbot.waitUntil(lambda: "已经存在" in said(window))
    del dialog._check_target
    window.messages.button.click()
    ready(dialog, qtbot)
    assert dialog.isVisible() and dialog.target == target and dialog.ui.targetProblem.isVisible()


def test_esc_closes_and_nothing_happened(dialog: ExportDialog, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert folders(window.desk) == []


def test_a_second_export_proposes_another_name_and_another_standard_can_be_chosen(
    filled: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    for one in standards.all_standards(filled.ws):
        standards.set_active(filled.ws, one.key, False)
    (filled.ws.path.parent / "迎检档案-青山县交通运输局-20260731").mkdir()
    window.export()
    (dialog,) = window.findChildren(ExportDialog)
    ready(dialog, qtbot)
    assert dialog.target.name.endswith("20260731-2")
    assert dialog.ui.standard.currentText() == "没有启用的标准"
    assert "没有启用的测评标准" in dialog.ui.planHint.text()
    dialog.ui.standard.setFocus()
    QTest.keyClick(dialog.ui.standard, Qt.Key.Key_Down)
    dialog.ui.standard.activated.emit(1)
    ready(dialog, qtbot)
    assert "缺项" in dialog.ui.planHint.text() and "没有启用" not in dialog.ui.planHint.text()
