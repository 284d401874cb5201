"""The size of an SVG, as its root element tells it."""

import pytest

from notes_site.pictures.svg import read_svg

HEAD = '<?xml version="1.0"?>\n<!-- made by hand -->\n'
NS = 'xmlns="http://www.w3.org/2000/svg"'


@pytest.mark.parametrize(
    ("root", "size"),
    [
        (f'<svg {NS} width="300" height="200"/>', (300, 200)),
        (f"<svg {NS} width='30px' height='2.5in'>", (30, 240)),
        (f'<svg {NS} width="229pt" height="90pt" viewBox="0 0 229 90">', (305, 120)),
        (f'<svg {NS} viewBox="0 0 800 450">', (800, 450)),
        (f'<svg {NS} width="100%" height="100%" viewBox="-5,-5 640,480">', (640, 480)),
        (f'<svg {NS} width="400" viewBox="0 0 800 450">', (400, 225)),
        (f'<svg {NS} height="90" viewBox="0 0 800 450">', (160, 90)),
        ('<s:svg xmlns:s="http://www.w3.org/2000/svg" width="9" height="9">', (9, 9)),
        (f"<svg {NS}>", (0, 0)),
        (f'<svg {NS} width="3em" height="-2">', (0, 0)),
        (f'<svg {NS} viewBox="0 0 0 0">', (0, 0)),
        (f'<svg {NS} width="1e300" height="9">', (0, 0)),
        (f'<svg {NS} width="20" height="10"><g></svg', (20, 10)),
    ],
)
def test_the_size_of_an_svg(root: str, size: tuple[int, int]) -> None:
    picture = read_svg(f"{HEAD}{root}".encode())
    assert (picture.width_px, picture.height_px, picture.problem) == (*size, "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n",
        b"<html><svg/></html>",
        b"<svg width='1",
        b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % ((new, *[old] * 10))
            for old, new in zip(b"abcdefghi", b"bcdefghij", strict=True)
        )
        + b']><svg width="&j;"/>',
        b'<?xml version="1.0" encoding="no-such"?><svg/>',
    ],
    ids=["empty", "PNG", "HTML", "cut", "entities", "encoding"],
)
def test_what_is_no_svg_has_a_problem(content: bytes) -> None:
    assert read_svg(content).problem.startswith("it is no SVG")
