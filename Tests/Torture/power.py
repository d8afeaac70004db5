"""Power cuts: each workload is recorded, and the disk is put into states that a cut may have left, after
any call. What must hold is looked at with the program as it is."""
import os, shutil, time
from alliance import Failure, Ledger, check_sound
from disks import Disk, calls
from sweeps import COMMANDS, Follow, parsed, with_hub

# States of a disk, over all workloads and workers.
STATES = 900
AGAIN = "EIO and again"
MOODS = ["all lost", "all kept", "torn", "torn"]


def run(scene, shard, shards, scale, chance, failures):
    counts = {}
    plans = [(workload, None) for workload in [*COMMANDS, Follow()]]
    # A sync fails, the program says so, and then the power is cut; or the command is given again before.
    plans += [(workload, failure) for workload in COMMANDS for failure in ("EIO", AGAIN)]
    share = max(2, int(STATES * scale / shards / len(plans)))
    for workload, failure in plans:
        name = workload.name + (f" after {failure}" if failure else "")
        tried = 0
        while tried < share:
            at = chance.randint(1, 12) if failure else 0
            recorded = recording(scene, workload, failure, at)
            for _ in range(min(share - tried, 8 if failure else share)):
                tried += 1
                try:
                    cut(scene, workload, *recorded, chance)
                except Failure as error:
                    failures.append(f"power cut in {name} (sync {at} failed): {error}")
                    if len(failures) > 20: return counts
        counts[name] = tried
    return counts


def recording(scene, workload, failure, at):
    """Runs a workload once. Returns its disk as it was, where it lay, what was asked of
    it, and what it has acknowledged at its end."""
    home = workload.prepare(scene)
    start = f"{scene.folder}/start"
    shutil.rmtree(start, ignore_errors=True)
    shutil.copytree(home, start)
    path = f"{scene.folder}/recording"
    if os.path.exists(path): os.remove(path)
    torture = {"root": home, "record": path}
    faulty = {**torture, "do": "EIO", "at": at, "kinds": "s"} if failure else torture
    if isinstance(workload, Follow):
        with_hub(scene, lambda: workload.run(scene, home, torture))
        return start, home, calls(path), []
    result, said = workload.run(scene, home, faulty)
    if failure == AGAIN and result.returncode: _, said = workload.run(scene, home, torture)
    return start, home, calls(path), said


def cut(scene, workload, start, home, recorded, said_at_end, chance):
    """One state that a cut during the recording may have left."""
    last, mood = chance.randint(0, len(recorded)), chance.choice(MOODS)
    shutil.rmtree(home)
    shutil.copytree(start, home)
    disk, said = Disk(home), ""
    for call in recorded[:last]:
        if call.kind == "A": said += call.data.decode(errors="replace")
        else: disk.do(call)
    shutil.rmtree(home)
    disk.write(home, chance, mood)
    # The machine starts anew, and has forgotten what it signed.
    shutil.rmtree(f"{home}/certs/memory", ignore_errors=True)
    where = f"call {last} of {len(recorded)}, {mood}"
    acknowledged = workload.acknowledged(scene) + (said_at_end if parsed(said) else [])
    state = f"{scene.folder}/state"
    shutil.rmtree(state, ignore_errors=True)
    shutil.copytree(home, state)
    try:
        # A person's word in the place of other members', who are away.
        scene.command("log", "recover", "--trust-folder", "--yes", "--home", home)
        if isinstance(workload, Follow): with_hub(scene, lambda: workload.finish(scene, home))
        else: workload.finish(scene, home)
        check_sound(scene.program, home, acknowledged, Ledger(), workload.member)
    except Failure as failure:
        shutil.copytree(state, f"{scene.folder}/failed-{time.time_ns()}")
        raise Failure(f"{where}: {failure}")
