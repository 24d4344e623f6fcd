"""Made-up work reports (示例数据) of any length, and sentences that no one would write, to measure extract on."""

from __future__ import annotations

import random

_NAMES = """
高新技术企业 家 科技型中小企业 家 众创空间 家 市级重点实验室 个 技术合同成交额 亿元 研发经费支出 亿元 农业示范基地 个
科技特派员 名 发明专利授权量 件 瞪羚企业 家 新型研发机构 家 科技企业孵化器 家 高标准农田 万亩 一般公共预算收入 亿元
城镇新增就业 万人
"""
NAMES = list(zip(_NAMES.split()[::2], _NAMES.split()[1::2], strict=True))
FILLERS = (
    "坚持以企业为主体、市场为导向，推动产学研深度融合，加快科技成果转移转化步伐",
    "深入推进体制机制改革，完善服务体系，营造良好的创新创业氛围，持续优化营商环境",
    "落实国发〔2021〕15号文件要求，3月12日前完成申报，对首次认定的企业给予20万元奖励",
    "严格落实“1358”工程部署，抓好6条续建项目，确保各项工作走在前列",
)
OWNERS = ("（牵头单位：市科技局；配合单位：市财政局、各县区）", "（责任单位：市工信局）", "")
NUMERALS = "一二三四五六七八九十"


def report(characters: int, seed: int = 1) -> str:
    """A report of at least so many characters: headings, targets in many wordings, other sentences, owners, tables."""
    chance = random.Random(seed)  # noqa: S311 - the same text each time
    lines = ["示例市2024年科技创新工作要点", "示例市科学技术局"]
    size = 0
    while size < characters:
        line = _heading(chance) if chance.random() < 0.06 else _paragraph(chance)
        if chance.random() < 0.01:
            line = _table(chance)
        lines.append(line)
        size += len(line) + 1
    return "\n".join(lines) + "\n"


def _heading(chance: random.Random) -> str:
    number = NUMERALS[chance.randrange(10)]
    return f"{chance.choice([f'{number}、', f'（{number}）'])}推进第{chance.randint(1, 99)}片区建设"


def _paragraph(chance: random.Random) -> str:
    parts = [_clause(chance) for _ in range(chance.randint(2, 6))]
    return chance.choice("；，").join(parts) + "。" + chance.choice(OWNERS)


def _clause(chance: random.Random) -> str:
    (name, unit), (other, _) = chance.sample(NAMES, 2)
    value, growth = chance.randint(1, 900), chance.randint(1, 30)
    return chance.choice(
        [
            f"{chance.choice(['', '全市', '力争'])}{name}{chance.choice(['达到', '突破', '不少于'])}{value}{unit}以上",
            f"{name}、{other}分别达到{value}{unit}和{growth}{unit}以上",
            f"{name}增长{growth}%左右",
            f"新增{name}{value}{unit}，其中{other}{growth}{unit}",
            f"{name}由{value}{unit}提高到{value + growth}{unit}",
            f"举办{other}对接活动{growth}场次",
            chance.choice(FILLERS),
            chance.choice(FILLERS),
        ]
    )


def _table(chance: random.Random) -> str:
    rows = [
        f"{number}\t{name}\t{unit}\t{chance.randint(1, 90)}\t{chance.randint(90, 900)}"
        for number, (name, unit) in enumerate(chance.sample(NAMES, 5), start=1)
    ]
    return "\n".join(["序号\t指标名称\t单位\t2023年\t2024年目标", *rows])


_PIECES = """
1, 1. 分别 其中 增长 达到 以上 2024年 到2024年 3家 3家和 3家、 甲3家和 由3家 *个、 分别达到3家和 从3家增加到
各1家以上、 3家以上的 甲、乙分别达到3家和5家以上， 新增甲3家，其中乙2家， （一） 一、 一是 1、 第一 产量、
县科技局、 (牵头 牵头单位： （牵头单位：县科技局；配合单位： 负责） 序号 “十四五” 国发〔2021〕 比去年增长5%
去年 今年以来 通过验收 制定方案、 一二三 亿元 a1b2 序号指标2010年2015年1甲（万吨）2.0
"""
HOSTILE = (
    *"1，、(（)“《〔 \t|*%-—/；。①各年３",
    *_PIECES.split(),
    "附表\n",
    "序号\t指标\t单位\t",
    "指标\n单位\n%\n1\n",
    "1\n2\n",
)
"""Pieces of which long runs are made: nothing may take more than its share of time."""
