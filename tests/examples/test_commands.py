"""``sctarget`` runs inside the example folders, with nothing but the name of the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal

import pytest
from examples.road import EXAMPLES, NAMES, expected

EXIT = {
    "jingchuan-2023": 1,
    "maiji-2022-2025": 1,
    "xixia-2022": 0,
    "dazhou-2020": 3,
    "county-2023": 0,
    "shili-2023": 1,
    "shili-2024": 1,
}


def sctarget(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an example's folder."""
    return subprocess.run(
        [sys.executable, "-m", "sctarget", *arguments],
        cwd=EXAMPLES / name,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent), "PYTHONIOENCODING": "utf-8", "COLUMNS": "160"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("name", NAMES)
def test_check_finds_plan_and_workbooks_by_itself(name: str) -> None:
    """In an example's folder ``sctarget check`` needs no argument, and its exit code says how things stand."""
    done = sctarget(name, "check", "--format", "json")
    assert done.returncode == EXIT[name], done.stderr
    shown = json.loads(done.stdout)
    assert {row["id"]: row["status"] for row in shown["indicators"]} == expected(name)["indicators"]


def test_findings_may_be_shown_without_failing() -> None:
    """The table of 泾川 ends 0 when nothing is to count as a failure: nothing there is untrusted."""
    done = sctarget("jingchuan-2023", "check", "--fail-on", "none")
    assert done.returncode == 0, done.stderr
    assert "技术市场合同成交金额" in done.stdout


def test_scores_are_a_view_of_check() -> None:
    """In the folder of the scored example one option shows the table, the total and who lost what."""
    done = sctarget("shili-2024", "check", "--view", "score", "--fail-on", "none")
    assert done.returncode == 0, done.stderr
    assert "18项计分，满分100分，得83.80分，等级良" in done.stdout
    assert "总得分（等级：良）" in done.stdout
    own = sctarget("shili-2024", "check", "--view", "score", "--department", "县教育局", "--fail-on", "none")
    assert "示例县教育局：百分制0.00分，等级差，第6位" in own.stdout
    assert "示例县财政局" not in own.stdout


def test_scores_of_an_unscored_plan_are_refused() -> None:
    """Where nothing has a weight the answer is what to write, with exit code 2."""
    done = sctarget("jingchuan-2023", "check", "--view", "score")
    assert done.returncode == 2
    assert "weight" in done.stderr
    for odd in (("--format", "json"), ("--by", "group")):
        assert sctarget("shili-2024", "check", "--view", "score", *odd).returncode == 2


def test_scores_print_on_a_gbk_console() -> None:
    """Windows consoles that know GBK only show every character of the scores."""
    for arguments in (("check", "--view", "score"), ("explain", "energy"), ("explain", "tech_sme")):
        sctarget("shili-2024", *arguments).stdout.encode("gbk")


def test_scores_in_json() -> None:
    """Programs find the points beside every item, the sums with every addend, and the departments."""
    shown = json.loads(sctarget("shili-2024", "check", "--format", "json").stdout)
    pinned = expected("shili-2024")["scores"]
    assert (shown["summary"]["score"], shown["summary"]["grade"]) == ("83.8", "良")
    assert {row["id"]: row["score"] for row in (*shown["indicators"], *shown["tasks"])} == pinned["items"]
    departments = {
        row["department"]: [row["full"], row["score"], row["grade"], row["rank"]] for row in shown["departments"]
    }
    assert departments == pinned["departments"]
    sums = shown["score"]["sums"]
    added = sum(Decimal(each["points"]) for each in sums["adjustments"])
    assert Decimal(sums["rescaled"]) + added - Decimal(sums["bonus_excess"]) == Decimal(shown["score"]["score"])
    unscored = json.loads(sctarget("jingchuan-2023", "check", "--format", "json").stdout)
    assert unscored["score"] is unscored["summary"]["score"] is unscored["indicators"][0]["score"] is None
    assert unscored["departments"][0]["by_status"]["exceeded"] > 0


def test_departments_are_whole_beside_a_part_of_the_indicators() -> None:
    """Choosing a department narrows the list of indicators, not how the others stand and what they said."""
    whole = json.loads(sctarget("shili-2024", "check", "--format", "json").stdout)
    part = json.loads(sctarget("shili-2024", "check", "--format", "json", "--department", "县教育局").stdout)
    assert len(part["indicators"]) == 2
    assert part["departments"] == whole["departments"]
    energy = whole["departments"][1]["deductions"][1]
    assert (energy["item"], energy["lost"], energy["reason"]) == ("energy", "0.33", "一户化工企业全年满负荷生产")


def test_explain_shows_how_points_came_about() -> None:
    """A leader who asks reads the rule, the rate, the product and the rounded points."""
    shown = sctarget("shili-2024", "explain", "tech_contract_value").stdout
    assert "没有达到目标：8分 × 完成率85.4%（0.854166666666…） = 6.833333333333…" in shown
    assert "修约一次得6.83分，失1.17分" in shown
    assert "低于60%，得0分" in sctarget("shili-2024", "explain", "st_contribution").stdout
    assert "扣分：-1.00分，核查发现能耗台账两处差错" in sctarget("shili-2024", "explain", "energy").stdout
