"""Problems of figures that a data department verified (docs/verifying.md)."""

from sctarget.model.wordings.entry import Wording

VERIFYING_WORDINGS: dict[str, Wording] = {
    "figure_verified": Wording("note", "已核定", "“{name}”：{words}。已按核定数采用。"),
    "verification_incomplete": Wording(
        "note", "尚未核定", "{who}的{period}核定表：尚未核定{count}项，这些项仍用自报数：{rows}。"
    ),
    "verification_unused": Wording(
        "warning",
        "核定数没有采用",
        "“{name}”：{who}对{reporter}核定为{value}，没有采用：{why}。请用 sctarget template --verify 重新生成核定表，"
        "请{who}按现在的自报数核定。",
    ),
    "verification_conflict": Wording(
        "quarantined",
        "核定数不一致",
        "“{name}”：{who}对{reporter}核定的数不一致：{cells}。没有采用，请{who}确认一个，只留一份核定表。",
    ),
}
"""A code never changes its meaning."""
