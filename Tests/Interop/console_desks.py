"""Walks the pages of inquiries, complaints, review, measures, proposals and orders with something in each of them, at a
brand and at a platform, as persons who may see them; and those that are for everybody. Payloads go into every field.
"""
import json, pathlib, re, subprocess, time
from urllib.parse import quote, urlsplit

from console_house import show
from console_walk import (
    DESK, PAYLOAD, PDF, SCHEME, answered, enter, every_form, fill, in_each_language, inert, look, picture_bytes,
    press, unfold, until)

RIGHT = "EM:018012345"
# A person decides of shops; of the listing a rule does.
RUN = int(time.time())
LISTING = f"bazario:interop-{RUN}"
SHOPS = [f"bazario:interop-shop-{RUN}-{number}" for number in (1, 2, 3)]
# What a shop offers that screening finds: a mark disguised, at a price.
OFFER = {"marketplace": "bazario", "listing": "interop-9", "title": f"V\u0435rel bag {PAYLOAD}",
         "description": f"{PAYLOAD} {SCHEME}", "sellerName": f"shop {PAYLOAD}", "seller": SHOPS[0].split(":")[1],
         "price": {"amount": "60", "currency": "EUR"}}


def desks(walk, binary, platform, brand):
    """A person of either member, who may do all that persons may."""
    roles = ("investigator", "approver", "administrator")
    hers, there = enter(walk, binary, platform, f"petra-{RUN}", *roles)
    his, here = enter(walk, binary, brand, f"bruno-{RUN}", *roles)
    for page, base, who in ((hers, there, "platform"), (his, here, "brand")):
        house(walk, page, base, who)
    inquiries(walk, hers, there, his, here)
    print("inquiries: asked, answered, handed over; members on their way in and papers of rights, at both sides")
    complaints(walk, binary, platform, brand, hers, there, his, here)
    print("complaints: reviewed, decided, contested by the seller and decided again, measures taken, at both sides")
    proposals(walk, binary, platform, hers, there)
    print("proposals and orders: filed, put aside, refused by the marketplace and tried again")
    hers.context.close()
    his.context.close()


def house(walk, page, base, who):
    """What each member has of its own, and forms of it that nobody has sent."""
    for path in ("/console/inquiries", "/console/hand-overs", "/console/onboarding", "/console/right-documents",
                 "/console/measures", "/account", "/purpose", "/console/complaints/list", "/console/audit"):
        assert page.goto(base + path).status == 200, (who, path)
        look(walk, page, f"{who}{path}")
    for path in ("/console/hand-overs", "/console/complaints/list", "/console/audit"):
        every_form(walk, page, base + path)
    page.goto(base + "/console/onboarding")
    press(page, "main tbody a")
    one = page.url
    assert every_form(walk, page, one), one
    page.goto(one)
    page.fill("[name=with]", PAYLOAD)
    page.fill("[name=text]", PAYLOAD)
    page.fill("[name=next]", "2027-01-31")
    press(page, "main form.add button")
    look(walk, page, f"{who}-onboarding-member")
    page.goto(base + "/console/onboarding")
    look(walk, page, f"{who}-onboarding-contacted")
    page.goto(base + "/console/hand-overs")
    page.select_option("#person", index=1)
    page.fill("#note", PAYLOAD)
    press(page, "main form.add button")
    look(walk, page, f"{who}-handed-over")
    page.goto(base + "/console/right-documents")
    # Papers are of rights, which the platform has none of.
    has_form = page.locator("main form.add").count() == 1
    assert has_form or who == "platform", page.locator("main").inner_text()[:400]
    if has_form:
        for text in (PAYLOAD[:60], SCHEME):
            page.fill("[name=name]", text)
            page.set_input_files("[name=file]", {"name": "x.pdf", "mimeType": "application/pdf", "buffer": PDF})
            press(page, "main form.add button")
        assert page.locator("main tbody a", has_text="alert(1)").count() >= 1, page.locator("main").inner_text()
        look(walk, page, f"{who}-right-papers")


def inquiries(walk, hers, there, his, here):
    """Of own people to their own desk, and of one member to the other, with a photo."""
    for page, base, who in ((hers, there, "platform"), (his, here, "brand")):
        page.goto(base + "/console/inquiries")
        assert every_form(walk, page, base + "/console/inquiries"), who
        page.goto(base + "/console/inquiries")
        page.fill("#subject", PAYLOAD)
        page.select_option("#about", "other")
        page.fill("#reference", PAYLOAD)
        page.fill("[name=text]", PAYLOAD)
        press(page, "form[enctype] button")
        page.goto(base + "/console/inquiries")
        look(walk, page, f"{who}-inquiries")
        press(page, "main tbody a")
        one = page.url
        assert every_form(walk, page, one), one
        page.goto(one)
        look(walk, page, f"{who}-inquiry")
    his.goto(here + "/console/inquiries")
    his.select_option("#member", "bazario")
    his.fill("#subject", f"is it yours {PAYLOAD}"[:110])
    his.fill("#reference", PAYLOAD)
    his.fill("[name=text]", PAYLOAD)
    his.set_input_files("#photo1", {"name": f"{PAYLOAD[:30]}.png".replace("/", ""), "mimeType": "image/png",
                                    "buffer": picture_bytes()})
    press(his, "form[enctype] button")
    assert "/console/inquiries/" in his.url, his.locator("main").inner_text()[:400]
    asked = his.url
    until(hers, there + "/console/inquiries", "tbody a:has-text('is it yours')", "no letter came")
    press(hers, "tbody a:has-text('is it yours')")
    until(hers, hers.url, "a[href*='/photos/']", "no photo came")
    look(walk, hers, "inquiry-of-another")
    hers.locator("form[action$='/answer'] textarea").fill(PAYLOAD)
    press(hers, "form[action$='/answer'] button")
    until(his, asked, "ol.items p.prose >> nth=1", "no answer came")
    look(walk, his, "inquiry-answered")


def file(binary, brand, *targets):
    """A complaint by command, with payloads in all that it says; its name."""
    paper = pathlib.Path(brand["home"], f"{PAYLOAD[:40]}.pdf".replace("/", ""))
    paper.write_bytes(PDF)
    done = subprocess.run(
        [binary, "complaint", "file", "--home", brand["home"], "--right", RIGHT, "--ground", "counterfeit-features",
         *targets, "--evidence", f"feature-photographs={paper}", "--declare", PAYLOAD, "--explanation", PAYLOAD,
         "--format", "json"], capture_output=True, text=True)
    paper.unlink()
    assert done.returncode == 0, (done.stdout, done.stderr)
    return json.loads(done.stdout)["id"].replace("~", "/")


def at(base, path, name, more=""):
    log, entry = name.rsplit("/", 1)
    return f"{base}/console/{path}?log={quote(log, safe='')}&entry={entry}{more}"


def complaints(walk, binary, platform, brand, hers, there, his, here):
    title = f"Verel bag {PAYLOAD}"
    show(platform["home"], "listing", LISTING, title=title, seller=SHOPS[0].split(":")[1], niceClasses=[18],
         countries=["DE"], price={"minorUnits": 4900, "currency": "EUR"}, quantity=3)
    for shop in SHOPS:
        show(platform["home"], "storefront", shop, title=title, niceClasses=[18], countries=["DE"])
    name = file(binary, brand, "--listing", LISTING, *[word for shop in SHOPS for word in ("--account", shop)])
    queue = there + "/console/review"
    until(hers, queue, "main table tbody a", "nothing to decide")
    look(walk, hers, "review")
    for by in ("seller", "marketplace", "reason", "all"):
        hers.goto(at(there, "review", name, f"&by={by}"))
        look(walk, hers, f"review-by-{by}", judged=by in ("seller", "all"))
    his.goto(at(here, "complaint", name))
    look(walk, his, "complaint-brand")
    until(hers, at(there, "complaint", name), "main section", "not here")
    look(walk, hers, "complaint-platform")
    # Every form of it; what is said stands in its course afterwards.
    for page, base in ((hers, there), (his, here)):
        assert every_form(walk, page, at(base, "complaint", name)), base
    ask(walk, hers, there, his, here, name)
    # Down, by a person: an order goes out, which the marketplace does not carry out.
    decide(walk, hers, at(there, "review", name, "&by=all"), "take-down", "r-counterfeit")
    hers.goto(at(there, "complaint", name))
    look(walk, hers, "complaint-taken-down")
    for page, base, who in ((hers, there, "platform"), (his, here, "brand")):
        until(page, at(base, "complaint", name), "a[href*='/console/complaint/reasons']", "no reasons")
        unfold(page)
        press(page, "a[href*='/console/complaint/reasons']")
        look(walk, page, f"{who}-reasons")
    seller(walk, binary, hers, there, name)
    # Who has decided gets no form.
    until(hers, at(there, "review", name), "div.weighed", "no objection")
    look(walk, hers, "review-objection-own")
    other, _ = enter(walk, binary, platform, f"oona-{RUN}", "approver")
    other.goto(at(there, "review", name))
    look(walk, other, "review-objection")
    decide(walk, other, at(there, "review", name), "refuse", "r-genuine-goods")
    other.context.close()
    his.goto(at(here, "complaint", name))
    look(walk, his, "complaint-contested")
    measures(walk, hers, there, his, here)


def ask(walk, hers, there, his, here, name):
    """Evidence is asked for, and given."""
    hers.goto(at(there, "complaint", name))
    form = hers.locator("form[action$='/complaint/request']")
    assert form.count() == 1, hers.locator("main").inner_text()[:400]
    unfold(hers)
    form.locator("[name=listings]").fill("2")
    form.locator("[name=text]").fill(PAYLOAD)
    form.locator("input[type=checkbox]").first.check()
    with hers.expect_navigation() as done:
        form.locator("button").click()
    assert done.value.status == 200, hers.locator("main").inner_text()[:400]
    until(his, at(here, "complaint", name), "form[action$='/complaint/supply']", "not told what is asked for")
    look(walk, his, "complaint-asked")
    unfold(his)
    form = his.locator("form[action$='/complaint/supply']")
    form.locator("[name=text]").fill(PAYLOAD)
    with his.expect_navigation():
        form.locator("button").click()
    until(hers, at(there, "review", name), "form.add", "nothing to decide after the answer")


def decide(walk, page, address, verdict, reason):
    page.goto(address)
    assert every_form(walk, page, address), address
    page.goto(address)
    unfold(page)
    form = page.locator("form.add").first
    form.locator(f"[name=verdict][value={verdict}]").check()
    form.locator(f"[name={reason}]").check()
    form.locator("textarea").fill(PAYLOAD)
    with page.expect_navigation() as done:
        form.locator("button").click()
    assert done.value.status == 200, page.locator("main").inner_text()[:900]


def seller(walk, binary, hers, there, name):
    """Whoever has the address answers; nobody has signed in."""
    hers.goto(at(there, "complaint", name))
    unfold(hers)
    hers.fill("#link-listings", "2")
    press(hers, "form:has(#link-listings) button")
    assert hers.locator("main section.notice code.value").count() == 1, hers.locator("main").inner_text()[:400]
    look(walk, hers, "complaint-linked", judged=False)
    address = there + hers.locator("main section.notice code.value").inner_text()
    page = walk.guarded(walk.browser.new_context(ignore_https_errors=True, locale="en", viewport=DESK)).new_page()
    page.goto(address)
    look(walk, page, "seller")
    assert every_form(walk, page, address), address
    for tag in ("zh", "en"):
        page.goto(f"{address}&lang={tag}")
        page.locator("main form").evaluate("f => f.noValidate = true")
        page.fill("[name=items]", f"nonsense {PAYLOAD}")
        press(page, "main form button")
        answered(walk, page, f"seller-wrong-{tag}")
    page.goto(address)
    page.locator("[name=reason]").first.check()
    page.fill("[name=text]", PAYLOAD)
    page.check("[name=goodfaith]")
    press(page, "main form button")
    assert "said=1" in page.url, page.locator("main").inner_text()[:400]
    look(walk, page, "seller-said")
    page.context.close()


def measures(walk, hers, there, his, here):
    for kind, value in (("seller", SHOPS[0]), ("member", "maison-verel")):
        address = f"{there}/console/measures/party?kind={kind}&value={quote(value, safe='')}"
        assert hers.goto(address).status == 200
        look(walk, hers, f"measures-of-{kind}")
        every_form(walk, hers, address)
    address = f"{here}/console/measures/party?kind=seller&value={quote(SHOPS[0], safe='')}"
    his.goto(address)
    look(walk, his, "measures-brand-party")
    for page, base, who in ((hers, there, "platform"), (his, here, "brand")):
        page.goto(base + "/console/measures")
        look(walk, page, f"{who}-measures-taken")


def proposals(walk, binary, platform, hers, there):
    folder = pathlib.Path(platform["home"], "markets/bazario")
    (folder / "screening").mkdir(exist_ok=True)
    new = folder / "screening/interop.new"
    new.write_text("\n".join(json.dumps(OFFER | {"listing": f"interop-{RUN}-{n}"}) for n in (8, 9)))
    new.rename(new.with_suffix(".ndjson"))
    address = there + "/console/proposals"
    until(hers, address, "main table tbody tr >> nth=1", "nothing is proposed")
    look(walk, hers, "proposals")
    press(hers, "main table tbody a")
    look(walk, hers, "proposal")
    assert every_form(walk, hers, hers.url)
    press(hers, "form[action$='/dismiss'] button")
    look(walk, hers, "proposal-dismissed")
    # What the marketplace says of an order that it does not carry out.
    for order in (folder / "orders").glob("*.json"):
        if not (answer := folder / "answers" / order.name).exists():
            (written := answer.with_suffix(".new")).write_text(json.dumps(
                {"order": json.loads(order.read_text())["order"], "result": "refused", "reason": PAYLOAD}))
            written.rename(answer)
    until(hers, there + "/console/orders", "form[action$='/orders/again']", "no order is escalated")
    look(walk, hers, "orders")
    press(hers, "form[action$='/orders/again'] button")
    look(walk, hers, "orders-again", judged=False)


def for_everybody(walk):
    """What strangers see: pages of products that are registered, that are not, and that cannot be; and where they sign in."""
    page = walk.guarded(walk.browser.new_context(ignore_https_errors=True, locale="en", viewport=DESK)).new_page()
    for path, status in (("/", 200), ("/about", 200), ("/sign-in", 200), ("/account/apply", 200),
                         ("/account/sign-in", 200), ("/01/09521001000017", 200),
                         ("/01/09521001000017/21/VRL-0417", 200), ("/01/09521001000017/21/NOBODY", 200),
                         ("/01/04006381333931", 404), (f"/01/09521001000017/21/{quote(PAYLOAD, safe='')}", 400),
                         ("/01/1", 400), (f"/414/{quote(PAYLOAD, safe='')}", 404), ("/find?code=nonsense", 400),
                         ("/sign-in/link/nonsense", 410), (f"/nothing/{quote(PAYLOAD, safe='')}", 404)):
        found = page.goto(walk.base + path)
        assert found.status == status, (path, found.status)
        look(walk, page, f"public{path}")
    for path in ("/", "/sign-in", "/find?code=nonsense"):
        every_form(walk, page, walk.base + path)
    page.context.close()
    print("everybody: products, sign-in and what there is not")
