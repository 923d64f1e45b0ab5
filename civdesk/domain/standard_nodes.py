"""What is read off the rows of a superior's standard: a tree of texts, and outlines in one column of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .standard_codes import NO_CODE, Code, is_below
from .standard_columns import Meaning


@dataclass(frozen=True, slots=True)
class Passed:
    """A row that did not come in, and why; `lost`: it may have said something."""

    row: int
    text: str
    reason: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """What one row says of its indicator, by the meaning of the columns; `code` is its own number."""

    row: int
    values: Mapping[Meaning, str]
    code: Code = NO_CODE


@dataclass(slots=True, eq=False)
class Node:
    """A text in a level column (or a section across the table), with what stands below it."""

    title: str
    row: int
    code: Code = NO_CODE
    level: int = -1  # which level column, -1 for a section
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    points: str = ""

    @property
    def above(self) -> Iterator[Node]:
        """This node and those above it, upwards."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True)
class Reading:
    """The roots of the tree, the rows that are none of it, what the clerk should look at, by row, and the
    totals that the sheet itself states, in hundredths."""

    roots: tuple[Node, ...]
    skipped: tuple[Passed, ...]
    doubts: tuple[Passed, ...]
    totals: tuple[int, ...] = ()


# --- outlines in one column --------------------------------------------------------------------------


def families(roots: list[Node]) -> Iterator[list[Node]]:
    """Every list of nodes beside each other, the lower ones first."""
    for node in roots:
        yield from families(node.children)
    yield roots


def outlined(nodes: Sequence[Node]) -> Iterator[Node]:
    """Nodes of one column, those that go on the code of another one below it (四-3① below 四-3), and those
    of another style of numbers that begin anew (（一） behind 一、) below the one before."""
    styles = [node.code.style for node in nodes]
    nested = _nested_styles(nodes) if len({style for style in styles if style}) > 1 else frozenset()
    stack: list[Node] = []
    placed: list[Node] = []
    for node in nodes:
        above = next((one for one in reversed(placed) if is_below(node.code.text, one.code.text)), None)
        if above is None and node.code.style in nested:
            while stack and stack[-1].code.style == node.code.style:
                stack.pop()
            if any(one.code.style == node.code.style for one in stack):
                while stack[-1].code.style != node.code.style:
                    stack.pop()
                stack.pop()
            above = stack[-1] if stack else None
            stack.append(node)
        placed.append(node)
        if above is None:
            yield node
        else:
            node.parent = above
            above.children.append(node)


def _nested_styles(nodes: Sequence[Node]) -> frozenset[str]:
    """The styles of an outline: each one that comes in behind another begins with its first number."""
    styles: list[str] = []
    for before, node in pairwise([None, *nodes]):
        assert node is not None
        if node.code.style and node.code.style not in styles:
            if before is not None and not (node.code.first and before.code.style):
                return frozenset()
            styles.append(node.code.style)
    return frozenset(styles)
