"""What is wrong with a definition, with its place; said in Chinese to whoever brings it."""

from __future__ import annotations

import re


class DefinitionError(ValueError):
    """A definition that does not hold. `place` is the path of the offending key, like `fields[2].unit`."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


_PROBLEMS = (
    (r"unknown kind (.+)", "没有 {0} 这种类型"),
    (r"unknown key; .+", "没有这个属性"),
    (r"unknown unit (.+)", "不认识单位 {0}"),
    (r"unknown check (.+)", "不认识检查方式 {0}"),
    (r"missing", "缺少这一项"),
    (r"empty", "不能为空"),
    (r"control characters", "不能有控制字符"),
    (r"expected a list of tables, not .+", "应该是一组栏目"),
    (r"expected a list of texts, not .+", "应该是一组文字"),
    (r"expected a table, not .+", "应该是一组属性"),
    (r"expected a text, not (.+)", "应该是文字，而不是 {0}"),
    (r"expected 0 to 6, not (.+)", "小数位数应为 0 到 6，而不是 {0}"),
    (r"expected 0 or more, not (.+)", "不能小于 0，现在是 {0}"),
    (r"expected str, not (.+)", "应该是文字，而不是 {0}"),
    (r"expected int, not (.+)", "应该是整数，而不是 {0}"),
    (r"expected a date, not (.+)", "应该是日期，而不是 {0}"),
    (r"before start", "不能早于开始的日期"),
    (r"expected bool, not (.+)", "应该写 true 或 false，而不是 {0}"),
    (r"(.+) stands there twice", "{0} 写了两次"),
    (r"(.+) is (\S+) already", "{0} 与 {1} 重复"),
    (r"has no meaning for the kind (.+)", "类型 {0} 没有这个属性"),
    (r"(.+) is none of the choices", "{0} 不在选项里"),
    (r"(.+) is not lower-case letters, .+", "代号 {0} 只能用小写字母、数字和下划线，以字母开头"),
    (r"(.+) is a word of SQL or a column .+", "代号 {0} 是保留字，请换一个"),
    (r"a ledger needs at least one field", "至少要有一个栏目"),
    (r"there is no field (.+)", "没有代号为 {0} 的栏目"),
    (r"(.+) must be a required field", "{0} 是记录的名称，必须设为必填"),
    (r"(.+) is of the kind (\S+), which cannot serve", "{0} 的类型是 {1}，不能这样用"),
    (r"unknown test; .+", "没有这种比较方式"),
    (r"a test of (.+) cannot be made of the kind (\S+)", "类型 {1} 不能这样比较"),
    (r"(.+) is no value of the kind (\S+)", "{0} 不是类型 {1} 的内容"),
    (r"(.+) is no key of a role", "{0} 不是佐证种类的代号"),
    (r"(.+) is no row of the requirements", "{0} 不是要求的编号"),
)


def told(error: DefinitionError) -> str:
    """The error as a sentence for the clerk, with the place in words: 第 3 个栏目的 kind."""
    for pattern, text in _PROBLEMS:
        if found := re.fullmatch(pattern, error.problem):
            said = text.format(*(group.replace("'", "“", 1).replace("'", "”", 1) for group in found.groups()))
            return f"{_place(error.place)}：{said}。"
    return f"{_place(error.place)}：{error.problem}"


def _place(place: str) -> str:
    inside = re.fullmatch(r"(fields|proofs|filters)\[(\d+)\]\.?(.*)", place)
    if not inside:
        return f"定义里的 {place}" if place else "定义"
    what = {"fields": "栏目", "proofs": "佐证", "filters": "筛选"}[inside[1]]
    return f"第 {int(inside[2]) + 1} 个{what}" + (f"的 {inside[3]}" if inside[3] else "")
