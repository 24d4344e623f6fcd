"""What is said of the end of a running target, in the documents of ``check`` and ``trend`` (docs/output.md §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sctarget.evaluate.rounding import plain_text
from sctarget.report.outlook import forecast_lines, required_lines, required_words

if TYPE_CHECKING:
    from sctarget.evaluate.outlook import Forecast, Outlook, Required
    from sctarget.evaluate.result import Verdict
    from sctarget.model.plan import Indicator, Plan

Document = dict[str, Any]


def outlook_keys(outlook: Outlook, verdict: Verdict, plan: Plan) -> Document:
    """The keys ``forecast``, ``no_forecast`` and ``required`` of an indicator."""
    forecast, required = outlook.forecast, outlook.required
    return {
        "forecast": None if forecast is None else _forecast(forecast, verdict.indicator),
        "no_forecast": outlook.unforecast or None,
        "required": None if required is None else _required(required, verdict, plan),
    }


def _forecast(forecast: Forecast, indicator: Indicator) -> Document:
    low, high = forecast.low, forecast.high
    return {
        "method": forecast.method.value,
        "value": plain_text(forecast.value),
        "low": None if low is None else plain_text(low),
        "high": None if high is None else plain_text(high),
        "date": forecast.due.isoformat(),
        "meets": forecast.meets,
        "points": forecast.points,
        "inputs": forecast_lines(forecast, indicator),
    }


def _required(required: Required, verdict: Verdict, plan: Plan) -> Document:
    needed, past = required.needed, required.past
    return {
        "per": needed.per.value,
        "growth": required.growth,
        "limit": required.limit,
        "needed": plain_text(needed.amount),
        "remaining": plain_text(needed.over),
        "past": None if past is None else plain_text(past.amount),
        "elapsed": None if past is None else plain_text(past.over),
        "aim": plain_text(required.aim),
        "date": required.due.isoformat(),
        "text": required_words(verdict, plan),
        "inputs": required_lines(required, verdict.indicator),
    }
