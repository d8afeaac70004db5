"""kill -9 at any moment: nothing acknowledged is lost, and the roots are equal again."""
import json, os, random, signal, subprocess, sys, time

binary, home = sys.argv[1], sys.argv[2]
seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
print(f"SEED={seed}")
chance = random.Random(seed)
nodes = {n["member"]: n for n in json.load(open(f"{home}/demo.json"))["nodes"]}
brands = [m for m, n in nodes.items() if n["role"] == "brand"]
started = []


def command(member, *arguments, check=True):
    result = subprocess.run(
        [binary, *arguments, "--home", nodes[member]["home"], "--format", "json"],
        capture_output=True, text=True, timeout=120)
    if check: assert result.returncode == 0, (arguments, result.stderr)
    return json.loads(result.stdout) if result.stdout else None


def kill_and_restart(member):
    os.kill(nodes[member]["pid"], signal.SIGKILL)
    time.sleep(chance.random() / 2)
    log = open(f"{nodes[member]['home']}/serve.log", "a")
    process = subprocess.Popen(
        [binary, "serve", "--home", nodes[member]["home"]],
        stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout.readline().startswith("ready"), f"{member} did not come up again"
    nodes[member]["pid"] = process.pid
    started.append(process)


def alliance_size(member):
    logs = command(member, "log", "list")["logs"]
    return sum(log["size"] for log in logs if "/alliance/" in log["origin"])


try:
    before = alliance_size("bazario")
    acknowledged = 0
    for round in range(6):
        author = chance.choice(brands)
        path = f"{home}/crash-{round}.txt"
        with open(path, "w") as file:
            file.writelines(f"crash-{seed}-{round}-{i}.example\n" for i in range(3_000))
        importing = subprocess.Popen(
            [binary, "indicator", "import", path, "--input", "lines", "--type", "domain",
             "--home", nodes[author]["home"], "--format", "json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2):
            time.sleep(chance.random())
            kill_and_restart(chance.choice(list(nodes)))
        output, remarks = importing.communicate(timeout=120)
        assert importing.returncode == 0, remarks
        acknowledged += json.loads(output)["imports"][0]["accepted"]
    assert acknowledged == 18_000, acknowledged
    deadline = time.time() + 120
    while True:
        sizes = {m: alliance_size(m) for m in nodes}
        roots = {command(m, "view", "root", "--channel", "alliance")["roots"][0]["root"] for m in nodes}
        if set(sizes.values()) == {before + acknowledged} and len(roots) == 1: break
        assert time.time() < deadline, (sizes, before + acknowledged, roots)
        time.sleep(0.5)
    for member in nodes:
        audit = subprocess.run(
            [binary, "log", "audit", "--home", nodes[member]["home"]], capture_output=True, text=True)
        assert audit.returncode == 0, audit.stdout + audit.stderr
    print(f"12 kills; {acknowledged} acknowledged reports at every member, one root, audits clean")
finally:
    for process in started: process.kill()
