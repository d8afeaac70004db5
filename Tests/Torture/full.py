"""A full disk: what is held is still read and served, what is written is refused in a sentence or kept
whole, and with room again all goes on, without a restart and without repair."""
import ctypes, errno, os, shutil, signal, subprocess, time
from alliance import Failure, Ledger, check_audit, check_sound, origin
from flips import Peer, body, paths
from sweeps import parsed

# Rounds, each with another amount of room left.
ROUNDS = 60
DISK_BYTES = 6 << 20
FOUND = ["indicator", "search", "--exact", "norvik-7.example"]
CLONE_NEWNS, CLONE_NEWUSER = 0x20000, 0x10000000


def own_mounts():
    """A mount namespace of this process's own, as anybody may have."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWNS | (CLONE_NEWUSER if user else 0)):
        raise Failure(f"no mount namespace: {os.strerror(ctypes.get_errno())}")
    if user:
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
            with open(f"/proc/self/{name}", "w") as file: file.write(text)
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)


class SmallDisk:
    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", folder], check=True)

    def fill(self, left):
        """Until so many bytes are left."""
        free = os.statvfs(self.folder).f_bavail * os.statvfs(self.folder).f_bsize
        with open(f"{self.folder}/filler", "wb", buffering=0) as file:
            try:
                file.write(bytes(max(0, free - left)))
            except OSError as error:
                # A node wrote meanwhile: it is as full as it gets.
                if error.errno != errno.ENOSPC: raise

    def empty(self): os.remove(f"{self.folder}/filler")

    def end(self):
        subprocess.run(["umount", "-l", self.folder], check=True)
        os.rmdir(self.folder)


def run(scene, shard, shards, scale, chance, failures):
    own_mounts()
    counts = {"rounds": 0, "of these refused": 0, "of these taken": 0}
    for number in range(max(2, int(ROUNDS * scale / shards))):
        disk = SmallDisk(f"{scene.folder}/small-{number}")
        try:
            kinds = [commands, running_node]
            counts = kinds[number % 2](scene, disk, chance, counts)
            counts["rounds"] += 1
        except Failure as failure:
            failures.append(f"full disk, round {number}: {failure}")
            shutil.copytree(disk.folder, f"{scene.folder}/failed-{time.time_ns()}")
            if len(failures) > 10: break
        finally:
            disk.end()
    return counts


def refused_or_kept(result, counts):
    """Whether it was acknowledged; anything but a sentence or an answer is a failure."""
    if result.returncode == 0 and parsed(result.stdout):
        counts["of these taken"] += 1
        return True
    # Before it may come a warning that answers may lack what came last.
    *warnings, remark = result.stderr.strip().split("\n")
    if result.returncode != 2 or not remark.startswith("touchstone: ") or len(warnings) > 1:
        raise Failure(f"exit {result.returncode}: {result.stderr[-500:]}")
    counts["of these refused"] += 1
    return False


def commands(scene, disk, chance, counts):
    """Commands alone on the folder. Without a node SQLite needs some room for the index of its
    write-ahead log; where there is none, a command says so."""
    home = f"{disk.folder}/verel"
    shutil.copytree(scene.home("verel"), home)
    acknowledged = list(scene.acknowledged["verel"])
    values = [f"full-{number}.example" for number in range(400)]
    with open(f"{home}/list.txt", "w") as file: file.writelines(f"{value}\n" for value in values)
    disk.fill(chance.choice([0, 4_096, 20_000, 60_000, 120_000, 250_000]))
    listed = scene.program.run(
        "indicator", "import", f"{home}/list.txt", "--input", "lines", "--type", "domain", home=home)
    if refused_or_kept(listed, counts): acknowledged += values
    for number in range(3):
        value = f"single-{number}.example"
        result = scene.program.run("indicator", "add", "domain", value, home=home)
        if refused_or_kept(result, counts): acknowledged.append(value)
    for command in (["log", "audit"], ["log", "show", origin("verel")], FOUND):
        result = scene.program.run(*command, home=home)
        if result.returncode and "no space left" not in result.stderr:
            raise Failure(f"{command}: exit {result.returncode}: {result.stderr[-500:]}")
    disk.empty()
    check_sound(scene.program, home, acknowledged, Ledger())
    return counts


def running_node(scene, disk, chance, counts):
    """A node whose disk fills up under it while it follows another: it serves what it has, and has
    the rest once there is room."""
    home = f"{disk.folder}/norvik"
    shutil.copytree(scene.home("norvik"), home)
    hub_home = scene.copy("hub", "full-hub")
    peer, acknowledged = Peer(scene.home("verel")), list(scene.acknowledged["norvik"])
    node = scene.program.serve(home)
    hub = scene.program.serve(hub_home)
    try:
        if not node.wait_ready() or not hub.wait_ready(): raise Failure("a node does not come up")
        sizes = {origin(m): len(v) for m, v in scene.acknowledged.items()}
        wanted = [path for path in paths(sizes) if "/log/" in path]
        right = served(peer, scene, wanted)
        disk.fill(chance.choice([0, 4_096, 20_000, 60_000]))
        # The hub grows beyond what the small disk takes.
        values = [f"full-{time.time_ns()}-{number}.example" for number in range(800)]
        if scene.append_list(hub_home, "hub", values).returncode: raise Failure("the hub refuses")
        for number in range(3):
            value = f"single-{time.time_ns()}.example"
            result = scene.program.run("indicator", "add", "domain", value, home=home)
            if refused_or_kept(result, counts): acknowledged.append(value)
            if not node.is_running(): raise Failure("the node ended on a full disk")
            # Beside a node commands read, however full the disk is.
            check_audit(scene.program, home)
            scene.program.answer("log", "show", origin("norvik"), home=home)
            scene.program.answer(*FOUND, home=home)
            now = served(peer, scene, wanted)
            for path in wanted:
                if not path.endswith("/checkpoint") and now[path] != right[path]:
                    raise Failure(f"not served as before: {path}: {now[path][0]}")
        disk.empty()
        # Without a restart: it takes reports again, signs what it had to leave, and follows on.
        result = scene.program.run("indicator", "add", "domain", "room.example", home=home)
        if result.returncode: raise Failure(f"refused with room again: {result.stderr}")
        acknowledged.append("room.example")
        scene.wait_equal([home, hub_home])
    except Failure:
        for one in (node, hub): one.end(signal.SIGKILL)
        raise
    codes = node.end(), hub.end()
    if any(codes): raise Failure(f"ends badly: {codes}")
    check_sound(scene.program, home, acknowledged, Ledger(), "norvik")
    return counts


def served(peer, scene, wanted):
    found = peer.fetch(scene.ports["norvik"], wanted)
    return {path: body(path, answer) for path, answer in found.items()}
