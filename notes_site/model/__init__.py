"""The types that cross a stage boundary.

In the order in which they are made: `front_matter`, `cells`, `source`; `blocks`, `note`;
`rendered`; `output`.
"""

from notes_site.model.blocks import Anchor, AnchorKind, Block, BlockKind
from notes_site.model.cells import CellOutput, CellStart, ComputedCell, OutputKind, find_in_cells
from notes_site.model.front_matter import Change, FrontMatter, Paper, is_whole_day
from notes_site.model.note import Equation, Label, LabelKind, Note
from notes_site.model.output import InPage, OutputFile, Waiting
from notes_site.model.rendered import (
    Excerpt,
    FragmentCount,
    Heading,
    Link,
    Needs,
    Reference,
    RenderedNote,
    TermUse,
    Variant,
)
from notes_site.model.source import Kind, Source, StoredFile, Url

__all__ = [
    "Anchor",
    "AnchorKind",
    "Block",
    "BlockKind",
    "CellOutput",
    "CellStart",
    "Change",
    "ComputedCell",
    "Equation",
    "Excerpt",
    "FragmentCount",
    "FrontMatter",
    "Heading",
    "InPage",
    "Kind",
    "Label",
    "LabelKind",
    "Link",
    "Needs",
    "Note",
    "OutputFile",
    "OutputKind",
    "Paper",
    "Reference",
    "RenderedNote",
    "Source",
    "StoredFile",
    "TermUse",
    "Url",
    "Variant",
    "Waiting",
    "find_in_cells",
    "is_whole_day",
]
