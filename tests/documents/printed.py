"""Every kind of document as a small office prints it; ``python -m tests.documents.printed`` stores their pages anew.

The stored pages are text, in ``pages``: look at the difference before it is committed.
"""

import contextlib
import csv
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import yaml
from typer.testing import CliRunner

from tests.documents.paper import convert, lines

EXAMPLE = Path(__file__).parents[2] / "config.example.yaml"
PAGES = Path(__file__).with_name("pages")

UNITS = ("城关镇", "青石桥镇", "云峰乡", "双河回族乡", "县财政局", "县卫健局", "县农业农村局", "市生态环境局林双分局")
TITLES = (
    "城关镇“三个强化”推动重点项目提速增效",
    "青石桥镇反映：易地搬迁安置点后续管护资金缺口较大问题亟待关注",
    "云峰乡建成高标准农田1.2万亩",
    "双河回族乡“四下基层”办成群众身边小事236件",
    "县财政局探索“预算—绩效—审计”闭环管理 财政资金使用效益稳步提升",
    "县卫健局推进紧密型县域医共体建设",
    "县农业农村局调研：我县水稻单产提升面临的三个制约因素及对策建议",
    "市生态环境局林双分局完成重点排污单位自动监测设备联网",
)
BODY = (
    "今年以来，该单位坚持问题导向，建立台账、逐项销号，累计办结事项128件，办结率98.5%。",
    "一、强化统筹。成立专班，每周调度，解决用地、用工等难题17个。",
    "二、强化服务。推行“一窗受理、并联审批”，办理时限由15个工作日压缩到5个工作日。",
    "下一步，将继续抓好落实，确保年度目标任务如期完成。",
)
#: Of 36 items, the eight units have one in turn.
ITEMS = tuple((f"R{place + 1}", UNITS[place % 8], TITLES[place % 8], place % 28 + 1) for place in range(36))
INFORMANTS = {"张三": "城关镇", "欧阳文静": "县财政局"}


def tables() -> dict[str, list[list[str]]]:
    """What the office recorded from January to March 2026, by kind."""
    by_unit = {unit: name for name, unit in INFORMANTS.items()}
    return {
        "units": [["单位", "组别", "加入日期"]]
        + [[unit, "乡镇街道" if place < 4 else "县直部门", "2026-01-01"] for place, unit in enumerate(UNITS)],
        "informants": [["姓名", "单位", "岗位"], *([name, unit, "兼职"] for name, unit in INFORMANTS.items())],
        "solicitations": [
            ["约稿", "下达日期", "截止", "单位"],
            ["春耕备耕情况", "2026-03-01", "2026-03-20", "云峰乡;双河回族乡;县农业农村局"],
            ["一季度重点项目开工情况", "2026-03-02", "2026-03-25", "城关镇;县财政局"],
        ],
        "items": [["编号", "报送日期", "单位", "信息员", "标题", "类别", "正文"]]
        + [
            [ref, f"2026-03-{day:02}", unit, by_unit.get(unit, ""), title, "工作动态", "\n".join(BODY)]
            for ref, unit, title, day in ITEMS
        ],
        "forwards": [["编号", "上级", "日期"], ["R1", "省政府办公厅", "2026-03-05"]],
        "adoptions": [
            ["编号", "刊物", "日期"],
            ["R1", "政务参阅", "2026-03-15"],
            ["R2", "市府信息", "2026-03-20"],
            ["R5", "市府信息", "2026-03-22"],
        ],
        "instructions": [
            ["编号", "领导", "日期", "批示"],
            ["R1", "张某某", "2026-03-20", "做法很好，请政府办总结推广。"],
        ],
        "violations": [["单位", "类型", "日期"], ["县卫健局", "迟报", "2026-03-12"]],
        "adjustments": [
            ["单位", "分值", "日期", "事由", "依据"],
            ["城关镇", "60", "2026-03-31", "承办全市现场会", "第十条"],
            ["云峰乡", "40", "2026-03-31", "抽调参与专班", "第十条"],
        ],
    }


#: What is printed once March is over: what the file is called, and by which words. What ends in ``*`` is printed as
#: a workbook too.
APRIL = {
    "notice-month*": ("notice", "2026-03"),
    "notice-quarter*": ("notice", "2026Q1"),
    "notice-informants*": ("notice", "2026-03", "--by", "informant"),
    "notice-chart": ("notice", "2026-03", "--chart"),
    "slip*": ("explain", "城关镇", "2026-03"),
    "quota*": ("quota", "2026-03"),
    "pay*": ("pay", "2026-03"),
    "analysis*": ("analysis", "2026-03"),
    "articles": ("config", "show", "--articles"),
    "solicitation": ("solicitation", "print", "1", "2"),
    "instruction": ("instruction", "slip", "1"),
}
#: What is printed of the whole year, after it.
YEAR = {
    "notice-year*": ("notice", "2026"),
    "assessment*": ("assess", "2026"),
    "report*": ("report", "2026"),
}
ISSUES = (1, 3, 30)


class Office:
    """A small office: its config, an empty ledger, and a way to call the program."""

    def __init__(self, folder: Path, name: str, language: str) -> None:
        config = yaml.safe_load(EXAMPLE.read_text("utf-8"))
        del config["审核"]  # so that items can be printed as soon as they are there
        config["本单位"]["名称"] = config["通报"]["署名"] = config["通报"]["印发机关"] = name
        config["本级刊物"]["政务信息"]["编发单位"] = name
        config["语言"] = language
        for honour in config["考核办法"][0]["评先"]:
            del honour["除非"]  # nothing came in after March: no unit would be honoured
        (folder / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")

    def __call__(self, today: str, *words: str) -> None:
        """Call the program in the current folder; raises ``AssertionError`` with what it says if it does not do it."""
        from infoledger.cli import app

        done = CliRunner().invoke(app, ["--config", "config.yaml", "--clerk", "王某", "--today", today, *words])
        assert done.exit_code == 0, (words, done.output, done.exception)


def print_all(folder: Path, name: str = "林双县人民政府办公室") -> list[Path]:
    """Print every kind of document into ``folder``; gives the files.

    Of letters and pages that are written for each unit, those of one unit stand beside the others.
    """
    with contextlib.chdir(folder):
        office = Office(folder, name, "zh")
        _record(office)
        _print(office, "2026-04-08", APRIL)
        office("2026-03-25", "quota", "2026-03", "--letters", "letters")
        (folder / "letters" / "城关镇.docx").rename("reminder.docx")
        for count in ISSUES:
            _issue(office, count)
        office("2026-04-10", "bulletin", "render", "政务信息第57期", "--for", "张某某", "-o", "for-leader.docx")
        _print(office, "2027-01-15", YEAR)
        office("2027-01-15", "assess", "2026", "--commend", "commended.docx", "--criticise", "criticised.docx")
        office("2027-01-15", "report", "2026", "--each-unit", "-o", "units")
        (folder / "units" / "城关镇.docx").rename("unit.docx")
        _print(Office(folder, name, "en"), "2026-04-08", {"english": ("notice", "2026-03")})
    return sorted([*folder.glob("*.docx"), *folder.glob("*.xlsx")])


def _record(office: Office) -> None:
    for kind, rows in tables().items():
        with Path(f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        office("2026-04-01", "import", f"{kind}.csv")


def _print(office: Office, today: str, documents: dict[str, tuple[str, ...]]) -> None:
    for name, words in documents.items():
        for form in ("docx", "xlsx") if name.endswith("*") else ("docx",):
            office(today, *words, "-o", f"{name.removesuffix('*')}.{form}")


def _issue(office: Office, count: int) -> None:
    """Issue the publication with so many items, those after the ones of the issues before it."""
    before = 2 + sum(ISSUES[: ISSUES.index(count)])
    refs = [ref for ref, *_rest in ITEMS[before : before + count]]
    office("2026-04-10", "bulletin", "new", "政务信息")
    office("2026-04-10", "bulletin", "add", "政务信息", *refs)
    office("2026-04-10", "bulletin", "issue", "--unsigned", "试刊", "政务信息")
    number = 56 + ISSUES.index(count)
    office("2026-04-10", "bulletin", "render", f"政务信息第{number}期", "-o", f"bulletin-{count:02}.docx")


def as_pages(documents: list[Path], folder: Path) -> Iterator[tuple[str, str]]:
    """The pages of Word documents as LibreOffice lays them out: the name of each, and its text page by page."""
    convert(documents, folder)
    for document in documents:
        pages = list(pymupdf.open(folder / f"{document.stem}.pdf"))
        texts = ("\n".join((f"== {number} / {len(pages)}", *lines(page))) for number, page in enumerate(pages, start=1))
        yield document.stem, "\n".join(texts) + "\n"


def store() -> None:
    """Write the stored pages anew."""
    os.environ["INFOLEDGER_LANG"] = "en"
    with tempfile.TemporaryDirectory() as folder:
        made = [file for file in print_all(Path(folder)) if file.suffix == ".docx"]
        PAGES.mkdir(exist_ok=True)
        for old in PAGES.glob("*.txt"):
            old.unlink()
        for name, text in as_pages(made, Path(folder)):
            (PAGES / f"{name}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    store()
