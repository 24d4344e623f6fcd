"""年度目标 of the form: the words of the plan with the figure that follows, and the target in force at that time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from evaluate.support import indicator, make_plan, period, target

from sctarget.model.form import form_rows, shown_target
from sctarget.model.plan import Indicator, Revision


def shown(one: Indicator, when: str = "2023", over: str = "2023") -> str:
    plan = make_plan(one, over=over)
    return shown_target(plan, plan.indicators[0], period(when)).replace("\n", "")


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (indicator("比上年增长28%以上", unit="件", history="23 (2022)"), "比上年增长28%以上（30件以上）"),
        (indicator("下降15%以上", unit="起", history="20 (2022)"), "下降15%以上（17起以内）"),
        (indicator("增长5%—8%", unit="万元", history="200 (2022)"), "增长5%—8%（210～216万元）"),
        (indicator("位次提升2位", "index", unit="位", history="7 (2022)"), "位次提升2位（第5位）"),
        (indicator("不低于上年", "ratio", unit="%", history="58.2 (2022)"), "不低于上年（2022年58.2%）"),
        (indicator("比上年增长28%以上", unit="件"), "比上年增长28%以上"),
        (indicator("增长2%", "ratio", unit="%", name="研发投入占比", history="1.2 (2022)"), "增长2%"),
        (indicator("增长6%以上", "ratio", unit="%", name="规上工业增加值增速"), "增长6%以上"),
    ],
)
def test_the_figure_that_follows_is_printed(one: Indicator, words: str) -> None:
    """Whoever fills the form in sees what the words come to, where the plan knows it."""
    assert shown(replace(one, target_text=words.partition("（")[0])) == words


def test_the_milestone_of_the_year_has_its_figure_too() -> None:
    """比上年增长20% of 2023's milestone, measured from what the plan knows of 2022."""
    one = indicator(">= 30 家", "stock", history="10 (2022)", milestones={"2023": "比上年增长20%"})
    assert shown(one, "2023", "2022-2025") == "比上年增长20%（12家以上）"


def test_the_target_in_force_at_the_end_of_the_period() -> None:
    """A form of the third quarter still shows the original target, that of the year both."""
    change = Revision(target(">= 12 家"), "12家以上", date(2023, 10, 20), "示例发〔2023〕8号")
    one = replace(indicator(">= 15 家", "stock", revised=(change,)), target_text="15家以上")
    assert shown(one, "2023Q3") == "15家以上"
    assert shown(one, "2023") == "12家以上（原目标15家以上）"


def test_a_counted_row_need_not_be_filled_in() -> None:
    """The form says that the figure comes of the tasks."""
    plan = make_plan(indicator(">= 5 项", count_of="tasks"))
    assert form_rows(plan, "县科技局", period("2023"))[0].definition == "由任务完成情况计数得出，可不填"
