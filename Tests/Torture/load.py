"""Processes killed at random moments while all members report, follow and merge at once."""
import contextlib, random, signal, subprocess, threading, time
from alliance import MEMBERS, Failure, Ledger, check_sound, origin, shown_values
from sweeps import parsed

KILLS = 500
# After so many kills the nodes are left in peace until they agree.
KILLS_BETWEEN_LOOKS = 50


class Reporter(threading.Thread):
    """Reports to one member's log, one after another or a list at a time, and remembers what was
    acknowledged. Its commands are killed now and then as well."""

    def __init__(self, scene, member, chance):
        super().__init__(daemon=True)
        self.scene, self.member, self.chance = scene, member, chance
        self.acknowledged, self.kills, self.wanted_kills = [], 0, 0
        # What a command takes here, so that a kill finds it at work, on whatever machine.
        self.usual_seconds = 0.3
        self.is_wanted = threading.Event()
        self.is_over, self.failure, self.number = False, None, 0
        # Held while one report is made.
        self.turn = threading.Lock()

    def run(self):
        while not self.is_over:
            if not self.is_wanted.wait(0.2): continue
            with self.turn:
                if not self.is_wanted.is_set(): continue
                try:
                    self.report()
                except Exception as error:
                    self.failure = error
                    self.is_over = True

    def report(self):
        count = self.chance.choice([1, 1, 1, 40, 300])
        values = [f"load-{self.member}-{self.number + n}.example" for n in range(count)]
        self.number += count
        home = self.scene.home(self.member)
        if count == 1:
            command = ["indicator", "add", "domain", values[0]]
        else:
            path = f"{home}/load.txt"
            with open(path, "w") as file: file.writelines(f"{value}\n" for value in values)
            command = ["indicator", "import", path, "--input", "lines", "--type", "domain"]
        process = subprocess.Popen(
            [self.scene.program.binary, *command, "--home", home, "--format", "json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
            env=self.scene.program.environment())
        is_killed = self.wanted_kills > self.kills
        begun = time.monotonic()
        if is_killed:
            time.sleep(self.chance.random() * self.usual_seconds)
            process.send_signal(signal.SIGKILL)
        output, remarks = process.communicate(timeout=120)
        # One that ended before the kill is no kill, and the next is for it.
        is_killed = process.returncode == -signal.SIGKILL
        if is_killed: self.kills += 1
        elif not process.returncode: self.usual_seconds = time.monotonic() - begun
        # What was printed whole was acknowledged, killed afterwards or not.
        if parsed(output): self.acknowledged += values
        elif not is_killed and process.returncode != 2:
            raise Failure(f"{command}: exit {process.returncode}, {remarks[-500:]}")
        elif not is_killed and "try again" not in remarks:
            # Another process at work is the one reason to be refused.
            raise Failure(f"{command}: refused: {remarks[-500:]}")


class Load:
    def __init__(self, scene, chance):
        self.scene, self.chance, self.ledger = scene, chance, Ledger()
        self.nodes = {}
        self.reporters = {
            member: Reporter(scene, member, random.Random(chance.random()))
            for member in ("verel", "norvik")}
        self.kills = 0

    def start(self, member):
        node = self.scene.program.serve(self.scene.home(member))
        if not node.wait_ready(): raise Failure(f"{member} does not come up again")
        self.nodes[member] = node

    def begin(self):
        for member in MEMBERS: self.start(member)
        for reporter in self.reporters.values():
            reporter.start()
            reporter.is_wanted.set()

    def kill(self):
        """One process, at a random moment."""
        time.sleep(self.chance.random() * 0.3)
        if self.chance.random() < 0.3:
            reporter = self.chance.choice(list(self.reporters.values()))
            reporter.wanted_kills += 1
            while reporter.kills < reporter.wanted_kills:
                if reporter.failure: raise reporter.failure
                time.sleep(0.02)
        else:
            member = self.chance.choice(list(MEMBERS))
            self.nodes[member].end(signal.SIGKILL)
            # Nothing else may write while the files are copied to be looked at.
            reporter = self.reporters.get(member)
            with reporter.turn if reporter else contextlib.nullcontext():
                self.ledger.collect(self.scene.home(member), f"{member} after a kill")
            self.start(member)
        self.kills += 1

    def look(self):
        """Leaves all in peace until they agree, and compares."""
        for reporter in self.reporters.values(): reporter.is_wanted.clear()
        for reporter in self.reporters.values():
            with reporter.turn: pass
            if reporter.failure: raise reporter.failure
        homes = [self.scene.home(member) for member in MEMBERS]
        self.scene.wait_equal(homes, seconds=300)
        roots = {self.scene.root(home) for home in homes}
        if len(roots) != 1: raise Failure(f"different views after {self.kills} kills: {roots}")
        for home in homes: self.ledger.collect(home, f"{home} after {self.kills} kills")

    def go_on(self):
        for reporter in self.reporters.values(): reporter.is_wanted.set()

    def end(self):
        for reporter in self.reporters.values(): reporter.is_over = True
        for reporter in self.reporters.values(): reporter.join()
        for node in self.nodes.values():
            if node.end(): raise Failure(f"{node.home} ends badly")

    def check(self):
        """Everything acknowledged is at every member; all is as rebuilt, audited and signed once."""
        for member in MEMBERS:
            reporter = self.reporters.get(member)
            acknowledged = self.scene.acknowledged[member] + (reporter.acknowledged if reporter else [])
            for holder in MEMBERS:
                check_held(self.scene, holder, member, acknowledged)
        for member in MEMBERS:
            reporter = self.reporters.get(member)
            acknowledged = self.scene.acknowledged[member] + (reporter.acknowledged if reporter else [])
            check_sound(
                self.scene.program, self.scene.home(member), acknowledged, self.ledger, member)


def check_held(scene, holder, member, acknowledged):
    says, _ = shown_values(scene.program, scene.home(holder), origin(member))
    lost = set(acknowledged) - set(says)
    if lost: raise Failure(f"{holder} lacks of {member}: {sorted(lost)[:5]}, {len(lost)} in all")


def run(scene, shard, shards, scale, chance, failures):
    wanted = int(KILLS * scale / shards) + (1 if shard < int(KILLS * scale) % shards else 0)
    load = Load(scene, chance)
    try:
        load.begin()
        while load.kills < wanted:
            load.kill()
            if load.kills % KILLS_BETWEEN_LOOKS == 0:
                load.look()
                load.go_on()
        load.look()
        load.end()
        load.check()
    except Failure as failure:
        failures.append(f"under load, after {load.kills} kills: {failure}")
    finally:
        for reporter in load.reporters.values(): reporter.is_over = True
        for node in load.nodes.values():
            if node.is_running(): node.end(signal.SIGKILL)
    commands = sum(reporter.kills for reporter in load.reporters.values())
    return {
        "of nodes": load.kills - commands, "of commands": commands,
        "of these acknowledged meanwhile": sum(
            len(reporter.acknowledged) for reporter in load.reporters.values())}
