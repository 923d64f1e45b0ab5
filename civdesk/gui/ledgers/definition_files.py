"""Definitions to and from files: asking for the file, and saying what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ...desk import definitions
from ...domain.ledgers import Ledger
from ...domain.names import safe
from ...errors import DeskError
from ..context import Desk
from ..messages import Action
from ..undoing import undo_action

Say = Callable[[str, Action | None], object]


def export_to_file(desk: Desk, ledger: Ledger, parent: QWidget, say: Say) -> None:
    """Ask where to, and write the definition there."""
    name = QCoreApplication.translate("DefinitionFiles", "{title}.台账定义.toml")
    target, _ = QFileDialog.getSaveFileName(
        parent,
        QCoreApplication.translate("DefinitionFiles", "导出台账定义"),
        name.format(title=safe(ledger.title)),
        QCoreApplication.translate("DefinitionFiles", "台账定义 (*.toml)"),
    )
    if not target:
        return
    try:
        definitions.export_definition(desk.ws, ledger.key, Path(target))
    except DeskError as error:
        say(error.message, None)
        return
    said = QCoreApplication.translate("DefinitionFiles", "已导出台账定义：{path}")
    say(said.format(path=target), None)


def import_from_file(desk: Desk, parent: QWidget, say: Say) -> str:
    """Ask for a definition file and bring it in; the key of the ledger, "" where nothing was brought."""
    path, _ = QFileDialog.getOpenFileName(
        parent,
        QCoreApplication.translate("DefinitionFiles", "导入台账定义"),
        "",
        QCoreApplication.translate("DefinitionFiles", "台账定义 (*.toml)"),
    )
    if not path:
        return ""
    try:
        done = definitions.import_definition(desk.ws, Path(path))
    except DeskError as error:
        say(error.message, None)
        return ""
    if done.changes:
        said = QCoreApplication.translate("DefinitionFiles", "《{title}》：{changes}。")
    else:
        said = QCoreApplication.translate("DefinitionFiles", "《{title}》没有缺的栏目，什么都没改。")
    text = said.format(title=done.ledger.title, changes="；".join(done.changes))
    say(text, undo_action(desk, done.operation, say))
    return done.ledger.key
