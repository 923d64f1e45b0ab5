"""Commands about standards: bringing one in, its rules and proposals, reports on indicators, handing in."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..desk import editions, explaining, handing_in, importing_standards, offered, proposals, self_assessment
from ..desk import standards as shelf
from ..desk.evidence import roles
from ..desk.importing_standards import StandardChoices, StandardPlan, StandardTaken
from ..desk.records import all_ledgers
from ..domain.editions import Comparison, told
from ..domain.explanations import LIMIT, characters
from ..domain.sentences import sentence
from ..domain.standard_columns import Meaning
from ..domain.text import normal
from ..errors import WrongUse
from ..store.assessments import HandedIn
from ..store.editions import Carried
from .assessing import period
from .common import DONE, PART, Answer, pairs, reading, today, writing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("standards", help="工作区里的测评标准")
    one.add_argument("workspace", type=Path)
    one.add_argument("--use", metavar="标准", help="启用这套标准")
    one.add_argument("--lay-aside", metavar="标准", help="停用这套标准")
    one.set_defaults(run=listing)
    _add_import(commands)
    one = commands.add_parser("compare-standards", help="比较一套标准的两个版本")
    one.add_argument("workspace", type=Path)
    one.add_argument("old", metavar="旧版")
    one.add_argument("new", metavar="新版")
    one.set_defaults(run=compare)
    one = commands.add_parser("rules", help="指标的规则：列出、采用建议、添加常用规则")
    one.add_argument("workspace", type=Path)
    one.add_argument("standard")
    one.add_argument("code", nargs="?", default="")
    one.add_argument("--add", metavar="代号", help="添加一条常用规则（代号见 offered）")
    one.add_argument("--accept", metavar="建议", help="采用这条建议；all 是采用全部说得准的")
    one.add_argument("--decline", metavar="建议", help="不采用这条建议")
    one.add_argument("--ledger", default="", help="说不准的建议，指定统计哪本台账")
    one.set_defaults(run=rules)
    one = commands.add_parser("offered", help="常用规则：可以添加到任何指标")
    one.add_argument("text", nargs="?", default="", help="只列含有这些字的")
    one.set_defaults(run=offers)
    one = commands.add_parser("explain", help="说明报告：看、起草、写")
    one.add_argument("workspace", type=Path)
    one.add_argument("standard")
    one.add_argument("code")
    one.add_argument("--draft", action="store_true", help="从记录起草，只看不存")
    one.add_argument("--text", metavar="内容", help="存为说明报告（空的是删除）")
    one.add_argument("--period", type=period, help="时段，如 2026 或 2026-01-01/2026-06-30")
    one.set_defaults(run=explain)
    one = commands.add_parser("hand-in", help="报送一次测评：当时的标准和结果从此不变")
    one.add_argument("workspace", type=Path)
    one.add_argument("standard")
    one.add_argument("--recipient", required=True, metavar="单位", help="报送给谁")
    one.add_argument("--who", default="", metavar="姓名", help="经手人")
    one.add_argument("--note", default="", metavar="说明")
    one.add_argument("--period", type=period, help="测评时段")
    one.set_defaults(run=hand_in)
    one = commands.add_parser("assessments", help="报送过的测评；写编号是看当时的内容")
    one.add_argument("workspace", type=Path)
    one.add_argument("id", nargs="?", default="", metavar="编号")
    one.add_argument("--standard", default="", help="只列这套标准的")
    one.set_defaults(run=assessments)
    one = commands.add_parser("void", help="作废一次报送，要写原因")
    one.add_argument("workspace", type=Path)
    one.add_argument("id", metavar="编号")
    one.add_argument("--reason", default="", metavar="原因")
    one.set_defaults(run=void)
    one = commands.add_parser("self-assessment", help="自评报告：写成 xlsx、pdf，今天的或报送过的")
    one.add_argument("workspace", type=Path)
    one.add_argument("standard")
    one.add_argument("out", type=Path, metavar="目标文件")
    one.add_argument("--handed", default="", metavar="编号", help="要报送过的这一份，按当时的内容")
    one.set_defaults(run=write_self_assessment)


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser("import-standard", help="导入一套测评标准（xlsx、xls、et、ods、csv、toml）")
    one.add_argument("workspace", type=Path)
    one.add_argument("file", type=Path)
    one.add_argument("--key", default="", metavar="代号", help="这套标准的代号")
    one.add_argument("--title", default="", metavar="名称", help="这套标准的名称；默认取表上的标题")
    one.add_argument("--version", default="", metavar="版本")
    one.add_argument("--sheet", action="append", default=[], metavar="工作表", help="读这个工作表，可写多次")
    one.add_argument("--header-row", type=int, metavar="行号", help="表头（最后一行）在第几行；0 是没有表头")
    meanings = "、".join(one.label.partition("（")[0] for one in Meaning)
    one.add_argument(
        "--map", action="append", default=[], metavar="列=含义", help=f"这一列是什么：{meanings}"
    )
    one.add_argument(
        "--edition-of", default="", metavar="标准", help="是这套标准的新版本：沿用判断、责任人等"
    )
    one.add_argument(
        "--match", action="append", default=[], metavar="新编号=旧编号", help="说不准的指标，是旧版的哪一条"
    )
    one.add_argument("--active", action="store_true", help="导入后就启用")
    one.add_argument("--dry-run", action="store_true", help="只看结果，不导入")
    one.set_defaults(run=import_standard)


# --- bringing one in ---------------------------------------------------------------------------------


def import_standard(args: argparse.Namespace) -> Answer:
    choices = StandardChoices(
        sheets=tuple(args.sheet),
        mapping=pairs(args.map),
        header_rows={} if args.header_row is None else {"": args.header_row},
        key=args.key.strip(),
        title=args.title,
        version=args.version,
        edition_of=args.edition_of,
    )
    matches = pairs(args.match)
    with reading(args) if args.dry_run else writing(args) as ws:
        planned = importing_standards.plan(ws, importing_standards.look(ws, args.file), choices)
        compared = editions.compare(ws, args.edition_of, planned, matches) if args.edition_of else None
        taken = None
        if not args.dry_run:
            taken = importing_standards.take(
                ws, planned, active=args.active, on=today(args), matches=matches or None
            )
    lost = any(one.lost for one in planned.skipped)
    return Answer(
        _import_data(planned, taken, compared),
        list(_import_lines(planned, taken, compared)),
        PART if lost else DONE,
    )


def _import_data(
    planned: StandardPlan, taken: StandardTaken | None, compared: Comparison | None
) -> dict[str, Any]:
    return {
        "standard": planned.standard.key,
        "title": planned.standard.title,
        "version": planned.standard.version,
        "indicators": len(planned.standard.indicators),
        "proposed_rules": len(planned.proposals),
        "skipped": planned.skipped,
        "doubts": planned.doubts,
        "mapping": dict(planned.mapping),
        "proposals": [
            {"code": code, "sentence": one.sentence, "rule": one.rule, "candidates": one.candidates}
            for code, one in planned.proposals
        ],
        "unread": [{"code": code, "sentence": text} for code, text in planned.unread],
        "like": planned.like or None,
        "edition": compared and _compared_data(compared),
        "carried": taken.carried if taken else None,
        "operation": taken.operation if taken else None,
    }


def _import_lines(
    planned: StandardPlan, taken: StandardTaken | None, compared: Comparison | None
) -> Iterator[str]:
    standard = planned.standard
    verb = "已导入" if taken else "可导入"
    many = f"指标 {len(standard.indicators)} 条，建议规则 {len(planned.proposals)} 条"
    yield f"{verb}《{standard.title}》（{standard.key}）：{many}"
    if planned.mapping:
        yield "  列：" + "、".join(
            f"{title}→{Meaning(meaning).label.partition('（')[0]}"
            for title, meaning in planned.mapping.items()
        )
    for one in (*planned.skipped, *planned.doubts):
        yield (
            f"  {one.sheet} 第 {one.row} 行“{one.text}”：{one.reason}"
            if one.row
            else f"  {one.sheet}：{one.reason}"
        )
    for code, text in planned.unread:
        yield f"  {code} 没有认出规则：{text}"
    if planned.like and not planned.choices.edition_of:
        yield f"  已经有一套同名标准（{planned.like}）；如果这是它的新版本，请用 --edition-of {planned.like}"
    if compared:
        yield from _compared_lines(compared)
    if taken and taken.carried:
        yield from _carried_lines(taken.carried)
    elif taken and planned.proposals:
        yield f"  建议的规则等您确认：civdesk rules 工作区 {standard.key}"


# --- editions ----------------------------------------------------------------------------------------


def compare(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        found = editions.compare(ws, args.old, args.new)
    return Answer(_compared_data(found), list(_compared_lines(found)))


def _compared_data(found: Comparison) -> dict[str, Any]:
    return {
        "old": found.old.key,
        "new": found.new.key,
        "same": len(found.pairs) - len(found.changed),
        "added": [{"code": one.code, "title": one.title} for one in found.added],
        "removed": [{"code": one.code, "title": one.title} for one in found.removed],
        "changed": [
            {"code": pair.new.code, "was": pair.old.code, "title": pair.new.title, "changes": pair.changes}
            for pair in found.changed
        ],
        "doubts": [
            {"code": one.new.code, "title": one.new.title, "candidates": [old.code for old in one.old]}
            for one in found.doubts
        ],
    }


def _compared_lines(found: Comparison) -> Iterator[str]:
    same = len(found.pairs) - len(found.changed)
    yield (
        f"  与《{found.old.title}》相比：不变 {same} 条，改动 {len(found.changed)} 条，"
        f"新增 {len(found.added)} 条，取消 {len(found.removed)} 条"
    )
    yield from (f"  改动 {line}" for line in told(found.changed))
    yield from (f"  新增 {one.code} {one.title}" for one in found.added)
    yield from (f"  取消 {one.code} {one.title}" for one in found.removed)
    for one in found.doubts:
        old = "、".join(f"{other.code} {other.title}" for other in one.old)
        yield f"  请确认：{one.new.code} {one.new.title} 是不是原来的 {old}（--match {one.new.code}=旧编号）"


def _carried_lines(carried: Carried) -> Iterator[str]:
    yield (
        f"  沿用：判断 {carried.findings} 条，说明报告 {carried.explanations} 份，规则 {carried.rules} 条，"
        f"责任分工 {carried.people} 条，佐证 {carried.proofs} 件"
    )
    for one in carried.left:
        yield f"  没有沿用：{one.code} {one.title}的{one.what}（{one.reason}）"


# --- rules -------------------------------------------------------------------------------------------


def listing(args: argparse.Namespace) -> Answer:
    changing = args.use or args.lay_aside
    with writing(args) if changing else reading(args) as ws:
        for key, active in ((args.use, True), (args.lay_aside, False)):
            if key:
                shelf.set_active(ws, key, active)
        found = shelf.all_standards(ws)
    lines = [
        f"{'●' if one.active else '○'} {one.key}  {one.title}  指标 {one.indicators}，规则 {one.rules}"
        for one in found
    ]
    return Answer({"standards": found}, lines or ["没有测评标准"])


def rules(args: argparse.Namespace) -> Answer:
    given = [name for name in ("add", "accept", "decline") if getattr(args, name)]
    if len(given) > 1:
        raise WrongUse("--add、--accept、--decline 一次只写一个。")
    with writing(args) if given else reading(args) as ws:
        if args.add:
            if not args.code:
                raise WrongUse("要添加规则，请写明指标编号。")
            offered.add(ws, args.standard, args.code, args.add)
        elif args.accept == "all":
            proposals.accept_all(ws, args.standard)
        elif args.accept:
            proposals.accept(ws, args.accept, args.ledger)
        elif args.decline:
            proposals.decline(ws, args.decline)
        found = shelf.standard(ws, args.standard)
        shown = [shelf.indicator(found, args.code)] if args.code else list(found.indicators)
        waiting = proposals.waiting(ws, args.standard, args.code)
        books = all_ledgers(ws)
    there = [
        {"code": one.code, "id": d.id, "sentence": sentence(d.rule, books, roles()), "rule": d.data}
        for one in shown
        for d in one.rules
    ]
    lines = [f"{one['code']}  {one['sentence']}" for one in there]
    for one in waiting:
        meant = one.words or "说不准统计哪本台账：" + ("、".join(t for _, t in one.candidates) or "请指定")
        lines.append(f"{one.code}  建议 {one.id}：“{one.sentence}” → {meant}")
    return Answer(
        {"standard": found.key, "rules": there, "proposals": waiting}, lines or ["没有规则，也没有建议"]
    )


def offers(args: argparse.Namespace) -> Answer:
    wanted = normal(args.text)
    found = [
        one
        for one in offered.offered()
        if wanted in normal(f"{one.title}{one.group}{one.source}{one.ref}{one.key}")
    ]
    return Answer({"offered": found}, [f"{one.key}  [{one.group}] {one.title}" for one in found] or ["没有"])


# --- reports and handing in --------------------------------------------------------------------------


def explain(args: argparse.Namespace) -> Answer:
    on = today(args)
    if args.draft and args.text is not None:
        raise WrongUse("--draft 和 --text 一次只写一个。")
    with reading(args) if args.text is None else writing(args) as ws:
        if args.text is not None:
            explaining.put(ws, args.standard, args.code, args.text, on, args.period)
        get = explaining.draft if args.draft else explaining.get
        text = get(ws, args.standard, args.code, on, args.period)
    length = characters(text)
    data = {"standard": args.standard, "code": args.code, "text": text, "characters": length, "limit": LIMIT}
    said = f"（{length}/{LIMIT} 字" + (f"，超出 {length - LIMIT} 字）" if length > LIMIT else "）")
    return Answer(data, [text, said] if text else ["没有说明报告" if not args.draft else "没有可写的记录"])


def hand_in(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        one = handing_in.hand_in(
            ws,
            args.standard,
            today(args),
            args.period,
            recipient=args.recipient,
            who=args.who,
            note=args.note,
        )
    return Answer({"assessment": one}, [f"已报送给{one.recipient}：《{one.title}》，编号 {one.id}"])


def assessments(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        if args.id:
            kept = handing_in.read_back(ws, args.id)
            lines = [_line(kept.handed)]
            lines += [f"  [{one['state']}] {one['code']} {one['title']}" for one in kept.data["indicators"]]
            data = {"assessment": kept.handed, "data": kept.data, "explanations": kept.explanations}
            return Answer(data, lines)
        found = handing_in.listed(ws, args.standard)
    return Answer({"assessments": found}, [_line(one) for one in found] or ["还没有报送过"])


def void(args: argparse.Namespace) -> Answer:
    with writing(args) as ws:
        one = handing_in.void(ws, args.id, args.reason)
    return Answer({"assessment": one}, [f"已作废：{_line(one)}"])


def write_self_assessment(args: argparse.Namespace) -> Answer:
    with reading(args) as ws:
        if args.handed:
            kept = handing_in.read_back(ws, args.handed)
            if args.standard not in (kept.handed.standard, kept.handed.title):
                raise WrongUse(f"编号 {args.handed} 报送的是《{kept.handed.title}》，不是“{args.standard}”。")
            made = self_assessment.of_kept(ws, kept)
        else:
            made = self_assessment.of_today(ws, args.standard, today(args))
    out = self_assessment.write(made, args.out, print_pdf=args.print_pdf)
    data = {"file": str(out), "indicators": len(made.lines)}
    return Answer(data, [f"已写出自评报告：{out}（{len(made.lines)} 项指标）"])


def _line(one: HandedIn) -> str:
    state = f"（已作废：{one.void_reason}）" if one.voided_at else ""
    return f"{one.id}  {one.handed_in_at[:10]} 报送给{one.recipient}：《{one.title}》{one.period}{state}"
