"""The rows of a superior's standard, read as a tree: sections, levels by column, what each row says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from .standard_codes import NO_CODE, Code, code_and_title, read_code, split_code, split_criteria
from .standard_columns import (
    SEARCHED_COLUMNS,
    Meaning,
    Rectangle,
    StandardColumn,
    StandardHeader,
    Texts,
    header_within,
)
from .standard_nodes import Item, Node, Passed, Reading, families, outlined
from .standard_points import read_points, share_as_points
from .text import normal, one_line

_TOTAL = re.compile(
    r"(?:得分|分值|分数|本页|本项|以上|各项|全部|自评|考核|考评|测评)?"
    r"(?:合计|总计|小计|总分|共计|总得分|累计)(?:[:：]?.{0,8})"
)
_TOTAL_ROW = "合计行"
_STATED = re.compile(r"\d+(?:\.\d+)?\s*分")
_PART = re.compile("小计|本页|本项")
_PAGE = re.compile(r"第?\d+页[,，]?(?:/?共?\d+页)?|[-—–]*\d+[-—–]+|续表.{0,3}|[(（]续.{0,6}[)）]")
_REMARK = re.compile(
    r"(?:注|备注|说明|附注|填[表报]说明|附|注意事项)\s*[:：\d.、].*"
    r"|(?:填[表报写]|制表|审核|报送|联系|复核|检查|被?(?:测评|考评|考核|评审))?组?"
    r"(?:人员?|组长|成员|单位|时间|日期|电话|签[字名章])(?:签[字名章])?(?:[(（].*?[)）])?\s*[:：].*"
    r"|.{0,12}(?:[(（](?:签[字名章]|盖章|公章)[)）]|签[字名章]|盖章)\s*[:：]?.{0,20}",
    re.S,
)
_MARK = re.compile(r"[√✓✔☑■●○◎是有对yY1vV]|√.*")
_LONG = 25  # characters of a text that says what is asked rather than naming it
_INHERITED = frozenset(Meaning) - {Meaning.LEVEL, Meaning.CODE, Meaning.ASKED, Meaning.POINTS, Meaning.NONE}


def read_rows(
    rows: Iterable[tuple[int, Texts]], merges: Iterable[Rectangle], header: StandardHeader
) -> Reading:
    """The rows below a header as a tree.

    A blank cell in a level column, merged or not, belongs to the text above it as long as nothing further
    left is new; so does the same text repeated. What is merged downwards in other columns holds for every
    row that it covers; points that cover several rows are those of what these rows have in common. Another
    header further down begins another table, below the heading that stands over it.
    """
    rows, merges = list(rows), list(merges)
    above = {normal(text) for number, texts in rows if number < header.top for text in texts.values()}
    readings = [
        _Reader(part, merges, head, above, heading).read()
        for part, head, heading in _tables(rows, merges, header)
    ]
    return Reading(
        tuple(root for one in readings for root in one.roots),
        tuple(passed for one in readings for passed in one.skipped),
        tuple(passed for one in readings for passed in one.doubts),
        tuple(total for one in readings for total in one.totals),
    )


_Rows = list[tuple[int, Texts]]


def _tables(
    rows: _Rows, merges: list[Rectangle], header: StandardHeader
) -> Iterator[tuple[_Rows, StandardHeader, tuple[int, Texts] | None]]:
    """The tables of a sheet, each with its header and the row that stands as a heading over it."""
    part: _Rows = []
    heading: tuple[int, Texts] | None = None
    for number, texts in rows:
        if number <= header.bottom:
            continue
        found = header_within(number, texts, merges)
        if found is None or _names(found) <= _names(header):
            part.append((number, texts))
            continue
        over = part.pop() if part and len(part[-1][1]) == 1 else None
        yield part, header, heading
        part, header, heading = [], found, over
    yield part, header, heading


def _names(header: StandardHeader) -> set[str]:
    return {normal(one.title) for one in header.columns.values()}


class _Reader:
    def __init__(
        self,
        rows: _Rows,
        merges: list[Rectangle],
        header: StandardHeader,
        above: set[str],
        heading: tuple[int, Texts] | None,
    ) -> None:
        self.header = header
        self.above = above  # what stands over the first table: printed again on every page
        self.heading = heading
        self.below = [(number, texts) for number, texts in rows if number > header.bottom]
        self.head = {i: normal(one.title) for i, one in header.columns.items()}
        self.texts = dict(self.below)
        self.wide = {(top, left): right for top, left, _, right in merges if right > left}
        self.tall: dict[int, list[tuple[int, int, int]]] = {}
        for top, left, bottom, _ in merges:
            if bottom > top:
                self.tall.setdefault(left, []).append((top, bottom, left))
        self.levels = [one.index for one in header.of(Meaning.LEVEL)]
        self.asked = [one.index for one in header.of(Meaning.ASKED)]
        self._last_level_asks()
        self.codes = self._code_targets()
        self.points = self._points_targets()
        self.roots: list[Node] = []
        self.sections: list[Node] = []
        self.current: list[Node | None] = [None] * len(self.levels)
        self.at_row: dict[int, Node] = {}
        self.skipped: list[Passed] = []
        self.doubts: list[Passed] = []
        self.totals: list[int] = []
        self._shares()

    def read(self) -> Reading:
        styles = self._row_styles()
        if self.heading is not None:
            self._open(self.heading[0], self.heading[1], min(self.heading[1]))
        for n, (number, texts) in enumerate(self.below):
            told = self._told(texts)
            if not told:
                continue
            if reason := self._passed(n, told):
                self.skipped.append(Passed(number, _shown(told), reason))
                if reason == _TOTAL_ROW:
                    self._stated(told)
            elif (at := self._section(number, told, styles)) is not None:
                self._open(number, told, at)
            else:
                self._row(number, told)
        self._merged_points()
        for nodes in families(self.roots):
            nodes[:] = [one for one in nodes if not self._only_words(one)]
            nodes[:] = list(outlined(nodes))
        skipped = sorted(self.skipped, key=lambda one: one.row)
        return Reading(tuple(self.roots), tuple(skipped), tuple(self.doubts), tuple(self.totals))

    def _only_words(self, node: Node) -> bool:
        """Whether a text across the table is no heading: it has no number and nothing stands below it."""
        if node.level >= 0 or node.children or node.items or node.code.text or node.points:
            return False
        self.skipped.append(Passed(node.row, node.title[:60], "整行的文字，下面没有指标", True))
        return True

    def _stated(self, told: Mapping[int, str]) -> None:
        """Keep the total that a row states: in a column of points, or in its words (总分100分)."""
        if any(_PART.search(text) for text in told.values()):
            return
        found = [points for i in self.points if i in told and (points := read_points(told[i]))]
        words = [read_points(match[0]) for text in told.values() for match in _STATED.finditer(text)]
        self.totals += [one.hundredths for one in (*found, *words) if one is not None][:1]

    def _shares(self) -> None:
        """权重 0.1, 0.25 … are 10, 25 … points: a spreadsheet program keeps a per cent as a fraction."""
        for column in self.header.of(Meaning.POINTS):
            texts = [text for _, row in self.below if (text := row.get(column.index))]
            shares = [one for one in texts if share_as_points(one) != one]
            if not re.search("权重|权值|比重", column.title) or len(shares) * 2 <= len(texts):
                continue
            self.below = [
                (number, {i: share_as_points(t) if i == column.index else t for i, t in row.items()})
                for number, row in self.below
            ]
            self.texts = dict(self.below)
            said = "这一列是不到 1 的小数，按百分数换成了分值（0.1 是 10 分），请核对"
            self.doubts.append(Passed(self.header.bottom, column.title, said))

    # --- what the columns are ------------------------------------------------------------------------

    def _last_level_asks(self) -> None:
        """Where no column says what is asked, the last level does, if it is written out there."""
        if self.asked or len(self.levels) < 2:
            return
        said = [text for _, texts in self.below if (text := texts.get(self.levels[-1], ""))]
        long = [text for text in said if len(text) > _LONG or len(split_criteria(text)[1]) > 1]
        if said and len(long) * 2 >= len(said):
            self.asked = [self.levels.pop()]

    def _code_targets(self) -> dict[int, int]:
        """Which level each column of codes numbers: one to its right, before the next codes, that is filled
        as often; where there is none, the row (-1) if other codes number the levels, else the last."""
        columns = [one.index for one in self.header.of(Meaning.CODE)]
        rows = [texts for n, (_, texts) in enumerate(self.below) if not self._passed(n, self._told(texts))]
        targets: dict[int, int] = {}
        for n, index in enumerate(columns):
            end = columns[n + 1] if n + 1 < len(columns) else SEARCHED_COLUMNS + 1
            after = [level for level, at in enumerate(self.levels) if index < at < end]
            misses = [
                (sum(bool(texts.get(index)) != bool(texts.get(self.levels[level])) for texts in rows), -level)
                for level in after
            ]
            last = -1 if len(columns) > 1 else len(self.levels) - 1
            targets[index] = -min(misses)[1] if misses else last
        return targets

    def _told(self, texts: Texts) -> dict[int, str]:
        """What a row says in the columns of the table."""
        return {i: text for i, text in texts.items() if i in self.header.columns}

    def _points_targets(self) -> dict[int, int]:
        """Which level each column of points belongs to: the one to its left where another level follows,
        else (-1) the row."""
        return {
            column.index: max((n for n, index in enumerate(self.levels) if index < column.index), default=-1)
            if any(index > column.index for index in self.levels)
            else -1
            for column in self.header.of(Meaning.POINTS)
        }

    # --- rows that are none --------------------------------------------------------------------------

    def _passed(self, n: int, told: Mapping[int, str]) -> str:
        if not told:
            return ""
        first = normal(told[min(told)])
        if _TOTAL.fullmatch(first) or (
            len(told) <= 3 and any(_TOTAL.fullmatch(normal(t)) for t in told.values())
        ):
            return _TOTAL_ROW
        if len(told) == 1 and (_PAGE.fullmatch(first) or first in self.above):
            return "页码" if _PAGE.fullmatch(first) else "重复的标题"
        same = sum(normal(text) == self.head[i] for i, text in told.items())
        if same >= 2 and same * 3 >= len(told) * 2:
            return "重复的表头"
        if (
            n == 0
            and len(told) > 2
            and [normal(told[i]) for i in sorted(told)] == [str(k) for k in range(1, len(told) + 1)]
        ):
            return "列号"
        if all(_REMARK.fullmatch(text.strip()) for text in told.values()):
            return "说明文字"
        known = {i for i in told if self.header.columns[i].meaning is not Meaning.NONE or i in self.asked}
        return "" if known else "没有可用的内容"

    # --- sections across the table -------------------------------------------------------------------

    def _row_styles(self) -> set[str]:
        """The styles of the codes in the first level column of rows that say more than that."""
        if not self.levels:
            return set()
        first = self.levels[0]
        return {
            split_code(texts[first])[0].style
            for _, texts in self.below
            if texts.get(first) and sum(i in self.header.columns for i in texts) > 1
        }

    def _section(self, number: int, told: Mapping[int, str], styles: set[str]) -> int | None:
        """The column whose text is a heading across the table; None for a row of the table."""
        index = min(told)
        rest = [i for i in told if i != index]
        if any(self.header.columns[i].meaning is not Meaning.POINTS for i in rest):
            return None
        reach = self.wide.get((number, index), index)
        if not self.levels:
            return index if reach > index or split_code(told[index])[0].style not in ("", *styles) else None
        if index > self.levels[0]:
            return None
        later = [i for i in self.levels[1:] or self.asked if index < i <= reach]
        if later and reach - index + 1 >= min(3, len(self.header.columns)):
            return index
        style = split_code(told[index])[0].style
        told_apart = style not in ("", *styles) and bool(styles) and "" not in styles
        return index if len(self.levels) > 1 and not rest and told_apart else None

    def _open(self, number: int, told: Mapping[int, str], at: int) -> None:
        code, title = split_code(told[at])
        same = next((n for n, one in enumerate(self.sections) if one.code.style == code.style), None)
        if same is not None:
            del self.sections[same:]
        elif not code.style:
            self.sections.clear()
        node = Node(heading_line(title), number, code, parent=self.sections[-1] if self.sections else None)
        node.points = next((told[i] for i in self.points if i in told), "")
        self._place(node)
        self.sections.append(node)
        self.current = [None] * len(self.levels)
        self.at_row[number] = node

    def _place(self, node: Node) -> None:
        (node.parent.children if node.parent else self.roots).append(node)

    # --- rows of the table ---------------------------------------------------------------------------

    def _row(self, number: int, told: Mapping[int, str]) -> None:
        fresh: set[int] = set()
        for n, index in enumerate(self.levels):
            text = told.get(index, "")
            if text and not self._again(n, text):
                above = next((one for one in reversed(self.current[:n]) if one), None)
                code, title = code_and_title(text)
                parent = above or (self.sections[-1] if self.sections else None)
                node = Node(heading_line(title), number, code, n, parent)
                self._place(node)
                self.current[n] = node
                self.current[n + 1 :] = [None] * (len(self.levels) - n - 1)
                fresh.add(n)
        own = self._codes(number, told, fresh)
        node_here = next((one for one in reversed(self.current) if one), None)
        values = self._values(number, told)
        if node_here is None:
            node_here = self._without_level(number, told, values)
            if node_here is None:
                return
        for index, level in self.points.items():
            if level >= 0 and index in told and (owner := self.current[level]) and level in fresh:
                owner.points = told[index]
        self.at_row[number] = node_here
        if values or own.text or not any(told.get(i) for i in self.levels):
            node_here.items.append(Item(number, values, own))

    def _again(self, n: int, text: str) -> bool:
        """Whether a level column only repeats what it said in the row before."""
        one = self.current[n]
        if one is None:
            return False
        code, title = code_and_title(text)
        return normal(title) == normal(one.title) and (not code.text or code.text == one.code.text)

    def _codes(self, number: int, told: Mapping[int, str], fresh: set[int]) -> Code:
        """Give the numbers in columns of codes to what they number; what is left is the row's own."""
        own = NO_CODE
        for index, level in self.codes.items():
            if not told.get(index):
                continue
            code, dated = read_code(told[index])
            if dated:
                said = f"编号被表格软件存成了日期，读成 {code.text}，请核对"
                self.doubts.append(Passed(number, told[index], said))
            node = self.current[level] if level >= 0 else None
            if node is not None and level in fresh and not node.code.text:
                node.code = code
            elif node is None or level not in fresh or node.code.text != code.text:
                own = code
        return own

    def _without_level(
        self, number: int, told: Mapping[int, str], values: Mapping[Meaning, str]
    ) -> Node | None:
        """A row that names no indicator: what it asks stands for its name."""
        text = values.get(Meaning.ASKED) or values.get(Meaning.REQUIREMENT) or ""
        if not text:
            self.skipped.append(Passed(number, _shown(told), "没有指标名称，也没有测评标准", True))
            return None
        node = Node("", number, parent=self.sections[-1] if self.sections else None)
        self._place(node)
        return node

    def _values(self, number: int, told: Mapping[int, str]) -> dict[Meaning, str]:
        values: dict[Meaning, list[str]] = {}
        for index, column in self.header.columns.items():
            meaning = Meaning.ASKED if index in self.asked else column.meaning
            if meaning in (Meaning.LEVEL, Meaning.CODE, Meaning.NONE) or self.points.get(index, -1) >= 0:
                continue
            text = told.get(index, "") or (self._covering(number, index) if meaning in _INHERITED else "")
            if meaning is Meaning.POINTS and self._spans(number, index):
                continue  # of all the rows that it covers
            if column.tick:
                text = column.tick if text and _MARK.fullmatch(text.strip()) else ""
            if text:
                values.setdefault(meaning, []).append(_labelled(column, text))
        return {meaning: "\n".join(texts) for meaning, texts in values.items()}

    def _covering(self, number: int, index: int) -> str:
        """The text of a cell merged downwards over this row, from above."""
        for top, bottom, left in self.tall.get(index, ()):
            if top < number <= bottom:
                return self.texts.get(top, {}).get(left, "")
        return ""

    def _spans(self, number: int, index: int) -> tuple[int, int] | None:
        return next(((t, b) for t, b, _ in self.tall.get(index, ()) if t == number), None)

    def _merged_points(self) -> None:
        """Points of a cell that covers several rows go to what these rows have in common."""
        for index, level in self.points.items():
            for top, bottom, _ in self.tall.get(index, ()) if level < 0 else ():
                text = self.texts.get(top, {}).get(index, "")
                nodes = [node for row, node in self.at_row.items() if top <= row <= bottom]
                if not text or not nodes:
                    continue
                common = [one for one in nodes[0].above if all(one in node.above for node in nodes)]
                if not common:
                    said = f"分值“{text}”合并了互不相属的几行，没有计入"
                    self.doubts.append(Passed(top, text, said))
                elif common[0].points or (len(set(map(id, nodes))) == 1 and len(nodes) == 1):
                    only = common[0].items[-1]
                    common[0].items[-1] = Item(only.row, {**only.values, Meaning.POINTS: text}, only.code)
                else:
                    common[0].points = text


_HAN_BREAK = re.compile(r"(?<=[㐀-鿿（(，、）)])[ \t]*\n[ \t]*(?=[㐀-鿿（(，、）)])")
_SPREAD = re.compile(r"[㐀-鿿](?:[ 　\t\n]+[㐀-鿿])+(?![㐀-鿿])")


def heading_line(title: str) -> str:
    """A title in one line: words broken at the edge of a cell go together again, and so do characters that
    stand under each other (组 / 织 / 领 / 导)."""
    text = _SPREAD.sub(lambda match: "".join(match[0].split()), title)
    return one_line(_HAN_BREAK.sub("", text)).strip()


def _labelled(column: StandardColumn, text: str) -> str:
    """What is kept beside the demand says what it is: 佐证材料：签到表."""
    if column.meaning in (Meaning.PROOFS, Meaning.NOTE, Meaning.SCORING):
        return f"{column.title}：{text.strip()}"
    return text.strip()


def _shown(told: Mapping[int, str]) -> str:
    return " ".join(one_line(told[i]) for i in sorted(told))[:60]
