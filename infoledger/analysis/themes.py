"""What titles speak of more than before: phrases found by statistics alone, without a dictionary.

A phrase is a run of characters that stands in several titles and at both of whose ends many different
characters stand, so that it is not a piece of a longer one (Chinese text has no blanks to tell by).
How much more often it stands in a window than before is judged by the log-likelihood ratio
(Dunning, *Accurate Methods for the Statistics of Surprise and Coincidence*, 1993).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from infoledger.numbers import rounded

#: A phrase stands in at least as many titles, and has from as many to as many characters.
LEAST, SHORTEST, LONGEST = 3, 2, 10
#: Of very many titles, one in so many: what fewer speak of is no theme among them.
_MANY = 1000
#: How many different characters stand at each of its ends: the entropy in nats, of three equally often 1.1.
_FREE = 0.9
#: From which ratio on the growth is no chance (95 per cent), and how much more at least.
_SURE, _GROWN = 3.84, Decimal("1.5")
#: Of a longer phrase, the share of the shorter one's titles from which on the shorter one tells nothing of its own.
_WITHIN = 0.6
_RUN = re.compile(r"[㐀-䶿一-鿿]+")
_EDGE = ""

_STOPS = """
开展 推进 推动 落实 加强 强化 工作 活动 建设 情况 反映 建议 对策 问题 做法 经验 调研 报告 完善 优化 提升 举措
措施 多措并举 扎实 积极 全面 深入 持续 有效 着力 全力 切实 做好 抓好 助力 打造 创新 探索 实现 完成 组织 召开
会议 专题 部署 关于 存在 当前 现状 思考 分析 启示 成效 明显 显著 进一步 有关 相关 方面 管理 服务 机制 制度 体系
能力 水平 力度 行动 专项 我县 我市 我区 全县 全市 全区 本县 农村 群众 企业 干部 信息 首次 组织开展 深入开展
积极开展 扎实开展 扎实推进 全面推进 深入推进 贯彻落实 取得 三个 四个 五个 六个 一批 需要 值得 关注 引起 亟待
亟需 应当 加快 促进 聚焦 围绕 坚持 确保 保障 发展 特点 难点 堵点 困难 面临
"""
#: Words that stand in titles whatever they are about, and those of which titles are made.
STOPS = frozenset(_STOPS.split())

Growth = Literal["new", "grown", "seasonal"]


class Theme(NamedTuple):
    """A phrase, the places of the titles in which it stands, and in how many it was to be expected.

    ``before`` and ``year_before`` are how many titles of those times had it, as of a window of this length;
    None where the ledger had not begun.
    """

    phrase: str
    places: tuple[int, ...]
    before: Decimal
    year_before: Decimal | None
    growth: Growth


def themes(
    titles: Sequence[str],
    before: tuple[Iterable[str], Decimal],
    year_before: tuple[Iterable[str], Decimal] | None,
    *,
    own: Collection[str] = (),
    stops: Collection[str] = (),
) -> list[Theme]:
    """What grew in ``titles`` against those ``before`` and a year ago, the surest first.

    Each of the two comes with the number of windows that its time holds. ``own`` words are phrases
    whatever stands at their ends, ``stops`` are none, beside those that never are.
    """
    found = phrases(titles, own, STOPS.union(stops))
    earlier = _average(before, found)
    ago = None if year_before is None else _average(year_before, found)
    grown = []
    for phrase, places in found.items():
        was = earlier[phrase]
        growth = _growth(len(places), was, None if ago is None else ago[phrase])
        if growth:
            last = None if ago is None else rounded(ago[phrase], 1)
            theme = Theme(phrase, tuple(places), rounded(was, 1), last, growth)
            grown.append((_surprise(len(places), was), theme))
    grown.sort(key=lambda each: (-each[0], -len(each[1].phrase), each[1].phrase))
    return _apart(theme for _ratio, theme in grown)


def phrases(titles: Sequence[str], own: Collection[str] = (), stops: Collection[str] = STOPS) -> dict[str, list[int]]:
    """The phrases in ``titles`` with the places of those in which each stands."""
    least = max(LEAST, len(titles) // _MANY)
    runs = Counter(run for title in titles for run in _RUN.findall(title))
    free = _free(runs, _often(runs, least))
    says_nothing = _nothing(stops)
    wanted = {phrase for phrase in free if not says_nothing(phrase)} | {word for word in own if len(word) >= SHORTEST}
    found = {phrase: places for phrase, places in _places(titles, wanted).items() if len(places) >= least}
    return _whole(found, own)


def _often(runs: Mapping[str, int], least: int) -> set[str]:
    """The runs of characters that stand there so often: one can only if both its halves less a character do."""
    often: set[str] = set()
    kept: Collection[str] | None = None
    for length in range(SHORTEST, LONGEST + 1):
        counts: Counter[str] = Counter()
        for run, times in runs.items():
            for gram in _grams(run, length, kept):
                counts[gram] += times
        kept = {gram for gram, count in counts.items() if count >= least}
        often |= kept
        if not kept:
            break
    return often


def _grams(run: str, length: int, kept: Collection[str] | None) -> Iterator[str]:
    for start in range(len(run) - length + 1):
        gram = run[start : start + length]
        if kept is None or (gram[:-1] in kept and gram[1:] in kept):
            yield gram


def _free(runs: Mapping[str, int], often: Collection[str]) -> set[str]:
    """Those at both of whose ends different characters stand, or the run of characters begins or ends."""
    before: defaultdict[str, Counter[str]] = defaultdict(Counter)
    behind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for run, times in runs.items():
        for start, end in _spans(run, often):
            gram = run[start:end]
            before[gram][run[start - 1] if start else _EDGE] += times
            behind[gram][run[end] if end < len(run) else _EDGE] += times
    return {gram for gram in often if _is_open(before[gram]) and _is_open(behind[gram])}


def _spans(run: str, begun: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where in a run those stand of which ``begun`` holds all beginnings from two characters on."""
    for start in range(len(run) - 1):
        for end in range(start + SHORTEST, len(run) + 1):
            if run[start:end] not in begun:
                break
            yield start, end


def _is_open(letters: Counter[str]) -> bool:
    """Whether many letters stand there; the end of a run is another each time."""
    whole = letters.total()
    entropy = -sum(count / whole * math.log(count / whole) for letter, count in letters.items() if letter != _EDGE)
    edge = letters[_EDGE]
    return entropy + edge / whole * math.log(whole) >= _FREE


def _nothing(stops: Collection[str]) -> Callable[[str], bool]:
    """Whether a phrase is made of stop words, with at most a character beside them."""
    words = re.compile("|".join(map(re.escape, sorted(stops, key=len, reverse=True))))
    return lambda phrase: len(words.sub("", phrase)) < SHORTEST


def _places(titles: Iterable[str], wanted: Collection[str]) -> dict[str, list[int]]:
    """In which of ``titles`` each of ``wanted`` stands."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(_found(titles, wanted)):
        for phrase in found:
            places[phrase].append(place)
    return places


def _average(titles: tuple[Iterable[str], Decimal], wanted: Collection[str]) -> dict[str, Decimal]:
    """In how many of a window's ``titles`` each of ``wanted`` stood, on the average of the windows they are of."""
    texts, windows = titles
    counts = Counter(phrase for found in _found(texts, wanted) for phrase in found)
    return {word: counts[word] / windows if windows else Decimal(0) for word in wanted}


def _found(titles: Iterable[str], wanted: Collection[str]) -> Iterator[set[str]]:
    """Which of ``wanted`` stand in each title."""
    begun = {word[:end] for word in wanted for end in range(SHORTEST, len(word) + 1)}
    known: dict[str, frozenset[str]] = {}  # the same runs come again and again
    for title in titles:
        found: set[str] = set()
        for run in _RUN.findall(title):
            if run not in known:
                known[run] = frozenset(run[start:end] for start, end in _spans(run, begun)).intersection(wanted)
            found |= known[run]
        yield found


def _whole(found: Mapping[str, list[int]], own: Collection[str]) -> dict[str, list[int]]:
    """Without those that stand nearly always within one longer phrase."""
    covered = {
        inner
        for phrase, places in found.items()
        for start, end in _inside(phrase)
        if (inner := phrase[start:end]) in found and len(places) >= _WITHIN * len(found[inner])
    }
    return {phrase: places for phrase, places in found.items() if phrase not in covered or phrase in own}


def _inside(phrase: str) -> Iterator[tuple[int, int]]:
    ends = range(len(phrase) + 1)
    return ((start, end) for start in ends for end in ends[start + SHORTEST :] if end - start < len(phrase))


def _growth(count: int, before: Decimal, year_before: Decimal | None) -> Growth | None:
    if _surprise(count, before) < _SURE or count < _GROWN * before:
        return None
    if year_before is not None and count < _GROWN * year_before:
        return "seasonal"
    return "new" if not before and not year_before else "grown"


def _surprise(count: int, expected: Decimal) -> float:
    """The log-likelihood ratio of ``count`` where so many were expected; 0 where it is no more than that."""
    # Half a title is expected of what never was there: it may have been missed.
    mean = max(float(expected), 0.5)
    return 2 * (count * math.log(count / mean) - (count - mean)) if count > mean else 0.0


def _apart(grown: Iterable[Theme]) -> list[Theme]:
    """The surest of phrases that lie within each other, since they tell of the same items."""
    kept: list[Theme] = []
    for theme in grown:
        if not any(theme.phrase in other.phrase or other.phrase in theme.phrase for other in kept):
            kept.append(theme)
    return kept
