"""Walks the pages of accounts: a holder applies, shows its right, files a complaint and answers what is asked; the
platform's people look after it. With payloads in every field.
"""
import re
from urllib.parse import quote, urlsplit

from console_house import House, show
from console_walk import DESK, PAYLOAD, PDF, SCHEME, Walk, enter, every_form, fill, inert, look, press, until

HOLDER, OWNER = "ip@aurum.example", "owner@register.example"


def accounts(walk, binary):
    with House(binary) as house:
        # The marks of this walk are those of all.
        walk.base, before = house.base, walk.base
        try:
            walk_accounts(walk, binary, house)
        finally:
            walk.base = before
    print("accounts: asked for, confirmed by a code, complained through and looked after, with payloads in every field")


def link(house):
    return re.search(r"https://\S+/account/link/\S+", house.mail("/account/link/")).group()


def walk_accounts(walk, binary, house):
    holder = walk.guarded(walk.browser.new_context(ignore_https_errors=True, locale="en", viewport=DESK)).new_page()
    for path in ("/account/apply", "/account/sign-in"):
        holder.goto(house.base + path)
        look(walk, holder, f"house{path}")
        assert every_form(walk, holder, house.base + path), path
    # Nobody yet, and a link that is none.
    for path in ("/account/home", "/account/link/nonsense"):
        assert holder.goto(house.base + path).status in (401, 410), path
        look(walk, holder, f"house{path}-nobody", judged=False)
    holder.goto(house.base + "/account/apply")
    holder.fill("[name=organisation]", f"Aurum {PAYLOAD}")
    holder.fill("[name=email]", HOLDER)
    holder.fill("[name=country]", "FR")
    holder.fill("[name=rights]", "EM 018012345\nEM 018012346")
    holder.check("[name=agent]")
    assert press(holder, "main form button").status == 200
    look(walk, holder, "account-applied", judged=False)
    holder.goto(link(house))
    look(walk, holder, "account-link")
    press(holder, "main form button")
    assert urlsplit(holder.url).path == "/account/home", holder.url
    look(walk, holder, "account-home-applied")

    person, base = enter(walk, binary, house.node, "paula", "approver", "administrator")
    person.goto(base + "/console/accounts")
    look(walk, person, "accounts-list")
    press(person, "main table a")
    account = person.url
    look(walk, person, "account-applied-console")
    confirm(house, person, account, holder, "")
    look(walk, holder, "account-home-verified")

    # A client needs a document that somebody read, and a code of its own.
    name = f"Client {PAYLOAD}"
    holder.goto(house.base + "/account/home")
    form = holder.locator("form[action='/account/clients']")
    form.locator("[name=client]").fill(name)
    form.locator("[name=rights]").fill("EM 018012399")
    form.locator("[name=until]").fill("2030-12-31")
    form.locator("[name=document]").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF})
    with holder.expect_navigation():
        form.locator("button").click()
    assert holder.locator("section h3", has_text="alert(1)").count() == 1, holder.locator("main").inner_text()
    look(walk, holder, "account-home-client")
    person.goto(account)
    look(walk, person, "account-client")
    press(person, "form[action$='/accept'] button")
    confirm(house, person, account, holder, name)
    person.goto(account)
    look(walk, person, "account-verified")
    assert every_form(walk, holder, house.base + "/account/home")
    complain(walk, house, holder, person)

    # What an approver may do about it; with what cannot be done told on the page.
    for text in (PAYLOAD, SCHEME):
        person.goto(account)
        form = person.locator("form[action$='/code']")
        walk.fields += fill(form, text)
        with person.expect_navigation() as done:
            form.locator("button").click()
        assert done.value.status in (400, 422), done.value.status
        look(walk, person, "account-code-refused", judged=False)
    for step in ("suspend", "resume", "close"):
        person.goto(account)
        form = person.locator(f"form[action$='/{step}']")
        form.locator("[name=reason]").fill(PAYLOAD)
        with person.expect_navigation() as done:
            form.locator("button").click()
        assert done.value.status == 200, (step, done.value.status)
        look(walk, person, f"account-{step}")
        if step != "close":
            holder.goto(house.base + "/account/home")
            look(walk, holder, f"account-home-{step}", judged=False)
    assert holder.goto(house.base + "/account/home").status == 401
    person.context.close()
    holder.context.close()


def confirm(house, person, account, holder, client):
    """A code goes to the registered owner and is entered."""
    person.goto(account)
    form = person.locator("form[action$='/code']")
    form.locator("select").select_option(client)
    form.locator("[name=address]").fill(OWNER)
    with person.expect_navigation() as done:
        form.locator("button").click()
    assert done.value.status == 200, person.locator("main").inner_text()
    holder.goto(house.base + "/account/home")
    code = re.search(r"\b(?:[A-Z0-9]{4}[- ]){3}[A-Z0-9]{4}\b", house.mail("-")).group()
    holder.fill("[name=code]", code)
    press(holder, "form[action='/account/code'] button")
    assert holder.locator("[role=alert]").count() == 0, holder.locator("main").inner_text()


def complain(walk, house, holder, person):
    # The account's owner is no member: the right is known here because the house states it.
    house.run("right", "add", "--office", "EM", "--number", "018012345", "--title", f"Aurum {PAYLOAD}"[:60],
              "--jurisdiction", "EM", "--class", "14", "--valid-from", "2019-01-01")
    listing, shop = "houseware:7001", "houseware:aurum-outlet"
    title = f"Aurum ring {PAYLOAD}"
    show(house.home, "listing", listing, title=title, seller="aurum-outlet", niceClasses=[14], countries=["FR"])
    show(house.home, "storefront", shop, title=title, niceClasses=[14], countries=["FR"])
    holder.goto(house.base + "/account/complaints")
    look(walk, holder, "account-complaints-none")
    holder.goto(house.base + "/account/complaints/new")
    look(walk, holder, "account-complaint-new")
    assert every_form(walk, holder, house.base + "/account/complaints/new")
    # What is wrong with it is told at once.
    holder.goto(house.base + "/account/complaints/new")
    holder.fill("[name=listings]", f"{listing}\nseller-account {shop}")
    holder.fill("[name=explanation]", PAYLOAD)
    holder.fill("[name=declaredBy]", PAYLOAD)
    assert press(holder, "form[action='/account/complaints/new'] button").status == 422
    assert holder.locator("[role=alert]").count() == 1
    look(walk, holder, "account-complaint-failed", judged=False)
    holder.select_option("[name=ground]", "counterfeit-features")
    holder.check("[name=goodFaith]")
    holder.select_option("[name=role0]", "feature-photographs")
    holder.set_input_files("[name=file0]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF})
    press(holder, "form[action='/account/complaints/new'] button")
    assert urlsplit(holder.url).path == "/account/complaints", holder.locator("[role=alert]").inner_text()
    look(walk, holder, "account-complaints")
    press(holder, "main section a[href*='/of/']")
    complaint = holder.url
    look(walk, holder, "account-complaint")
    every_form_of_complaint(walk, house, holder, person, complaint)


def every_form_of_complaint(walk, house, holder, person, complaint):
    """The platform asks for evidence, and decides; the holder answers, appeals and takes back."""
    until(person, house.base + "/console/review", "main table tbody a", "nothing to decide")
    look(walk, person, "house-review")
    press(person, "main table tbody a")
    look(walk, person, "house-review-desk")
    press(person, ".ways a[href^='/console/complaint?']")
    at = person.url
    form = person.locator("form[action$='/complaint/request']")
    person.locator("details", has=form).locator("summary").first.click()
    form.locator("[name=listings]").fill("2")
    form.locator("[name=text]").fill(PAYLOAD)
    form.locator("[name=needs-test-buy-report]").check()
    with person.expect_navigation() as done:
        form.locator("button").click()
    assert done.value.status == 200, person.locator("main").inner_text()[:600]
    look(walk, person, "house-complaint")
    until(holder, complaint, "form[action$='/evidence']", "not told that evidence is asked for")
    look(walk, holder, "account-complaint-asked")
    # Refused first, for the listing that nothing was asked about.
    person.goto(at.replace("/console/complaint", "/console/review"))
    form = person.locator("form.add").first
    form.locator("[name=verdict][value=refuse]").check()
    form.locator("[name=r-mark-not-used]").check()
    form.locator("textarea").first.fill(PAYLOAD)
    with person.expect_navigation() as done:
        form.locator("button").click()
    assert done.value.status == 200, person.locator("main").inner_text()[:900]
    until(holder, complaint, "form[action$='/appeal']", "not told of the refusal")
    look(walk, holder, "account-complaint-refused")
    sent = every_form(walk, holder, complaint)
    assert len(sent) == 3, sent
    holder.goto(complaint)
    look(walk, holder, "account-complaint-over")
