"""The gallery shows every component; the shells hold."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("anjia.interfaces.shared.tests.gallery_urls")]


@pytest.mark.parametrize("shell", ["desk", "home", "work", "public", "entrance"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_shell_draws_in_both_languages(client: Client, shell: str, language: str):
    answer = client.get("/gallery/", {"shell": shell}, headers={"accept-language": language})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f'lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in page
    assert ' style="' not in page
    assert "<script>" not in page


def test_a_shell_that_does_not_exist_is_not_found(client: Client):
    assert client.get("/gallery/", {"shell": "attic"}).status_code == 404


def test_outside_the_demo_there_is_no_gallery(client: Client, settings):
    settings.DEMO = settings.DEBUG = False
    answer = client.get("/gallery/")
    assert answer.status_code == 404
    assert "这个地址没有内容" in answer.content.decode()


def test_a_toast_offers_its_way_back(client: Client):
    page = client.get("/gallery/", {"toast": "1"}, headers={"accept-language": "en"}).content.decode()
    assert "The visit was moved to 14:30." in page
    assert 'action="/gallery/"' in page


def test_every_icon_a_template_names_exists():
    import re
    from pathlib import Path

    from anjia.interfaces.shared.icons import icons

    screens = Path(__file__).parents[2]
    named = {
        (name, page.name)
        for page in screens.rglob("*.html")
        for name in re.findall(r'(?:{% icon |icon=|after=)"([\w-]+)"', page.read_text())
    }
    assert {(name, page) for name, page in named if name not in icons()} == set()


def test_no_template_has_inline_style_or_script():
    import re
    from pathlib import Path

    screens = Path(__file__).parents[2]
    inline = re.compile(r'\sstyle="|\son\w+="|<script(?![^>]*\b(src|type)=)|<style')
    assert [page.name for page in screens.rglob("*.html") if inline.search(page.read_text())] == []
