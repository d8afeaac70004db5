"""Every call that changes the disk, in turn: the process is killed in its place, or the call fails.

A workload prepares a home, runs under the shim, and says what it has acknowledged. It is run again and
again with the next call, until it ends without having come to it. After each, what must hold is looked at with the
program as it is.
"""
import glob, json, os, shutil, signal, sqlite3, subprocess, time
from alliance import (
    ERASED, Failure, Ledger, add, check_audit, check_sound, origin, progress)

FOLLOW_SECONDS_MAX = 60
# A call that failed does not end a node, and may keep it from getting any further: so long it is let be.
FAILED_SECONDS = 3


def parsed(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


class Append:
    """One report. Case after case appends to one home, so that each finds what those before left."""
    name, member, is_chain = "append", "verel", True
    count = 1

    def prepare(self, scene): return scene.copy("verel")

    def run(self, scene, home, torture):
        value = f"append-{time.time_ns()}.example"
        result = scene.program.run("indicator", "add", "domain", value, home=home, **torture)
        return result, [value] if parsed(result.stdout) else []

    def acknowledged(self, scene):
        """What is in the log before, and has to be there afterwards."""
        return list(scene.acknowledged[self.member])

    def finish(self, scene, home):
        """What must succeed once nothing fails any more. Returns what it has acknowledged."""
        return [add(scene.program, home)]


class BulkAppend(Append):
    """A list that fills a bundle, and so changes tiles."""
    name = "bulk append"

    def run(self, scene, home, torture):
        values = [f"bulk-{time.time_ns()}-{number}.example" for number in range(260)]
        result = scene.append_list(home, "verel", values, **torture)
        return result, values if parsed(result.stdout) else []


class Merge(Append):
    """All logs are folded into a view that is not there yet."""
    name, is_chain = "merge", False

    def prepare(self, scene):
        home = scene.copy("verel")
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(f"{home}/view.sqlite{suffix}"): os.remove(f"{home}/view.sqlite{suffix}")
        return home

    def run(self, scene, home, torture):
        result = scene.program.run("view", "root", home=home, **torture)
        said = parsed(result.stdout)
        if said and said["roots"][0]["root"] != scene.view_root:
            raise Failure(f"another view was shown: {said}")
        return result, []

    def finish(self, scene, home):
        if scene.root(home) != scene.view_root: raise Failure(f"{home} has another view")
        return []


class RosterUpdate(Append):
    """A new register is taken up from peers/."""
    name, is_chain = "roster update", False

    def prepare(self, scene):
        home = scene.copy("early")
        newest = f"{scene.home('authority')}/peers"
        for name in os.listdir(newest):
            if name.endswith(".note"): shutil.copy(f"{newest}/{name}", f"{home}/peers/{name}")
        return home

    def run(self, scene, home, torture):
        return scene.program.run("log", "list", home=home, **torture), []

    def finish(self, scene, home):
        newest = scene.program.answer("alliance", "roster", home=scene.home("authority"))
        held = scene.program.answer("alliance", "roster", home=home)
        if held != newest: raise Failure(f"{home} has not taken the register up: {held}")
        check_audit(scene.program, home)
        return []


class Migration(Append):
    """Databases as the first version made them, opened by this one."""
    name, is_chain = "migration", False

    # What later versions added: the file before them is the file without it.
    LATER_TABLES = [
        "evidence", "settled", "dropped_checkpoints", "taken_out", "withholdings", "erasures",
        "erased", "cosigned", "cosigned_logs", "witness", "own_log_claims", "own_log_comparisons",
        "cosigned_changed", "own_log_proofs"]

    def prepare(self, scene):
        home = scene.copy("verel")
        self.make_old(f"{home}/log.sqlite")
        connection = sqlite3.connect(f"{home}/view.sqlite", isolation_level=None)
        connection.execute("PRAGMA user_version = 65537")
        connection.close()
        return home

    def make_old(self, path):
        """Without the tables of later versions and without room for page checksums."""
        source = sqlite3.connect(path, isolation_level=None)
        kept = source.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL"
            " AND name NOT LIKE 'sqlite_%'").fetchall()
        rows = {n: source.execute(f"SELECT * FROM {n}").fetchall() for n, _ in kept}
        application = source.execute("PRAGMA application_id").fetchone()[0]
        source.close()
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(path + suffix): os.remove(path + suffix)
        old = sqlite3.connect(path, isolation_level=None)
        old.execute("PRAGMA journal_mode = WAL")
        old.execute("BEGIN")
        for name, sql in kept:
            if name in self.LATER_TABLES: continue
            old.execute(sql)
            for row in rows[name]:
                old.execute(f"INSERT INTO {name} VALUES ({','.join('?' * len(row))})", row)
        old.execute(f"PRAGMA application_id = {application}")
        old.execute("PRAGMA user_version = 1")
        old.execute("COMMIT")
        old.close()
        os.chmod(path, 0o600)

    def run(self, scene, home, torture):
        return scene.program.run("view", "root", home=home, **torture), []

    def finish(self, scene, home):
        if scene.root(home) != scene.view_root: raise Failure(f"{home} has another view")
        check_audit(scene.program, home)
        return []


class Erase(Append):
    """An order of the authority is carried out: texts leave record, view, search index and write-ahead
    logs. Broken off anywhere, it is ended by the same command."""
    name, is_chain = "erase", False

    def prepare(self, scene):
        if not os.path.exists(scene.home("indexed")):
            home = scene.copy("verel", "indexed")
            scene.command(
                "alliance", "erase", origin("verel"), "--entries", ",".join(map(str, ERASED)),
                "--reason", "legal-order", "--home", scene.home("authority"), "--output",
                f"{scene.folder}/order", "--yes")
            scene.program.answer("indicator", "search", "example", "--limit", "1", home=home)
            for value in ERASED.values():
                if not self.traces(home, value): raise Failure(f"{value} is not to be seen in {home}")
        return scene.copy("indexed")

    def traces(self, home, value):
        """Files that hold what makes the value what it is, in a row, a note or the index."""
        found = []
        for path in glob.glob(f"{home}/*.sqlite*"):
            with open(path, "rb") as file:
                if value.partition(".")[0].encode()[2:] in file.read(): found.append(path)
        return found

    def run(self, scene, home, torture):
        order, = glob.glob(f"{scene.folder}/order/*.note")
        return scene.program.run("erasure", "apply", order, "--yes", home=home, **torture), []

    def acknowledged(self, scene):
        return [value for value in super().acknowledged(scene) if value not in ERASED.values()]

    def finish(self, scene, home):
        result, _ = self.run(scene, home, {})
        said = parsed(result.stdout) or {"erasures": []}
        if result.returncode or [e["state"] for e in said["erasures"]] != ["finished"]:
            raise Failure(f"not finished: exit {result.returncode}, {said}, {result.stderr[-500:]}")
        for value in ERASED.values():
            found = self.traces(home, value)
            if found: raise Failure(f"called erased, and {value} is in {found}")
            hits = scene.program.run("indicator", "search", "--exact", value, home=home)
            if hits.returncode != 1: raise Failure(f"{value} is found: {hits.stdout[-500:]}")
        check_audit(scene.program, home)
        return []


class Follow(Append):
    """A node that has nothing of the others yet follows them, takes up their register, merges and
    indexes, and ends when it has all."""
    name, is_chain = "follow", False

    def prepare(self, scene): return scene.copy("early")

    def run(self, scene, home, torture):
        node = scene.program.serve(home, "--listen", "127.0.0.1:0", **torture)
        deadline = time.time() + FOLLOW_SECONDS_MAX
        whole = progress(scene.home("hub"))
        patience = (
            deadline if torture.get("do") in ("kill", "torn", None)
            else time.time() + FAILED_SECONDS)
        while node.is_running() and time.time() < patience:
            if progress(home) == whole: break
            time.sleep(0.1)
        code = node.end()
        with open(f"{home}/serve.log") as file: remark = file.read().rstrip().rpartition("\n")[2]
        return subprocess.CompletedProcess([], code, "", remark), []

    def finish(self, scene, home):
        node = scene.program.serve(home, "--listen", "127.0.0.1:0")
        if not node.wait_ready(): raise Failure(f"{home} does not come up again")
        scene.wait_equal([home, scene.home("hub")])
        if node.end(): raise Failure(f"{home} ends badly")
        if scene.root(home) != scene.view_root: raise Failure(f"{home} has another view")
        check_audit(scene.program, home)
        return []


COMMANDS = [Append(), BulkAppend(), Merge(), RosterUpdate(), Migration(), Erase()]


class Sweep:
    """One workload with one kind of fault, call after call, as far as this worker's share goes."""

    # After so many cases everything is looked at, and not only what the workload itself touches.
    WHOLE_CHECK_EVERY = 10
    # After so many a chain begins anew: its log has grown, and with it what a look at everything takes.
    CHAIN_MAX = 40
    FAILURES_MAX = 20

    def __init__(self, scene, workload, torture, failures):
        self.scene, self.workload, self.torture, self.failures = scene, workload, torture, failures
        self.begin()

    def begin(self):
        self.home, self.tried_here = None, 0
        self.acknowledged, self.ledger = self.workload.acknowledged(self.scene), Ledger()

    def run(self, shard, shards, step):
        """Every `step`th call. Returns how many cases there were."""
        tried, at = 0, 1 + shard * step
        while len(self.failures) < self.FAILURES_MAX:
            try:
                if not self.case(at): break
            except Failure as failure:
                self.failures.append(str(failure))
                if self.home: shutil.copytree(self.home, f"{self.scene.folder}/failed-{time.time_ns()}")
                self.begin()
            tried += 1
            at += shards * step
        return tried

    def case(self, at):
        """One run with one fault. Returns whether the fault came to pass."""
        scene, workload, do = self.scene, self.workload, self.torture["do"]
        if not (workload.is_chain and self.home and self.tried_here < self.CHAIN_MAX):
            self.begin()
            self.home = workload.prepare(scene)
        trace = f"{scene.folder}/trace"
        if os.path.exists(trace): os.remove(trace)
        result, said = workload.run(
            scene, self.home, {**self.torture, "at": at, "root": self.home, "trace": trace})
        with open(trace) as file: calls = file.read().splitlines()
        struck = next((line for line in calls if line.startswith(f"{at} ")), None)
        try:
            self.check_end(result, said, struck)
            self.acknowledged += said
            self.ledger.collect(self.home, f"{self.home} as it was left")
            self.acknowledged += workload.finish(scene, self.home)
            self.ledger.collect(self.home, f"{self.home} once it went on")
            self.tried_here += 1
            if not struck or self.tried_here % self.WHOLE_CHECK_EVERY == 0:
                check_sound(
                    scene.program, self.home, self.acknowledged, self.ledger, workload.member)
        except Failure as failure:
            raise Failure(f"{workload.name}, {do} in the place of call {struck}: {failure}")
        return struck is not None

    def check_end(self, result, said, struck):
        code, remark = result.returncode, result.stderr[-500:]
        if self.torture["do"] in ("kill", "torn"):
            if struck and code != -signal.SIGKILL: raise Failure(f"was not killed: exit {code}")
        elif code not in (0, 2):
            raise Failure(f"exit {code}: {remark}")
        elif code == 2:
            # One sentence, and no acknowledgement.
            if said: raise Failure(f"failed and acknowledged: {remark}")
            if not remark.startswith("touchstone: "): raise Failure(f"does not say why: {remark}")


def sweep(scene, workload, torture, shard, shards, step, failures):
    begun = time.time()
    tried = Sweep(scene, workload, torture, failures).run(shard, shards, step)
    # The whole takes hours on a slow machine: what has been done is told as it is done.
    print(
        f"  worker {shard}: {torture['do']} in {torture.get('kinds', 'any call')}, {workload.name}: "
        f"{tried} cases in {time.time() - begun:.0f} s", flush=True)
    return tried


def follow_step(step):
    """Two nodes take several seconds a case, so that a quick look takes fewer of them."""
    return step if step == 1 else 5 * step


def kill_part(scene, shard, shards, step, failures):
    counts = {}
    for do, kinds in (("kill", "wsrtu"), ("torn", "w")):
        for workload in COMMANDS:
            counts[f"{do}: {workload.name}"] = sweep(
                scene, workload, {"do": do, "kinds": kinds}, shard, shards, step, failures)
    with_hub(scene, lambda: counts.update({"kill: follow": sweep(
        scene, Follow(), {"do": "kill"}, shard, shards, follow_step(step), failures)}))
    return counts


def error_part(scene, shard, shards, step, failures):
    counts = {}
    for do in ("EIO", "ENOSPC"):
        for workload in COMMANDS:
            counts[f"{do} in sync: {workload.name}"] = sweep(
                scene, workload, {"do": do, "kinds": "s"}, shard, shards, step, failures)
        with_hub(scene, lambda: counts.update({f"{do} in sync: follow": sweep(
            scene, Follow(), {"do": do, "kinds": "s"}, shard, shards, follow_step(step), failures)}))
    for workload in COMMANDS:
        counts[f"ENOSPC in write: {workload.name}"] = sweep(
            scene, workload, {"do": "ENOSPC", "kinds": "w"}, shard, shards, step, failures)
    return counts


def with_hub(scene, work):
    hub = scene.program.serve(scene.home("hub"))
    if not hub.wait_ready(): raise Failure("the hub does not come up")
    try:
        work()
    finally:
        hub.end()
