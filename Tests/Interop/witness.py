"""Witnessing with programs that are not ours (aics-witness and aics-tlog from PyPI), both ways:

- an aics-witness, admitted as a member, cosigns the logs of our nodes, over the real peer port;
- a log kept with aics-tlog, its author admitted as a member, is cosigned by our nodes;
- whatever comes of it verifies with aics-tlog's own verifier and the keys of the member register.
"""
import base64, hashlib, http.client, http.server, json, pathlib, shutil, socket, ssl
import subprocess, sys, threading, time, urllib.request

from aics_tlog.checkpoint import Checkpoint, sign_checkpoint, verify_checkpoint
from aics_tlog.note import format_vkey, parse_note, parse_vkey, vkey_from_ed25519
from aics_tlog.tree import MerkleTree
from aics_witness.feeder import (
    WitnessAhead, WitnessClient, WitnessRejected, merge_cosignatures)
from cryptography.hazmat.primitives.serialization import load_pem_private_key

binary, home = sys.argv[1], pathlib.Path(sys.argv[2])
nodes = {node["member"]: node for node in json.load(open(home / "demo.json"))["nodes"]}
hub, author = nodes["bazario"], nodes["vitalon"]
alliance = "alliance.example"


def touchstone(*arguments):
    return subprocess.run(
        [binary, *arguments], check=True, capture_output=True, text=True).stdout


def answer(*arguments):
    return json.loads(touchstone(*arguments, "--format", "json"))


def eventually(what, condition, seconds=60):
    deadline = time.time() + seconds
    while time.time() < deadline:
        found = condition()
        if found: return found
        time.sleep(0.2)
    raise AssertionError(f"this did not come about: {what}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# A further member, whose cosigner key is made and kept by aics-witness.
lumen = home / "lumen"
port, inner_port = free_port(), free_port()
touchstone("member", "init", "--home", lumen, "--alliance", alliance, "--member", "lumen",
           "--name", "Lumen Labs", "--role", "brand", "--endpoint", f"https://127.0.0.1:{port}")
aics = [str(pathlib.Path(sys.executable).parent / "aics-witness"), "--config",
        str(home / "aics/witness.json")]
(home / "aics").mkdir()


def aics_witness(*arguments):
    command = [aics[0], arguments[0], *aics[1:], *arguments[1:]]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout


made = aics_witness("init", "--name", "lumen.example/w1")
vkey = next(word for word in made.split() if word.startswith("lumen.example/w1+"))
descriptor = lumen / "peers/lumen.json"
wish = json.loads(descriptor.read_text())
wish["cosignerKey"] = vkey
descriptor.write_text(json.dumps(wish))
touchstone("alliance", "admit", "--home", home / "authority", descriptor, "--deliver", lumen,
           "--witness")
for note in (home / "authority/peers").glob("*.note"):
    shutil.copy(note, home / "bazario/peers" / note.name)
roster = json.loads(parse_note((home / "authority/peers/roster.note").read_bytes()).text)
members = {member["id"]: member for member in roster["members"]}
witness_keys = [parse_vkey(witness["key"]) for witness in roster["witnesses"]]
assert len(witness_keys) == 4 and roster["quorum"] == 3, roster["quorum"]


def origin_of(member): return f"{alliance}/alliance/{member}/e1"


def log_key(member):
    key = base64.b64decode(members[member]["logKeys"][0]["key"])
    return vkey_from_ed25519(origin_of(member), key)


# aics-witness speaks HTTP; this gives it the alliance's TLS and paths.
mutual = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
mutual.minimum_version = ssl.TLSVersion.TLSv1_3
mutual.load_cert_chain(lumen / "certs/tls.pem", lumen / "certs/tls.key")
mutual.load_verify_locations(lumen / "certs/alliance-ca.pem")
mutual.verify_mode = ssl.CERT_REQUIRED
seen = []


class Front(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self): self.forward(self.rfile.read(int(self.headers["content-length"])))
    def do_GET(self): self.forward(None)
    def log_message(self, *_): pass

    def forward(self, body):
        status, kind, answer = 404, "text/plain", b""
        if self.path.startswith("/witness/"):
            inner = http.client.HTTPConnection("127.0.0.1", inner_port, timeout=20)
            try:
                inner.request(self.command, self.path.removeprefix("/witness"), body)
                response = inner.getresponse()
                status, kind, answer = response.status, response.headers["content-type"], response.read()
            except OSError:  # it has not begun to listen, or has ended
                status = 503
            seen.append((self.command, self.path, status))
        self.send_response(status)
        self.send_header("content-type", kind or "text/plain")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


front = http.server.ThreadingHTTPServer(("127.0.0.1", port), Front)
front.socket = mutual.wrap_socket(front.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=front.serve_forever, daemon=True).start()

for member in ("vitalon", "bazario"):
    aics_witness("add-log", "--origin", origin_of(member), "--vkey", format_vkey(log_key(member)))
server = subprocess.Popen(
    [aics[0], "serve", *aics[1:], "--listen", f"127.0.0.1:{inner_port}"],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    eventually("aics-witness is up", lambda: subprocess.run(
        ["curl", "-fsS", f"http://127.0.0.1:{inner_port}/healthz"],
        capture_output=True).returncode == 0)

    # 1. Their witness cosigns our log, from nothing and then with a proof.
    def cosigned_by_lumen(home, member):
        for log in answer("log", "list", "--home", home)["logs"]:
            if log["origin"] == origin_of(member): return "lumen.example/w1" in log["cosigners"]

    eventually("vitalon takes up the register",
               lambda: len(answer("alliance", "roster", "--home", author["home"])["witnesses"]) == 4)
    sizes = []
    for number in range(2):
        touchstone("indicator", "add", "domain", f"lumen-{number}.example", "--home", author["home"])
        eventually("aics-witness cosigns", lambda: cosigned_by_lumen(author["home"], "vitalon"))
        # What the hub serves is what everybody can verify.
        client = ssl.create_default_context(cafile=hub["ca"])
        client.check_hostname = False
        client.load_cert_chain(lumen / "certs/tls.pem", lumen / "certs/tls.key")

        def served():
            request = http.client.HTTPSConnection(
                hub["peerURL"].removeprefix("https://"), context=client, timeout=20)
            request.request("GET", f"/log/{origin_of('vitalon')}/checkpoint")
            note = request.getresponse().read()
            result = verify_checkpoint(
                parse_note(note), log_key("vitalon"), witness_keys, 4,
                expected_origin=origin_of("vitalon"))
            return result if result.ok else None

        result = eventually("the hub serves a checkpoint with four cosignatures", served)
        assert sorted(result.witnesses) == sorted(key.name for key in witness_keys)
        sizes.append(result.size)
    assert sizes[1] == sizes[0] + 1
    accepted = [status for method, _, status in seen if method == "POST"]
    assert accepted.count(200) >= 2, seen
    print(f"aics-witness cosigned our log at sizes {sizes[0]} and {sizes[1]}; "
          f"aics-tlog verifies what the hub serves with {len(result.witnesses)} cosignatures")

    # 2. Our witnesses cosign a log that aics-tlog keeps.
    private = load_pem_private_key((lumen / "certs/log.key").read_bytes(), None)
    origin = origin_of("lumen")
    tree = MerkleTree(f"entry {number}".encode() for number in range(700))
    assert private.public_key().public_bytes_raw() == log_key("lumen").public_key

    def checkpoint(size, of=tree, by=private, name=origin):
        return sign_checkpoint(Checkpoint(name, size, of.root(size)), by, name).to_bytes()

    def proof(old, new): return tree.consistency_proof(old, new)

    ours = [nodes[member] for member in ("bazario", "maison-verel", "norvik")]
    keys = {member["id"]: member["cosignerKeys"][0]["key"] for member in roster["members"]}
    eventually("our witnesses know of lumen", lambda: all(
        any(member["id"] == "lumen" for member in
            answer("alliance", "roster", "--home", node["home"])["members"]) for node in ours))
    for size in (0, 1, 255, 256, 300, 700):
        note = checkpoint(size)
        for node in ours:
            with WitnessClient(
                    node["peerURL"] + "/witness", keys[node["member"]], ssl_context=client,
                    state_path=home / f"aics/{node['member']}.json") as witness:
                note = merge_cosignatures(note, witness.submit(checkpoint(size), proof))
        result = verify_checkpoint(
            parse_note(note), log_key("lumen"), [parse_vkey(keys[n["member"]]) for n in ours], 3,
            expected_origin=origin, max_age_seconds=60)
        assert result.ok, (size, result.error)
    print("our three witnesses cosigned a log of aics-tlog at six sizes up to 700")

    # 3. And refuse what they must; a client without memory is led by the 409.
    with WitnessClient(hub["peerURL"] + "/witness", keys["bazario"], ssl_context=client) as witness:
        witness.submit(checkpoint(700), proof)
        fork = MerkleTree(f"other {number}".encode() for number in range(800))
        for bad, status, old in (
                (checkpoint(700, of=fork), 422, 700),
                (checkpoint(800, of=fork), 422, 700),
                (checkpoint(5, name="somebody.example/log"), 404, 0)):
            try:
                witness.submit(bad, lambda a, b: fork.consistency_proof(a, b), old_size=old)
                raise AssertionError(f"a {status} was expected")
            except WitnessRejected as refusal:
                assert refusal.status == status, (refusal.status, status)
        try:
            witness.submit(checkpoint(300), proof, old_size=300)
            raise AssertionError("a smaller tree was cosigned")
        except WitnessAhead as ahead:
            assert ahead.known_size == 700
    request = http.client.HTTPSConnection(
        hub["peerURL"].removeprefix("https://"), context=client, timeout=20)
    request.request("GET", f"/witness/{hashlib.sha256(origin.encode()).hexdigest()}/checkpoint")
    shown = verify_checkpoint(
        parse_note(request.getresponse().read()), log_key("lumen"), [parse_vkey(keys["bazario"])], 1)
    assert shown.ok and shown.size == 700, shown
    print("a fork is 422, an unknown log 404, a smaller tree 409 with the size; "
          "the monitoring endpoint verifies")
finally:
    server.terminate()
    server.wait(20)
    front.shutdown()
