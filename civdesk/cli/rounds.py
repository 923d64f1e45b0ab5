"""Commands of the routine inspections: forms, rounds, answers, sheets, results."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..desk import forms as changing
from ..desk import (
    rounds,
    rounds_closing,
    rounds_due,
    rounds_problems,
    rounds_reports,
    rounds_results,
    rounds_sheets,
)
from ..domain.form_data import form_data
from ..domain.forms import Form
from ..domain.periods import month_end
from ..domain.rounds import RESULT_WORDS, Answer, Points, Round, by_subject, points, shown
from ..domain.text import split_names
from ..errors import WrongUse
from ..store.workspace import Workspace
from .common import DONE, PART, day, pairs, reading, today, writing
from .common import Answer as Told


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare these commands."""
    one = commands.add_parser("forms", help="列出检查表：对象、频次、项目")
    one.add_argument("workspace", type=Path)
    one.add_argument("form", nargs="?", default="", metavar="检查表", help="只看这一张，写全项目")
    one.set_defaults(run=forms)
    one = commands.add_parser("form-pause", help="停查：一段时间里检查表不提醒、不算漏查")
    one.add_argument("workspace", type=Path)
    one.add_argument("forms", nargs="+", metavar="检查表")
    one.add_argument("--from", dest="start", type=day, metavar="YYYY-MM-DD", help="默认今天")
    one.add_argument("--to", dest="end", type=day, metavar="YYYY-MM-DD")
    one.add_argument("--reason", default="", metavar="原因")
    one.add_argument("--resume", action="store_true", help="从今天起恢复检查")
    one.set_defaults(run=pause)
    one = commands.add_parser("rounds", help="列出各轮检查；--due 列出该查未查的")
    one.add_argument("workspace", type=Path)
    one.add_argument("form", nargs="?", default="", metavar="检查表")
    one.add_argument("--from", dest="start", type=day, metavar="YYYY-MM-DD")
    one.add_argument("--to", dest="end", type=day, metavar="YYYY-MM-DD")
    one.add_argument("--due", action="store_true", help="按频次看哪天、哪周、哪月没查（默认本月）")
    one.set_defaults(run=listed)
    one = commands.add_parser("round-new", help="新建一轮检查（日期用 --on）")
    one.add_argument("workspace", type=Path)
    one.add_argument("form", metavar="检查表")
    one.add_argument("--time", default="", metavar="HH:MM")
    one.add_argument("--department", default="", metavar="科室", help="受检单位")
    one.add_argument("--inspectors", default="", metavar="姓名、姓名")
    one.add_argument("--subjects", metavar="对象、对象", help="只查这些（默认按检查表）")
    one.add_argument("--variant", default="", metavar="方式", help="检查表有几种方式时写：明察、暗访")
    one.set_defaults(run=new)
    one = commands.add_parser("round", help="看一轮检查：填了什么、得分、还差什么")
    one.add_argument("workspace", type=Path)
    one.add_argument("round", metavar="检查编号")
    one.set_defaults(run=show)
    one = commands.add_parser("answer", help="填一轮检查：[对象/]项目=✓、✗、—、分数、次数")
    one.add_argument("workspace", type=Path)
    one.add_argument("round", metavar="检查编号")
    one.add_argument("answers", nargs="*", metavar="[对象/]项目=结果")
    one.add_argument("--note", action="append", default=[], metavar="[对象/]项目=说明")
    one.add_argument("--rest", choices=["good"], help="其余没填的都记为合格")
    one.add_argument("--problems", action="store_true", help="把不合格的都转为问题")
    one.set_defaults(run=answer)
    one = commands.add_parser("round-close", help="完成一轮检查，记入对应的台账")
    one.add_argument("workspace", type=Path)
    one.add_argument("round", metavar="检查编号")
    one.add_argument("--rest", choices=["none"], default="", help="没填的都记为无此项")
    one.add_argument("--reopen", action="store_true", help="改为重新填写")
    one.add_argument("--reported", metavar="报给谁", help="完成后记一笔上报")
    one.add_argument("--circulated", metavar="通报给谁", help="完成后记一笔通报")
    one.set_defaults(run=close)
    one = commands.add_parser("round-sheet", help="打印检查表：空表或已填的（xlsx、pdf）")
    one.add_argument("workspace", type=Path)
    one.add_argument("form", metavar="检查表或检查编号")
    one.add_argument("out", type=Path, metavar="目标文件")
    one.set_defaults(run=sheet)
    one = commands.add_parser("round-report", help="写出周报、月报，或一轮检查的通报（xlsx、pdf）")
    one.add_argument("workspace", type=Path)
    one.add_argument("round", metavar="检查编号")
    one.add_argument("out", type=Path, metavar="目标文件")
    one.add_argument("--down", action="store_true", help="写成向下的通报")
    one.set_defaults(run=report)
    one = commands.add_parser("import-round", help="导入填好的检查表")
    one.add_argument("workspace", type=Path)
    one.add_argument("file", type=Path)
    one.add_argument("--form", default="", metavar="检查表", help="不是由本程序印出的表要写明")
    one.add_argument("--dry-run", action="store_true", help="只看会怎样，不导入")
    one.set_defaults(run=import_round)
    one = commands.add_parser("results", help="检查成绩：按科室或点位、按检查表或月份；红旗、标兵、黄牌")
    one.add_argument("workspace", type=Path)
    one.add_argument("form", nargs="?", default="", metavar="检查表")
    one.add_argument("--from", dest="start", type=day, metavar="YYYY-MM-DD")
    one.add_argument("--to", dest="end", type=day, metavar="YYYY-MM-DD")
    one.add_argument(
        "--rows", choices=["department", "subject"], default="department", help="按科室还是按对象"
    )
    one.add_argument("--columns", choices=["form", "month"], default="form", help="按检查表还是按月份")
    one.add_argument("--give", nargs=2, metavar=("结果", "科室"), help="评给一个科室：红旗、标兵、黄牌")
    one.add_argument("--talk", metavar="科室", help="登记与得分偏低科室的谈话")
    one.set_defaults(run=results)


# --- reading -----------------------------------------------------------------------------------------


def forms(args: argparse.Namespace) -> Told:
    with reading(args) as ws:
        found = [rounds.form(ws, args.form)] if args.form else list(rounds.forms(ws, hidden=True).values())
    data = [form_data(one) | {"cadence": one.cadence} for one in found]
    lines = [f"{one.key}　{one.title}（{one.group}，{one.cadence}，{len(one.shown)} 项）" for one in found]
    if args.form:
        lines += [f"  {item.key}　{item.title}" for item in found[0].items]
    return Told({"forms": data}, lines)


def pause(args: argparse.Namespace) -> Told:
    on = today(args)
    with writing(args) as ws:
        if args.resume:
            operation = changing.resume(ws, args.forms, on)
        elif args.end is None:
            raise WrongUse("请用 --to 写明停查到哪一天。")
        else:
            operation = changing.pause(ws, args.forms, args.start or on, args.end, args.reason)
    return Told({"operation": operation}, ["已恢复检查" if args.resume else "已停查"])


def listed(args: argparse.Namespace) -> Told:
    on = today(args)
    with reading(args) as ws:
        if args.due:
            start, end = args.start or on.replace(day=1), args.end or month_end(on.year, on.month)
            asked = rounds_due.due(ws, start, end, on, args.form)
            waiting = [
                {"form": one.form.key, "title": one.form.title, "start": one.start, "end": one.end}
                | {"span": one.title, "needed": one.needed, "done": one.done, "state": one.state}
                for one in asked
            ]
            words = {"done": "已查", "pending": "未到期", "overdue": "未查"}
            lines = [
                f"{one.title}　{one.form.title}　{words[one.state]}（{one.done}/{one.needed}）"
                for one in asked
            ]
            return Told({"due": waiting}, lines)
        found = rounds.listed(ws, args.form, start=args.start, end=args.end)
    data = [
        _head(line.round) | {"asked": line.asked, "answered": line.given, "failed": line.bad}
        for line in found
    ]
    lines = [f"{line.round.id}　{line.round.title}　{_filled(line)}" for line in found]
    return Told({"rounds": data}, lines)


def _filled(line: rounds.Line) -> str:
    state = "已完成" if line.round.closed else f"已填 {line.given}/{line.asked}"
    return f"{state}　不合格 {line.bad}"


def show(args: argparse.Namespace) -> Told:
    with reading(args) as ws:
        one = rounds.get(ws, args.round)
        form = rounds.form(ws, one.form)
    return _told(form, one)


def _told(form: Form, one: Round, more: dict[str, Any] | None = None) -> Told:
    total = points(form, one.answers)
    listed = [_answer(form, answer) for answer in one.answers]
    data = _head(one) | {
        "answers": listed,
        "points": _points(total),
        "subjects": [{"subject": name} | _points(got) for name, got in by_subject(form, one).items()],
        "open": sum(1 for a in one.answers if form.item(a.item).judged and not a.result),
    }
    lines = [f"{one.title}（{'已完成' if one.closed else '填写中'}）编号 {one.id}"]
    lines += [
        f"  {f'{a.subject}／' if a.subject else ''}{form.item(a.item).title}："
        f"{shown(form.item(a.item), a) or '（未填）'}{f'　{a.note}' if a.note else ''}"
        for a in one.answers
    ]
    lines += [f"得分 {total.told}"] if total.told else []
    return Told(data | (more or {}), lines)


def _head(one: Round) -> dict[str, Any]:
    return {
        "id": one.id,
        "form": one.form,
        "title": one.title,
        "start": one.starts,
        "end": one.ends,
        "time": one.time,
        "department": one.department,
        "inspectors": list(one.inspectors),
        "state": one.state,
        "summary": one.summary,
        "reported_on": one.reported_on,
        "reported_to": one.reported_to,
        "circulated_on": one.circulated_on,
        "circulated_to": one.circulated_to,
        "variant": one.variant,
    }


def _answer(form: Form, one: Answer) -> dict[str, Any]:
    item = form.item(one.item)
    return {
        "item": one.item,
        "title": item.title,
        "subject": one.subject,
        "result": one.result or None,
        "word": RESULT_WORDS[one.result],
        "score": None if one.score is None else one.score / 100,
        "note": one.note,
        "problem": one.problem or None,
    }


def _points(got: Points) -> dict[str, Any]:
    return {
        "got": got.got / 100,
        "possible": got.possible / 100,
        "failed": got.failed,
        "percent": got.percent,
    }


# --- filling in --------------------------------------------------------------------------------------


def new(args: argparse.Namespace) -> Told:
    with writing(args) as ws:
        one = rounds.new(
            ws,
            args.form,
            today(args),
            time=args.time,
            department=args.department,
            inspectors=split_names(args.inspectors),
            subjects=split_names(args.subjects) if args.subjects else None,
            variant=args.variant,
        )
        return _told(rounds.form(ws, one.form), one)


def answer(args: argparse.Namespace) -> Told:
    with writing(args) as ws:
        one = rounds.get(ws, args.round)
        form = rounds.form(ws, one.form)
        cells = [(*_place(form, one, name), raw) for name, raw in pairs(args.answers).items()]
        warnings = list(rounds.answer_many(ws, one.id, cells).warnings) if cells else []
        for name, text in pairs(args.note).items():
            warnings += rounds.note(ws, one.id, *_place(form, one, name), text).warnings
        if args.rest:
            rounds.fill_good(ws, one.id)
        made = []
        if args.problems:
            for failed in rounds.get(ws, one.id).answers:
                if failed.result == "bad":
                    found = rounds_problems.problem(
                        ws, one.id, failed.item, failed.subject, today=today(args)
                    )
                    made += [found.problem] if found.new else []
        return _told(form, rounds.get(ws, one.id), {"problems": made, "warnings": warnings})


def _place(form: Form, one: Round, name: str) -> tuple[str, str]:
    """[对象/]项目 as the key of the item and the subject."""
    subject, sign, title = name.rpartition("/")
    subject = subject.strip() if sign else ""
    item = next((each.key for each in form.items if title.strip() in (each.key, each.title)), "")
    if not item:
        known = "、".join(each.title for each in form.shown)
        raise WrongUse(f"《{form.title}》没有“{title}”这一项；有的是：{known}。")
    if not sign and len(one.subjects) == 1:
        subject = one.subjects[0]
    if subject not in one.subjects:
        raise WrongUse(f"请写明对象：{'、'.join(one.subjects)}，写成 对象/项目=结果。")
    return item, subject


def close(args: argparse.Namespace) -> Told:
    with writing(args) as ws:
        if args.reopen:
            operation = rounds_closing.reopen(ws, args.round)
        else:
            one = rounds.get(ws, args.round)
            operation = None
            if not one.closed or not (args.reported or args.circulated):
                operation = rounds_closing.close(ws, args.round, today=today(args), rest=args.rest)
            if args.reported:
                rounds_reports.reported(ws, args.round, args.reported, today(args))
            if args.circulated:
                rounds_reports.circulated(ws, args.round, args.circulated, today(args))
        one = rounds.get(ws, args.round)
        written = rounds_closing.record_of(ws, one)
    record = f"{written[0]}:{written[1].id}" if written else None
    data = {"id": one.id, "state": one.state, "record": record, "operation": operation}
    return Told(data, [f"{one.title}：{'已完成' if one.closed else '填写中'}"])


# --- paper -------------------------------------------------------------------------------------------


def sheet(args: argparse.Namespace) -> Told:
    with reading(args) as ws:
        blank = _is_form(ws, args.form)
        made = rounds_sheets.sheet(
            ws,
            "" if blank else args.form,
            form_key=args.form if blank else "",
            on=today(args),
        )
        out = rounds_sheets.write(made, args.out, print_pdf=args.print_pdf)
    data = {"file": str(out), "form": made.form.key, "round": made.round.id or None}
    return Told(data, [f"已写出检查表：{out}"])


def _is_form(ws: Workspace, name: str) -> bool:
    return any(name in (one.key, one.title) for one in rounds.forms(ws, hidden=True).values())


def report(args: argparse.Namespace) -> Told:
    with reading(args) as ws:
        on = today(args)
        made = rounds_sheets.paper(ws, args.round, on, down=args.down)
        out = rounds_sheets.write_report(
            ws, args.round, args.out, on, print_pdf=args.print_pdf, down=args.down
        )
        found = rounds_reports.findings(ws, args.round, on)
    data = {
        "file": str(out),
        "title": made.title,
        "summary": found.round.summary or rounds_reports.draft(found),
        "sources": [
            {
                "form": s.form.key,
                "asked": s.asked,
                "done": s.done,
                "rounds": s.rounds,
                "missing": list(s.missing),
            }
            for s in found.sources
        ],
        "points": _points(found.points),
        "problems": {"found": found.found, "mended": found.mended, "overdue": found.overdue},
    }
    return Told(data, [f"已写出：{out}", str(data["summary"])])


def import_round(args: argparse.Namespace) -> Told:
    with writing(args) as ws:
        found = rounds_sheets.import_round(
            ws, args.file, on=today(args), form_key=args.form, dry_run=args.dry_run
        )
    rejected = [
        {"sheet": sheet, "row": row, "column": column, "value": value, "reason": reason}
        for sheet, row, column, value, reason in found.rejected
    ]
    data = {
        "round": None if args.dry_run and found.new else found.round,
        "form": found.form,
        "new": found.new,
        "answers": found.answers,
        "rejected": rejected,
        "skipped": [{"sheet": sheet, "row": row, "reason": reason} for sheet, row, reason in found.skipped],
        "warnings": list(found.warnings),
        "operation": found.operation,
    }
    lines = [f"{found.title}：填入 {found.answers} 项"]
    lines += [f"  第 {one['row']} 行：{one['value']}（{one['reason']}）" for one in rejected]
    lines += [f"  第 {row} 行跳过：{reason}" for _, row, reason in found.skipped]
    return Told(data, lines, PART if rejected or found.skipped else DONE)


# --- results -----------------------------------------------------------------------------------------


def results(args: argparse.Namespace) -> Told:
    on = today(args)
    if args.give or args.talk:
        return _confirm(args)
    with reading(args) as ws:
        start = args.start or on.replace(day=1)
        end = args.end or month_end(on.year, on.month)
        found = rounds_results.table(ws, start, end, rows=args.rows, columns=args.columns, form_key=args.form)
        stands = rounds_results.standing(ws, args.form, on) if args.form else None
    data: dict[str, Any] = {
        "from": found.start,
        "to": found.end,
        "columns": [{"key": key, "title": title} for key, title in found.columns],
        "rows": [
            {"name": place.name, "rank": place.rank, "why": place.why}
            | _points(place.points)
            | {
                "cells": {
                    key: _points(found.cells[place.name, key])
                    for key, _ in found.columns
                    if (place.name, key) in found.cells
                }
            }
            for place in found.places
        ],
    }
    lines = [
        f"{place.rank}　{place.name}　{place.points.told}{f'　{place.why}' if place.why else ''}"
        for place in found.places
    ]
    if stands:
        data |= {
            "period": stands.title,
            "proposals": [
                {
                    "outcome": p.flag.outcome,
                    "quota": p.flag.quota,
                    "chosen": list(p.chosen),
                    "tied": list(p.tied),
                }
                for p in stands.proposals
            ],
            "given": [{"outcome": what, "name": who, "record": id} for what, who, id in stands.given],
            "low": [place.name for place in stands.low],
        }
        for p in stands.proposals:
            who = "、".join(p.chosen) or (f"并列待定：{'、'.join(p.tied)}" if p.tied else "无")
            lines.append(f"{stands.title}建议{p.flag.outcome}：{who}")
    return Told(data, lines)


def _confirm(args: argparse.Namespace) -> Told:
    if not args.form:
        raise WrongUse("请写明是哪一张检查表。")
    with writing(args) as ws:
        if args.give:
            saved = rounds_results.give(ws, args.form, today(args), *args.give, today=today(args))
        else:
            saved = rounds_results.talk(ws, args.form, today(args), args.talk, today=today(args))
    return Told({"ledger": saved.ledger, "id": saved.id, "operation": saved.operation}, ["已登记"])
