"""The numbered steps that build and change a workspace file. A released step is never edited.

Steps import nothing of ours: what they need is copied into them as literals, so that an old file
is always changed by the step as it was when it was released.
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database, Migrations

migrations = Migrations("civdesk")


@migrations()
def m0001_initial(db: Database) -> Any:
    """The house as it was first built."""
    for statement in (
        # --- the log: only ever added to -------------------------------------------------------
        """create table operation (
            id integer primary key,
            kind text not null,              -- add, set, delete, import_sheet, undo, redo …
            title text not null,             -- one Chinese phrase for the history
            began_at text not null,
            ended_at text,                   -- null while it runs
            state text not null default 'open' check (state in ('open', 'done', 'interrupted')),
            undoable integer not null default 1,
            undoes integer references operation(id),
            who text not null default '',
            note text not null default ''
        ) strict""",
        "create index operation_undoes on operation(undoes) where undoes is not null",
        """create table change (
            id integer primary key,
            operation integer not null references operation(id),
            tbl text not null,
            record text not null,
            before text,
            after text
        ) strict""",
        "create index change_operation on change(operation)",
        "create index change_record on change(record, tbl)",
        # --- definitions and settings ------------------------------------------------------------
        """create table ledger (
            id text primary key,             -- the key of the ledger
            title text not null,
            grp text not null,
            position integer not null,
            definition text not null         -- JSON of the TOML
        ) strict""",
        """create table setting (
            id text primary key,
            value text not null              -- JSON
        ) strict""",
        # --- files -------------------------------------------------------------------------------
        """create table blob (
            sha256 text primary key,
            size integer not null,
            whole integer not null default 0 -- 1 when every chunk is in and was read back
        ) strict""",
        """create table blob_chunk (
            id integer primary key,
            sha256 text not null references blob(sha256),
            n integer not null,
            data blob not null,
            unique (sha256, n)
        ) strict""",
        """create table preview (
            id integer primary key,
            sha256 text not null references blob(sha256),
            side integer not null,           -- longest side asked for, in pixels
            width integer not null,
            height integer not null,
            data blob not null,
            unique (sha256, side)
        ) strict""",
        """create table evidence (
            id text primary key,
            sha256 text not null references blob(sha256),
            name text not null,              -- the file's name as it came in
            kind text not null check (kind in ('photo', 'video', 'audio', 'document', 'other')),
            format text not null,            -- jpeg, png, heic, pdf, docx …
            size integer not null,
            taken_at text,                   -- local time, YYYY-MM-DDTHH:MM:SS
            taken_from text not null default '',  -- exif, name, hand
            latitude integer,                -- degrees × 10⁷
            longitude integer,
            camera text not null default '',
            orientation integer not null default 1,
            width integer,                   -- as seen upright
            height integer,
            pages integer,
            seconds integer,
            damaged integer not null default 0,
            title text not null default '',          -- 题名
            event text not null default '',          -- 事由
            time text not null default '',           -- 时间, as the caption says it
            place text not null default '',          -- 地点
            people text not null default '',         -- 人物
            background text not null default '',     -- 背景
            photographer text not null default '',   -- 摄影者
            text text not null default '',           -- 文字说明
            came_from text not null default '',      -- path it was imported from
            came_at text not null
        ) strict""",
        "create index evidence_sha256 on evidence(sha256)",
        "create index evidence_taken on evidence(taken_at)",
        """create table proof (
            id text primary key,
            evidence text not null references evidence(id) on delete cascade,
            subject_kind text not null,      -- key of a ledger, or 'indicator'
            subject text not null,           -- id of the record or indicator
            role text not null,
            position integer not null default 0,
            unique (evidence, subject_kind, subject, role)
        ) strict""",
        "create index proof_subject on proof(subject, role)",
        # --- standards ---------------------------------------------------------------------------
        """create table standard (
            id text primary key,             -- its key
            title text not null,
            version text not null default '',
            active integer not null default 0,
            definition text not null         -- JSON of the TOML without its indicators
        ) strict""",
        """create table indicator (
            id text primary key,
            standard text not null references standard(id),
            parent text references indicator(id),
            position integer not null,
            code text not null,
            title text not null,
            asked text not null default '',
            requirement text not null default '',
            points integer,                  -- hundredths of a point
            methods text not null default '[]',
            lead text not null default '[]',
            support text not null default '[]',
            leader text not null default '[]',
            owner text not null default '[]',
            due text not null default '[]',  -- JSON: [{phrase, date, title}]
            ref text not null default '',
            unique (standard, code)
        ) strict""",
        "create index indicator_parent on indicator(parent)",
        """create table rule (
            id text primary key,
            indicator text not null references indicator(id),
            position integer not null,
            definition text not null
        ) strict""",
        "create index rule_indicator on rule(indicator)",
        """create table finding (
            id text primary key,
            indicator text not null references indicator(id),
            period text not null,            -- start/end
            state text not null,
            reason text not null,
            at text not null,
            unique (indicator, period)
        ) strict""",
        # --- schedule ----------------------------------------------------------------------------
        """create table task (
            id text primary key,
            title text not null,
            due text not null,
            lead text not null default '',
            owner text not null default '',
            note text not null default ''
        ) strict""",
        """create table occurrence (
            id text primary key,
            task text not null,              -- id of a task, or of what a standard makes into one
            deadline text not null,
            done_on text,
            note text not null default '',
            unique (task, deadline)
        ) strict""",
        # --- filing and packages -----------------------------------------------------------------
        """create table filing_item (
            id text primary key,
            year integer not null,
            category text not null,
            retention text not null,
            number integer not null,
            code text not null unique,
            evidence text not null unique references evidence(id),
            given_at text not null,
            void integer not null default 0
        ) strict""",
        """create table package (
            id text primary key,
            kind text not null,
            name text not null,
            made_at text not null,
            files integer not null,
            bytes integer not null,
            manifest text not null,
            note text not null default ''
        ) strict""",
    ):
        db.execute(statement)


@migrations()
def m0002_search(db: Database) -> Any:
    """An index of every text, and the texts of documents; both can be made anew, so nothing is filled in."""
    for statement in (
        # Tokens are made by store/search_index.py. One row is one text; its rowid is its rank.
        """create virtual table search using fts5(
            text, content='', columnsize=0, detail=none, prefix='1', tokenize='ascii'
        )""",
        """create table search_place (
            id integer primary key,
            tbl text not null unique
        ) strict""",
        """create table search_doc (
            id integer primary key,          -- rank within its kind: day, then order of coming
            place integer not null references search_place(id),
            record text not null
        ) strict""",
        "create index search_doc_record on search_doc(record)",
        """create table search_state (
            name text primary key,           -- indexed: the last change that is in; dead: rows left behind
            value integer not null
        ) strict""",
        """create table evidence_text (
            sha256 text primary key references blob(sha256) on delete cascade,
            text text not null,              -- its beginning; '' when there is none to be had
            indexed integer not null default 0
        ) strict""",
        "create index evidence_text_waiting on evidence_text(sha256) where indexed = 0",
    ):
        db.execute(statement)


@migrations()
def m0003_frozen(db: Database) -> Any:
    """Periods that were handed in and are locked; what the history and the recycle bin are asked for."""
    for statement in (
        """create table frozen_period (
            id text primary key,
            ledger text not null default '', -- key of a ledger; '' every ledger with a date
            starts text not null,            -- first and last day, both included
            ends text not null,
            title text not null,             -- 2026年第三季度
            reason text not null,
            frozen_at text not null,
            frozen_by text not null default '',
            lifted_at text,                  -- null while it holds
            lifted_by text not null default '',
            lift_reason text not null default '',
            check (starts <= ends)
        ) strict""",
        # A lock is lifted, with a reason; that it was there stays in the file.
        "create trigger frozen_period_stays before delete on frozen_period begin"
        " select raise(abort, 'a lock is lifted, never deleted'); end",
        # Which tables an operation touched is asked for as often as which operation it was.
        "create index change_operation_tbl on change(operation, tbl)",
        "drop index if exists change_operation",  # a safety copy has none
        "create index change_gone on change(tbl, record) where after is null",
        "create index change_proof_subject on"
        " change(json_extract(coalesce(after, before), '$.subject')) where tbl = 'proof'",
        "create index change_proof_evidence on"
        " change(json_extract(coalesce(after, before), '$.evidence')) where tbl = 'proof'",
        "create index change_finding on"
        " change(json_extract(coalesce(after, before), '$.indicator')) where tbl = 'finding'",
    ):
        db.execute(statement)


@migrations()
def m0004_order(db: Database) -> Any:
    """A ledger's records are listed by day, the latest first: an index in that order, id included."""
    for key, date in db.execute("select id, json_extract(definition, '$.date_field') from ledger").fetchall():
        if date:
            db.execute(f'drop index if exists "idx_ledger_{key}_{date}"')
            db.execute(
                f'create index if not exists "idx_ledger_{key}_{date}_id" on "ledger_{key}"("{date}", id)'
            )


@migrations()
def m0005_checklists(db: Database) -> Any:
    """What checklists need: editions, explanations, handed-in assessments, rounds, surveys, evaluations."""
    for statement in (
        # --- standards -----------------------------------------------------------------------------
        "alter table standard add column edition_of text not null default ''",  # the edition it replaces
        "alter table indicator add column scoring text not null default '{}'",  # JSON: how points are given
        "alter table indicator add column span text not null default ''",  # its own start/end
        "alter table finding add column points integer",  # hundredths, given by hand
        """create table explanation (
            id text primary key,
            indicator text not null references indicator(id),
            period text not null,            -- start/end
            text text not null,              -- 说明报告
            at text not null,
            unique (indicator, period)
        ) strict""",
        """create table proposal (
            id text primary key,
            indicator text not null references indicator(id),
            position integer not null,
            sentence text not null,          -- the words it was read from
            definition text not null,        -- JSON of a rule
            state text not null default 'waiting' check (state in ('waiting', 'accepted', 'declined'))
        ) strict""",
        "create index proposal_indicator on proposal(indicator)",
        """create table assessment (
            id text primary key,
            standard text not null,          -- key; the standard itself is kept in definition
            title text not null,
            period text not null,
            at text not null,                -- the day as of which it was judged
            handed_in_at text not null,
            recipient text not null default '',
            who text not null default '',
            note text not null default '',
            definition text not null,        -- JSON of the standard as it was
            data text not null,              -- JSON of the assessment as it was
            voided_at text,
            void_reason text not null default ''
        ) strict""",
        # What was handed in is voided with a trace, never changed or taken away.
        "create trigger assessment_stays before delete on assessment begin"
        " select raise(abort, 'a handed-in assessment is voided, never deleted'); end",
        "create trigger assessment_frozen before update of"
        " id, standard, title, period, at, handed_in_at, recipient, who, definition, data on assessment begin"
        " select raise(abort, 'a handed-in assessment does not change'); end",
        # --- inspections ---------------------------------------------------------------------------
        """create table form (
            id text primary key,             -- its key
            title text not null,
            grp text not null,
            position integer not null,
            active integer not null default 1,
            definition text not null         -- JSON of the TOML
        ) strict""",
        """create table round (
            id text primary key,
            form text not null references form(id),
            title text not null,
            starts text not null,            -- first and last day
            ends text not null,
            time text not null default '',   -- HH:MM, where several fall on a day
            department text not null default '',     -- who was inspected, where it is one
            inspectors text not null default '[]',   -- JSON names
            state text not null default 'open' check (state in ('open', 'closed')),
            summary text not null default '',        -- what the week or month says in words
            reported_on text,                        -- up, to whom
            reported_to text not null default '',
            circulated_on text,                      -- down, to whom
            circulated_to text not null default '',
            variant text not null default '',        -- which of a form's ways: 明察 or 暗访
            note text not null default ''
        ) strict""",
        "create index round_form on round(form, starts)",
        """create table answer (
            id text primary key,
            round text not null references round(id) on delete cascade,
            item text not null,              -- key of an item of the form
            subject text not null default '',        -- site, department or person; '' the whole
            result text not null default '' check (result in ('', 'good', 'bad', 'none')),
            score integer,                   -- hundredths of a point
            note text not null default '',
            problem text not null default '',        -- id in ledger problem
            unique (round, item, subject)
        ) strict""",
        "create index answer_problem on answer(problem) where problem <> ''",
        # --- problems ------------------------------------------------------------------------------
        """create table problem_step (
            id text primary key,
            problem text not null,           -- id in ledger problem
            kind text not null,
            at text not null,                -- the day
            who text not null default '',
            text text not null default '',
            result text not null default ''
        ) strict""",
        "create index problem_step_problem on problem_step(problem, at)",
        # --- surveys -------------------------------------------------------------------------------
        """create table survey_question (
            id text primary key,
            survey text not null,            -- id in ledger survey
            position integer not null,
            title text not null,
            kind text not null default '',   -- 知晓率, 满意率 …
            options text not null            -- JSON: [{title, number, favourable}]
        ) strict""",
        "create index survey_question_survey on survey_question(survey)",
        """create table sampling (
            id text primary key,
            title text not null,
            register text not null,          -- key of a ledger
            conditions text not null default '[]',   -- JSON
            at text not null,                -- the day as of which the register was read
            population integer not null,
            seed text not null,              -- with it the draw can be repeated
            members text not null,           -- JSON: [{id, name, department}] in the order drawn
            made_at text not null,
            note text not null default ''
        ) strict""",
        # --- evaluations ---------------------------------------------------------------------------
        """create table evaluation (
            id text primary key,
            title text not null,
            starts text not null,
            ends text not null,
            department text not null default '',
            definition text not null,        -- JSON: criteria, judges, prizes, way of adding up
            state text not null default 'open' check (state in ('open', 'closed')),
            record text not null default '', -- id in ledger selection, once the result stands there
            note text not null default ''
        ) strict""",
        """create table candidate (
            id text primary key,
            evaluation text not null references evaluation(id) on delete cascade,
            position integer not null,
            name text not null,
            department text not null default '',
            result text not null default '', -- the prize
            note text not null default ''
        ) strict""",
        "create index candidate_evaluation on candidate(evaluation)",
        """create table score (
            id text primary key,
            candidate text not null references candidate(id) on delete cascade,
            judge text not null,
            criterion text not null,
            points integer not null,         -- hundredths
            unique (candidate, judge, criterion)
        ) strict""",
    ):
        db.execute(statement)
