"""What links without a text say: `[](#thm:x)` is “Theorem 2 (Name)”."""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from notes_site.model import Label, LabelKind
from notes_site.parse.formula import Formula
from notes_site.render.formulas import readable_inline
from notes_site.render.html import block_name
from notes_site.render.links import LinkResolver

_AS_THEY_ARE = {LabelKind.SECTION, LabelKind.NOTE}


class ReferenceNamer(Struct, frozen=True):
    """Names what the links of one note lead to."""

    labels: Mapping[str, Label]
    """`id` of a block of the note → what links say of it."""

    resolver: LinkResolver
    words: Mapping[str, str]
    macros: Mapping[str, str]
    md: MarkdownIt

    def name_all(self, tokens: Sequence[Token]) -> None:
        """Give every link without a text to a block that has a name or a number its text."""
        for block in tokens:
            children = block.children or []
            for index in range(len(children) - 1, 0, -1):
                opening, closing = children[index - 1 : index + 1]
                if (opening.type, closing.type) != ("link_open", "link_close"):
                    continue
                label = self._find(str(opening.attrs.get("href", "")))
                if label:
                    text = self.text_of(label, is_bare=opening.meta.get("is_bare", False))
                    shown = Token("text", "", 0, content=text, level=closing.level + 1)
                    children.insert(index, shown)

    def _find(self, target: str) -> Label | None:
        if target.startswith("#"):
            return self.labels.get(unquote(target[1:]))
        return self.resolver.find_said(target)

    def text_of(self, label: Label, *, is_bare: bool = False) -> str:
        """Return what a link says; `is_bare` leaves all but the number away."""
        name = self._plain(label.name)
        if label.kind in _AS_THEY_ARE:
            return name
        if is_bare and label.number:
            return label.number
        block = block_name(label.kind.value, label.number, self.words)
        return self.words["block_named"].format(block=block, name=name) if name else block

    def _plain(self, markdown: str) -> str:
        if not markdown:
            return ""
        (inline,) = self.md.parseInline(markdown)
        for each in inline.children or []:  # as `parse_note` and references would fill it in
            each.meta = {"formula": Formula(typed=each.content), "text": each.content}
        return readable_inline(inline.children or [], self.words["formula"], self.macros)
