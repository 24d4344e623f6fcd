"""The dictionary of standard indicators: names, aliases, look-alikes, and that the dictionary itself is sound."""

from __future__ import annotations

import pytest

from sctarget.model.plan import Kind, PaceMethod
from sctarget.model.units import find_unit
from sctarget.readers.dictionary import find_standard, look_alikes, standard_id, standards


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("全社会R&D经费支出", "rd_expenditure"),
        ("全县技术市场成交额", "tech_contract_value"),
        ("高新技术企业数量", "hte_stock"),
        ("单位GDP能耗降低", "energy_intensity"),
        ("研发经费投入增长", "rd_growth"),
        ("三区人才", "three_area_talent"),
        ("本地叫法", None),
    ],
)
def test_usual_names_are_known(name: str, wanted: str | None) -> None:
    """Aliases, abbreviations and 全县 in front of a name do not matter; an unknown name stays unknown."""
    assert standard_id(name) == wanted


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("高新技术企业", "stock", "hte_stock"),
        ("高新技术企业", "flow", "hte_new"),
        ("众创空间", "flow", "makerspace"),
        ("技术合同登记数", "stock", "tech_contract_count"),
        ("综合科技创新水平指数", "ratio", "innovation_index"),
        ("研发投入强度", "stock", None),
    ],
)
def test_the_kind_tells_new_ones_from_all(name: str, kind: str, wanted: str | None) -> None:
    """What is new in a year is another indicator than the number at its end."""
    found = find_standard(name, kind)
    assert (found.id if found else None) == wanted


@pytest.mark.parametrize(
    ("name", "likely", "wanted"),
    [
        ("高技术产业营业收入", True, ["高新技术产业营业收入"]),
        ("科技型企业", True, ["高新技术企业数", "科技型中小企业入库数", "省级科技创新型企业"]),
        ("全市技术交易额", False, ["技术合同成交额"]),
        ("农业科技进步贡献率", False, ["科技进步贡献率"]),
    ],
)
def test_look_alikes_are_named_and_never_taken(name: str, likely: bool, wanted: list[str]) -> None:
    """A hint asks, a look-alike warns; neither is matched by itself."""
    assert standard_id(name) is None
    assert [(each.standard.name, each.likely) for each in look_alikes(name)] == [(one, likely) for one in wanted]


def test_a_known_name_is_no_look_alike() -> None:
    """众创空间 stands on the list of 孵化器, but it is itself a standard indicator: nobody is warned of it."""
    assert look_alikes("众创空间") == ()


def test_the_dictionary_is_sound() -> None:
    """Known units and kinds, profiles that judging knows, one indicator for each name, hints that are nobody's name."""
    names: dict[str, str] = {}
    assert len(standards()) == 67
    for standard in standards().values():
        assert all(find_unit(unit) for unit in standard.units), standard.id
        assert set(standard.kinds) <= set(Kind), standard.id
        assert standard.pace in set(PaceMethod), standard.id
        assert standard.data_year in {0, -1}, standard.id
        assert standard.source, standard.id
        for name in (standard.name, *standard.aliases):
            assert standard_id(name) == standard.id, name
            assert names.setdefault(name, standard.id) == standard.id, name
        for word in standard.hints:
            assert standard_id(word) is None or standard_id(word) != standard.id, word
