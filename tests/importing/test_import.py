"""Blogs of other tools, made up and small, by the command line."""

import json
import re
from base64 import b64encode
from os import mkfifo
from pathlib import Path

import pytest
import yaml

from notes_site.importing import import_blog
from tests.conftest import Run
from tests.importing.small_blog import PNG, bring, head_of
from tests.small_site import write_files

HEXO: dict[str, str | bytes] = {
    "_config.yml": "title: 甲的博客\nauthor: 甲\nlanguage: zh-CN\ntimezone: Asia/Shanghai\nurl: https://a.example\n"
    "permalink: :year/:month/:day/:title/\nper_page: 8\n",
    "source/_posts/first.md": "---\ntitle: 第一篇\ndate: 2018-9-22 15:58:48\ncategories: [数学, 概率]\ntags: 统计\ntop: 1\n"
    "mathjax: true\n---\n开头。\n\n<!--more-->\n\n{% asset_img a.png 一张图 %}\n\n{% post_link second 另一篇 %}和[旧址](/2019/01/02/second/)。\n\n"
    "{% note info %}\n提示。\n{% endnote %}\n\n{% codeblock lang:python %}\n{% x %}\n{% endcodeblock %}\n",
    "source/_posts/first/a.png": PNG,
    "source/_posts/second.md": "title: 第二篇: 续\ndate: 2019-01-02\n---\n正文 $x\\_1$。\n\n`{% not_a_tag %}`\n",
    "source/_drafts/later.md": "---\ntitle: 以后\n---\n草稿。\n",
    "source/about/index.md": "---\ntitle: 关于\n---\n我。\n",
    "source/tags/index.md": "---\ntype: tags\n---\n",
}


def test_addresses_of_hexo_leave_out_what_names_of_files_say_of_dates(
    run: Run, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: T\nlanguage: en\nurl: https://a.example\npermalink: blog/:year/:month/:day/:title/\n"
        "new_post_name: :year-:month-:day-:title.md\ntwikoo: {id: x}\n",
        "source/_posts/2019-01-02-second.md": "---\ntitle: Second\ndate: 2019-01-02\n---\nText, [git](git@host:a/b.git).\n",
        "source/_posts/a.b.md": "---\ntitle: Third\ndate: 2019-01-03\n---\nText.\n",
    }
    made = bring(run, tmp_path, files)
    assert (made / "public/blog/2019/01/02/second/index.html").is_file()
    assert (made / "public/blog/2019/01/03/a-b/index.html").is_file()
    report = (made / "import-report.md").read_text()
    assert "| setting `twikoo` | 1 | 1 | twikoo |" in report
    assert "- second.md: `[git](git@host:a/b.git)`" in report


def test_a_blog_of_hexo(run: Run, tmp_path: Path) -> None:
    made = bring(run, tmp_path, HEXO)
    first = made / "content/zh/first.md"
    head = head_of(first)
    assert (head["title"], head["tags"], head["pinned"]) == (
        "第一篇",
        ["统计", "数学", "概率"],
        True,
    )
    assert str(head["date"]).startswith("2018-09-22 15:58:48+08:00")
    text = first.read_text()
    assert "![一张图](/pictures/first/a.png)" in text
    assert "[另一篇](second.md)和[旧址](second.md)" in text
    assert "> [!NOTE]\n> 提示。" in text
    assert "```python\n{% x %}\n```" in text
    assert "<!-- more -->" in text
    second = made / "content/zh/second.md"
    assert head_of(second)["title"] == "第二篇: 续"
    assert "`{% not_a_tag %}`" in second.read_text()
    assert head_of(made / "content/zh/later.md")["draft"] is True
    assert (made / "content/zh/pages/about.md").is_file()
    config = yaml.safe_load((made / "site.yaml").read_text())
    assert config["urls"] == {"note": "/{year}/{month}/{day}/{slug}/"}
    assert (made / "public/2018/09/22/first/index.html").is_file()
    report = (made / "import-report.md").read_text()
    assert "| front matter `mathjax` | 1 | 1 |" in report
    assert "| pictures in tags | 1 | 1 |" in report


def test_addresses_of_hexo_that_a_plugin_makes_of_titles(run: Run, tmp_path: Path) -> None:
    """Those of a draft of the same name, and of pages, are not in the way."""
    files: dict[str, str | bytes] = {
        "_config.yml": "title: T\nlanguage: en\nurl: https://a.example\npermalink: p/:abbrlink.html\nabbrlink: {alg: crc32, rep: hex}\nskip_render: [README.md]\n",
        "source/_posts/a.md": "---\ntitle: Hello World\ndate: 2019-01-02\n---\nText, [b](/p/7.html).\n",
        "source/_posts/b.md": "---\ntitle: B\nabbrlink: 7\ndate: 2019-01-03\n---\nText.\n",
        "source/_drafts/a.md": "---\ntitle: A\n---\nText.\n",
        "source/talks.md": "---\ntitle: Talks\n---\nText.\n",
        "source/README.md": "About.\n",
        "source/404.md": "---\ntitle: 404\n---\nText.\n",
    }
    made = bring(run, tmp_path, files)
    assert (made / "public/p/4a17b156.html").exists()
    assert (made / "public/p/7.html").exists()
    assert head_of(made / "content/en/a.md")["title"] == "Hello World"
    assert head_of(made / "content/en/pages/talks.md")["aliases"] == ["/talks.html"]
    report = (made / "import-report.md").read_text()
    assert "| text that the blog does not show as a page | 1 | 1 | source/README.md |" in report
    assert "| page that is made by itself here | 1 | 1 | source/404.md |" in report


def test_settings_of_themes_of_hexo(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: 甲\nsubtitle: 一句\nlanguage: zh-CN\nurl: https://a.example\ntheme: next\n",
        "_config.next.yml": "menu:\n  home: / || fa fa-home\n  关于: /about/\n  归档: /archives/\n  归档二: /archives\n  代码: https://b.example/\n"
        "  没有: /nowhere/\nsocial:\n  GitHub: https://github.com/ada || fab fa-github\nlocal_search: {enable: true}\n"
        "google_site_verification: 4Rj54anORAwcoM\nvaline: {appId: x}\ngoogle_analytics: {tracking_id: UA-1}\nfavicon: /img/icon.png\n",
        "source/_posts/a.md": "---\ntitle: 甲\ndate: 2020-01-02\n---\n正文。\n",
        "source/about/index.md": "---\ntitle: 关于\n---\n我。\n",
        "source/img/icon.png": PNG,
    }
    made = bring(run, tmp_path, files)
    config = yaml.safe_load((made / "site.yaml").read_text())
    assert config["navigation"] == [
        "home",
        {"page": "about", "title": "关于"},
        {"page": "archive", "title": "归档"},
        {"title": "代码", "url": "https://b.example/"},
    ]
    assert config["social"] == {"github": "ada"}
    assert (config["tagline"], config["favicon"]) == ("一句", "icon.png")
    page = (made / "public/index.html").read_text()
    assert 'name="google-site-verification" content="4Rj54anORAwcoM"' in page
    report = (made / "import-report.md").read_text()
    assert "| entry of the menu that leads to no page here | 1 | 1 | 没有: /nowhere/ |" in report
    assert "| setting `theme.valine` | 1 | 1 |" in report
    assert "| setting `theme.google_analytics` | 1 | 1 |" in report
    assert "local_search" not in report
    assert (made / ".gitignore").read_text() == "/public/\n/.notes-site/\n"
    assert (made / ".github/workflows/publish.yml").is_file()


def test_old_addresses_of_lists_lead_to_those_here(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: T\nlanguage: en\nurl: https://a.example/blog\nroot: /blog/\n",
        "source/_posts/a.md": "---\ntitle: A\ndate: 2020-01-02\ntags: [Deep Learning, rl]\ncategories: [Math, Number Theory]\n---\nText.\n",
        "source/_posts/b.md": "---\ntitle: B\ndate: 2020-01-02\ntags: C++\ndraft: true\n---\nText.\n",
    }
    made = bring(run, tmp_path, files)
    public = made / "public"
    assert 'url=../archive/"' in (public / "archives/index.html").read_text()
    assert 'url=../../tags/math/"' in (public / "categories/Math/index.html").read_text()
    nested = (public / "categories/Math/Number-Theory/index.html").read_text()
    assert 'url=../../../tags/number-theory/"' in nested
    assert (public / "tags/number-theory/index.html").is_file()
    assert not (made / "static/tags").exists()  # they differ in case alone, or are drafts'
    assert (
        "| old addresses of lists that lead to those here | 5 |"
        in (made / "import-report.md").read_text()
    )


def test_bundles_pages_in_html_and_relative_links_of_hugo(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "hugo.toml": 'title = "T"\nbaseURL = "https://b.example/"\ndefaultContentLanguage = "en"\n',
        "content/posts/a/index.md": "---\ntitle: A\ndate: 2020-01-02\n---\n[b](../b/), [home](../../), [up](../), [no](../no/)\n\n# One {#x}\n\n# Two {#x}\n",
        "content/posts/a/more/slides.md": "# Slides\n",
        "content/posts/b.html": "---\ntitle: B\ndate: 2020-01-03\n---\n<div>\n  <p>Words.</p>\n</div>\n",
        "content/posts/c.html": "<p>no page</p>\n",
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/en/a.md").read_text()
    assert "[b](b.md), [home](/), [up](/archive/), no\n" in text
    assert "# One {#x}\n\n# Two\n" in text
    assert "Words." in (made / "public/notes/b/index.html").read_text()
    assert (made / "public/posts/b/index.html").is_file()
    report = (made / "import-report.md").read_text()
    assert (
        "| text that lies beside a post, and has no page | 1 | 1 | content/posts/a/more/slides.md |"
        in report
    )
    assert "| `.html` file | 1 | 1 | content/posts/c.html |" in report


def test_old_addresses_of_tags_in_another_language(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "hugo.toml": 'title = "T"\nbaseURL = "https://b.example/"\ndefaultContentLanguage = "en"\n',
        "content/en/a.md": "---\ntitle: A\ndate: 2020-01-02\n---\nText.\n",
        "content/cn/b.md": "---\ntitle: 乙\ndate: 2020-01-02\ntags: [信]\ncategories: [诗]\n---\n正文。\n",
    }
    made = bring(run, tmp_path, files)
    assert (made / "public/tags/信/index.html").is_file()
    assert (made / "public/categories/诗/index.html").is_file()


def test_names_that_end_like_a_language_by_chance(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: T\nurl: https://ada.github.io\nlang: en\npermalink: /:title/\n",
        "CNAME": "www.ada.example\n",
        "_posts/2021-02-03-count-on-it.md": "---\ntitle: A\nvisible: true\n---\nText ![](http://www.ada.example/a.png)\n",
        "_posts/2021-02-04-b-zh.md": "---\ntitle: B\n---\n这一篇是中文的，[见下](/b-zh/#q--a)。\n\n## Q & A\n",
        "_posts/2021-02-05-template.md": "---\ntitle: C\nvisible: false\n---\nText.\n",
        "a.png": PNG,
    }
    made = bring(run, tmp_path, files)
    assert "![](/pictures/count-on-it/a.png)" in (made / "content/en/count-on-it.md").read_text()
    assert "[见下](#q" in (made / "content/zh/b.md").read_text()
    assert head_of(made / "content/en/template.md")["draft"] is True


def test_files_and_pictures_that_stand_in_texts(run: Run, tmp_path: Path) -> None:
    picture = b64encode(PNG * 3).decode()
    files = HEXO | {
        "source/downloads/code/a.py": "one\ntwo\nthree\n",
        "source/_posts/shown.md": "---\ntitle: 五\ndate: 2019-01-05\n---\n{% include_code Lines from:2 to:3 a.py %}\n\n"
        f"![a](data:image/png;base64,{picture})\n\n<link rel='stylesheet' href='../css/x.css'>\n",
        "source/_posts/long.md": "---\ntitle: 六\ndate: 2019-01-06\n---\n" + "长文。\n\n" * 110_000,
        "source/_posts/hid.md": "---\ntitle: 七\ndate: 2019-01-07\nhide: true\n---\n正文。\n",
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/zh/shown.md").read_text()
    assert "**Lines**\n\n```python\ntwo\nthree\n```" in text
    assert re.search(r"!\[a\]\(/pictures/shown/[0-9a-f]{10}\.png\)", text)
    assert "<link" not in text
    assert not (made / "content/zh/long.md").exists()
    report = (made / "import-report.md").read_text()
    assert "note that cannot be read, not even as a draft" in report
    assert "a draft here: file | 1 | 1 | source/_posts/hid.md |" in report


def test_a_setting_that_is_wrong_becomes_a_comment(run: Run, tmp_path: Path) -> None:
    files = HEXO | {
        "_config.yml": "title: T\nlanguage: zh\ntimezone: Mars/Base\nurl: https://a.example\n"
    }
    made = bring(run, tmp_path, files)
    assert "# timezone: Mars/Base\n" in (made / "site.yaml").read_text()
    report = (made / "import-report.md").read_text()
    assert "| setting that is a comment now, as it is not right here | 1 | 1 |" in report


def test_menus_and_titles_of_hugo_in_two_languages(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "config/_default/hugo.toml": 'baseURL = "https://b.example/"\ndefaultContentLanguage = "zh"\n',
        "config/_default/languages.toml": '[zh]\ntitle = "笔记"\n[en]\ntitle = "Notes"\n',
        "config/_default/menus.zh.toml": '[[main]]\nname = "关于"\npageRef = "/about/"\nweight = 2\n[[main]]\nname = "标签"\nurl = "/tags/"\nweight = 1\n',
        "config/_default/menus.en.toml": '[[main]]\nname = "About me"\npageRef = "/about/"\nweight = 2\n[[main]]\nname = "Topics"\nurl = "/tags/"\nweight = 1\n',
        "config/_default/params.toml": '[analytics.google]\nSiteVerificationTag = "4Rj54anORAwcoM"\n',
        "layouts/partials/comments.html": '<script src="https://giscus.app/client.js" data-repo="a/b" data-repo-id="R_1" data-category="C" data-category-id="D_1"></script>',
        "content/posts/a.zh.md": "---\ntitle: 甲\ndate: 2020-01-02\n---\n正文。\n",
        "content/posts/a.en.md": "---\ntitle: A\ndate: 2020-01-02\n---\nText.\n",
        "content/about.zh.md": "---\ntitle: 关于\n---\n我。\n",
        "content/about.en.md": "---\ntitle: About\n---\nMe.\n",
    }
    made = bring(run, tmp_path, files)
    config = yaml.safe_load((made / "site.yaml").read_text())
    assert config["title"] == {"zh": "笔记", "en": "Notes"}
    assert config["navigation"] == [
        {"page": "tags", "title": {"zh": "标签", "en": "Topics"}},
        {"page": "about", "title": {"zh": "关于", "en": "About me"}},
    ]
    assert config["comments"]["giscus"]["repo_id"] == "R_1"
    assert (made / "templates/parts/head-end.html").is_file()


HUGO: dict[str, str | bytes] = {
    "hugo.toml": 'title = "Notes"\nbaseURL = "https://b.example/"\ndefaultContentLanguage = "en"\n'
    '[permalinks]\nposts = "/:year/:slug/"\n',
    "content/posts/attention.md": '+++\ntitle = "Attention: all"\ndate = 2020-03-04T05:06:07Z\ntags = ["rl"]\ndraft = false\n+++\n'
    '{{< figure src="/img/a b.png" title="The *curve*" alt="A curve" width="300" >}}\n\n'
    'See [that]({{< ref "second.md" >}}) and {{< youtube abc >}}.\n\n{{% notice tip "Hint" %}}\nOne.\n{{% /notice %}}\n',
    "content/posts/second.zh.md": "---\ntitle: 第二\ndate: 2020-03-05\n---\n正文。\n",
    "content/posts/second.md": "---\ntitle: Second\ndate: 2020-03-05\n---\nText.\n",
    "content/posts/bundle/index.md": "---\ntitle: Bundle\ndate: 2020-03-06\n---\n![b](b.png)\n",
    "content/posts/bundle/b.png": PNG,
    "content/about.md": "---\ntitle: About\n---\nMe.\n",
    "content/posts/_index.md": "---\ntitle: Posts\n---\n",
    "static/img/a b.png": PNG,
}


def test_a_blog_of_hugo(run: Run, tmp_path: Path) -> None:
    made = bring(run, tmp_path, HUGO)
    text = (made / "content/en/attention.md").read_text()
    assert '![A curve](/pictures/attention/a-b.png "The *curve*"){width=300}' in text
    assert "[that](second.md)" in text
    assert 'src="https://www.youtube-nocookie.com/embed/abc"' in text
    assert "> [!TIP] Hint\n> One." in text
    assert head_of(made / "content/en/attention.md")["title"] == "Attention: all"
    assert (made / "public/2020/second/index.html").is_file()
    assert 'hreflang="zh' in (made / "public/2020/second/index.html").read_text()
    assert "![b](/pictures/bundle/b.png)" in (made / "content/en/bundle.md").read_text()
    assert (made / "content/en/pages/about.md").is_file()


JEKYLL: dict[str, str | bytes] = {
    "_config.yml": "title: blank\nfirst_name: Ada\nlast_name: B\nurl: https://c.example\nbaseurl: /blog\nlang: en\n",
    "_posts/2021-02-03-first.md": "---\nlayout: distill\ntitle: First\nbibliography: a.bib\ncategories: ml\n---\n"
    'We $$x^2$$ cite <d-cite key="k1,k2"></d-cite>.<d-footnote>A note.</d-footnote>\n\n'
    '{% include figure.html path="assets/img/a.png" caption="A curve" class="z" %}\n\n'
    "* TOC\n{:toc}\n\nA paragraph.\n{: .lead}\n\n[next]({{ site.baseurl }}{% post_url 2021-02-04-second %})\n\n"
    '![rel]({{ "/assets/img/a.png" | relative_url }})\n\n$$\ny\n$$\n\n{% highlight python %}\nx = "{{ y }}"\n{% endhighlight %}\n',
    "_posts/2021-02-04-second.markdown": "---\ntitle: Second\npermalink: /two.html\n---\nText.\n",
    "_includes/mathjax.html": '<script>MathJax = {tex: {macros: {KL: "\\\\mathrm{KL}", norm: ["\\\\lVert #1 \\\\rVert", 1]}}}</script>',
    "_layouts/default.html": "",
    "assets/img/a.png": PNG,
    "assets/bibliography/a.bib": "@article{k1, title={One}, author={A B}, journal={J}, year={2020}}\n@article{k2, title={Two}, author={C D}, journal={J}, year={2021}}\n",
}


def test_a_blog_of_jekyll(run: Run, tmp_path: Path) -> None:
    made = bring(run, tmp_path, JEKYLL)
    text = (made / "content/en/first.md").read_text()
    assert "We $x^2$ cite [@k1; @k2].^[A note.]" in text
    assert '![A curve](/pictures/first/a.png "A curve")' in text
    assert "toc" not in text.lower()
    assert "{:" not in text
    assert "[next](second.md)" in text
    assert "![rel](/pictures/first/a.png)" in text
    assert "$$\ny\n$$" in text
    assert '```python\nx = "{{ y }}"\n```' in text
    assert head_of(made / "content/en/second.md")["aliases"] == ["/two.html"]
    assert (made / "public/two.html").exists() or (made / "public/two.html/index.html").exists()
    assert (made / "public/ml/2021/02/03/first.html").exists()
    config = yaml.safe_load((made / "site.yaml").read_text())
    assert config["math"]["macros"] == {"\\KL": "\\mathrm{KL}", "\\norm": "\\lVert #1 \\rVert"}
    assert (config["title"], config["base_url"]) == ("Ada B", "https://c.example/blog/")
    assert "@article{k1" in (made / "references.bib").read_text()


def test_menus_pages_and_addresses_of_jekyll(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: T\nurl: https://c.example\nlang: en\npermalink: /:title\ncollections: {tabs: {output: true}}\n"
        "defaults:\n- {scope: {path: '', type: posts}, values: {permalink: '/p/:title/'}}\n- {scope: {type: tabs, path: ''}, values: {permalink: /:title/}}\n",
        "_posts/2021-02-03-C++ (1) #2.md": "---\ntitle: First\ncategory: a b\n---\nText, [tab](/me/).\n",
        "_tabs/me.md": "---\ntitle: Me\norder: 2\n---\nMe.\n",
        "_data/contact.yml": "- {type: github, url: 'https://github.com/ada'}\n",
        "talks.md": "---\ntitle: Talks\n---\nAll.\n",
    }
    made = bring(run, tmp_path, files)
    config = yaml.safe_load((made / "site.yaml").read_text())
    assert config["urls"] == {"note": "/p/{slug}/"}
    assert config["navigation"] == [{"page": "me", "title": "Me"}]
    assert config["social"] == {"github": "ada"}
    assert (made / "public/p/C++-(1)-2/index.html").is_file()
    assert head_of(made / "content/en/pages/me.md").get("aliases") is None
    assert "[tab](pages/me.md)" in next((made / "content/en").glob("c*.md")).read_text()
    assert (made / "public/talks").exists()


def test_all_that_jekyll_publishes_and_no_more(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: T\nurl: https://ada.github.io\nlang: en\npermalink: /:title/\ndisqus_shortname: ada\n"
        "collections:\n  news: {output: true, permalink: /news/:path/}\n  projects: {output: false}\n"
        "defaults: [{scope: {type: posts}, values: {author: Ada, layout: x}}]\n",
        "_posts/2021-02-03-a.md": "---\ntitle: A\n---\n![a](https://raw.githubusercontent.com/ada/ada.github.io/master/img/a.png)\n\n"
        '<picture><source srcset="/img/a-480.webp"><img src="/img/a.png" alt="a"></picture>\n\n![gone](b.png)\n\n<a href="/d.html">d</a>\n\n<image src="/img/a.png "/>\n',
        "_posts/2021-02-05-h.html": "---\ntitle: H\n---\n<div>\n\n    <p>Indented</p>\n</div>\n",
        "_posts/undated.md": "---\ntitle: Undated\n---\nText.\n",
        "_news/one.md": "---\ndate: 2021-02-04\n---\nIt happened.\n",
        "_projects/p.md": "---\ntitle: P\n---\nText.\n",
        "_pages/notes.md": "---\ntitle: Mine\npermalink: /mine/\n---\nText.\n",
        "_pages/a.md": "---\ntitle: Page\n---\nText.\n",
        "_pages/list.md": "---\ntitle: List\n---\n{% for a in b %}{% endfor %}\n",
        "_data/cv.yml": "a: 1\n",
        "d.html": "<p>d</p>",
        "CNAME": "ada.example\n",
        "img/a.png": PNG,
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/en/a.md").read_text()
    assert "![a](/pictures/a/a.png)" in text
    assert '<picture><img src="/pictures/a/a.png" alt="a"></picture>' in text
    assert "\n\n![gone](https://ada.github.io/a/b.png)" in text
    assert '<a href="/files/a/d.html">' in text
    assert '<image src="/pictures/a/a.png"/>' in text
    assert head_of(made / "content/en/a.md")["authors"] == ["Ada"]
    assert head_of(made / "content/en/undated.md")["draft"] is True
    assert (made / "public/news/one/index.html").is_file()
    assert (made / "public/mine/index.html").is_file()
    assert head_of(made / "content/en/pages/a-2.md")["title"] == "Page"
    report = (made / "import-report.md").read_text()
    for row in (
        "| `<source>` without a file | 1 | 1 | _posts/2021-02-03-a.md |",
        "| picture that is not there | 1 | 1 | _posts/2021-02-03-a.md: b.png |",
        "| text of the collection `projects`, without a page | 1 | 1 | _projects/p.md |",
        "| page that a template fills | 1 | 1 | _pages/list.md |",
        "| data file | 1 | 1 | _data/cv.yml |",
        "| setting `disqus_shortname` | 1 | 1 | disqus_shortname |",
    ):
        assert row in report
    assert "<p>Indented</p>" in (made / "public/h/index.html").read_text()
    assert (made / "public/CNAME").read_text() == "ada.example\n"


def test_links_to_headings_that_are_not_in_a_vault(run: Run, tmp_path: Path) -> None:
    files = {
        ".obsidian/app.json": "{}",
        "a.md": "# A\n\n[[#No heading]] and [[b#Nor this|that]], but [[#Here]].\n\n## Here\n\nText.\n",
        "b.md": "# B\n\nText.\n",
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/en/a.md").read_text()
    assert "No heading and [[b|that]], but [[#Here]]." in text


def test_a_vault_that_quartz_publishes(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "quartz.config.ts": 'const config = {\n  pageTitle: "Vault",\n  baseUrl: "a.example/v",\n}\n',
        "content/index.md": "# Hello\n\n[[Deep & wide]]\n",
        "content/ML notes/Deep & wide.md": "Text.\n\n![[missing.png]]\n",
        "content/x.excalidraw.md": "---\nexcalidraw-plugin: parsed\n---\nData\n",
    }
    made = bring(run, tmp_path, files)
    config = yaml.safe_load((made / "site.yaml").read_text())
    assert (config["title"], config["base_url"]) == ("Vault", "https://a.example/v/")
    assert (made / "public/ML-notes/Deep--and--wide/index.html").is_file()
    report = (made / "import-report.md").read_text()
    assert "| drawing of Excalidraw | 1 | 1 | content/x.excalidraw.md |" in report


QUARTO = {
    "_quarto.yml": "project: {type: website}\nlang: en\nwebsite: {title: Q, site-url: https://d.example}\n",
    "posts/one/index.qmd": '---\ntitle: One\ndate: "2022-01-02"\ncategories: [a, b]\n---\n{{< include _part.qmd >}}\n\n'
    "::: {.callout-note}\n## Mind\nBody.\n:::\n\n```{python}\n#| label: fig-x\n1 + 1\n```\n\n[two](../two.qmd)\n",
    "posts/one/_part.qmd": "From the part.\n",
    "posts/two.qmd": "---\ntitle: Two\ndate: 01/02/2022\n---\nText.\n",
    "index.qmd": "---\nlisting: {contents: posts}\n---\n",
}


def test_a_site_of_quarto(run: Run, tmp_path: Path) -> None:
    made = bring(run, tmp_path, QUARTO)
    text = (made / "content/en/one.md").read_text()
    assert "From the part." in text
    assert "> [!NOTE] Mind\n> Body." in text
    assert "```python\n1 + 1\n```" in text
    assert "[two](two.md)" in text
    assert head_of(made / "content/en/one.md")["aliases"] == [
        "/posts/one/index.html",
        "/posts/one/",
    ]


def test_references_to_other_chapters_of_quarto(run: Run, tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "book: {title: Q}\nlang: en\n",
        "one.qmd": "# One\n\nSee @sec-two, [@sec-two] and @fig-made.\n",
        "two.qmd": "# Two\n\n## The second {#sec-two}\n\nText.\n",
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/en/one.md").read_text()
    link = "[The second](two.md#sec-two)"
    assert f"See {link}, {link} and \\@fig-made.\n" in text
    assert "- one.md: `@fig-made`" in (made / "import-report.md").read_text()


def test_what_cells_of_quarto_gave_is_taken_from_its_cache(run: Run, tmp_path: Path) -> None:
    frozen = (
        "---\ntitle: One\n---\n\n::: {.cell}\n\n```{.r .cell-code}\n1 + 1\n```\n\n::: {.cell-output .cell-output-stdout}\n\n```\n[1] 2\n```\n\n\n:::\n"
        "\n::: {.cell-output-display}\n![A plot](one_files/figure-html/p.png){width=672}\n:::\n:::\n\n```{=html}\n<b>raw</b>\n```\n"
    )
    files: dict[str, str | bytes] = {
        "_quarto.yml": "website: {title: Q}\nlang: en\n",
        "posts/one.qmd": "---\ntitle: One\ndate: 2022-01-02\n---\n```{r}\n1 + 1\n```\n",
        "posts/two.qmd": "---\ntitle: Two\ndate: 2022-01-02\n---\n```{r}\n1 + 1\n```\n",
        "_freeze/posts/one/execute-results/html.json": json.dumps({"result": {"markdown": frozen}}),
        "_freeze/posts/one/figure-html/p.png": PNG,
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/en/one.md").read_text()
    assert "```r\n1 + 1\n```" in text
    assert "```\n[1] 2\n```" in text
    assert "![A plot](/pictures/one/p.png){width=672}" in text
    assert "\n<b>raw</b>\n" in text
    assert ":::" not in text
    report = (made / "import-report.md").read_text()
    assert "| what a code cell gives when it runs | 1 | 1 | posts/two.qmd |" in report


def test_a_folder_of_markdown(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "深度学习/注意力.md": "# 注意力机制\n\n正文，见[另一篇](../rl.md)。\n\n![](注意力.assets/图.png)\n",
        "深度学习/注意力.assets/图.png": PNG,
        "rl.md": "# 强化学习\n\n正文。\n",
        "unused.png": PNG,
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/zh/注意力.md").read_text()
    assert head_of(made / "content/zh/注意力.md")["title"] == "注意力机制"
    assert "# 注意力机制" not in text
    assert "[另一篇](rl.md)" in text
    assert re.search(r"!\[\]\(/pictures/", text)
    assert "1 pictures of the blog stand in no note" in (made / "import-report.md").read_text()


def test_a_book_of_docsify(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docs/index.html": "<title>T</title><script>window.$docsify = {name: 'Book'}</script>",
        "docs/_sidebar.md": "* [One](one/one.md)\n",
        "docs/README.md": "# Welcome\n\n[One](one/one.md?id=top)\n",
        "docs/one/one.md": "# One\n\n![](../img/a.png)\n![gone](../img/b.png)\n",
        "docs/img/a.png": PNG,
    }
    made = bring(run, tmp_path, files)
    assert yaml.safe_load((made / "site.yaml").read_text())["title"] == "Book"
    assert (made / "content/en/one.md").read_text().endswith("![](/pictures/one/a.png)\ngone\n")
    report = (made / "import-report.md").read_text()
    assert "| page of docsify, whose addresses stand behind `#`" in report
    assert "docs/one/one.md: ../img/b.png |" in report


def test_an_export_of_notion(run: Run, tmp_path: Path) -> None:
    digits = "0123456789abcdef0123456789abcdef"
    files: dict[str, str | bytes] = {
        f"My note {digits}.md": f"# My note\n\nTags: a, b\nCreated: March 4, 2023\n\n<aside>\n💡 Mind this.\n</aside>\n\n[Other](Other%20{digits[::-1]}.md)\n",
        f"Other {digits[::-1]}.md": "# Other\n\nText.\n",
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/en/my-note.md").read_text()
    head = head_of(made / "content/en/my-note.md")
    assert (head["title"], head["tags"], str(head["date"])) == ("My note", ["a", "b"], "2023-03-04")
    assert "> [!NOTE]\n> Mind this." in text
    assert "[Other](other.md)" in text


def test_a_database_of_notion_is_a_table(run: Run, tmp_path: Path) -> None:
    digits = "0123456789abcdef0123456789abcdef"
    files: dict[str, str | bytes] = {
        f"Home {digits}.md": f"# Home\n\n[Papers](Papers%20{digits}.md)\n",
        f"Papers {digits}.csv": f"Name,Year,Cites\nClip,2021,Papers%20{digits}/Clip%20{digits}.csv\nA|B,2022,\n",
        f"Papers {digits}/Clip {digits}.md": f"# Clip\n\ndate: March 4, 2021\nyear: 2021\nby: ../Home%20{digits}.md\n\nText: here.\n",
    }
    made = bring(run, tmp_path, files)
    assert "[Papers](papers.md)" in (made / "content/en/home.md").read_text()
    table = "| Name | Year | Cites |\n| --- | --- | --- |\n| [Clip](clip.md) | 2021 | [Clip](clip.md) |\n| A\\|B | 2022 |  |\n"
    assert table in (made / "content/en/papers.md").read_text()
    clip = (made / "content/en/clip.md").read_text()
    assert "- **year**: 2021\n- **by**: [Home](home.md)\n\nText: here.\n" in clip
    assert str(head_of(made / "content/en/clip.md")["date"]) == "2021-03-04"


def test_notes_with_mistakes_become_drafts_and_dead_links_text(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "good.md": "# Good\n\nA [dead](/no/where/) link, one to [bad](bad.md).\n",
        "bad.md": "# Bad\n\n$\\frac{$ $\\frac{a$ $\\frac{b$ $\\frac{c$\n",
    }
    made = bring(run, tmp_path, files)
    assert head_of(made / "content/en/bad.md")["draft"] is True
    assert "A dead link, one to bad." in (made / "content/en/good.md").read_text()
    report = (made / "import-report.md").read_text()
    assert "1 notes hold 4 mistakes and were left as drafts" in report
    assert "- good.md: `[dead](/no/where/)`" in report
    assert "1 links to drafts were left as text" in report
    assert "- good.md: `[bad](bad.md)`" in report


def test_links_of_myst_to_drafts(run: Run, tmp_path: Path) -> None:
    see = "# Good\n\nSee {doc}`the next <bad>`, {doc}`bad` and {doc}`this <good>`.\n"
    made = bring(
        run,
        tmp_path,
        {"good.md": see, "bad.md": "# Bad\n\n$\\frac{$ $\\frac{a$ $\\frac{b$ $\\frac{c$\n"},
    )
    assert "See the next, bad and {doc}`this <good>`." in (made / "content/en/good.md").read_text()


def test_files_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path / "blog", {"a.md": "# A\n\nText.\n"})
    (tmp_path / "blog/loop.png").symlink_to("loop.png")
    (tmp_path / "blog/gone.md").symlink_to("nowhere.md")
    mkfifo(tmp_path / "blog/pipe.md")
    made = bring(run, tmp_path, {"b.md": "# B\n\nText.\n"})
    assert sorted(path.name for path in (made / "content/en").iterdir()) == ["a.md", "b.md"]


def test_a_second_import_brings_what_is_new_and_overwrites_nothing(
    run: Run, tmp_path: Path
) -> None:
    made = bring(run, tmp_path, {"a.md": "# A\n\nText.\n", "b.md": "# B\n\nText.\n"})
    (made / "content/en/a.md").write_text("---\ntitle: Mine\ndate: 2024-01-01\n---\nMine.\n")
    (tmp_path / "blog/c.md").write_text("# C\n\nNew.\n")
    result = run("import", "blog", "made")
    assert result.exit_code == 0, result.output
    assert "1 left alone since they differ" in result.stdout
    assert "Mine." in (made / "content/en/a.md").read_text()
    assert (made / "content/en/c.md").is_file()


def test_a_second_import_finds_its_own_files_unchanged(run: Run, tmp_path: Path) -> None:
    """Drafts and links that the first one took out are no change of the author's."""
    files: dict[str, str | bytes] = {
        "good.md": "# Good\n\nA [dead](/no/where/) link, one to [bad](bad.md).\n",
        "bad.md": "# Bad\n\n$\\frac{$ $\\frac{a$ $\\frac{b$ $\\frac{c$\n",
    }
    bring(run, tmp_path, files)
    result = run("import", "blog", "made")
    assert result.exit_code == 0, result.output
    assert "0 files written, 6 there already, 0 left alone since they differ" in result.stdout


def test_a_second_import_leaves_mistakes_of_the_author_alone(run: Run, tmp_path: Path) -> None:
    made = bring(run, tmp_path, {"a.md": "# A\n\nText.\n"})
    mine = "---\ntitle: Mine\ndate: 2024-01-01\n---\n$\\frac{$ and [dead](/no/).\n"
    (made / "content/en/a.md").write_text(mine)
    (tmp_path / "blog/b.md").write_text("# B\n\nNew.\n")
    result = run("import", "blog", "made")
    assert result.exit_code == 0, result.output
    assert (made / "content/en/a.md").read_text() == mine
    assert "content/en/a.md:5" in (made / "import-report.md").read_text()
    assert (made / "content/en/b.md").is_file()


def test_progress_counts_every_post_once(tmp_path: Path) -> None:
    write_files(tmp_path / "blog", {"a.md": "# A\n\nText.\n", "b.md": "# B\n\nText.\n"})
    told: list[tuple[int, int]] = []
    import_blog(
        tmp_path / "blog",
        tmp_path / "made",
        advance=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 2), (1, 2)]


@pytest.mark.parametrize("target", ["blog", "blog/made"])
def test_the_source_is_never_the_target(run: Run, tmp_path: Path, target: str) -> None:
    write_files(tmp_path / "blog", {"a.md": "# A\n"})
    result = run("import", "blog", target)
    assert result.exit_code == 2
    assert "this is in the blog's own folder" in result.stderr
