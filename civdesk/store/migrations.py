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
