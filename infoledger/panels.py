"""The table of contents of the program: every command in its panel, as ``infoledger --help`` lists them."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from infoledger.i18n import _


class Family(NamedTuple):
    """A line of ``infoledger --help``: ``where`` is ``module:attribute`` in ``infoledger.commands``."""

    name: str
    where: str
    summary: str


#: In the order of a month's work; a summary is the first paragraph of the command's docstring.
PANELS = {
    _("Begin"): (
        Family(
            "init",
            "init:init",
            _("Begin a ledger: write a commented config with rules, and an empty ledger beside it."),
        ),
        Family(
            "demo",
            "demo:demo",
            _("Make a county with a year of work, then last month's notice and an issue of its bulletin."),
        ),
        Family("unit", "units:app", _("Keep the register of units.")),
        Family("informant", "informants:app", _("Keep the register of informants.")),
    ),
    _("Record what happened"): (
        Family("menu", "menu:menu", _("Choose the month's work by numbers; what is needed is asked for.")),
        Family("submit", "submit:submit", _("Record an item that a unit submitted, and print its reference.")),
        Family(
            "item", "item_desk:app", _("Look at items and correct them; “submit” adds one, “void item” takes one back.")
        ),
        Family(
            "template",
            "template:app",
            _("Write empty workbooks for the units to fill; write, change and check templates of documents."),
        ),
        Family("import", "import_:import_", _("Import tables: all rows of a file or, if one is wrong, none.")),
        Family(
            "review", "review:review", _("Pass, return or reject drafts at the step of review that each waits for.")
        ),
        Family("forward", "facts:forward", _("Record that items were sent up to a body (上报).")),
        Family(
            "adopt",
            "facts:adopt",
            _("Record that an outlet adopted a piece made from one item, or from several (采用)."),
        ),
        Family("instruct", "facts:instruct", _("Record what a leader wrote on an item (批示).")),
        Family(
            "feedback",
            "instructions:feedback",
            _("Record the feedback on an instruction (批示反馈): what was done about it."),
        ),
        Family(
            "instruction",
            "instructions:app",
            _("See which instructions (批示) wait for feedback, and print their slips."),
        ),
        Family("solicit", "facts:solicit", _("Ask units for items on a topic by a day (约稿).")),
        Family(
            "solicitation",
            "solicitations:app",
            _("See who has answered a solicitation (约稿), and print it; “solicit” records one."),
        ),
        Family(
            "violation",
            "facts:violation",
            _("Put a failure down to a unit (差错): late, missed, concealed or false reports."),
        ),
        Family("late", "late:late", _("Show the items that came late and were not put down yet; put them down.")),
        Family(
            "placing",
            "placing:app",
            _("Record where this office stands in what a body makes known (位次), and list it."),
        ),
        Family(
            "packet",
            "packet:app",
            _("Exchange items and what became of them with the offices above and below, in packets."),
        ),
        Family(
            "award", "facts:award", _("Give an award to an item (评优), as long as the config allows more of its kind.")
        ),
        Family("adjust", "facts:adjust", _("Give a unit, or one of its informants, points or yuan by hand (调整).")),
        Family("void", "records:void", _("Take a fact back: it stays in the log and counts no more.")),
        Family(
            "undo", "history:undo", _("Take back the last command that recorded something, after showing what it did.")
        ),
    ),
    _("Look"): (
        Family(
            "records",
            "records:records",
            _("List the facts of a kind with their ids, by day; those taken back are left out."),
        ),
        Family("quota", "quota:quota", _("Show what each party owed and did under each quota.")),
        Family(
            "explain", "explain:explain", _("Show every posting behind a unit's, an informant's or an item's points.")
        ),
        Family("assess", "assess:assess", _("List outcomes, honours and marks whose sub-periods lie in a period.")),
        Family("pay", "pay:pay", _("List what each party is paid for a period; who gets nothing is left out.")),
        Family(
            "analysis",
            "analysis:analysis",
            _(
                "Analyse what came in over a period: how far it came, from where, how fast, what grew, what several "
                "report."
            ),
        ),
        Family("whatif", "whatif:whatif", _("Compare a period's standings with those under other rules.")),
        Family("log", "history:log", _("Show what was recorded: when, by whom, and what, the oldest first.")),
    ),
    _("Publish"): (
        Family("bulletin", "bulletin:app", _("Put together, issue and print the office's own publications.")),
        Family("notice", "notice:notice", _("Rank the units (or informants) of each group over a period.")),
        Family(
            "report",
            "report:report",
            _("Give the figures of a summary: totals, by level, outlet and month, by unit with rank before and now."),
        ),
        Family(
            "site",
            "site:site",
            _("Write a site for the intranet: notices, rankings, issues, and a page for each unit with its postings."),
        ),
    ),
    _("Look after the ledger"): (
        Family("help", "help:help_", _("Show this page of help, or that of a command.")),
        Family(
            "check",
            "check:check",
            _("Look for what is odd in ledger, journal and config; exit code 1 if anything is found."),
        ),
        Family(
            "backup",
            "backup:backup",
            _("Copy the ledger to a new file, also while others record, and check the copy."),
        ),
        Family("ledger", "ledger:app", _("Move the ledger from one database to another.")),
        Family(
            "restore",
            "backup:restore",
            _("Put a copy in the place of the ledger; the ledger as it was is kept beside it."),
        ),
        Family(
            "export",
            "export:export",
            _("Write everything in the ledger as CSV and JSON, readable without this program."),
        ),
        Family("config", "config:app", _("Check the config and the rules; print them and their schema.")),
    ),
}
COMMANDS = {family.name: family for families in PANELS.values() for family in families}

#: The Chinese word of each command, as good on the command line as its name.
COMMAND_WORDS = {
    "init": "新建台账",
    "demo": "演示",
    "unit": "单位",
    "informant": "信息员",
    "submit": "报送",
    "item": "信息",
    "template": "模板",
    "import": "导入",
    "review": "审稿",
    "forward": "上报",
    "adopt": "采用",
    "instruct": "批示",
    "feedback": "反馈",
    "instruction": "批示单",
    "solicit": "约稿",
    "solicitation": "约稿单",
    "violation": "差错",
    "late": "迟报",
    "award": "评优",
    "adjust": "调整",
    "void": "作废",
    "undo": "撤销",
    "records": "记录",
    "quota": "任务",
    "explain": "明细",
    "assess": "考核",
    "pay": "稿酬",
    "whatif": "试算",
    "analysis": "研判",
    "log": "日志",
    "bulletin": "刊物",
    "notice": "通报",
    "report": "总结",
    "site": "网站",
    "placing": "位次",
    "packet": "交换",
    "check": "核对",
    "backup": "备份",
    "ledger": "台账",
    "restore": "恢复",
    "export": "导出",
    "config": "配置",
    "menu": "菜单",
    "help": "帮助",
}
#: The Chinese words of verbs: of all nouns, then those that a noun has of its own.
VERB_WORDS = {
    "add": "添加",
    "list": "列表",
    "show": "查看",
    "edit": "修改",
    "retire": "停用",
    "rename": "更名",
    "merge": "合并",
    "regroup": "调组",
    "transfer": "调动",
    "draft": "原稿",
    "duplicates": "查重",
    "search": "查找",
    "diff": "对照",
    "lint": "挑错",
    "chain": "续报",
    "slip": "办理单",
    "print": "打印",
    "copy": "复制",
    "check": "核对",
    "schema": "结构",
    "guide": "指南",
    "export": "导出",
    "new": "新建",
    "drop": "移出",
    "sign": "签字",
    "issue": "印发",
    "render": "打印",
    "remark": "刊评",
    "remarks": "差错",
    "send": "发出",
    "receive": "接收",
}
OWN_VERB_WORDS = {
    "bulletin": {"add": "加入"},
    "template": {
        "office": "本单位",
        "units": "单位",
        "informants": "信息员",
        "solicitations": "约稿",
        "items": "信息",
        "forwards": "上报",
        "adoptions": "采用",
        "instructions": "批示",
        "violations": "差错",
        "awards": "评优",
        "adjustments": "调整",
        "placings": "位次",
    },
}


def words_of(noun: str, verbs: Collection[str]) -> Mapping[str, str]:
    """The Chinese words of ``verbs`` of ``noun``, those that have one."""
    own = OWN_VERB_WORDS.get(noun, {})
    found = {verb: own.get(verb) or VERB_WORDS.get(verb) for verb in verbs}
    return {verb: word for verb, word in found.items() if word}
