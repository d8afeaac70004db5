"""A bit turns over on the disk of a node at rest. Whatever is answered, served or signed afterwards is
what it would have been, or there is an error instead."""
import base64, hashlib, http.client, json, os, shutil, sqlite3, ssl, time
from alliance import Failure, Ledger, origin, peek

# Bits in what is stored of logs and registers, whose sorts have names; and bits in all else.
FLIPS = 1000
OTHER_FLIPS = 400

# Where bits turn over, and how many in a hundred of each of the two. A column's content is looked for in the
# file, so that each sort of row is met however small its share of the file is.
REGISTER = "peers/roster.note"
STORED = {
    "entries": ("log.sqlite", "SELECT entries FROM entry_bundles", 18),
    "payloads": ("log.sqlite", "SELECT payloads FROM payload_bundles", 18),
    "tail entries": ("log.sqlite", "SELECT entries FROM tail", 11),
    "tail payloads": ("log.sqlite", "SELECT payloads FROM tail", 11),
    "tiles": ("log.sqlite", "SELECT hashes FROM tiles", 14),
    "checkpoints": ("log.sqlite", "SELECT CAST(note AS BLOB) FROM checkpoints", 14),
    "rosters": ("log.sqlite", "SELECT CAST(note AS BLOB) FROM rosters", 10),
    "register file": ([REGISTER], 4),
}
OTHERS = {
    "edges": ("log.sqlite", "SELECT edge FROM logs", 12),
    "view rows": ("view.sqlite", "SELECT body FROM row", 17),
    "log.sqlite, anywhere": (["log.sqlite"], 22),
    "view.sqlite, anywhere": (["view.sqlite"], 18),
    "fence": (["certs/log.fence"], 10),
    "witness marks": (["certs/witness.marks"], 6),
    "keys and certificates": (
        ["certs/log.key", "certs/cosigner.key", "certs/answer.key", "certs/tls.key", "certs/tls.pem",
         "certs/alliance-ca.pem", "certs/authority.vkey"], 15),
}
SORTS = {**STORED, **OTHERS}

# What became of a bit. Of what is stored the last one is none: it is a failure; the one before it is what
# `what_became` says of a few parts of it.
NOTICED = "noticed"
UNREAD = "unread"
NO_EFFECT = "without effect"
OUTCOMES = [NOTICED, UNREAD, NO_EFFECT]

# What a register file says of its place in the chain, and its signatures. The record holds that version and those after
# it, so one that says otherwise is passed over.
PASSED_OVER = {"version", "previous", "signatures"}
# How often a byte is looked for that is the column's own.
TRIES_MAX = 2000
# How long a sound node may take until it has posted its record.
POSTING_SECONDS_MAX = 60


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
        "shown": ["log", "show", origin("verel"), "--from", "0", "--limit", "1000"],
        "shown of another": ["log", "show", origin("norvik"), "--from", "0", "--limit", "1000"],
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
        self.served = self.serve(home, POSTING_SECONDS_MAX)
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

    def serve(self, home, posting_seconds):
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

    def check_served(self, home, posting_seconds=3):
        served = self.serve(home, posting_seconds)
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

    def check_all(self, home, names, chance, **patience):
        """What was noticed, by each of the checks: these commands, what is served, and what is signed."""
        checks = [lambda name=name: self.check_answer(home, name) for name in names]
        checks.append(lambda: self.check_served(home, **patience))
        # Signing changes the answers, so it comes last; the others in any order.
        return [check() for check in [*chance.sample(checks, len(checks)), lambda: self.check_signed(home)]]


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


def flip(file, at, bit):
    with open(file, "r+b") as opened:
        opened.seek(at)
        byte = opened.read(1)[0]
        opened.seek(at)
        opened.write(bytes([byte ^ 1 << bit]))


def place(home, sort, chance):
    """A file and a byte in it, of one sort; None where what was drawn is not found in one piece."""
    if not is_column(sort):
        file = f"{home}/{chance.choice(SORTS[sort][0])}"
        with open(file, "rb") as opened: return file, chance.randrange(len(opened.read()))
    file = f"{home}/{SORTS[sort][0]}"
    with open(file, "rb") as opened: content = opened.read()
    value = chance.choice([row for row in rows(home, sort) if row])
    byte = chance.randrange(len(value))
    start = max(0, min(byte, len(value) - 16))
    found, at = [], content.find(value[start:start + 16])
    while at >= 0:
        found.append(at)
        at = content.find(value[start:start + 16], at + 1)
    # None where it runs over the end of a page.
    return (file, chance.choice(found) + byte - start) if found else None


def turn_over(home, sort, chance):
    """Turns one bit over. Returns the file, the byte and the bit, and the row that says something else since, as it
    was.

    A bit of a stored column is one of what the column says now: what SQLite has left of it in free space, and other
    columns that say the same, are read by something else or by nothing, and belong to 'anywhere'.
    """
    before = rows(home, sort) if sort in STORED and is_column(sort) else None
    for _ in range(TRIES_MAX):
        drawn = place(home, sort, chance)
        if drawn is None: continue
        (file, at), bit = drawn, chance.randrange(8)
        flip(file, at, bit)
        if before is None: return file, at, bit, None
        try:
            after = rows(home, sort)
            changed = [old for old, new in zip(before, after, strict=True) if old != new]
        except (sqlite3.DatabaseError, ValueError):
            changed = []  # It is no value, but what the file is made of.
        if changed: return file, at, bit, changed[0]
        flip(file, at, bit)
    raise Failure(f"no byte of {sort} is found in the file")


def findings(scene, home):
    """What `validate` finds fault with."""
    return scene.program.answer("validate", home=home, codes=(0, 1))["findings"]


def is_newest(note, notes):
    """Whether a checkpoint is the largest of its log among these."""
    def log_and_size(note):
        log, size = note.split(b"\n")[:2]
        return log, int(size)
    log, size = log_and_size(note)
    return size == max(other for name, other in map(log_and_size, notes) if name == log)


def register_parts(right, wrong):
    """In which parts another note of a register says something else than the right one, or nothing: 'signatures', or
    the members of its text."""
    text = right.rpartition(b"\n\n")[0]
    if wrong.startswith(text + b"\n\n"): return {"signatures"}
    try:
        true, said = json.loads(text), json.loads(wrong.rpartition(b"\n\n")[0])
        return {name for name in true if true[name] != said.get(name)}
    except (ValueError, AttributeError):
        return {"text"}


def what_became(scene, home, sort, was, noticed):
    """Of a bit of what is stored that no answer, nothing served and nothing signed told of. Only these may be so:

    unread: it is of a checkpoint that is older than the newest one of its log, which alone is served, or of what a
    register file says of its place in the chain, which the record knows better, or of its signatures, of which the record
    has its own; and `validate`, which reads it, names the file.

    All else is asked for, served or signed each time: a bit of it that nobody noticed is a failure.

    `home` is as the flip left it, `was` the row as it was before.
    """
    if any(noticed): return NOTICED
    if sort in OTHERS: return NO_EFFECT
    if sort == "checkpoints" and not is_newest(was, rows(scene.home("verel"), sort)):
        file = SORTS[sort][0]
    elif sort == "register file":
        file = REGISTER
        right, wrong = (read(f"{folder}/{file}") for folder in (scene.home("verel"), home))
        parts = register_parts(right, wrong)
        if not parts or not parts <= PASSED_OVER: raise Failure(f"nobody has noticed it, in {sorted(parts)}")
    else:
        raise Failure("nobody has noticed it")
    found = findings(scene, home)
    if not any(finding["place"].endswith(f"/{file}") for finding in found):
        raise Failure(f"nobody has read it, and validate does not name {file}: {found}")
    return UNREAD


def read(path):
    with open(path, "rb") as opened: return opened.read()


def forget_marks(home):
    """The machine does not remember the witness marks, as after a start of it: else it mends them."""
    with open(f"{home}/certs/witness.marks", "rb") as opened: name = opened.read().split(b"\n")[1].split()[1]
    memory = f"{home}/certs/memory/{name.decode()}"
    if os.path.exists(memory): os.remove(memory)


def run(scene, shard, shards, scale, chance, failures):
    clean = scene.copy("verel")
    found = findings(scene, clean)
    if found: raise Failure(f"validate finds fault before anything is turned over: {found}")
    questions = Questions(scene, clean)
    # Nor does anything else: what is noticed afterwards is the flip.
    noticed = questions.check_all(
        scene.copy("verel"), list(questions.COMMANDS), chance, posting_seconds=POSTING_SECONDS_MAX)
    if any(noticed): raise Failure(f"noticed before anything is turned over: {noticed}")
    counts = {}
    for number in range(int((FLIPS + OTHER_FLIPS) * scale)):
        if number % shards != shard: continue
        sorts = STORED if number < int(FLIPS * scale) else OTHERS
        sort = chance.choices(list(sorts), [share for *_, share in sorts.values()])[0]
        home = scene.copy("verel")
        if sort == "witness marks": forget_marks(home)
        file, at, bit, was = turn_over(home, sort, chance)
        flipped = scene.copy_of(home, "flipped")
        try:
            noticed = questions.check_all(home, chance.choices(list(questions.COMMANDS), k=2), chance)
            outcome = what_became(scene, flipped, sort, was, noticed)
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
