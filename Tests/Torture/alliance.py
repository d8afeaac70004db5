"""An alliance of three in a folder, the touchstone program on it, and what must hold afterwards."""
import base64, hashlib, json, os, re, select, shutil, signal, socket, sqlite3, subprocess, tempfile
import time
from collections import Counter

ALLIANCE = "torture.example"
MEMBERS = {"hub": "platform", "verel": "brand", "norvik": "brand"}
# Far more than any takes: the machine may have other things to do.
COMMAND_SECONDS_MAX = 900
# Entries of verel's log that are erased where a part says so, with values like no others: the index of a
# search keeps of a word only what the word before it has not. One in the tail, two in a full bundle.
ERASED = {3: "qk81wzvt4nbr.example", 17: "jx52ypdk9mcq.example", 299: "zf94hmcw7sgx.example"}


class Failure(Exception):
    """A promise that did not hold."""


def origin(member):
    return f"{ALLIANCE}/alliance/{member}/e1"


class Program:
    """The touchstone executable, alone or with the shim before it."""

    def __init__(self, binary, shim):
        self.binary, self.shim = binary, shim

    def environment(self, **torture):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TORTURE")}
        environment["SWIFT_BACKTRACE"] = "enable=no"
        # Homes are copied and put back here on purpose: each has its own, and takes it along.
        environment["TOUCHSTONE_SIGNING_MEMORY"] = "memory"
        if torture:
            environment["LD_PRELOAD"] = self.shim
            environment.update({f"TORTURE_{k.upper()}": str(v) for k, v in torture.items()})
        return environment

    def run(self, *arguments, home=None, json_output=True, **torture):
        """One command to its end, however it ends. `torture` are the shim's settings."""
        command = [self.binary, *map(str, arguments)]
        if home: command += ["--home", home] + (["--format", "json"] if json_output else [])
        try:
            return subprocess.run(
                command, capture_output=True, text=True, errors="replace",
                timeout=COMMAND_SECONDS_MAX, env=self.environment(**torture),
                stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            raise Failure(f"does not end: {command}")

    def answer(self, *arguments, home, codes=(0,)):
        """The JSON of a command that must succeed."""
        result = self.run(*arguments, home=home)
        if result.returncode not in codes:
            raise Failure(f"{arguments} on {home}: exit {result.returncode}, {result.stderr[-600:]}")
        return json.loads(result.stdout)

    def serve(self, home, *arguments, **torture):
        return Node(self, home, arguments, torture)


class Node:
    """A running `touchstone serve`."""

    def __init__(self, program, home, arguments=(), torture=None):
        self.home = home
        self.log = open(f"{home}/serve.log", "a")
        self.process = subprocess.Popen(
            [program.binary, "serve", "--home", home, *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log,
            env=program.environment(**(torture or {})))

    def wait_ready(self):
        """Whether it came up; false where it ended before."""
        said, deadline = b"", time.time() + COMMAND_SECONDS_MAX
        while time.time() < deadline:
            if not select.select([self.process.stdout], [], [], 1)[0]: continue
            piece = os.read(self.process.stdout.fileno(), 4096)
            said += piece
            if b"ready " in said: return True
            if not piece: return False
        raise Failure(f"the node of {self.home} neither comes up nor ends")

    def is_running(self):
        return self.process.poll() is None

    def end(self, sign=signal.SIGTERM):
        if self.is_running():
            self.process.send_signal(sign)
        try:
            code = self.process.wait(COMMAND_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Failure(f"the node of {self.home} does not end")
        finally:
            self.process.stdout.close()
            self.log.close()
        return code


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets: one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets: one.close()
    return ports


class Scene:
    """The alliance as each case finds it: three homes that hold the same, nothing running.

    `early` is verel's folder from before it had anything from others, and with an older register.
    """

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.ports = dict(zip(MEMBERS, free_ports(len(MEMBERS))))
        self.acknowledged = {m: [] for m in MEMBERS}

    def home(self, member): return f"{self.folder}/{member}"

    def command(self, *arguments):
        result = self.program.run(*arguments)
        if result.returncode: raise Failure(f"{arguments}: {result.stderr}")

    def found(self):
        authority = self.home("authority")
        self.command("alliance", "init", "--home", authority, "--alliance", ALLIANCE)
        for number, (member, role) in enumerate(MEMBERS.items()):
            home = self.home(member)
            self.command(
                "member", "init", "--home", home, "--alliance", ALLIANCE, "--member", member,
                "--name", member, "--role", role, "--prefix", f"952100{number}",
                "--endpoint", f"https://127.0.0.1:{self.ports[member]}")
            self.command(
                "alliance", "admit", f"{home}/peers/{member}.json", "--home", authority,
                "--deliver", home)
        self.deliver("hub")
        # 256 fill a bundle, so each log has full ones, a tile above them and a tail.
        for member, count in (("verel", 300), ("norvik", 280), ("hub", 3)):
            values = [f"{member}-{number}.example" for number in range(count)]
            if member == "verel":
                for number, value in ERASED.items(): values[number] = value
            self.append_list(self.home(member), member, values)
            self.acknowledged[member] += values
        shutil.copytree(self.home("verel"), self.home("early"))
        self.command("alliance", "roster", "--home", authority, "--renew", "300")
        self.deliver("hub")
        nodes = [self.program.serve(self.home(member)) for member in MEMBERS]
        for node in nodes:
            if not node.wait_ready(): raise Failure(f"{node.home} does not come up")
        self.wait_equal([self.home(member) for member in MEMBERS])
        for node in nodes:
            if node.end(): raise Failure(f"{node.home} ends badly")
        roots = {self.root(self.home(member)) for member in MEMBERS}
        if len(roots) != 1: raise Failure(f"the members begin with different views: {roots}")
        self.view_root = roots.pop()

    def deliver(self, member):
        peers = f"{self.home('authority')}/peers"
        for name in os.listdir(peers):
            if name.endswith(".note"):
                shutil.copy(f"{peers}/{name}", f"{self.home(member)}/peers/{name}")

    def append_list(self, home, member, values, **torture):
        path = f"{home}/list.txt"
        with open(path, "w") as file: file.writelines(f"{value}\n" for value in values)
        result = self.program.run(
            "indicator", "import", path, "--input", "lines", "--type", "domain", home=home,
            **torture)
        if not torture and result.returncode: raise Failure(result.stderr)
        return result

    def root(self, home):
        roots = self.program.answer("view", "root", "--channel", "alliance", home=home)["roots"]
        return roots[0]["root"]

    def wait_equal(self, homes, seconds=COMMAND_SECONDS_MAX, while_running=None):
        """Until all hold the same of every log, and have merged it."""
        deadline = time.time() + seconds
        while True:
            states = [progress(home) for home in homes]
            if None not in states and all(s == states[0] for s in states): return True
            if while_running and not while_running.is_running(): return False
            if time.time() > deadline: raise Failure(f"does not catch up: {homes} {states}")
            time.sleep(0.05)

    def copy(self, member, name="case"): return self.copy_of(self.home(member), name)

    def copy_of(self, home, name):
        target = f"{self.folder}/{name}"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(home, target)
        return target


def peek(database, query):
    """Rows of a database that others may have open: read from a copy, so that nothing is touched."""
    with tempfile.TemporaryDirectory(dir=os.path.dirname(database)) as folder:
        copy = f"{folder}/copy.sqlite"
        for suffix in ("", "-wal"):
            if os.path.exists(database + suffix): shutil.copy(database + suffix, copy + suffix)
        connection = sqlite3.connect(copy)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()


def progress(home):
    """Size, served size and merged size of each log; None where it cannot be seen just now."""
    try:
        held = peek(
            f"{home}/log.sqlite",
            "SELECT origin, size, (SELECT max(c.size) FROM checkpoints c WHERE log = id AND c.size"
            " <= logs.size) FROM logs ORDER BY origin")
        merged = peek(f"{home}/view.sqlite", "SELECT origin, size FROM log ORDER BY origin")
    except (sqlite3.DatabaseError, FileNotFoundError):
        return None
    if any(size != served for _, size, served in held): return None
    return held if [row[:2] for row in held] == merged else None


class Ledger:
    """Every root that was ever signed, or given up for signing, for each size of each log."""

    FENCE_LINE = re.compile(r"^(\S+/e\d+) (\d+) (\S+)$", re.M)

    def __init__(self): self.roots = {}

    def add(self, log, size, root, where):
        known = self.roots.setdefault((log, size), root)
        if known != root:
            raise Failure(f"two roots for size {size} of {log}: {known} and {root}, {where}")

    def add_note(self, note, where):
        log, size, root = note.split("\n")[:3]
        self.add(log, int(size), root, where)

    def collect(self, home, where):
        """From a home as it lies there: checkpoints in the record, marks in the fence."""
        if os.path.exists(f"{home}/log.sqlite"):
            for (note,) in peek(f"{home}/log.sqlite", "SELECT note FROM checkpoints"):
                self.add_note(note, where)
        self.collect_fence(home, where)

    def collect_fence(self, home, where):
        try:
            with open(f"{home}/certs/log.fence", "rb") as file: fence = file.read()
        except FileNotFoundError:
            return
        for slot in (fence[:len(fence) // 2], fence[len(fence) // 2:]):
            text, found, checksum = slot.rstrip(b"\0").decode(errors="replace").rpartition("sha256 ")
            expected = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            if not found or checksum.strip() != expected: continue
            for log, size, root in self.FENCE_LINE.findall(text):
                self.add(log, int(size), root, where)


def shown_values(program, home, log):
    """What the entries of a log say, in order, and what is signed of it."""
    says, start = [], 0
    while True:
        shown = program.answer("log", "show", log, "--from", start, "--limit", "1000", home=home)
        says += [entry["says"].split(" ")[-1] for entry in shown["entries"]]
        if len(shown["entries"]) < 1000: return says, shown["checkpoint"]
        start += 1000


def add(program, home, value=None):
    """One report, which must be taken. Returns what it says."""
    value = value or f"fresh-{time.time_ns()}.example"
    written = program.answer("indicator", "add", "domain", value, home=home)["indicators"][0]
    if written["value"] != value: raise Failure(f"{written} instead of {value}")
    return value


def check_audit(program, home):
    for audit in program.answer("log", "audit", home=home, codes=(0, 1))["audits"]:
        if not audit["sound"]: raise Failure(f"{home}: {audit['origin']}: {audit['findings']}")


def check_sound(program, home, acknowledged, ledger, member="verel"):
    """What must hold of a home after any fault, once its program runs without faults again."""
    ledger.collect(home, f"{home} as it was left")
    acknowledged = [*acknowledged, add(program, home)]
    says, checkpoint = shown_values(program, home, origin(member))
    lost = set(acknowledged) - set(says)
    if lost: raise Failure(f"{home} has lost {len(lost)} acknowledged: {sorted(lost)[:5]}")
    twice = set(acknowledged) & {value for value, count in Counter(says).items() if count > 1}
    if twice: raise Failure(f"{home} has twice: {sorted(twice)[:5]}")
    ledger.add_note(checkpoint, f"{home} shown")
    check_audit(program, home)
    for rebuild in program.answer("view", "rebuild", home=home)["rebuilds"]:
        if rebuild["same"] is not True: raise Failure(f"{home}: rebuilt otherwise: {rebuild}")
    result = program.run("validate", home=home)
    if result.returncode: raise Failure(f"{home}: {result.stdout}{result.stderr}")
    ledger.collect(home, f"{home} after its recovery")
