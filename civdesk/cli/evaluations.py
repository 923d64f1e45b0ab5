"""Commands on evaluations: evaluations, evaluation-new, -set, -score, -result, -sheets, -import."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..desk import evaluations as desk
from ..desk import publishing, score_rounds, score_sheets, works
from ..domain.evaluations import Adding, By, Criterion, Plan, Prize, show_points
from ..domain.text import split_names
from ..errors import WrongUse
from .common import DONE, PART, Answer, day, pairs, reading, today, writing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("evaluations", help="评比：名次、得分、奖项（不写编号：全部评比和可用的办法）")
    one.add_argument("workspace", type=Path)
    one.add_argument("evaluation", nargs="?", default="", metavar="评比编号")
    one.set_defaults(run=evaluations)
    one = commands.add_parser("evaluation-new", help="新建一次评比")
    one.add_argument("workspace", type=Path)
    one.add_argument("title", metavar="名称")
    one.add_argument("--scheme", default="own", metavar="办法", help="如 文明科室评定")
    one.add_argument("--from", dest="start", type=day, metavar="YYYY-MM-DD")
    one.add_argument("--to", dest="end", type=day, metavar="YYYY-MM-DD")
    one.add_argument("--department", default="", metavar="科室", help="组织科室")
    one.add_argument("--candidates", default="", metavar="名称、名称")
    one.add_argument("--register", default="", metavar="名册", help="参评对象取自名册")
    one.add_argument("--filter", action="append", default=[], metavar="筛选")
    one.add_argument("--contest", metavar="赛事", help="参评对象取自这次赛事的节目与参赛作品")
    _plan_arguments(one)
    one.set_defaults(run=new)
    one = commands.add_parser("evaluation-set", help="修改评比：名称、评委、评分项、奖项")
    one.add_argument("workspace", type=Path)
    one.add_argument("evaluation", metavar="评比编号")
    one.add_argument("--title", metavar="名称")
    one.add_argument(
        "--rename", action="append", default=[], metavar="旧=新", help="评委或评分项改名，打过的分跟着走"
    )
    _plan_arguments(one)
    one.set_defaults(run=change)
    one = commands.add_parser("evaluation-score", help="录入一位评委的评分")
    one.add_argument("workspace", type=Path)
    one.add_argument("evaluation", metavar="评比编号")
    one.add_argument("judge", metavar="评委")
    one.add_argument("scores", nargs="+", metavar="参评对象=分数")
    one.add_argument("--criterion", default="", metavar="评分项", help="只打总分的评比不用写")
    one.set_defaults(run=score)
    one = commands.add_parser("evaluation-result", help="评定结果：查看、手工改定、公布、重新打开、写成公示")
    one.add_argument("workspace", type=Path)
    one.add_argument("evaluation", metavar="评比编号")
    one.add_argument("--award", default="", metavar="参评对象=奖项", help="手工改定（奖项写“无”：不授奖）")
    one.add_argument("--reason", default="", metavar="理由")
    one.add_argument("--publish", action="store_true", help="公布，记入评选表彰台账")
    one.add_argument("--stated", type=_whole, metavar="个数", help="表彰文件上写的个数，与名单核对")
    one.add_argument("--honours", action="store_true", help="同时给当选的各记一条荣誉")
    one.add_argument("--reopen", action="store_true", help="重新打开")
    one.add_argument("--out", type=Path, metavar="目标文件", help="写成公示（xlsx、pdf）")
    one.set_defaults(run=result)
    one = commands.add_parser("evaluation-sheets", help="给每位评委做评分表")
    one.add_argument("workspace", type=Path)
    one.add_argument("evaluation", metavar="评比编号")
    one.add_argument("out", type=Path)
    one.set_defaults(run=sheets)
    one = commands.add_parser("evaluation-import", help="读入评委填好的评分表，或取检查得分")
    one.add_argument("workspace", type=Path)
    one.add_argument("evaluation", metavar="评比编号")
    one.add_argument("paths", nargs="*", type=Path)
    one.add_argument(
        "--rounds", nargs="?", const="", metavar="检查表", help="取评比期间完成的检查得分（不写检查表：全部）"
    )
    one.set_defaults(run=read_back)


def _plan_arguments(one: argparse.ArgumentParser) -> None:
    one.add_argument("--judges", default="", metavar="姓名、姓名")
    one.add_argument(
        "--criterion", action="append", default=[], metavar="名称=满分", help="可以带权重：主题=10,40%%"
    )
    one.add_argument(
        "--prize", action="append", default=[], metavar="奖项=名额", help="如 一等奖=2、组织奖=6-8"
    )
    one.add_argument("--adding", choices=[*Adding], metavar="平均分|合计分|去掉最高和最低后平均")


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise WrongUse(f"“{text}”不对，请写整数。")
    return int(text)


def evaluations(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        if args.evaluation:
            return _answer(desk.report(ws, args.evaluation))
        found = [desk.report(ws, one.id) for one in desk.all_evaluations(ws)]
    schemes = [{"key": one.key, "title": one.title, "help": one.help} for one in desk.schemes()]
    lines = [
        f"{one.evaluation.id}  {one.evaluation.ends}  {one.evaluation.title}"
        f"  {'已公布' if one.evaluation.closed else '评比中'}"
        for one in found
    ]
    data = {"evaluations": [desk.report_data(one) for one in found], "schemes": schemes}
    return Answer(data, lines or ["还没有评比。可用的办法：" + "、".join(one["title"] for one in schemes)])


def _answer(found: desk.Report, more: dict[str, Any] | None = None) -> Answer:
    one = found.evaluation
    lines = [f"{one.title}（{one.starts} 至 {one.ends}，{'已公布' if one.closed else '评比中'}）"]
    for row in found.rows:
        rank = f"第 {row.rank} 名{'（并列）' if row.tied else ''}" if row.rank else "未排名"
        told = "、".join(row.prizes)
        lines.append(f"{rank}  {row.candidate.name}  {show_points(row.points)}  {told}".rstrip())
    return Answer(desk.report_data(found) | (more or {}), [*lines, *found.open_points])


def new(args: argparse.Namespace) -> Answer:
    chosen = desk.scheme(args.scheme)
    start, end = args.start or today(args), args.end or args.start or today(args)
    with writing(args) as ws:
        listed = [(name, "") for name in split_names(args.candidates)]
        if args.register:
            listed += desk.candidates_from(ws, args.register, end, args.filter)
        if args.contest:
            listed += works.entered(ws, start, end, args.contest)
        id, operation = desk.new(
            ws,
            args.title,
            _plan(chosen.plan, args),
            listed,
            starts=start,
            ends=end,
            department=args.department,
        )
        return _answer(desk.report(ws, id), {"operation": operation})


def change(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        plan = desk.report(ws, args.evaluation).evaluation.plan
        names = {old.strip(): new.strip() for old, new in pairs(args.rename).items()}
        wanted = _plan(_renamed(plan, names), args)
        kinds = dict.fromkeys(plan.judges, "judge") | {one.title: "criterion" for one in plan.criteria}
        if strange := [one for one in names if one not in kinds]:
            raise WrongUse(f"没有叫“{strange[0]}”的评委或评分项；有：{'、'.join(kinds) or '无'}。")
        renamed = {(kinds[old], old): new for old, new in names.items()}
        operation = desk.change(ws, args.evaluation, title=args.title, plan=wanted, renamed=renamed)
        return _answer(desk.report(ws, args.evaluation), {"operation": operation})


def _renamed(plan: Plan, names: dict[str, str]) -> Plan:
    criteria = tuple(replace(one, title=names.get(one.title, one.title)) for one in plan.criteria)
    return replace(plan, judges=tuple(names.get(one, one) for one in plan.judges), criteria=criteria)


def _plan(plan: Plan, args: argparse.Namespace) -> Plan:
    """The scheme with what the command says otherwise."""
    if args.judges:
        plan = replace(plan, judges=tuple(split_names(args.judges)))
    if args.criterion:
        plan = replace(plan, criteria=tuple(_criterion(text) for text in args.criterion))
    if args.prize:
        known = {one.title: one.by for one in plan.prizes}
        plan = replace(plan, prizes=tuple(_prize(text, known) for text in args.prize))
    return replace(plan, adding=Adding(args.adding)) if args.adding else plan


def _criterion(text: str) -> Criterion:
    title, _, rest = text.partition("=")
    most, _, weight = rest.partition(",")
    parts = weight.strip().rstrip("%％")
    return Criterion(title.strip(), desk.read_points(most), _whole(parts) if parts else None)


def _prize(text: str, known: dict[str, By]) -> Prize:
    title, _, quota = text.partition("=")
    low, dash, high = quota.replace("—", "-").replace("–", "-").partition("-")
    at_most = _whole(high if dash else low) if quota else None
    by = known.get(title.strip(), By.RANK)
    return Prize(title.strip(), at_most, _whole(low) if dash else 0, by)


def score(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        one = desk.report(ws, args.evaluation).evaluation
        criterion = args.criterion or one.plan.asked[0].title
        if not args.criterion and len(one.plan.asked) > 1:
            asked = "、".join(each.title for each in one.plan.asked)
            raise WrongUse(f"请用 --criterion 说明是哪一项：{asked}。")
        scores = {
            (name, args.judge, criterion): desk.read_points(text) for name, text in pairs(args.scores).items()
        }
        operation = desk.score(ws, args.evaluation, scores)
        return _answer(desk.report(ws, args.evaluation), {"operation": operation})


def result(args: argparse.Namespace) -> Answer:
    changes = args.award or args.publish or args.reopen
    with (writing if changes else reading)(args) as ws:
        more: dict[str, Any] = {}
        if args.reopen:
            more["operation"] = publishing.reopen(ws, args.evaluation)
        if args.award:
            ((name, prize),) = pairs([args.award]).items()
            prizes = [] if prize.strip() == desk.NONE else split_names(prize)
            more["operation"] = desk.award(ws, args.evaluation, name, prizes, args.reason)
        if args.publish:
            honours = True if args.honours else None
            done = publishing.publish(ws, args.evaluation, stated=args.stated, honours=honours)
            more["operation"] = done.operation
        if args.out:
            more["file"] = str(
                score_sheets.write_result(ws, args.evaluation, args.out, print_pdf=args.print_pdf)
            )
        lacks = publishing.lacking(ws, args.evaluation)
        answer = _answer(desk.report(ws, args.evaluation), more | {"lacking": lacks})
    told = [f"“{one.title}”还缺佐证：{'、'.join(one.roles)}" for one in lacks if one.roles]
    return Answer(answer.data, [*answer.lines, *told])


def sheets(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        made = score_sheets.write_judges(ws, args.evaluation, args.out)
    return Answer({"files": [str(one) for one in made]}, [f"已写出 {one}" for one in made])


def read_back(args: argparse.Namespace) -> Answer:
    if bool(args.paths) == (args.rounds is not None):
        raise WrongUse("请写评分表文件，或用 --rounds 取检查得分，两样选一样。")
    if args.rounds is not None:
        return _from_rounds(args)
    with writing(args) as ws:
        done = score_sheets.read_back(ws, args.evaluation, args.paths)
        data = desk.report_data(desk.report(ws, args.evaluation))
    lines = [f"读入 {done.scores} 个分数（{'、'.join(done.judges)}）"]
    lines += [f"{one.sheet} 第 {one.row} 行 {one.column}“{one.value}”：{one.reason}" for one in done.unread]
    more = {"read": done.scores, "judges": list(done.judges), "unread": done.unread}
    return Answer(data | more | {"operation": done.operation}, lines, PART if done.unread else DONE)


def _from_rounds(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        done = score_rounds.take(ws, args.evaluation, args.rounds)
        data = desk.report_data(desk.report(ws, args.evaluation))
    lines = [f"取了 {len(done.scored)} 个检查得分：{'、'.join(done.scored)}"]
    lines += [f"没有检查过：{'、'.join(done.unjudged)}"] if done.unjudged else []
    return Answer(data | {"operation": done.operation, "unjudged": list(done.unjudged)}, lines)
