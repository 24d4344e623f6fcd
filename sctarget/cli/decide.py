"""The questions of ``sctarget collect --decide``: one quarantined figure after the other, into decisions.yaml."""

from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from sctarget.cli import console
from sctarget.evaluate.decide import answer_of, apply_decisions
from sctarget.evaluate.gather import gather, reported_until
from sctarget.evaluate.rounding import plain_text
from sctarget.model.actual import Figure, TaskReport, TaskState
from sctarget.model.decision import Action, Decision
from sctarget.model.errors import SctargetError, UsageError
from sctarget.model.form import TASK_WORDS
from sctarget.model.grade import GRADE_WORDS, GradeLevel, Tiers
from sctarget.model.plan import Task
from sctarget.model.source import Source
from sctarget.readers.decisions import parse_decisions, read_decisions, read_value
from sctarget.readers.plan_log import PlanLog
from sctarget.report.figures import chinese_date, place, target_words, with_unit
from sctarget.report.phrases import problem_lines
from sctarget.report.table import visible
from sctarget.writers.decisions_yaml import append_decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sctarget.model.actual import FormReturn
    from sctarget.model.plan import Indicator, Plan
    from sctarget.model.problem import Problem

_EARLIER = 3
_CHOICES = {
    "1": Action.CONFIRM, "确认": Action.CONFIRM,
    "2": Action.CORRECT, "改正": Action.CORRECT,
    "3": Action.WAIVE, "不涉及": Action.WAIVE,
}  # fmt: skip
_GRADES = {str(number): level for number, level in enumerate(GradeLevel, 1)}
_GRADES |= {word: level for level, word in GRADE_WORDS.items()}
_SKIP = frozenset({"4", "跳过", ""})
_END = frozenset({"q", "Q", "ｑ", "结束"})


class NobodyAnswersError(UsageError):
    """Questions were asked for, but there is neither a terminal nor a piped answer."""

    def __init__(self) -> None:
        super().__init__(
            "--decide 要逐条提问，这里既没有终端，也没有送来答案。请在终端里运行，或把答案逐行送进来，"
            "也可以直接编辑 decisions.yaml（写法见 docs/decisions.md）。"
        )


class DecisionsFileError(SctargetError):
    """A decisions.yaml that cannot be added to without touching what a person wrote."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}，没有写入。请先改好它（写法见 docs/decisions.md）。")


class _Question(NamedTuple):
    """An answer that needs a person: the form it stands in, what is wrong, the figures of earlier periods.

    ``tiers``: those of a grade, where the figure is fine, but whether it is enough only a person can say.
    """

    form: FormReturn
    item: Indicator | Task
    answer: Figure | TaskReport
    problems: tuple[Problem, ...]
    earlier: tuple[Figure, ...] = ()
    tiers: Tiers | None = None

    @property
    def key(self) -> tuple[str, str, bool]:
        """What tells it from the other questions of a run."""
        return self.form.department, self.item.id, self.tiers is not None

    @property
    def reading(self) -> Decimal | None:
        """What the cell seems to say."""
        if isinstance(self.answer, TaskReport):
            return None
        return self.answer.value if isinstance(self.answer.value, Decimal) else self.answer.held


class _EndOfAnswers(Exception):  # noqa: N818  (no failure: whoever answered has stopped)
    """The person said q, or the piped answers are used up."""


def ask(
    plan: Plan,
    returns: Sequence[FormReturn],
    path: Path,
    who: str | None = None,
    *,
    until: date | None = None,
    today: date | None = None,
) -> int:
    """Ask about every figure of the current period that is not used, write each answer at once; how many were given.

    ``who`` is asked for when it is not given; ``until`` chooses an earlier period than the latest; ``today`` is the
    date that the decisions carry.  Answers come from the terminal or line by line from a pipe.  Raises
    NobodyAnswersError where there is neither, DecisionsFileError when the file has errors.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    _existing(plan, path)
    forms: Sequence[FormReturn] = tuple(returns)
    answers = _Answers()
    asked: set[tuple[str, str, bool]] = set()
    given = 0
    while questions := [each for each in _questions(plan, forms, until) if each.key not in asked]:
        question = questions[0]
        try:
            if not asked:
                console.complain(f"有{len(questions)}个数要人决定。每答一条就写入 {path}，随时可以用 q 结束。")
            who = who or answers.needed("谁作决定（姓名）：")
            _show(question, len(asked) + 1, len(asked) + len(questions))
            decision = _decide(answers, question, who, today or datetime.now(UTC).astimezone().date())
        except _EndOfAnswers:
            console.complain(f"已结束，记下{given}条，还有{len(questions)}个数没有决定。")
            return given
        asked.add(question.key)
        if decision is not None:
            _write(plan, path, decision, question.item)
            forms = apply_decisions(plan, forms, (decision,)).value
            given += 1
            console.complain(f"  已写入 {path}。")
    skipped = len(asked) - given
    left = f"，跳过的{skipped}个仍没有决定" if skipped else ""
    console.complain(f"{'都问过了' if asked else '没有要人决定的数了'}，记下{given}条{left}。")
    return given


class _Answers:
    """The lines that a person types or a script sends; what is asked goes to standard error."""

    def __init__(self) -> None:
        self._piped = not sys.stdin.isatty()
        self._heard = False

    def line(self, prompt: str) -> str:
        """One line without the blanks around it.  Raises NobodyAnswersError or _EndOfAnswers when there is none."""
        sys.stdout.flush()
        sys.stderr.write(prompt)
        sys.stderr.flush()
        text = sys.stdin.readline()
        if self._piped:
            sys.stderr.write("\n" if not text else text if text.endswith("\n") else f"{text}\n")
        if not text:
            if not self._heard and self._piped:
                raise NobodyAnswersError
            raise _EndOfAnswers
        self._heard = True
        return text.strip()

    def needed(self, prompt: str) -> str:
        """A line that says something; q ends the questions."""
        while True:
            text = self.line(prompt)
            if text in _END:
                raise _EndOfAnswers
            if text and "\ufffd" not in text:
                return text
            console.complain("  不能空着，也不能有认不出的字。")


def _questions(plan: Plan, forms: Sequence[FormReturn], until: date | None) -> list[_Question]:
    """What needs a person in the current period's forms, by department in the order of the plan."""
    day = until or reported_until(forms)
    if day is None:
        return []
    gathered = gather(plan, forms, day)
    order = {name: number for number, name in enumerate(plan.reporters)}
    disputed = [each for each in gathered.problems if each.code == "figure_conflict"]
    owed: tuple[Indicator | Task, ...] = (*plan.indicators, *plan.tasks)
    ungraded = _ungraded(plan, forms, day)
    found = []
    for name, form in sorted(gathered.used.items(), key=lambda item: order.get(item[0], len(order))):
        blocking = [each for each in form.problems if each.severity.blocking]
        for item in owed:
            answer = answer_of(form, item)
            problems = [each for each in blocking if each.indicator == item.id]
            if isinstance(answer, Figure) and isinstance(answer.value, Decimal):
                problems += [each for each in disputed if each.indicator == item.id]
            if answer is not None and problems:
                earlier = _earlier(forms, answer, name) if isinstance(answer, Figure) else ()
                found.append(_Question(form, item, answer, tuple(dict.fromkeys(problems)), earlier))
            elif isinstance(answer, Figure) and item.id in ungraded and answer.grade is None:
                found.append(
                    _Question(form, item, answer, ungraded[item.id], _earlier(forms, answer, name), plan.rules.tiers)
                )
    return found


def _ungraded(plan: Plan, forms: Sequence[FormReturn], day: date) -> dict[str, tuple[Problem, ...]]:
    """The indicators whose target names only a direction and whose figure waits for a grade, with the words on it."""
    if not any(item.gradable for item in plan.indicators):
        return {}
    from sctarget.evaluate.assess import assess

    found = (each for each in assess(plan, forms, day).problems if each.code == "grade_needed")
    return {each.indicator: (each,) for each in found if each.indicator}


def _earlier(forms: Iterable[FormReturn], figure: Figure, department: str) -> tuple[Figure, ...]:
    known = [
        each
        for form in forms
        if form.department in {department, figure.department} and form.period.end < figure.period.end
        for each in form.figures
        if each.indicator == figure.indicator and isinstance(each.value, Decimal)
    ]
    return tuple(sorted(known, key=lambda each: each.period.end)[-_EARLIER:])


def _show(question: _Question, number: int, total: int) -> None:
    form, item, answer = question.form, question.item, question.answer
    raw = visible(answer.source.raw or "").replace("\n", " ").strip()
    if isinstance(item, Task):
        name, wanted, read = item.name, f"完成时限：{chinese_date(item.due)}", ""
    else:
        name, wanted = item.label, f"目标：{target_words(item) or '监测指标，没有目标'}{_before(question, item)}"
        read = "" if question.reading is None else f"，读作{_amount(question.reading, item)}"
    lines = [
        f"\n[{number}/{total}] {form.department} · {name}（{item.id}）{form.period.chinese}",
        f"  {wanted}",
        f"  位置：{place(answer.source)}",
        f"  填的：{f'“{raw}”' if raw else '（空）'}{read}",
        *(f"  问题：{visible(each.message)}" for each in question.problems),
    ]
    console.complain("\n".join(lines))


def _before(question: _Question, indicator: Indicator) -> str:
    known = [f"{each.period.chinese}{_amount(each.value, indicator)}" for each in question.earlier]
    if isinstance(question.answer, Figure) and question.answer.last_year is not None:
        known.append(f"上年同期{_amount(question.answer.last_year, indicator)}")
    return f"；以前：{'，'.join(known)}" if known else ""


def _decide(answers: _Answers, question: _Question, who: str, today: date) -> Decision | None:
    """The decision on one answer, None when it is left for later.  Raises _EndOfAnswers."""
    item, answer = question.item, question.answer
    if question.tiers is not None:
        return _graded(answers, question, who, today)
    action = _action(answers, question)
    if action is None:
        return None
    value, state = None, None
    if action is Action.CONFIRM:
        value = question.reading
    elif action is Action.CORRECT and isinstance(item, Task):
        state = _state(answers)
    elif action is Action.CORRECT and not isinstance(item, Task):
        value = _figure(answers, item)
    why = answers.needed("  理由：")
    source, raw = Source("decisions.yaml"), answer.source.raw or ""
    return Decision(item.id, answer.department, answer.period, action, who, today, why, source, value, raw, state)


def _graded(answers: _Answers, question: _Question, who: str, today: date) -> Decision | None:
    """The grade of one answer, None when it is left for later.  Raises _EndOfAnswers."""
    answer = question.answer
    offered = "  ".join(f"{number} {GRADE_WORDS[level]}" for number, level in enumerate(GradeLevel, 1))
    while True:
        text = answers.line(f"  {offered}  4 跳过  q 结束：")
        if text in _END:
            raise _EndOfAnswers
        if text in _SKIP:
            return None
        if text in _GRADES:
            break
        console.complain(f"  “{visible(text)}”不是选项。")
    level = _GRADES[text]
    share = _share(answers, level, question.tiers or Tiers())
    why = answers.needed("  理由：")
    source, raw = Source("decisions.yaml"), answer.source.raw or ""
    return Decision(
        question.item.id,
        answer.department,
        answer.period,
        Action.GRADE,
        who,
        today,
        why,
        source,
        raw=raw,
        grade=level,
        share=share,
    )


def _share(answers: _Answers, level: GradeLevel, tiers: Tiers) -> Decimal | None:
    low, high = tiers.percents(level)
    while True:
        text = answers.line(f"  得分比例（{low}—{high}%，直接回车不写）：")
        if text in _END:
            raise _EndOfAnswers
        if not text:
            return None
        try:
            share = Decimal(text.rstrip("%％")).scaleb(-2)
        except InvalidOperation:
            share = Decimal(-1)
        if share.is_finite() and tiers.hold(level, share):
            return share
        console.complain(f"  “{visible(text)}”不是{low}%到{high}%之间的数。")


def _action(answers: _Answers, question: _Question) -> Action | None:
    """What is to be done, None for nothing now.  Raises _EndOfAnswers."""
    item, reading = question.item, question.reading
    confirm = "" if reading is None or isinstance(item, Task) else f"1 确认{_amount(reading, item)}  "
    waive = "" if isinstance(item, Task) else "3 不涉及  "
    while True:
        text = answers.line(f"  {confirm}2 改正  {waive}4 跳过  q 结束：")
        if text in _END:
            raise _EndOfAnswers
        if text in _SKIP:
            return None
        action = _CHOICES.get(text)
        if action is None or (action is Action.WAIVE and isinstance(item, Task)):
            console.complain(f"  “{visible(text)}”不是选项。")
        elif action is Action.CONFIRM and reading is None:
            console.complain("  格子里读不出结果，不能直接确认。请用 2 写明，或用 4 跳过。")
        else:
            return action


def _state(answers: _Answers) -> TaskState:
    while True:
        text = answers.needed(f"  改正为（{'、'.join(TASK_WORDS)}）：")
        if text in TASK_WORDS:
            return TaskState(TASK_WORDS[text])
        console.complain(f"  “{visible(text)}”不是其中之一。")


def _figure(answers: _Answers, indicator: Indicator) -> Decimal:
    while True:
        text = answers.needed(f"  改正为{f'（以{indicator.unit}计）' if indicator.unit.text else ''}：")
        try:
            value = read_value(text, indicator)
        except SctargetError as refused:
            console.complain(f"  {refused}")
            continue
        console.complain(f"  读作{_amount(value, indicator)}")
        return value


def _amount(value: object, indicator: Indicator) -> str:
    return with_unit(plain_text(value), indicator.unit) if isinstance(value, Decimal) else ""


def _existing(plan: Plan, path: Path) -> str:
    """The text of the file as it is, empty where there is none.  Raises DecisionsFileError when it has errors."""
    loaded = read_decisions(path, plan)
    if any(problem.severity.blocking for problem in loaded.problems):
        console.complain("\n".join(problem_lines(loaded.problems)))
        raise DecisionsFileError(path, "有错误（见上）")
    try:
        return path.read_bytes().decode("utf-8") if path.exists() else ""
    except OSError as failure:
        raise DecisionsFileError(path, f"读不了（{failure.strerror}）") from failure


def _write(plan: Plan, path: Path, decision: Decision, item: Indicator | Task) -> None:
    """Add one entry at the end of the file, after making sure that everything reads as before and the new one too."""
    text = _existing(plan, path)
    new = append_decision(text, decision, _written_unit(decision, item))
    log = PlanLog(path.name)
    again = parse_decisions(new.removeprefix("\ufeff"), plan, log)
    if log.failed or not again.value or again.value[-1]._replace(source=decision.source) != decision:
        raise DecisionsFileError(path, "的写法没法在末尾续写")
    console.write_files({path: new.encode("utf-8")}, force=True)


def _written_unit(decision: Decision, item: Indicator | Task) -> str:
    """The unit to write behind the value, where it reads back as the same figure."""
    if decision.value is None or isinstance(item, Task):
        return ""
    try:
        same = read_value(f"{plain_text(decision.value)}{item.unit}", item) == decision.value
    except SctargetError:
        return ""
    return item.unit.text if same else ""
