"""Runs schemathesis over the REST interface of a running node, as a program with a token, which reads, and as
a system with the member's certificate, which reports, and as the programs of persons at a platform and at a brand, who
may do all that persons may. It must find nothing, and what is for persons alone has to be open to those.
"""
import json, os, pathlib, re, subprocess, sys, tempfile, warnings

import jsonschema_rs
import requests

warnings.filterwarnings("ignore")
# A member's certificate names the member and no host. These would have it verified all the same.
for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
    os.environ.pop(name, None)

# A value that the grammar of its type refuses (a domain of one label, a day that is not there) is of the form
# that is described and means nothing: 422. An address of valid parameters may be too long: 414.
SETTINGS = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "414", "422", "5xx"]
negative_data_rejection.expected-statuses = ["400", "401", "403", "404", "405", "406", "411", "413", "414", "415", "422", "431"]
"""
EXAMPLES = os.environ.get("REST_EXAMPLES", "20")
# What answers otherwise at a brand than at a platform.
BRAND = "audit|complaints|figures|hand-overs|images|inquir|measures|members|rights?|saved-searches"
# What persons of these roles are shown, which no program is; at a platform its own desk too.
OPEN = ["inquiries", "inquiry-rules", "inquiry-figures", "hand-overs", "right-documents", "saved-searches", "audit",
        "audit/exports", "measures", "complaints", "cases", "drafts", "entrusted-reports",
        "members/bazario/onboarding", "members/bazario/contacts"]
PLATFORM = ["complaints/queue", "measures/due", "screening/proposals", "marketplace-orders", "accounts"]


def run(folder, url, who, *more, session=None):
    settings = folder / "schemathesis.toml"
    # Said as a header alone, the session would pass for one that is missing.
    settings.write_text(SETTINGS + (
        f'[auth.openapi.session]\napi_key = "{session}"\n' if session else ""))
    report = folder / f"{who}.json"
    done = subprocess.run(
        [str(pathlib.Path(sys.executable).with_name("schemathesis")), "--config-file",
         str(settings), "run", f"{url}/api/v1/openapi.json", "--tls-verify", "false", "--checks",
         # It can write no NDJSON: lists are sent below.
         "all", "--exclude-path", "/indicators/import", "--exclude-path", "/drafts/import",
         # Nor a spreadsheet: one is sent below.
         "--exclude-path", "/indicators/check-list", "--exclude-path", "/screenings",
         # Nor a photo: photos.py and images.py send those.
         "--exclude-path", "/products/photo", "--exclude-operation-id", "searchImage", "--max-examples", EXAMPLES, "--seed", "1", "--continue-on-failure",
         "--report", "json", "--report-json-path", str(report), *more],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, f"schemathesis as {who}:\n{done.stdout}"
    covered = re.search(r"Operations: +([0-9]+ selected / [0-9]+ total)", done.stdout)
    print(f"{who}: operations {covered.group(1) if covered else 'unknown'}")
    print(f"{who}: " + " ".join(done.stdout.strip().splitlines()[-1].strip("= ").split()))


class Person:
    """Somebody who has signed in with a link and stated a purpose, and what its programs send; may do all that
    persons of a member may, and release what others ask for."""
    ROLES = ("investigator", "analyst", "approver", "administrator")

    def __init__(self, binary, node):
        self.url = node["deskURL"].rstrip("/")

        def touchstone(*arguments):
            return subprocess.run([binary, *arguments, "--home", node["home"]], check=True,
                                  capture_output=True, text=True).stdout

        touchstone("desk", "person", "add", "schemathesis", "--name", "Schemathesis",
                   *(word for role in self.ROLES for word in ("--role", role)))
        link = touchstone("desk", "sign-in-link", "schemathesis", "--at", self.url).split()[0]
        self.session = requests.Session()
        self.session.verify = False
        self.session.headers["Origin"] = self.url
        self.post(link)
        form = self.session.get(f"{self.url}/purpose", timeout=120).text
        self.session.headers["X-Form-Token"] = re.search(
            r'name="form" value="([^"]+)"', form).group(1)
        self.post(f"{self.url}/purpose", data={"ground": "complaint"})

    def post(self, address, **more):
        answer = self.session.post(address, allow_redirects=False, timeout=120, **more)
        assert answer.status_code == 303, (answer.status_code, answer.text[:300])

    @property
    def secret(self):
        return self.session.cookies["__Host-touchstone"]

    def headers(self):
        token = self.session.headers["X-Form-Token"]
        for field in (f"X-Form-Token: {token}", f"Origin: {self.url}"):
            yield from ("--header", field)


def opened(person, paths):
    """Each of these is shown to the person."""
    for path in paths:
        answer = person.session.get(f"{person.url}/api/v1/{path}", timeout=120)
        assert answer.status_code == 200, (person.url, path, answer.status_code, answer.text[:300])


def walk_drafts(person):
    """The way of a draft, each answer held against the description."""
    components = person.session.get(
        f"{person.url}/api/v1/openapi.json", timeout=120).json()["components"]

    def ask(method, path, schema, status=200, **more):
        answer = person.session.request(
            method, f"{person.url}/api/v1{path}", timeout=120, **more)
        assert answer.status_code == status, (method, path, answer.status_code, answer.text[:300])
        value = answer.json()
        jsonschema_rs.validator_for(
            {"$ref": f"#/components/schemas/{schema}", "components": components}).validate(value)
        return value

    said = {"basis": "automated", "confidence": 1, "tlp": "green"}
    report = said | {"type": "domain", "value": "draft-0.example"}
    lines = "\n".join(json.dumps(report | {"value": v}) for v in ("draft-1.example", "x", "draft-2.example"))
    begun = ask("POST", "/drafts/import?channel=alliance&title=list", "BegunList", 201, data=lines,
                headers={"Content-Type": "application/x-ndjson"})
    assert [line["line"] for line in begun["refused"]] == [2], begun
    draft = f"/drafts/{begun['draft']['id']}"
    assert ask("GET", draft, "DraftSheet")["rowCount"] == 2
    steps = [("PUT", "", said | {"note": "x"}), ("POST", "/omission", {"rows": [2]}),
             ("POST", "/submission", None), ("POST", "/return", {"remark": "x"}),
             ("POST", "/submission", None), ("POST", "/publication", None)]
    revision = 1
    for method, step, body in steps:
        more = "&channel=alliance" if method == "PUT" else ""
        revision = ask(method, f"{draft}{step}?revision={revision}{more}", "Draft", json=body)["revision"]
        ask("GET", draft, "DraftSheet")
    ask("POST", f"{draft}/submission?revision={revision}", "Problem", 409)
    withdrawn = ask("POST", f"{draft}/withdrawal?revision={revision}", "Draft")
    assert withdrawn["stage"] == "withdrawn", withdrawn
    other = ask("POST", "/drafts?channel=alliance", "Draft", 201, json=report)
    ask("GET", "/drafts", "Drafts")
    gone = person.session.delete(
        f"{person.url}/api/v1/drafts/{other['id']}?revision=1", timeout=120)
    assert gone.status_code == 200, gone.text
    ask("GET", f"/drafts/{other['id']}", "Problem", 404)
    print(f"a draft in {len(steps) + 2} steps as described")
    listed = ask("POST", "/indicators/check-list?column=1:ignored", "CheckedList",
                 data="site,comment\ndraft-1.example,x\nno site,y\n", headers={"Content-Type": "text/csv"})
    assert listed["rows"] == 2 and listed["unreadableCount"] == 1, listed
    ask("POST", "/indicators/check-list", "Problem", 415, json={})
    print("a spreadsheet read as described")


def screen(node):
    """Offers are screened for a mark that is stated first: proposals, then refused lines, then a line for all."""
    def post(path, kind, body):
        return subprocess.run(
            ["curl", "-sk", "--cert", node["certificate"], "--key", node["key"], "-H",
             f"Content-Type: {kind}", "--data-binary", "@-", f"{node['deskURL']}/api/v1{path}"],
            input=body, check=True, capture_output=True, text=True).stdout

    right = {"kind": "trademark", "office": "EM", "number": "000 121 947", "title": "Gucci", "classes": [18]}
    stated = json.loads(post("/rights?channel=alliance", "application/json", json.dumps(right)))
    assert stated.get("key") == "EM/000121947", stated
    offer = {"marketplace": "bazario", "title": "New G\u03c5cc\u00ed bag"}
    lines = [offer | {"listing": str(n), "price": {"amount": str(n), "currency": "EUR"}} for n in range(1, 1501)]
    answer = post("/screenings?limit=5", "application/x-ndjson",
                  "\n".join(map(json.dumps, [*lines, {"marketplace": "bazario"}])))
    found = [json.loads(line) for line in answer.splitlines()]
    assert [one["line"] for one in found[:-1]] == [1500, 1499, 1498, 1497, 1496, 1501], found
    assert all("mark-disguised" in {why["finding"] for why in one["reasons"]} for one in found[:5]), found
    assert found[5]["refused"] == "member-missing", found[5]
    last = found[-1]
    assert (last["listings"], last["proposed"], last["refused"], last["complete"]) == (
        1501, 1500, 1, True), last
    print("1,500 offers screened as described")


def main(binary, home):
    demo = json.loads(pathlib.Path(home, "demo.json").read_text())
    node = demo["nodes"][0]
    token = subprocess.run(
        [binary, "desk", "token", "create", "schemathesis", "--days", "1", "--home", node["home"]],
        check=True, capture_output=True, text=True).stdout.split()
    token = next(word for word in token if word.startswith("touchstone_"))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        run(folder, node["deskURL"], "token", "--header", f"Authorization: Bearer {token}")
        # ignored_auth leaves headers away, and no certificate: that is looked at below.
        run(folder, node["deskURL"], "certificate", "--request-cert", node["certificate"],
            "--request-cert-key", node["key"], "--exclude-checks", "ignored_auth")
        person = Person(binary, node)
        walk_drafts(person)
        run(folder, node["deskURL"], "person", *person.headers(), "--exclude-checks", "ignored_auth",
            session=person.secret)
        opened(person, OPEN + PLATFORM)
        # A brand's part of complaints, rights and inquiries is another one.
        brand = next(one for one in demo["nodes"] if one["member"] == "maison-verel")
        hers = Person(binary, brand)
        run(folder, brand["deskURL"], "brand", *hers.headers(), "--exclude-checks", "ignored_auth",
            "--include-path-regex", f"^/({BRAND})", session=hers.secret)
        opened(hers, OPEN)
        # The first node is the platform's, which has accounts; nobody has asked for one.
        accounts = person.session.get(f"{person.url}/api/v1/accounts", timeout=120)
        assert accounts.status_code == 200 and accounts.json() == {"accounts": []}, accounts.text
        begun = person.session.get(f"{person.url}/api/v1/cases", timeout=120).json()
        assert begun["cases"], "no case was begun"
    report = {"type": "domain", "basis": "automated", "confidence": 1, "tlp": "green"}
    lines = "\n".join(json.dumps(report | {"value": f"list-{n}.example"}) for n in range(3000)) + "\n{}"
    answer = subprocess.run(
        ["curl", "-sk", "--cert", node["certificate"], "--key", node["key"], "-H",
         "Content-Type: application/x-ndjson", "--data-binary", "@-",
         f"{node['deskURL']}/api/v1/indicators/import?channel=alliance"],
        input=lines, check=True, capture_output=True, text=True).stdout
    results = [json.loads(line) for line in answer.splitlines()]
    assert [r.get("line") for r in results[:-1]] == list(range(1, 3002)), answer[:300]
    assert results[-1]["taken"] == 3000 and results[-1]["refused"] == 1, results[-1]
    screen(node)
    for path in ("indicators", "members", "cases", "rights", "accounts"):
        code = subprocess.run(
            ["curl", "-sk", "-o", "/dev/null", "-w", "%{http_code}",
             f"{node['deskURL']}/api/v1/{path}"], check=True, capture_output=True, text=True).stdout
        assert code == "401", (path, code)


main(sys.argv[1], sys.argv[2])
