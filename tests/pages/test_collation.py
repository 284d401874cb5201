"""Names in the order of a language."""

import pytest

from notes_site.pages.collation import sort_key


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("zh-CN", ["CLIP", "LoRA", "大模型", "对齐", "多模态", "扩散模型", "强化学习", "注意力"]),
        ("zh", ["3D", "Adam", "adam", "机器学习", "计算机视觉", "微调"]),
        ("en", ["Adam", "BERT", "clip", "Élan", "eLoss", "LoRA", "机器学习"]),
        ("de", ["Abend", "Äpfel", "Zahl"]),
    ],
)
def test_names_are_in_the_order_that_readers_expect(tag: str, names: list[str]) -> None:
    shuffled = names[::2] + names[1::2]
    assert sorted(shuffled, key=lambda name: sort_key(name, tag)) == names
