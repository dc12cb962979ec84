"""The HTML report as a reader meets it: days along time, in words and as a bar, and the page in a real browser."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from support import ROOT, Call

from checker.finding import Days, Text
from checker.report.format_words import format_words
from checker.report.html_days import timeline

CONTRACTS = ROOT / "contracts/stromio"
STRETCH = re.compile(r"<li>(.*?)</li>")
BAR = re.compile(r'<rect class="(\w+)" x="(\d+)" y="\d+" width="(\d+)"')


def drawn(days: Days, language: str = "de") -> tuple[list[str], list[tuple[str, int, int]]]:
    """The stretches in words, and the boxes of the bar: kind, start and width in thousandths."""
    page = "\n".join(timeline(days, format_words(language), language))
    return STRETCH.findall(page), [(kind, int(left), int(width)) for kind, left, width in BAR.findall(page)]


def along(whole: tuple[str, str], *violated: tuple[str, str], versions: tuple[str, ...] = ()) -> Days:
    return Days(Text("Vertragsschluss", "conclusion"), whole, violated, versions)


def test_stretches_are_told_to_the_day_and_drawn_as_long_as_they_are() -> None:
    said, bar = drawn(along(("2026-01-01", "2026-12-31"), ("2026-07-02", "2026-12-31"), versions=("2026-07-02",)))
    assert said == [
        "2026-01-01 bis 2026-07-01: nicht verletzt",
        "2026-07-02 bis 2026-12-31: <strong>verletzt</strong> (Fassung ab 2026-07-02)",
    ]
    assert [(kind, round(left, -1), round(width, -1)) for kind, left, width in bar] == [
        ("calm", 0, 500),
        ("hit", 500, 500),
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (along(("", ""), ("", "")), ["on every day: <strong>violated</strong>"]),
        (
            along(("2018-06-01", ""), ("2022-03-01", "")),
            [
                "2018-06-01 to 2022-02-28: not violated",
                "from 2022-03-01, without end: <strong>violated</strong>",
            ],
        ),
        (
            along(("", "2021-12-31"), ("", "2020-08-13"), ("2021-01-01", "2021-01-01")),
            [
                "until 2020-08-13: <strong>violated</strong>",
                "2020-08-14 to 2020-12-31: not violated",
                "2021-01-01 to 2021-01-01: <strong>violated</strong>",
                "2021-01-02 to 2021-12-31: not violated",
            ],
        ),
    ],
)
def test_days_without_a_first_or_last_one(days: Days, said: list[str]) -> None:
    words, bar = drawn(days, "en")
    assert words == said
    assert [kind == "hit" for kind, _, _ in bar] == ["<strong>" in line for line in said]
    assert all(width > 0 and left + width <= 1010 for _, left, width in bar)


def test_a_finding_shows_the_days_it_is_about(run: Call, tarife: Path) -> None:
    shutil.copy(CONTRACTS / "basis_2018_weiter_im_vertrieb.tarif", tarife / "t.tarif")
    report = ("check", "--select", "BGB-309-9-C", "--format", "html")
    german, english = run(*report).out, run(*report, "--lang", "en").out
    assert STRETCH.findall(german)[-2:] == [
        "2018-06-01 bis 2022-02-28: nicht verletzt",
        "ab 2022-03-01, ohne Ende: <strong>verletzt</strong> (Fassung ab 2022-03-01)",
    ]
    assert STRETCH.findall(english)[-1].startswith("from 2022-03-01, without end: <strong>violated</strong>")
    # one day only: nothing to draw
    assert '<figure class="days">' not in run(*report, "--as-of", "2026-01-01").out


# ------------------------------------------------------------------------------------------------ in a real browser

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
RED = (0xA1, 0x12, 0x1F)  # of an error, in the light style


@pytest.mark.skipif(not BROWSER, reason="no browser that can be run without a screen")
@pytest.mark.parametrize(("language", "width"), [("de", 900), ("en", 420)])
def test_the_page_in_a_browser(run: Call, tarife: Path, language: str, width: int) -> None:
    shutil.copy(CONTRACTS / "basis_2018_weiter_im_vertrieb.tarif", tarife / "größer & älter.tarif")
    run("check", "--lang", language, "--select", "BGB-309-9-C", "--output", "html=page.html")
    rows = pixels(browse(tarife, f"--window-size={width},1500", "--screenshot=page.png"))
    assert {len(row) for row in rows} == {width * 3}
    assert len(set(rows)) > 200, "most of the page is written on"
    ground = rows[0][:3]
    assert {row[-3:] for row in rows} == {ground}, "nothing reaches beyond the edge"
    if width == 900:
        assert max(map(red, rows)) > 100, "the days on which it is violated are a long bar"
    assert browse(tarife, "--no-pdf-header-footer", "--print-to-pdf=page.pdf").startswith(b"%PDF")


def browse(folder: Path, *options: str) -> bytes:
    """What the browser makes of the page; it is given a profile of its own and no network."""
    made = folder / options[-1].partition("=")[2]
    common = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb")
    profile = f"--user-data-dir={folder / 'profile'}"
    address = (folder / "page.html").as_uri()
    subprocess.run(
        [BROWSER, *common, profile, *options, address], cwd=folder, capture_output=True, timeout=90, check=True
    )
    return made.read_bytes()


def pixels(data: bytes) -> list[bytes]:
    """The rows of a PNG of eight bits a colour, as RGB (PNG specification, 9.2: the five filters)."""
    width, _, depth, kind = struct.unpack(">IIBB", data[16:26])
    assert (data[:8], depth) == (b"\x89PNG\r\n\x1a\n", 8)
    size = {2: 3, 6: 4}[kind]
    at, packed = 8, b""
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        packed += data[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += length + 12
    raw, rows = zlib.decompress(packed), []
    before = bytearray(width * size)
    for start in range(0, len(raw), width * size + 1):
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + width * size])
        for x in range(len(row) if kind else 0):
            left, above = (row[x - size] if x >= size else 0), before[x]
            corner = before[x - size] if x >= size else 0
            if kind == 4:
                guess = left + above - corner
                row[x] = (row[x] + min((left, above, corner), key=lambda each: abs(guess - each))) & 255
            else:
                row[x] = (row[x] + (0, left, above, (left + above) // 2)[kind]) & 255
        before = row
        rows.append(bytes(row) if size == 3 else bytes(byte for x, byte in enumerate(row) if x % 4 != 3))
    return rows


def red(row: bytes) -> int:
    """The longest run of pixels in the colour of an error."""
    wanted, longest, here = bytes(RED), 0, 0
    for x in range(0, len(row), 3):
        here = here + 1 if row[x : x + 3] == wanted else 0
        longest = max(longest, here)
    return longest
