"""An office to import into: a config, an empty ledger, and the command as a clerk calls it."""

from collections import Counter
from datetime import date

import openpyxl
import pytest
import typer
from sqlalchemy import select
from typer.testing import CliRunner

from infoledger.commands.import_ import import_
from infoledger.ledger import models
from infoledger.ledger.reading import Extent, load_book
from infoledger.ledger.seals import table_of
from infoledger.office.desk import Desk

CONFIG = """
office: {name: 林双县政府办公室, level: 县级}
unit_groups: [乡镇, 部门]
categories: {工作动态: {}, 紧急信息: {urgent: true}}
bodies:
  市政府办公室: {level: 市级, outlets: {市府信息: {aliases: [市信]}, 快报: {}}}
  省政府办公厅: {level: 省级, outlets: {快报: {}}}
leaders: {张书记: {level: 市级, chief: true}}
publications: {政务信息: {issuer: 林双县政府办公室, numbering: yearly, sections: [要闻]}}
awards: {月度最佳: {most: 1, per: month}}
regulations: []
"""


class Office:
    """Imports files and tells what the ledger then holds."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "config.yaml").write_text(CONFIG, "utf-8")
        self.desk = Desk(folder / "config.yaml", None, date(2025, 12, 31), "文书")
        self.app = typer.Typer()
        self.app.command()(import_)

    def bring(self, name, content, *options):
        """Import ``content`` (lines, or sheets of rows by name) as the file ``name``."""
        path = self.folder / name
        if isinstance(content, dict):
            book = openpyxl.Workbook()
            book.remove(book.active)
            for title, rows in content.items():
                sheet = book.create_sheet(title)
                for row in rows:
                    sheet.append(row)
            book.save(path)
        else:
            path.write_text(content, "utf-8")
        return self.bring_file(path, *options)

    def bring_file(self, path, *options):
        return CliRunner().invoke(self.app, [str(path), *options], obj=self.desk)

    def accept(self, name, content, *options):
        """Import, which must go well, and return how many rows were new, changed and there by kind."""
        result = self.bring(name, content, *options)
        assert result.exception is None, getattr(result.exception, "findings", result.output)
        counts = [line.split() for line in result.stdout.splitlines()[2:]]
        return {kind: tuple(map(int, numbers[:3])) for kind, *numbers in counts}

    def refuse(self, name, content, *options):
        """Import, which must be refused, and return all findings."""
        result = self.bring(name, content, *options)
        assert result.exception.exit_code == 1
        return result.exception.findings

    def facts(self, kind):
        """The facts of a kind in their order."""
        with self.desk.reading() as connection:
            book = load_book(
                connection, self.desk.config, date(2000, 1, 1), date(2030, 1, 1), self.desk.today, Extent({kind})
            )
        return [fact for fact in book.facts if fact.kind == kind]

    def details(self, kind, *names):
        return [tuple(fact.details[name] for name in names) for fact in self.facts(kind)]

    def rows(self, model):
        with self.desk.reading() as connection:
            return connection.execute(select(table_of(model)).order_by(*table_of(model).primary_key)).all()

    def counts(self):
        """How many rows of each kind the ledger holds, and how many entries the journal has."""
        kinds = (models.Unit, models.Informant, models.Item, models.Adoption, models.Forward, models.Entry)
        return Counter({kind.__name__: len(self.rows(kind)) for kind in kinds})


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture
def settled(office):
    """The office with three units, three informants and two items."""
    office.accept("units.csv", "单位,组别,别名\n甲乡,乡镇,甲\n乙乡,乡镇,\n财政局,部门,财政\n")
    office.accept("informants.csv", "姓名,单位,岗位\n张三,甲乡,专职\n张三,乙乡,兼职\n李四,财政局,专职\n")
    office.accept(
        "items.csv",
        "编号,报送日期,单位,信息员,标题,类别\nA,2025-01-05 09:30,甲乡,张三,甲一,工作动态\n"
        "B,2025-01-06,甲乡;乙乡,,乙一,\n",
    )
    return office
