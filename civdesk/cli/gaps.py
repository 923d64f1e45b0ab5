"""Commands that ask what is lacking: gaps for each department, gains, how things will stand on a day."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..desk import assessing, gains, gap_lists, simulating
from ..domain.sentences import show_day
from .common import Answer, day, reading, today


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("gaps", help="还缺什么：每个科室（或责任人）一页，可写成 xlsx、pdf")
    one.add_argument("workspace", type=Path)
    one.add_argument("standard")
    one.add_argument("--by", choices=gap_lists.BY, default="department", help="按科室、责任人或责任领导分")
    one.add_argument("--only", default="", metavar="名称", help="只要这一个科室或这一个人的")
    one.add_argument("--out", type=Path, metavar="目标文件")
    one.set_defaults(run=gaps)
    one = commands.add_parser("gains", help="最省力的得分：先补哪几项")
    one.add_argument("workspace", type=Path)
    one.add_argument("standard")
    one.set_defaults(run=next_gains)
    one = commands.add_parser("simulate", help="到某一天会怎样：其间哪些事项到期")
    one.add_argument("workspace", type=Path)
    one.add_argument("standard")
    one.add_argument("--at", type=day, required=True, metavar="YYYY-MM-DD")
    one.set_defaults(run=simulate)


def gaps(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        found = assessing.assess(ws, args.standard, today(args), records=False)
        made = gap_lists.paper(ws, found, args.by, args.only)
    data = gap_lists.pages_data(made)
    lines = [f"《{made.standard}》截至 {made.on}：{made.said}"]
    for page in made.pages:
        lines.append(f"{page.name}（{len(page.lines)} 项）")
        lines += [f"  · {one.code} {one.title}：{one.text}　{one.due}".rstrip() for one in page.lines]
    if args.out:
        out = gap_lists.write(made, args.out, print_pdf=args.print_pdf)
        data["file"] = str(out)
        lines = [f"已写出缺口清单：{out}（{len(made.pages)} 页）"]
    return Answer(data, lines)


def next_gains(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        found = assessing.assess(ws, args.standard, today(args), records=False)
    listed = gains.gains(found)
    lines = []
    for one in listed:
        sign = "保 " if one.keeps else "+"
        points = f"{sign}{assessing.points_number(one.points)} 分　" if one.points else ""
        when = f"　{show_day(one.by, found.on)}前" if one.by else ""
        when = "　有的时段已过，要能补记才算" if one.late else when
        lines.append(f"{points}{one.code} {one.title}：{'；'.join(one.what)}{when}")
    data = {
        "standard": found.standard.key,
        "on": found.on.isoformat(),
        "gains": gains.gains_data(listed),
    }
    return Answer(data, lines or ["没有还能补的。"])


def simulate(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        found = simulating.simulate(ws, args.standard, today(args), args.at)
    lines = [f"《{found.now.standard.title}》到 {args.at}，如果不再做什么："]
    for one in found.coming:
        who = f"（{'、'.join(one.who)}）" if one.who else ""
        when = show_day(one.by, found.now.on) if one.by else "无期限"
        lines.append(f"  {when}  {one.code} {one.title}：{one.sentence} {one.bucket}".rstrip() + who)
    if not found.coming:
        lines.append("  没有新到期的事项。")
    return Answer(simulating.simulation_data(found), lines)
