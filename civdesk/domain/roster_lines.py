"""A new list of members as people write it: 组长：张三（局长）, 成员：李四、王五, or a row of a table."""

from __future__ import annotations

import re
from collections.abc import Collection

from ..errors import WrongUse
from .text import normal, split_list, split_names

_ROLE_FIRST = re.compile(r"\s*([^：:\t,，]{1,10})\s*[：:]\s*(.+)")
_CELLS = re.compile(r"[\t,，|｜]")
_BRACKETS = re.compile(r"^([^（(]+)[（(](.+)[）)]$")
MEMBER = "成员"


def read_lines(text: str, roles: Collection[str]) -> list[dict[str, str]]:
    """Rows with person, role and, where it is told, position.

    A line is a role and names (副组长：李四、王五), or the cells of one person, of which one is the role;
    without a role somebody is a 成员. Raises WrongUse for a line that has no name.
    """
    known = {normal(role): role for role in roles}
    found: list[dict[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        rows = _named(line, known)
        if not rows:
            raise WrongUse(f"第 {number} 行“{line.strip()[:20]}”看不出姓名，请写成“组长：张三（局长）”。")
        found += rows
    return found


def _named(line: str, known: dict[str, str]) -> list[dict[str, str]]:
    first = _ROLE_FIRST.fullmatch(line)
    if first:
        role = known.get(normal(first[1]), first[1].strip())
        return [row for piece in split_list(first[2]) for row in _people(piece, role)]
    cells = [cell.strip() for cell in _CELLS.split(line) if cell.strip()]
    if len(cells) == 1:
        cells = split_names(cells[0])
    role = next((cell for cell in cells if normal(cell) in known), "")
    rest = [cell for cell in cells if cell != role]
    if not rest:
        return []
    people = _people(rest[0], known.get(normal(role), MEMBER))
    if len(rest) > 1 and people:
        people[-1]["position"] = "".join(rest[1:])
    return people


def _people(text: str, role: str) -> list[dict[str, str]]:
    """李四 王五（副局长）: what stands in brackets is the position of the last one."""
    told = _BRACKETS.fullmatch(text)
    people = [{"person": name, "role": role} for name in split_names(told[1] if told else text)]
    if told and people:
        people[-1]["position"] = told[2].strip()
    return people
