"""What lies on the clerk's desk in the demo, to try imports on: a table, drafts, a list of titles."""

from collections.abc import Mapping, Sequence
from datetime import date

_BODY = "　　{unit}结合实际，明确责任、倒排工期，组织干部逐户走访{count}户，收集意见建议{half}条，现已办结{done}条。\n"


def incoming(today: date, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, str]:
    """Files by name: ``items.csv``, ``titles.txt`` and drafts in ``来稿``."""
    adopted = {ref for row in tables["adoptions"] for ref in row["refs"].split(";")}
    waiting = [row["title"] for row in tables["items"][-80:] if row["ref"] not in adopted]
    rows = (
        ("柳溪镇", "柳溪镇推行河道保洁“包段到人”", "工作动态"),
        ("县教育局", "县教育局摸排农村小学取暖设备", "工作动态"),
        ("县信访局", "当前欠薪类来信来访的特点及建议", "问题建议"),
    )
    drafts = {
        f"来稿/{unit}-{today}-{title}.txt": f"{title}\n\n"
        + _BODY.format(unit=unit, count=count, half=count // 2, done=count // 3)
        for unit, title, count in (
            ("白塔镇", "白塔镇开展冬春农田水利建设", 320),
            ("县司法局", "县司法局推行调解员坐班制", 96),
        )
    }
    table = "".join(f"{today},{unit},{title},{category}\n" for unit, title, category in rows)
    return {
        "items.csv": f"报送日期,单位,标题,类别\n{table}",
        # The outlet's editors shorten and turn titles.
        "titles.txt": "".join(f"{title.replace('关于', '').replace('的调研', '')}\n" for title in waiting[:6]),
        **drafts,
    }
