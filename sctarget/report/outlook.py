"""Where a figure will stand at the end and how fast it must go, in sentences (docs/judging.md §13)."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import TYPE_CHECKING

from sctarget.evaluate.outlook import ForecastMethod, Per
from sctarget.evaluate.pace import own_year
from sctarget.evaluate.rounding import decimals, plain_text, shown
from sctarget.model.plan import Kind
from sctarget.report.arithmetic import number
from sctarget.report.figures import POINTS, chinese_date, target_bounds, trimmed, with_unit
from sctarget.report.words import DONE

if TYPE_CHECKING:
    import datetime as dt

    from sctarget.evaluate.outlook import Forecast, Rate, Required
    from sctarget.evaluate.result import Verdict
    from sctarget.model.plan import Indicator, Plan, Rules

_PER = {Per.MONTH: "月", Per.YEAR: "年"}
_LAST_DAY = (12, 31)
_MOST_DIGITS = 4
_FINEST = 8


def required_words(verdict: Verdict, plan: Plan) -> str:
    """How fast it went and must go, e.g. 前2年年均新增3家，剩余2年需年均新增8.5家; empty where nothing is required."""
    required = verdict.outlook.required if verdict.outlook else None
    if required is None:
        return ""
    need = _needed(required, verdict.indicator, plan)
    if required.past is None:
        return need
    went = _amount(required.past, required, verdict.indicator, plan)
    return f"前{_stretch(required.past)}{_average(required.past)}{went}，{need}"


def _needed(required: Required, indicator: Indicator, plan: Plan) -> str:
    rate, bound, ask = required.needed, "", "需"
    if required.limit:
        bound, ask = "低于" if required.strict else "不超过", ""
    elif required.strict:
        bound = "超过"
    rounding = ROUND_DOWN if required.limit else ROUND_UP
    amount = _amount(rate, required, indicator, plan, rounding)
    return f"剩余{_stretch(rate)}{ask}{_average(rate)}{bound}{amount}"


def _average(rate: Rate) -> str:
    """年均 or 月均; of a single year or month there is no average."""
    return "" if rate.over == 1 else f"{_PER[rate.per]}均"


def _stretch(rate: Rate) -> str:
    """How long, e.g. 2年 or 6.5个月."""
    unit = "年" if rate.per is Per.YEAR else "个月"
    return f"{trimmed(f'{rate.over:.2f}')}{unit}"


def _amount(rate: Rate, required: Required, indicator: Indicator, plan: Plan, rounding: str | None = None) -> str:
    """What a month or a year brings, with the word for it, e.g. 新增8.5家, 提高0.26个百分点, 增长12.3%.

    ``rounding`` is of the decimal module, for what must not be rounded to the easy side; none is the plan's own.
    """
    amount = rate.amount
    size = amount.copy_abs()
    if required.growth:
        return f"{'下降' if amount < 0 else '增长'}{_rounded(size.scaleb(2), 1, plan, rounding)}%"
    places = min(max(_least(indicator), decimals(required.aim), decimals(required.now[1])), _MOST_DIGITS)
    unit = POINTS.get(indicator.unit.text, indicator.unit.text)
    return f"{_verb(indicator, plan, amount)}{_rounded(size, places, plan, rounding)}{unit}"


def _rounded(size: Decimal, places: int, plan: Plan, rounding: str | None) -> str:
    """A number without its sign; one that ends within four decimals is not rounded at all."""
    if decimals(size) <= _MOST_DIGITS:
        return trimmed(plain_text(size))
    if rounding is None:
        return trimmed(shown(size, places, [], plan.rules.rounding))
    rounded = size.quantize(Decimal(1).scaleb(-places), rounding)
    return trimmed(plain_text(rounded or size.quantize(Decimal(1).scaleb(-_FINEST), rounding)))


def _least(indicator: Indicator) -> int:
    return 2 if indicator.unit.dimension == "money" or indicator.unit.percent else 1


def _verb(indicator: Indicator, plan: Plan, amount: Decimal) -> str:
    """What an amount does in a month or a year: 新增 for stocks, 提高 for rates, nothing for amounts that add up."""
    if indicator.kind is Kind.FLOW and not own_year(indicator, plan):
        return ""
    if indicator.kind in {Kind.RATIO, Kind.INDEX}:
        return "下降" if amount < 0 else "提高"
    return "减少" if amount < 0 else "新增" if indicator.kind is Kind.STOCK else "增加"


def forecast_words(verdict: Verdict, plan: Plan) -> str:
    """Where it will stand, e.g. 照平均速度，2023年底约16家（14—18家），不能达到目标; empty where nobody can say."""
    forecast = verdict.outlook.forecast if verdict.outlook else None
    if forecast is None:
        return ""
    value = _figure(forecast.value, forecast, verdict.indicator, plan.rules)
    span = ""
    if forecast.low is not None and forecast.high is not None and forecast.low != forecast.high:
        low, high = (_figure(each, forecast, verdict.indicator, plan.rules) for each in (forecast.low, forecast.high))
        unit = verdict.indicator.unit
        first = with_unit(low, unit) if unit.percent else low
        span = f"（{first}—{with_unit(high, unit)}）" if low != high else ""
    way = "照平均速度" if forecast.method is ForecastMethod.AVERAGE_RATE else "比照上年同期占全年的比重"
    said = f"{way}，{end_words(forecast.due)}约{with_unit(value, verdict.indicator.unit)}{span}"
    if verdict.status in DONE:
        return said
    return f"{said}，{'能' if forecast.meets else '不能'}达到目标"


def end_words(day: dt.date) -> str:
    """A day as people name the end of something, e.g. 2023年底."""
    return f"{day.year}年底" if (day.month, day.day) == _LAST_DAY else chinese_date(day)


def _figure(value: Decimal, forecast: Forecast, indicator: Indicator, rules: Rules) -> str:
    """A computed figure with the digits of the real ones, on the right side of the target."""
    bounds = [each for each in target_bounds(indicator) if each is not None]
    places = min(max(_least(indicator), *(decimals(each) for each in (forecast.now[1], *bounds))), _MOST_DIGITS)
    return trimmed(shown(value, places, bounds, rules.rounding))


def outlook_lines(verdict: Verdict, plan: Plan) -> list[str]:
    """Both with the numbers that they were worked out from; the reason where there is no forecast."""
    outlook, indicator = verdict.outlook, verdict.indicator
    if outlook is None:
        return []
    lines = []
    if outlook.required is not None:
        lines += [
            f"{required_words(verdict, plan)}（{_section('13.1')}）",
            *required_lines(outlook.required, indicator),
        ]
    if outlook.forecast is not None:
        lines += [
            f"{forecast_words(verdict, plan)}（{_section('13.3')}）",
            *forecast_lines(outlook.forecast, indicator),
        ]
    elif outlook.unforecast:
        lines.append(f"不作预计：{outlook.unforecast}（{_section('13.5')}）")
    return lines


def _section(number_: str) -> str:
    return f"docs/judging.md 第{number_}条"


def required_lines(required: Required, indicator: Indicator) -> list[str]:
    """How the rates were worked out, one line each."""
    lines = []
    (day, now), aim = required.now, required.aim
    if required.past is not None and required.start is not None:
        start, opening = required.start
        worked = _rate_line(required.past, opening, now, growth=required.growth)
        lines.append(f"已有：{_on(start, opening, indicator)}，{_on(day, now, indicator)}；{worked}")
    worked = _rate_line(required.needed, now, aim, growth=required.growth)
    return [*lines, f"还需：到{required.due.isoformat()}应为{with_unit(number(aim), indicator.unit)}；{worked}"]


def _rate_line(rate: Rate, start: Decimal, end: Decimal, *, growth: bool) -> str:
    name, over = f"{_PER[rate.per]}均", number(rate.over)
    if growth:
        return f"年均增长 = ({number(end)} ÷ {number(start)})^(1 ÷ {over}) － 1 = {number(rate.amount)}"
    top = f"({number(end)} － {number(start)})" if start else number(end)
    return f"{name} = {top} ÷ {over} = {number(rate.amount)}"


def _on(day: dt.date, value: Decimal, indicator: Indicator) -> str:
    return f"{day.isoformat()}为{with_unit(number(value), indicator.unit)}"


def forecast_lines(forecast: Forecast, indicator: Indicator) -> list[str]:
    """How the forecast was worked out, line by line."""
    value, unit, (day, now) = number(forecast.value), indicator.unit, forecast.now
    if forecast.last_year is not None:
        same, whole = map(number, forecast.last_year)
        known = f"上年同期{with_unit(same, unit)}，上年全年{with_unit(whole, unit)}，{_on(day, now, indicator)}"
        return [known, f"预计 = 本期 ÷ (上年同期 ÷ 上年全年) = {number(now)} ÷ ({same} ÷ {whole}) = {value}"]
    if forecast.past is None or forecast.start is None or forecast.remaining is None:
        return []
    start, opening = forecast.start
    past, left = forecast.past, number(forecast.remaining)
    added = "－" if past.amount < 0 else "＋"
    terms = f"{number(now)} {added} {number(abs(past.amount))} × {left}"
    lines = [
        f"{_on(start, opening, indicator)}，{_on(day, now, indicator)}，用了{forecast.points}个数",
        _rate_line(past, opening, now, growth=False),
        f"预计 = 实际 {added} {_PER[past.per]}均 × 剩余 = {terms} = {value}",
    ]
    if forecast.low is not None and forecast.high is not None and forecast.low != forecast.high:
        low, high = number(forecast.low), number(forecast.high)
        lines.append(f"按最慢的一段推算是{low}，按最快的一段是{with_unit(high, indicator.unit)}")
    return lines
