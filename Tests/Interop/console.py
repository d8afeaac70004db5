"""Walks every page of a console in every language as a person does: with axe, on a desk and on a phone,
with scripts off, and with payloads in every field and in what members say, which must execute nowhere.

The list of pages is that of the program's sources (`page_routes.py`): one that nobody has walked fails this.

Debian's chromium, a member's certificate. With TOUCHSTONE_SCREENSHOTS=DIR it leaves a picture of each page.
"""
import io, json, os, pathlib, re, subprocess, sys, time
from urllib.parse import quote, urlsplit

from PIL import Image
from playwright.sync_api import Error, sync_playwright

from console_accounts import accounts
from console_desks import desks, for_everybody
from console_walk import (
    DESK, LANGUAGES, NO_PAGES, PAYLOAD, PHONE, SCHEME, Walk, answered, download, enter, has_desk,
    in_each_language, inert, look, press, speak, until)

PUBLIC = ["/", "/about/en", "/about/zh", "/about"]
CONSOLE = ["/console", "/console/search", "/console/search?q=", "/console/search?q=verel",
           "/console/search/help", "/console/check", "/console/screen", "/console/rights",
           "/console/image", "/console/linked", "/console/product", "/console/members",
           "/console/notices"]
# Of a platform, whose accounts and marketplaces they are too.
COMPLAINTS = ["/console/complaints", "/console/figures", "/console/measures", "/console/orders",
              "/console/proposals", "/console/accounts"]
ACCOUNT = ["/account/apply", "/account/sign-in"]
COMPLAINT = "/console/complaints/new"
# Their forms change what they show, so what is put into each is told one by one.
SETTINGS = "/console/notices/settings"
# A list of somebody's own; the demo's members report the first of its sites.
KNOWN = "my-verel.example"
LIST = f"site,telephone,comment\n{KNOWN},+44 7700 900777,seen on 3 May\nfine.example,nonsense,\n"
# A mark, and offers of which the first disguises it, the second is at a reported site and the third cannot be read.
MARK, RIGHTS, SCREEN = "Gucci", "/console/rights", "/console/screen"
OFFERS = "\n".join(json.dumps(offer, ensure_ascii=False) for offer in (
    {"marketplace": "bazario", "listing": "1", "title": f"New G\u03c5cc\u00ed bag {PAYLOAD}",
     "description": f"{PAYLOAD} {SCHEME}", "sellerName": f"shop {PAYLOAD}",
     "price": {"amount": "60", "currency": "EUR"}},
    {"marketplace": "bazario", "listing": "2", "title": "Bag", "url": f"https://{KNOWN}/bag"},
    {"marketplace": PAYLOAD, "listing": PAYLOAD, "title": PAYLOAD, PAYLOAD: SCHEME}))


def name_of(path):
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "start"


def walk_pages(walk, records):
    for locale, tag in LANGUAGES.items():
        for size, kind in ((DESK, "desk"), (PHONE, "phone")):
            context = walk.context(locale, size)
            page = context.new_page()
            for path in PUBLIC + CONSOLE + COMPLAINTS + ACCOUNT + [SETTINGS] + records:
                walk.open(page, path)
                if not path.startswith("/about/"):
                    assert page.locator("html").get_attribute("lang") == tag, path
                for summary in page.locator("summary").all():
                    summary.click()
                walk.judge(page, (path, locale, kind))
                walk.picture(page, f"{kind}-{locale}-{name_of(path)[:60]}")
            walk.open(page, "/console/check")
            page.fill("#list", LIST)
            page.click("main button")
            page.wait_for_selector("form.mapping")
            assert page.locator("th", has_text=KNOWN).count() == 1
            assert page.locator("th", has_text="fine.example").count() == 0
            walk.judge(page, ("checked list", locale, kind))
            walk.picture(page, f"{kind}-{locale}-checked-list")
            walk.open(page, SCREEN)
            page.fill("#list", OFFERS)
            press(page, "main form.list button")
            assert page.locator("dl.figures").count() == 1
            assert page.locator("main td", has_text=re.compile("^3$")).count() + page.locator(
                "main th", has_text=re.compile("^3$")).count() >= 1, "the third line was read"
            walk.judge(page, ("screened list", locale, kind))
            walk.picture(page, f"{kind}-{locale}-screened-list")
            context.close()


def without_scripts(walk):
    context = walk.context("en", java_script_enabled=False)
    page = context.new_page()
    walk.open(page, "/console")
    seen = set()
    for path in CONSOLE[1:]:
        walk.open(page, "/console")
        link = page.locator(f"header nav a[href='{path}']")
        if link.count():
            link.click()
            assert urlsplit(page.url).path == path
            seen.add(path)
    assert len(seen) >= 5, seen
    # A search from any page, a filter, and the record of a hit.
    page.fill("#quick", "verel") if page.locator("#quick").count() else page.fill("#q", "verel")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/search?q=verel*")
    page.locator("summary").first.click()
    page.check("input[name=kind][value=domain]")
    page.click("form.search button")
    page.wait_for_url("**kind=domain*")
    page.locator("tbody th a").first.click()
    page.wait_for_url("**/console/identifier?*")
    text = download(page, "a[download]")
    assert text.startswith("c2sp.org/tlog-proof@v1\n"), text[:80]
    # Paging gives no identifier twice in a row.
    walk.open(page, "/console/search?q=")
    first = page.locator("tbody th a").all_inner_texts()
    if page.locator("a[rel=next]").count():
        page.click("a[rel=next]")
        second = page.locator("tbody th a").all_inner_texts()
        assert second and not set(first) & set(second), (first, second)
    # The list, the columns chosen otherwise, and the language.
    walk.open(page, "/console/check")
    page.set_input_files("#file", {"name": "l.csv", "mimeType": "text/csv", "buffer": LIST.encode()})
    page.click("main button")
    page.wait_for_selector("form.mapping")
    assert "+44 7700 900777" in page.content()
    page.select_option("#column1", "ignored")
    with page.expect_navigation():
        page.locator("form.mapping button").click()
    assert page.locator("#column1").input_value() == "ignored"
    page.locator("footer button[lang=zh-Hans]").click()
    page.wait_for_url("**/console/check")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    with page.expect_navigation():
        page.locator("footer button[lang=en]").click()
    walk.open(page, "/console/product")
    page.fill("#code", "(01)09521001000017(21)NOBODY")
    page.click("main button")
    page.wait_for_url("**/console/product?code=*")
    # Followed from its own page, found among what is followed, and not followed any more.
    walk.open(page, SETTINGS)
    follow(page, "mark", mark="No Scripts")
    row = page.locator("main tr", has_text="No Scripts")
    assert row.count() == 1
    with page.expect_navigation():
        row.locator("form[action$='/unfollow'] button").click()
    assert page.locator("main tr", has_text="No Scripts").count() == 0
    context.close()


def follow(page, kind, **fields):
    """Fills in one of the forms by which something is followed; without scripts these are folded away."""
    form = page.locator("form[action$='/settings/follow']", has=page.locator(f"input[value={kind}]"))
    folded = page.locator("main details", has=form)
    if folded.get_attribute("open") is None:
        folded.locator("summary").click()
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("e => e.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        form.locator("button").click()


def payloads(walk, records):
    """With the pages' policy off, so that only their escaping stands in the way."""
    context = walk.context("en", bypass_csp=True)
    page = context.new_page()

    for path in records + ["/console", "/console/linked", "/console/search?q=interop"]:
        walk.open(page, path)
        inert(walk, page, path)
    fields = 0
    for path in ["/", *CONSOLE, *COMPLAINTS, *ACCOUNT]:
        walk.open(page, path)
        for form in range(page.locator("form").count()):
            for text in (PAYLOAD, SCHEME):
                walk.open(page, path)
                here = page.locator("form").nth(form)
                inputs = here.locator("input:not([type=hidden]):not([type=file]):not([type=checkbox])"
                                      ":not([type=radio]), textarea")
                if not inputs.count():
                    continue
                for one in inputs.all():
                    one.evaluate("(e, t) => e.value = t", text)
                    fields += 1
                here.evaluate("f => f.noValidate = true")
                here.locator("button").first.click()
                inert(walk, page, (path, form, text))
    for kind, name in (("identifier", "value"), ("mark", "mark"), ("marketplace", "marketplace"),
                       ("clock", "hours")):
        for text in (PAYLOAD, SCHEME):
            walk.open(page, SETTINGS)
            form = page.locator("form[action$='/settings/follow']",
                                has=page.locator(f"input[value={kind}]"))
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            form.evaluate("f => f.noValidate = true")
            form.locator(f"[name={name}]").evaluate("(e, t) => { e.type = 'text'; e.value = t }", text)
            fields += 1
            with page.expect_navigation():
                form.locator("button").click()
            inert(walk, page, (SETTINGS, kind, text))
    for text in (PAYLOAD, SCHEME, f"https://{PAYLOAD}/"):
        walk.open(page, SETTINGS)
        form = page.locator("form[action$='/settings/webhook']")
        form.evaluate("f => f.noValidate = true")
        form.locator("[name=address]").evaluate("(e, t) => { e.type = 'text'; e.value = t }", text)
        fields += 1
        with page.expect_navigation():
            form.locator("button").click()
        assert page.locator("form[action$='/webhook-remove']").count() == 0, text
        inert(walk, page, (SETTINGS, "webhook", text))
    for name in ("from", "zone"):
        walk.open(page, SETTINGS)
        form = page.locator("form[action$='/settings/delivery']")
        form.evaluate("f => f.noValidate = true")
        form.locator(f"[name={name}]").evaluate("(e, t) => { e.type = 'text'; e.value = t }", PAYLOAD)
        fields += 1
        with page.expect_navigation():
            form.locator("button").click()
        inert(walk, page, (SETTINGS, name))
    # A mark may be called anything, so this one is followed and shown.
    walk.open(page, SETTINGS)
    assert page.locator("main td,main th", has_text="alert(1)").count() >= 1
    inert(walk, page, SETTINGS)
    for name in ("q", "kind", "member", "status", "after", "before", "code", "value", "key", "log",
                 "pdq", "stated", "withdrawn", "stage", "marketplace", "token"):
        for path in ("/console/search", "/console/identifier", "/console/product", "/console/evidence",
                     "/console/evidence/bundle", "/console/evidence/page", "/console/export",
                     "/console/notices", SETTINGS, RIGHTS, SCREEN, "/console/image", "/console/complaints", "/console/complaint",
                     "/console/figures", "/seller", "/find"):
            try:
                page.goto(f"{walk.base}{path}?{name}={quote(PAYLOAD)}")
            except Error as error:
                # A file is no page: nothing of it is shown.
                assert path == "/console/export" and "Download is starting" in str(error), error
            inert(walk, page, (path, name))
    context.close()
    return fields


def public(walk):
    context = walk.browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    robots = page.request.get(walk.base + "/robots.txt").text()
    assert "Disallow: /console" in robots and "Sitemap:" in robots
    sitemap = page.request.get(walk.base + "/sitemap.xml").text()
    assert "/about/en" in sitemap and "/about/zh" in sitemap
    for locale, tag in LANGUAGES.items():
        page.goto(f"{walk.base}/about/{locale}")
        assert page.locator("link[rel=canonical]").get_attribute("href").endswith(f"/about/{locale}")
        assert page.locator(f"link[hreflang={tag}]").count() >= 1
        assert page.locator("link[hreflang=x-default]").count() == 1
        assert len(page.locator("meta[name=description]").get_attribute("content")) > 40
        data = json.loads(page.locator("script[type='application/ld+json']").inner_text())
        assert data["@type"] == "WebPage" and data["inLanguage"] == tag
    answer = page.request.get(walk.base + "/console", headers={"accept": "text/html"})
    assert answer.status == 401, answer.status
    context.close()


def refused(page, address):
    """Nobody yet: no page of the console, and a link to where one signs in and comes back from."""
    assert page.goto(address).status == 401, address
    page.click("main a")
    assert urlsplit(page.url).path == "/sign-in", page.url
    assert quote(urlsplit(address).path, safe="") in page.url, page.url


def signed_in(walk, binary, node, other):
    """A person comes in by a link, works, and goes, with no certificate at all."""
    base = node["deskURL"].rstrip("/")
    link = subprocess.run([binary, "desk", "sign-in-link", "vera", "--at", base, "--home", node["home"]],
                          check=True, capture_output=True, text=True).stdout.strip()
    assert link.startswith(base), link
    for scripts in (True, False):
        context = walk.browser.new_context(ignore_https_errors=True, locale="en",
                                           java_script_enabled=scripts)
        page = context.new_page()
        refused(page, base + "/console/members")
        if not scripts:
            # The link was good once.
            page.goto(link)
            if page.locator("main button").count():
                page.click("main button")
            refused(page, base + "/console/members")
            context.close()
            continue
        page.goto(link)
        look(walk, page, "sign-in-link")
        page.click("main button")
        # What it looks things up for is stated once, and stands in the audit log.
        page.wait_for_url("**/purpose?next=%2Fconsole")
        look(walk, page, "purpose")
        page.locator("input[name=ground]").first.check()
        page.fill("input[name=reference]", "interop 7")
        page.click("main button")
        page.wait_for_url("**/console")
        cookies = [c for c in context.cookies() if c["name"].startswith("__Host-")]
        assert cookies and all(c["httpOnly"] and c["secure"] and c["sameSite"] == "Strict"
                               for c in cookies), cookies
        assert page.locator("footer a[href='/account']").inner_text() == "Vera Lindqvist"
        for path in [*CONSOLE, SETTINGS, "/console/entrusted", "/console/audit"]:
            answer = page.goto(base + path)
            assert answer.status == 200 and urlsplit(page.url).path == path.split("?")[0], path
        # This member has no desk with a platform, and is none.
        for path in COMPLAINTS:
            assert page.goto(base + path).status == 404, path
        page.goto(base + "/console/audit")
        assert "interop 7" in page.content()
        look(walk, page, "audit")
        page.goto(base + "/account")
        look(walk, page, "own-account")
        evidence(walk, page, base)
        casework(walk, page, base)
        searches(walk, page, base)
        notices(walk, page, base, binary, other)
        entrusted(walk, page, base, binary, other)
        # After the notices: with a right of its own a member's people follow own marks.
        rights(walk, page, base)
        screening(walk, page, base)
        images(walk, page, base)
        # A form that changes something, as a browser posts it.
        page.goto(base + "/console/check")
        page.fill("#list", LIST)
        page.click("main button")
        page.wait_for_selector("form.mapping")
        with page.expect_navigation():
            page.locator("form[action='/sign-out'] button").click()
        refused(page, base + "/console")
        context.close()


def evidence(walk, page, base):
    """What is said of a reported identifier, as a page to print."""
    address = f"{base}/console/evidence/page?kind=domain&value={KNOWN}"
    page.goto(base + "/console")
    printed = walk.guarded(walk.browser.new_context(bypass_csp=True)).new_page()
    for locale, tag in LANGUAGES.items():
        speak(page, locale)
        # A file to be kept: a browser shows it when it is opened again.
        printed.set_content(page.request.get(address).text())
        assert printed.locator("html").get_attribute("lang") == tag
        for size in (DESK, PHONE):
            printed.set_viewport_size(size)
            inert(walk, printed, "evidence page")
            walk.judge(printed, ("evidence page", locale, size["width"]), address)
            walk.picture(printed, f"{'desk' if size is DESK else 'phone'}-{locale}-evidence-page")
    speak(page, "en")
    printed.context.close()


def rights(walk, page, base):
    """A right is stated with a name that was proposed and ticked, in two steps; what is typed is text."""
    good = {"title": MARK, "office": "EM", "number": "000 121 947", "jurisdictions": "EM, US",
            "classes": "18, 25", "aliases": "zh=\u53e4\u9a70"}

    def propose(**other):
        form = page.locator("main form[action$='/rights/names']")
        form.evaluate("f => f.noValidate = true")
        form.locator("[name=channel]").select_option("alliance")
        for name, value in (good | other).items():
            form.locator(f"[name={name}]").evaluate("(e, t) => e.value = t", value)
        with page.expect_navigation():
            form.locator("button").click()

    page.goto(base + RIGHTS)
    look(walk, page, "rights")
    for name in good:
        for text in (PAYLOAD, SCHEME, f"zh={PAYLOAD}"):
            page.goto(base + RIGHTS)
            propose(**{name: text})
            look(walk, page, f"right {name}", judged=False)
    for tag in in_each_language(page, base + RIGHTS):
        propose()
        answered(walk, page, f"right-names-{tag}")
        assert page.locator("main input[type=checkbox]").count() > 3, page.locator("main").inner_text()
    page.locator("main input[type=checkbox][value^='ru=']").first.check()
    ticked = page.locator("main input[type=checkbox]:checked").get_attribute("value").split("=")[1]
    press(page, "main form[action$='/rights/state'] button")
    assert urlsplit(page.url).path == RIGHTS, page.url
    row = page.locator("main tr", has_text=MARK)
    assert row.count() == 1 and ticked in row.inner_text(), (ticked, row.all_inner_texts())
    # A mark may be called anything.
    propose(title=PAYLOAD, number="P 1", aliases=f"zh={PAYLOAD}")
    press(page, "main form[action$='/rights/state'] button")
    assert page.locator("main tr", has_text="alert(1)").count() == 1, page.url
    look(walk, page, "rights-stated")
    # One is asked before it is withdrawn, by its channel.
    press(page, "main tr:has-text('alert(1)') a[href*='/rights/withdraw']")
    look(walk, page, "right-withdrawal")
    press(page, "main form[action$='/rights/withdraw'] button")
    assert urlsplit(page.url).path == RIGHTS, page.url
    assert page.locator("main tr", has_text="alert(1)").count() == 0, page.locator("main").inner_text()
    assert page.locator("main tr", has_text=MARK).count() == 1
    print("rights: proposed, ticked, stated and withdrawn, with payloads in every field")


def complaints(walk, binary, nodes):
    """Somebody at a brand looks at a complaint, with payloads in every field."""
    brand = next(n for n in nodes if n["role"] == "brand" and has_desk(walk, n))
    page, base = enter(walk, binary, brand, "clara")

    def fill(**fields):
        form = page.locator("main form.add").first
        form.evaluate("f => f.noValidate = true")
        form.locator("[name=ground]").select_option("mark-in-listing")
        for name, value in fields.items():
            form.locator(f"[name={name}]").evaluate("(e, t) => e.value = t", value)

    for name in ("listings", "items", "explanation", "onbehalfof", "declaredby", "title0"):
        for text in (PAYLOAD, SCHEME):
            page.goto(base + COMPLAINT)
            fill(**{"listings": "bazario:1", name: text})
            press(page, "main form.add button[value=check]")
            look(walk, page, f"complaint {name}", judged=False)
    page.goto(base + COMPLAINT)
    look(walk, page, "complaint-new")
    for tag in in_each_language(page, base + COMPLAINT):
        for summary in page.locator("main summary").all():
            summary.click()
        walk.judge(page, ("complaint form", tag))
        fill(listings="bazario:1\nnonsense", items="nonsense", explanation=PAYLOAD)
        press(page, "main form.add button[value=check]")
        answered(walk, page, f"complaint-checked-{tag}")
    for path in ("/console/complaints", "/console/figures"):
        page.goto(base + path)
        look(walk, page, path.rsplit("/", 1)[1])
    for path in ("/seller", f"/seller?token={quote(PAYLOAD)}", "/seller?token=x&lang=zh"):
        assert page.goto(base + path).status == 404, path
        look(walk, page, "seller", judged=False)
        walk.judge(page, path)
    print("complaints: looked at with payloads in every field")


def screening(walk, page, base):
    """Offers are screened for the mark that was just stated, pasted and as a file; what they say is text."""
    page.goto(base + "/console/check")
    press(page, f"main a[href='{SCREEN}']")
    look(walk, page, "screen")
    for tag in in_each_language(page, base + SCREEN):
        if tag == "en":
            page.set_input_files("#file", {"name": "o.ndjson", "mimeType": "application/x-ndjson",
                                           "buffer": OFFERS.encode()})
        else:
            page.fill("#list", OFFERS)
        press(page, "main form.list button")
        row = page.locator("main tr", has_text="bazario:1")
        assert row.count() == 1 and MARK in row.inner_text(), page.locator("main").inner_text()[:600]
        answered(walk, page, f"screened-{tag}")
    page.goto(base + SCREEN)
    press(page, "main form.list button")
    assert page.locator("main section.care").count() == 1, "nothing was sent"
    # The same mark in a list that is checked.
    page.goto(base + "/console/check")
    quoted = PAYLOAD.replace('"', '""')
    page.fill("#list", f'title,site\n"G\u03c5cc\u00ed bag {quoted}",fine.example\n')
    press(page, "main form.list button")
    page.select_option("#column0", "anything")
    press(page, "form.mapping button:not([formaction])")
    assert page.locator("main td", has_text=re.compile(f"^{MARK}$")).count() >= 1, page.locator(
        "main").inner_text()[:600]
    answered(walk, page, "list-with-marks")
    print("screening: offers and a list with a disguised mark, in both languages; what they say is text")


def images(walk, page, base):
    """Images are looked for by a hash and by a file; what is no image is refused in words."""
    page.goto(base + "/console/image")
    page.fill("#pdq", "0f" * 32)
    press(page, "main form.search button")
    assert "pdq=" in page.url, page.url
    look(walk, page, "image-hash")
    picture = io.BytesIO()
    Image.effect_noise((256, 256), 90).save(picture, "PNG")
    for body, is_image in ((picture.getvalue(), True), (PAYLOAD.encode(), False)):
        page.goto(base + "/console/image")
        page.set_input_files("#image", {"name": "x.png", "mimeType": "image/png", "buffer": body})
        press(page, "main form.list button")
        assert page.locator("main dl.facts code").count() == (1 if is_image else 0), is_image
        assert page.locator("main section.care[role=alert]").count() == (0 if is_image else 1)
        answered(walk, page, "image" if is_image else "no-image")
    print("images: looked for by a hash and by a file; another file refused")


def casework(walk, page, base):
    """A list becomes a draft, is published and withdrawn; a case is kept; with payloads in every field."""
    def here(what, judged=True):
        look(walk, page, what, judged)

    page.goto(base + "/console/check")
    page.fill("#list", "site\nfirst-draft.example\nsecond-draft.example\n")
    press(page, "main button")
    page.select_option("#column0", "domain")
    press(page, "form.mapping button[formaction]")
    assert "/console/drafts/" in page.url, page.url
    assert page.locator("tbody tr").count() == 2
    here("draft")
    page.check("#row1")
    press(page, "form.mapping button")
    assert page.locator("tbody tr").count() == 1
    for name in ("marks", "marketplace", "legal", "note", "title"):
        page.fill(f"form.report [name={name}]", PAYLOAD)
    # A marketplace is a name; what is none is refused, and the draft is as it was.
    press(page, "form.report button")
    assert page.locator("main h1").inner_text(), page.url
    page.go_back()
    page.fill("form.report [name=marketplace]", "")
    for name in ("marks", "legal", "note", "title"):
        page.fill(f"form.report [name={name}]", PAYLOAD)
    press(page, "form.report button")
    here("draft-payload", judged=False)
    draft = page.url
    page.goto(draft + "/attributes")
    for name, value in ((PAYLOAD[:60], PAYLOAD), ("colour", "red")):
        page.fill("form.report [name=name]", name)
        page.fill("form.report [name=value]", value)
        press(page, "form.report button")
    assert page.locator("tbody tr").count() == 2, page.locator("main").inner_text()[:200]
    here("attributes")
    page.check("tbody tr:has-text('colour') input")
    press(page, "form.mapping button")
    assert page.locator("tbody tr").count() == 1
    page.goto(draft)
    if page.locator("form[action$='/publish']").count():
        press(page, "form[action$='/publish'] button")
        here("draft-published")
        press(page, "form[action$='/withdraw'] button")
        assert page.locator("form[action$='/withdraw']").count() == 0
        here("draft-withdrawn", judged=False)
    page.goto(base + "/console/drafts")
    here("drafts")
    page.goto(base + "/console/report?kind=domain&value=a.example")
    assert page.locator("#value").input_value() == "a.example"
    here("report")

    page.goto(base + "/console/cases")
    here("cases")
    page.fill("#title", f"raid {PAYLOAD}"[:110])
    press(page, "main form button")
    case = page.url
    for kind in ("identifier", "note", "task", "person", "event", "file", "link"):
        for summary in page.locator("main summary").all():
            if not summary.evaluate("e => e.parentElement.open"):
                summary.click()
        form = page.locator("form.add", has=page.locator(f"input[name=kind][value={kind}]"))
        for text in form.locator("input:not([type]), textarea").all():
            text.fill({"value": "in-a-case.example", "of": ""}.get(
                text.get_attribute("name"), PAYLOAD))
        for day in form.locator("input[type=date]").all():
            day.fill("2026-11-03")
        if kind == "file":
            form.locator("input[type=file]").set_input_files(
                {"name": "x.html", "mimeType": "text/html", "buffer": PAYLOAD.encode()})
        with page.expect_navigation():
            form.locator("button").click()
        assert page.url == case, (kind, page.url, page.locator("main").inner_text()[:200])
        here(f"case-{kind}", judged=False)
    here("case")
    # Whoever has the same in a case may write to this one; and then no more.
    for summary in page.locator("main summary").all():
        if not summary.evaluate("e => e.parentElement.open"):
            summary.click()
    page.fill("form[action$='/contact'] [name=contact]", PAYLOAD)
    press(page, "form[action$='/contact'] button")
    assert page.url == case, page.url
    here("case-compared")
    press(page, "form[action$='/contact/end'] button")
    assert page.locator("form[action$='/contact/end']").count() == 0
    here("case-not-compared", judged=False)
    assert download(page, "a[href*='/files/']") == PAYLOAD
    page.goto(case + "/referral")
    here("referral")
    print("drafts and cases: made, published, withdrawn, compared and referred, with payloads in every field")


def searches(walk, page, base):
    """A search is kept under a name, run, called otherwise and thrown away."""
    page.goto(base + "/console/search?q=verel")
    for summary in page.locator("main summary").all():
        if not summary.evaluate("e => e.parentElement.open"):
            summary.click()
    page.fill("#save-name", PAYLOAD[:60])
    press(page, "form[action='/console/searches'] button")
    look(walk, page, "saved-searches")
    press(page, "ul.saved form[action$='/run'] button")
    assert "q=verel" in page.url, page.url
    page.goto(base + "/console/search")
    page.locator("ul.saved summary").first.click()
    page.locator("ul.saved form[action$='/rename'] [name=name]").first.fill(f"b {SCHEME}")
    press(page, "ul.saved form[action$='/rename'] button")
    look(walk, page, "renamed-search", judged=False)
    assert page.locator("ul.saved").inner_text().count(SCHEME) >= 1
    page.locator("ul.saved summary").first.click()
    press(page, "ul.saved form[action$='/delete'] button")
    assert page.locator("ul.saved").count() == 0
    print("saved searches: kept, run, renamed and thrown away")


def notices(walk, page, base, binary, other):
    """What another member says is in the inbox of who follows it, and can be marked as read."""
    page.goto(base + SETTINGS)
    look(walk, page, "notice-settings")
    follow(page, "member", member=other["member"])
    follow(page, "mark", mark=PAYLOAD[:60])
    follow(page, "clock", hours="48")
    follow(page, "identifier", type="domain", value="followed.example")
    follow(page, "marketplace", marketplace="bazario.example")
    assert page.locator("form[action$='/unfollow']").count() == 5
    look(walk, page, "followed")
    page.select_option("#pace", "daily")
    page.fill("#quiet-from", "22:00")
    page.fill("#quiet-to", "07:00")
    page.fill("#zone", "Europe/Paris")
    press(page, "form[action$='/settings/delivery'] button")
    assert page.locator("#zone").input_value() == "Europe/Paris"
    webhook(walk, page, base)
    subprocess.run([binary, "indicator", "add", "company", f"told {PAYLOAD} Ltd", "--home",
                    other["home"], "--note", PAYLOAD], check=True, capture_output=True)
    until(page, base + "/console/notices", "form[action$='/notices/read']", "nothing was told")
    look(walk, page, "inbox")
    unread = page.locator("form[action$='/notices/read'] input[name=before]")
    assert unread.count() == 1
    press(page, "form[action$='/notices/read']:has(input[name=before]) button")
    assert page.locator("form[action$='/notices/read']").count() == 0
    look(walk, page, "inbox-read", judged=False)
    page.goto(base + SETTINGS)
    while page.locator("form[action$='/unfollow']").count():
        press(page, "form[action$='/unfollow'] button")
    print("notices: followed, told, read, and followed no more")


def webhook(walk, page, base):
    """A webhook is set up where the node may call, listed, given something to tell, and removed; elsewhere none is.
    Its secret is shown once."""
    page.goto(base + SETTINGS)
    page.fill("#address", "https://elsewhere.example/hook")
    press(page, "form[action$='/settings/webhook'] button")
    assert "elsewhere.example" in page.locator("main").inner_text(), page.url
    page.goto(base + SETTINGS)
    assert page.locator("form[action$='/webhook-remove']").count() == 0
    address = f"https://{walk.webhook_host}/hook?to=interop"
    page.fill("#address", address)
    page.check("#webhook-quiet")
    press(page, "form[action$='/settings/webhook'] button")
    secret = page.locator("main section.notice code").inner_text()
    assert secret.startswith("whsec_"), secret
    listed = page.locator("ul.items li", has=page.locator("form[action$='/webhook-remove']"))
    assert listed.count() == 1 and address in listed.inner_text(), listed.inner_text()
    page.goto(base + SETTINGS)
    assert secret not in page.content() and address in page.locator("ul.items").inner_text()
    look(walk, page, "webhook")
    # What is followed can be told there now.
    number = re.match(r"\d+", listed.inner_text()).group()
    follow(page, "mark", mark="By Webhook", webhook=number)
    row = page.locator("main tr", has_text="By Webhook")
    assert f"webhook {number}" in row.inner_text(), row.inner_text()
    press(page, "form[action$='/webhook-remove'] button")
    assert page.locator("form[action$='/webhook-remove']").count() == 0
    # What was followed stays, for the inbox.
    row = page.locator("main tr", has_text="By Webhook")
    assert row.count() == 1 and "webhook" not in row.inner_text().replace("By Webhook", "")
    with page.expect_navigation():
        row.locator("form[action$='/unfollow'] button").click()
    print("webhook: refused elsewhere, set up, its secret shown once, given something to tell, removed")


def entrusted(walk, page, base, binary, other):
    """One member has another publish its report; that one takes it on; and refuses the next."""
    def ask(value):
        page.goto(f"{base}/console/report?kind=domain&value={value}")
        page.select_option("#channel", "alliance")
        page.fill("[name=note]", PAYLOAD)
        press(page, "main form.report button")
        assert "/console/drafts/" in page.url, page.url
        for summary in page.locator("main summary").all():
            if not summary.evaluate("e => e.parentElement.open"):
                summary.click()
        page.select_option("#through", other["member"])
        page.fill("#message", PAYLOAD)
        press(page, "form[action$='/entrust'] button")
        assert "/console/entrusted/" in page.url, page.url
        return page.url

    asked = ask("neutral-one.example")
    look(walk, page, "entrusted")
    assert download(page, "a[href*='/openings/']").startswith("touchstone origin v1\n")
    page.goto(base + "/console/entrusted")
    look(walk, page, "entrusted-list")
    theirs, there = enter(walk, binary, other, "hugo")
    until(theirs, there + "/console/entrusted", "tbody a", "no letter came")
    look(walk, theirs, "entrusted-list-publisher")
    theirs.locator("tbody a").first.click()
    theirs.wait_for_url("**/console/entrusted/*")
    look(walk, theirs, "entrusted-publisher")
    taken = theirs.url
    press(theirs, "form[action$='/take'] button")
    look(walk, theirs, "entrusted-taken", judged=False)
    theirs.goto(taken)
    press(theirs, "main a[href*='/console/drafts/']")
    press(theirs, "form[action$='/publish'] button")
    look(walk, theirs, "entrusted-published", judged=False)
    until(page, asked, "form[action$='/withdraw']", "not told that it was published")
    press(page, "form[action$='/withdraw'] button")
    look(walk, page, "entrusted-asked-back")
    refused_one = ask("neutral-two.example")
    until(theirs, there + "/console/entrusted", "tbody a", "no letter came")
    for _ in range(120):
        theirs.goto(there + "/console/entrusted")
        links = [a.get_attribute("href") for a in theirs.locator("tbody a").all()]
        waiting = [one for one in links if one not in taken]
        if waiting:
            break
        time.sleep(0.5)
    theirs.goto(there + waiting[0])
    theirs.fill("form[action$='/refuse'] [name=reason]", PAYLOAD)
    press(theirs, "form[action$='/refuse'] button")
    look(walk, theirs, "entrusted-refused", judged=False)
    until(page, refused_one, "main section.notice >> text=alert(1)", "not told that it was refused")
    look(walk, page, "entrusted-was-refused")
    theirs.context.close()
    print("reports through another member: asked for, taken on, published, asked back, refused")


def report(binary, node):
    """What a hostile member could say, said by this one."""
    hostile = [("company", f"interop {PAYLOAD} Ltd"), ("postal-address", f"1 interop {PAYLOAD} Road"),
               ("domain", "\u0430\u0440\u0440\u04cf\u0435-interop.example"),
               ("company", "interop \u202egnp.exe\u200b Ltd")]
    for kind, value in hostile:
        subprocess.run([binary, "indicator", "add", kind, value, "--home", node["home"], "--mark",
                        f"m{PAYLOAD}", "--note", f"{PAYLOAD} {SCHEME}", "--legal-basis", PAYLOAD,
                        "--attribute", f"x=y{PAYLOAD}", "--basis", "test-buy"],
                       check=True, capture_output=True)
    subprocess.run([binary, "indicator", "dispute", *hostile[0], "--home", node["home"], "--text",
                    PAYLOAD], check=True, capture_output=True)
    subprocess.run([binary, "indicator", "link", *hostile[0], *hostile[1], "--evidence", PAYLOAD,
                    "--home", node["home"]], check=True, capture_output=True)
    return [f"/console/identifier?kind={kind}&value={quote(value)}" for kind, value in hostile]


def main(binary, home):
    demo = json.loads(pathlib.Path(home, "demo.json").read_text())
    node = demo["nodes"][0]
    pictures = os.environ.get("TOUCHSTONE_SCREENSHOTS")
    pictures = pathlib.Path(pictures) if pictures else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    records = report(binary, node)
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        walk = Walk(browser, node["deskURL"].rstrip("/"), node, pictures, demo["webhookHost"])
        public(walk)
        signed_in(walk, binary, next(n for n in demo["nodes"] if n["role"] == "investigator"), node)
        print("signed in by a link, without a certificate: worked, and signed out")
        complaints(walk, binary, demo["nodes"])
        for_everybody(walk)
        brand = next(n for n in demo["nodes"] if n["role"] == "brand" and has_desk(walk, n))
        desks(walk, binary, node, brand)
        accounts(walk, binary)
        walk_pages(walk, records)
        print(f"axe: {walk.judged} pages without a finding that is moderate or worse")
        without_scripts(walk)
        print("scripts off: searched, narrowed, downloaded a proof, checked a list, changed the language")
        fields = payloads(walk, records)
        print(f"payloads: in {fields + walk.fields} fields and in what is reported; none executed")
        unwalked = walk.unwalked()
        assert not unwalked, ("pages that nobody has walked", unwalked)
        print(f"pages: all {len(walk.seen) - len(NO_PAGES)} routes of pages in both languages, on a desk and on a phone")
        browser.close()


main(sys.argv[1], sys.argv[2])
