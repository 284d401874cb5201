"""Elements of Distill."""

from notes_site.importing.rules.rule import make_rule
from notes_site.importing.rules.tags import citation

DISTILL = (
    make_rule("citations", r"<d-cite\s+(?:key|bibtex-key)\s*=\s*(?P<quote>[\"']?)(?P<keys>(?:(?!(?P=quote)[\s>])[^\">])*)(?P=quote)[^>]*>\s*(?:</d-cite>)?", citation),
    make_rule("footnotes", r"<d-footnote>(?P<text>.*?)</d-footnote>", lambda match: f"^[{' '.join(match['text'].split())}]"),
    make_rule("formulas in elements", r"<d-math block>(?P<tex>.*?)</d-math>", lambda match: f"\n$$\n{match['tex'].strip()}\n$$\n"),
    make_rule("formulas in elements", r"<d-math>(?P<tex>.*?)</d-math>", lambda match: f"${match['tex'].strip()}$"),
    make_rule("code in elements", r"<d-code(?:\s+(?:block\s*)?language=[\"'](?P<language>[^\"']*)[\"'])?[^>]*>\n?(?P<body>.*?)</d-code>", lambda match: f"```{match['language'] or ''}\n{match['body'].strip()}\n```", is_of_whole=True),
    make_rule("elements of Distill", r"</?d-(?:article|front-matter|appendix|bibliography|footnote-list|citation-list|contents|title|byline)\b[^>]*>", ""),
)  # fmt: skip
