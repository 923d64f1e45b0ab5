"""A ledger's definition that comes as a TOML file: read strictly, refused with the place of the mistake."""

from __future__ import annotations

import tomllib
from pathlib import Path

from .. import resources
from ..domain.definition_errors import told
from ..domain.definitions import Unfit
from ..domain.ledgers import DefinitionError, Ledger, read_ledger, read_roles
from ..errors import Refused, WrongUse

_LARGEST = 1_000_000  # bytes; the largest that ships has ten thousand


def read(path: Path) -> Ledger:
    """The ledger that the file defines. Raises WrongUse when there is no such file or it is no definition."""
    try:
        if path.stat().st_size > _LARGEST:
            raise WrongUse(f"“{path.name}”太大了，不像台账定义文件。")
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise WrongUse(f"没有这个文件：{path}") from error
    except OSError as error:
        raise Refused(f"读不了“{path.name}”（{error.strerror}）。", kind="no_access") from error
    except UnicodeDecodeError as error:
        raise WrongUse(f"“{path.name}”不是 UTF-8 编码的文字，不能作为台账定义。") from error
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"“{path.name}”不是完好的 TOML 文件：{error}") from error
    try:
        ledger = read_ledger(data)
        roles = read_roles(resources.toml("roles.toml"))
    except DefinitionError as error:
        raise Unfit(f"“{path.name}”不能作为台账定义——{told(error)}") from error
    for proof in ledger.proofs:
        if proof.role not in roles:
            raise Unfit(f"“{path.name}”不能作为台账定义——没有代号为“{proof.role}”的佐证种类。")
    return ledger
