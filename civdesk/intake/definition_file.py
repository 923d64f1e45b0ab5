"""A ledger's definition that comes as a TOML file: read strictly, refused with the place of the mistake."""

from __future__ import annotations

from pathlib import Path

from .. import resources
from ..domain.definition_errors import told
from ..domain.definitions import Unfit
from ..domain.ledgers import DefinitionError, Ledger, read_ledger, read_roles
from . import toml_file

_LARGEST = 1_000_000  # bytes; the largest that ships has ten thousand


def read(path: Path) -> Ledger:
    """The ledger that the file defines. Raises WrongUse when there is no such file or it is no definition."""
    data = toml_file.read(path, "台账定义", _LARGEST)
    try:
        ledger = read_ledger(data)
        roles = read_roles(resources.toml("roles.toml"))
    except DefinitionError as error:
        raise Unfit(f"“{path.name}”不能作为台账定义——{told(error)}") from error
    for proof in ledger.proofs:
        if proof.role not in roles:
            raise Unfit(f"“{path.name}”不能作为台账定义——没有代号为“{proof.role}”的佐证种类。")
    return ledger
