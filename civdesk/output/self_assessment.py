"""自评报告: every indicator with its points, its state, what was written of it and what proves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..sheets.write import Column, Table, write_table
from .printed import heading, paragraph, table

# Of each column its title, its width in characters and in hundredths of a printed page, and how it stands.
_COLUMNS = (
    ("指标", 30, 23, "left"),
    ("分值", 7, 6, "center"),
    ("自评得分", 9, 7, "center"),
    ("状态", 16, 10, "center"),
    ("说明报告", 52, 30, "left"),
    ("佐证目录", 52, 24, "left"),
)
_POINTS = (1, 2)  # columns that a standard without points does not have


@dataclass(frozen=True, slots=True)
class AssessedLine:
    """One indicator. Points are texts as people read them; `depth` is 0 at the top."""

    code: str
    title: str
    depth: int
    points: str
    got: str
    state: str
    explanation: str
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """All of them, and what stands above: `said` are lines, of the unit, the day, the points, the handing
    in."""

    standard: str
    said: tuple[str, ...]
    scored: bool
    lines: tuple[AssessedLine, ...]

    @property
    def title(self) -> str:
        return f"《{self.standard}》自评报告"


def write_xlsx(path: Path, made: SelfAssessment) -> None:
    """One sheet. Raises Refused when it cannot be written."""
    columns = [Column(title, width=width) for title, width, _, _ in _shown(made)]
    write_table(path, [Table("自评报告", made.title, columns, _rows(made), made.said)])


def html(made: SelfAssessment) -> str:
    """The same as a page to be printed."""
    shown = _shown(made)
    room = sum(share for _, _, share, _ in shown)
    columns = [(title, round(share * 100 / room)) for title, _, share, _ in shown]
    aligned = [align for _, _, _, align in shown]
    said = "".join(paragraph(line, indent=False) for line in made.said)
    above = heading("自评报告", f"《{made.standard}》") + said
    return above + table(columns, list(_rows(made)), aligned, points=10)


def _shown(made: SelfAssessment) -> list[tuple[str, int, int, str]]:
    return [one for n, one in enumerate(_COLUMNS) if made.scored or n not in _POINTS]


def _rows(made: SelfAssessment) -> Iterator[Sequence[str]]:
    for one in made.lines:
        cells = (
            f"{'　' * one.depth}{one.code} {one.title}",
            one.points,
            one.got,
            one.state,
            one.explanation,
            "\n".join(one.proofs),
        )
        yield [text for n, text in enumerate(cells) if made.scored or n not in _POINTS]
