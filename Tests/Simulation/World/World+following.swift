import AllianceNames
import Replication
import TransparencyLog

// The followers: events in, actions carried out.
extension World {
    private var fetchDeadline: Duration { .seconds(10) }

    func handle(_ event: FollowerEvent, of origin: LogOrigin, at node: Node) {
        let moment = moment(at: node)
        for action in node.followers[origin]?.handle(event, at: moment) ?? [] {
            perform(action, of: origin, at: node)
        }
    }

    private func perform(_ action: FollowerAction, of origin: LogOrigin, at node: Node) {
        switch action {
        case .fetchTiles(let job, let tiles, let peer):
            fetch(tiles[...], fetched: [], of: origin, from: peer, at: node) { [self] result in
                switch result {
                case .success(let fetched): handle(.tiles(job, fetched), of: origin, at: node)
                case .failure(let error):
                    handle(.failed(job, .noAnswer(error)), of: origin, at: node)
                }
            }
        case .fetchBundle(let job, let check, let peer, let bytesMax):
            fetch(check, from: peer, at: node, bytesMax: bytesMax) { [self] result in
                switch result {
                case .success(let checked): handle(.bundle(job, checked), of: origin, at: node)
                case .failure(let failure):
                    handle(.failed(job, failure), of: origin, at: node)
                }
            }
        case .store(let job, let checkpoint, let entries, _):
            later(node, random.milliseconds(1...15)) { [self] in
                grow(
                    LogGrowth(origin: origin, believing: checkpoint, admitting: entries), job,
                    at: node)
            }
        case .freeze(let job, let finding, let believing, let proof):
            later(node, random.milliseconds(1...15)) { [self] in
                freeze(finding, believing: believing, proof, job, at: node)
            }
        case .settle(let job, let settlement):
            later(node, random.milliseconds(1...15)) { [self] in
                settle(settlement, of: origin, job, at: node)
            }
        case .compare(let job, let checkpoint):
            later(node, random.milliseconds(1...5)) { [self] in
                let comparison = try? compare(checkpoint, of: origin, at: node)
                handle(
                    comparison.map { .compared(job, $0) } ?? .storeFailed(job, nil), of: origin,
                    at: node)
            }
        case .wake(let at):
            later(node, at - time.now) { [self] in handle(.time, of: origin, at: node) }
        case .drop: break
        case .report(let report): take(report, of: origin, at: node)
        }
    }

    func compare(
        _ checkpoint: Checkpoint, of origin: LogOrigin, at node: Node
    ) throws -> HeldComparison {
        try HeldComparison.compare(
            checkpoint, with: node.store.state(of: origin),
            readTile: { try self.tile($0, of: origin, in: node.store) })
    }

    func tile(
        _ tile: TileCoordinate, of origin: LogOrigin, in store: any LogStore
    ) throws -> [UInt8] {
        guard let bytes = try store.tile(of: origin, tile) else {
            throw PeerError.refused(status: 404, detail: tile.path)
        }
        return bytes
    }

    private func take(_ report: FollowerReport, of origin: LogOrigin, at node: Node) {
        switch report {
        case .shown(let checkpoint, let peer):
            // Kept as seen, so that a larger tree of an own log keeps it from being signed.
            guard origin.member == node.id else { break }
            _ = try? node.store.record([
                SeenCheckpoint(
                    origin: origin, peer: peer, record: CheckpointRecord(checkpoint),
                    seenAt: wall(at: node))
            ])
        case .forked(let finding):
            note("\(node.id) finds \(origin) forked (\(finding.contradiction.rawValue))")
            checkAccused(origin, by: node)
        case .refused(let peer, let failure):
            refused(peer, failure, at: node)
        case .ownLogAhead, .ownLogDiffers, .obstacle: break
        }
    }

    // MARK: Storing

    private func grow(_ growth: LogGrowth, _ job: JobID, at node: Node) {
        let origin = growth.origin
        do {
            if let entries = growth.admitting { checkPayloads(entries, at: node) }
            guard let state = try node.store.grow([growth]).first?.get() else { return }
            checkPrefix(state, at: node)
            note("\(node.id) holds \(state.size) of \(origin)")
            hasNews(node, of: origin)
            handle(.stored(job, state), of: origin, at: node)
        } catch {
            note("\(node.id) cannot store \(origin): \(error)")
            let state = (try? node.store.state(of: origin)) ?? nil
            let believed = (try? node.store.believed(against: error)) ?? nil
            handle(.storeFailed(job, state, against: believed), of: origin, at: node)
        }
    }

    private func freeze(
        _ finding: ForkFinding, believing: VerifiedCheckpoint?, _ proof: VerifiedForkProof?,
        _ job: JobID, at node: Node
    ) {
        let origin = finding.origin
        let store = node.store
        do {
            if let believing { try store.believe(believing, for: origin) }
            try store.freeze(
                origin, finding,
                proof: proof.map {
                    try EvidenceRecord(
                        fork: $0, shownBy: finding.offeredBy, keptAt: finding.foundAt)
                })
            guard let state = try store.state(of: origin) else { return }
            note("\(node.id) freezes \(origin)")
            hasNews(node, of: origin)
            handle(.stored(job, state), of: origin, at: node)
            if let frozen = state.frozen {
                node.forks[origin] = frozen
                if proof == nil { prove(frozen, at: node) }
                settleForks(node)
            }
        } catch {
            let state = (try? store.state(of: origin)) ?? nil
            handle(.storeFailed(job, state), of: origin, at: node)
        }
    }

    private func settle(
        _ settlement: ForkSettlement, of origin: LogOrigin, _ job: JobID, at node: Node
    ) {
        do {
            try node.store.settle(origin, settlement)
            guard let state = try node.store.state(of: origin) else { return }
            note("\(node.id) gives up what \(origin) has beyond \(settlement.prefix)")
            hasNews(node, of: origin)
            handle(.stored(job, state), of: origin, at: node)
        } catch {
            let state = (try? node.store.state(of: origin)) ?? nil
            handle(.storeFailed(job, state), of: origin, at: node)
        }
    }

    // MARK: Fetching

    func fetch(
        _ tiles: ArraySlice<TileCoordinate>, fetched: [(tile: TileCoordinate, bytes: [UInt8])],
        of origin: LogOrigin, from peer: MemberID, at node: Node,
        _ body:
            @escaping (Result<[(tile: TileCoordinate, bytes: [UInt8])], PeerError>) throws -> Void
    ) {
        guard let tile = tiles.first else {
            return later(node, .zero) { try body(.success(fetched)) }
        }
        request(.tile(origin, tile), from: peer, by: node, deadline: fetchDeadline) {
            [self] result in
            switch result {
            case .success(let bytes):
                fetch(
                    tiles.dropFirst(), fetched: fetched + [(tile, bytes)], of: origin, from: peer,
                    at: node, body)
            case .failure(let error): try body(.failure(error))
            }
        }
    }

    private func fetch(
        _ check: BundleCheck, from peer: MemberID, at node: Node, bytesMax: Int,
        _ body: @escaping (Result<CheckedBundle, FetchFailure>) throws -> Void
    ) {
        request(check.entries, from: peer, by: node, deadline: fetchDeadline) { [self] first in
            request(check.payloads, from: peer, by: node, deadline: fetchDeadline) { second in
                let entries: [UInt8], payloads: [UInt8]
                do throws(PeerError) {
                    (entries, payloads) = (try first.get(), try second.get())
                    guard entries.count + payloads.count <= bytesMax else {
                        throw .tooLarge(bytesMax: bytesMax)
                    }
                } catch {
                    return try body(.failure(.noAnswer(error)))
                }
                let checked = Result { () throws(ReplicationError) in
                    try check.run(entries: entries, payloads: payloads)
                }
                try body(checked.mapError { .refused($0) })
            }
        }
    }
}
