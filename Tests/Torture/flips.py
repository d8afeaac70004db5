"""A bit turns over on the disk of a node at rest. Whatever is answered, served or signed afterwards is
what it would have been, or there is an error instead."""
import base64, hashlib, http.client, json, shutil, sqlite3, ssl, time
from alliance import Failure, Ledger, origin, peek

# Bits in what is stored of logs and registers, whose sorts have names; and bits in all else.
FLIPS = 1000
OTHER_FLIPS = 400

# Where bits turn over, and how many in a hundred of each of the two. A column's content is looked for in the
# file, so that each sort of row is met however small its share of the file is.
STORED = {
    "entries": ("log.sqlite", "SELECT entries FROM entry_bundles", 18),
    "payloads": ("log.sqlite", "SELECT payloads FROM payload_bundles", 18),
    "tail entries": ("log.sqlite", "SELECT entries FROM tail", 11),
    "tail payloads": ("log.sqlite", "SELECT payloads FROM tail", 11),
    "tiles": ("log.sqlite", "SELECT hashes FROM tiles", 14),
    "checkpoints": ("log.sqlite", "SELECT note FROM checkpoints", 14),
    "rosters": ("log.sqlite", "SELECT note FROM rosters", 10),
    "register files": (["peers/roster.note"], 4),
}
OTHERS = {
    "edges": ("log.sqlite", "SELECT edge FROM logs", 12),
    "view rows": ("view.sqlite", "SELECT body FROM row", 18),
    "log.sqlite, anywhere": (["log.sqlite"], 24),
    "view.sqlite, anywhere": (["view.sqlite"], 20),
    "fence": (["certs/log.fence"], 10),
    "keys and certificates": (
        ["certs/log.key", "certs/cosigner.key", "certs/answer.key", "certs/tls.key", "certs/tls.pem",
         "certs/alliance-ca.pem", "certs/authority.vkey"], 16),
}
SORTS = {**STORED, **OTHERS}

# What became of a bit. Of what is stored the last one is none: it is a failure.
NOTICED = "noticed"
UNREAD = "unread"
FREE = "in free space"
NO_EFFECT = "without effect"
OUTCOMES = [NOTICED, UNREAD, FREE, NO_EFFECT]


class Peer:
    """Another member that asks a node for all that it serves."""

    def __init__(self, home):
        self.context = ssl.create_default_context(cafile=f"{home}/certs/alliance-ca.pem")
        self.context.check_hostname = False
        self.context.load_cert_chain(f"{home}/certs/tls.pem", f"{home}/certs/tls.key")

    def fetch(self, port, paths):
        """Status and body for each path."""
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=self.context, timeout=60)
        answers = {}
        for path in paths:
            connection.request("GET", path)
            response = connection.getresponse()
            answers[path] = (response.status, response.read())
        connection.close()
        return answers


def paths(sizes):
    """Everything immutable that is served of logs of these sizes, and what they are signed with."""
    found = ["/roster"] + [f"/roster/{version}" for version in (1, 2, 3, 4, 5)]
    for log, size in sizes.items():
        found += [f"/log/{log}/checkpoint"]
        for number in range((size + 255) // 256):
            width = min(256, size - 256 * number)
            name = f"{number:03d}" + (f".p/{width}" if width < 256 else "")
            found += [f"/log/{log}/{kind}/{name}" for kind in ("tile/entries", "payload", "tile/0")]
        if size >= 256: found += [f"/log/{log}/tile/1/000.p/{size // 256}"]
    return found


def body(path, answer):
    """What of an answer is the same every time: of checkpoints all but the dated cosignatures."""
    status, text = answer
    if not path.endswith("/checkpoint") or status != 200: return answer
    note, _, signatures = text.partition(b"\n\n")
    name = b"/".join(path.encode().split(b"/")[2:-1])
    own = [line for line in signatures.split(b"\n") if line.split(b" ")[1:2] == [name]]
    return status, note, own


class Questions:
    """What a home answers, serves and signs: the same as before, or an error."""

    COMMANDS = {
        "shown": ["log", "show", origin("verel"), "--from", "0", "--count", "1000"],
        "shown of another": ["log", "show", origin("norvik"), "--from", "0", "--count", "1000"],
        "root": ["view", "root"],
        "found": ["indicator", "search", "--prefix", "norvik-2", "--limit", "500"],
        "found by words": ["indicator", "search", "example", "--limit", "1000"],
        "audited": ["log", "audit"],
        "register": ["alliance", "roster"],
    }

    def __init__(self, scene, home):
        self.scene, self.peer = scene, Peer(scene.home("norvik"))
        self.right, self.sizes = {}, {}
        for name in self.COMMANDS:
            error, self.right[name] = self.ask(home, name)
            if error: raise Failure(f"{name}: {error}")
        for audit in self.right["audited"]["audits"]: self.sizes[audit["origin"]] = audit["size"]
        self.leaves = leaf_hashes(self.right["shown"])
        self.served = self.serve(home, posting_seconds=60)
        if self.served is None: raise Failure("nothing is served")
        missing = [p for p, (s, *_) in self.served.items() if s != 200 and not p.startswith("/roster/")]
        if missing: raise Failure(f"not all is served: {missing}")
        self.ledger = Ledger()
        self.ledger.collect(home, "before")

    def ask(self, home, name):
        """What went wrong, and the answer."""
        result = self.scene.program.run(*self.COMMANDS[name], home=home)
        if result.returncode < 0: raise Failure(f"{name}: died of signal {-result.returncode}")
        if result.returncode: return result.stdout + result.stderr, None
        return None, steady(json.loads(result.stdout))

    def check_answer(self, home, name):
        error, answer = self.ask(home, name)
        if error is None and answer != self.right[name]: raise Failure(f"another answer: {name}")
        return error

    def serve(self, home, posting_seconds=3):
        """All that a node on this home serves; None where it does not come up or is not believed."""
        node = self.scene.program.serve(home)
        port = self.scene.ports["verel"]
        try:
            if not node.wait_ready(): return None
            # A node is ready before it has looked at its record for the first time.
            signed = [path for path in paths(self.sizes) if path.endswith("/checkpoint")]
            deadline = time.time() + posting_seconds
            while any(status == 404 for status, _ in self.peer.fetch(port, signed).values()):
                if time.time() > deadline: break
                time.sleep(0.05)
            found = self.peer.fetch(port, paths(self.sizes))
            return {path: body(path, answer) for path, answer in found.items()}
        except (OSError, http.client.HTTPException):
            return None
        finally:
            node.end()

    def check_served(self, home):
        served = self.serve(home)
        if served is None: return "the node does not come up, or nobody connects"
        noticed = None
        for path, right in self.served.items():
            answer = served[path]
            if answer == right: continue
            if answer[0] == 200 or right[0] != 200: raise Failure(f"served otherwise: {path}")
            noticed = f"{path}: status {answer[0]}"
        return noticed

    def check_signed(self, home):
        result = self.scene.program.run("indicator", "add", "domain", "later.example", home=home)
        if result.returncode < 0: raise Failure(f"add: died of signal {-result.returncode}")
        # What was given up for signing: the file has a checksum of its own.
        ledger = Ledger()
        ledger.roots = dict(self.ledger.roots)
        ledger.collect_fence(home, "after the flip")
        if result.returncode: return result.stderr
        error, shown = self.ask(home, "shown")
        if error: return error
        leaves = leaf_hashes(shown)
        if leaves[:-1] != self.leaves: raise Failure("other entries stand under what was signed")
        _, size, root = shown["checkpoint"].split("\n")[:3]
        if (int(size), base64.b64decode(root)) != (len(leaves), merkle_root(leaves)):
            raise Failure(f"signed {root} at {size}, which is not the root of the entries")
        return None


def leaf_hashes(shown): return [base64.b64decode(e["leafHash"]) for e in shown["entries"]]


def steady(answer):
    """Without what time alone changes, without the dated signatures under a checkpoint, and hits in one
    order: a view that was begun anew lists them as it has indexed them."""
    if isinstance(answer, dict):
        return {
            k: v.partition("\n\n")[0] if k == "checkpoint" and v else steady(v)
            for k, v in answer.items() if k not in ("freshAt", "stale", "cosigners", "seconds")}
    if isinstance(answer, list):
        items = [steady(item) for item in answer]
        is_hits = items and isinstance(items[0], dict) and "value" in items[0]
        return sorted(items, key=lambda item: item["value"]) if is_hits else items
    return answer


def merkle_root(leaves):
    """RFC 6962, section 2.1, from leaf hashes."""
    if len(leaves) == 1: return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + merkle_root(leaves[:split]) + merkle_root(leaves[split:])).digest()


def is_column(sort): return isinstance(SORTS[sort][0], str)


def rows(home, sort):
    """What a column says, row by row."""
    database, query, _ = SORTS[sort]
    return [row[0] for row in peek(f"{home}/{database}", query)]


def place(home, sort, chance):
    """A file and a byte in it, of one sort."""
    if not is_column(sort):
        file = f"{home}/{chance.choice(SORTS[sort][0])}"
        with open(file, "rb") as opened: return file, chance.randrange(len(opened.read()))
    file = f"{home}/{SORTS[sort][0]}"
    with open(file, "rb") as opened: content = opened.read()
    values = [row.encode() if isinstance(row, str) else row for row in rows(home, sort) if row]
    while True:
        value = chance.choice(values)
        byte = chance.randrange(len(value))
        start = max(0, min(byte, len(value) - 16))
        found, at = [], content.find(value[start:start + 16])
        while at >= 0:
            found.append(at)
            at = content.find(value[start:start + 16], at + 1)
        # None where it runs over the end of a page; several where a copy of it lies in free space.
        if found: return file, chance.choice(found) + byte - start


def what_became(scene, home, sort, before, noticed):
    """Of a bit of what is stored that no answer, nothing served and nothing signed told of: that it is truly
    without effect. There are two such:

    unread: the page that it lies in has a false checksum, so whoever reads anything of that page gets an error
    (docs/decisions/0028-page-checksums.md). There was none, so nothing that was asked has read it, and `validate`,
    which reads all pages that are in use, names the damage before anybody relies on it.

    in free space: no page that is in use is damaged, and every row of the column says what it said: the bit lies in a
    copy of it that SQLite has left behind.

    All else is a bit that is read, and that nobody noticed.

    `home` is as the flip left it, `before` what the column said until then.
    """
    if any(noticed): return NOTICED
    if sort in OTHERS: return NO_EFFECT
    result = scene.program.run("validate", home=home)
    if result.returncode < 0: raise Failure(f"validate: died of signal {-result.returncode}")
    if result.returncode: return UNREAD
    try:
        if is_column(sort) and before == rows(home, sort): return FREE
    except sqlite3.DatabaseError:
        pass  # It is read, and what is read is no database any more.
    raise Failure("nobody has noticed it, and it is in no free space")


def flip(file, at, bit):
    with open(file, "r+b") as opened:
        opened.seek(at)
        byte = opened.read(1)[0]
        opened.seek(at)
        opened.write(bytes([byte ^ 1 << bit]))


def run(scene, shard, shards, scale, chance, failures):
    questions = Questions(scene, scene.copy("verel"))
    counts = {}
    for number in range(int((FLIPS + OTHER_FLIPS) * scale)):
        if number % shards != shard: continue
        sorts = STORED if number < int(FLIPS * scale) else OTHERS
        sort = chance.choices(list(sorts), [share for *_, share in sorts.values()])[0]
        home = scene.copy("verel")
        file, at = place(home, sort, chance)
        bit = chance.randrange(8)
        before = rows(home, sort) if is_column(sort) else None
        flip(file, at, bit)
        flipped = scene.copy_of(home, "flipped")
        checks = [
            lambda: questions.check_answer(home, chance.choice(list(questions.COMMANDS))),
            lambda: questions.check_answer(home, chance.choice(list(questions.COMMANDS))),
            lambda: questions.check_served(home), lambda: questions.check_signed(home)]
        # Signing changes the answers, so it comes last; the others in any order.
        order = chance.sample(range(3), 3) + [3]
        try:
            noticed = [checks[check]() for check in order]
            outcome = what_became(scene, flipped, sort, before, noticed)
            for name in (outcome, f"of these {sort}, {outcome}"): counts[name] = counts.get(name, 0) + 1
            if outcome != NOTICED: print(f"{outcome}: {sort}, byte {at} bit {bit} of {file}")
        except Failure as failure:
            failures.append(f"bit {bit} of byte {at} of {file} ({sort}): {failure}")
            shutil.copytree(home, f"{scene.folder}/failed-{time.time_ns()}")
            if len(failures) > 20: break
    return counts


def table(counts):
    """What became of the bits of each sort."""
    lines = [["", *OUTCOMES]]
    for sort in SORTS:
        lines.append([sort, *(str(counts.get(f"of these {sort}, {o}", 0)) for o in OUTCOMES)])
    return "\n".join(f"{name:24}" + "".join(f"{cell:>16}" for cell in cells) for name, *cells in lines)
