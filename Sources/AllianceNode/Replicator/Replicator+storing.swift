package import AllianceNames
import Logging
import MergedView
import Replication
package import TransparencyLog

/// One follower's work for the store.
struct Write: Sendable {
    enum Work: Sendable {
        case grow(LogGrowth)
        case freeze(ForkFinding, believing: VerifiedCheckpoint?, proof: VerifiedForkProof?)
        case settle(LogOrigin, ForkSettlement)
    }

    let job: JobID
    let work: Work
    /// Fetches whose memory is free once this is done.
    let releasing: [JobID]

    var origin: LogOrigin {
        switch work {
        case .grow(let growth): growth.origin
        case .freeze(let finding, _, _): finding.origin
        case .settle(let origin, _): origin
        }
    }
}

// The store: one writer, which takes along whatever has gathered while it wrote.
extension Replicator {
    /// Logs in one write, at most; what has gathered beyond that comes next.
    private static let writesAtOnceMax = 64

    func write(_ write: Write) {
        waitingWrites.append(write)
        startWriting()
    }

    private func startWriting() {
        guard !isWriting, !waitingWrites.isEmpty else { return }
        isWriting = true
        let writes = Array(waitingWrites.prefix(Self.writesAtOnceMax))
        waitingWrites.removeFirst(writes.count)
        begin(.write(writes))
    }

    nonisolated func write(_ writes: [Write]) async {
        let results: [Result<LogState, any Error>]
        do {
            results = try await writing.run { [store] in try Self.carryOut(writes, in: store) }
        } catch {
            results = writes.map { _ in .failure(error) }
        }
        // Before anybody is told, so that whoever merges finds the bytes.
        for (write, result) in zip(writes, results) {
            if case .grow(let growth) = write.work, let entries = growth.admitting,
                case .success = result
            {
                recent.keep(entries)
            }
        }
        await written(writes, results)
    }

    /// Growths together, all else after them: nothing in one write is of the same log twice.
    private static func carryOut(
        _ writes: [Write], in store: any LogStore
    ) throws -> [Result<LogState, any Error>] {
        let growths = writes.compactMap {
            if case .grow(let growth) = $0.work { growth } else { nil }
        }
        var grown = (growths.isEmpty ? [] : try store.grow(growths)).makeIterator()
        return writes.map { write in
            switch write.work {
            case .grow:
                return grown.next() ?? .failure(ReplicatorError.unanswered)
            case .freeze(let finding, let believing, let proof):
                return Result {
                    if let believing { try store.believe(believing, for: finding.origin) }
                    try store.freeze(
                        finding.origin, finding,
                        proof: proof.map {
                            try EvidenceRecord(
                                fork: $0, shownBy: finding.offeredBy, keptAt: finding.foundAt)
                        })
                    return try state(of: finding.origin, in: store)
                }
            case .settle(let origin, let settlement):
                return Result {
                    try store.settle(origin, settlement)
                    return try state(of: origin, in: store)
                }
            }
        }
    }

    private static func state(of origin: LogOrigin, in store: any LogStore) throws -> LogState {
        guard let state = try store.state(of: origin) else {
            throw LogStoreError.unknownLog(origin: origin)
        }
        return state
    }

    private func written(_ writes: [Write], _ results: [Result<LogState, any Error>]) async {
        isWriting = false
        for (write, result) in zip(writes, results) {
            switch result {
            case .success(let state):
                tell(write, state)
                // Asks for more before it gives back, so that it keeps its place in the queue.
                handle(.stored(write.job, state), of: write.origin)
            case .failure(let error):
                logger.error(
                    "Log cannot be stored",
                    metadata: ["origin": "\(write.origin)", "error": "\(error)"])
                let found = try? await reading.run { [store] in
                    (try store.state(of: write.origin), try store.believed(against: error))
                }
                handle(
                    .storeFailed(write.job, found?.0, against: found?.1), of: write.origin)
            }
            queue.release(write.releasing, of: write.origin)
        }
        startFetches()
        startWriting()
    }

    private func tell(_ write: Write, _ state: LogState) {
        switch write.work {
        case .grow: hooks.grown(state)
        case .settle(let origin, _):
            unfreeze(state, from: followers[origin]?.held.size ?? state.size)
            hooks.grown(state)
        case .freeze(_, _, let proof):
            guard let finding = state.frozen else { return }
            forks[finding.origin] = finding
            hooks.forked(finding)
            if proof == nil { begin(.prove(finding)) }
            // The roster may have ended the log before this node was shown its other branch.
            if let roster = register.newest { settleForks(roster) }
        }
    }

    /// A log has grown in the record, by somebody else.
    func held(_ state: LogState) {
        if followers[state.origin] == nil { heldAtStart[state.origin] = state }
        handle(.held(state), of: state.origin)
    }

    // MARK: Comparing

    nonisolated func compare(_ checkpoint: Checkpoint, of origin: LogOrigin, for job: JobID) async {
        let event: FollowerEvent
        do {
            let comparison = try await reading.run { [store] in
                try HeldComparison.compare(
                    checkpoint, with: try store.state(of: origin),
                    readTile: { tile in
                        guard let bytes = try store.tile(of: origin, tile) else {
                            throw ReplicatorError.tileMissing(origin, tile)
                        }
                        return bytes
                    })
            }
            event = .compared(job, comparison)
        } catch {
            logger.error(
                "Log cannot be compared", metadata: ["origin": "\(origin)", "error": "\(error)"])
            event = .storeFailed(job, nil)
        }
        await handle(event, of: origin)
    }
}

/// What is wrong with the record itself.
package enum ReplicatorError: Error, Equatable, CustomStringConvertible {
    case tileMissing(LogOrigin, TileCoordinate)
    /// A store that answered fewer growths than it was given.
    case unanswered

    package var description: String {
        switch self {
        case .tileMissing(let origin, let tile):
            "the record lacks \(tile) of log \(origin); run touchstone log audit"
        case .unanswered:
            "the record did not say what became of a log; run touchstone log audit"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .tileMissing: "record-tile-missing"
        case .unanswered: "record-unanswered"
        }
    }
}
