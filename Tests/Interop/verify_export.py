"""Verifies an exported log with nothing of ours: RFC 6962 and C2SP written down once more.

Reads checkpoint, vkey, tile/ and tile/entries/ of the demo's export; checks the signature, every
entry bundle against its level-0 tile, every tile against the tiles below it, and the root.
"""
import base64, hashlib, pathlib, sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def leaf(data): return hashlib.sha256(b"\0" + data).digest()
def node(left, right): return hashlib.sha256(b"\1" + left + right).digest()


def root(hashes):
    if not hashes: return hashlib.sha256(b"").digest()
    if len(hashes) == 1: return hashes[0]
    k = 1
    while k * 2 < len(hashes): k *= 2
    return node(root(hashes[:k]), root(hashes[k:]))


def number(n):
    parts = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        parts.insert(0, f"x{n % 1000:03d}")
    return "/".join(parts)


def tile(folder, size, index):
    full, rest = divmod(size, 256)
    name = number(index) if index < full else f"{number(index)}.p/{rest}"
    return (folder / name).read_bytes()


def main(home):
    export = pathlib.Path(home, "export")
    text, _, signatures = (export / "checkpoint").read_text().partition("\n\n")
    origin, size, root64 = text.split("\n")[:3]
    size = int(size)
    name, key_id, key = (export / "vkey").read_text().strip().split("+", 2)
    assert name == origin, (name, origin)
    key = base64.b64decode(key)
    assert key[0] == 1 and hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == key_id
    verified = False
    for line in signatures.strip().split("\n"):
        dash, signer, signature = line.split(" ")
        signature = base64.b64decode(signature)
        if dash == "\u2014" and signer == name and signature[:4].hex() == key_id:
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature[4:], (text + "\n").encode())
            verified = True
    assert verified, "no signature by the log's key"
    leaves = []
    for index in range((size + 255) // 256):
        bundle = tile(export / "tile" / "entries", size, index)
        at = 0
        while at < len(bundle):
            length = int.from_bytes(bundle[at:at + 2], "big")
            entry = bundle[at + 2:at + 2 + length]
            assert len(entry) == length, "an entry is cut off"
            leaves.append(leaf(entry))
            at += 2 + length
        hashes = tile(export / "tile" / "0", size, index)
        assert hashes == b"".join(leaves[index * 256:index * 256 + 256]), f"level 0 tile {index}"
    assert len(leaves) == size, (len(leaves), size)
    assert base64.b64encode(root(leaves)).decode() == root64, "the root differs"
    level, below = 1, leaves
    while len(below) >= 256:
        below = [root(below[i * 256:i * 256 + 256]) for i in range(len(below) // 256)]
        for index in range((len(below) + 255) // 256):
            want = b"".join(below[index * 256:index * 256 + 256])
            assert tile(export / "tile" / str(level), len(below), index) == want
        level += 1
    print(f"{origin}: {size} entries, signature, tiles and root verified independently")


main(sys.argv[2])
