import AllianceNames
import Logging
import Replication
import TransparencyLog

/// A fetch that waits in the queue.
enum Fetch: Sendable {
    case tiles([TileCoordinate])
    case bundle(BundleCheck, bytesMax: Int)
}

// The followers: events in, actions carried out.
extension Replicator {
    func handle(_ event: FollowerEvent, of origin: LogOrigin) {
        perform(event, of: origin)
        startFetches()
    }

    private func perform(_ event: FollowerEvent, of origin: LogOrigin) {
        let actions = followers[origin]?.handle(event, at: time.moment) ?? []
        for action in actions { perform(action, of: origin) }
    }

    private func perform(_ action: FollowerAction, of origin: LogOrigin) {
        switch action {
        case .fetchTiles(let job, let tiles, let peer):
            add(.tiles(tiles), origin, job, from: peer, bundle: nil, byteCount: 0)
        case .fetchBundle(let job, let check, let peer, let bytesMax):
            add(
                .bundle(check, bytesMax: bytesMax), origin, job, from: peer,
                bundle: check.bundle.index, byteCount: bytesMax)
        case .store(let job, let checkpoint, let entries, let releasing):
            let growth = LogGrowth(origin: origin, believing: checkpoint, admitting: entries)
            write(Write(job: job, work: .grow(growth), releasing: releasing))
        case .freeze(let job, let finding, let believing, let proof):
            write(
                Write(
                    job: job, work: .freeze(finding, believing: believing, proof: proof),
                    releasing: []))
        case .settle(let job, let settlement):
            write(Write(job: job, work: .settle(origin, settlement), releasing: []))
        case .drop(let jobs):
            drop(jobs, of: origin)
        case .compare(let job, let checkpoint):
            begin(.compare(origin, job, checkpoint))
        case .wake(let time):
            wake(.follower(origin), at: time)
        case .report(let report):
            take(report, of: origin)
        }
    }

    // MARK: Fetching

    private func add(
        _ fetch: Fetch, _ origin: LogOrigin, _ job: JobID, from peer: MemberID, bundle: UInt64?,
        byteCount: Int
    ) {
        fetches[origin, default: [:]][job] = fetch
        queue.add(
            FetchQueue.Ticket(
                origin: origin, job: job, peer: peer, bundle: bundle, byteCount: byteCount))
    }

    func startFetches() {
        repeat {
            for ticket in queue.start() {
                switch fetches[ticket.origin]?.removeValue(forKey: ticket.job) {
                case .tiles(let tiles): begin(.fetchTiles(ticket, tiles))
                case .bundle(let check, let bytesMax):
                    begin(.fetchBundle(ticket, check, bytesMax: bytesMax))
                case nil: queue.ended(ticket, byteCount: 0)
                }
            }
        } while makeRoom()
    }

    /// Where memory is short, has stored what can be stored.
    /// - Returns: whether that has freed memory already.
    private func makeRoom() -> Bool {
        guard queue.isShortOfMemory else { return false }
        let before = queue.memoryBytes
        for origin in queue.holders { perform(.flush, of: origin) }
        return queue.memoryBytes < before
    }

    private func drop(_ jobs: [JobID], of origin: LogOrigin) {
        for job in jobs { fetches[origin]?[job] = nil }
        if fetches[origin]?.isEmpty == true { fetches[origin] = nil }
        queue.release(jobs, of: origin)
    }

    nonisolated func fetchTiles(
        _ tiles: [TileCoordinate], for ticket: FetchQueue.Ticket
    ) async {
        var fetched: [(tile: TileCoordinate, bytes: [UInt8])] = []
        for tile in tiles {
            do throws(PeerError) {
                let bytes = try await transport.fetch(
                    .tile(ticket.origin, tile), from: ticket.peer, deadline: BundleFetch.deadline)
                fetched.append((tile, bytes))
            } catch {
                return await ended(ticket, .failure(.noAnswer(error)))
            }
        }
        await ended(ticket, fetched)
    }

    private func ended(
        _ ticket: FetchQueue.Ticket, _ tiles: [(tile: TileCoordinate, bytes: [UInt8])]
    ) {
        queue.ended(ticket, byteCount: 0)
        handle(.tiles(ticket.job, tiles), of: ticket.origin)
    }

    func ended(_ ticket: FetchQueue.Ticket, _ result: Result<CheckedBundle, FetchFailure>) {
        switch result {
        case .success(let checked):
            queue.ended(
                ticket,
                byteCount: checked.byteCount + checked.leafHashes.count * Digest.byteCount)
            handle(.bundle(ticket.job, checked), of: ticket.origin)
        case .failure(let failure):
            queue.ended(ticket, byteCount: 0)
            handle(.failed(ticket.job, failure), of: ticket.origin)
        }
    }

    // MARK: Reports

    private func take(_ report: FollowerReport, of origin: LogOrigin) {
        switch report {
        case .shown(let checkpoint, let peer):
            withholding.shown(CheckpointRecord(checkpoint), of: origin, by: peer, at: time.moment)
            seen[origin, default: [:]][peer] = SeenCheckpoint(
                origin: origin, peer: peer, record: CheckpointRecord(checkpoint),
                seenAt: time.wall.now())
            noteStatus(of: peer)
        case .refused(let peer, let failure):
            refused(peer, failure)
        case .forked(let finding):
            logger.error(
                "Author signed two histories; its log is frozen",
                metadata: [
                    "origin": "\(origin)", "member": "\(origin.member)",
                    "believed_size": "\(finding.believed.size)",
                    "offered_size": "\(finding.offered.size)",
                ])
        case .ownLogAhead(let checkpoint, let peer, let held):
            alarm(
                OwnLogAlarm(
                    origin: origin, kind: .ahead(held: held), shown: checkpoint, shownBy: peer))
        case .ownLogDiffers(let checkpoint, let peer):
            alarm(OwnLogAlarm(origin: origin, kind: .differs, shown: checkpoint, shownBy: peer))
        case .obstacle(let obstacle?):
            logger.warning(
                "Log cannot grow",
                metadata: ["origin": "\(origin)", "obstacle": "\(obstacle)"])
        case .obstacle(nil):
            logger.info("Log grows again", metadata: ["origin": "\(origin)"])
        }
    }

    private func alarm(_ alarm: OwnLogAlarm) {
        logger.critical(
            "A peer shows entries of this node's own log that it does not hold; do not sign",
            metadata: [
                "origin": "\(alarm.origin)", "peer": "\(alarm.shownBy)",
                "tree_size": "\(alarm.shown.size)",
            ])
        hooks.ownLogContradicted(alarm)
    }
}
