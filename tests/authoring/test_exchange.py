"""Texts out for translation and back, by the command line."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.small_site import note, write_files

EN = r"""The *reward* is $r_t$, see [this paper](https://a.example/b) and `code`.

## Loss {#loss}

- The first item
  goes on here.
- The second: $x < y$, then $y$.

```python
print(1)
```

| name | value |
|---|---|
| rate | $\eta$ |

> [!NOTE]
> Quoted words.[^1]

![A curve](/figures/a.svg "The loss $L$ falls")

[^1]: A footnote.
"""
ZH = r"""*奖励*是 $r_t$，见[这篇论文](https://a.example/b)和 `code`。

## 损失 {#loss}

- 第一项
  写在这里。
- 第二项：$x < y$，然后 $y$。

```python
print(1)
```

| 名称 | 数值 |
|---|---|
| 学习率 | $\eta$ |

> [!NOTE]
> 引用的话。[^1]

![一条曲线](/figures/a.svg "损失 $L$ 下降")

[^1]: 一个脚注。
"""
ANSWERS = [
    "一篇笔记",
    "*奖励*是 ⟦1:r_t⟧，见[这篇论文](⟦2:https://a.example/b⟧)和 ⟦3:code⟧。",
    "损失",
    "第一项\n写在这里。",
    "第二项：⟦1⟧，然后 ⟦2⟧。",
    "名称",
    "数值",
    "学习率",
    "引用的话。⟦1:[^1]⟧",
    '![一条曲线](⟦1:/figures/a.svg⟧ "损失 ⟦2:L⟧ 下降")',
    "一个脚注。",
]
FILES = {
    "content/en/a.md": note(EN, title="A note"),
    "static/figures/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "site.yaml": "title: T\nlanguages: {zh: {label: 中文, tag: zh-CN}, en: {label: English, tag: en}}\n",
}


def export(run: Run, *options: str) -> str:
    result = run("translate", "export", "content/en/a.md", "--to", "zh", *options)
    assert result.exit_code == 0, result.output
    return result.stdout


def fill(exported: str, answers: list[str]) -> str:
    """Return a Markdown file with `answers` in the places of what stands there."""
    head, *units = re.split(r"(?=<!-- unit )", exported.replace("<!-- end -->\n", ""))
    assert len(units) == len(answers)
    filled = []
    for unit, answer in zip(units, answers, strict=True):
        marker = unit.split("\n", 1)[0]
        quoted = [line for line in unit.split("\n") if line.startswith(">")]
        filled.append("\n".join([marker, "", *quoted, "", answer, "", ""]))
    return head + "".join(filled) + "<!-- end -->\n"


def test_what_went_out_and_was_translated_is_the_note_in_the_other_language(
    run: Run, tmp_path: Path
) -> None:
    write_files(tmp_path, FILES)
    write_files(tmp_path, {"out.md": fill(export(run), ANSWERS)})
    result = run("translate", "import", "out.md", "--by", "a model")
    assert result.output == "content/zh/a.md\n11 texts put into 1 notes\n"
    made = (tmp_path / "content/zh/a.md").read_text()
    assert made == note(ZH, title='"一篇笔记"')
    assert run("build", "--strict").exit_code == 0
    page = (tmp_path / "public/notes/a/index.html").read_text()
    assert "本文的部分译文是 a model 的草稿，尚未校对" in page
    run("check", "--mark-current", "content/zh/a.md")
    run("build")
    assert "草稿" not in (tmp_path / "public/notes/a/index.html").read_text()


@pytest.mark.parametrize("form", ["md", "po", "json"])
def test_a_file_that_comes_back_as_it_went_out_changes_no_byte(
    run: Run, tmp_path: Path, form: str
) -> None:
    write_files(tmp_path, {**FILES, "content/zh/a.md": note(ZH, title="一篇笔记")})
    before = (tmp_path / "content/zh/a.md").read_bytes()
    export(run, "--format", form, "--output", f"out.{form}")
    result = run("translate", "import", f"out.{form}")
    assert (result.exit_code, result.output) == (0, "0 texts put into 0 notes\n")
    assert (tmp_path / "content/zh/a.md").read_bytes() == before


def test_of_an_edited_note_only_what_was_edited_goes_out(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {**FILES, "content/zh/a.md": note(ZH, title="一篇笔记")})
    run("check", "--mark-current", "content")
    edited = EN.replace("The second:", "The second one:").replace(
        "## Loss", "A new line.\n\n## Loss"
    )
    write_files(tmp_path, {"content/en/a.md": note(edited)})
    out = export(run, "--format", "json")
    entries = json.loads(out)["notes"][0]["entries"]
    assert [(each["state"], each["answer"]) for each in entries] == [
        ("new", ""),
        ("changed", "第二项：⟦1:x < y⟧，然后 ⟦2:y⟧。"),
    ]
    out = out.replace('"answer": ""', '"answer": "新的一行。"', 1).replace("第二项：⟦", "第二个：⟦")
    write_files(tmp_path, {"out.json": out})
    assert run("translate", "import", "out.json").exit_code == 0
    expected = ZH.replace("第二项", "第二个").replace("## 损失", "新的一行。\n\n## 损失")
    assert (tmp_path / "content/zh/a.md").read_text() == note(expected, title="一篇笔记")
    result = run("translate", "export", "content/en/a.md", "--to", "zh")
    assert "there is nothing to translate" in result.stderr


def test_a_heading_that_repeats_the_title_goes_out_until_it_is_marked(
    run: Run, tmp_path: Path
) -> None:
    write_files(tmp_path, {**FILES, "content/en/a.md": note("# A note\n\nText.", title="A note")})
    assert export(run).count("<!-- unit ") == len(["title", "heading", "text"])
    write_files(tmp_path, {"content/zh/a.md": note("# 笔记\n\n正文。", title="笔记")})
    run("check", "--mark-current", "content")
    result = run("translate", "export", "content/en/a.md", "--to", "zh")
    assert "there is nothing to translate" in result.stderr


DAMAGES = {
    "a placeholder lost": ("是 ⟦1:r_t⟧", "是", "⟦1:r_t⟧ is missing; put it where it belongs"),
    "doubled": ("是 ⟦1:r_t⟧", "是 ⟦1:r_t⟧⟦1:r_t⟧", "⟦1:r_t⟧ stands here twice; take one out"),
    "altered": ("是 ⟦1:r_t⟧", "是 ⟦1:r_s⟧", "⟦1:r_s⟧ was altered; write ⟦1:r_t⟧"),
    "unknown": ("和 ⟦3:code⟧", "和 ⟦7:code⟧", "stands for nothing here"),
    "half": ("是 ⟦1:r_t⟧", "是 ⟦1:r_t", "`⟦` is half of a placeholder"),
    "swapped": ("⟦1⟧，然后 ⟦2⟧", "⟦2⟧，然后 ⟦1⟧", "stands in another order than in the original"),
    "moved to another block": ("引用的话。⟦1:[^1]⟧", "引用的话。", "⟦1:[^1]⟧ is missing"),
    "a formula retyped": ("是 ⟦1:r_t⟧", "是 $r_t$", "$r_t$ is typed here"),
    "code translated": ("和 ⟦3:code⟧", "和 `代码`", "`代码` is typed here"),
    "a fence": ("第一项", "```\n第一项", "a code block begins or ends here"),
    "divided": ("第一项\n", "第一项\n\n", "an empty line divides this block"),
    "another kind of block": ("引用的话", "# 引用的话", "this would be a heading of its own"),
    "half of emphasis": ("*奖励*", "*奖励", "`*` has no counterpart"),
    "half of a bracket": ("一个脚注", "一个（脚注", "`（` has no counterpart"),
    "half-width": ("⟦1:r_t⟧，见", "⟦1:r_t⟧ 奖励,见", "`,` stands behind Chinese text; write `，`"),
    "no answer": ("一个脚注。", "", "there is no translation"),
    "a unit doubled": ("<!-- end -->", None, "stands here twice"),
    "cut off": ("<!-- end -->\n", "", "the file is cut off"),
    "a marker altered": ("<!-- unit 3 heading", "<!-- unit 3 Heading!", "this line was altered"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_answer_is_told_of_and_nothing_is_written(
    run: Run, tmp_path: Path, name: str
) -> None:
    write_files(tmp_path, FILES)
    old, new, message = DAMAGES[name]
    filled = fill(export(run), ANSWERS)
    if new is None:
        unit = filled[filled.index("<!-- unit 11") : filled.index("<!-- end")]
        new = unit + old
    assert old in filled
    write_files(tmp_path, {"out.md": filled.replace(old, new, 1)})
    result = run("translate", "import", "out.md")
    assert result.exit_code == 1
    assert message in result.stderr
    assert re.match(r"out\.md:\d+: ", result.stderr)
    assert not (tmp_path / "content/zh/a.md").exists()


def test_units_out_of_order_or_missing_are_told_of(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    filled = fill(export(run), ANSWERS)
    head, *units = re.split(r"(?=<!-- unit |<!-- end)", filled)
    swapped = [*units[:3], units[4], units[3], *units[5:]]
    write_files(tmp_path, {"out.md": head + "".join(swapped)})
    assert "unit 4 stands behind unit 5" in run("translate", "import", "out.md").stderr
    write_files(tmp_path, {"out.md": head + "".join(units[:3] + units[4:])})
    assert (
        "1 units of content/en/a.md are missing: 4" in run("translate", "import", "out.md").stderr
    )


UNUSUAL = {
    "other line breaks": ("第一项\n写在这里。", "第一项写在这里。"),
    "a mark of the list": ("第一项\n", "* 第一项\n"),
    "a mark of the heading": ("\n损失\n", "\n## 损失\n"),
    "a mark of the quotation": ("引用的话。", "> 引用的话。"),
    "quotation marks": ("学习率", "“学习率”"),
    "placeholders without gloss": ("⟦3:code⟧", "⟦ 3 ⟧"),
    "a wide colon": ("⟦3:code⟧", "⟦3：code⟧"),
    "blank lines around": ("一个脚注。", "\n\n一个脚注。\n\n"),
    "another order that is said": ("<!-- unit 5 list", "<!-- unit 5 reordered list"),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_a_right_answer_of_unusual_form_is_taken(run: Run, tmp_path: Path, name: str) -> None:
    write_files(tmp_path, FILES)
    old, new = UNUSUAL[name]
    filled = fill(export(run), ANSWERS)
    if "reordered" in new:
        filled = filled.replace("⟦1⟧，然后 ⟦2⟧", "⟦2⟧，然后 ⟦1⟧")
    assert old in filled
    write_files(tmp_path, {"out.md": filled.replace(old, new, 1)})
    result = run("translate", "import", "out.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert run("build", "--strict").exit_code == 0


def test_a_text_that_is_in_the_target_language_already_may_stay(run: Run, tmp_path: Path) -> None:
    text = "奖励就是环境给出的反馈。"
    write_files(tmp_path, {**FILES, "content/en/a.md": note(text, title="A note")})
    write_files(tmp_path, {"out.md": fill(export(run), ["一篇笔记", text])})
    result = run("translate", "import", "out.md")
    assert (result.exit_code, result.stderr) == (0, "")


def test_links_to_a_heading_still_lead_there_when_it_is_translated(
    run: Run, tmp_path: Path
) -> None:
    text = "See [below](#why-it-works).\n\n## Why it works\n\n## GAE\n\n## Why it works\n"
    write_files(tmp_path, {**FILES, "content/en/a.md": note(text, title="A note")})
    answers = ["一篇笔记", "见[下文](⟦1⟧)。", "为何有效", "GAE", "为何有效"]
    write_files(tmp_path, {"out.md": fill(export(run), answers)})
    assert run("translate", "import", "out.md").exit_code == 0
    made = (tmp_path / "content/zh/a.md").read_text()
    headings = re.findall(r"^## .*", made, re.MULTILINE)
    assert headings == ["## 为何有效 {#why-it-works}", "## GAE", "## 为何有效 {#why-it-works-1}"]
    assert run("build", "--strict").exit_code == 0
    new = text.replace("## GAE", "## A bound\n\n## GAE")
    write_files(tmp_path, {"content/en/a.md": note(new, title="A note")})
    write_files(tmp_path, {"out.md": export(run).replace("> A bound\n", "> A bound\n\n一个界\n")})
    assert run("translate", "import", "out.md").exit_code == 0
    assert "\n## 一个界 {#a-bound}\n" in (tmp_path / "content/zh/a.md").read_text()


def test_an_original_that_comes_back_is_told_of(run: Run, tmp_path: Path) -> None:
    text = "The reward is what the environment answers."
    write_files(tmp_path, {**FILES, "content/en/a.md": note(text, title="A note")})
    write_files(tmp_path, {"out.md": fill(export(run), ["一篇笔记", text])})
    assert "this is the original; translate it" in run("translate", "import", "out.md").stderr


def test_partial_writes_what_is_right(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    filled = fill(export(run), ANSWERS).replace("是 ⟦1:r_t⟧", "是")
    write_files(tmp_path, {"out.md": filled})
    result = run("translate", "import", "out.md", "--partial")
    assert result.exit_code == 0
    assert "⟦1:r_t⟧ is missing" in result.stderr
    made = (tmp_path / "content/zh/a.md").read_text()
    assert made.startswith("---\ntranslation: partial\n")
    assert "The *reward*" in made
    assert "第一项" in made


def translate(run: Run, tmp_path: Path, answers: list[str]) -> str:
    """Send `a.md` out, fill in `answers`, and return the translation after the import."""
    write_files(tmp_path, {"out.md": fill(export(run), answers)})
    result = run("translate", "import", "out.md")
    assert (result.exit_code, result.stderr) == (0, "")
    return (tmp_path / "content/zh/a.md").read_text()


@pytest.mark.parametrize("left", [None, note("", title="一篇笔记")], ids=["deleted", "emptied"])
def test_a_translation_that_is_gone_goes_out_again_in_full(
    run: Run, tmp_path: Path, left: str | None
) -> None:
    write_files(tmp_path, {**FILES, "content/zh/a.md": note(ZH, title='"一篇笔记"')})
    run("check", "--mark-current", "content")
    write_files(tmp_path, {"content/zh/a.md": left})
    answers = ANSWERS if left is None else ANSWERS[1:]
    made = translate(run, tmp_path, answers)
    assert made == note(ZH, title='"一篇笔记"' if left is None else "一篇笔记")


def test_what_was_deleted_from_a_translation_goes_out_again(run: Run, tmp_path: Path) -> None:
    zh = note(ZH, title="一篇笔记")
    write_files(tmp_path, {**FILES, "content/zh/a.md": zh})
    run("check", "--mark-current", "content")
    write_files(tmp_path, {"content/zh/a.md": zh.replace("- 第一项\n  写在这里。\n", "")})
    entries = json.loads(export(run, "--format", "json"))["notes"][0]["entries"]
    assert [(each["state"], each["original"]) for each in entries] == [
        ("new", "The first item\ngoes on here.")
    ]
    assert translate(run, tmp_path, ["第一项\n写在这里。"]) == zh


def test_what_was_edited_or_moved_in_a_translation_stays(run: Run, tmp_path: Path) -> None:
    zh = note(ZH, title="一篇笔记")
    write_files(tmp_path, {**FILES, "content/zh/a.md": zh})
    run("check", "--mark-current", "content")
    item = "- 第一项\n  写在这里。\n"
    moved = zh.replace(item, "").replace("然后 $y$。\n", f"然后 $y$。\n{item}")
    for edited in (moved, zh.replace("一个脚注", "只是脚注")):
        write_files(tmp_path, {"content/zh/a.md": edited})
        result = run("translate", "export", "content/en/a.md", "--to", "zh")
        assert "there is nothing to translate" in result.stderr


def test_a_note_that_was_renamed_in_one_language_goes_out_again(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {**FILES, "content/zh/a.md": note(ZH, title='"一篇笔记"')})
    run("check", "--mark-current", "content")
    (tmp_path / "content/zh/a.md").rename(tmp_path / "content/zh/b.md")
    assert translate(run, tmp_path, ANSWERS) == note(ZH, title='"一篇笔记"')


def test_a_new_formula_and_code_come_along_with_the_text_beside_them(
    run: Run, tmp_path: Path
) -> None:
    write_files(tmp_path, {**FILES, "content/zh/a.md": note(ZH, title="一篇笔记")})
    run("check", "--mark-current", "content")
    new = "New:\n\n$$\na = b\n$$\n\n```python\nprint(2)\n```\n\nand so on.\n\n## Loss"
    write_files(tmp_path, {"content/en/a.md": note(EN.replace("## Loss", new), title="A note")})
    made = translate(run, tmp_path, ["新的：", "等等。"])
    new = new.replace("New:", "新的：").replace("and so on.", "等等。").replace("Loss", "损失")
    assert made == note(ZH.replace("## 损失", new), title="一篇笔记")


def test_a_table_with_a_row_more_takes_the_place_of_its_translation(
    run: Run, tmp_path: Path
) -> None:
    zh = note(ZH, title="一篇笔记")
    write_files(tmp_path, {**FILES, "content/zh/a.md": zh})
    run("check", "--mark-current", "content")
    longer = EN.replace("| $\\eta$ |\n", "| $\\eta$ |\n| speed | fast |\n")
    write_files(tmp_path, {"content/en/a.md": note(longer, title="A note")})
    made = translate(run, tmp_path, ["名称", "数值", "学习率", "速度", "快"])
    assert made == zh.replace("| $\\eta$ |\n", "| $\\eta$ |\n| 速度 | 快 |\n")


def test_a_new_beginning_stays_apart_from_what_it_stands_before(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {**FILES, "content/zh/a.md": note(ZH, title="一篇笔记")})
    run("check", "--mark-current", "content")
    write_files(tmp_path, {"content/en/a.md": note(f"At first.\n\n{EN}", title="A note")})
    assert translate(run, tmp_path, ["首先。"]) == note(f"首先。\n\n{ZH}", title="一篇笔记")


def test_an_import_tells_in_what_both_notes_differ_still(run: Run, tmp_path: Path) -> None:
    zh = note(ZH.replace("print(1)", "print(2)"), title="一篇笔记")
    terms = "- {zh: 回报, en: reward}\n"
    write_files(tmp_path, {**FILES, "content/zh/a.md": zh, "terms.yaml": terms})
    filled = fill(export(run), ["我的笔记", *ANSWERS[1:]])
    write_files(tmp_path, {"out.md": filled})
    result = run("translate", "import", "out.md")
    assert result.exit_code == 0
    assert "content/en/a.md:6 says `reward`, which is `回报` by terms.yaml:1" in result.stderr
    assert "print(" in result.stderr


def test_terms_that_occur_go_out_with_the_text(run: Run, tmp_path: Path) -> None:
    terms = "- {zh: 奖励, en: reward, note: not 回报}\n- {zh: 脚注, en: footnote}\n- {keep: item}\n"
    write_files(tmp_path, {**FILES, "terms.yaml": terms})
    told = [line for line in export(run).splitlines() if line.startswith("<!-- terms:")]
    assert told == [
        "<!-- terms: reward = 奖励 (not 回报) -->",
        "<!-- terms: item = item -->",
        "<!-- terms: footnote = 脚注 -->",
    ]


def test_a_text_that_stands_twice_in_a_po_file_is_told_of(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    out = export(run, "--format", "po")
    first = out.split("\n\n")[1]
    write_files(tmp_path, {"out.po": f"{out}\n{first}\n"})
    result = run("translate", "import", "out.po")
    assert result.exit_code == 1
    assert "|1|title|" in result.stderr
    assert "stands here twice; take one out" in result.stderr
    assert re.match(r"out\.po:\d+: ", result.stderr)


def test_an_empty_line_in_a_text_that_was_there_is_told_of(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {**FILES, "content/zh/a.md": note(ZH, title="一篇笔记")})
    write_files(tmp_path, {"out.md": export(run).replace("第一项\n写", "第一项\n\n写")})
    assert "an empty line divides this block" in run("translate", "import", "out.md").stderr
