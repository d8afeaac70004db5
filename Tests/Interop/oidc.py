"""Signs people in at somebody else's identity provider (oidc-provider-mock, which is Authlib), over TLS,
and has hostile ones answer in its place.
"""
import datetime, http.server, ipaddress, json, logging, os, pathlib, re, signal, ssl, subprocess, sys
import tempfile, threading, time, urllib.parse, warnings

import oidc_provider_mock
import requests
import werkzeug.serving
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from oidc_provider_mock._storage import User

warnings.filterwarnings("ignore")
logging.getLogger("werkzeug").setLevel(logging.ERROR)
for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
    os.environ.pop(name, None)
NOW = datetime.datetime.now(datetime.timezone.utc)


def certificate(folder, name):
    """A certificate of 127.0.0.1 that is its own issuer, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(hours=1))
        .not_valid_after(NOW + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectAlternativeName(
            [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256()))
    paths = pathlib.Path(folder, f"{name}.pem"), pathlib.Path(folder, f"{name}.key")
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*paths)
    return paths[0], context


def run_provider(context):
    users = [
        User(sub="s-anna", claims={"email": "anna@verel.example", "email_verified": True}),
        User(sub="s-bo", claims={"email": "Bo@Verel.example", "email_verified": True}),
        User(sub="s-cy", claims={"email": "anna@verel.example", "email_verified": False}),
    ]
    app = oidc_provider_mock.app(require_nonce=True, user_claims=users)
    app.debug = False
    server = werkzeug.serving.make_server("127.0.0.1", 0, app, threaded=True, ssl_context=context)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"https://127.0.0.1:{server.server_port}"


class Hostile(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        kind = self.path.split("/")[1]
        if kind == "redirect":
            self.send_response(302)
            self.send_header("location", "https://127.0.0.1:1/")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        try:
            if kind == "endless":
                while True:
                    self.wfile.write(b" " * 65536)
            while kind in ("stall", "drip"):
                self.wfile.write(b" ")
                time.sleep(1 if kind == "drip" else 120)
            self.wfile.write({"rubbish": b"<html>", "deep": b"[" * 100000}.get(kind, b"{}"))
        except OSError:
            pass


def run_hostile(context):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"https://127.0.0.1:{server.server_port}"


class Desk:
    """The desk of a member that is made for this test."""

    def __init__(self, binary, home, settings):
        self.binary, self.home = binary, home
        pathlib.Path(home, "sign-in.json").write_text(json.dumps(settings))
        self.log = open(pathlib.Path(home, "serve.log"), "a")
        self.process = subprocess.Popen(
            [binary, "serve", "--home", home, "--desk-port", "0"], stdout=subprocess.PIPE,
            stderr=self.log, text=True)
        line = self.process.stdout.readline().split()
        assert line and line[0] == "desk", (line, pathlib.Path(home, "serve.log").read_text())
        self.url = line[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


class Browser:
    def __init__(self, desk):
        self.desk, self.session = desk, requests.Session()
        self.session.verify = False

    def get(self, address):
        return self.session.get(
            urllib.parse.urljoin(self.desk.url, address), allow_redirects=False, timeout=120)

    def begin(self, next=""):
        answer = self.get("/sign-in/provider" + next)
        assert answer.status_code == 303, (answer.status_code, answer.text)
        return answer.headers["location"]

    def consent(self, location, subject):
        """What a person does at the provider."""
        answer = requests.post(
            location, data={"sub": subject}, verify=False, allow_redirects=False, timeout=120)
        assert answer.status_code == 302, (answer.status_code, answer.text)
        return answer.headers["location"]


def touchstone(binary, *arguments, status=0):
    done = subprocess.run([binary, *arguments], capture_output=True, text=True, timeout=300)
    assert done.returncode == status, (arguments, done.stdout, done.stderr)
    return done.stdout


def make_member(binary, folder):
    authority, home = str(folder / "authority"), str(folder / "verel")
    alliance = ["--alliance", "alliance.example"]
    touchstone(binary, "alliance", "init", "--home", authority, *alliance)
    touchstone(binary, "member", "init", "--home", home, *alliance, "--member", "maison-verel",
               "--name", "Verel", "--prefix", "9521001")
    touchstone(binary, "alliance", "admit", "--home", authority,
               f"{home}/peers/maison-verel.json", "--deliver", home)
    return home


def check_subjects(desk):
    anna = Browser(desk)
    back = anna.consent(anna.begin("?next=/account%3Fa"), "s-anna")
    answer = anna.get(back)
    assert answer.status_code == 200, answer.text
    assert answer.headers["refresh"] == "0; url=/account?a", answer.headers
    assert "Anna Weber" in anna.get("/account").text
    # The answer again, in the same and in another browser; one's answer in another's browser.
    assert anna.get(back).status_code == 400
    assert Browser(desk).get(back).status_code == 400
    other = Browser(desk)
    stolen = other.consent(other.begin(), "s-anna")
    victim = Browser(desk)
    victim.begin()
    assert victim.get(stolen).status_code == 400
    assert victim.get("/account").status_code == 401
    # A code that the provider never gave.
    forged = Browser(desk)
    state = urllib.parse.parse_qs(urllib.parse.urlsplit(forged.begin()).query)["state"][0]
    assert forged.get(f"/sign-in/return?code=x&state={state}").status_code == 502
    # Somebody the provider knows and the list does not, also with the address of somebody on it.
    for subject in ("s-cy", "s-nobody"):
        stranger = Browser(desk)
        assert stranger.get(stranger.consent(stranger.begin(), subject)).status_code == 403
        assert stranger.get("/account").status_code == 401
    # Signing out, by the form as it stands on the page.
    token = re.search(r'name="form" value="([^"]+)"', anna.get("/account").text).group(1)
    answer = anna.session.post(desk.url + "/sign-out", data={"form": token},
                               headers={"origin": desk.url}, timeout=120)
    assert answer.status_code == 200 and anna.get("/account").status_code == 401


def check_emails(desk):
    bo = Browser(desk)
    assert bo.get(bo.consent(bo.begin(), "s-bo")).status_code == 200
    assert "Bo Lind" in bo.get("/account").text
    # The address of somebody on the list, which the provider has not verified.
    cy = Browser(desk)
    assert cy.get(cy.consent(cy.begin(), "s-cy")).status_code == 403


def main(binary):
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        home = make_member(binary, folder)
        trusted, context = certificate(folder, "provider")
        issuer = run_provider(context)
        pathlib.Path(home, "certs/sign-in-ca.pem").write_bytes(trusted.read_bytes())
        secret = pathlib.Path(home, "certs/sign-in.secret")
        secret.write_text("correct horse\n")
        secret.chmod(0o600)
        person = ["desk", "person", "add", "--home", home, "--role", "investigator"]
        touchstone(binary, *person, "anna", "--name", "Anna Weber", "--issuer", issuer,
                   "--subject", "s-anna", "--email", "anna@verel.example")
        touchstone(binary, *person, "bo", "--name", "Bo Lind", "--email", "bo@verel.example")
        settings = {"issuer": issuer, "clientID": "touchstone", "match": "subject"}
        with Desk(binary, home, settings) as desk:
            check_subjects(desk)
        with Desk(binary, home, settings | {"match": "verifiedEmail"}) as desk:
            check_emails(desk)
        print("people sign in at oidc-provider-mock by subject and by verified address")

        hostile = run_hostile(context)
        stranger, other = certificate(folder, "stranger")
        unknown = run_hostile(other)
        for issuer in [f"{hostile}/{kind}" for kind in
                       ("redirect", "endless", "rubbish", "deep", "empty")] + [unknown]:
            with Desk(binary, home, settings | {"issuer": issuer}) as desk:
                answer = Browser(desk).get("/sign-in/provider")
                assert answer.status_code == 502, (issuer, answer.status_code)
                assert "set-cookie" not in answer.headers
        # More of them than connections go to one provider: each ends, and none keeps the next one waiting.
        for kind in ("stall", "drip"):
            with Desk(binary, home, settings | {"issuer": f"{hostile}/{kind}"}) as desk:
                for _ in range(3):
                    begun = time.monotonic()
                    assert Browser(desk).get("/sign-in/provider").status_code == 502, kind
                    assert time.monotonic() - begun < 30, kind
        secret.chmod(0o644)
        touchstone(binary, "validate", "--home", home, status=1)
        print("hostile providers, and one whose certificate nobody trusts, sign nobody in")


main(sys.argv[1])
