"""Templates that ask for too much: told as the template's mistake, in seconds."""

import pytest

from infoledger.documents import sandbox
from infoledger.documents.rendering import render
from infoledger.documents.samples import samples
from infoledger.errors import UsageError


@pytest.fixture
def page(tmp_path):
    """Print the sample of a notice with a page of one's own."""

    def of(words: str) -> str:
        path = tmp_path / "own.html"
        path.write_text(words, "utf-8")
        return str(render(samples()["notice"], "html", path))

    return of


@pytest.mark.parametrize(
    "words",
    [
        "{% for a in range(100000000) %}{% endfor %}",
        "{{ 'x' * 10000000000 }}",
        "{{ 10 ** 1000000 }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ 'x'.ljust(1000000000) }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '%999999999d' | format(1) }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{% set n = namespace(x='x') %}{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
        "{% set n = namespace(x=[1]) %}{% for a in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{{ 1 / 0 }}",
        "{{ 1 + 'x' }}",
    ],
)
def test_what_asks_too_much_is_the_template_s_mistake(page, words):
    with pytest.raises(UsageError, match=r"own\.html has a mistake"):
        page(words)


def test_a_page_that_does_not_end_is_stopped(page, monkeypatch):
    monkeypatch.setattr(sandbox, "_SECONDS", 0.5)
    loops = "{% for a in range(99999) %}" * 3 + "{% if a %}{% endif %}" + "{% endfor %}" * 3
    with pytest.raises(UsageError, match="it does not come to an end"):
        page(loops)


def test_sums_and_texts_of_a_usual_size_stand(page):
    assert page("{{ 'ab' * 3 }}{{ 2 ** 3 }}{{ 'a' ~ 1 }}{{ [1] + [2] }}{{ '%02d' % 7 }}") == "ababab8a1[1, 2]07"
