"""What a newcomer stumbles over in the first five minutes, and an owner after half a year."""
import os
import time

from visit import VIEWS, Visit


def test_what_is_not_there_says_so(browser, server):
    v = Visit(browser, server)
    for hash_, ready, text in (("#/nonsense", "missing", "There is no page “nonsense”"), ("#/devices/4711", "device", "There is no device 4711"),
                               ("#/patterns/nonsense", "patterns", "There is no pattern “nonsense”")):
        page = v.open(hash_, ready)
        v.until(f"document.querySelector('main').innerText.includes({text!r})", 5, text)
    v.close("missing")


def test_every_page_has_its_own_title(browser, server):
    v = Visit(browser, server)
    device, name = server.query("AssetEntity | where DeviceId > 0 | take 1 | project DeviceId, DeviceName")["rows"][0]
    for hash_, title in (("#/address/45.155.205.7", "45.155.205.7 · Earshot"), ("#/patterns/top-talkers", "Top talkers · Patterns · Earshot"),
                         (f"#/devices/{device}", f"{name} · Earshot"), ("#/overview", "Overview · Earshot")):
        v.open(hash_)
        v.until(f"document.title === {title!r}", 8, title)
    # Without lists an address is not judged, which is an HTTP error by contract.
    v.problems = [p for p in v.problems if "status of 503" not in p]
    v.close("titles")


def test_text_is_readable(browser, server):
    """WCAG AA on every view in both themes, measured."""
    with open(os.path.join(os.path.dirname(__file__), "contrast.js")) as file:
        measure = file.read()
    for theme in ("dark", "light"):
        v = Visit(browser, server, theme=theme)
        for view in (*VIEWS, "findings?state=rules", "address/45.155.205.7", "devices/1"):
            page = v.open(f"#/{view}{'&' if '?' in view else '?'}t=24h")
            v.until("!document.querySelector('.skeleton')", 8, f"{view} is filled")
            faults = page.evaluate(measure)
            assert not faults, f"{view}, {theme}: {faults}"
        v.problems = [p for p in v.problems if "status of 503" not in p]
        v.close(f"contrast-{theme}")


def test_a_failure_offers_another_try(browser, server):
    v = Visit(browser, server)
    page = v.open("#/overview", "overview")
    time.sleep(2.2)
    fail = lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>", content_type="text/html")
    kept = ("**/api/v1/query", "**/api/v1/findings**", "**/api/v1/patterns", "**/api/v1/intel**", "**/api/v1/shapes**")
    for pattern in kept:
        page.route(pattern, fail)
    views = ("devices", "findings", "patterns", "intel", "live", "map", "formats", "address/45.155.205.7")
    for view in views:
        page.evaluate(f"location.hash = '#/{view}'")
        v.until(f"document.body.dataset.view === '{view.split('/')[0]}' && document.querySelector('main .notice.error button') !== null", 5, f"{view}: Try again")
        text = page.inner_text("main .notice.error >> nth=0")
        assert "502" in text and "no answer of Earshot" in text, f"{view}: {text}"
    for pattern in kept:
        page.unroute(pattern)
    page.evaluate("location.hash = '#/findings'")
    v.until("document.body.dataset.view === 'findings' && !document.querySelector('.notice.error')", 5, "findings again")
    v.problems = [p for p in v.problems if "status of 50" not in p]
    v.close("failures")


def test_nothing_judged_is_no_good_news(browser, server):
    """The lists are off in this server: an empty panel of risks must not read like peace."""
    v = Visit(browser, server)
    page = v.open("#/intel?t=24h", "intel")
    v.until("document.querySelectorAll('main .panel .notice').length >= 3", 8, "the panels")
    v.until("document.querySelector('main').innerText.split('Nothing is judged').length === 4", 5, "three panels that judge nothing")
    page = v.open("#/map?t=24h", "map")
    v.until("document.querySelector('.map-blind')?.innerText.includes('lists of bad addresses are off') ?? false", 8, "the map says so too")
    v.close("blind")


def test_charts_and_tabs_by_keyboard(browser, server):
    v = Visit(browser, server)
    page = v.open("#/start", "start")
    page.focus(".recipe-list [aria-selected=true]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "recipe-openwrt"
    assert "uci set" in page.inner_text("#recipe")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "recipe-try", "from the first to the last"
    page = v.open("#/overview?t=24h", "overview")
    page.wait_for_selector(".timeline svg rect")
    page.focus(".timeline svg")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(".tip[role=status]")
    page.keyboard.press("Enter")
    v.until("location.hash.includes('from=')", 5, "Enter goes into the bar")
    page.goto(f"{server.url}/#/devices/1?t=7d")
    page.wait_for_selector(".heat rect:not(.zero)", timeout=90_000)
    page.focus(".heat svg")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    v.until("document.querySelector('.heat-told').innerText.includes('1:00 to 2:00')", 5, "the hour is told")
    page.keyboard.press("Escape")
    v.until("document.querySelector('.heat-told').innerText === ''", 5, "and no more")
    v.close("keyboard")


def test_a_link_leads_to_the_beginning_of_the_view(browser, server):
    v = Visit(browser, server)
    page = v.open("#/overview", "overview")
    page.focus(".rail-link[href*=devices]")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-ready=devices]", timeout=90_000)
    v.until("document.activeElement.id === 'main'", 3, "the keyboard stands in the view")
    v.close("focus")


def test_the_overview_waits_for_the_network_once(browser, server):
    """Every module of the first page is named in the document, so that none waits until another one names it."""
    v = Visit(browser, server)
    page = v.open("#/overview", "overview")
    loaded, named = page.evaluate("""[
      performance.getEntriesByType('resource').map((e) => new URL(e.name).pathname).filter((p) => p.endsWith('.js') && p !== '/boot.js' && p !== '/app.js'),
      [...document.querySelectorAll('link[rel=modulepreload]')].map((l) => new URL(l.href).pathname)]""")
    assert set(loaded) == set(named), f"missing: {set(loaded) - set(named)}, not needed: {set(named) - set(loaded)}"
    v.close("preloaded")


def test_a_slow_network_shows_the_frame(browser, server):
    v = Visit(browser, server)
    page = v.open("#/overview", "overview")
    held = []
    page.route("**/views/findings.js", lambda route: held.append(route))
    page.click(".rail-link[href*=findings]")
    v.until("document.querySelector('main .skeleton') !== null && document.querySelector('h1').innerText === 'Findings'", 3, "the frame of the view that is on its way")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.wait_for_selector("body[data-ready=findings]")
    v.close("slow")


def test_a_view_that_did_not_come_can_be_asked_for_again(browser, server):
    v = Visit(browser, server)
    page = v.open("#/overview", "overview")
    page.route("**/views/patterns.js", lambda route: route.abort())
    page.click(".rail-link[href*=patterns]")
    page.wait_for_selector("text=This view could not be loaded")
    assert page.locator("main .notice use").get_attribute("href") == "#triangle-alert", "the icon needs no server"
    page.unroute("**/views/patterns.js")
    page.click("text=Try again")
    page.wait_for_selector("body[data-ready=patterns]", timeout=60_000)
    v.problems = [p for p in v.problems if "Failed to load resource" not in p]
    v.close("view-again")


def test_ten_thousand_devices(browser, server):
    names = ["DeviceId", "DeviceName", "MacAddr", "IpAddr", "Vendor", "IsRandomizedMac", "FirstSeen", "LastSeen", "DnsBypass"]
    rows = [[n, f"device-{n:05d}.with-a-name-of-sixty-characters-as-some-networks-have.example", "", "2001:db8:1234:5678:9abc:def0:1234:5678", "", False, None, None, None] for n in range(1, 10_001)]
    answer = {"columns": [{"name": n, "type": "string"} for n in names], "rows": rows, "statistics": {"elapsedMilliseconds": 1, "rows": len(rows), "truncated": False}}
    v = Visit(browser, server)
    v.page.route("**/api/v1/query", lambda route: route.fulfill(json=answer) if "AssetEntity" in (route.request.post_data or "") else route.continue_())
    page = v.open("#/devices?t=24h", "devices")
    v.until("document.body.dataset.devices >= 10000", 8, "all are known")
    assert page.locator("tbody tr").count() == 200
    page.click(".device-more button")
    v.until("document.querySelectorAll('tbody tr').length === 1200", 8, "more on demand")
    page.fill("input[type=search]", "device-09999")
    v.until("document.querySelectorAll('tbody tr').length === 1", 8, "the filter looks at all")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    v.close("many-devices")


def test_moments_are_of_the_wall_clock(browser, server):
    v = Visit(browser, server)
    page = v.open("#/overview", "overview")
    told = page.evaluate("async () => { const { localTimes } = await import('/core/format.js'); return localTimes('silent since 2026-11-10 13:40 UTC, 2026-07-01T10:00:05.0000000Z, not 2026-11-10'); }")
    assert told == "silent since 2026-11-10 14:40, 2026-07-01 12:00:05, not 2026-11-10", told
    v.close("moments")


def test_a_file_that_says_nothing_is_told(browser, server):
    v = Visit(browser, server)
    page = v.open("#/start", "start")
    for name, content, text in (("empty.log", b"", "There is no line in it."), ("diary.txt", b"Dear diary\nnothing happened\n", "None of its lines is understood."),
                                ("diary.txt", b"Dear diary\nnothing happened\n", "imported before")):
        page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": content})
        v.until(f"document.querySelector('.toast:last-child')?.innerText.includes({text!r}) ?? false", 5, text)
    v.close("told-files")


def test_half_a_year_of_findings(browser, server):
    names = ["FindingId", "Title", "Description", "Severity", "State", "Reason", "FirstSeen", "LastSeen", "Occurrences", "Entities", "Details", "Techniques", "Query"]
    now, old = "2026-06-01T10:00:00.0000000Z", "2026-01-01T10:00:00.0000000Z"
    entities = [{"identifier": "DeviceId", "type": "Host", "value": "1"}, {"identifier": "DestinationAddress", "type": "IP", "value": "45.155.205.7"}]
    rows = [[n, f"Finding {n} since 2026-01-01 10:00 UTC", "Words.", "Low" if n < 150 else "High", "new", "", old, now, 1, entities, {}, "T1071", "print 1"] for n in range(1, 151)]
    state = {"seen": 0}

    def answer(route):
        if route.request.method == "PATCH":
            state["seen"] += 1
            return route.fulfill(json={})
        shown = [] if state["seen"] else rows
        return route.fulfill(json={"columns": [{"name": n, "type": "string"} for n in names], "rows": shown, "statistics": {"elapsedMilliseconds": 1, "rows": len(shown), "truncated": False}})

    v = Visit(browser, server)
    v.page.route("**/api/v1/findings**", answer)
    page = v.open("#/findings", "findings")
    assert page.inner_text(".finding h2 >> nth=0") == "Finding 150 since 2026-01-01 11:00", "the gravest first, by the clock on the wall"
    assert page.inner_text("nav a[href*=findings] [data-test=badge]").startswith("99+")
    assert page.locator(".finding").count() == 50
    page.click("text=Show 100 more")
    v.until("document.querySelectorAll('.finding').length === 150", 5, "the rest")
    assert page.locator(".finding >> nth=0 >> a[href*='address/45.155.205.7']").count() == 1
    page.goto(f"{server.url}/#/overview")
    page.wait_for_selector("[data-test=attention] >> text=All 150 findings")
    page.goto(f"{server.url}/#/findings")
    page.click("[data-test=all-seen]")
    v.until("!document.querySelector('.finding') && !document.querySelector('[data-test=badge]')", 20, "nothing is new")
    assert state["seen"] == 150
    v.close("half-a-year")
