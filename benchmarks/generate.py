"""Write a site of made-up notes in two languages, the same ones each time.

Their sizes are those of real notes: about 16 kB of Markdown, 30 formulas, 16 code blocks. Like real
ones, both languages of an article have the same formulas and code, and articles share many of them.
"""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benchmarks.note_text import make_formulas_different

_SECTIONS = 8
_SENTENCES = 5
"""In a paragraph."""
_FIRST_DATE = date(2015, 1, 1)
_DAYS = 3650
_SITE = """\
title: {zh: 生成的笔记, en: Generated notes}
base_url: https://example.org/notes/
languages:
  zh: {label: 中文, tag: zh-CN}
  en: {label: English, tag: en}
"""
_FIGURE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="480" height="240" viewBox="0 0 480 240">
<path d="M20 220 L460 220 M20 220 L20 20" stroke="black"/>
<path d="M20 200 Q240 20 460 60" fill="none" stroke="teal"/>
</svg>
"""
_TAGS = ["attention", "optimization", "generative", "alignment", "vision", "decoding", "systems"]
_SYMBOLS = [r"\theta", r"\phi", r"\alpha", r"\beta", r"\mu", "x", "y", "z", "q", "k", "v", "w", "h"]
_INDICES = ["i", "j", "t", "n", "m", "0", "1", "2", "t-1", "t+1"]

_INLINE = [
    "@a",
    "@a_{@i}",
    r"@a \in \mathbb{R}^{d \times @n}",
    r"p(@a \mid @b)",
    r"\pi_{@a}(@b_{@i} \mid @c_{<@i})",
    r"\mathbf{@a}_{@i}^\top \mathbf{@b}_{@j}",
    r"\mathcal{O}(@n\, d^2)",
    r"\lVert @a - @b \rVert_2 \le \epsilon_{@i}",
]
_DISPLAY = [
    r"""
\mathcal{L}(@a) = -\mathbb{E}_{@b \sim p_{\text{data}}} \left[\log p_{@a}(@b_{@i} \mid @c_{<@i})\right]
+ \frac{\lambda}{@n} \lVert @a \rVert_2^2
""",
    r"""
\operatorname{softmax}\left(\frac{\mathbf{Q}_{@i} \mathbf{K}_{@j}^\top}{\sqrt{d_{@a}}}\right) \mathbf{V}
= \sum_{@i=1}^{@n} \frac{\exp(@a_{@i})}{\sum_j \exp(@b_j)} @c_{@i}
""",
    r"""
\begin{aligned}
\nabla_{@a} J(@a)
&= \mathbb{E}\left[\sum_{t=0}^{@n} \nabla_{@a} \log \pi_{@a}(@b_t \mid @c_t)\, \hat{A}_t\right] \\
&\approx \frac{1}{@n} \sum_{@i} \nabla_{@a} \log \pi_{@a}(@b_{@i} \mid @c_{@i})\, r_{@j}
\end{aligned}
""",
    r"""
\mathbf{W}_{@i} = \begin{bmatrix} @a & @b & 0 \\ 0 & @c & @a_{@j} \\ 0 & 0 & @n \end{bmatrix}
""",
]
_CODE = [
    """\
def @f(x, @p, eps=1e-@n):
    \"\"\"Scale `x` to unit variance, then shift it.\"\"\"
    mean = x.mean(dim=-1, keepdim=True)
    variance = x.var(dim=-1, keepdim=True, unbiased=False)
    return @p * (x - mean) / torch.sqrt(variance + eps)
""",
    """\
class @c(nn.Module):
    def __init__(self, width: int, heads: int = @n) -> None:
        super().__init__()
        self.@p = nn.Linear(width, width * 3, bias=False)
        self.norm = nn.LayerNorm(width)
        self.heads = heads

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        q, k, v = self.@p(self.norm(x)).chunk(3, dim=-1)
        return x + F.scaled_dot_product_attention(q, k, v, is_causal=True)
""",
    """\
for step, (@p, target) in enumerate(loader):
    optimizer.zero_grad()
    with torch.autocast("cuda", dtype=torch.bfloat16):
        loss = @f(model(@p), target) / @n
    loss.backward()
    if step % @n == 0:
        optimizer.step()
        print(f"step {step}: loss {loss.item():.4f}")
""",
    """\
@p = torch.randn(@n, 3, 32, 32)
@f(@p).shape, @p.dtype
""",
    """\
x = np.linspace(0, @n, 200)  # one period more than is shown
plt.plot(x, np.exp(-x / @n) * np.cos(x), label="@p")
plt.legend(frameon=False)
plt.savefig("@f.svg")
""",
]
_FUNCTIONS = [
    "rms_norm",
    "gelu",
    "sample",
    "rotate",
    "attend",
    "train_step",
    "policy_loss",
    "encode",
]
_CLASSES = ["Block", "Encoder", "Decoder", "Router", "Critic", "Patchify", "Unet"]
_VARIABLES = ["gain", "tokens", "logits", "batch", "hidden", "noise", "rewards", "proj"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """What notes of one language are made of."""

    topics: Sequence[str]
    sentences: Sequence[str]
    """`@a` and `@b` stand for topics, `@f` for a formula, `@v` for code, `@l` for a link's target."""

    space: str
    """Between sentences."""

    title: str
    summary: str
    lead: str
    """Of a code block."""


_LANGUAGES: Mapping[str, _Language] = {
    "en": _Language(
        topics=[
            "self-attention",
            "gradient clipping",
            "the policy",
            "a diffusion model",
            "layer norm",
            "the value function",
            "contrastive loss",
            "the tokenizer",
            "speculative decoding",
            "the key-value cache",
            "a mixture of experts",
            "the reward model",
            "weight decay",
        ],
        sentences=[
            "We begin with @a, since every later step depends on it and on @b.",
            "Here @f is what **@a** sees before @b has been updated for the first time.",
            "In practice @a costs more memory than @b, and the difference grows with the context.",
            "The authors compare @a with @b on three tasks and report the mean of five seeds.",
            "If @f is small, then @a behaves like @b (*almost* everywhere, to be precise).",
            "This is the reason why `@v` is computed in float32 even when @a runs in bfloat16.",
            "None of this changes the bound on @b, but it does change how fast @a converges.",
            "See [the note on @b](@l) for a derivation that does not need @a at all.",
        ],
        space=" ",
        title="Notes on @a and @b, part @n",
        summary="What it does: @a",
        lead="The code below shows @a:",
    ),
    "zh": _Language(
        topics=[
            "自注意力",
            "梯度裁剪",
            "策略网络",
            "扩散模型",
            "层归一化",
            "价值函数",
            "对比损失",
            "分词器",
            "投机解码",
            "键值缓存",
            "混合专家模型",
            "奖励模型",
            "权重衰减",
        ],
        sentences=[
            "我们先从@a讲起，因为后面的每一步都依赖于它以及@b。",
            "其中 @f 表示**@a**在@b第一次更新之前所看到的量。",
            "实际训练时，@a占用的显存比@b更多，而且差距会随上下文长度增大。",
            "作者在三个任务上比较了@a与@b，并报告了五个随机种子的平均值。",
            "如果 @f 足够小，那么@a的行为就与@b（*几乎*处处）相同。",
            "这也是为什么即使@a使用 bfloat16，`@v` 仍然要用 float32 来计算。",
            "以上讨论并不改变@b的上界，但会影响@a的收敛速度。",
            "不依赖@a的推导可以参见[关于@b的笔记](@l)。",
        ],
        space="",
        title="@a与@b笔记（@n）",
        summary="作用：@a",
        lead="下面的代码演示@a：",
    ),
}


def generate_site(folder: Path, notes: int, *, has_different_formulas: bool = False) -> None:
    """Write a site of `notes` notes into `folder`, half of them in each language.

    Args:
        folder: must not exist.
        notes: rounded down to an even number.
        has_different_formulas: no formula occurs in two articles.
    """
    for code in _LANGUAGES:
        (folder / "content" / code).mkdir(parents=True)
    (folder / "site.yaml").write_text(_SITE, encoding="utf-8")
    (folder / "static" / "figures").mkdir(parents=True)
    (folder / "static" / "figures" / "curve.svg").write_text(_FIGURE, encoding="utf-8")
    articles = notes // len(_LANGUAGES)
    for number in range(1, articles + 1):
        for code, language in _LANGUAGES.items():
            text = _note(number, articles, code, language)
            if has_different_formulas:
                text = make_formulas_different(text, number)
            _note_path(folder, code, number).write_text(text, encoding="utf-8")


def _note_path(folder: Path, language: str, number: int) -> Path:
    return folder / "content" / language / f"note-{number:05}.md"


def _note(number: int, articles: int, code: str, language: _Language) -> str:
    shared = Random(f"article {number}")  # formulas and code are the same in both languages
    words = Random(f"{code} {number}")
    blocks = [
        _front_matter(number, language, shared),
        *(_paragraph(language, shared, words, articles) for _ in range(2)),
    ]
    for section in range(1, _SECTIONS + 1):
        blocks += _section(section, language, shared, words, articles)
    return "\n\n".join(blocks) + "\n"


def _front_matter(number: int, language: _Language, shared: Random) -> str:
    first, second = (language.topics[i] for i in shared.sample(range(len(language.topics)), 2))
    title = _fill(language.title, a=first, b=second, n=str(number))
    day = _FIRST_DATE + timedelta(days=number % _DAYS)
    tags = ", ".join(sorted(shared.sample(_TAGS, 2)))
    return f'---\ntitle: "{title}"\ndate: {day}\ntags: [{tags}]\n---'


def _section(
    section: int, language: _Language, shared: Random, words: Random, articles: int
) -> Iterator[str]:
    yield f"## {section}. {words.choice(language.topics)}"
    yield _paragraph(language, shared, words, articles)
    yield f"$${_formula(_DISPLAY, shared)}$$"
    yield _paragraph(language, shared, words, articles)
    yield "\n".join(
        f"- {_fill(language.summary, a=topic)}" for topic in words.sample(language.topics, 3)
    )
    for _ in range(2):
        topic = words.choice(language.topics)
        yield _fill(language.lead, a=topic)
        yield f"```python\n{_code(shared)}```"
    if section == 1:
        yield f"![{words.choice(language.topics)}](/figures/curve.svg)"
    if section == _SECTIONS // 2:
        yield _table(language, words)


def _paragraph(language: _Language, shared: Random, words: Random, articles: int) -> str:
    """Return sentences in the language's own words; their formulas follow the article's order."""
    chosen = shared.sample(range(len(language.sentences)), _SENTENCES)
    formulas = [f"${_formula(_INLINE, shared)}$" for _ in language.sentences]
    return language.space.join(
        _fill(
            language.sentences[index],
            a=words.choice(language.topics),
            b=words.choice(language.topics),
            f=formulas[index],
            v=words.choice(_VARIABLES),
            l=f"note-{words.randint(1, articles):05}.md",
        )
        for index in chosen
    )


def _formula(patterns: Sequence[str], shared: Random) -> str:
    a, b, c = shared.sample(_SYMBOLS, 3)
    i, j = shared.sample(_INDICES, 2)
    n = shared.choice("248NTKd")
    return _fill(shared.choice(patterns), a=a, b=b, c=c, i=i, j=j, n=n)


def _code(shared: Random) -> str:
    return _fill(
        shared.choice(_CODE),
        f=shared.choice(_FUNCTIONS),
        c=shared.choice(_CLASSES),
        p=shared.choice(_VARIABLES),
        n=str(shared.randint(2, 512)),
    )


def _fill(pattern: str, **values: str) -> str:
    """Return `pattern` with `@a` replaced by the value of `a`, and so on."""
    return re.sub("@([a-z])", lambda match: values[match[1]], pattern)


def _table(language: _Language, words: Random) -> str:
    rows = [f"| {topic} | {words.random():.3f} |" for topic in words.sample(language.topics, 4)]
    return "\n".join(["| | |", "| --- | ---: |", *rows])


def main() -> None:
    """Write a site to the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notes", type=int, default=1000)
    parser.add_argument("--different", action="store_true", help="no formula in two articles")
    given = parser.parse_args()
    generate_site(given.folder, given.notes, has_different_formulas=given.different)


if __name__ == "__main__":
    main()
