"""Verifies an evidence bundle with nothing of ours: tar, SHA-256, Ed25519, RFC 6962 and C2SP's note,
tlog-proof and tlog-cosignature, written down once more.

    verify_bundle.py BUNDLE AUTHORITY_VKEY_FILE       verifies one
    verify_bundle.py BINARY DEMO_HOME                 makes one at a demo's node, verifies it in an empty
                                                      folder with both programs, and alters it
"""
import base64, hashlib, io, json, pathlib, random, re, subprocess, sys, tarfile, tempfile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha(data): return hashlib.sha256(data).digest()
def node(left, right): return sha(b"\1" + left + right)
def need(holds, otherwise):
    if not holds: raise ValueError(otherwise)


class Key:
    """c2sp.org/signed-note, "Verifier keys"."""
    def __init__(self, name, kind, public):
        self.name, self.kind, self.public = name, kind, public
        self.id = sha(name.encode() + b"\n" + bytes([kind]) + public)[:4]

    @classmethod
    def parse(cls, text):
        name, key_id, material = text.strip().split("+", 2)
        material = base64.b64decode(material, validate=True)
        key = cls(name, material[0], material[1:])
        need(key.id.hex() == key_id, f"key ID of {name}")
        return key

    def check(self, signature, message):
        Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)


class Note:
    def __init__(self, data):
        text, blank, lines = data.decode().rpartition("\n\n")
        need(blank and lines.endswith("\n"), "no signed note")
        self.text = text + "\n"
        self.lines = []
        for line in lines[:-1].split("\n"):
            dash, name, signature = line.split(" ")
            need(dash == "\u2014", "no signature line")
            signature = base64.b64decode(signature, validate=True)
            self.lines.append((name, signature[:4], signature[4:]))

    def signed_by(self, keys):
        """The keys that signed, with the time of a cosignature; a bad line of a known key is an error."""
        found = []
        for name, key_id, signature in self.lines:
            for key in keys:
                if (key.name, key.id) != (name, key_id): continue
                message, time = self.text.encode(), None
                if key.kind == 4:
                    time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
                    message = f"cosignature/v1\ntime {time}\n".encode() + message
                key.check(signature, message)
                found.append((key, time))
        return found


def registers(notes, authority):
    """The newest version; each was made by the authority of the one before, the first by the key given."""
    trusted, previous, roster = [authority], None, None
    for note in notes:
        roster = json.loads(note.text)
        own = [Key.parse(k["key"]) for k in roster["authority"]["keys"] if "until" not in k]
        threshold = roster["authority"]["threshold"]
        voices = {k.public for k, _ in note.signed_by(own)} & {k.public for k in trusted + own}
        if previous is None:
            voices &= {authority.public}
        else:
            need(roster["previous"] == base64.b64encode(sha(previous.text.encode())).decode(), "chain")
            need({k.public for k, _ in note.signed_by(trusted)}, "not signed by the authority before")
        need(len(voices) >= threshold, f"register {roster['version']} lacks signatures")
        trusted, previous = own, note
    need(roster is not None, "no register")
    return roster


def inclusion(leaf, index, size, path):
    """RFC 9162, 2.1.3.2."""
    need(index < size, "index beyond the tree")
    fn, sn, root = index, size - 1, leaf
    for sibling in path:
        need(sn != 0, "path too long")
        if fn & 1 or fn == sn:
            root = node(sibling, root)
            while not fn & 1 and fn != 0: fn, sn = fn >> 1, sn >> 1
        else:
            root = node(root, sibling)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "path too short")
    return root


def consistent(first, second, root1, root2, path):
    """RFC 9162, 2.1.4.2."""
    need(0 < first < second, "sizes")
    if first & (first - 1) == 0: path = [root1] + path
    need(path, "no path")
    fn, sn = first - 1, second - 1
    while fn & 1: fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        need(sn != 0, "path too long")
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn != 0: fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0 and fr == root1 and sr == root2, "histories differ")


def proof(data):
    lines = data.decode().split("\n")
    need(lines[0] == "c2sp.org/tlog-proof@v1" and lines[1].startswith("index "), "no tlog-proof")
    blank = lines.index("")
    path = [base64.b64decode(line, validate=True) for line in lines[2:blank]]
    note = Note("\n".join(lines[blank + 1:]).encode())
    origin, size, root = note.text.split("\n")[:3]
    return int(lines[1][6:]), path, note, origin, int(size), base64.b64decode(root, validate=True)


def holds(key, at):
    """Whether a key of the register was in use; times are in one form, so they compare as texts."""
    return key.get("from", "") <= at and at < key.get("until", "9")


def certificate(note, roster, members):
    """docs/erasure.md: the authority's threshold, and the author where the reason asks for it."""
    header, *fields = note.text[:-1].split("\n")
    need(header == "touchstone-erasure/v1", "no certificate")
    fields = dict(field.split(" ", 1) for field in fields)
    keys = [Key.parse(k["key"]) for k in roster["authority"]["keys"]
            if fields["time"] < k.get("until", "9")]
    need(len({k.public for k, _ in note.signed_by(keys)}) >= roster["authority"]["threshold"], "authority")
    _, _, member, epoch = fields["origin"].split("/")
    public = next(k["key"] for k in members[member]["logKeys"] if k["epoch"] == epoch)
    author = Key(fields["origin"], 1, base64.b64decode(public))
    need(fields["reason"] in ("retention-limit", "legal-order") or note.signed_by([author]), "author")
    return fields


def covers(certificate, origin, index):
    ranges = [r.split("-") for r in certificate["entries"].split(",")]
    return certificate["origin"] == origin and any(int(r[0]) <= index <= int(r[-1]) for r in ranges)


def verify(data, authority):
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        members = archive.getmembers()
        need(len({m.name for m in members}) == len(members), "a file twice")
        files = {m.name: archive.extractfile(m).read() for m in members}
    manifest = Note(files["manifest.note"])
    header, about, *sums = manifest.text[:-1].split("\n")
    need(header == "touchstone/evidence-bundle/v1", "no bundle")
    about = json.loads(about)
    need([s.split("  ", 1)[1] for s in sums] == [n for n in files if n != "manifest.note"], "files")
    for line in sums:
        digest, name = line.split("  ", 1)
        need(sha(files[name]).hex() == digest, name)
    count = len([n for n in files if n.startswith("register/")])
    roster = registers([Note(files[f"register/{n + 1}.note"]) for n in range(count)], authority)
    members = {m["id"]: m for m in roster["members"]}
    maker = [Key.parse(k["key"]) for k in members[about["member"]]["answerKeys"] if holds(k, about["made"])]
    need(manifest.signed_by(maker), "not signed by its maker")
    witnesses = [Key.parse(w["key"]) for w in roster["witnesses"] if "until" not in w]
    erased = [certificate(Note(files[n]), roster, members) for n in files if n.startswith("erasures/")]
    roots, seen, statements, cosigned, number = {}, set(), 0, 0, 1
    while f"statements/{number}/entry" in files:
        entry = files[f"statements/{number}/entry"]
        index, path, note, origin, size, root = proof(files[f"statements/{number}/proof.tlog-proof"])
        _, _, member, epoch = origin.split("/")
        public = next(k["key"] for k in members[member]["logKeys"] if k["epoch"] == epoch)
        need(note.signed_by([Key(origin, 1, base64.b64decode(public))]), f"{origin} not signed")
        need(inclusion(sha(b"\0" + entry), index, size, path) == root, f"statement {number}")
        payload = files.get(f"statements/{number}/payload")
        gone = any(covers(e, origin, index) for e in erased)
        if payload is not None:
            need(sha(payload) == entry[10:] and not gone, f"payload {number}")
        else:
            need(entry[1] >= 0x80 or gone, f"payload {number} is missing")
        part = about.get("part", {})
        need(member in part.get("members", [member]), f"statement {number} is of another member")
        need(origin.split("/")[1] in part.get("channels", [origin.split("/")[1]]),
             f"statement {number} is of another channel")
        need((origin, index) not in seen, f"statement {number} is there twice")
        seen.add((origin, index))
        need(roots.setdefault(origin, {}).setdefault(size, root) == root, f"two roots of {origin}")
        cosigned += bool(note.signed_by(witnesses))
        statements, number = statements + 1, number + 1
    for member in roster["members"]:
        for end in member.get("logs", []):
            origin = f"{roster['alliance']}/{end['channel']}/{member['id']}/{end['epoch']}"
            if origin in roots and isinstance(end["until"], dict):
                end = end["until"]
                root = base64.b64decode(end["root"])
                need(roots[origin].setdefault(int(end["size"]), root) == root, "the register's end")
    histories = {}
    for name in files:
        if name.startswith("logs/"):
            _, origin, *blocks = files[name].decode().split("\n", 2)
            histories[origin] = [b.split("\n") for b in blocks[0].split("\n\n")[:-1]]
    for origin, known in roots.items():
        sizes = sorted(known)
        steps = histories.pop(origin, [])
        need(len(steps) == len(sizes) - 1, f"histories of {origin}")
        for step, first, second in zip(steps, sizes, sizes[1:]):
            need(step[0] == f"{first} {second}", "steps")
            hashes = [base64.b64decode(line, validate=True) for line in step[1:]]
            consistent(first, second, known[first], known[second], hashes)
    need(not histories, "a history of nothing")
    return about, statements, cosigned, len(files)


def demo(binary, home):
    nodes = json.loads(pathlib.Path(home, "demo.json").read_text())["nodes"]
    where = next(n["home"] for n in nodes if "home" in n) if "home" in nodes[0] else str(
        next(p.parent for p in sorted(pathlib.Path(home).rglob("log.sqlite"))))
    with tempfile.TemporaryDirectory() as folder:
        bundle = pathlib.Path(folder, "bundle.evidence.tar")
        photo = pathlib.Path(folder, "photo.jpg")
        photo.write_bytes(b"what a camera made")
        subprocess.run(
            [binary, "evidence", "make", "domain", "golden-river-sweets.example", "--home", where,
             "--purpose", "investigation: interop", "--capture", str(photo), "--output", str(bundle)],
            check=True)
        keys = next(pathlib.Path(where).rglob("authority.vkey")).read_text().split("\n")
        vkey = next(line for line in keys if line and not line.startswith("#"))
        data = bundle.read_bytes()
        about, statements, cosigned, files = verify(data, Key.parse(vkey))
        print(f"{about['about']['value']}: {statements} statements, {cosigned} cosigned, {files} files "
              "verified independently")
        with tempfile.TemporaryDirectory() as clean:
            verifying = [binary, "evidence", "verify", "b", "--authority", vkey, "--capture", "p"]
            pathlib.Path(clean, "b").write_bytes(data)
            pathlib.Path(clean, "p").write_bytes(photo.read_bytes())
            subprocess.run(verifying, cwd=clean, check=True)
            listed = subprocess.run(["tar", "-xvf", "b"], cwd=clean, check=True, capture_output=True)
            assert len(listed.stdout.split()) == files
            sums = re.findall(r"^[0-9a-f]{64}  .*$", pathlib.Path(clean, "manifest.note").read_text(), re.M)
            subprocess.run(["sha256sum", "--check", "--quiet"], cwd=clean, check=True,
                           input="\n".join(sums).encode() + b"\n")
            chance, refused = random.Random(20261126), 0
            for _ in range(300):
                altered = bytearray(data)
                altered[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
                pathlib.Path(clean, "b").write_bytes(altered)
                ours = subprocess.run(verifying, cwd=clean, capture_output=True).returncode
                assert ours in (1, 2), ours
                try:
                    verify(bytes(altered), Key.parse(vkey))
                except (ValueError, KeyError, StopIteration, InvalidSignature, tarfile.TarError, AttributeError):
                    refused += 1
            # What it does not look at are the archive's own heads and padding, most of each small file.
            assert refused > 60, refused
            print(f"300 altered bundles: 300 refused by touchstone, {refused} by this program, "
                  "which does not look at the archive's own heads")


if pathlib.Path(sys.argv[2]).is_dir():
    demo(sys.argv[1], sys.argv[2])
else:
    text = pathlib.Path(sys.argv[2]).read_text().split("\n")
    key = Key.parse(next(line for line in text if line and not line.startswith("#")))
    about, statements, cosigned, files = verify(pathlib.Path(sys.argv[1]).read_bytes(), key)
    print(f"{statements} statements, {cosigned} cosigned, {files} files verified")
    if "part" in about: print("a part:", json.dumps(about["part"], sort_keys=True))
