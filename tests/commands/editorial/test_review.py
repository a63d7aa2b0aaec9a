"""Review: steps, returns, overrides, and what is not let out."""

import csv
import io

import pytest


def csv_rows(done):
    return list(csv.DictReader(io.StringIO(done.stdout)))


def status(rows, ref):
    return next(row["status"] for row in rows("records", "items") if row["ref"] == ref)


def test_only_what_is_through_all_steps_goes_out(desk, submit, rows):
    ref = submit()
    refused = desk("forward", ref, "--to", "市政府办公室", code=1)
    assert f"{ref}: 甲乡旱情 (at 初审)" in refused.stderr
    assert "`infoledger review REF pass --override REASON`" in refused.stderr  # forward has no --override
    desk("review", ref, "pass", "--by", "李某")
    assert "(at 签发)" in desk("forward", ref, "--to", "市政府办公室", code=1).stderr
    desk("review", ref, "pass")
    assert status(rows, ref) == "approved"
    desk("forward", ref, "--to", "市政府办公室")


def test_an_issue_takes_only_what_is_through_all_steps(desk, submit):
    ref = submit()
    desk("bulletin", "new", "政务信息")
    assert "Not through the review" in desk("bulletin", "add", "政务信息", ref, code=1).stderr
    desk("review", ref, "pass", "--override", "急")
    desk("bulletin", "add", "政务信息", ref)
    desk("bulletin", "issue", "--unsigned", "试刊", "政务信息")


def test_an_issue_recorded_by_hand_takes_no_more_than_one_put_together(desk, submit, rows):
    ref, secret = submit(), submit("绝密事项", "甲乡", "--secrecy", "秘密")
    assert f"{ref}: 甲乡旱情 (at 初审)" in desk("adopt", ref, "--in", "政务信息", code=1).stderr
    desk("adopt", secret, "--in", "市府信息")  # what others print is not ours to let out
    for each in (ref, secret):
        desk("review", each, "pass", "--override", "急")
    assert "takes items up to 内部" in desk("adopt", ref, secret, "--in", "政务信息", code=1).stderr
    desk("adopt", ref, "--in", "政务信息")
    assert [row["outlet"] for row in rows("records", "adoptions")] == ["市府信息", "政务信息"]


def test_urgent_items_have_one_more_step(desk, submit):
    ref = submit("堤坝险情", "甲乡", "--category", "紧急信息")
    for step in ("初审", "签发", "县长签发"):
        assert f"at {step}" in desk("review", ref, "pass").stderr
    desk("forward", ref, "--to", "市政府办公室")


def test_an_item_that_becomes_urgent_has_one_more_step(desk, submit):
    ref = submit()
    desk("review", ref, "pass")
    desk("review", ref, "pass")
    desk("item", "edit", ref, "--category", "紧急信息", "--reason", "类别报错")
    assert "(at 县长签发)" in desk("forward", ref, "--to", "市政府办公室", code=1).stderr


def test_a_returned_draft_comes_back_as_a_new_version_and_starts_again(desk, submit, rows):
    ref = submit()
    desk("review", ref, "pass")
    desk("review", ref, "return", "--reason", "补充原因")
    assert status(rows, ref) == "returned"
    assert "has not come back" in desk("review", ref, "pass", code=1).stderr
    desk("item", "edit", ref, "--body", "已补充。", "--reason", "修改稿")
    assert "at 初审, next: 签发" in desk("review", ref, "pass").stderr
    assert status(rows, ref) == "received"


def test_nobody_skips_a_step_but_by_override_which_the_log_keeps(desk, submit, rows):
    ref = submit()
    assert desk("review", ref, "return", "--override", "急", code=2).stdout == ""
    desk("review", ref, "pass", "--by", "赵主任", "--override", "县长口头同意")
    assert status(rows, ref) == "approved"
    (entry,) = (row for row in rows("log", ref) if "passed" in row["sentence"])
    assert "赵主任 passed" in entry["sentence"]
    assert "初审、签发" in entry["sentence"]
    assert "县长口头同意" in entry["sentence"]
    assert "is through all steps" in desk("review", ref, "pass", code=1).stderr


def test_a_rejected_draft_stays_rejected_until_that_is_undone(desk, submit, rows):
    ref = submit()
    desk("review", ref, "reject", "--note", "内容失实")
    assert "was rejected" in desk("review", ref, "pass", code=1).stderr
    desk("undo", "--yes")
    assert status(rows, ref) == "received"
    desk("review", ref, "pass")


def test_imports_are_not_held_up(desk, submit, environment):
    ref = submit()
    path = environment / "forwards.csv"
    path.write_text(f"编号,上级,日期\n{ref},市政府办公室,2026-11-20\n", "utf-8")
    desk("import", path)


def test_without_steps_nothing_is_asked(desk, submit, rows, environment):
    config = environment / "config.yaml"
    text = config.read_text("utf-8")
    config.write_text(text[: text.index("review:")] + text[text.index("regulations:") :], "utf-8")
    ref = submit()
    desk("forward", ref, "--to", "市政府办公室")
    assert "through all steps" in desk("review", ref, "pass", code=1).stderr
    desk("review", ref, "return", "--note", "补充")
    desk("item", "edit", ref, "--title", "甲乡旱情（改）", "--reason", "修改稿")
    desk("review", ref, "pass")
    assert rows("records", "items")[0]["status"] == "approved"


@pytest.mark.parametrize("words", [("2026-9999", "pass"), ()])
def test_what_cannot_be_reviewed_is_refused(desk, submit, words):
    submit()
    assert desk("review", *words, code=1 if words else 2).stdout == ""


def test_what_was_returned_after_it_went_into_an_issue_is_not_issued(desk, submit):
    ref = submit()
    desk("review", ref, "pass")
    desk("review", ref, "pass")
    desk("bulletin", "new", "政务信息")
    desk("bulletin", "add", "政务信息", ref)
    desk("item", "edit", ref, "--category", "紧急信息", "--reason", "类别报错")
    desk("review", ref, "return", "--note", "补充")
    assert f"{ref}: 甲乡旱情 (returned)" in desk("bulletin", "issue", "--unsigned", "试刊", "政务信息", code=1).stderr


def test_what_an_import_sent_up_without_a_step_is_found(desk, submit, environment):
    from infoledger.config.reading import load
    from infoledger.ledger.database import open_ledger
    from infoledger.ledger.review import skipped

    sent, passed, merged_from, _kept = (submit(title) for title in "一二三四")
    desk("review", sent, "pass")
    desk("review", passed, "pass", "--override", "急")
    whole = desk("item", "merge", merged_from, passed, "--title", "综合").stdout.strip()
    desk("review", whole, "pass", "--override", "急")
    desk("forward", whole, "--to", "市政府办公室")
    path = environment / "forwards.csv"
    path.write_text(f"编号,上级,日期\n{sent},市政府办公室,2026-11-20\n{passed},市政府办公室,2026-11-20\n", "utf-8")
    desk("import", path)
    config = load(environment / "config.yaml")
    with open_ledger(config.ledger) as ledger, ledger.reading() as connection:
        assert [str(each) for each in skipped(connection, config)] == [f"{sent}: It went out without 签发."]


def test_what_is_through_can_still_be_returned(desk, submit, rows):
    ref = submit()
    desk("review", ref, "pass", "--override", "急")
    desk("review", ref, "return", "--note", "数据有误")
    assert status(rows, ref) == "returned"
    assert "(returned)" in desk("forward", ref, "--to", "市政府办公室", code=1).stderr


def sign(desk, ref):
    for _step in range(2):
        desk("review", ref, "pass")


@pytest.mark.parametrize("edit", [("--title", "甲乡大旱"), ("--body", "改。")])
def test_a_text_edited_after_it_was_signed_is_signed_again(desk, submit, rows, edit):
    ref = submit()
    sign(desk, ref)
    done = desk("item", "edit", ref, *edit, "--reason", "改错")
    assert "it waits for 签发 again" in done.stderr
    assert status(rows, ref) == "received"
    assert "(at 签发)" in desk("forward", ref, "--to", "市政府办公室", code=1).stderr
    desk("review", ref, "pass")
    assert status(rows, ref) == "approved"
    desk("forward", ref, "--to", "市政府办公室")


def test_only_another_text_is_signed_again(desk, submit, rows):
    ref = submit()
    sign(desk, ref)
    done = desk("item", "edit", ref, "--title", "甲乡旱情", "--category", "工作动态", "--reason", "类别报错")
    assert "again" not in done.stderr
    assert status(rows, ref) == "approved"


def test_a_text_edited_before_it_is_signed_goes_on(desk, submit):
    ref = submit()
    desk("review", ref, "pass")
    desk("item", "edit", ref, "--body", "改。", "--reason", "编辑")
    assert "at 签发, it may go out" in desk("review", ref, "pass").stderr


def test_an_undone_edit_leaves_the_signed_text(desk, submit, rows):
    ref = submit()
    sign(desk, ref)
    desk("item", "edit", ref, "--body", "改。", "--reason", "改错")
    desk("undo", "--yes")
    assert status(rows, ref) == "approved"
    desk("forward", ref, "--to", "市政府办公室")


def test_what_went_out_and_is_edited_is_found_until_it_is_read_again(desk, submit, rows):
    ref = submit()
    sign(desk, ref)
    desk("forward", ref, "--to", "市政府办公室")
    desk("item", "edit", ref, "--body", "改。", "--reason", "改错")
    assert status(rows, ref) == "approved"  # as it went out

    (row,) = csv_rows(desk("check", "--format", "csv", code=1))
    assert (row["check"], row["where"], row["what"]) == ("review", ref, "Its title or text was edited after 签发.")
    assert row["hint"] == f"Read it again: infoledger review {ref} pass"
    desk("review", ref, "pass")
    desk("check")


def test_no_override_lets_a_secret_item_out(desk, submit):
    ref = submit("秘密事项", "甲乡", "--secrecy", "内部")
    desk("review", ref, "pass", "--override", "急")
    assert "takes items up to 公开" in desk("forward", ref, "--to", "日报社", code=1).stderr
    desk("forward", ref, "--to", "市政府办公室")
    secret = submit("绝密事项", "甲乡", "--secrecy", "秘密")
    desk("review", secret, "pass", "--override", "急")
    desk("bulletin", "new", "政务信息")
    assert "takes items up to 内部" in desk("bulletin", "add", "政务信息", secret, code=1).stderr
    refused = desk("submit", "--title", "机密", "--unit", "甲乡", "--secrecy", "机密", code=1)
    assert "Allowed: 公开, 内部, 秘密." in refused.stderr


def taken_in(desk, environment, text):
    (environment / "items.csv").write_text(text, "utf-8")
    desk("import", "items.csv")


def test_what_was_signed_before_the_ledger_began_comes_in_as_done(desk, rows, environment):
    head = "编号,报送日期,单位,标题,状态\n"
    taken_in(desk, environment, head + "旧-1,2026-01-05,甲乡,春耕,通过\n旧-2,2026-01-06,甲乡,防火,\n")
    assert [status(rows, ref) for ref in ("旧-1", "旧-2")] == ["approved", "received"]
    desk("forward", "旧-1", "--to", "市政府办公室")
    assert "(at 初审)" in desk("forward", "旧-2", "--to", "市政府办公室", code=1).stderr
    taken_in(desk, environment, head + "旧-1,2026-01-05,甲乡,春耕,\n")  # where an item stands is not what it says
    assert status(rows, "旧-1") == "approved"


def test_what_came_in_as_signed_and_is_edited_passes_its_last_step_again(desk, environment):
    taken_in(desk, environment, "ref,submitted,units,title,status\nX,2026-01-05,甲乡,春耕,approved\n")
    desk("item", "edit", "X", "--title", "春耕备耕", "--reason", "改题")
    assert "(at 签发)" in desk("forward", "X", "--to", "市政府办公室", code=1).stderr
    desk("review", "X", "pass")
    desk("forward", "X", "--to", "市政府办公室")


def test_what_came_in_as_returned_comes_back_as_a_new_version(desk, environment):
    taken_in(desk, environment, "编号,报送日期,单位,标题,状态\nX,2026-01-05,甲乡,春耕,退回\n")
    assert "has not come back" in desk("review", "X", "pass", code=1).stderr
    desk("item", "edit", "X", "--body", "已补充数据。", "--reason", "修改稿")
    desk("review", "X", "pass")


def test_a_word_that_is_no_status_is_told_those_there_are(desk, environment):
    (environment / "items.csv").write_text("报送日期,单位,标题,状态\n2026-01-05,甲乡,春耕,已发\n", "utf-8")
    told = desk("import", "items.csv", code=1).stderr
    assert "已发" in told
    assert "不采用(rejected)" in told


def test_what_came_before_there_were_steps_needs_none_and_counts_as_approved(desk, submit, rows, environment):
    old, new = submit("旧稿", "甲乡", "--on", "2026-06-30"), submit("新稿", "甲乡", "--on", "2026-07-01")
    back = submit("退稿", "甲乡", "--on", "2026-06-29")
    desk("review", back, "return", "--note", "补数据")
    path = environment / "config.yaml"
    text = path.read_text("utf-8").replace("  steps: [初审, 签发]\n", "  steps: [初审, 签发]\n  since: 2026-07-01\n")
    path.write_text(
        text.replace("fact: submission, points: 1", "fact: submission, when: {status: approved}, points: 1"), "utf-8"
    )
    desk("forward", old, "--to", "市政府办公室")
    desk("forward", new, "--to", "市政府办公室", code=1)
    points = {row["unit"]: row["points"] for row in csv_rows(desk("notice", "2026", "-f", "csv"))}
    assert points["甲乡"] == "1"
    assert "review," not in desk("check", "-f", "csv").stdout
    assert old not in desk().stdout


def test_several_drafts_and_all_that_wait_for_a_step_are_passed_at_once(desk, submit, rows):
    refs = [submit(), submit("乙镇旱情", "甲乡"), submit("丙镇旱情", "甲乡")]
    desk("review", *refs[:2], "通过")
    assert "no step" in desk("review", "--waiting", "终审", "pass", code=1).stderr
    desk("review", "--waiting", "签发", "pass")
    assert [status(rows, ref) for ref in refs] == ["approved", "approved", "received"]
    assert "No draft waits" in desk("review", "--waiting", "签发", "pass").stderr
    desk("undo", "--yes")
    assert [status(rows, ref) for ref in refs] == ["received", "received", "received"]
    desk("review", refs[0], "--waiting", "初审", "pass", code=2)


def test_of_several_drafts_one_that_cannot_pass_stops_all(desk, submit, rows):
    through, other = submit(), submit("乙镇旱情", "甲乡")
    desk("review", through, "pass", "--override", "急")
    assert "through all steps" in desk("review", other, through, "pass", code=1).stderr
    assert status(rows, other) == "received"


def test_steps_that_lie_apart_are_not_signed_by_one_person(desk, submit, environment, rows):
    config = environment / "config.yaml"
    text = config.read_text("utf-8").replace("review:\n", "review:\n  apart: [[初审, 签发]]\n")
    config.write_text(text, "utf-8")
    ref = submit()
    desk("review", ref, "pass", "--by", "李某")
    refused = desk("review", ref, "pass", "--by", "李某", code=1)
    assert "李某 signed 初审" in refused.stderr
    desk("review", ref, "return", "--by", "李某", "--note", "补充")
    desk("item", "edit", ref, "--body", "新稿", "--reason", "修改稿")
    desk("review", ref, "pass", "--by", "王某")
    desk("review", ref, "pass", "--by", "李某")
    assert status(rows, ref) == "approved"


def test_a_return_is_asked_why_at_a_terminal_and_taken_as_it_is_elsewhere(desk, submit, rows, monkeypatch):
    ref, other = submit(), submit()
    desk("review", other, "return")
    assert status(rows, other) == "returned"
    monkeypatch.setattr("infoledger.commands.review.at_terminal", lambda: True)
    assert "Nothing was changed." in desk("review", ref, "return", stdin="\n", code=1).stderr
    assert status(rows, ref) == "received"
    assert "opinion: 缺数据" in desk("review", ref, "return", stdin="缺数据\n").stderr
    assert status(rows, ref) == "returned"
