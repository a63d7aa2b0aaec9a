"""What a ``when`` means, as the beginning of a sentence: ``调研类信息被市级刊物采用的``."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from infoledger.documents.articles.words import bounds, either, listed, quoted
from infoledger.numbers import plain
from infoledger.rules.whens import FieldTest, When

_NOUN = "信息"

#: What a flag says of an item when it is set, and when it is not; in the middle of a noun, and before it.
_SHORT: Mapping[str, tuple[str, str]] = {
    "urgent": ("紧急", "非紧急"),
    "solicited": ("约稿", "非约稿"),
    "follow_up": ("续报", "首报"),
}
_LONG: Mapping[str, tuple[str, str]] = {
    "joint": ("联合报送的", "单独报送的"),
    "late": ("超过时限报送的", "在时限内报送的"),
    "forwarded": ("已由本单位上报的", "未经本单位上报的"),
}
_MEASURED = {"quality": ("质量系数", ""), "hours_late": ("迟报", "小时"), "characters": ("字数", "字")}
_STATUSES = {"received": "待审", "returned": "被退回", "approved": "审核通过", "rejected": "审核未予采用"}
_QUOTA_FIGURES = {"count": "完成数", "least": "任务数", "shortfall": "欠额", "excess": "超额"}
_FEEDBACK = {"on_time": "按期反馈", "late": "逾期反馈", "missed": "到期未反馈"}
_SOLICITED = {"on_time": "按时完成", "late": "逾期完成", "missed": "未完成"}
#: Kinds of fact that are of a party and no item.
OF_PARTIES = ("quota", "period", "outcome")
_WHO = ("unit", "group", "informant", "role")
#: What a group may be called that cannot stand after 各.
_COLLECTIVE = ("组", "类", "片")
_ALREADY = ("本", "各", "全")
#: An outlet that is none to be read on paper has no title marks.
_SITES = ("网", "网站", "公众号", "客户端", "平台", "电视台", "电台", "内网", "频道")
#: What is already a noun for something sent in.
_PIECES = (_NOUN, "稿件", "稿", "材料", "简报")


class Subject(NamedTuple):
    """The beginning of a sentence: whose and what items (``head``), and what happens (``event``)."""

    head: str
    event: str

    @property
    def whole(self) -> str:
        """Both together."""
        return self.head + self.event


class Tests:
    """The tests of a ``when`` by their fields; a field may be tested twice."""

    def __init__(self, when: When) -> None:
        self.all = when.tests

    def of(self, *fields: str) -> list[FieldTest]:
        """The tests on any of ``fields``, in the order of these."""
        return [test for field in fields for test in self.all if test.field == field]

    def names(self, field: str) -> list[str]:
        """The names that a test on ``field`` allows."""
        return [_text(value) for test in self.of(field) for value in test.values]

    def flag(self, field: str, words: tuple[str, str]) -> str:
        """What the test on a flag says, by its words for yes and no."""
        return "".join(either(words[not value] for value in test.values) for test in self.of(field))


def subject(when: When, kind: str) -> Subject:
    """How a sentence about facts of ``kind`` that match ``when`` begins."""
    tests = Tests(when)
    head, event = _SUBJECTS[kind](tests)
    return Subject(head, event + _only(when, kind) + excepted(when, kind))


def attributive(when: When, kind: str) -> str:
    """What matches ``when``, shortly: ``调研类信息``, ``以简讯形式采用的``."""
    tests = Tests(when)
    head, event = _SUBJECTS[kind](tests)
    if not _said_of_event(when, kind):
        noun = items(when)
        said = (who(when) if noun == _NOUN else _owner(when) + noun) or noun
    else:
        said = event if head == _NOUN else head + event
    return said + _only(when, kind) + excepted(when, kind)


def _only(when: When, kind: str) -> str:
    """What is asked of an item where there is none; so written it never holds, and must be seen."""
    return f"（限{items(when)}）" if kind in OF_PARTIES and items(when) != _NOUN else ""


def excepted(when: When, kind: str) -> str:
    """Whom and what ``not`` leaves out, in brackets."""
    return "".join(f"({attributive(each, kind)}除外)" for each in when.excluded).translate(_BRACKETS)


_BRACKETS = str.maketrans("()", "（）")


def who(when: When) -> str:
    """The unit, group, informant or role that ``when`` names; nothing if it names none."""
    tests = Tests(when)
    groups = tests.names("group")
    place = listed(tests.names("unit")) + (_groups(groups) if groups else "")
    roles = (role if role.endswith("员") else f"{role}信息员" for role in tests.names("role"))
    names = tests.names("informant")
    people = listed(roles) + (listed(names) if tests.of("role") or not names else f"信息员{listed(names)}")
    return f"{place}的{people}" if place and people else place + people


def items(when: When) -> str:
    """The items that ``when`` means, as a noun: ``超过时限报送的紧急信息``."""
    tests = Tests(when)
    long = [tests.flag(field, words) for field, words in _LONG.items()]
    long += [f"{either(_STATUSES[name] for name in names)}的" if (names := tests.names("status")) else ""]
    long += [f"{_number(test)}的" for test in tests.of(*_MEASURED)]
    long += [f"标签为{either(map(quoted, names))}的" if (names := tests.names("tag")) else ""]
    long += [f"来源为{either(names)}的" if (names := tests.names("source")) else ""]
    short = [tests.flag(field, words) for field, words in _SHORT.items()]
    return "".join((*long, *short)) + _category(tests.names("category"), "".join(short))


def outlets(when: When) -> str:
    """Where a piece was adopted: ``市级刊物``, ``《昨日要情》“要闻”栏目``; nothing where any will do."""
    tests = Tests(when)
    named = either(map(_outlet, names)) if (names := tests.names("outlet")) else ""
    bodies, levels = either(tests.names("body")) if tests.of("body") else "", _levels(tests, "刊物")
    own = tests.flag("own", ("本单位", "上级单位"))
    sections = f"{either(map(quoted, names))}栏目" if (names := tests.names("section")) else ""
    publication = named or levels or ("刊物" if own else "")
    between = "的" if bodies and publication else ""
    return bodies + between + own + (levels if named and levels else "") + publication + sections


def manner(when: When) -> str:
    """In which form a piece was adopted."""
    return f"以{either(names)}形式" if (names := Tests(when).names("form")) else ""


def adopted(when: When) -> str:
    """Where and how a piece was adopted: ``被市级刊物以简讯形式采用``, ``以简讯形式被采用``."""
    where, how = outlets(when), manner(when)
    return f"被{where}{how}采用" if where else f"{how}被采用"


def superiors(when: When) -> str:
    """To whom an item was forwarded."""
    tests = Tests(when)
    return _levels(tests, "机关") + (either(tests.names("body")) if tests.of("body") else "")


def leaders(when: When) -> str:
    """Who wrote an instruction: ``市级主要领导``, ``县长``; ``领导`` where anyone may have."""
    tests = Tests(when)
    levels = listed(tests.names("level"))
    chief = tests.flag("chief", ("主要领导", "其他领导"))
    names = either(tests.names("leader")) if tests.of("leader") else ""
    return levels + (chief or ("" if names else "领导")) + names


def read_in(when: When) -> str:
    """Where the leader read it."""
    return f"在{either(map(_outlet, names))}上" if (names := Tests(when).names("outlet")) else ""


def violations(kinds: list[str]) -> str:
    """Which failures are meant."""
    return listed(kinds) if kinds else "差错"


def tasks(names: list[str]) -> str:
    """The quotas of these names, or any: ``“每月报送”任务``."""
    named = either(map(quoted, names)) if names else ""
    return named if names and names[-1].endswith("任务") else f"{named}任务"


def _submission(tests: Tests) -> tuple[str, str]:
    when = When(tuple(tests.of(*_item_fields(), "status")))
    noun = items(when)
    return (f"{who(when)}{noun}" if "报送的" in noun else f"{who(when)}报送{noun}的"), ""


def _forward(tests: Tests) -> tuple[str, str]:
    when = _all(tests)
    return _owner(when) + items(when), f"上报{superiors(when)}的"


def _adoption(tests: Tests) -> tuple[str, str]:
    when = _all(tests)
    return _owner(when) + items(when), f"{adopted(when)}的"


def _instruction(tests: Tests) -> tuple[str, str]:
    when = _all(tests)
    return _owner(when) + items(when), f"{read_in(when)}获{leaders(when)}批示的"


def _feedback(tests: Tests) -> tuple[str, str]:
    when = _all(tests)
    noun = _owner(when) + items(when)
    on = "" if noun == _NOUN else f"{noun}所获的"
    whose = leaders(when)
    head = f"{on}{read_in(when)}{'' if whose == '领导' else whose}批示"
    answered = either(_FEEDBACK[name] for name in tests.names("answered")) if tests.of("answered") else "有反馈期限"
    return head, f"{answered}的"


def _violation(tests: Tests) -> tuple[str, str]:
    when = _all(tests)
    noun = items(when)
    levels = f"{either(tests.names('level'))}层面的" if tests.of("level") else ""
    head = who(when) if noun == _NOUN else _owner(when) + noun
    return head, f"发生{levels}{violations(tests.names('kind'))}的"


def _solicitation(tests: Tests) -> tuple[str, str]:
    when = _all(tests)
    noun = items(when)
    answered = either(_SOLICITED[name] for name in tests.names("answered")) if tests.of("answered") else "应答"
    return who(when), f"{'' if noun == _NOUN else f'以{noun}'}{answered}约稿的"


def _award(tests: Tests) -> tuple[str, str]:
    when = _all(tests)
    kinds = either(map(quoted, tests.names("kind"))) if tests.of("kind") else "优秀信息"
    return _owner(when) + items(when), f"被评为{kinds}的"


def _quota(tests: Tests) -> tuple[str, str]:
    task = tasks(tests.names("quota"))
    figures = [f"{_QUOTA_FIGURES[test.field]}{_bounds(test)}" for test in tests.of(*_QUOTA_FIGURES)]
    met = tests.flag("met", ("完成", "未完成"))
    return who(_all(tests)), f"{met or '有'}{task}{''.join(f'且{each}' for each in figures)}的"


def _period(tests: Tests) -> tuple[str, str]:
    return who(_all(tests)), ""


def _outcome(tests: Tests) -> tuple[str, str]:
    named = either(map(quoted, tests.names("outcome"))) if tests.of("outcome") else "考核结果"
    return who(_all(tests)), f"按{named}处理的"


_SUBJECTS: Mapping[str, Callable[[Tests], tuple[str, str]]] = {
    "submission": _submission,
    "forward": _forward,
    "adoption": _adoption,
    "instruction": _instruction,
    "feedback": _feedback,
    "violation": _violation,
    "solicitation": _solicitation,
    "award": _award,
    "quota": _quota,
    "period": _period,
    "outcome": _outcome,
}


def _all(tests: Tests) -> When:
    return When(tests.all)


def _item_fields() -> Iterator[str]:
    yield from (*_WHO, *_LONG, *_SHORT, *_MEASURED, "tag", "source", "category")


def _said_of_event(when: When, kind: str) -> bool:
    """Whether ``when`` asks more than what party and item say; what happened says all there is of some kinds."""
    known = {*_item_fields(), "status"}
    return kind in ("quota", "outcome") or any(test.field not in known for test in when.tests)


def _owner(when: When) -> str:
    return f"{whose}的" if (whose := who(when)) else ""


def _groups(groups: list[str]) -> str:
    if any(group.endswith(_COLLECTIVE) for group in groups):
        return f"{listed(groups)}各单位"
    return listed(groups) if groups[0].startswith(_ALREADY) else f"各{listed(groups)}"


def _category(names: list[str], before: str) -> str:
    """``工作动态类信息、调研信息``; 紧急 before 紧急信息 says it once."""
    nouns = [name if name.endswith(_PIECES) else f"{name}类{_NOUN}" for name in names]
    return listed(noun.removeprefix(before) for noun in nouns) or _NOUN


def _levels(tests: Tests, noun: str) -> str:
    """``市级、省级刊物``; what is no level by its name, as 媒体, stands alone."""
    names = tests.names("level")
    graded = [name for name in names if name.endswith("级")]
    others = [name for name in names if name not in graded]
    return either([*([listed(graded) + noun] if graded else []), *others]) if names else ""


def _outlet(name: str) -> str:
    body, parted, title = name.rpartition("/")
    marked = title if title.endswith(_SITES) or title.startswith("《") else f"《{title}》"
    return f"{body}{marked}" if parted else marked


def _number(test: FieldTest) -> str:
    name, unit = _MEASURED[test.field]
    return name + _bounds(test, unit)


def _bounds(test: FieldTest, unit: str = "") -> str:
    if test.range:
        return bounds(test.range, unit)
    return f"为{either(_text(value) + unit for value in test.values)}"


def _text(value: object) -> str:
    return value if isinstance(value, str) else plain(value)  # type: ignore[arg-type]  # a number: flags are not asked
