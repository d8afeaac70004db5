"""What walks pages as a person does: a browser, what it judges of each page, and which pages it has judged.

A page is judged with axe and for its width; it is remembered by its route, language and width, so that `unwalked` can
tell which of the program's pages (`page_routes`) nobody has looked at.
"""
import io, pathlib, re, subprocess, sys, time
from urllib.parse import quote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Error

from page_routes import page_routes

PAYLOAD = "\"'><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"
SCHEME = "javascript:alert(4)"
LANGUAGES = {"en": "en", "zh": "zh-Hans"}
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# Answer GET and are no page: nothing of them is shown.
NO_PAGES = {
    "/.well-known/gs1resolver": "JSON", "/robots.txt": "text", "/sitemap.xml": "XML",
    "/desk-6.css": "a stylesheet", "/desk-mark.svg": "a picture",
    "/sign-in/provider": "leads to a provider: oidc.py", "/sign-in/return": "comes from one: oidc.py",
    "/console/evidence": "a file", "/console/evidence/bundle": "a file", "/console/export": "a file",
    "/console/figures/csv": "a file", "/console/complaint/file": "a file",
    "/console/cases/{id}/files/{item}": "a file", "/console/cases/{id}/referral.json": "a file",
    "/console/entrusted/{id}/openings/{row}": "a file",
    "/console/inquiries/{id}/photos/{photo}": "a file", "/console/right-documents/{id}": "a file",
    "/console/accounts/{id}/document/{digest}": "a file"}
# Pages of one language, whatever the browser asks for.
ONE_LANGUAGE = {"/about/en": "en", "/about/zh": "zh-Hans"}
# What somebody hands in; each file tries to be more than that.
PDF = b"%PDF-1.7\n" + PAYLOAD.encode()


def picture_bytes():
    picture = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(picture, "PNG")
    return picture.getvalue()


class Walk:
    def __init__(self, browser, base, node, pictures, webhook_host):
        self.browser, self.base, self.node, self.pictures = browser, base, node, pictures
        self.webhook_host = webhook_host
        self.dialogs, self.judged, self.fields = [], 0, 0
        # By route, in which languages and widths it was judged.
        self.seen = {route: set() for route in page_routes()}
        assert not {*NO_PAGES, *ONE_LANGUAGE} - set(self.seen), "an exception of no route"
        # What takes the rest of the path goes last.
        self.patterns = [(re.compile(re.sub(r"\{\w+\.\.\.\}", ".+", re.sub(r"\{\w+\}", "[^/]+", route)) + "$"), route)
                         for route in sorted(self.seen, key=lambda route: ("..." in route, "{" in route))]

    def context(self, language, size=DESK, **more):
        context = self.browser.new_context(
            ignore_https_errors=True, locale=language, viewport=size,
            client_certificates=[{"origin": self.base, "certPath": self.node["certificate"],
                                  "keyPath": self.node["key"]}], **more)
        return self.guarded(context)

    def guarded(self, context):
        """Whatever runs there is noticed."""
        context.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        return context

    def open(self, page, path, status=200):
        answer = page.goto(self.base + path)
        assert answer.status == status, (path, answer.status)
        return page

    def picture(self, page, name):
        if self.pictures:
            name = re.sub(r"[^A-Za-z0-9]+", "-", name)[:100]
            page.screenshot(path=str(self.pictures / f"{name}.png"), full_page=True)

    def judge(self, page, what, address=True):
        """No finding of axe, and nothing wider than the window.

        Without an address it is what a form answered, which counts for no route; one that is named is where it came
        from."""
        found = Axe().run(page).response["violations"]
        bad = [(v["id"], v["impact"], [n["html"][:160] for n in v["nodes"][:3]])
               for v in found if v["impact"] in ("serious", "critical", "moderate")]
        assert not bad, (what, bad)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, (what, "wider than the window by", wide)
        # What is ticked stands beside its words, not in a line of its own.
        ticks = page.evaluate("""[...document.querySelectorAll("input[type=radio], input[type=checkbox]")]
            .filter(tick => tick.offsetWidth > 40).map(tick => tick.outerHTML)""")
        assert not ticks, (what, ticks[:3])
        # One heading says what it is, and a name that is used twice leads to the first one only.
        assert page.locator("h1").count() == 1, (what, page.locator("h1").all_inner_texts())
        twice = page.evaluate("""(() => { const names = [...document.querySelectorAll('[id]')].map(e => e.id);
            return names.filter((name, place) => names.indexOf(name) !== place) })()""")
        assert not twice, (what, twice)
        self.judged += 1
        if address:
            path = urlsplit(page.url if address is True else address).path
            route = next((route for pattern, route in self.patterns if pattern.match(path)), None)
            if route:
                self.seen[route].add((page.locator("html").get_attribute("lang"), page.viewport_size["width"]))

    def unwalked(self):
        """The pages that were not judged in each language and width, with what is missing."""
        def needed(route):
            tags = [ONE_LANGUAGE[route]] if route in ONE_LANGUAGE else LANGUAGES.values()
            return {(tag, size["width"]) for tag in tags for size in (DESK, PHONE)}
        return {route: sorted(needed(route) - seen) for route, seen in self.seen.items()
                if route not in NO_PAGES and needed(route) - seen}


def press(page, selector):
    with page.expect_navigation() as done:
        page.locator(selector).first.click()
    return done.value


def unfold(page):
    for summary in page.locator("main summary").all():
        if not summary.evaluate("e => e.parentElement.open"):
            summary.click()


def download(page, selector):
    """What a link gives. The browser gives some downloads up before it has asked the node, which its audit
    log shows: those are clicked again, twice at most. It says the same where the node refuses: the audit log
    has why."""
    for tries in range(3):
        try:
            with page.expect_download() as loaded:
                page.locator(selector).first.click()
            return pathlib.Path(loaded.value.path()).read_text()
        except Error as error:
            if tries == 2 or "canceled" not in str(error):
                raise
            print(f"download clicked again: {selector}", flush=True)


def inert(walk, page, what):
    """The page at hand ran nothing, and has nothing that would run."""
    assert not walk.dialogs, (what, walk.dialogs)
    bad = page.evaluate("""() => [...document.querySelectorAll('*')].filter(e =>
        (e.localName === 'script' && e.type !== 'application/ld+json') || e.localName === 'img'
        || [...e.attributes].some(a => a.name.startsWith('on')
            || (['href', 'src', 'action', 'xlink:href'].includes(a.name)
                && a.value.trim().toLowerCase().startsWith('javascript:')))).map(e => e.outerHTML)""")
    assert not bad, (what, bad)


def speak(page, locale):
    """Has the browser choose a language for what it opens from now on."""
    site = urlsplit(page.url)
    page.context.add_cookies([{"name": "__Host-language", "value": locale, "secure": True, "httpOnly": True,
                               "sameSite": "Strict", "url": f"{site.scheme}://{site.netloc}/"}])


def look(walk, page, what, judged=True):
    """The page at hand runs nothing; where it is judged, in both languages and both widths."""
    inert(walk, page, what)
    if not judged:
        return
    address = page.url
    for locale, tag in LANGUAGES.items():
        # As the button chooses it, which not every page has.
        speak(page, locale)
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == tag or urlsplit(address).query.count(
            "lang="), (what, tag)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            unfold(page)
            walk.judge(page, (what, locale, size["width"]))
            walk.picture(page, f"{'desk' if size is DESK else 'phone'}-{locale}-{what}")
    page.set_viewport_size(DESK)
    speak(page, "en")
    page.goto(address)


def answered(walk, page, what):
    """What a form answered, which has no address: it runs nothing, in both widths."""
    look(walk, page, what, judged=False)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        walk.judge(page, (what, size["width"]), address=False)
        walk.picture(page, f"{'desk' if size is DESK else 'phone'}-{what}")
    page.set_viewport_size(DESK)


def in_each_language(page, address):
    """Opens a page in one language after the other, in English last."""
    for tag in reversed(LANGUAGES.values()):
        page.goto(address)
        if page.locator(f"footer button[lang={tag}]").count():
            press(page, f"footer button[lang={tag}]")
        assert page.locator("html").get_attribute("lang") == tag, (address, tag)
        yield tag


def until(page, address, selector, what):
    """Loads a page until it has something: what is said elsewhere takes its time."""
    for _ in range(120):
        page.goto(address)
        if page.locator(selector).count():
            return
        time.sleep(0.5)
    raise AssertionError((what, page.locator("main").inner_text()[:400]))


def fill(form, text):
    """Puts a text into every field of a form that takes one, and a file into every other. Answers how many."""
    form.evaluate("f => f.noValidate = true")
    filled = 0
    for field in form.locator("input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea").all():
        if field.get_attribute("type") == "file":
            is_image = "image" in (field.get_attribute("accept") or "")
            field.set_input_files({
                "name": text.replace("/", "")[:60] + (".png" if is_image else ".pdf"),
                "mimeType": "text/html", "buffer": picture_bytes() if is_image else PDF})
        elif not field.evaluate("e => e.readOnly"):
            field.evaluate("(e, t) => { if (['number', 'date', 'email'].includes(e.type)) e.type = 'text'; e.value = t }",
                           text)
        else:
            continue
        filled += 1
    return filled


def every_form(walk, page, address):
    """Sends each form of a page with payloads in all of its fields: nothing runs and nothing fails. A form that is not
    there any more, since another one has done something, is left out. Answers the forms by their actions."""
    def forms():
        page.goto(address)
        unfold(page)
        return page.locator("main form")
    actions = list(dict.fromkeys(form.get_attribute("action") for form in forms().all()))
    sent = []
    for action in actions:
        for text in (PAYLOAD, SCHEME):
            form = page.locator(f"main form[action='{action}']").first if forms().count() else None
            if form is None or not form.count():
                continue
            filled = fill(form, text)
            if not filled:
                continue
            with page.expect_navigation() as done:
                form.locator("button").first.click()
            assert done.value.status < 500, (action, text, done.value.status)
            inert(walk, page, (action, text))
            walk.fields += filled
            sent.append(action)
    return set(sent)


def enter(walk, binary, node, who, *roles):
    """Somebody new at a node, signed in, with a purpose; an investigator where no roles are named."""
    base = node["deskURL"].rstrip("/")
    named = [word for role in roles or ["investigator"] for word in ("--role", role)]
    subprocess.run([binary, "desk", "person", "add", who, "--name", f"{who} <b>{PAYLOAD[:20]}</b>", *named,
                    "--home", node["home"]], check=True, capture_output=True)
    link = subprocess.run([binary, "desk", "sign-in-link", who, "--at", base, "--home", node["home"]],
                          check=True, capture_output=True, text=True).stdout.strip()
    page = walk.guarded(walk.browser.new_context(
        ignore_https_errors=True, locale="en", viewport=DESK)).new_page()
    page.goto(link)
    page.click("main button")
    page.wait_for_url("**/purpose?next=%2Fconsole")
    page.locator("input[name=ground]").first.check()
    page.fill("input[name=reference]", "interop 8")
    page.click("main button")
    page.wait_for_url("**/console")
    return page, base


def has_desk(walk, node):
    """Whether a member talks of complaints with a platform."""
    base = node["deskURL"].rstrip("/")
    context = walk.browser.new_context(
        ignore_https_errors=True, client_certificates=[
            {"origin": base, "certPath": node["certificate"], "keyPath": node["key"]}])
    status = context.new_page().goto(base + "/console/complaints").status
    context.close()
    return status == 200
