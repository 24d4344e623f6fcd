"""What a figure counts, one mechanism after the other, and the same with figures and order at random (示例数据)."""

from __future__ import annotations

import random

import pytest

from sctarget.grammar.finder import find_records

PLAN = "示例市2024年科技创新工作要点\n"
REVIEW = "示例市2023年科技工作总结\n"

NAMES = {
    "a clause that only says how far its subject came": [
        ("专利申请量1350件，超额完成17%。", ["专利申请量", "专利申请量超额完成"]),
        ("到位资金25亿元，完成全年任务的59.9%。", ["到位资金", "到位资金完成全年任务"]),
        ("到位资金25亿元，完成全年任务（42亿元）的59.9%。", ["到位资金", "到位资金完成全年任务"]),
        ("到位资金25亿元，完成市下达目标42亿元的59.9%。", ["到位资金", "到位资金完成市下达目标"]),
        ("引进外资8429万美元，超任务数的40.5%。", ["外资", "外资超任务数"]),
        ("新增孵化器30家，占全市的5.5%。", ["孵化器", "孵化器占全市"]),
        (
            "投资总额6亿元、新增载体35家、引育人才2355人，分别完成年度任务的199%、205%和235%。",
            ["投资总额", "载体", "人才", "投资总额完成年度任务", "载体完成年度任务", "人才完成年度任务"],
        ),
        ("研发费用增长18%，高于规上工业增加值增速2个百分点。", ["研发费用增长", "研发费用高于规上工业增加值增速"]),
        ("产值630亿元，高于去年12亿元，占全市的56%。", ["产值", "产值高于去年", "产值占全市"]),
    ],
    "brackets are read apart": [
        ("兑现企业项目40家（其中高企5家、科技型企业15家）。", ["企业项目", "高企", "科技型企业"]),
        ("新建村庄125个（包括省级补助村63个），打造示范村12个。", ["村庄", "省级补助村", "示范村"]),
        ("培训农户3239人（次），达到计划（3000人次）的108%。", ["培训农户", "培训农户达到计划"]),
        ("新（改、扩）建幼儿园5所。", ["幼儿园"]),
        ("新建（改扩建）校舍3栋。", ["校舍"]),
    ],
    "verbs, adverbs and modal words go": [
        ("确保能繁母猪存栏0.95万头。", ["能繁母猪存栏"]),
        ("将新收集种质资源2.6万份。", ["种质资源"]),
        ("新建成高标准农田105万亩。", ["高标准农田"]),
        ("建成投用中小学3所。", ["中小学"]),
        ("粮食作物年内可完成种植38万亩。", ["粮食作物种植"]),
        ("工业实现增加值510亿元。", ["工业增加值"]),
        ("实际进资900万元。", ["实际进资"]),
        ("预测工业增加值19亿元，可比增长17%。", ["工业增加值", "工业增加值可比增长"]),
        ("在贫困村建设示范基地12个。", ["示范基地"]),
        ("人均预期寿命达到78.6岁。", ["人均预期寿命"]),
        ("总诊疗人次95.5亿，比上年增加11.3亿人次。", ["总诊疗人次", "总诊疗人次增加"]),
        ("截止11月发明专利授权量231件。", ["发明专利授权量"]),
        ("粮食播种面积在27万亩以上。", ["粮食播种面积"]),
        ("各县（市、区）粮食产量均达到3万吨。", ["粮食产量"]),
        ("全县共有履约项目71个，现已完成16个。", ["履约项目", "履约项目"]),
    ],
    "lists": [
        ("一产和三产占比分别下降0.5和0.7个百分点。", ["一产占比下降", "三产占比下降"]),
        ("甲乙地区、丙丁流域粮食平均单产分别提高3%、4%。", ["甲乙地区粮食平均单产提高", "丙丁流域粮食平均单产提高"]),
        ("完成指挥中心、18个乡镇分控中心和376个村广播室建设。", ["乡镇分控中心", "村广播室建设"]),
        ("完成示范户创建A级6家、B级15家。", ["示范户创建A级", "示范户创建B级"]),
        ("地级及以上城市黑臭水体均控制在10%以内。", ["地级及以上城市黑臭水体"]),
        ("611户规模以上企业实现工业总产值736亿元。", ["规模以上企业", "工业总产值"]),
        ("工业投资、技改投资增速达到29%和50%。", ["工业投资增速", "技改投资增速"]),
        ("工程中心达40家（其中市级以上8家）。", ["工程中心", "市级以上工程中心"]),
        ("建成平台103个（国家级3个、省级41个、市级59个）。", ["平台", "国家级平台", "省级平台", "市级平台"]),
        ("科技型企业入库318家，同比净增97家。", ["科技型企业入库", "科技型企业入库"]),
        ("申请专利800件，其中发明专利占20%以上。", ["申请专利", "发明专利占比"]),
        ("产值达到50亿元，到2030年达到60亿元。", ["产值", "产值"]),
        ("完成技改投资24亿元 同比增长7.2%。", ["技改投资", "技改投资增长"]),
        ("规上企业实现利润增长11%，制造业完成投资18亿元。", ["规上企业利润增长", "制造业投资"]),
        ("发明专利拥有量30件，已完成了26件，增长了13%。", ["发明专利拥有量", "发明专利拥有量", "发明专利拥有量增长"]),
        ("零售额158亿元，高于全省平均增速1.4个百分点。", ["零售额", "零售额高于全省平均增速"]),
        ("零售额158亿元，增长12%，增速高于全国（9%）3个百分点。", ["零售额", "零售额增长", "零售额增速高于全国"]),
        ("优质果率到达70%。60个县（市、区）农田林网控制率到达85%。", ["优质果率", "县(市、区)农田林网控制率"]),
        ("现有工程技术研究中心8家，其中省级1家。", ["工程技术研究中心", "省级工程技术研究中心"]),
        ("小学281所，幼儿园177所（公办58所，民办119所）。", ["小学", "幼儿园", "公办幼儿园", "民办幼儿园"]),
        ("A.培育龙头企业1家；B、前11个月进出口额32亿元。", ["龙头企业", "进出口额"]),
        ("为2800名困难学生发放助学金89万元。", ["困难学生", "发放助学金"]),
        ("推荐申报示范企业1家以上并获得认定。", ["示范企业"]),
        ("引进投资总额超1000万美元项目数比上年增长52%。", ["投资总额超1000万美元项目数增长"]),
        ("增加值增长9.6%，两年平均增长6.1%。", ["增加值增长", "增加值两年平均增长"]),
        ("大豆面积连续2年稳定在150万亩以上。", ["大豆面积"]),
        ("全镇小麦单产520公斤，超全市平均单产127公斤。", ["小麦单产", "小麦单产超全市平均单产"]),
        ("工序数控化率、设计工具普及率分别提高到55%和74%。", ["工序数控化率", "设计工具普及率"]),
        ("居民收入前三季度同比增长8%。新增设备投资额300万元。", ["居民收入增长", "设备投资额"]),
        ("完成120幢房屋改善与30个以上截污纳管及20个中转站改造。", ["房屋改善", "截污纳管", "中转站改造"]),
        ("完成100条街巷改善和23万平方米危旧房改善。", ["街巷改善", "危旧房改善"]),
        (
            "三年内认定众创空间60家。创新水平指数53.5，增长0.4个百分点。",
            ["众创空间", "创新水平指数", "创新水平指数增长"],
        ),
        ("新增在孵企业122家，完成全年170家任务的71.8%。", ["在孵企业", "在孵企业完成全年任务"]),
        ("向39万户企业发放返还15亿元。", ["企业", "发放返还"]),
        ("资金来源：中央财政补助800万元，县乡自筹25万元。", ["中央财政补助", "县乡自筹"]),
        ("新增24个、提升10个A级村庄，创成3个试点村。", ["A级村庄", "A级村庄", "试点村"]),
        ("建成20个年接待游客300万人次以上的景区和50个旅游名镇。", ["年接待游客300万人次以上的景区", "旅游名镇"]),
        ("完成投资45亿元，约占年度计划112%。", ["投资", "投资占年度计划"]),
        ("充电桩已建设60套，纯电动公交152台均已投入使用。", ["充电桩", "纯电动公交"]),
        ("游客总量544万人次，恢复至2019年同期水平的81%。", ["游客总量", "游客总量恢复至2019年同期水平"]),
        ("发明专利申请和授权量分别为92件和24件。", ["发明专利申请量", "发明专利授权量"]),
        ("科技促进新农村计划16项，到位资金675万。", ["科技促进新农村计划", "到位资金"]),
        (
            "专家、博士分别增长30%和39%，累计达759名和125名。",
            ["专家增长", "博士增长", "专家", "博士"],
        ),
        ("促成5家企业参展。完成2013年度1项成果鉴定。", ["企业参展", "成果鉴定"]),
        ("粮食播种面积7万亩，产量2万吨，产值4600万元。", ["粮食播种面积", "粮食产量", "粮食产值"]),
        ("蔬菜种植面积、产量、产值分别为2万亩、3万吨、6629万元。", ["蔬菜种植面积", "蔬菜产量", "蔬菜产值"]),
        (
            "人均收入3155元，较“十五”末（1866元）净增1289元，年均增长11%。",
            ["人均收入", "人均收入净增", "人均收入年均增长"],
        ),
        ("小麦面积从2005年的27万亩调减到今年的22万亩。", ["小麦面积"]),
        ("有效期内商标28件，至目前新发展药材1530亩，年产量24万吨。", ["有效期内商标", "药材", "年产量"]),
        ("实施科技项目89项，落实无偿资金102万元，其中国家级19项。", ["科技项目", "无偿资金", "国家级科技项目"]),
        ("申报创新资金计划32项（9项获资助）。", ["创新资金计划", "创新资金计划获资助"]),
        ("认定15家企业为市高新技术企业。全县现有15家企业。", ["市高新技术企业", "企业"]),
        ("到“十二五”末素质达标比例达到4%。", ["素质达标比例"]),
        ("投放设备1台。申请专利和获得专利授权分别为29件和17件。", ["设备", "申请专利", "专利授权"]),
    ],
    "shorthand": [
        ("城、乡居民人均可支配收入分别为2万元、1万元。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("金融机构存、贷款余额分别增长8%、11%。", ["金融机构存款余额增长", "贷款余额增长"]),
        ("拥有创新型（试点）企业13家。", ["创新型(试点)企业"]),
        ("完成规模工业增加值208亿元。", ["规模工业增加值"]),
        ("城乡低保标准分别提高到每人每月560元、380元。", ["城镇低保标准", "农村低保标准"]),
        ("建设稻谷、玉米、马铃薯示范基地各10万亩。", ["稻谷示范基地", "玉米示范基地", "马铃薯示范基地"]),
    ],
    "starts and bases": [
        ("R&D经费支出从60亿元增加到119亿元。", ["R&D经费支出"]),
        ("创新能力从第18名提升到第15名，贡献率从55%提高到60%。", ["贡献率"]),
        ("产量13657吨、在高基数上增加了267吨。", ["产量", "产量增加"]),
        ("企业由“十三五”末的86家增加到142家。", ["企业"]),
        ("经费支出占比重从2012年开始超过4%。", ["经费支出占比重"]),
    ],
}
CASES = [(what, text, names) for what, cases in NAMES.items() for text, names in cases]


@pytest.mark.parametrize(("_what", "text", "names"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_each_figure_has_its_name(_what: str, text: str, names: list[str]) -> None:
    """Names as a clerk would write them."""
    assert [record.name for record in find_records(REVIEW + text)] == names


@pytest.mark.parametrize("text", [case[1] for case in CASES])
def test_stray_spaces_change_nothing(text: str) -> None:
    """The spaces that PDF files leave around figures are not read."""
    spaced = "".join(f" {char} " if char.isdigit() else char for char in text)
    joined = REVIEW + _single(spaced)
    plain, wide = find_records(REVIEW + text), find_records(joined)
    assert [(r.name, r.value) for r in wide] == [(r.name, r.value) for r in plain]
    assert all(joined[r.start : r.end] == r.quote for r in wide)


def _single(text: str) -> str:
    """The text with its figures whole again and one space on each side of them at most."""
    kept: list[str] = []
    for index, char in enumerate(text):
        before = next((c for c in reversed(text[:index]) if c != " "), "")
        after = next((c for c in text[index:] if c != " "), "")
        inside = (before.isdigit() or before in ".,") and (after.isdigit() or after in ".,")
        if char != " " or not (inside or (kept and kept[-1] == " ")):
            kept.append(char)
    return "".join(kept)


@pytest.mark.parametrize(
    "text",
    [
        "助推年产120万只手套等项目开工建设。",
        "对新认定的企业，一次性奖励企业10万元。",
        "研发投入占比重达到5%以上的企业，按研发投入的3%给予最高不超过100万元补助。",
        "新获批国家级、省级实验室的，分别给予100万元、50万元补助。",
        "对年收入首次突破1亿元的企业，奖励企业负责人10万元。",
        "成交额达到500万元以上的，按实际成交额的1%给予补助，单个企业每年最高50万元。",
        "成交额是上年的1.6倍。",
        "引进进资300万元以上的单体项目。",
        "将任务分解落实到13个镇。",
        "含80名学生以上的教学点。",
        "该92个教学点已全部开展演练。",
        "全省17市中率先制定办法，对6县1区进行考核。",
        "研究确定了13个方面重点工作。",
        "超过全国（16.1%）的平均水平。",
        "1成人学历提升工作持续推进。",
        "研发投入为全市平均水平的2倍。",
        "在20个县形成服务体系。",
        "第PAGE\\*Arabic页共6页。",
    ],
)
def test_sizes_grants_and_asides_are_no_targets(text: str) -> None:
    """How big a project is, what a policy pays, what is named only for comparison."""
    assert [record for record in find_records(PLAN + text) if record.kind != "milestone"] == []


def test_a_done_figure_in_a_plan_is_an_actual() -> None:
    """截至 and 已完成 report, wherever they stand."""
    found = find_records(PLAN + "截至三季度末，新增企业9家。已完成投资28亿元。全年新增企业12家。")
    assert [record.kind for record in found] == ["actual", "actual", "target"]


def test_the_tense_of_a_passage_without_a_title() -> None:
    """A passage that says nothing of itself is read by its words."""
    done = "1—12月，全县到位资金71亿元，同比增长42%，其中省外到位资金50亿元，同比增长38%。"
    wanted = "力争到位资金71亿元以上，加快建设园区，其中省外到位资金不低于50亿元。"
    assert {record.kind for record in find_records(done, 2022)} == {"actual"}
    assert {record.kind for record in find_records(wanted, 2022)} == {"target"}


def test_lines_of_owners_belong_to_what_stands_above() -> None:
    """牵头责任单位 and 协同责任单位 on lines of their own; leaders are no owners."""
    text = (
        "示例省2022年重点工作责任分解\n1﹒生产总值增长7%以上。\n牵头负责领导：甲某。\n牵头责任单位：省发展改革委。\n"
        "协同责任单位：省财政厅、省税务局等。\n2﹒进出口总额增长9%左右。\n牵头责任单位：省商务厅。\n"
    )
    assert [(r.lead, r.support) for r in find_records(text)] == [
        (("省发展改革委",), ("省财政厅", "省税务局")),
        (("省商务厅",), ()),
    ]


INDICATORS = ["高新技术企业", "瞪羚企业", "科普基地", "众创空间", "农业示范点", "产业联盟", "专家工作站", "检测中心"]


@pytest.mark.parametrize("seed", range(40))
def test_sentences_put_together_at_random(seed: int) -> None:
    """Verbs, figures, growth, shares of a task and lists in any order come back with names and comparators."""
    chance = random.Random(seed)
    done = chance.random() < 0.5
    wanted: list[tuple[str, str, str]] = []
    clauses: list[str] = []
    for name in chance.sample(INDICATORS, chance.randint(2, 5)):
        value, rate = str(chance.randint(2, 999)), f"{chance.randint(1, 99)}.{chance.randint(1, 9)}"
        verb = chance.choice(["新增", "培育", "认定", "全年新建", "累计建成"])
        tail, sign = chance.choice([("", ">="), ("以上", ">="), ("左右", "=")])
        sign, tail = ("=", "") if done else (sign, tail)
        clause = f"{verb}{name}{value}家{tail}"
        wanted.append((name, sign, value))
        more = chance.choice(["", "growth", "task"])
        if more == "growth":
            clause += f"，同比增长{rate}%"
            wanted.append((name + "增长", "=" if done else ">=", rate))
        elif more == "task":
            clause += f"，完成年度任务的{rate}%"
            wanted.append((name + "完成年度任务", "=" if done else ">=", rate))
        clauses.append(clause)
    text = (REVIEW if done else PLAN) + chance.choice(["；", "。"]).join(clauses) + "。"
    assert [(r.name, r.comparator, r.value) for r in find_records(text)] == wanted, text


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("高新技术企业总量达到160家。", "stock"),
        ("高新技术企业达到160家。", "stock"),
        ("新增高新技术企业16家。", "flow"),
        ("粮食总产量达到12万吨。", "flow"),
        ("生猪出栏达到20万头。", "flow"),
        ("存款余额达到30亿元。", "stock"),
        ("技术合同成交额达到30亿元。", "flow"),
        ("研发投入占比达到3%。", "ratio"),
        ("指标\n单位\n目标值\n粮食产量\n万吨\n12\n示范基地\n个\n6\n", "flow stock"),
    ],
)
def test_a_level_a_years_amount_and_a_rate(text: str, measure: str) -> None:
    """What is counted at the end of a year, what happens during it, and what compares two figures."""
    records = find_records("示例市2024年科技工作要点\n" + text)
    assert " ".join(str(record.measure) for record in records) == measure
