"""Looks at the page of an exchange in Chromium, as an analyst, a coordinator and a liaison.

Arguments: the address of the page, the directory of the homes whose stores hold the certificates, that of reports
as pages, and the directory for pictures."""

import os
import re
import shutil
import sys
import time
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import axe_playwright_python
from playwright.sync_api import Error, sync_playwright

ORIGIN = sys.argv[1]
HOMES, REPORTS, PICTURES = map(Path, sys.argv[2:])
LANGUAGES = ["en", "sq", "sr-Latn", "sr-Cyrl"]
WIDTHS = [320, 768, 1280]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# Most pages that are opened of one role, so that the run ends.
MOST = 40

# What a reader without a mouse reaches, in the order of the page.
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter(e => !e.disabled && e.checkVisibility()).length"""
FOCUSED = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const all = [...document.querySelectorAll('*')];
    const style = getComputedStyle(e);
    return [all.indexOf(e), style.outlineStyle !== 'none' || style.boxShadow !== 'none'];
}"""
TOO_WIDE = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
    ? [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .slice(0, 3).map(e => e.outerHTML.slice(0, 120)) : null"""
# Where something ends on a sheet of A4 with its margins, in the width that such a sheet has, in CSS pixels.
SHEET = {"width": 680, "height": 1017}
BOTTOM = "selector => document.querySelector(selector).getBoundingClientRect().bottom"
# Questions with much in their forms and answers, which no page links to.
ASKED = [
    "/table?measure=persons&d1=gender&d2=year&ask=1",
    "/table?measure=persons&d1=exploitation_type&u1=only&d2=control_method&d3=age_band&d4=citizenship",
    "/table?measure=assisted_persons&d1=service&u1=only&c.service=SHELTER&d2=year&ask=1",
    "/table?measure=proceedings&d1=sentence_band&d2=year",
]
# Languages of elements, and of the whole.
LANG = "() => document.documentElement.lang"

faults = []
# Kinds of pages that were looked at as somebody before.
looked = set()


def fault(*words):
    faults.append(" ".join(str(word) for word in words))
    print("FAULT", faults[-1], flush=True)


def browser(playwright, home):
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"),
        env={**os.environ, "HOME": str(HOMES / home)},
        args=["--no-sandbox"] if os.geteuid() == 0 else [],
    )


def with_query(address, **changes):
    parts = urlsplit(address)
    query = {**dict(parse_qsl(parts.query)), **changes}
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def watch(page, who):
    def request(asked):
        if not asked.url.startswith(ORIGIN + "/"):
            fault(who, page.url, "asks another origin:", asked.url)

    page.on("request", request)
    page.on("console", lambda said: fault(who, page.url, "console:", said.text))
    page.on("pageerror", lambda error: fault(who, page.url, "script:", error))


def links(page):
    """Addresses within the page's origin, each without the language."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    found = [with_query(address.split("#")[0]) for address in found if address.startswith(ORIGIN)]
    plain = []
    for address in found:
        parts = urlsplit(address)
        query = [(name, value) for name, value in parse_qsl(parts.query) if name != "lang"]
        plain.append(urlunsplit(parts._replace(query=urlencode(query))))
    return plain


def kind(address):
    """What makes a page one of its own: another year is the same page."""
    parts = urlsplit(address)
    return parts.path, tuple(sorted(name for name, _ in parse_qsl(parts.query)))


def is_file(address):
    return "as" in dict(parse_qsl(urlsplit(address).query))


def pages_of(page):
    """The start page and all that is linked from there, one address for each path and set of parameters."""
    seen, order, files = set(), [], []
    waiting = [ORIGIN + "/"]
    while waiting and len(order) < MOST:
        address = waiting.pop(0)
        if kind(address) in seen:
            continue
        seen.add(kind(address))
        if is_file(address):
            files.append(address)
            continue
        answer = page.goto(address)
        if answer.status != 200:
            fault(address, "is linked and answers", answer.status)
        order.append(address)
        waiting += links(page)
    return order, files


def axe(page, what):
    page.evaluate(AXE + "; 0")
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    for violation in found["violations"]:
        if violation["impact"] in ("serious", "critical"):
            where = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
            fault(what, "axe:", violation["id"], violation["help"], where)


def by_keyboard(page, what):
    """Everything that can be used is reached with the Tab key, and shows that it is."""
    expected = page.evaluate(REACHABLE)
    reached = set()
    for _ in range(expected + 2):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            continue
        element, is_shown = focused
        if not is_shown:
            fault(what, "element", element, "has the focus and does not show it")
        reached.add(element)
    if len(reached) < expected:
        fault(what, "by keyboard", len(reached), "of", expected, "are reached")


def picture(page, who, address, language, width):
    name = re.sub(r"[^a-z0-9]+", "-", urlsplit(address).path.strip("/") + "-" + urlsplit(address).query)
    page.screenshot(path=PICTURES / f"{who}-{name.strip('-') or 'start'}-{language}-{width}.png", full_page=True)


def look(playwright, who):
    chromium = browser(playwright, who)
    context = chromium.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    watch(page, who)
    # axe is a script: what it looks at is the same page, in a browser that runs scripts.
    scripted = chromium.new_context().new_page()
    watch(scripted, who)
    order, files = pages_of(page)
    if who == "analyst":
        order += [ORIGIN + asked for asked in ASKED]
    print(f"{who}: {len(order)} pages, {len(files)} files", flush=True)
    # A page is the same for whoever may see it, but for the start.
    fresh = [address for address in order if kind(address) not in looked or address == ORIGIN + "/"]
    looked.update(kind(address) for address in order)
    for number, address in enumerate(fresh):
        for language in LANGUAGES:
            what = f"{who} {with_query(address, lang=language)[len(ORIGIN):]}"
            answer = page.goto(with_query(address, lang=language))
            if answer.status != 200:
                fault(what, "answers", answer.status)
            if page.evaluate(LANG) != language:
                fault(what, "is in", page.evaluate(LANG))
            for word in re.findall(r"\b(?:desk|report|map|cli)-[a-z_]{3,}", page.inner_text("body")):
                fault(what, "shows a key in place of a word:", word)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                if wide := page.evaluate(TOO_WIDE):
                    fault(what, "is wider than", width, wide)
                if language in ("en", "sr-Cyrl") or width == 320:
                    picture(page, who, address, language, width)
            # What axe finds depends on the language in few ways, and on the width in none that it tells.
            if language == LANGUAGES[number % len(LANGUAGES)] or number == 0:
                scripted.goto(with_query(address, lang=language))
                axe(scripted, what)
                by_keyboard(scripted, what)
    for address in files:
        page.goto(ORIGIN + "/")
        with page.expect_download() as download:
            try:
                page.goto(address)
            except Error as error:
                if "Download is starting" not in str(error):
                    raise
        size = os.path.getsize(download.value.path())
        if size < 100:
            fault(who, address, "gives a file of", size, "bytes")
    chromium.close()
    return order


def printed(playwright, addresses):
    """Pages on paper: each as a PDF whose structure readers of screens know, and what is to fit one sheet does."""
    chromium = browser(playwright, "analyst")
    page = chromium.new_context(java_script_enabled=False, viewport=SHEET).new_page()
    page.emulate_media(media="print")
    for name, (address, last) in addresses.items():
        page.goto(address)
        bottom = page.evaluate(BOTTOM, last)
        if bottom > SHEET["height"]:
            fault(name, "takes more than one sheet:", last, "ends at", round(bottom))
        pdf = page.pdf(path=PICTURES / f"{name}.pdf", prefer_css_page_size=True, tagged=True)
        if not pdf.startswith(b"%PDF") or b"/StructTreeRoot" not in pdf or b"/Lang" not in pdf:
            fault(name, "is no PDF with tags and a language")
    chromium.close()


def followed(playwright):
    """A link from another page asks nothing before it is followed once more from there."""
    chromium = browser(playwright, "analyst")
    page = chromium.new_page()
    page.set_content(f'<a href="{ORIGIN}/reports?lang=en">elsewhere</a>')
    with page.expect_navigation() as answer:
        page.click("a")
    if answer.value.status != 403:
        fault("a link from elsewhere answers", answer.value.status)
    with page.expect_navigation() as answer:
        page.click("main a[href='/reports?lang=en']")
    if answer.value.status != 200 or page.inner_text("h1") != "Reports":
        fault("a link that is followed from here answers", answer.value.status)
    chromium.close()


def refused(playwright, who):
    """Without a certificate of this exchange's authority there is no page."""
    chromium = browser(playwright, who)
    page = chromium.new_page()
    try:
        answer = page.goto(ORIGIN + "/")
        fault(who, "gets an answer:", answer.status)
    except Error as error:
        if "ERR_" not in str(error):
            raise
        print(f"{who}: {re.search('ERR_[A-Z0-9_]+', str(error)).group()}", flush=True)
    chromium.close()


def main():
    started = time.monotonic()
    with sync_playwright() as playwright:
        refused(playwright, "foreign")
        refused(playwright, "nobody")
        count = 0
        for who in ("analyst", "coordinator", "liaison"):
            count += len(look(playwright, who))
        followed(playwright)
        reports = sorted(REPORTS.glob("*.html"))
        sheets = {report.stem: (report.as_uri(), "main section") for report in reports}
        for language in LANGUAGES:
            sheets[f"start-{language}"] = (f"{ORIGIN}/?lang={language}", "main")
        printed(playwright, sheets)
    print(f"took {time.monotonic() - started:.0f} s")
    print(f"browser: {count} pages in {len(LANGUAGES)} languages, {len(faults)} faults")
    sys.exit(bool(faults))


main()
