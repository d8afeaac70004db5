"""What a crash, a power cut, a failing, full or rotting disk may not do to a node: see docs/torture.md.

    torture.py BINARY SHIM [--quick] [--workers N] [--seed N] [--only PART ...] [--folder DIR]

Each worker has an alliance of its own and takes its share of every part. Ends with one line of counts,
and with 1 where anything did not hold.
"""
import argparse, json, multiprocessing, os, random, shutil, sys, tempfile, time, traceback
import alliance, flips, full, load, power, sweeps

PARTS = ["kill", "error", "power", "full", "flips", "load"]


def work(options, shard, part_name, results):
    """One worker's share of one part."""
    folder = f"{options.folder}/{part_name}-{shard}"
    counts, failures = {}, []
    try:
        os.makedirs(folder)
        scene = alliance.Scene(alliance.Program(options.binary, options.shim), folder)
        scene.found()
        share = (shard, options.workers)
        step = 7 if options.quick else 1
        if part_name == "kill":
            counts = sweeps.kill_part(scene, *share, step, failures)
        elif part_name == "error":
            counts = sweeps.error_part(scene, *share, 4 if options.quick else 1, failures)
        else:
            chance = random.Random(f"{options.seed} {part_name} {shard}")
            scale = 0.1 if options.quick else 1.0
            part = {"power": power, "full": full, "flips": flips, "load": load}[part_name]
            counts = part.run(scene, *share, scale, chance, failures)
    except Exception as error:
        failures.append(f"{part_name}: {''.join(traceback.format_exception(error))}")
    if not failures: shutil.rmtree(folder, ignore_errors=True)
    results.put((part_name, counts, failures))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("shim")
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--folder", help="where the homes lie; default a new one in memory")
    options = parser.parse_args()
    options.binary, options.shim = map(os.path.abspath, (options.binary, options.shim))
    if not options.folder:
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        options.folder = tempfile.mkdtemp(prefix="torture-", dir=memory)
    print(f"SEED={options.seed}, in {options.folder}", flush=True)
    begun, totals, failed = time.time(), {}, 0
    results = multiprocessing.Queue()
    for part in options.only:
        workers = [
            multiprocessing.Process(target=work, args=(options, shard, part, results))
            for shard in range(options.workers)]
        for worker in workers: worker.start()
        counts = {}
        for _ in workers:
            _, found, failures = results.get()
            for name, count in found.items(): counts[name] = counts.get(name, 0) + count
            for failure in failures: print(f"FAILED {part}: {failure}", flush=True)
            failed += len(failures)
        for worker in workers: worker.join()
        totals[part] = counts
        print(f"{part}, after {time.time() - begun:.0f} s: {json.dumps(counts)}", flush=True)
        if part == "flips": print(flips.table(counts), flush=True)
    summary = "; ".join(
        f"{part} {sum(n for name, n in counts.items() if not name.startswith('of these'))}"
        for part, counts in totals.items())
    print(f"torture: {summary}; {failed} failed; SEED={options.seed}, {time.time() - begun:.0f} s")
    if not failed: shutil.rmtree(options.folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
