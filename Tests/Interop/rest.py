"""Runs schemathesis over the REST interface of a running node, as a program with a token, which reads, as a
system with the member's certificate, which reports, and over cases as a person who has signed in. It must find
nothing.
"""
import json, os, pathlib, re, subprocess, sys, tempfile

import requests

# A value that the grammar of its type refuses (a domain of one label, a day that is not there) is of the form
# that is described and means nothing: 422. An address of valid parameters may be too long: 414.
SETTINGS = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "414", "422", "5xx"]
negative_data_rejection.expected-statuses = ["400", "401", "403", "404", "405", "406", "411", "413", "414", "415", "422", "431"]
"""
EXAMPLES = os.environ.get("REST_EXAMPLES", "20")


def run(folder, url, who, *more):
    settings = folder / "schemathesis.toml"
    settings.write_text(SETTINGS)
    report = folder / f"{who}.json"
    done = subprocess.run(
        [str(pathlib.Path(sys.executable).with_name("schemathesis")), "--config-file",
         str(settings), "run", f"{url}/api/v1/openapi.json", "--tls-verify", "false", "--checks",
         # It can write no NDJSON: the list is sent below.
         "all", "--exclude-path", "/indicators/import",
         # Nor a photo: photos.py sends those.
         "--exclude-path", "/products/photo", "--max-examples", EXAMPLES, "--seed", "1", "--continue-on-failure",
         "--report", "json", "--report-json-path", str(report), *more],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, f"schemathesis as {who}:\n{done.stdout}"
    print(f"{who}: " + " ".join(done.stdout.strip().splitlines()[-1].strip("= ").split()))


def signed_in(binary, node):
    """A person's session with a purpose stated, and what its programs send."""
    base = node["deskURL"].rstrip("/")
    link = subprocess.run(
        [binary, "desk", "sign-in-link", "vera", "--at", base, "--home", node["home"]],
        check=True, capture_output=True, text=True).stdout.strip()
    here = requests.Session()
    # The demo's certificate is its alliance's own.
    here.verify, here.trust_env = False, False
    requests.packages.urllib3.disable_warnings()
    here.headers["Origin"] = base
    here.get(link)
    here.post(link)
    form = re.search(r'name="form" value="([^"]+)"', here.get(f"{base}/purpose").text)
    assert form, "nobody is signed in"
    here.post(f"{base}/purpose", data={"form": form[1], "ground": "investigation",
                                       "reference": "schemathesis", "next": "/console"})
    here.headers["X-Form-Token"] = form[1]
    return here


def cases(folder, binary, node):
    """What is kept in somebody's name no token and no certificate reaches."""
    here = signed_in(binary, node)
    base = here.headers["Origin"]
    headers = {"Cookie": "; ".join(f"{c.name}={c.value}" for c in here.cookies), "Origin": base,
               "X-Form-Token": here.headers["X-Form-Token"]}
    sent = [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
    # ignored_auth leaves headers away: that is looked at below.
    run(folder, base, "session", "--include-path-regex", "^/cases", *sent, "--exclude-checks", "ignored_auth")
    assert here.get(f"{base}/api/v1/cases").json()["cases"], "it began none"


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
        cases(folder, binary, next(n for n in demo["nodes"] if n["role"] == "investigator"))
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
    for path in ("indicators", "members", "cases"):
        code = subprocess.run(
            ["curl", "-sk", "-o", "/dev/null", "-w", "%{http_code}",
             f"{node['deskURL']}/api/v1/{path}"], check=True, capture_output=True, text=True).stdout
        assert code == "401", (path, code)


main(sys.argv[1], sys.argv[2])
