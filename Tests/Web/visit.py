"""A visit to the page, and what a visitor sees go wrong."""
import os
import tempfile
import time

VIEWS = (
    "overview", "map", "live", "devices", "findings", "patterns", "intel", "query", "formats", "settings", "start")
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
        self.page.on("response", self.refused)
        self.refusals = []

    def watch(self, request):
        if not request.url.startswith((self.server.url + "/", "data:", "blob:")):
            self.problems.append(f"foreign host: {request.url}")

    def refused(self, response):
        """Chromium tells the status alone; whoever reads of a failure wants to know what was asked."""
        if response.status >= 400:
            self.refusals.append(response)

    @staticmethod
    def told(response):
        try:
            answer = response.text()[:600]
        except Exception as error:  # the page has gone on, and its answers with it
            answer = f"no body: {error}"[:200]
        return f"{response.status} {response.url} {(response.request.post_data or '')[:600]}\n  {answer}"

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
        refusals = [self.told(response) for response in self.refusals] if self.problems else []
        self.context.close()
        assert not self.problems, "\n".join(self.problems + refusals)
