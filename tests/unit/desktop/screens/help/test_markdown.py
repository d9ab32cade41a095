from __future__ import annotations

from desktop.screens.help.markdown import joined, plain, sections_of, slug

PAGE = """# The `label` table

First [link](other.md#part) and **bold**.

| column | holds |
|---|---|
| `a\\|b` | one |

## Part

    # no heading: code

```
# nor this
```
## Part
### 中文 标题，二
text
"""


def test_a_page_comes_apart_at_its_headings_and_not_at_comments_in_code() -> None:
    found = list(sections_of(PAGE))
    assert [(one.level, one.heading) for one in found] == [(1, "The label table"), (2, "Part"), (2, "Part"), (3, "中文 标题，二")]


def test_fragments_are_those_of_github() -> None:
    assert [one.slug for one in sections_of(PAGE)] == ["the-label-table", "part", "part-1", "中文-标题二"]
    assert slug("The signal table, version 2") == "the-signal-table-version-2"


def test_plain_text_reads_without_signs() -> None:
    first = next(sections_of(PAGE))
    assert first.text == "First link and bold. column holds a|b one"
    assert plain("- *one* `Ctrl+K`\n- two") == "one Ctrl+K two"


def test_lines_of_chinese_join_without_a_space_and_others_stay() -> None:
    assert joined("第一行，\n第二行\n\nnew line\nof text\n中文\n- 列表") == "第一行，第二行\n\nnew line\nof text\n中文\n- 列表"
