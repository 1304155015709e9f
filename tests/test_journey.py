"""A file in, the highlighted paragraph out: the commands, the default model and a browser, nothing faked."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PAGE = """<!DOCTYPE html>
<html><head><title>Agenda item - Winter gritting - Oakshire County Council</title></head>
<body><div id="modgov"><h1 class="mgMainTitleTxt">Agenda item</h1><h2 class="mgSubTitleTxt">Winter gritting</h2>
<ul class="mgActionList"><li>Meeting of Highways Committee, Thursday, 7 November 2019 10.00 am (Item 45.)</li></ul>
<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><div class="WordSection1">
<p class="MsoNormal"><span>45.11&nbsp;&nbsp; The Committee heard that the salt barn in Mill
Lane had been filled in October.</span></p>
<p class="MsoNormal"><span>45.12&nbsp;&nbsp; Members asked about the oldest vehicle. The Head of Highways said that
it dated from 1998 and broke down in most frosts. A new one would be bought in the spring.</span></p>
<p class="MsoNormal"><span>45.13&nbsp;&nbsp; The library in Fenwick would close for repairs.</span></p>
</div></div></div></body></html>
"""
MINUTES = "oakshire/highways/2019-11-07/45"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from service.cli import main; main()", *arguments]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """Add a page as published by the command, serve it by the command, and give the address."""
    (tmp_path / "item.html").write_text(PAGE, encoding="utf-8")
    home = ["--home", str(tmp_path / "home")]
    added = subprocess.run(
        command(*home, "add", str(tmp_path / "item.html")), capture_output=True, text=True, check=True
    )
    assert added.stdout.splitlines()[0] == f"added      {MINUTES}  (3 paragraphs, 3 labelled)"
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(command(*home, "serve", "--port", str(port)), stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == f"Minuted is at http://127.0.0.1:{port} (stop it with Ctrl+C)\n"
        _wait_for(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=20)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_question_leads_to_the_highlighted_paragraph(served: str, scripts: bool) -> None:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 844}, java_script_enabled=scripts)
        page.goto(served)
        page.get_by_label("Your question").fill("How old is the vehicle that breaks down in frost?")
        page.get_by_role("button", name="Ask").click()
        citation = page.get_by_role("link", name="paragraph 45.12, Highways Committee, 7 November 2019").first
        citation.click()
        page.wait_for_url(f"{served}/minutes/{MINUTES}?paragraph=45.12&quote=*#45.12")
        target = page.locator(":target")
        assert "45.12" in target.inner_text()
        assert page.locator(":target mark").inner_text() == (
            "The Head of Highways said that it dated from 1998 and broke down in most frosts."
        )
        box = page.locator(":target mark").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 844
        browser.close()


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address) as response:  # noqa: S310 - our own server
                assert response.status == 200
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nothing answered at {address}")
