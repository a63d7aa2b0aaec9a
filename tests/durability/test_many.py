"""Many at once: clerks in one ledger, none of whose commands is lost, doubled, or seen by half."""

import pytest

from tests.durability.work import LONG, Done, heard, processes, work

CLERKS, COMMANDS = (8, 200) if LONG else (4, 3)


@pytest.fixture
def crowd(environment):
    """Let all clerks work in one ledger at once; what they told."""

    def working(ledger):
        context = processes()
        ends = []
        for number in range(CLERKS):
            said, told = context.Pipe(duplex=False)
            args = (told, environment, ledger, f"员{number}", number, COMMANDS)
            process = context.Process(target=work, args=args)
            process.start()
            told.close()
            ends.append((process, said))
        done = [each for _process, said in ends for each in heard(said)]
        for process, _said in ends:
            process.join(300)
        assert done.count(Done("ready", "")) == CLERKS
        return [each for each in done if each.kind != "ready"]

    return working


def test_clerks_share_a_file(office, crowd, assert_whole):
    office("unit", "add", "甲乡", "--group", "乡镇")
    done = crowd("ledger.db")
    assert_whole(done)
    assert len(done) == CLERKS * COMMANDS


def test_clerks_share_a_server(office, crowd, assert_whole, server):
    ledger = server()
    office("unit", "add", "甲乡", "--group", "乡镇", ledger=ledger)
    done = crowd(ledger)
    assert_whole(done, ledger)
    assert len(done) == CLERKS * COMMANDS
