import AllianceNames
import TransparencyLog

// The long way: tiles first, then bundle by bundle. Whatever is stored counts, so it can be
// interrupted anywhere.
extension Follower {
    /// Asks for what the window has room for, and stores what is ready.
    mutating func pump(at moment: Moment, _ actions: inout [FollowerAction]) {
        guard case .large(var growth) = phase else { return }
        phase = .idle
        if !growth.isEnding { ask(&growth, &actions) }
        if growth.isEnding {
            // Behind the first gap nothing can be stored any more.
            if let gap = growth.slots.firstIndex(where: \.isWaiting) {
                drop(growth.cut(at: gap), &actions)
            }
            if growth.slots.isEmpty { return drop(growth.jobs, &actions) }
        }
        phase = .large(growth)
        store(atLeast: limits.storeBundlesMin, &actions)
    }

    private mutating func ask(_ growth: inout LargeGrowth, _ actions: inout [FollowerAction]) {
        // A larger bundle than usual is fetched when nothing else is in memory, so what has to be asked
        // for again waits until everything before it is stored.
        if isOversize, let gap = growth.slots.firstIndex(where: \.isWaiting) {
            drop(growth.cut(at: gap), &actions)
        }
        let window = isOversize ? 1 : limits.windowBundlesMax
        while growth.slots.count < window,
            growth.first + UInt64(growth.slots.count) < growth.end
        {
            growth.slots.append(.waiting)
        }
        for place in growth.slots.indices where growth.slots[place].isWaiting {
            let bundle = growth.bundle(at: place)
            guard let expected = growth.descent.hash(ofBundle: bundle.index) else {
                askForTiles(above: bundle, &growth, &actions)
                return
            }
            let check = BundleCheck(
                origin: origin, bundle: bundle, wanted: growth.wanted(in: bundle),
                expected: expected, erased: erased)
            let job = newJob()
            growth.slots[place] = .fetching(job, from: growth.source)
            actions.append(
                .fetchBundle(
                    job, check, from: growth.source,
                    bytesMax: isOversize
                        ? check.entries.bodyBytesMax + check.payloads.bodyBytesMax
                        : limits.usualBundleBytesMax))
        }
    }

    private mutating func askForTiles(
        above bundle: BundleCoordinate, _ growth: inout LargeGrowth,
        _ actions: inout [FollowerAction]
    ) {
        guard growth.tiles == nil else { return }
        let job = newJob()
        growth.tiles = (job, growth.source)
        let missing = growth.descent.missing(for: [], entries: bundle.entries)
        actions.append(.fetchTiles(job, missing, from: growth.source))
    }

    /// Stores what is ready, if that is at least so many bundles or no more will come.
    mutating func store(atLeast bundles: Int, _ actions: inout [FollowerAction]) {
        guard storing == nil, case .large(var growth) = phase else { return }
        let row = growth.ready
        let isAll = row.count == growth.slots.count
        let window = isOversize ? 1 : limits.windowBundlesMax
        let isLast =
            isAll
            && (growth.isEnding || row.count >= window
                || growth.first + UInt64(row.count) >= growth.end)
        guard !row.isEmpty, row.count >= bundles || isLast else { return }
        phase = .idle
        growth.storing = row.count
        phase = .large(growth)
        store(
            growth.target.unrecorded, row.compactMap(\.bundle.slice), releasing: row.map(\.job),
            &actions)
        // An end with nothing before it needs no store.
        if storing == nil { storedGrowth(&actions) }
    }

    /// Goes on behind what was stored.
    mutating func storedGrowth(_ actions: inout [FollowerAction]) {
        guard case .large(var growth) = phase else { return }
        phase = .idle
        let hasStopped = growth.slots[..<growth.storing].contains { slot in
            if case .checked(_, let bundle) = slot { bundle.stop != nil } else { false }
        }
        growth.slots.removeFirst(growth.storing)
        growth.first += UInt64(growth.storing)
        growth.storing = 0
        growth.target.unrecorded = nil
        let isWhereExpected = held.size == min(growth.target.size, growth.first << 8)
        guard !hasStopped, isWhereExpected, held.size < growth.target.size else {
            if held.size >= growth.target.size { sources.succeed(growth.source) }
            return drop(growth.jobs, &actions)
        }
        if !growth.isEnding { sources.succeed(growth.source) }
        growth.descent.forget(before: held.size)
        phase = .large(growth)
    }

    // MARK: Results

    mutating func tookLarge(
        _ tiles: [(tile: TileCoordinate, bytes: [UInt8])], at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        guard case .large(var growth) = phase, let from = growth.tiles?.from else { return }
        phase = .idle
        growth.tiles = nil
        do { try growth.descent.accept(tiles) } catch {
            lose(from, .refused(fault(error, growth.descent)), &growth, at: moment, &actions)
        }
        phase = .large(growth)
    }

    mutating func tookLarge(
        _ checked: CheckedBundle, for job: JobID, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        guard case .large(var growth) = phase, let place = growth.place(of: job),
            case .fetching(_, let from) = growth.slots[place]
        else { return }
        phase = .idle
        if checked.byteCount <= limits.usualBundleBytesMax { isOversize = false }
        growth.slots[place] = .checked(job, checked)
        switch checked.stop {
        case nil:
            break
        case .payload(let index, let fault):
            lose(from, .refused(fault), &growth, at: moment, &actions)
            if growth.isEnding {
                // Nobody else can be asked: what stands before the missing payload is kept.
                met(withheld: index, by: from, &actions)
                drop(growth.cut(at: place + 1), &actions)
            } else {
                growth.slots[place] = .waiting
                drop([job], &actions)
            }
        case .entryMalformed(let index, let detail):
            growth.isEnding = true
            meet(.entryMalformed(index, detail: detail), &actions)
            drop(growth.cut(at: place + 1), &actions)
        }
        phase = .large(growth)
    }

    mutating func failedLarge(
        _ job: JobID, _ failure: FetchFailure, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        guard case .large(var growth) = phase else { return }
        phase = .idle
        if let tiles = growth.tiles, tiles.job == job {
            growth.tiles = nil
            lose(tiles.from, failure, &growth, at: moment, &actions)
        } else if let place = growth.place(of: job),
            case .fetching(_, let from) = growth.slots[place]
        {
            growth.slots[place] = .waiting
            if case .noAnswer(.tooLarge) = failure, !isOversize {
                isOversize = true
                drop(growth.cut(at: place), &actions)
            } else {
                lose(from, failure, &growth, at: moment, &actions)
            }
        }
        drop([job], &actions)
        phase = .large(growth)
    }

    /// Blames a peer once, and goes on with the next best.
    private mutating func lose(
        _ peer: MemberID, _ failure: FetchFailure, _ growth: inout LargeGrowth,
        at moment: Moment, _ actions: inout [FollowerAction]
    ) {
        // What else was asked of it fails too, and is only asked of another.
        guard peer == growth.source, !growth.isEnding else { return }
        refuse(peer, failure, at: moment, &actions)
        if let next = sources.best(for: growth.target.key, at: moment.uptime) {
            growth.source = next
        } else {
            growth.isEnding = true
        }
    }
}
