"""What an analyst would write for one evening: pandas over the folder, a regular expression for the targets.

Usage: ``python peer.py calamine|openpyxl PLAN``.  The peer of ``sctarget check`` in ``make bench``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pandas as pd
import yaml


def main() -> None:
    engine, plan_path = sys.argv[1], Path(sys.argv[2])
    plan = yaml.load(plan_path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    frames = []
    for path in sorted((plan_path.parent / "actuals").glob("*.xlsx")):
        raw = pd.read_excel(path, sheet_name="填报表", header=None, engine=engine)
        header = raw.index[raw[0] == "sctarget-form"][0]
        frame = raw.iloc[header + 1 :].copy()
        frame.columns = ["id", *raw.iloc[header, 1:]]
        frame["file"] = path.name
        frames.append(frame[frame["id"].notna()])
    actuals = pd.concat(frames).drop_duplicates("id").set_index("id")
    rows = []
    for indicator in plan["indicators"]:
        match = re.search(r"([\d.]+)", indicator["target"])
        target = float(match.group(1)) if match else float("nan")
        actual = pd.to_numeric(actuals.loc[indicator["id"], "本期累计完成"], errors="coerce")
        rate = actual / target
        status = "完成" if rate >= 1 else "基本完成" if rate >= 0.9 else "未完成"
        rows.append(
            (
                indicator["name"],
                indicator["target"],
                actual,
                f"{rate:.1%}",
                status,
                actuals.loc[indicator["id"], "file"],
            )
        )
    table = pd.DataFrame(rows, columns=["指标", "目标", "实际", "完成率", "状态", "文件"])
    print(table.to_string())


if __name__ == "__main__":
    main()
