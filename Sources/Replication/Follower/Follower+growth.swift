import AllianceNames
import Roster
import TransparencyLog

// How a log grows: which checkpoint to grow towards, and by which of the two ways.
extension Follower {
    /// Takes the first target that somebody can be asked for.
    mutating func choose(at now: Duration, _ actions: inout [FollowerAction]) {
        guard isAstray == true || isWanting && obstacleIsPassable else { return }
        for target in targets {
            if target.size == held.size, target.record.root == held.edge.root {
                // What is held already has its root.
                return store(target.unrecorded, [], releasing: [], &actions)
            }
            guard let source = sources.best(for: target.key, at: now) else { continue }
            begin(target, from: source, &actions)
            return
        }
    }

    /// The believed one first, so that a log which is written to all the time gets somewhere; then
    /// the largest, but those within the roster's scope before those beyond its end. Of these the smallest,
    /// since what it has beyond the end does not count. A believed one beyond that end comes last: nothing
    /// else may come of a log that has ended, but whoever shows another may have left its branch. Once all
    /// that counts is held, what has begun is gone on with before anything else.
    private var targets: [GrowthTarget] {
        // What is held beyond its checkpoints is not known to be signed: it proves nothing.
        if isAstray == true, signedSize < held.size { return [] }
        // Where there are two branches, only what reaches the roster's end can be told to be on its own.
        let shown = sources.candidates(above: sizeOfNoUse)
            .filter { !held.isSettled || $0.size >= scopeEnd }
            .filter { !isBelieved(CheckpointKey($0)) }
            .map { GrowthTarget(record: CheckpointRecord($0), unrecorded: $0) }
        let inScope = exact + shown.filter { $0.size <= scopeEnd && !isDoubtful($0) }
        let beyond = shown.filter { $0.size > scopeEnd }.reversed()
        let others = inScope + beyond + shown.filter(isDoubtful)
        guard isAstray != true, let believed = held.target, believed.size > held.size,
            !held.isSettled || believed.size >= scopeEnd
        else { return others }
        let again = GrowthTarget(record: believed, unrecorded: nil)
        return believed.size <= scopeEnd || isAstray == false ? [again] + others : others + [again]
    }

    /// Smaller than one that is believed and not reached, and too small to tell which of the two is of the
    /// branch that the roster has ended the log with.
    private func isDoubtful(_ target: GrowthTarget) -> Bool {
        guard case .until(let end, _) = scope, held.behind > 0 else { return false }
        return target.size < end && target.size < held.target?.size ?? 0
    }

    /// A checkpoint of just what is held, where none is believed that proves all that counts.
    private var exact: [GrowthTarget] {
        guard isAstray == false, isWanting, held.size > 0,
            let shown = sources.verified(size: held.size, root: held.edge.root)
        else { return [] }
        return [GrowthTarget(record: CheckpointRecord(shown), unrecorded: shown)]
    }

    private func isBelieved(_ key: CheckpointKey) -> Bool {
        held.target.map { CheckpointKey($0) } == key
    }

    private mutating func begin(
        _ target: GrowthTarget, from source: MemberID, _ actions: inout [FollowerAction]
    ) {
        guard target.size > held.size else {
            return prove(target, from: source, isSuspect: false, &actions)
        }
        let bundles = (target.size + 255) >> 8 - held.size >> 8
        // Without tiles, roots are compared at the target's size only: all that is believed must lie
        // within what is held, or be the target itself.
        let heldIsAllBelieved = (held.target?.size ?? 0) <= held.size || isBelieved(target.key)
        guard bundles <= UInt64(limits.smallGrowthBundlesMax), heldIsAllBelieved, !isOversize,
            target.size < scopeEnd, disputed == nil
        else { return prove(target, from: source, isSuspect: false, &actions) }
        var parts: [SmallGrowth.Part] = []
        for bundle in BundleCoordinate.bundles(
            covering: held.size..<target.size, size: target.size)
        {
            let job = newJob()
            let from = max(held.size, bundle.firstEntry) - bundle.firstEntry
            let check = BundleCheck(
                origin: origin, bundle: bundle, wanted: Int(from)..<bundle.width, expected: nil,
                erased: erased)
            actions.append(
                .fetchBundle(job, check, from: source, bytesMax: limits.usualBundleBytesMax))
            parts.append(SmallGrowth.Part(job: job))
        }
        phase = .small(SmallGrowth(target: target, source: source, parts: parts))
    }

    // MARK: Results

    mutating func took(
        _ checked: CheckedBundle, for job: JobID, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        switch phase {
        case .small(var growth) where growth.jobs.contains(job):
            growth.take(checked, for: job)
            phase = .small(growth)
            finish(growth, at: moment, &actions)
        case .large(let growth) where growth.jobs.contains(job):
            tookLarge(checked, for: job, at: moment, &actions)
        default:
            drop([job], &actions)
        }
    }

    mutating func took(
        _ tiles: [(tile: TileCoordinate, bytes: [UInt8])], for job: JobID, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        switch phase {
        case .proving(let proving) where proving.job == job:
            finish(proving, with: tiles, at: moment, &actions)
        case .large(let growth) where growth.tiles?.job == job:
            tookLarge(tiles, at: moment, &actions)
        default:
            break
        }
    }

    mutating func failed(
        _ job: JobID, _ failure: FetchFailure, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        switch phase {
        case .proving(let proving) where proving.job == job:
            stopGrowing(&actions)
            refuse(proving.source, failure, at: moment, &actions)
        case .small(let growth) where growth.jobs.contains(job):
            stopGrowing(&actions)
            if case .noAnswer(.tooLarge) = failure {
                isOversize = true
            } else {
                refuse(growth.source, failure, at: moment, &actions)
            }
        case .large(let growth) where growth.jobs.contains(job):
            failedLarge(job, failure, at: moment, &actions)
        default:
            drop([job], &actions)
        }
    }

    // MARK: Small

    private mutating func finish(
        _ growth: SmallGrowth, at moment: Moment, _ actions: inout [FollowerAction]
    ) {
        guard let parts = growth.complete else { return }
        var edge = held.edge
        for part in parts { part.leafHashes.forEach { edge.append(leaf: $0) } }
        guard edge.root == growth.target.record.root else {
            stopGrowing(&actions)
            prove(growth.target, from: growth.source, isSuspect: true, &actions)
            return
        }
        var slices: [BundleSlice] = []
        var stop: CheckedBundle.Stop?
        for part in parts where stop == nil {
            if let slice = part.slice { slices.append(slice) }
            stop = part.stop
        }
        phase = .idle
        if let stop {
            meet(stop, from: growth.source, at: moment, &actions)
        } else {
            sources.succeed(growth.source)
        }
        store(growth.target.unrecorded, slices, releasing: growth.jobs, &actions)
    }

    /// What a stop means: a payload may come from another peer, an unreadable entry from none.
    mutating func meet(
        _ stop: CheckedBundle.Stop, from source: MemberID, at moment: Moment,
        _ actions: inout [FollowerAction]
    ) {
        switch stop {
        case .payload(let index, let fault):
            refuse(source, .refused(fault), at: moment, &actions)
            met(withheld: index, by: source, &actions)
        case .entryMalformed(let index, let detail):
            meet(.entryMalformed(index, detail: detail), &actions)
        }
    }

    /// Has the store record and admit; where there is nothing of either, only memory is released.
    mutating func store(
        _ checkpoint: VerifiedCheckpoint?, _ slices: [BundleSlice], releasing jobs: [JobID],
        _ actions: inout [FollowerAction]
    ) {
        guard checkpoint != nil || !slices.isEmpty else { return drop(jobs, &actions) }
        let job = newJob()
        storing = job
        let entries =
            slices.isEmpty
            ? nil : AdmittedEntries(origin: origin, start: held.size, slices: slices)
        actions.append(.store(job, believe: checkpoint, admit: entries, releasing: jobs))
    }

    // MARK: Proving

    private mutating func prove(
        _ target: GrowthTarget, from source: MemberID, isSuspect: Bool,
        _ actions: inout [FollowerAction]
    ) {
        let descent = TileDescent(of: target.record.checkpoint)
        let anchors = anchors(for: target)
        // With the tile above the first bundle at once, so that one round trip less is needed.
        let tiles = descent.missing(
            for: anchors.map(\.size), entries: held.size..<(held.size + 1))
        let job = newJob()
        phase = .proving(
            TargetProving(
                target: target, source: source, anchors: anchors, isSuspect: isSuspect,
                descent: descent, job: job))
        actions.append(.fetchTiles(job, tiles, from: source))
    }

    private func anchors(for target: GrowthTarget) -> [TargetProving.Anchor] {
        var anchors: [TargetProving.Anchor] = []
        if target.unrecorded != nil {
            let believed = held.target.flatMap { $0.size <= target.size ? $0 : nil }
            if let believed { anchors.append(.believed(believed)) }
            if held.size > believed?.size ?? 0, held.size <= target.size {
                anchors.append(.held(held.edge))
            }
        }
        switch scope {
        case .until(let size, let root) where target.size >= size:
            anchors.append(.rosterEnd(size: size, root: root))
        case .open:
            // What is served may have been believed after a larger one that is still to come, and be of another
            // branch, of which no peer may show more; so may others that are believed.
            let others = [held.behind > 0 ? held.served : nil, disputed].compactMap(\.self)
            anchors += others.filter { $0.size <= target.size }.map { .believed($0) }
        case .until, .never: break
        }
        return anchors
    }

    private mutating func finish(
        _ proving: TargetProving, with tiles: [(tile: TileCoordinate, bytes: [UInt8])],
        at moment: Moment, _ actions: inout [FollowerAction]
    ) {
        var descent = proving.descent
        phase = .idle
        do { try descent.accept(tiles) } catch {
            refuse(proving.source, .refused(fault(error, descent)), at: moment, &actions)
            return
        }
        for anchor in proving.anchors where descent.range(at: anchor.size)?.root != anchor.root {
            broken(anchor, proving, descent, at: moment, &actions)
            return
        }
        if disputed?.size ?? .max <= proving.target.size { disputed = nil }
        guard isAstray != true else {
            // The tree begins with both: what was compared is not what is held.
            isAstray = false
            return
        }
        if let settlement = obstruction(of: proving.target) {
            return settle(settlement, &actions)
        }
        if proving.isSuspect {
            let bundle = BundleCoordinate(containing: held.size, size: proving.target.size)
            refuse(
                proving.source,
                .refused(.entriesNotInTree(origin: origin, bundle: bundle ?? .init(index: 0))),
                at: moment, &actions)
        }
        guard let source = sources.best(for: proving.target.key, at: moment.uptime) else { return }
        phase = .large(
            LargeGrowth(
                target: proving.target, source: source, descent: descent, start: held.size,
                first: held.size >> 8))
    }

    /// The target is signed, and its tree does not begin with something that it has to begin with.
    private mutating func broken(
        _ anchor: TargetProving.Anchor, _ proving: TargetProving, _ descent: TileDescent,
        at moment: Moment, _ actions: inout [FollowerAction]
    ) {
        let target = proving.target
        if held.isSettled, hasRosterEnd(descent), let settlement = settlementOnBranch {
            return settle(settlement, &actions)
        }
        // Beyond the roster's end only the branch that the roster names tells anything of the other one.
        if let offered = target.unrecorded ?? verified(target.record), !held.isSettled,
            target.size <= scopeEnd || hasRosterEnd(descent)
        {
            switch anchor {
            case .believed(let believed):
                return fork(
                    believed, believing: nil, offered,
                    extending: descent.difference(from: believed.checkpoint), by: proving.source,
                    at: moment, &actions)
            case .held:
                // What is held was proven below the believed checkpoint.
                if let believed = held.target, signedSize == held.size {
                    return fork(
                        believed, believing: nil, offered, by: proving.source, at: moment, &actions)
                }
            case .rosterEnd: break
            }
        }
        refuse(
            proving.source,
            .refused(.contradictsRoster(origin: origin, size: target.size)), at: moment, &actions)
    }

    /// What is believed already is offered as it was recorded: the peer may show a newer one by now.
    private func verified(_ record: CheckpointRecord) -> VerifiedCheckpoint? {
        guard let key else { return nil }
        return try? SignedCheckpoint(parsing: record.noteText).verified(by: key).alone
    }

    // MARK: Giving up

    /// What stands in the way of a target that is proven to be of the branch which the roster has ended the log
    /// with, and may be of another one: a larger checkpoint of which entries are still to come, or entries beyond
    /// the end that no checkpoint proves.
    private func obstruction(of target: GrowthTarget) -> ForkSettlement? {
        guard target.unrecorded != nil, target.size >= scopeEnd,
            held.target?.size ?? 0 > target.size || held.size >= target.size
        else { return nil }
        return settlementOnBranch
    }

    private var settlementOnBranch: ForkSettlement? {
        guard case .until(let end, let root) = scope else { return nil }
        return ForkSettlement(onBranch: held, end: end, root: root)
    }

    /// Has the store give it up. The log is gone on with once that is done.
    private mutating func settle(
        _ settlement: ForkSettlement, _ actions: inout [FollowerAction]
    ) {
        let job = newJob()
        storing = job
        actions.append(.settle(job, settlement))
    }

    private func hasRosterEnd(_ descent: TileDescent) -> Bool {
        guard case .until(let size, let root) = scope else { return false }
        return descent.range(at: size)?.root == root
    }

    func fault(_ error: TransparencyLogError, _ descent: TileDescent) -> ReplicationError {
        if case .rootMismatch = error {
            return .tilesNotInTree(origin: origin, size: descent.size)
        }
        return .tile(origin: origin, detail: error.description)
    }
}
