"""What must hold for the whole house and no import contract can say (those are in pyproject.toml)."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "civdesk"
FORMS = HOUSE / "gui" / "forms"  # compiled by pyside6-uic, not written

WRITTEN = sorted(p for p in HOUSE.rglob("*.py") if FORMS not in p.parents)
WITH_QT = {HOUSE / "app.py", HOUSE / "__main__.py"}
CORE = [p for p in WRITTEN if HOUSE / "gui" not in p.parents and p not in WITH_QT]


def house(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def each_file(check: Callable[[Path], None]) -> Callable[[], None]:
    """One test that looks at every file and names each that fails: of one for each there would be 1,500."""

    def every_file() -> None:
        failed = []
        for path in WRITTEN:
            try:
                check(path)
            except AssertionError as error:
                failed.append(f"{house(path)}: {error}")
        assert not failed, "\n".join(failed)

    every_file.__doc__ = check.__doc__
    return every_file


def test_the_core_imports_without_qt() -> None:
    modules = [".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for p in CORE]
    code = (
        "import importlib, sys\n"
        "sys.modules['PySide6'] = None\n"
        f"for each in {modules!r}: importlib.import_module(each)\n"
        "qt = [m for m in sys.modules if m.startswith(('PySide6.', 'shiboken6', 'civdesk.gui'))]\n"
        "assert not qt, qt\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@each_file
def test_a_module_says_its_subject_first_and_stays_readable(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(tree(path)), "the first line is a docstring"
    assert source.startswith('"""'), "the docstring is the first line"
    assert source.count("\n") <= 500, "cut it by subject"


def lost_texts(source: ast.Module) -> Iterator[str]:
    """Calls of tr() and its kin that the extraction of texts would lose: it reads literals only."""
    inside_f = {
        id(node)
        for f in ast.walk(source)
        if isinstance(f, ast.JoinedStr)
        for node in ast.walk(f)
        if node is not f
    }
    for node in ast.walk(source):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        wanted = {"tr": 1, "translate": 2, "QT_TRANSLATE_NOOP": 2}.get(name)
        if wanted is None:
            continue
        if name == "translate" and getattr(getattr(node.func, "value", None), "id", "") != "QCoreApplication":
            continue  # str.translate and the like
        literal = len(node.args) >= wanted and all(
            isinstance(each, ast.Constant) and isinstance(each.value, str) for each in node.args[:wanted]
        )
        if not literal or id(node) in inside_f:
            yield f"line {node.lineno}: {ast.unparse(node)}"


@each_file
def test_no_text_is_lost_to_translation(path: Path) -> None:
    assert list(lost_texts(tree(path))) == []


@pytest.mark.parametrize("call", ['self.tr(f"{n} 张")', "self.tr(title)", "f\"{self.tr('共')}\"", "tr()"])
def test_lost_texts_are_seen(call: str) -> None:
    assert list(lost_texts(ast.parse(call)))


NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}


def imported(source: ast.Module) -> Iterator[tuple[str, str]]:
    """(module, name) of everything imported; the name is empty where a module is imported whole."""
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.module, alias.name) for alias in node.names)


@each_file
def test_no_network(path: Path) -> None:
    """Nothing opens a socket but the local one by which a second start shows the first window."""
    for module, name in imported(tree(path)):
        both = f"{module}.{name}"
        assert not any(f"{both}.".startswith(f"{each}.") for each in NETWORK), both
        if "QtNetwork" in both:
            assert room(path) in {"app", "gui"} and name in {"QLocalServer", "QLocalSocket"}, both


@each_file
def test_sql_only_in_the_store(path: Path) -> None:
    if room(path) == "store":
        return
    calls = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"execute", "executemany", "executescript"}
    ]
    assert calls == []


@pytest.mark.parametrize("path", sorted((HOUSE / "domain").rglob("*.py")), ids=house)
def test_the_domain_has_no_clock_and_no_files(path: Path) -> None:
    clocks = {
        "date.today",
        "datetime.now",
        "datetime.today",
        "datetime.utcnow",
        "time.time",
        "time.localtime",
    }
    source = tree(path)
    called = [ast.unparse(node.func) for node in ast.walk(source) if isinstance(node, ast.Call)]
    assert [c for c in called if c == "open" or any(c == k or c.endswith(f".{k}") for k in clocks)] == []
    assert {m for m, _ in imported(source)} & {"os", "pathlib", "shutil", "subprocess", "tempfile"} == set()


def test_forms_are_compiled_from_their_ui_files(tmp_path: Path) -> None:
    forms = sorted((ROOT / "forms").glob("*.ui"))
    compiled = {p.name for p in FORMS.glob("ui_*.py")}
    assert compiled == {f"ui_{p.stem}.py" for p in forms}
    for form in forms:
        fresh = tmp_path / f"ui_{form.stem}.py"
        code = "from PySide6.scripts.pyside_tool import uic; uic()"
        subprocess.run([sys.executable, "-c", code, form, "-o", fresh], check=True)
        assert (FORMS / fresh.name).read_text(encoding="utf-8") == fresh.read_text(encoding="utf-8"), (
            f"{form.name} changed: run `make forms`"
        )


# Put together from pieces, so that this file does not hold what it looks for.
FOREIGN = re.compile(
    "|".join(
        [
            r"(pypi|pythonhosted|debian|npmjs|ubuntu|tsinghua|aliyun|mirrors?)\.[a-z.]*(org|com|cn|net)\b",
            "--(extra-)?index" + "-url",
            "find" + "-links",
            "/wo" + "rk/",
            "/tm" + "p/v/",
            "/ro" + "ot/",
        ]
    )
)
PASSED_OVER = {".git", ".venv", "build", "dist", "__pycache__"}


def files(folder: Path) -> Iterator[Path]:
    for each in sorted(folder.iterdir()):
        if each.is_dir():
            if (
                each.name not in PASSED_OVER
                and not each.name.endswith("_cache")
                and each.name != ".hypothesis"
            ):
                yield from files(each)
        elif each.suffix not in {".png", ".jpg", ".civdesk", ".xlsx", ".docx"}:
            yield each


def test_no_index_address_and_no_path_of_one_machine() -> None:
    found = []
    for path in files(ROOT):
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {hit[0]}" for hit in FOREIGN.finditer(text)]
    assert found == []
