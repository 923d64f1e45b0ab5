"""A TOML file that somebody brings: read whole, or refused in words for the clerk."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from ..errors import Refused, WrongUse


def read(path: Path, what: str, largest: int) -> dict[str, Any]:
    """What the file holds, of at most `largest` bytes; `what` it should be (台账定义).

    Raises WrongUse when it is not there or no TOML, Refused when it cannot be read.
    """
    try:
        if path.stat().st_size > largest:
            raise WrongUse(f"“{path.name}”太大了，不像{what}。")
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise WrongUse(f"没有这个文件：{path}") from error
    except OSError as error:
        raise Refused(f"读不了“{path.name}”（{error.strerror}）。", kind="no_access") from error
    except UnicodeDecodeError as error:
        raise WrongUse(f"“{path.name}”不是 UTF-8 编码的文字，不能作为{what}。") from error
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(f"“{path.name}”不是完好的 TOML 文件：{error}") from error
