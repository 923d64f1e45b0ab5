"""Survey results out of a sheet: counts (question, option, number), or one row for each filled-in sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from ..domain.fields import as_text
from ..domain.headers import letters
from ..domain.surveys import Option, Question, by_letter, letter, tally
from ..domain.text import clean, normal, split_list
from ..errors import WrongUse
from ..jobs import Monitor
from ..sheets.book import Range
from ..sheets.read import open_book

MOST_OPTIONS = 12  # different answers from which a column is rather an opinion than a choice
_MOST_ROWS = 200_000
_HEADS = 20  # rows among which the head of the table is looked for

_QUESTION = frozenset({"题目", "问题", "调查题目", "调查问题", "问卷题目", "调查内容", "调查项目"})
_OPTION = frozenset({"选项", "答案", "回答", "选择", "评价", "选项内容"})
_NUMBER = frozenset({"份数", "人数", "票数", "数量", "选择人数", "选择份数", "计数", "频数", "小计"})
_FAVOURABLE = frozenset({"计入", "是否计入", "计入满意", "计入知晓"})
# What a form on the net or a typist puts beside the answers; offered, but not ticked.
_BESIDE = frozenset(
    {"序号", "编号", "问卷编号", "姓名", "电话", "手机号", "提交时间", "提交答卷时间", "填写时间", "所用时间",
     "来源", "来源详情", "来自ip", "ip", "总分", "备注", "日期", "时间", "意见", "建议", "意见建议",
     "开始时间", "结束时间"}
)  # fmt: skip
_SHEET_NUMBER = frozenset({"序号", "编号", "问卷编号"})
_TOTAL = frozenset({"合计", "总计", "小计", "共计"})
_INTEGER = re.compile(r"(\d{1,9})\s*[份人票名个]?")
_LEADING = re.compile(r"^[*＊]?(?:第?\d{1,3}[题.、:：．)）]|[Qq]\d{1,3}[.、:： ]?)\s*")
_TRAILING = re.compile(r"(?:\s*[(（\[【](?:单选|可?多选|可选多项|必答|必填)题?[)）\]】])*[\s?？:：。*＊]*$")


class Layout(StrEnum):
    """How a sheet tells its results."""

    COUNTS = "counts"
    ANSWERS = "answers"

    @property
    def label(self) -> str:
        return "统计表（题目、选项、份数）" if self is Layout.COUNTS else "答卷明细（一份一行，一题一列）"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read: `titles` (the head) and `rows` hold texts by column."""

    name: str
    titles: Mapping[int, str]
    rows: tuple[tuple[int, Mapping[int, str]], ...]

    @property
    def layout(self) -> Layout:
        """What its heads say it is."""
        there = {normal(title) for title in self.titles.values()}
        counts = all(there & words for words in (_QUESTION, _OPTION, _NUMBER))
        return Layout.COUNTS if counts else Layout.ANSWERS


@dataclass(frozen=True, slots=True)
class Choices:
    """What the clerk chose: the sheet ("" the first with rows), its layout (None: what it looks like), the
    columns that are questions (None: proposed), which of them allow several answers, and which options of new
    questions count as 知晓 or 满意."""

    sheet: str = ""
    layout: Layout | None = None
    columns: tuple[str, ...] | None = None
    multiple: frozenset[str] = frozenset()
    favourable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A cell that counts for nothing, and why; `row` as the spreadsheet program shows it."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come in: every question as it would be afterwards, which of them the sheet changes (titles),
    sheets that were filled in (None: not told), what was rejected, the columns left out, and hints. `known`:
    columns whose questions the survey had before, and whether these allow several answers."""

    sheet: str
    layout: Layout
    questions: tuple[Question, ...]
    changed: tuple[str, ...]
    returned: int | None
    rejected: tuple[Rejected, ...]
    offered: tuple[str, ...]
    left: tuple[str, ...]
    hints: tuple[str, ...]
    known: Mapping[str, bool] = field(default_factory=dict)


def look(path: Path, monitor: Monitor | None = None) -> list[Sheet]:
    """The sheets of a file that hold a table. Raises Refused or Damaged as `open_book`, WrongUse when there
    is none, or too many rows."""
    found = []
    with open_book(path) as book:
        for info in book.sheets:
            if info.hidden:
                continue
            rows: list[tuple[int, dict[int, str]]] = []
            for row in book.rows(info.name, monitor):
                cells = {n: clean(as_text(cell.value)).strip() for n, cell in row.cells.items()}
                rows.append((row.number, {n: text for n, text in cells.items() if text}))
                if len(rows) > _MOST_ROWS:
                    raise WrongUse(f"“{info.name}”超过 {_MOST_ROWS} 行，请分开导入。")
            if (head := _head(rows)) is not None:
                titles, below = _titles(rows, head, book.merges(info.name, monitor))
                found.append(Sheet(info.name, titles, tuple(rows[below:])))
    if not found:
        raise WrongUse(f"“{path.name}”里没有找到表头和数据：第一行应是题目（或 题目、选项、份数）。")
    return found


def _head(rows: Sequence[tuple[int, Mapping[int, str]]]) -> int | None:
    """The place of the first row with several texts, half as many as the fullest has, and rows below it."""
    most = max((len(cells) for _, cells in rows[:_HEADS]), default=0)
    for place, (_, cells) in enumerate(rows[:_HEADS]):
        if len(cells) > 1 and 2 * len(cells) >= most and place + 1 < len(rows):
            return place
    # A sheet of one question has a single column.
    if len(rows) > 2 and all(len(cells) == 1 for _, cells in rows):
        return 0
    return None


def _titles(
    rows: Sequence[tuple[int, Mapping[int, str]]], head: int, merges: Sequence[Range]
) -> tuple[dict[int, str], int]:
    """Heads by column, and the place of the first row below them.

    Where cells of the head stand over several columns the row below belongs to it, and names the columns.
    Of equal heads the later are told apart by their letter.
    """
    texts = dict(rows[head][1])
    below = head + 1
    while below + 1 < len(rows) and _stands_over(rows[below - 1][0], merges):
        texts |= rows[below][1]
        below += 1
    found: dict[int, str] = {}
    for column, title in sorted(texts.items()):
        there = {normal(one) for one in found.values()}
        found[column] = f"{title}（{letters(column)} 列）" if normal(title) in there else title
    return found, below


def _stands_over(row: int, merges: Sequence[Range]) -> bool:
    """Whether a cell of a row spans several columns and ends in that row."""
    return any(one.bottom == row and one.right > one.left for one in merges)


def preview(sheets: Sequence[Sheet], choices: Choices, existing: Sequence[Question]) -> Preview:
    """What would come in, with these choices, into a survey that has these questions. Raises WrongUse."""
    sheet = next((one for one in sheets if one.name == choices.sheet), None)
    if sheet is None:
        if choices.sheet:
            raise WrongUse(f"没有“{choices.sheet}”这张表；有：{'、'.join(one.name for one in sheets)}。")
        sheet = sheets[0]
    layout = choices.layout or sheet.layout
    made = _counts if layout is Layout.COUNTS else _answers
    return made(sheet, choices, list(existing))


# --- counts ------------------------------------------------------------------------------------------


def _counts(sheet: Sheet, choices: Choices, existing: list[Question]) -> Preview:
    columns = {
        word: next((n for n, title in sheet.titles.items() if normal(title) in names), None)
        for word, names in (
            ("题目", _QUESTION), ("选项", _OPTION), ("份数", _NUMBER), ("计入", _FAVOURABLE)
        )
    }  # fmt: skip
    if missing := [word for word in ("题目", "选项", "份数") if columns[word] is None]:
        raise WrongUse(f"统计表里缺“{'”“'.join(missing)}”这样的列；如果是一份一行的答卷，请选“答卷明细”。")
    questions = {normal(one.title): one for one in existing}
    new: set[str] = set()
    changed: dict[str, None] = {}
    rejected: list[Rejected] = []
    told: set[tuple[str, str]] = set()
    asked = ""
    for number, cells in sheet.rows:
        asked = cells.get(columns["题目"] or 0, asked)
        option, count = cells.get(columns["选项"] or 0, ""), cells.get(columns["份数"] or 0, "")
        if not option and not count:
            continue
        key = _key(asked, questions)
        if not asked or normal(asked) in _TOTAL or normal(option) in _TOTAL:
            reason = "合计行，不取" if asked else "没有题目"
            rejected.append(Rejected(number, "选项", option or count, reason))
            continue
        match = _INTEGER.fullmatch(count)
        if not match:
            rejected.append(Rejected(number, "份数", count, "不是整数" if count else "没有份数"))
            continue
        if (key, normal(option)) in told:
            rejected.append(Rejected(number, "选项", option, "这一选项前面已经有了"))
            continue
        if key not in questions:
            new.add(key)
            questions[key] = Question(_words(asked), (), multiple=asked in choices.multiple)
        one = questions[key]
        there = [normal(each.title) for each in one.options]
        if key in new:
            counts = option in choices.favourable or cells.get(columns["计入"] or 0, "") in ("是", "√", "1")
            options = (*one.options, Option(option, int(match[1]), counts))
        elif normal(option) in there:
            place = there.index(normal(option))
            options = tuple(
                replace(each, number=int(match[1])) if n == place else each
                for n, each in enumerate(one.options)
            )
        else:
            rejected.append(Rejected(number, "选项", option, "这道题没有这个选项"))
            continue
        told.add((key, normal(option)))
        questions[key] = replace(one, options=options)
        changed[questions[key].title] = None
    left = [title for n, title in sheet.titles.items() if n not in columns.values()]
    return Preview(
        sheet.name, Layout.COUNTS, tuple(questions.values()), tuple(changed), None, tuple(rejected), (),
        tuple(left), (),
    )  # fmt: skip


def _key(title: str, questions: Mapping[str, Question]) -> str:
    """The question that a head means: as it stands, or without number in front and （单选） or ？ behind."""
    if (whole := normal(title)) in questions:
        return whole
    alike = [key for key, one in questions.items() if _bare(one.title) == _bare(title)]
    return alike[0] if len(alike) == 1 else normal(_words(title))


def _words(title: str) -> str:
    """A head without the number in front of it."""
    return _LEADING.sub("", title)


def _bare(title: str) -> str:
    return normal(_TRAILING.sub("", _words(title)))


# --- answers -----------------------------------------------------------------------------------------


def _answers(sheet: Sheet, choices: Choices, existing: list[Question]) -> Preview:
    rows, totals, blank = _filled(sheet)
    questions = {normal(one.title): one for one in existing}
    offered = tuple(sheet.titles.values())
    if choices.columns is None:
        wanted = set(_proposed(sheet, rows, questions))
    else:
        wanted = set(choices.columns)
        if strange := wanted - set(offered):
            raise WrongUse(f"表里没有“{'”“'.join(sorted(strange))}”这一列；有：{'、'.join(offered)}。")
    rejected = [Rejected(number, "", text, "合计行，不取") for number, text in totals]
    hints = [f"有 {blank} 行只有编号没有答案，算作收回的空白问卷；没有收回的请从表里删去"] if blank else []
    had = {
        title: questions[key].multiple for title in offered if (key := _key(title, questions)) in questions
    }
    taken: dict[str, str] = {}
    for column, title in sheet.titles.items():
        if title not in wanted:
            continue
        answers = [cells.get(column, "").replace("┋", "；") for _, cells in rows]
        key = _key(title, questions)
        if key in taken:
            hints.append(f"“{title}”和“{taken[key]}”是同一道题，只取了前一列")
            wanted.discard(title)
            continue
        known = questions.get(key) or _new(title, answers, choices)
        hints += _odd(known, answers, there=key in questions)
        counted = tally(known, answers)
        questions[key] = counted.question
        taken[key] = title
        rejected += [
            Rejected(rows[place][0], title, answer, reason) for place, answer, reason in counted.unknown
        ]
    left = tuple(title for title in offered if title not in wanted)
    rejected.sort(key=lambda one: one.row)
    return Preview(
        sheet.name, Layout.ANSWERS, tuple(questions.values()), tuple(questions[key].title for key in taken),
        len(rows), tuple(rejected), offered, left, tuple(hints), had,
    )  # fmt: skip


def _filled(
    sheet: Sheet,
) -> tuple[list[tuple[int, Mapping[int, str]]], list[tuple[int, str]], int]:
    """The rows of sheets that came back; rows of totals, with their word; how many of the sheets hold nothing
    but a number."""
    rows: list[tuple[int, Mapping[int, str]]] = []
    totals: list[tuple[int, str]] = []
    blank = 0
    for number, cells in sheet.rows:
        there = {n: text for n, text in cells.items() if n in sheet.titles}
        if not there:
            continue
        first = there[min(there)]
        if normal(first) in _TOTAL:
            totals.append((number, first))
        else:
            rows.append((number, there))
            blank += all(normal(sheet.titles[n]) in _SHEET_NUMBER for n in there)
    return rows, totals, blank


def _odd(one: Question, answers: Sequence[str], *, there: bool) -> Iterator[str]:
    """What the clerk should know of the answers to a question; `there`: the survey had it before."""
    if there:
        if any(by_letter(one, answer) for answer in answers):
            named = "、".join(f"{letter(n)} {each.title}" for n, each in enumerate(one.options))
            yield f"“{one.title}”的答案写的是字母，按选项次序认作：{named}"
        return
    filled = [normal(answer) for answer in answers if answer.strip()]
    if filled and all(re.fullmatch("[a-z]{1,12}", answer) for answer in filled):
        yield f"“{one.title}”的答案只有字母：请先加上这道题和它的选项再导入，字母就按选项次序来认"
    elif not one.multiple and any(len(split_list(answer)) > 1 for answer in answers):
        yield f"“{one.title}”的答案里有分号或顿号；如果是多选题，请勾选“多选”"


def _proposed(
    sheet: Sheet, rows: Sequence[tuple[int, Mapping[int, str]]], questions: Mapping[str, Question]
) -> Iterator[str]:
    """Columns that are questions: the ones the survey has; without any, those with few different answers."""
    for column, title in sheet.titles.items():
        if questions:
            if _key(title, questions) in questions:
                yield title
        elif normal(title) not in _BESIDE:
            different = {cells[column] for _, cells in rows if column in cells}
            if 2 <= len(different) <= MOST_OPTIONS:
                yield title


def _new(title: str, answers: Sequence[str], choices: Choices) -> Question:
    """A question of the answers it got, the most frequent first."""
    multiple = title in choices.multiple
    seen: Counter[str] = Counter()
    for answer in answers:
        if answer.strip():
            seen.update(set(split_list(answer)) if multiple else [answer.strip()])
    alike: dict[str, str] = {}
    for name, _ in seen.most_common():
        alike.setdefault(normal(name), name)
    options = tuple(Option(name, None, name in choices.favourable) for name in alike.values())
    return Question(_words(title), options, multiple=multiple)
