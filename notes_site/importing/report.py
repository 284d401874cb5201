"""The report of an import, as Markdown and in few lines."""

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from notes_site.importing.blog import ImportReport

_SHOWN = 8
"""Files that are named at most for what is in many: a key of front matter, a rule."""

_EACH = ("file", "settings", "page", "template fills", "links to", "not there")
"""What is said of files of which each is something else ends so."""

_ALL = 500
"""Files that are named at most where each is something else."""


def summarize(report: ImportReport) -> Iterator[str]:
    """Yield what the terminal shows."""
    yield f"{report.notes} notes and {report.pages} pages of {report.kind.value}, {report.pictures} pictures, {report.aliases} old addresses that still answer"
    if report.tool:
        yield f"this looks like a site of {report.tool}, which has no reader of its own: its Markdown was read as a plain folder, without its settings and addresses"
    if report.unchanged or report.differing:
        yield f"{len(report.written)} files written, {report.unchanged} there already, {len(report.differing)} left alone since they differ"
    if report.drafts:
        count = sum(map(len, report.drafts.values()))
        yield f"{len(report.drafts)} notes hold {count} mistakes and were left as drafts"
    if report.in_code:
        count = sum(map(len, report.in_code.values()))
        yield f"{count} formulas in {len(report.in_code)} notes hold mistakes, and are shown as code"
    if report.warnings:
        yield f"{len(report.warnings)} warnings in the others"
    if report.unlinked:
        count = sum(map(len, report.unlinked.values()))
        yield f"{count} links in {len(report.unlinked)} notes lead nowhere and were left as text"
    if report.to_drafts:
        count = sum(map(len, report.to_drafts.values()))
        yield f"{count} links to drafts were left as text"
    lost = sum(sum(files.values()) for files in report.lost.values())
    if lost:
        yield f"{lost} things were left out, of {len(report.lost)} kinds"
    yield "all of it is in import-report.md"


def write_report(report: ImportReport, target: str) -> str:
    """Return `import-report.md`.

    Args:
        report: what was found.
        target: folder of the site, as the author named it.
    """
    parts = ["# Import", "", *(f"- {line}" for line in list(summarize(report))[:-1]), ""]
    parts += ["Next:", "", "```sh", f"cd {target}", "notes-site serve --drafts --open", "```", ""]
    if report.drafts:
        parts += [
            "## Left to do: mistakes",
            "",
            "These notes are drafts until they are mended; take `draft: true` out then, and their old addresses answer again.",
            "",
        ]
        ordered = sorted(report.drafts.items(), key=lambda item: (-len(item[1]), item[0]))
        for path, lines in ordered:
            parts += [
                f"- {path}: {len(lines)}",
                *(f"    - {line}" for line in dict.fromkeys(lines)),
            ]
        parts.append("")
    if report.in_code:
        parts += [
            "## Left to do: formulas",
            "",
            "They are shown as code; mend them, and write them between dollars again.",
            "",
        ]
        parts += [f"- {line}" for lines in report.in_code.values() for line in lines]
        parts.append("")
    if report.warnings:
        parts += ["## Left to do: warnings", "", *(f"- {line}" for line in report.warnings), ""]
    if report.lost:
        parts += [
            "## Left out",
            "",
            "What has no place here, or was not found.",
            "",
            *_table(report.lost),
            "",
        ]
    parts += [*_tell_links(report)]
    if report.rules:
        parts += ["## Changed", "", *_table(report.rules), ""]
    parts += _list_remote(report.remote)
    if report.unused:
        parts += [
            f"{report.unused} pictures of the blog stand in no note, and were not copied.",
            "",
        ]
    if report.differing:
        parts += [
            "## There already, and different",
            "",
            *(f"- {path}" for path in report.differing),
            "",
        ]
    return "\n".join(parts)


def _list_remote(remote: Mapping[str, list[str]]) -> Iterator[str]:
    if not remote:
        return
    hosts = Counter(urlsplit(url).netloc for urls in remote.values() for url in urls)
    named = ", ".join(f"{host} ({count})" for host, count in hosts.most_common())
    total = sum(hosts.values())
    yield from ("## Pictures on other hosts", "", f"{total} stay where they are: {named}.", "")
    for path, urls in sorted(remote.items()):
        listed = ", ".join(f"`{url}`" for url in dict.fromkeys(urls))
        yield f"- {path}: {listed}"
    yield ""


def _tell_links(report: ImportReport) -> Iterator[str]:
    if report.to_drafts:
        yield from (
            "## Links to drafts",
            "",
            "They were left as text; write them again once the note is none.",
            "",
        )
        yield from _list_links(report.to_drafts)
    if report.unlinked:
        yield from ("## Links that lead nowhere", "", "They were left as text.", "")
        yield from _list_links(report.unlinked)


def _list_links(links: Mapping[str, list[str]]) -> Iterator[str]:
    for name, written in sorted(links.items()):
        yield f"- {name}: " + ", ".join(f"`{each}`" for each in dict.fromkeys(written))
    yield ""


def _table(counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    yield "| what | how often | files | where |"
    yield "| --- | --: | --: | --- |"
    ordered = sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    for what, files in ordered:
        names = sorted(files, key=lambda name: (-files[name], name))
        most = _ALL if what.endswith(_EACH) else _SHOWN
        shown = ", ".join(names[:most])
        shown += f" and {len(names) - most} more" if len(names) > most else ""
        yield f"| {what} | {sum(files.values())} | {len(files)} | {shown} |"
