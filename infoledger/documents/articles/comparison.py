"""The regulation as it is followed here, to be laid beside the document and signed (对照表).

Like the regulation itself it is Chinese, whatever the language of the other papers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from infoledger.documents.articles.cites import articles_missing
from infoledger.documents.articles.provision import Provision
from infoledger.documents.articles.provisions import provisions
from infoledger.documents.statement import Statement, with_room
from infoledger.documents.tables import Listing
from infoledger.documents.text import Paragraph, clean, fitted_title, text_table
from infoledger.periods import day_title
from infoledger.rules.regulation import Regulation

_LANGUAGE = "zh"
#: What a provision calls a table that stands below it.
_BELOW = "下表"
_UNCITED = "未注明条款"


def running_text(regulation: Regulation) -> str:
    """The provisions one below the other, each with its table; at the end what none of them covers."""
    found = provisions(regulation)
    lines = [_called(regulation), ""]
    for each in found:
        lines.append(f"{each.cite or f'{each.name}（{_UNCITED}）'}　{each.text}")
        if each.table:
            note = [each.table.note] if each.table.note else []
            lines += ["", text_table(each.table.columns, each.table.rows), *note, ""]
    return "\n".join([*lines, "", *_not_covered(found), ""])


def compose(office: str, regulation: Regulation, day: date) -> Statement:
    """The table of provisions with room to tick each off, the tables that belong to them, and the lines to sign on."""
    found = provisions(regulation)
    rows: list[tuple[str, ...]] = []
    tables: list[Listing] = []
    for each in found:
        text = each.text
        if each.table:
            called = f"附表{len(tables) + 1}"
            text = text.replace(_BELOW, called)
            tables.append(replace(each.table, title=f"{called}　{each.table.title}"))
        rows.append((each.cite or _UNCITED, each.name, text, ""))
    first = Listing("", ("条款", "事项", "规定", "核对"), tuple(rows))
    about = f"下表按条款顺序列出本系统计分、考核所执行的规定，请与{_called(regulation)}原文逐条核对。"
    return Statement(
        language=_LANGUAGE,
        office=clean(office),
        title=fitted_title(f"{clean(regulation.title)}条款对照表"),
        paragraphs=(Paragraph(about),),
        tables=(first, *tables),
        closing=(*_not_covered(found), "经核对，以上规定与原文一致。"),
        signatures=with_room(("核对", "审核", "负责人"), _LANGUAGE),
        date=day_title(day, _LANGUAGE),
    )


def _called(regulation: Regulation) -> str:
    """``《考核办法》（林政办发〔2026〕3号，自2026年1月1日起施行）``."""
    number = f"{clean(regulation.reference)}，" if regulation.reference else ""
    return f"《{clean(regulation.title)}》（{number}自{day_title(regulation.effective, _LANGUAGE)}起施行）"


def _not_covered(found: Sequence[Provision]) -> Iterator[str]:
    """The articles of the document that nothing here follows, and what here follows no article."""
    if missing := list(articles_missing(each.cite for each in found)):
        yield f"原文中{'、'.join(missing)}没有对应的计分、考核规定。"
    uncited = dict.fromkeys(each.name for each in found if not each.cite)
    if len(uncited) == len({each.name for each in found}):
        yield "各项规定均未注明条款。"
    elif uncited:
        yield f"未注明条款的有：{'、'.join(uncited)}。"
