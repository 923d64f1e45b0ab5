"""The Qt that is installed does not lose references (PySide6 6.12.0 aborts after some thousand calls)."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for n in range(100_000):
    label.setText(str(n))
assert sys.getrefcount(None) > before - 1_000, "each call lost a reference to None"
print(label.text())
"""


def test_100_000_calls_survive() -> None:
    run = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, "99999"), run.stderr
