"""The peer port as sslyze and openssl see it: TLS 1.3 alone, and nothing without a certificate."""
import json, re, subprocess, sys

home = sys.argv[2]
node = json.load(open(f"{home}/demo.json"))["nodes"][0]
address = node["peerURL"].removeprefix("https://")

for version in ("ssl2", "ssl3", "tls1", "tls1_1", "tls1_2"):
    result = subprocess.run(
        ["openssl", "s_client", "-connect", address, f"-{version}"],
        input=b"", capture_output=True, timeout=20)
    assert b"Cipher is (NONE)" in result.stdout or result.returncode != 0, f"{version} was taken"

identity = ["-cert", node["certificate"], "-key", node["key"], "-CAfile", node["ca"]]
accepted = subprocess.run(
    ["openssl", "s_client", "-connect", address, "-tls1_3", "-verify_return_error", "-quiet",
     *identity],
    input=b"GET /roster HTTP/1.1\r\nHost: peer\r\nConnection: close\r\n\r\n",
    capture_output=True, timeout=20)
assert accepted.stdout.startswith(b"HTTP/1.1 200"), accepted.stdout[:200] + accepted.stderr[-300:]

nobody = subprocess.run(
    ["openssl", "s_client", "-connect", address, "-tls1_3", "-quiet"],
    input=b"GET /roster HTTP/1.1\r\nHost: peer\r\nConnection: close\r\n\r\n",
    capture_output=True, timeout=20)
assert b"200" not in nobody.stdout, "served without a certificate"

scan = subprocess.run(
    [sys.executable, "-m", "sslyze", "--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2",
     "--tlsv1_3", "--cert", node["certificate"], "--key", node["key"], address],
    capture_output=True, text=True, timeout=120)
for version in ("SSL 2.0", "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2"):
    block = re.search(rf"\* {version} Cipher Suites:.*?(?=\n \*|\Z)", scan.stdout, re.S)
    assert block, f"sslyze did not look at {version}:\n{scan.stdout}{scan.stderr}"
    assert "accepted" not in block.group(0).replace("none was accepted", ""), block.group(0)
print("TLS 1.3 only; served with a member's certificate, refused without (openssl, sslyze)")
