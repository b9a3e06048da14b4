"""The page in Chromium, as a person meets it: first run, proof of life, every view, phone."""
import base64
import datetime
import os
import sys
import tempfile
import time

from playwright.sync_api import sync_playwright

import lines
from server import Server

ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
VIEWS = (
    "overview", "map", "live", "devices", "findings", "patterns", "intel", "query", "formats", "settings", "start")
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
SHOTS = os.environ.get("SHOTS") or tempfile.mkdtemp(prefix="earshot-shots-")


# The seconds in the tests are what a person would accept; a loaded machine that is slower has no fault in the page.
PATIENCE = 8


class Visit:
    """A page that remembers what went wrong on it."""

    def __init__(self, browser, server, phone=False, theme="dark"):
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        self.context = browser.new_context(viewport=size, color_scheme=theme, timezone_id="Europe/Vienna")
        self.page, self.server, self.problems = self.context.new_page(), server, []
        self.page.on("console", lambda m: self.problems.append(f"console {m.type}: {m.text}") if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.problems.append(f"exception: {e}"))
        self.page.on("request", self.watch)

    def watch(self, request):
        if not request.url.startswith((self.server.url + "/", "data:", "blob:")):
            self.problems.append(f"foreign host: {request.url}")

    def open(self, hash_, ready=None):
        self.page.goto(f"{self.server.url}/{hash_}")
        self.page.wait_for_selector(f"body[data-ready='{ready}']" if ready else "body[data-ready]", timeout=90_000)
        return self.page

    def until(self, expression, seconds, what):
        """Polls: the content security policy forbids Playwright's own wait_for_function."""
        start = time.time()
        while time.time() - start < seconds * PATIENCE:
            if self.page.evaluate(expression):
                return time.time() - start
            time.sleep(0.03)
        raise AssertionError(f"not within {seconds} s: {what}")

    def close(self, name):
        self.page.screenshot(path=os.path.join(SHOTS, f"{name}.png"))
        self.context.close()
        assert not self.problems, "\n".join(self.problems)


def test_first_run_shows_proof_of_life(browser, server):
    v = Visit(browser, server)
    page = v.open("", "start")
    assert "Point your router here" in page.inner_text("main")
    assert "FRITZ!Box" in page.inner_text(".recipe-list")
    time.sleep(2.2)  # the stream is open once the first status has arrived
    server.send(lines.inbound())
    took = v.until("document.querySelector('[data-test=proof]') !== null", 2, "proof of life")
    print(f"    proof of life after {took:.2f} s")
    v.until("document.querySelector('[data-test=proof]')?.innerText.includes('45.155.205.7')", 3, "the line, parsed")
    server.send(lines.outbound(), lines.hostile())
    v.until("(document.querySelector('[data-test=proof]')?.innerText ?? '').includes('3 lines')", 5, "three lines counted")
    v.close("first-run")


def test_file_dropped_anywhere(browser, server):
    v = Visit(browser, server)
    page = v.open("#/overview", "overview")
    transfer = page.evaluate_handle("""text => { const t = new DataTransfer(); t.items.add(new File([text], 'router.log', { type: 'text/plain' })); return t; }""", lines.file())
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event("body", event, {"dataTransfer": transfer})
    v.until("document.body.dataset.imported === '600'", 20, "600 lines imported")
    assert "NetworkSession" in page.inner_text(".toast")
    v.until("(document.querySelector('[data-test=\"figure-Events\"] dd')?.innerText ?? '0').replace(',', '') >= 600", 10, "the overview counts them")
    v.close("drop")


def test_brushing_sets_the_time_range(browser, server):
    v = Visit(browser, server)
    page = v.open("#/overview?t=24h", "overview")
    box = page.locator(".timeline svg").bounding_box()
    y = box["y"] + 80
    page.mouse.move(box["x"] + box["width"] * 0.75, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, y, steps=8)
    page.mouse.up()
    v.until("location.hash.includes('from=') && location.hash.includes('to=')", 3, "the range in the address")
    v.until("document.querySelector('[data-test=time]').innerText.includes('–')", 3, "the range on the button")
    before = page.inner_text("[data-test=time]")
    page.reload()
    page.wait_for_selector("body[data-ready=overview]")
    assert page.inner_text("[data-test=time]") == before, "a reload keeps the range"
    page.click("[data-test=time]")
    page.click("text=7d")
    v.until("location.hash.includes('t=7d') && !location.hash.includes('from=')", 3, "the preset replaces it")
    v.close("brush")


def test_a_number_leads_to_its_query(browser, server):
    v = Visit(browser, server)
    page = v.open("#/overview?t=24h", "overview")
    page.click("[data-test='figure-Inbound']")
    page.wait_for_selector("[data-test=result] .result-row", timeout=90_000)
    assert "NetworkDirection" in page.inner_text(".cm-content")
    v.close("drill")


def test_the_headline_agrees_with_kql(browser, server):
    end = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0) - datetime.timedelta(minutes=20)
    start = end - datetime.timedelta(hours=3)
    first, last = (t.strftime("%Y-%m-%dT%H:%M:%S.000Z") for t in (start, end))
    rows = server.query(f"NetworkSession | where TimeGenerated between (datetime({first}) .. datetime({last})) "
                        "| project NetworkDirection, DvcAction, DeviceId, RemoteIpAddr")["rows"]
    assert len(rows) > 100, "the file of the earlier test is there"
    # Counted here and not by KQL, so that one aggregate cannot hide the fault of another.
    expected = {
        "Events": len(rows), "Inbound": sum(r[0] == "Inbound" for r in rows), "Outbound": sum(r[0] == "Outbound" for r in rows),
        "Stopped": sum(r[1] == "Drop" for r in rows), "Devices": len({r[2] for r in rows if r[2] > 0}),
        "Remote hosts": len({r[3] for r in rows if r[0] in ("Inbound", "Outbound")}),
    }
    v = Visit(browser, server)
    page = v.open(f"#/overview?from={first}&to={last}", "overview")
    page.wait_for_selector("[data-test='figure-Events']")
    shown = {name: int(page.inner_text(f"[data-test='figure-{name}'] dd").replace(",", "")) for name in expected}
    assert shown == expected, f"{shown} is not {expected}"
    v.close("headline")


def test_live_tail(browser, server):
    v = Visit(browser, server)
    page = v.open("#/live", "live")
    time.sleep(2.2)
    server.send(lines.inbound("45.155.205.77", 3389))
    v.until("document.querySelector('[data-test=tail]')?.innerText.includes('45.155.205.77')", 3, "the new row")
    page.click("[data-test=pause]")
    server.send(lines.inbound("45.155.205.78", 3389))
    time.sleep(1.5)
    assert "45.155.205.78" not in page.inner_text("[data-test=tail]"), "pause holds the table"
    page.click("[data-test=pause]")
    v.until("document.querySelector('[data-test=tail]').innerText.includes('45.155.205.78')", 3, "resume catches up")
    page.fill("input[type=search]", "45.155.205.77 3389")
    v.until("!document.querySelector('[data-test=tail]').innerText.includes('45.155.205.78')", 3, "the filter")
    page.click("button.tail-row")
    assert "SrcIpAddr" in page.inner_text("[data-test=drawer]")
    v.close("live")


def test_hostile_lines_stay_text(browser, server):
    v = Visit(browser, server)
    page = v.open("#/live?dir=log", "live")
    time.sleep(2.2)
    server.send(lines.hostile())
    v.until("document.querySelector('[data-test=tail]')?.innerText.includes('<img src=x onerror=')", 3, "the line, as text")
    page.click("button.tail-row")
    v.until("document.querySelector('[data-test=drawer]')?.innerText.includes('<img src=x onerror=')", 3, "the fields, as text")
    time.sleep(0.3)
    assert page.evaluate("document.body.dataset.hacked") is None
    assert page.evaluate("document.querySelectorAll('main img').length") == 0
    v.close("hostile")


def test_devices(browser, server):
    v = Visit(browser, server)
    page = v.open("#/devices?t=24h", "devices")
    v.until("Number(document.body.dataset.devices) >= 1", 5, "a device")
    assert lines.TV_MAKER in page.inner_text("tbody tr >> nth=0"), "the maker, from the MAC"
    page.click("tbody tr >> nth=0")
    page.wait_for_selector("body[data-ready=device]", timeout=90_000)
    page.wait_for_selector(".heat rect")
    v.close("device")


def test_device_that_asks_elsewhere(browser, server):
    """Who goes around the home's name server has a mark in the list, and on its page the servers with how and when."""
    server.send(lines.outbound("9.9.9.9"), lines.outbound("45.13.9.9", 853))
    while not server.query("AssetEntity | where DnsBypass == 'DoH, DoT'")["rows"]:
        time.sleep(0.2)
    for phone, theme in ((False, "dark"), (True, "light")):
        v = Visit(browser, server, phone=phone, theme=theme)
        page = v.open("#/devices?t=24h", "devices")
        v.until("document.querySelector('.bypass')?.innerText === 'DoH, DoT'", 5, "the mark in the list")
        page.click("tr:has(.bypass) a")
        page.wait_for_selector("[data-panel=resolvers] tbody tr")
        text = page.inner_text("[data-panel=resolvers]")
        assert "9.9.9.9" in text and "over HTTPS" in text and "45.13.9.9" in text and "over TLS" in text, text
        assert page.evaluate("document.documentElement.scrollWidth") <= (390 if phone else 1440)
        v.close(f"device-elsewhere-{'phone' if phone else 'desk'}")


def test_formats_from_a_shape_to_rows(browser, server):
    server.send(*lines.unknown(30))
    v = Visit(browser, server)
    v.until("true", 1, "a moment")
    while server.query("Syslog | where ProcessName == 'acmefw' | count")["rows"] != [[30]]:
        time.sleep(0.2)
    page = v.open("#/formats", "formats")
    page.click(".shape-row:has-text('BLK')")
    v.until("document.querySelectorAll('.trial-result:not(.miss)').length >= 3", 4, "the proposal fits its samples")
    assert "DstPortNumber" in page.inner_text(".trial-result >> nth=0")
    page.fill("[name=pattern]", "^%{WORDX:DvcAction} ")
    v.until("document.querySelector('.editor-error')?.innerText.includes('%{WORDX}') ?? false", 3, "the error, in words")
    assert page.locator("[data-test=save]").is_disabled()
    # A description that is refused is an HTTP error by contract, and the browser reports it as such.
    v.problems = [p for p in v.problems if "status of 400" not in p]
    page.fill("[name=pattern]", "^%{WORD:DvcAction} %{WORD:NetworkProtocol} %{IP:SrcIpAddr}:%{INT:SrcPortNumber} -> "
              "%{IP:DstIpAddr}:%{INT:DstPortNumber} len=%{INT:SrcBytes}$")
    page.fill("[name=name]", "acme")
    v.until("document.querySelector('[data-test=fits]').innerText === '5 of 5 lines fit'", 3, "all lines fit")
    page.select_option("[aria-label='BLK means']", "Deny")
    v.until("document.querySelector('.trial-result')?.innerText.includes('Deny') ?? false", 3, "the action, in ASIM's word")
    page.screenshot(path=os.path.join(SHOTS, "formats-editor.png"))
    page.click("[data-test=save]")
    v.until("document.querySelector('[data-format=acme]') !== null", 4, "the format is saved")
    page.click("[data-test=again]")
    v.until("!document.querySelector('.shapes')?.innerText.includes('BLK')", 15, "its lines are understood")
    assert server.query("NetworkSession | where EventProduct == 'acme' and DvcAction == 'Deny' | count")["rows"] == [[30]]
    assert server.query("Syslog | where ProcessName == 'acmefw' | count")["rows"] == [[0]]
    v.close("formats")


def test_formats_on_a_phone(browser, server):
    server.send(*lines.unknown(5, "acmed"))
    for theme in ("dark", "light"):
        v = Visit(browser, server, phone=True, theme=theme)
        page = v.open("#/formats", "formats")
        page.click(".shape-row >> nth=0")
        v.until("document.querySelectorAll('.trial-result').length > 0", 4, "lines are tried")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.screenshot(path=os.path.join(SHOTS, f"formats-phone-{theme}-whole.png"), full_page=True)
        v.close(f"formats-phone-{theme}")


def test_device_is_named_by_its_owner(browser, server):
    v = Visit(browser, server)
    page = v.open("#/devices", "devices")
    page.click("tr[data-device] a >> nth=0")
    page.wait_for_selector(".device-edit form")
    page.fill("[name=name]", "Ada's <b>TV</b>")
    page.fill("[name=owner]", "Ada")
    page.click(".device-edit button.primary")
    v.until("document.querySelector('.device-name h2').innerText === \"Ada's <b>TV</b>\"", 5, "the new name")
    assert server.query("AssetEntity | where Owner == 'Ada' | project GivenName")["rows"] == [["Ada's <b>TV</b>"]]
    page.fill("[name=name]", "")
    page.click(".device-edit button.primary")
    v.until("!document.querySelector('.device-name h2').innerText.includes('Ada')", 5, "the name is taken back")
    v.close("device-edit")


def test_map_shows_places(browser, server):
    v = Visit(browser, server)
    page = v.open("#/map?t=24h", "map")
    v.until("Number(document.body.dataset.places) >= 1", 5, "a place on the map; is the geography database installed?")
    assert page.locator(".map-attribution >> text=IP Geolocation by DB-IP").get_attribute("href") == "https://db-ip.com"
    page.click(".map-list .bars a >> nth=0")
    page.wait_for_selector("[data-test=place]")
    v.until("document.querySelectorAll('.map-details .bars li').length > 0", 10, "the details of the place")
    v.close("map")


def test_circles_become_squares(browser, server):
    v = Visit(browser, server)
    page = v.open("#/map?t=24h", "map")
    shapes = page.evaluate("""async () => {
      const { pointFeatures } = await import('/map/data.js'), { IN, OUT } = await import('/map/layers.js');
      const spot = (direction, connections, lon) => ({ lat: 0, lon, city: '', country: '', direction, connections });
      const points = pointFeatures([spot('in', 10_000, 1), spot('in', 10_001, 2), spot('out', 10_001, 3)]).features;
      return { IN, OUT, square: points.map((f) => f.properties.square) };
    }""")
    assert shapes == {"IN": "#E1AD01", "OUT": "#FF4FA3", "square": [False, True, True]}, shapes
    v.close("squares")


def test_what_is_risky_of_a_place_is_counted(browser, server):
    """One risky connection colours a place; the other 99 are not called risky."""
    v = Visit(browser, server)
    page = v.open("#/map?t=24h", "map")
    place = page.evaluate("""async () => {
      const { busiest, calmed, places } = await import('/map/data.js');
      const spot = { lat: 1, lon: 2, city: '', country: '', direction: 'out', connections: 100 };
      const risky = [{ RemoteGeoLatitude: 1, RemoteGeoLongitude: 2, NetworkDirection: 'Outbound', Connections: 1 }];
      const [colored] = calmed([spot], risky);
      const busy = { ...spot, lat: 9, connections: 500, isCalm: true };
      return { arc: busiest([busy, colored], 1)[0].isCalm, isCalm: colored.isCalm, out: places([colored])[0].out, calm: places([colored])[0].calm.out };
    }""")
    assert place == {"arc": False, "isCalm": False, "out": 100, "calm": 99}, place
    v.close("place")


def test_openstreetmap_learns_the_origin_and_no_more(browser, server):
    v = Visit(browser, server)
    tiles = []
    session = v.context.new_cdp_session(v.page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda e: tiles.append(e["request"]) if "openstreetmap" in e["request"]["url"] else None)
    v.context.route("https://tile.openstreetmap.org/**", lambda route: route.fulfill(body=PIXEL, content_type="image/png", headers={"Access-Control-Allow-Origin": "*"}))
    v.page.goto(f"{server.url}/?basemap=osm#/map?t=24h")
    v.page.wait_for_selector("body[data-ready=map]", timeout=120_000)
    assert tiles, "tiles are asked for"
    for tile in tiles:
        assert tile["referrerPolicy"] == "strict-origin-when-cross-origin", tile["referrerPolicy"]
        assert tile["headers"].get("Referer") == f"{server.url}/", tile["headers"]
    assert v.page.locator(".map-attribution").inner_text().count("OpenStreetMap") == 1
    assert v.page.locator(".map-problem").count() == 0
    # The one view and the one host where asking outside is right.
    v.problems = [p for p in v.problems if not p.startswith("foreign host: https://tile.openstreetmap.org/")]
    v.close("openstreetmap")


def test_query_errors_are_marked(browser, server):
    v = Visit(browser, server)
    page = v.open("#/query", "query")
    page.click(".cm-content")
    page.keyboard.type("NetworkSession | wehre DstPortNumber == 23")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-test=query-error]", timeout=60_000)
    assert page.locator(".cm-error").count() >= 1, "the place of the error is underlined"
    # A refused query is an HTTP error by contract, and the browser reports it as such.
    v.problems = [p for p in v.problems if "status of 400" not in p]
    page.keyboard.press("Control+a")
    page.keyboard.type("NetworkSession | summarize Events = count() by NetworkDirection")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-test=result]", timeout=60_000)
    page.click("text=Bars")
    page.wait_for_selector(".echart canvas")
    assert "q=" in page.evaluate("location.hash"), "the query is in the address"
    v.close("query")


def ask(v, kql):
    """Writes a query over what stands there and runs it."""
    v.page.click(".cm-content")
    v.page.keyboard.press("Control+a")
    v.page.keyboard.insert_text(kql)
    v.page.keyboard.press("Escape")
    v.page.keyboard.press("Control+Enter")
    v.page.wait_for_selector("[data-test=result]", timeout=60_000)


WORDS = "datatable(Name: string, Events: long, More: long)['a', 10, 3, 'b', 20, 5, 'c', 5, 9]"
TIMES = "range n from 0 to 40 step 1 | project Time = datetime(2026-01-01) + n * 1h, Load = n % 12, Other = 40 - n"
PLACES = "datatable(City: string, Latitude: real, Longitude: real, Events: long)['Vienna', 48.2, 16.4, 900, 'Tokyo', 35.7, 139.7, 40]"
RENDERED = [
    ("timechart", f"{TIMES} | render timechart with (title='Load')"), ("area", f"{TIMES} | render areachart with (kind=stacked)"),
    ("column", f"{WORDS} | render columnchart with (kind=stacked)"), ("bar", f"{WORDS} | render barchart"),
    ("pie", f"{WORDS} | project Name, Events | render piechart"), ("scatter", "range x from 1 to 50 step 1 | extend y = x * x | render scatterchart"),
    ("map", f"{PLACES} | render scatterchart with (kind=map)"), ("card", "print Devices = 17, Newest = datetime(2026-01-02) | render card"),
    ("timechart", "range n from 0 to 9 step 1 | extend t = datetime(2026-01-01) + n * 1h | make-series c = count() on t step 1h | render timechart"),
]


def test_render_chooses_the_chart(browser, server):
    for theme in ("dark", "light"):
        v = Visit(browser, server, theme=theme)
        page = v.open("#/query", "query")
        for number, (kind, kql) in enumerate(RENDERED):
            ask(v, kql)
            drawn = f"[data-kind={kind}]" if kind == "card" else f"[data-kind={kind}] canvas"
            page.wait_for_selector(drawn, timeout=60_000)
            page.wait_for_timeout(450)
            page.screenshot(path=os.path.join(SHOTS, f"render-{theme}-{number}-{kind}.png"))
        ask(v, WORDS + " | render barchart")
        page.click(".chips >> text=Table")
        page.wait_for_selector(".result-row")
        v.close(f"render-{theme}")


def test_results_are_filtered_and_several(browser, server):
    v = Visit(browser, server)
    page = v.open("#/query", "query")
    ask(v, "range n from 1 to 200 step 1 | extend Word = iff(n % 50 == 0, 'fifty', 'other')")
    page.fill("[aria-label='Filter rows']", "fifty")
    v.until("document.querySelector('[data-test=matching]')?.innerText === '4 of 200'", 3, "the filter's count")
    assert page.locator("[role=rowgroup] .result-row").count() == 4
    ask(v, f"{WORDS} | fork Small = (where Events < 10) Sum = (summarize Total = sum(Events))")
    v.until("document.querySelectorAll('[data-test=result]').length === 2", 5, "two tables")
    assert ["Small", "Sum"] == page.locator("[data-test=result] h2").all_inner_texts()
    with page.expect_download() as saved:
        page.locator("[data-test=result] >> nth=1").locator("text=CSV").click()
    with open(saved.value.path()) as file:
        assert file.read().split() == ["Total", "35"]
    v.close("several")


def test_results_fit_a_phone(browser, server):
    v = Visit(browser, server, phone=True, theme="light")
    page = v.open("#/query", "query")
    several = f"{WORDS} | fork Small = (where Events < 10) Sum = (summarize Total = sum(Events))"
    for name, kql in (("chart", RENDERED[0][1]), ("map", RENDERED[6][1]), ("table", "NetworkSession | take 50"), ("several", several)):
        ask(v, kql)
        page.wait_for_timeout(500)
        extra = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert extra <= 0, f"the {name} is {extra} px too wide on a phone"
        page.screenshot(path=os.path.join(SHOTS, f"phone-result-{name}.png"))
    v.close("phone-results")


def test_a_query_is_cancelled(browser, server):
    v = Visit(browser, server)
    page = v.open("#/query", "query")
    page.click(".cm-content")
    page.keyboard.insert_text("range a from 1 to 60000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 60000 step 1 | extend k = 1) on k | summarize sum(a * b % 7)")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.click("[data-test=cancel]")
    page.wait_for_selector("text=Cancelled")
    ask(v, "print Next = 'is answered'")
    # A cancelled query is an HTTP error by contract, when its answer is faster than the page.
    v.problems = [p for p in v.problems if "status of 499" not in p]
    v.close("cancelled")


def test_saved_queries_are_on_every_browser(browser, server):
    v = Visit(browser, server)
    page = v.open("#/query", "query")
    ask(v, "print Kept = 'by the server'")
    page.click("[data-test=saved]")
    page.fill("[data-test=save-name]", 'My "first" / query')
    page.click("[data-test=save]")
    page.wait_for_selector(".saved-row")
    page.screenshot(path=os.path.join(SHOTS, "saved-menu.png"))
    v.close("saved")
    w = Visit(browser, server, phone=True, theme="light")
    page = w.open("#/query", "query")
    page.click("[data-test=saved]")
    page.wait_for_selector(".saved-row")
    page.screenshot(path=os.path.join(SHOTS, "saved-menu-phone.png"))
    page.click('.saved-row >> text=My "first" / query')
    page.wait_for_selector("[data-test=result] >> text=by the server", timeout=60_000)
    page.click("[data-test=saved]")
    page.click(".saved-remove")
    page.wait_for_selector("text=Nothing saved yet.")
    w.close("saved-phone")


def test_completion_explains(browser, server):
    v = Visit(browser, server)
    page = v.open("#/query", "query")
    page.click(".cm-content")
    page.keyboard.type("NetworkSes")
    page.wait_for_selector(".cm-tooltip-autocomplete >> text=NetworkSession")
    page.keyboard.press("Control+a")
    page.keyboard.type("NetworkSession | where ipv4_is_in_ra")
    page.wait_for_selector(".cm-tooltip-autocomplete >> text=ipv4_is_in_range")
    page.wait_for_selector(".cm-completionInfo code")
    assert "ipv4_is_in_range(" in page.inner_text(".cm-completionInfo"), page.inner_text(".cm-completionInfo")
    page.screenshot(path=os.path.join(SHOTS, "completion.png"))
    page.keyboard.press("Control+a")
    page.keyboard.type("NetworkSession | where RemoteGeoCou")
    page.wait_for_selector(".cm-tooltip-autocomplete >> text=RemoteGeoCountry")
    page.keyboard.press("Control+a")
    page.keyboard.type("_Im_D")
    page.wait_for_selector(".cm-tooltip-autocomplete >> text=_Im_Dns")
    v.close("completion")


def test_other_events_are_told_apart(browser, server):
    v = Visit(browser, server)
    page = v.open("#/live", "live")
    time.sleep(2.2)
    server.send(lines.dns(), lines.sign_in(), lines.hostile())
    v.until("document.querySelector('[data-test=tail]')?.innerText.includes('example.org')", 5, "the question for a name")
    page.click(".chips >> text=Names")
    v.until("!document.querySelector('[data-test=tail]').innerText.includes('thermostatd')", 3, "names alone")
    assert "DNS" in page.inner_text("[data-test=tail]")
    page.click(".chips >> text=Events")
    v.until("document.querySelector('[data-test=tail]')?.innerText.includes('mallory')", 3, "the sign-in among the events")
    page.click(".chips >> text=Log lines")
    v.until("document.querySelector('[data-test=tail]')?.innerText.includes('thermostatd')", 3, "the log line")
    assert "mallory" not in page.inner_text("[data-test=tail]")
    page.click(".chips >> text=All")
    page.wait_for_timeout(300)
    v.close("live-events")


def test_patterns_are_asked_and_kept(browser, server):
    v = Visit(browser, server)
    page = v.open("#/patterns/top-talkers", "patterns")
    page.wait_for_selector("body[data-pattern^='top-talkers:ready']", timeout=60_000)
    page.fill("input[name=window]", "3d")
    page.click("button:has-text('Ask')")
    v.until("document.querySelector('.pattern-kql pre')?.textContent.includes('let window = 3d;')", 10, "the query with the new window")
    page.fill("input[name=window]", "long")
    page.click("button:has-text('Ask')")
    page.wait_for_selector("[role=alert] >> text=window cannot be")
    v.problems = [p for p in v.problems if "status of 400" not in p]
    page.goto(f"{server.url}/#/patterns/port-time")
    page.wait_for_selector("body[data-pattern^='port-time:ready']", timeout=60_000)
    page.goto(f"{server.url}/#/patterns/+new")
    for name, text in (("name", "mine"), ("title", "Mine <b>bold</b>"), ("sentence", "What is mine?")):
        page.fill(f"input[name={name}]", text)
    page.click("text=Save")
    page.wait_for_selector("body[data-pattern^='mine:ready']", timeout=60_000)
    assert page.locator(".panel h2").inner_text() == "Mine <b>bold</b>", "a title stays text"
    page.click(".pattern-kql summary")
    page.click("text=Delete this pattern")
    v.until("!document.body.innerText.includes('Mine <b>')", 10, "the pattern is gone")
    v.close("patterns")


def test_findings_and_rules(browser, server):
    v = Visit(browser, server)
    page = v.open("#/findings", "findings")
    page.click("text=Rules")
    page.wait_for_selector("text=A device of your own scans")
    assert page.locator(".rule-table tbody tr").count() >= 20
    v.close("findings")


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


def test_every_view_fits_a_phone(browser, server):
    for theme in ("dark", "light"):
        v = Visit(browser, server, phone=True, theme=theme)
        for view in VIEWS:
            page = v.open(f"#/{view}?t=24h", view)
            page.wait_for_timeout(300)
            extra = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert extra <= 0, f"{view} is {extra} px too wide on a phone"
            page.screenshot(path=os.path.join(SHOTS, f"phone-{theme}-{view}.png"))
        v.close(f"phone-{theme}")


def test_a_phone_reaches_every_view(browser, server):
    v = Visit(browser, server, phone=True)
    page = v.open("#/overview", "overview")
    for label, view in (("Findings", "findings"), ("Query", "query"), ("Settings", "settings")):
        page.click(".rail-more")
        page.wait_for_selector(".rail-others.open")
        page.screenshot(path=os.path.join(SHOTS, "phone-more-open.png"))
        page.click(f".rail-others >> text={label}")
        v.until(f"document.body.dataset.view === '{view}'", 5, f"the view {view}")
        v.until("!document.querySelector('.rail-others.open')", 3, "the list closes")
    v.close("phone-more")


def test_theme_is_kept(browser, server):
    v = Visit(browser, server, theme="dark")
    page = v.open("#/settings", "settings")
    page.click("[data-test=theme]")
    page.reload()
    page.wait_for_selector("body[data-ready=settings]")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    v.close("theme")


def test_demo_household(browser, server):
    v = Visit(browser, server)
    page = v.open("#/start", "start")
    page.click("[data-test=demo]")
    v.until("location.hash.includes('data=demo')", 240, "the demo is built")
    page.wait_for_selector(".demo-banner")
    v.until("(document.querySelector('[data-test=\"figure-Events\"] dd')?.innerText ?? '0') !== '0'", 30, "numbers of the demo")
    v.until("(document.querySelector('[data-test=attention]')?.innerText ?? '').includes('Camera-Garden')", 30, "its findings on the overview")
    assert page.locator("nav a[href*=findings] [data-test=badge]").is_visible(), "and beside the link to them"
    for view in ("map", "devices"):
        v.open(f"#/{view}?t=7d&data=demo", view)
        assert page.locator(".demo-banner").is_visible()
    v.open("#/intel?t=30d&data=demo", "intel")
    v.until("document.body.innerText.includes('14.225.16.44')", 60, "a risky address of the demo")
    v.open("#/address/14.225.16.44?data=demo", "address")
    v.until("document.body.innerText.includes('relay of hijacked cameras')", 30, "why it is risky")
    v.until("!document.querySelector('.skeleton')", 30, "all panels are filled")
    page.click("[data-test=exit-demo]")
    v.until("!location.hash.includes('data=demo')", 5, "out of the demo")
    v.close("demo")


def main():
    wanted = sys.argv[1:]
    # In the order written: the first needs an empty server, the later ones what it left.
    tests = [(n, f) for n, f in globals().items() if n.startswith("test_") and (not wanted or any(w in n for w in wanted))]
    failed = 0
    with Server() as server, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS)
        for name, test in tests:
            start = time.time()
            try:
                test(browser, server)
                print(f"ok    {name} ({time.time() - start:.1f} s)", flush=True)
            except Exception as error:  # one failure must not hide the next
                failed += 1
                print(f"FAIL  {name}\n      {type(error).__name__}: {str(error)[:1500]}", flush=True)
                for page in [page for context in browser.contexts for page in context.pages]:
                    page.screenshot(path=os.path.join(SHOTS, f"{name}-failed.png"))
                    page.context.close()
        browser.close()
        if failed:
            print(server.output())
    print(f"{len(tests) - failed} of {len(tests)} passed; screenshots in {SHOTS}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
