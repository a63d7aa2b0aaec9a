"""What the questionnaire asks: its sheets and columns, each with what may be written and what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

#: What a cell holds: words, one of a list, a whole number, a number, a day, names separated by ；.
Holds = Literal["words", "choice", "whole", "number", "day", "names"]

YES_NO = ("是", "否")
PERS = ("工作日", "周", "月", "季", "半年", "年")
FORMS = ("单篇", "综合", "简讯")
#: Levels of offices and leaders, the lowest first, and what is no office.
OFFICES = ("乡级", "区级", "县级", "市级", "省级", "国家级")
LEVELS = (*OFFICES, "媒体")
ARTICLE = "条款"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or a line of the first sheet: its heading, what it holds, and what is said of it."""

    name: str
    note: str
    holds: Holds = "words"
    choices: Sequence[str] = ()
    required: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a heading row over rows to fill, or (``lines``) one answer a line."""

    name: str
    about: str
    columns: Sequence[Column]
    lines: bool = False
    rows: int = 60
    unique: Sequence[str] = field(default=())


def _must(name: str, note: str, holds: Holds = "words", choices: Sequence[str] = (), example: str = "") -> Column:
    return Column(name, note, holds, choices, required=True, example=example)


def _article(example: str) -> Column:
    return Column(ARTICLE, "办法里的条款号，会印在得分明细和通报里", example=example)


_POINTS = "写数字，可以是0.5；扣分写负数"

OFFICE = Sheet(
    "本单位",
    "在“填写”一栏里填，条款号写在“条款”一栏；不填的按括号里的办。",
    (
        _must("单位名称", "全称，落款用", example="林双县人民政府办公室"),
        Column("级别", "本单位的级别（县级）", "choice", OFFICES, example="县级"),
        _must("办法名称", "考核办法的名称", example="林双县政务信息工作考核办法"),
        Column("文号", "考核办法的文号", example="林政办发〔2026〕3号"),
        _must("施行日期", "从哪一天起按这个办法计分", "day", example="2026-01-01"),
        Column("年度从几月起", "考核年度的第一个月（1）", "whole", example="1"),
        Column("每月截止日", "25 指上月26日至本月25日为一个月（月末）", "whole", example="31"),
        Column("得分小数位", "得分保留几位小数（1）", "whole", example="1"),
        Column(
            "同一信息多家采用",
            "几家刊物都采用时怎么计（累加）",
            "choice",
            ("累加", "只计最高", "每级只计最高"),
            example="只计最高",
        ),
        Column("联合报送", "几个单位合报一条时（各计全分）", "choice", ("各计全分", "平分"), example="平分"),
        Column("每季基础分", "每季不报也有的几分，没有就空着", "number", example="6"),
        Column("每季保底", "一季总分最低算几分，没有就空着", "number", example="0"),
        Column("每季封顶", "一季总分最高算几分，没有就空着", "number"),
        Column("折算满分", "年终折成几分计入综合考核，没有就空着", "number", example="10"),
        Column(
            "同分先看",
            "得分相同时先比什么（并列）",
            "choice",
            ("采用数", "报送数", "并列"),
            example="采用数",
        ),
    ),
    lines=True,
)

UNITS = Sheet(
    "单位",
    "报送单位，一行一个。",
    (
        _must("单位", "单位名称", example="青泉镇"),
        _must("组别", "排名分组，同组的排在一起", example="乡镇街道"),
        Column("别名", "简称，几个用；隔开", "names", example="青泉"),
        Column("人数", "按人均下任务的才要填", "whole"),
        Column("负责人", "第一责任人"),
        Column("分管领导", "分管领导"),
        Column("加入日期", "年中才启用的，写启用之日", "day", example="2026-01-01"),
    ),
    rows=300,
    unique=("单位",),
)

INFORMANTS = Sheet(
    "信息员",
    "信息员，一行一个；不记到人的可以不填。",
    (
        _must("姓名", "姓名", example="李敏"),
        _must("单位", "与“单位”表里的一致", example="青泉镇"),
        Column("岗位", "专职、兼职、特约", "choice", ("专职", "兼职", "特约"), example="兼职"),
        Column("电话", "联系电话"),
    ),
    rows=600,
)

CATEGORIES = Sheet(
    "类别",
    "信息的类别和时限；不分类别的可以不填。",
    (
        _must("类别", "类别名称", example="紧急信息"),
        Column("时限", "事发后多久算迟报：2小时、3天、3个工作日", example="2小时"),
        Column("紧急", "是不是紧急信息", "choice", YES_NO, example="是"),
        Column("要素", "应当写到的几项，用；隔开", "names", example="现象；数据；原因；对策"),
    ),
    unique=("类别",),
)

OUTLETS = Sheet(
    "采用",
    "上级单位的刊物，一行一个；某一类信息另有分值的再加一行，写明类别。综合、简讯空着的，与单篇相同；不计分的写0。",
    (
        _must("上级单位", "哪个单位办的", example="某市人民政府办公室"),
        _must("级别", "这个单位的级别", "choice", LEVELS, example="市级"),
        _must("刊物", "刊物名称", example="市政府信息"),
        Column("类别", "只对这一类（如调研信息）；空着指各类", example=""),
        _must("单篇得分", _POINTS, "number", example="5"),
        Column("综合得分", "与其他单位的信息合成一篇的", "number", example="2"),
        Column("简讯得分", "一句话新闻", "number", example="1"),
        Column("金额", "每采用一条奖多少元，不奖就空着", "number", example="50"),
        _article("第六条第(二)项"),
    ),
    unique=("上级单位", "刊物", "类别"),
)

OWN = Sheet(
    "本级刊物",
    "本单位自己编发的刊物，一行一个。",
    (
        _must("刊物", "刊物名称", example="政务信息"),
        Column("编号方式", "按年编，还是一直连续（按年）", "choice", ("按年", "连续", "年期和总期"), example="按年"),
        Column("栏目", "几个用；隔开", "names", example="要闻；工作动态"),
        Column("报", "报哪些领导和单位", "names"),
        Column("送", "送哪些单位", "names"),
        Column("发", "发哪些单位", "names"),
        Column("签字", "印发前谁签字", "names", example="编辑；审核；签发"),
        Column("单篇得分", "被本刊采用得几分，不计分就空着", "number", example="2"),
        Column("综合得分", "综合采用得几分", "number", example="1"),
        Column("简讯得分", "简讯得几分", "number"),
        _article("第六条第(一)项"),
    ),
    unique=("刊物",),
)

SUBMISSIONS = Sheet(
    "报送",
    "报送本身就计分的才填，没有就空着。",
    (
        Column("类别", "只对这一类；空着指各类", example=""),
        _must("得分", "每报一条得几分。" + _POINTS, "number", example="0.5"),
        Column("最多", "一段时间里最多计几分", "number", example="5"),
        Column("周期", "“最多”按多长时间算", "choice", PERS[2:], example="月"),
        _article("第五条"),
    ),
)

FORWARDS = Sheet(
    "上报",
    "本单位向上级转报就计分的才填，没有就空着。",
    (
        Column("上级单位", "只对报给它的；空着指报给谁都算"),
        _must("得分", "每上报一条得几分。" + _POINTS, "number", example="0.5"),
        _article("第七条"),
    ),
)

LEADERS = Sheet(
    "领导",
    "会作批示的领导；姓名可以以后再补。",
    (
        _must("姓名", "姓名或者职务", example="张某某"),
        _must("级别", "按哪一级领导批示算", "choice", OFFICES, example="县级"),
        Column("职务", "印在批示单上", example="县长"),
        Column("主要领导", "是不是主要领导", "choice", YES_NO, example="是"),
    ),
    unique=("姓名",),
)

INSTRUCTIONS = Sheet(
    "批示",
    "领导批示怎么计，按级别一行一个。",
    (
        _must("级别", "哪一级领导", "choice", OFFICES, example="县级"),
        Column("主要领导", "只对主要领导写是，只对其他领导写否，空着都算", "choice", YES_NO, example="是"),
        _must("怎么计", "另加几分，还是按这条信息采用得分的几倍另加", "choice", ("加分", "倍数"), example="加分"),
        _must("数", "几分，或者几倍", "number", example="10"),
        _article("第九条"),
    ),
)

SOLICITATIONS = Sheet(
    "约稿",
    "约稿完成得怎样，加几分扣几分。",
    (
        _must("答复", "答复得怎样", "choice", ("按时", "逾期", "未答复"), example="按时"),
        _must("得分", _POINTS, "number", example="3"),
        _article("第十条"),
    ),
    unique=("答复",),
)

VIOLATIONS = Sheet(
    "差错",
    "迟报、漏报等每次扣几分。",
    (
        _must("类型", "差错的名称", example="迟报"),
        _must("得分", "每次几分，扣分写负数", "number", example="-2"),
        _article("第十一条"),
    ),
    unique=("类型",),
)

QUOTAS = Sheet(
    "任务",
    "多长时间至少要报几条、采用几条、得几分，一行一项。",
    (
        _must("名称", "任务的名称", example="乡镇每月报送"),
        _must("数什么", "数哪一种的条数，还是数得分", "choice", ("报送", "上报", "采用", "得分"), example="报送"),
        Column("组别", "只对这一组；空着指所有单位", example="乡镇街道"),
        _must("周期", "多长时间", "choice", PERS, example="月"),
        _must("任务数", "至少多少", "number", example="4"),
        Column("对象", "下给单位、信息员，还是按人均（单位）", "choice", ("单位", "信息员", "人均"), example="单位"),
        Column("每少一条", "每少一条几分，扣分写负数", "number", example="-0.5"),
        Column("最多扣", "一个周期最多扣几分", "number", example="2"),
        Column("没完成", "没完成一次扣几分，写负数", "number"),
        Column("完成", "完成了加几分", "number"),
        _article("第四条"),
    ),
    unique=("名称",),
)

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "得分": "得分",
        "报送数": "报送数",
        "采用数": "采用数",
        "采用率": "采用率",
        "差错数": "差错数",
        "未答复约稿数": "未答复约稿数",
        "没完成的期数": "未完成期数",
        "一共欠多少": "欠额",
        "名次": "名次",
        "倒数名次": "倒数名次",
    }
)

RESULTS = Sheet(
    "评先与结果",
    "年终评先、约谈、不称职和期末按指标加扣分等，一行一项；一项有几个条件的写几行，名称相同，"
    "任一条满足即算（评先要全部满足）。",
    (
        _must("名称", "叫什么", example="先进单位"),
        _must(
            "种类",
            "评先，约谈、不称职一类的结果，还是加分扣分（如采用率低于30%扣1分）",
            "choice",
            ("评先", "结果", "加扣分"),
            example="评先",
        ),
        Column("对象", "单位还是信息员（单位）", "choice", ("单位", "信息员"), example="单位"),
        Column("周期", "按多长时间算（年）", "choice", PERS[2:], example="年"),
        Column("取前几名", "评先取前几名", "whole", example="3"),
        Column("条件", "看哪个数", "choice", tuple(MEASURES), example="得分"),
        Column("任务", "“没完成的期数”“一共欠多少”指哪项任务", example=""),
        Column("比较", "怎么比", "choice", ("不少于", "不多于", "大于", "小于", "等于"), example="大于"),
        Column("数", "比较的数；采用率写30就是30%，不带百分号", "number", example="0"),
        Column("得分", "种类是加扣分的才填：够条件加几分，扣分写负数", "number"),
        Column("有这些结果的不评", "有这些结果就不能评先，用；隔开", "names"),
        _article("第十六条"),
    ),
)

REVIEW = Sheet(
    "审核",
    "稿件要经过的环节，按先后一行一个；不用就空着。",
    (
        _must("环节", "环节名称", example="初审"),
        Column("只对紧急信息", "是：紧急信息才要", "choice", YES_NO),
    ),
    rows=20,
    unique=("环节",),
)

#: In the order in which a clerk fills them.
SHEETS: Sequence[Sheet] = (
    OFFICE,
    UNITS,
    INFORMANTS,
    CATEGORIES,
    OUTLETS,
    OWN,
    SUBMISSIONS,
    FORWARDS,
    LEADERS,
    INSTRUCTIONS,
    SOLICITATIONS,
    VIOLATIONS,
    QUOTAS,
    RESULTS,
    REVIEW,
)
