"""The words of config and regulations in both languages: the one table, for whatever reads, writes or describes them.

A key has its Chinese word by the place where it stands, since one Chinese word may stand for different English
ones (级别 is ``levels`` at the root, ``level`` in a condition). Names that an office gives are never translated.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from infoledger.i18n import screen_language
from infoledger.kinds import KINDS, STATUSES


class Word(NamedTuple):
    """A key: its Chinese word, and what it means in Chinese and in English."""

    chinese: str
    zh: str
    en: str


_SHARED_NAME = Word("名称", "名称，同类中不重复", "What it is called; no two of a kind alike")
_CITE = Word("条款", "依据的条款，得分明细里列出", "The article it rests on; printed with each posting")
_WHEN = Word("当", "事项符合这些条件才算；不写则都算", "What a fact must be like; left out, any will do")
_TIMES = Word("倍数", "乘以几", "What is multiplied by")
_PER = Word("周期", "多长时间一次", "The sub-period: how often")
_ACTIONS = {
    "points": Word("得分", "加几分，负数为扣分", "Points added; negative ones are taken off"),
    "yuan": Word("金额", "奖多少元", "Yuan given"),
    "each": Word(
        "每件", "每件加几分：欠额或超额每一条，迟报每小时", "Points or yuan for each one missed, over, or hour late"
    ),
    "of": Word("基数", "每件指欠额、超额还是数量", "Whether each one missing, over or done counts"),
    "more": Word("另计", "按该信息在另一条目的得分再计几倍", "So many times what the item is worth elsewhere"),
    "instead": Word("改计", "该信息在另一条目改计几分", "What the item is worth elsewhere instead"),
    "set": Word("总分定为", "年度总分定为几分", "What the year's total becomes"),
    "fee_times": Word("稿酬倍数", "按稿酬的几倍发", "So many times the fee"),
    "ratio": Word("比值", "按比值计分", "In proportion to a figure"),
}
_CLAUSES = Word("条目", "只算这些计分条目的得分", "Only the points of these clauses")
_WHERE = Word("其中", "只数符合这些条件的", "Only what is like this is counted")
_COUNT = Word("计数", "数什么", "What is counted")
_TEMPLATE = Word("模板", "本单位自己的模板文件", "A file of the office's own that it is made from")
_TITLE = Word("标题", "标题，可含{period}和{work}", "Its title, with room for {period} and {work}")

#: What a field of a fact may be asked for, in ``when``, ``where`` and ``for``.
_FIELDS = {
    "unit": Word("单位", "单位", "A unit"),
    "group": Word("组别", "单位的组别", "The unit's group"),
    "informant": Word("信息员", "信息员", "An informant"),
    "role": Word("岗位", "信息员的岗位", "An informant's role"),
    "category": Word("类别", "信息类别", "The item's category"),
    "urgent": Word("紧急", "是否紧急信息", "Whether the item's category is urgent"),
    "solicited": Word("约稿", "是否应约报送", "Whether the item answers a solicitation"),
    "follow_up": Word("续报", "是否续报", "Whether the item follows another up"),
    "joint": Word("联合", "是否几个单位联合报送", "Whether several units submitted it"),
    "tag": Word("标签", "信息的标签", "One of the item's tags"),
    "quality": Word("质量系数", "信息的质量系数", "The item's quality"),
    "late": Word("迟报", "是否迟报", "Whether it was submitted late"),
    "hours_late": Word("迟报小时", "迟报几小时", "By how many hours it was late"),
    "characters": Word("字数", "正文字数", "How many characters its text has"),
    "source": Word("来源", "信息的来源", "The item's source"),
    "forwarded": Word("已上报", "到当天是否已由本单位上报", "Whether this office had forwarded it by that day"),
    "status": Word("状态", "审核状态", "Where it stands in its review"),
    "body": Word("上级单位", "上级单位", "The body above"),
    "level": Word("级别", "级别", "The level"),
    "outlet": Word("刊物", "采用或批示的刊物", "The outlet"),
    "form": Word("方式", "采用方式", "The form of adoption"),
    "section": Word("栏目", "刊物的栏目", "The section of the outlet"),
    "own": Word("本级刊物", "是否本单位自己的刊物", "Whether the outlet is this office's own"),
    "leader": Word("领导", "批示的领导", "The leader who wrote it"),
    "chief": Word("主要领导", "是否主要领导", "Whether that is a principal leader"),
    "kind": Word("类型", "差错或评优的类型", "Which violation or award"),
    "answered": Word("答复", "答复得怎样", "How it was answered"),
    "quota": Word("任务", "任务的名称", "The quota's name"),
    "met": Word("完成", "任务是否完成", "Whether the quota was met"),
    "count": Word("数量", "任务完成的数量", "How much was done of the quota"),
    "least": Word("任务数", "任务要求的数量", "How much the quota asks for"),
    "shortfall": Word("欠额", "还差多少", "By how much the quota was missed"),
    "excess": Word("超额", "超出多少", "By how much the quota was passed"),
    "outcome": Word("考核结果", "考核结果的名称", "The outcome's name"),
    "not": Word("不是", "不符合这些条件的", "What it must not be like"),
}
_BOUNDS = {
    "at_least": Word("不少于", "大于或等于", "This number or more"),
    "at_most": Word("不多于", "小于或等于", "This number or less"),
    "above": Word("大于", "大于", "More than this number"),
    "below": Word("小于", "小于", "Less than this number"),
}
_CONDITIONS = {
    "all": Word("全部满足", "这些条件都要满足", "Conditions that must all hold"),
    "any": Word("任一满足", "这些条件满足一个即可", "Conditions of which one must hold"),
}
_PART = Word(
    "不足整期", "只在册一部分时间的怎么算", "What is owed or given by whom was a member for part of the sub-period"
)

#: Every key that the reader knows, by the place where it stands.
KEYS: Mapping[str, Mapping[str, Word]] = {
    "config": {
        "office": Word("本单位", "台账是谁的", "Whose ledger this is"),
        "ledger": Word("台账", "台账文件或数据库地址；默认 ledger.db", "The ledger: a file, or a database's URL"),
        "language": Word("语言", "打印的文件用什么语言", "The language of printed documents"),
        "clerk": Word("登记人", "未另指明时由谁登记", "Who records, where nobody else is named"),
        "year_starts": Word("年度起始月", "考核年度从几月开始", "The month in which the assessment year begins"),
        "month_ends": Word(
            "月末日",
            "每月到几日为止；25 即上月26日至本月25日",
            "The last day of a month; 25: from the 26th to the 25th",
        ),
        "levels": Word("级别", "各级别，按打印顺序", "The levels, in printing order"),
        "unit_groups": Word("单位组别", "分组排名的组别，按打印顺序", "The groups that units are ranked in"),
        "categories": Word("类别", "信息类别和要求", "Kinds of items, and what is asked of them"),
        "bodies": Word("上级单位", "采用信息的上级单位和它们的刊物", "Who can adopt, and in what"),
        "forms": Word(
            "采用方式",
            "采用方式；第一个为默认，综合指几条合成一篇",
            "Forms of adoption; the first is the usual one, 综合 that of several items",
        ),
        "leaders": Word("领导", "作批示的领导", "Who writes instructions"),
        "publications": Word("本级刊物", "本单位自己编发的刊物", "What this office itself issues"),
        "secrecy": Word("密级", "密级，由低到高；第一个为默认", "Classifications from low to high; the first is usual"),
        "review": Word("审核", "信息送出前的审核", "What an item passes before it goes out"),
        "violations": Word("差错类型", "差错的类型", "Kinds of violations"),
        "awards": Word("评优", "信息评优的类型", "Kinds of awards for items"),
        "periods": Word("时段", "自定的时段", "Windows with a name of their own"),
        "holidays": Word("放假", "放假的日子", "Days off"),
        "makeup_days": Word("调休上班", "调休上班的日子", "Days off that are worked"),
        "layout": Word("版式", "打印文件的版式", "How the printed documents look"),
        "notice": Word("通报", "通报的用语和组成", "What the printed notice says and is made of"),
        "analysis": Word("研判", "研判来稿时的词语和天数", "Words and days of the analysis"),
        "imports": Word("导入表", "本单位自己的表格怎么读", "How the office's own tables are read"),
        "exchange": Word("交换", "交换数据包的单位", "Offices that packets go to and come from"),
        "regulations": Word(
            "考核办法", "考核办法：文件名，或直接写在这里", "The regulations: files, or written out here"
        ),
    },
    "office": {
        "name": Word("名称", "单位名称，印在通报和刊物上", "The office's name, as printed"),
        "level": Word("级别", "本级刊物的级别", "The level of the office's own publications"),
    },
    "category": {
        "deadline": Word("时限", "发生后多久内报送，过后为迟报", "How soon after it occurred it must be submitted"),
        "expects": Word("要素", "报送时应写明的要素", "What its text must tell"),
        "least_characters": Word("最少字数", "正文最少几个字", "How many characters its text must have"),
        "urgent": Word("紧急", "是否紧急信息", "Whether it is urgent"),
    },
    "body": {
        "level": Word("级别", "该单位的级别", "The body's level"),
        "outlets": Word("刊物", "该单位的刊物", "Its outlets"),
        "secrecy_at_most": Word("最高密级", "只能上报到这一密级", "The highest classification it may be sent"),
    },
    "outlet": {"aliases": Word("别名", "刊物的别名", "Other names of the outlet")},
    "leader": {
        "level": Word("级别", "领导的级别", "The leader's level"),
        "chief": Word("主要领导", "是否主要领导", "Whether this is a principal leader"),
        "title": Word("职务", "领导的职务", "The leader's office"),
    },
    "publication": {
        "issuer": Word("编发单位", "刊物由谁编发；默认本单位", "Who issues it; by default this office"),
        "numbering": Word("编号方式", "期号怎么编", "How its issues are numbered"),
        "first": Word("起始期号", "在本台账里编发的第一期的期号", "The numbers of the first issue made here"),
        "sections": Word("栏目", "刊物的栏目", "Its sections"),
        "send": Word("报送范围", "报、送、发哪些单位", "To whom it goes"),
        "copies": Word("份数", "印几份", "How many copies are printed"),
        "secrecy_at_most": Word("最高密级", "刊登的最高密级", "The highest classification of an item in it"),
        "signatures": Word("签字", "印发前谁签字", "Who signs before it is issued"),
    },
    "first": {
        "number": Word("期号", "当年的期号", "Its number in the year"),
        "running": Word("总期号", "总期号", "Its running number"),
    },
    "review": {
        "steps": Word("环节", "依次经过的环节", "The steps, one after the other"),
        "more": Word("另加", "有的信息另加的环节", "Further steps of some items"),
        "since": Word("起始日", "此前报送的不再审核", "Items submitted before this day need no step"),
        "unused_after": Word(
            "多少天未用", "几天内没有去向的按未采用告知", "After how many days without use an item is told as not used"
        ),
        "apart": Word("不得兼任", "不能由同一人签的环节", "Steps that one person may not sign both"),
    },
    "review_step": {
        "step": Word("环节", "另加的环节", "The further step"),
        "when": Word("当", "哪些信息要经过", "Which items pass it"),
    },
    "award": {
        "most": Word("最多", "每个周期最多评几条", "How many may be given in each sub-period"),
        "per": _PER,
    },
    "layout": {
        "fonts": Word("字体", "用什么字体代替", "Fonts put in place of those that ship"),
        "margins": Word("页边距", "页边距，毫米", "The margins in mm"),
        "lines": Word("行数", "每页几行", "How many lines a page has"),
        "red": Word("红色", "红色的色值", "The colour of what is red"),
        "styles": Word("样式", "各样式另行规定的", "What single styles have otherwise"),
    },
    "margins": {
        "top": Word("上", "上边距，毫米", "The upper margin in mm"),
        "bottom": Word("下", "下边距，毫米", "The lower margin in mm"),
        "left": Word("左", "左边距，毫米", "The left margin in mm"),
        "right": Word("右", "右边距，毫米", "The right margin in mm"),
    },
    "style": {
        "font": Word("字体", "字体", "The font"),
        "size": Word("字号", "字号，磅", "The size in pt"),
        "bold": Word("加粗", "是否加粗", "Whether it is bold"),
        "line": Word("行距", "行距，磅", "The distance of lines in pt"),
        "before": Word("段前", "段前间距，磅", "The space before a paragraph in pt"),
        "after": Word("段后", "段后间距，磅", "The space after a paragraph in pt"),
    },
    "notice": {
        "work": Word("工作名称", "工作的名称，默认政务信息工作", "What the work is called in titles and sentences"),
        "title": _TITLE,
        "number": Word("文号", "发文字号，含{year}和{number}", "The document's number, with {year} and {number}"),
        "to": Word("主送", "主送机关", "To whom it goes"),
        "copy_to": Word("抄送", "抄送机关", "Who gets a copy"),
        "printed_by": Word("印发机关", "版记里的印发机关", "Who printed it"),
        "contact": Word("联系方式", "联系人和电话", "Whom to ask"),
        "signed_by": Word("署名", "署名；默认本单位", "Who signs; by default the office"),
        "seal": Word("盖章", "是否留出盖章的位置", "Whether there is room for a seal"),
        "named": Word("点名", "正文点名各组前几名、后几名", "How many of each group the text names"),
        "sections": Word("内容", "正文有哪些部分，按什么顺序", "Which parts the text has, and in which order"),
        "annexes": Word("附件", "附件有哪些，按什么顺序", "What is annexed, and in which order"),
        "columns": Word("栏目", "排名表的栏目", "The columns of the ranking"),
        "wide": Word("宽表", "宽的表横排还是竖排", "How a wide table lies"),
        "template": _TEMPLATE,
        "pay": Word("稿酬单", "稿酬单的模板和标题", "The pay list's template and title"),
        "report": Word("总结", "总结的模板和标题", "The report's template and title"),
        "assessment": Word("考核表", "考核表的模板和标题", "The assessment's template and title"),
        "letters": Word("函件", "函件的模板和标题", "The letters' template and title"),
    },
    "named": {
        "first": Word("前", "点名前几名", "How many are named as first"),
        "last": Word("后", "点名后几名", "How many are named as last"),
    },
    "paper": {"template": _TEMPLATE, "title": _TITLE},
    "import": {
        "kind": Word("种类", "表里登记的是什么", "What its rows are"),
        "sheets": Word("工作表", "读哪些工作表", "Which sheets are read"),
        "year": Word("年份", "没有写年份的日期是哪一年", "The year of days that lack one"),
        "columns": Word("列名", "表里的列名各是什么", "Its headings, each with ours"),
        "pass_over": Word("不读", "不读的列", "Columns that are passed over"),
        "constants": Word("固定值", "每行都一样的内容", "What is the same in all rows"),
        "marks": Word("标记列", "标明信息去向的列", "Columns that say what became of the item"),
    },
    "mark": {
        "adoption": Word("采用", "标记表示被这家刊物采用", "A mark means: adopted in this outlet"),
        "forward": Word("上报", "标记表示已上报这个单位", "A mark means: forwarded to this body"),
        "instruction": Word("批示", "标记表示这位领导作了批示", "A mark means: instructed by this leader"),
        "date": Word("日期", "日期在哪一列", "The column that has the day"),
    },
    "analysis": {
        "stop_words": Word("停用词", "不作热点的词", "Words that are no themes"),
        "own_words": Word("专用词", "可作热点的专用词", "Words of the office that may be themes"),
        "days": Word("天数", "几天之内算同时报送,默认7", "Within how many days several report at once; 7 by default"),
    },
    "exchange": {
        "name": Word("名称", "对方在数据包里用的名称", "By what name the office speaks of itself in packets"),
        "key": Word("密钥", "双方都有的密钥文件", "A file with the key that both hold"),
    },
    "regulation": {
        "title": Word("名称", "考核办法的名称", "The regulation's title"),
        "reference": Word("文号", "发文字号", "Its document number"),
        "effective": Word("施行日期", "从哪天起施行", "The day from which it is in force"),
        "decimals": Word("小数位", "得分保留几位小数，0至4", "How many decimal places points have, 0 to 4"),
        "scoring": Word("计分", "计分的条目", "Clauses that give points"),
        "rewards": Word("奖励", "发稿酬、奖金的条目", "Clauses that give yuan"),
        "quotas": Word("任务", "报送等任务", "What units and informants owe"),
        "floor": Word("保底", "一个周期的得分最低为几", "What a total is raised to"),
        "ceiling": Word("封顶", "一个周期的得分最高为几", "What a total is lowered to"),
        "ranking": Word("排名", "怎么排名", "How the ranking is made"),
        "outcomes": Word("考核结果", "约谈、不得评优等结果", "What follows for whom conditions hold"),
        "honours": Word("评先", "先进单位、先进个人", "Who is honoured"),
        "columns": Word("附加栏", "通报排名表另加的栏", "Further columns of the printed notice"),
        "conversion": Word("折算", "得分折算成考核分", "Points made into a mark"),
        "cases": Word("算例", "算例：文件名，或直接写在这里", "Worked examples: a file, or written out here"),
    },
    "bound": {"points": Word("得分", "几分", "How many points"), "per": _PER},
    "ranking": {
        "by": Word("依据", "先后按哪些数排名", "By which figures, one after the other"),
        "ties": Word("并列", "分数相同的名次怎么排", "How those that are equal rank"),
        "roll_up": Word("并入上级单位", "下属单位的数并入上级单位", "Whether a sub-unit counts for its parent too"),
    },
    "clause": {
        "name": _SHARED_NAME,
        "cite": _CITE,
        "fact": Word("事项", "对什么事项计分", "The kind of fact that it judges"),
        "per": _PER,
        "by": Word("对象", "对单位还是对信息员", "Whether units or informants are judged"),
        "part": _PART,
        "basis": Word("只作基数", "只供其他条目引用，不计入总分", "Reckoned for others to name, in no total"),
        "when": _WHEN,
        **_CONDITIONS,
        **_ACTIONS,
        "cases": Word("情形", "各种情形，只用第一个符合的", "Cases, of which the first that matches decides"),
        "factor": Word("系数", "得分再乘的系数", "What the amount is multiplied by"),
        "same_item": Word("同一信息", "同一信息几次得分怎么算", "How several gains of one item are judged"),
        "pool": Word("合并计算", "同名的条目合在一起算", "Clauses of one pool are judged together"),
        "joint": Word("联合报送", "几个单位联合报送的怎么分", "How several units share"),
        "to": Word("记给", "记给单位还是信息员", "Who gets it"),
        "cap": Word("上限", "这一条目最多计多少", "The most that it gives"),
    },
    "case": {"when": _WHEN, **_ACTIONS, "cite": _CITE},
    "factor": {"when": _WHEN, "times": _TIMES},
    "more": {
        "of": Word("条目", "哪个条目的得分", "The clause whose worth is meant"),
        "times": _TIMES,
        "points": Word("得分", "改计几分", "What it is worth instead"),
        "yuan": Word("金额", "改计多少元", "What it is worth instead, in yuan"),
    },
    "joint": {
        "lead": Word("首位占", "排在首位的占几成，其余平分", "The share of the first; the others split the rest")
    },
    "cap": {
        "points": Word("得分", "最多几分", "At most so many points"),
        "yuan": Word("金额", "最多多少元", "At most so many yuan"),
        "first": Word("最先", "只算最先几条", "Only the first so many count"),
        "best": Word("最好", "只算得分最高的几条", "Only the best so many count"),
        "per": _PER,
        "shared": Word("共用", "同名的条目共用这个上限", "Clauses that name it have one sum together"),
    },
    "ratio": {
        "of": Word("基数", "被除的数", "What is divided"),
        "over": Word("除以", "除以什么", "What it is divided by"),
        "times": _TIMES,
        "within": Word("范围", "在本组还是全部里比", "Among whom the best, the mean or the total is sought"),
    },
    "fields": _FIELDS,
    "range": _BOUNDS,
    "condition": {
        "measure": Word("指标", "看哪个数", "The figure that is looked at"),
        "where": _WHERE,
        "kind": Word("类型", "只数这类差错", "Only this violation"),
        "quota": Word("任务", "只看这项任务", "Only this quota"),
        "clauses": _CLAUSES,
        **_BOUNDS,
        "equals": Word("等于", "等于", "Exactly this number"),
    },
    "quota": {
        "name": _SHARED_NAME,
        "cite": _CITE,
        "count": _COUNT,
        "where": _WHERE,
        "clauses": _CLAUSES,
        "weigh": Word("折算", "一条算几条", "For how many an item counts"),
        "least": Word("任务数", "至少多少；可按单位分别写", "How many at least; or by the unit's name"),
        "per": _PER,
        "by": Word("对象", "谁的任务", "Whose quota it is"),
        "for": Word("适用", "只适用于哪些单位或信息员", "Whom it is for"),
        "part": _PART,
    },
    "outcome": {
        "name": _SHARED_NAME,
        "of": Word("对象", "对单位还是对信息员", "Whether it holds of units or informants"),
        "cite": _CITE,
        "per": _PER,
        "running": Word("连续", "连续几个周期", "So many sub-periods running"),
        "replaces": Word("取代", "有了它就不再算的结果", "Outcomes that it takes the place of"),
        **_CONDITIONS,
    },
    "honour": {
        "name": _SHARED_NAME,
        "of": Word("对象", "评单位还是评信息员", "Whether units or informants are honoured"),
        "cite": _CITE,
        "per": _PER,
        "top": Word("取前", "取前几名", "How many are honoured"),
        "within": Word("范围", "分组取还是全部一起取", "Whether in each group or among all"),
        "unless": Word("除非", "有这些考核结果的不评", "Outcomes that bar from it"),
        **_CONDITIONS,
    },
    "column": {
        "name": _SHARED_NAME,
        "count": _COUNT,
        "where": _WHERE,
        "clauses": _CLAUSES,
        "ratio": Word("比值", "两个数的比值", "A figure in proportion to another"),
    },
    "conversion": {
        "name": _SHARED_NAME,
        "to": Word("满分", "折算后的满分", "The best mark"),
        "full": Word("基准", "得多少分算满分", "How many points give the best mark"),
        "clauses": _CLAUSES,
    },
    "worked_case": {
        "name": _SHARED_NAME,
        "facts": Word("事实", "发生了什么", "What happened"),
        "expect": Word("应得", "各时段各单位应得几分", "The points that each must get in each period"),
    },
}

_PARTIES = {"unit": "单位", "informant": "信息员", "both": "两者", "head": "人均", "office": "本单位"}
_MEASURES = {
    "submitted": "报送数",
    "forwarded": "上报数",
    "adopted": "采用数",
    "adoptions": "采用篇次",
    "adoption_rate": "采用率",
    "instructions": "批示数",
    "violations": "差错数",
    "missed_solicitations": "未答复约稿数",
    "missed": "未完成期数",
    "shortfall": "欠额",
    "points": "得分",
    "points_to_date": "累计得分",
    "headcount": "人数",
    "rank": "名次",
    "rank_from_last": "倒数名次",
}

#: Every fixed value, by what it is a value of.
VALUES: Mapping[str, Mapping[str, str]] = {
    "flag": {"true": "是", "false": "否"},
    "language": {"zh": "中文", "en": "英文"},
    "numbering": {"yearly": "按年", "running": "连续", "both": "年期和总期"},
    "fact": {
        "submission": "报送",
        "forward": "上报",
        "adoption": "采用",
        "instruction": "批示",
        "feedback": "批示反馈",
        "violation": "差错",
        "solicitation": "约稿",
        "award": "评优",
        "quota": "任务",
        "period": "期末",
        "outcome": "考核结果",
    },
    "per": {
        "item": "每条",
        "day": "日",
        "workday": "工作日",
        "week": "周",
        "month": "月",
        "quarter": "季",
        "half": "半年",
        "year": "年",
    },
    "party": _PARTIES,
    "quantity": {"shortfall": "欠额", "excess": "超额", "count": "数量"},
    "over": {"least": "任务数", "best": "最高", "mean": "平均", "total": "合计", **_MEASURES},
    "within": {"group": "组内", "all": "全部"},
    "factor": {"quality": "质量系数"},
    "same_item": {"sum": "累加", "highest": "只计最高", "highest_per_level": "每级只计最高"},
    "joint": {"each": "各计全分", "split": "平分"},
    "part": {"none": "不计", "pro_rata": "按月折算"},
    "status": STATUSES,
    "answered": {"on_time": "按时", "late": "逾期", "missed": "未答复"},
    "measure": _MEASURES,
    "count": {
        "submission": "报送",
        "forward": "上报",
        "adoption": "采用",
        "instruction": "批示",
        "points": "得分",
        "issue": "期数",
    },
    "ties": {"shared": "占位", "dense": "不占位", "none": "不并列"},
    "full": {"best": "最高", "quota": "任务"},
    "clause": {"floor": "保底", "ceiling": "封顶", "adjustment": "调整"},
    "wide": {"landscape": "横排", "portrait": "竖排"},
    "kind": {kind.english: kind.chinese for kind in KINDS.values()},
    "deadline": {"h": "小时", "d": "天", "wd": "个工作日"},
}


@cache
def key_words(place: str) -> Mapping[str, str]:
    """The keys of ``place``, each with its Chinese word."""
    return {key: word.chinese for key, word in KEYS.get(place, {}).items()}


def chinese(place: str, key: str) -> str:
    """The Chinese word of ``key`` at ``place``; itself, if it has none."""
    found = KEYS.get(place, {}).get(key)
    return found.chinese if found else key


def on_screen(place: str, key: str) -> str:
    """How a ``key`` of ``place`` is called in the language of the screen."""
    return chinese(place, key) if screen_language() == "zh" else key


def value_on_screen(kind: str, value: str) -> str:
    """How a fixed ``value`` of a ``kind`` is called in the language of the screen."""
    return VALUES[kind].get(value, value) if screen_language() == "zh" else value


#: How regulations say what a key is for, where no likeness of the characters would find it: 低于 looks like 等于.
EVERYDAY: Mapping[str, str] = {
    **dict.fromkeys(("低于", "少于", "不足", "不满", "不到"), "小于"),
    **dict.fromkeys(("高于", "多于", "超过", "超出"), "大于"),
    **dict.fromkeys(("不低于", "不小于", "至少", "最少", "达到"), "不少于"),
    **dict.fromkeys(("不高于", "不大于", "不超过", "至多", "最多"), "不多于"),
    **dict.fromkeys(("每少", "每少一条", "每多", "每多一条", "每条", "每篇", "每次"), "每件"),
    **dict.fromkeys(("分值", "分数", "计分", "加分", "扣分"), "得分"),
    **dict.fromkeys(("依据", "条文"), "条款"),
}


def in_both(words: Iterable[str], translated: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """``words`` as names to choose from, each with its Chinese word, if it has one, for an alias."""
    return {word: (translated[word],) if word in translated else () for word in words}


def to_choose(words: Iterable[str], translated: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """``words`` as names to show to whom must choose, in the language of the screen, the other one as alias."""
    if screen_language() != "zh":
        return in_both(words, translated)
    return {translated.get(word, word): (word,) for word in words}
