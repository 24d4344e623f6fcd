"""Arguments and options that several commands share, with their help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

PlanPath = Annotated[Path, typer.Argument(metavar="计划", help="计划文件。")]
Returned = Annotated[
    list[Path] | None,
    typer.Argument(metavar="报表…", help="收回的填报表、文件夹或压缩包；不写则读计划旁边的 actuals。"),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="日期", help="判定到哪一天，如 2023-06-30 或 2023Q2；不写则按最近一期的期末。"),
]
Involved = Annotated[str | None, typer.Option("--department", metavar="单位", help="只看这个单位牵头、配合或报送的。")]
Force = Annotated[bool, typer.Option("--force", help="同名文件已存在时覆盖。")]


class TableFormat(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


TABLE_EXTENSIONS = {
    ".json": TableFormat.JSON,
    ".csv": TableFormat.CSV,
    ".md": TableFormat.MARKDOWN,
    ".txt": TableFormat.TABLE,
}

AsTable = Annotated[
    TableFormat | None,
    typer.Option("--format", metavar="table|json|csv|markdown", help="输出格式；不写则看 -o 的扩展名，否则表格。"),
]
TableFile = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="文件", help="写到文件：.json .csv .md .txt。")
]
