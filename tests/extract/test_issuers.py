"""Who sends a document out, by the lines at its head."""

from __future__ import annotations

import pytest

from sctarget.grammar.outline import read_frame


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("示例市科学技术局关于印发《2024年工作要点》的通知", "示例市科学技术局"),
        ("示例市科学技术局 关于印发《2024年工作要点》的通 知", "示例市科学技术局"),
        (
            "中共示例区委办公室 示例区人民政府办公室关于印发《强科技行动方案》的通知",
            "中共示例区委办公室、示例区人民政府办公室",
        ),
        ("示例县科技局、示例县财政局关于下达2024年任务的通知", "示例县科技局、示例县财政局"),
        ("示例县2024年科技工作要点", ""),
    ],
)
def test_issuers(head: str, issuer: str) -> None:
    """Several offices that issue a document together are told apart, never run into one name."""
    assert read_frame(f"{head}\n\n正文。新增高新技术企业3家。\n", 2024)[1] == issuer
