"""The page in Chromium, as a person meets it: first run, proof of life, every view, phone."""
import base64
import datetime
import os
import sys
import time

from playwright.sync_api import sync_playwright

import lines
from server import Server
from visit import SHOTS, VIEWS, Visit

ARGUMENTS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


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


# After the tests above: these ask what a newcomer asks, of what those have left.
from newcomer import *  # noqa: E402, F403


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
