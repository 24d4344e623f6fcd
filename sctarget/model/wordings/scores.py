"""Problems that scoring finds (docs/scoring.md §7)."""

from sctarget.model.wordings.entry import Wording

SCORE_WORDINGS: dict[str, Wording] = {
    "score_lost_unexplained": Wording(
        "warning", "失分没有原因", "“{name}”{weight}分得了{points}分，未达原因没有填。请补填未达原因和改进措施。"
    ),
    "deviation_unexplained": Wording(
        "warning",
        "偏离度过大没有说明",
        "“{name}”偏离目标{share}，超过{allowed}，没有说明。请在“未达原因”或“备注”中说明（如目标定得偏低），不自动扣分。",
    ),
}
"""A code never changes its meaning."""
