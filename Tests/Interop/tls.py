"""Both ports as openssl, sslyze and testssl see them: TLS 1.3 alone, no data before the handshake is
done, sessions resumed and judged all the same, and nothing for members without a certificate."""
import json, os, re, subprocess, sys, tempfile

home = sys.argv[2]
node = json.load(open(f"{home}/demo.json"))["nodes"][0]
peer = node["peerURL"].removeprefix("https://")
desk = node["deskURL"].removeprefix("https://")
identity = ["-cert", node["certificate"], "-key", node["key"], "-CAfile", node["ca"]]
# A path that each port answers with 200 to a member.
ports = {"peer": (peer, "/roster"), "desk": (desk, "/")}


def s_client(address, arguments, request=b""):
    return subprocess.run(
        ["openssl", "s_client", "-connect", address, *arguments], input=request,
        capture_output=True, timeout=30)


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n".encode()


for port, (address, path) in ports.items():
    for version in ("ssl2", "ssl3", "tls1", "tls1_1", "tls1_2"):
        result = s_client(address, [f"-{version}"])
        assert b"Cipher is (NONE)" in result.stdout or result.returncode != 0, \
            f"{port}: {version} was taken"
    accepted = s_client(
        address, ["-tls1_3", "-verify_return_error", "-quiet", *identity], get(path))
    assert accepted.stdout.startswith(b"HTTP/1.1 200"), \
        (port, accepted.stdout[:200], accepted.stderr[-300:])

nobody = s_client(peer, ["-tls1_3", "-quiet"], get("/roster"))
assert b"200" not in nobody.stdout, "served without a certificate"
nobody = s_client(desk, ["-tls1_3", "-quiet"], get("/checkConnectivity"))
assert nobody.stdout.startswith(b"HTTP/1.1 401"), nobody.stdout[:200]

# A session is resumed; what is sent with its first flight is not taken.
with tempfile.TemporaryDirectory() as folder:
    session, early = f"{folder}/session", f"{folder}/early"
    for port, (address, path) in ports.items():
        first = s_client(address, ["-ign_eof", "-sess_out", session, *identity], get(path))
        assert b"New, TLSv1.3" in first.stdout and os.path.exists(session), (port, first.stdout)
        assert b"Max Early Data: 0" in first.stdout, f"{port}: a ticket allows early data"
        open(early, "wb").write(get(path))
        second = s_client(
            address, ["-ign_eof", "-sess_in", session, "-early_data", early, *identity], get(path))
        assert b"Reused, TLSv1.3" in second.stdout, (port, second.stdout[-500:])
        assert b"Early data was accepted" not in second.stdout, f"{port}: early data was taken"
        assert b"HTTP/1.1 200" in second.stdout, (port, second.stdout[-500:])
        os.remove(session)

for port, (address, path) in ports.items():
    scan = subprocess.run(
        [sys.executable, "-m", "sslyze", "--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2",
         "--tlsv1_3", "--early_data", "--cert", node["certificate"], "--key", node["key"], address],
        capture_output=True, text=True, timeout=180)
    for version in ("SSL 2.0", "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2"):
        block = re.search(rf"\* {version} Cipher Suites:.*?(?=\n \*|\Z)", scan.stdout, re.S)
        assert block, f"sslyze did not look at {version}:\n{scan.stdout}{scan.stderr}"
        assert "accepted" not in block.group(0).replace("none was accepted", ""), block.group(0)
    block = re.search(r"\* TLS 1.3 Early Data:.*?(?=\n \*|\Z)", scan.stdout, re.S)
    assert block and "Not Supported" in block.group(0), f"sslyze: {block and block.group(0)}"

# testssl has no client certificate to show, so at the peer port it sees the handshake alone.
expected = {
    "SSLv2": "not offered", "SSLv3": "not offered", "TLS1": "not offered",
    "TLS1_1": "not offered", "TLS1_2": "not offered", "TLS1_3": "offered",
}
attacks = [
    "heartbleed", "CCS", "ticketbleed", "ROBOT", "secure_renego", "secure_client_renego",
    "CRIME_TLS", "POODLE_SSL", "FREAK", "DROWN", "LOGJAM", "BEAST", "LUCKY13", "RC4",
]
for port, (address, path) in ports.items():
    with tempfile.TemporaryDirectory() as folder:
        report = f"{folder}/report.json"
        subprocess.run(
            ["testssl", "--quiet", "--color", "0", "--warnings", "off", "--ip", "one",
             "--connect-timeout", "10", "--openssl-timeout", "10", "--protocols", "--vulnerable",
             "--jsonfile", report, address],
            capture_output=True, stdin=subprocess.DEVNULL, timeout=400)
        found = {entry["id"]: entry for entry in json.load(open(report))}
    for name, words in expected.items():
        assert found[name]["finding"].startswith(words), (port, found[name])
    for name in attacks:
        assert found[name]["severity"] in ("OK", "INFO"), (port, found[name])
print("both ports: TLS 1.3 only, no early data, sessions resumed; served with a member's certificate, "
      "refused without (openssl, sslyze, testssl)")
