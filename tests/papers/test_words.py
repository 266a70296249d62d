"""The words of a paper: what the office may write, what is refused when it saves, and previews."""

from dataclasses import replace

import pytest

from audit.models import Event
from evaluation.models import Cycle, Honour
from papers.actions import change_words
from papers.kinds import KINDS
from papers.models import Wording
from papers.wording import fill, tight
from tests.factories import CommunityFactory, approved_cycle
from tests.pages import text
from tests.papers.making import made, read, said
from tests.queries import queries
from tests.unguarded import unguarded

pytestmark = pytest.mark.django_db

PAGE = "/office/papers/words/township/"
WORDS = KINDS["township"].words


def save(client, **words):
    return client.post(PAGE, vars(WORDS) | words, follow=True)


@pytest.fixture(scope="module")
def approved(kept) -> None:
    CommunityFactory(name="甸阳村")
    approved_cycle(2025, issuer="某县公安局")


@pytest.fixture
def cycle(approved) -> Cycle:
    return Cycle.objects.get()


def test_new_words_are_in_the_next_paper_and_not_in_the_one_before(client, office, cycle, no_pdf):
    (before,) = made("township", cycle)
    assert "用语已保存" in text(save(client, body="{乡镇}今年命名{命名数}个，特此通报。"))
    (after,) = made("township", cycle)
    assert "甸阳镇今年命名1个，特此通报。" in read(after)
    assert "特此通报" not in read(before)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"body": "共{总数}个"}, "正文：第 1 行的 {总数} 不认识。可以用：{县}、{年度}"),
        ({"title": "关于{年度年度的通报"}, "标题：第 1 行的花括号不成对"),
        ({"title": "关于年度}的通报"}, "花括号不成对"),
        ({"addressee": "{{乡镇}}"}, "主送机关：第 1 行的花括号不成对"),
        ({"body": "好\n{}个"}, "第 2 行的 {} 不认识"),
        ({"body": "联系13800138000"}, "手机号码"),
        ({"body": "甸\ue000村"}, "无法印刷"),
        ({"title": ""}, "请填写“标题”"),
        ({"title": "长" * 201}, "标题有 201 个字，最多 200 个，请写短一些。"),
    ],
)
def test_what_could_not_be_printed_is_refused_when_saved_and_stays_typed(
    client, office, words, refusal
):
    page = text(save(client, **words))
    assert refusal in page
    assert all(typed in page for typed in words.values())
    assert not Wording.objects.exists()


def test_the_refusal_stands_beside_the_text_that_it_speaks_of(client, office):
    form = client.post(PAGE, vars(WORDS) | {"addressee": "{谁}"}).context["form"]
    assert list(form.errors) == ["addressee"]


def test_braces_of_an_input_method_are_braces(client, office):
    save(client, title="关于｛年度｝年度的通报")
    assert Wording.objects.get().body == "关于{年度}年度的通报"


def test_going_back_to_the_words_that_ship_follows_them_again(client, office):
    save(client, title="另一个标题")
    assert "本单位改过" in text(client.get("/office/papers/words/"))
    save(client)
    assert Wording.objects.get().body is None
    assert "本单位改过" not in text(client.get("/office/papers/words/"))
    assert Event.objects.filter(verb="wording_changed").count() == 2


def test_saving_what_is_there_writes_nothing(client, office):
    save(client)
    assert not Event.objects.filter(verb="wording_changed").exists()


def test_a_preview_shows_the_typed_words_on_the_records_and_keeps_nothing(client, office, cycle):
    page = text(client.post(PAGE, vars(WORDS) | {"title": "试试{乡镇}", "preview": "1"}))
    assert "试试甸阳镇" in page
    assert "还没有保存" in page
    assert not Wording.objects.exists()


def test_a_preview_refuses_what_saving_would(client, office, cycle):
    page = text(client.post(PAGE, vars(WORDS) | {"title": "试试{什么}", "preview": "1"}))
    assert "{什么} 不认识" in page


def test_a_preview_refuses_what_making_would(client, office, cycle):
    with unguarded():
        Honour.objects.update(name="甸\ue000村")
    page = text(client.post(PAGE, vars(WORDS) | {"preview": "1"}))
    assert "文稿有无法印刷的字" in page
    assert "文稿有无法印刷的字" in text(client.get(PAGE))
    assert made("township", cycle)[0].error.startswith("文稿有无法印刷的字")


@pytest.mark.parametrize("kind", [k for k in KINDS.values() if k.words], ids=lambda k: k.name)
def test_before_there_is_any_year_the_preview_takes_examples(client, office, kind):
    shown = client.get(f"/office/papers/words/{kind.name}/").context["paper"]
    assert shown.title == fill(kind.words.title, {f.name: f.example for f in kind.all_fields})


@pytest.mark.parametrize("kind", [k for k in KINDS.values() if k.words], ids=lambda k: k.name)
def test_the_words_that_ship_would_be_accepted(client, office, kind):
    page = client.post(f"/office/papers/words/{kind.name}/", vars(kind.words), follow=True)
    assert "用语已保存" in text(page)


def test_the_office_may_write_who_signs(client, office, cycle):
    save(client, signature="{命名单位}综合科")
    assert "某县公安局综合科2025年12月1日" in said("township", cycle)


def test_a_line_with_something_blank_is_left_out():
    assert fill("一\n依据：{依据}。\n二", {"依据": ""}) == "一\n二"
    assert fill("依据：{依据}。", {"依据": "某文"}) == "依据：某文。"


def test_line_breaks_of_a_browser_in_the_records_make_paragraphs():
    assert fill("二、说明\n{答复}", {"答复": "一段。\r\n二段。"}) == "二、说明\n一段。\n二段。"


def test_the_list_of_kinds_takes_no_more_queries_when_more_have_words_of_their_own(client, office):
    page = "/office/papers/words/"
    few = queries(client, page)
    for kind in (kind for kind in KINDS.values() if kind.words):
        change_words(kind=kind, words=replace(kind.words, title="另一个标题"), by=office)
    assert Wording.objects.count() > 2
    assert queries(client, page) == few


def test_between_a_figure_and_its_unit_a_paper_has_no_blank():
    assert (
        tight("缺 2024 年县级 1 件；满意度 88.0%，见 GB 9704")
        == "缺2024年县级1件；满意度88.0%，见 GB 9704"
    )
