"""Reports of a year in a county, made up: which of them are of one matter is known.

A matter is an event or a trouble that three to six units report within a few days, each in words of
its own. Between them lie their look-alikes: the same words of another thing, at another place, in
another year or a month later; two units alone; and the daily work of all units.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from infoledger.intake.likeness import Titles
from infoledger.intake.matters import Report

_TOWNS = """
柳溪镇 石桥镇 梅岭乡 白塔镇 青泉镇 双河乡 枫林镇 黄坪乡 龙口镇 云峰乡 古渡镇 南坪镇 桃花乡 长岗镇 沙湾镇 松涧乡
高台镇 新集镇
"""
TOWNS = _TOWNS.split()
_BUREAUS = """
县公安局 县教育局 县农业农村局 县商务局 县市场监管局 县人社局 县卫健局 县住建局 县交通运输局 县应急局 县水利局
县信访局 县司法局 县林业局
"""
BUREAUS = _BUREAUS.split()
UNITS = (*TOWNS, *BUREAUS)

#: Troubles of a thing: what it is called in different words.
OF_A_THING = (
    ("滞销", "销售困难", "销路不畅", "积压滞销"),
    ("价格大幅下跌", "价格持续下跌", "价格大跌", "跌价"),
    ("种植保险理赔难", "保险理赔慢", "种植保险理赔滞后"),
    ("疫病抬头", "疫病蔓延", "疫病多发"),
    ("收购压级压价", "收购被压价", "收购压价"),
    ("种苗以次充好", "假劣种苗", "种苗质量差"),
    ("烘干能力不足", "烘干难", "烘干设备不足"),
    ("冷链仓储短缺", "仓储冷链不足", "缺冷链仓储"),
    ("遭遇晚霜冻害", "遭受霜冻", "晚霜冻害减产"),
    ("采摘用工荒", "采摘季用工难", "采摘缺人手"),
    ("冒用地理标志", "地理标志被冒用", "假冒地理标志"),
    ("合作社空壳套补", "合作社套取补贴", "空壳合作社套补"),
)
_THINGS = """
柑橘 茶叶 生猪 油菜 板栗 辣椒 莲藕 香菇 西瓜 早稻 红薯 天麻 生姜 油茶 脆桃 黄牛 鸭蛋 中药材 冬笋 晚稻 土豆 大蒜
枇杷 葡萄 草莓 蜂蜜 烟叶 蚕茧 核桃 花椒 百合 黄桃 猕猴桃 杨梅 石斛 芋头 韭菜 白菜 萝卜 莴笋 黄瓜 番茄 玉米 大豆
花生 芝麻 甘蔗 肉鸡 肉羊 肉兔 小龙虾 鲈鱼 草鱼 甲鱼 木耳 灵芝 芦笋 竹荪 柚子 李子
"""
THINGS = _THINGS.split()
#: Troubles among people: each in different words.
AMONG_PEOPLE = (
    ("电动自行车入户充电隐患", "电动自行车飞线充电隐患", "电动自行车违规充电隐患"),
    ("网约车司机集体停运", "网约车司机停运聚集", "网约车停运"),
    ("工程款拖欠致农民工讨薪", "农民工讨要拖欠工程款", "农民工讨薪"),
    ("城乡居民医保缴费上涨引发不满", "居民医保缴费上涨群众不满", "医保缴费标准上涨引议论"),
    ("冒充社保客服诈骗", "冒充社保客服实施诈骗", "冒充社保客服新型诈骗"),
    ("共享单车乱停乱放", "共享单车停放混乱", "共享单车无序停放"),
    ("校外培训机构卷款跑路", "培训机构关门卷款跑路", "校外培训机构跑路退费难"),
    ("老年人保健品消费陷阱", "保健品坑老骗老", "老年人保健品会销陷阱"),
    ("农村自来水水压不足", "自来水水压低", "自来水水压不稳"),
    ("流感患者激增儿科就诊难", "流感高发儿科一号难求", "儿科流感患者激增"),
    ("快递进村二次收费", "快递进村违规收费", "村级快递点二次收费"),
    ("小区电梯频繁停运", "电梯频繁故障停运", "小区电梯老化停运"),
    ("预付卡商家闭店退款难", "健身房预付卡闭店退款难", "预付卡闭店跑路"),
    ("大货车绕行村道压损路面", "大货车绕行压坏村道", "货车绕行村道毁路"),
    ("乡镇卫生院药品短缺", "卫生院常用药短缺", "基层卫生院缺药"),
    ("野猪毁坏庄稼伤人", "野猪毁坏庄稼", "野猪下山毁庄稼"),
    ("返乡青年创业贷款审批难", "创业贷款审批难", "返乡创业贷款难批"),
    ("直播带货虚假宣传", "直播带货夸大宣传", "直播带货虚假宣传投诉"),
    ("村医队伍老龄化断档", "村医老龄化严重", "村医后继乏人老龄化"),
    ("高价彩礼反弹", "高额彩礼抬头", "高价彩礼攀比反弹"),
    ("新能源车充电桩不足", "充电桩不足充电难", "乡镇充电桩不足"),
    ("秸秆焚烧火点反弹", "秸秆露天焚烧反弹", "露天焚烧秸秆抬头"),
    ("中考分流政策误读引发焦虑", "中考分流政策被误读", "家长误读中考分流政策"),
    ("养老机构护理员短缺", "养老机构缺护理员", "养老护理员紧缺"),
    ("学校食堂承包转包牟利", "学校食堂违规转包", "食堂转包牟利"),
    ("二手车里程表造假", "二手车调表造假", "二手车里程造假投诉"),
    ("殡葬服务捆绑收费", "殡仪馆捆绑收费", "殡葬乱收费"),
    ("景区二次消费欺客", "景区强制二次消费", "景区二次消费投诉"),
    ("教师非教学负担过重", "教师非教学任务繁重", "教师负担过重"),
    ("手机贷款诱导大学生", "网贷诱导大学生", "大学生陷网贷"),
)
#: What happens at a place, which is not the reporter's where a bureau reports it.
AT_A_PLACE = (
    ("山体滑坡阻断道路", "山体滑坡致道路中断", "山体滑坡道路受阻"),
    ("河道出现死鱼", "河段大面积死鱼", "河里死鱼"),
    ("烟花爆竹仓库起火", "烟花仓库火灾", "烟花爆竹库房火情"),
    ("客车侧翻事故", "客车侧翻", "大客车侧翻"),
    ("幼儿园疑似食物中毒", "幼儿园食物中毒", "幼儿园儿童疑似食物中毒"),
    ("水库坝体渗漏", "水库大坝渗水", "水库坝体渗水险情"),
    ("冰雹灾害", "遭受冰雹袭击", "突降冰雹受灾"),
    ("加油站泄漏", "加油站油品泄漏", "加油站漏油"),
    ("化工厂异味扰民", "化工厂刺鼻异味", "化工厂异味投诉"),
    ("桥墩被撞受损", "桥墩遭货船撞击", "桥墩撞损"),
    ("渡船搁浅乘客被困", "渡船搁浅", "客渡船搁浅被困"),
    ("养殖场污水直排", "养殖污水直排", "养殖场偷排污水"),
    ("高压线断落停电", "高压线断落", "高压线掉落致停电"),
    ("学生校外溺水", "学生溺水", "学生野泳溺水"),
    ("燃气管道挖断", "燃气管道被挖断", "施工挖断燃气管道"),
    ("森林火情", "山林火情", "林区起火"),
)
FRAMES = (
    "{unit}{matter}{n}起",
    "{unit}反映{matter}问题突出",
    "{unit}{matter}值得关注",
    "关于{matter}的情况反映",
    "当前{matter}现象增多",
    "近期{unit}{matter}引发关注",
    "{matter}应引起重视",
    "{unit}积极应对{matter}",
    "我县{matter}亟待解决",
    "{unit}辖区{n}户反映{matter}",
    "{unit}：部分群众反映{matter}",
    "{year}年{unit}{matter}情况",
)
AT_FRAMES = (
    "{place}{matter}",
    "{place}{matter}{n}人受伤",
    "{place}发生{matter}",
    "关于{place}{matter}的情况报告",
    "{place}妥善处置{matter}",
)
WORK = (
    "{unit}召开{topic}推进会",
    "{unit}扎实开展{topic}专项行动",
    "{unit}“三个聚焦”抓好{topic}",
    "{unit}{topic}完成率达{n}%",
    "{unit}多措并举推进{topic}",
    "{unit}组织{n}名干部开展{topic}培训",
    "{topic}存在的问题及对策建议",
)
_TOPICS = """
人居环境整治 河长制巡河 高标准农田 户厕改造 村集体经济 防返贫监测 信访积案 矛盾调解 平安创建 道路交通劝导
留守儿童关爱 养老服务 移风易俗 便民服务 违法用地整治 饮水安全 项目征迁 安全生产排查 自建房整治 党建引领 乡村文化
乡村旅游 垃圾分类 退役军人服务 数字乡村 森林防火 医保征缴 粮食收购 冬修水利 营商环境 招商引资 学位供给 食品抽检
燃气整治 老旧小区改造 古树保护 电信诈骗打击 审计整改 统计核查 预算绩效 普法宣传 就业帮扶 技能培训 欠薪整治
"""
TOPICS = _TOPICS.split()
TITLES = Titles("青岚县人民政府办公室", {id: (name,) for id, name in enumerate(UNITS)})
YEAR = 2025


class Dice(random.Random):
    """Dice that make a half of the set: of the subjects every second one."""

    def __init__(self, half: int) -> None:
        super().__init__(half)
        self.things, self.of_a_thing = THINGS[half::2], OF_A_THING[half::2]
        self.among_people, self.at_a_place = AMONG_PEOPLE[half::2], AT_A_PLACE[half::2]


FIRST = date(YEAR, 1, 1)
#: One trouble comes again only after so long.
APART = timedelta(days=20)


#: What a report is about: its words and its place; of daily work the topic.
Subject = tuple[Sequence[str], str]


class Row(NamedTuple):
    """A report, and the number of the matter that it is of, None of what is none."""

    day: date
    title: str
    unit: str
    subject: Subject
    matter: int | None = None


class Made(NamedTuple):
    """Reports by day; by the id of a report the matter that it is of, and what it is about."""

    reports: list[Report]
    matter: dict[int, int]
    subject: dict[int, Subject]
    plain: list[str]


def make(matters: int, half: int) -> Made:
    """A year with so many matters that three units or more reported, of one ``half`` (0 or 1) of all subjects."""
    dice = Dice(half)
    rows: list[Row] = []
    for number in range(matters):
        day = FIRST + timedelta(days=dice.randrange(355))
        subject = _new(dice, rows, day, dice.random())
        who = _who(dice, subject[1], dice.randint(3, 6))
        rows += [_told(dice, subject, unit, day + timedelta(days=dice.randrange(6)), number) for unit in who]
        rows += _look_alikes(dice, rows, day, subject)
    for _item in range(matters * 12):
        unit, topic = dice.choice(UNITS), dice.choice(TOPICS)
        title = dice.choice(WORK).format(unit=unit, topic=topic, n=dice.randint(2, 99))
        rows.append(Row(FIRST + timedelta(days=dice.randrange(365)), title, unit, ((topic,), "")))
    rows.sort(key=lambda row: row.day)
    return Made(
        [Report(id, f"{YEAR}-{id:05}", row.title, row.day, (UNITS.index(row.unit),)) for id, row in enumerate(rows)],
        {id: row.matter for id, row in enumerate(rows) if row.matter is not None},
        {id: row.subject for id, row in enumerate(rows)},
        [TITLES.plain(row.title) for row in rows],
    )


def _new(dice: Dice, rows: Sequence[Row], day: date, kind: float) -> Subject:
    """A subject that nobody speaks of about that day: a trouble told again then would be the same matter."""
    taken = [row.subject for row in rows if abs(row.day - day) < APART]
    while (subject := _subject(dice, kind)) in taken:
        pass
    return subject


def _subject(dice: Dice, kind: float) -> tuple[Sequence[str], str]:
    if kind < 0.5:
        thing = dice.choice(dice.things)
        return [thing + words for words in dice.choice(dice.of_a_thing)], ""
    if kind < 0.75:
        return dice.choice(dice.among_people), ""
    return dice.choice(dice.at_a_place), dice.choice(TOWNS)


def _who(dice: Dice, place: str, count: int) -> list[str]:
    """Who reports: what happens in a town, that town and bureaus."""
    return [place, *dice.sample(BUREAUS, count - 1)] if place else dice.sample(UNITS, count)


def _told(dice: Dice, subject: Subject, unit: str, day: date, matter: int | None = None, year: int = YEAR) -> Row:
    words, place = subject
    frames = AT_FRAMES if place else FRAMES if year == YEAR else FRAMES[-1:]
    title = dice.choice(frames).format(
        unit=unit, place=place, matter=dice.choice(words), n=dice.randint(2, 60), year=year
    )
    return Row(day, title, unit, subject if year == YEAR else (words, str(year)), matter)


def _look_alikes(dice: Dice, rows: Sequence[Row], day: date, subject: Subject) -> list[Row]:
    """Of other matters in nearly the same words, each reported by too few."""
    words, place = subject
    near, later, unit = day + timedelta(days=dice.randrange(6)), day + timedelta(days=40), dice.choice(UNITS)
    taken = [row.subject for row in rows if abs(row.day - day) < APART]
    made = []
    if place:
        town = dice.choice([name for name in TOWNS if (words, name) not in taken])
        made += [_told(dice, (words, town), unit, near) for unit in _who(dice, town, 2)]
    elif words not in AMONG_PEOPLE:
        trouble = next(each for each in dice.of_a_thing if words[0].endswith(each[0]))
        things = [[thing + word for word in trouble] for thing in dice.things]
        other = dice.choice([each for each in things if (each, "") not in taken])
        made += [_told(dice, (other, ""), unit, near) for unit in dice.sample(UNITS, 2)]
        thing = words[0].removesuffix(trouble[0])
        another = dice.choice([each for each in dice.of_a_thing if ([thing + word for word in each], "") not in taken])
        made += [_told(dice, ([thing + word for word in another], ""), unit, near) for unit in dice.sample(UNITS, 2)]
    if not place:
        made.append(_told(dice, subject, unit, near, year=YEAR - 1))
    if later.year == YEAR and subject not in [row.subject for row in rows if abs(row.day - later) < APART]:
        made.append(_told(dice, subject, unit, later))
    return made
