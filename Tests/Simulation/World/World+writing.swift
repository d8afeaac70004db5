import AllianceNames
import Replication
import Roster
import Statements
import TransparencyLog

// What members say: sealed, appended, fenced and signed by the code that a node does it with.
extension World {
    /// Checks own logs against the fence and signs what a crash has left; before that, where the node was
    /// put back to a backup, looks at what others hold of them.
    func beginOwnLogs(_ node: Node) {
        guard !node.isForking else { return }
        for origin in node.ownOrigins {
            if node.isRestored {
                compareOwnLog(origin, at: node)
            } else {
                recover(origin, at: node)
            }
        }
    }

    private func recover(_ origin: LogOrigin, at node: Node) {
        later(node, .milliseconds(5)) { [self] in
            do {
                _ = try node.ownLog(origin).recover(origin)
                signed(origin, at: node)
            } catch {
                note("\(node.id) cannot sign \(origin): \(error)")
                later(node, .seconds(3)) { [self] in recover(origin, at: node) }
            }
        }
    }

    /// What a node signs is seen by those that poll it, and by its witnesses.
    private func signed(_ origin: LogOrigin, at node: Node) {
        checkOwnLogs(node)
        hasNews(node, of: origin)
        submit(origin, at: node)
    }

    func say(_ sayings: [Saying], in channel: ChannelID, branch: Int, by node: Node) throws {
        if node.isForking { return try sayApart(sayings, in: channel, branch, by: node) }
        guard node.isUp, let origin = node.ownOrigins.first(where: { $0.channel == channel })
        else { return }
        let size = ((try? node.store.state(of: origin)) ?? nil)?.size ?? 0
        let batch = try seal(sayings, for: origin, size: size)
        do {
            let written = try node.ownLog(origin).append(batch, to: origin)
            if let record = written.checkpoint { ledger.acknowledged(record, of: origin) }
            note("\(node.id) has said \(sayings.count) in \(channel), to \(written.indexes)")
            signed(origin, at: node)
        } catch {
            note("\(node.id) cannot say anything in \(channel): \(error)")
            // Whoever reports tries no more; what is in the log is signed when it can be.
            recover(origin, at: node)
        }
    }

    // MARK: Sealing

    func seal(_ sayings: [Saying], for origin: LogOrigin, size: TreeSize) throws -> SealedBatch {
        var batch = SealedBatch()
        for (place, saying) in sayings.enumerated() {
            let statement = try Self.statement(saying, in: origin, at: size + UInt64(place))
            let sealed = try SealedStatement.seal(
                statement, issuedAt: wall(at: node(origin.member)), salt: Salt(from: &random))
            ledger.willSay(sealed, statement)
            batch.append(sealed)
        }
        return batch
    }

    static let indicators: [Indicator] = (0..<4).compactMap {
        try? Indicator(.domain, parsing: "shop\($0).example")
    }

    static func statement(
        _ saying: Saying, in origin: LogOrigin, at index: EntryIndex
    ) throws -> Statement {
        switch saying {
        case .report(let about):
            return .assertIndicator(
                IndicatorAssertion(
                    indicator: indicators[about], basis: .testBuy, confidence: 80, tlp: .amber))
        case .dispute(let about):
            return .dispute(Dispute(indicator: indicators[about], reason: .falsePositive))
        case .seen(let about, let times):
            return .sight(
                Sighting(indicator: indicators[about], total: times, first: 1, last: 2))
        case .link(let one, let other):
            return .link(
                try OperatorLink(indicators[one], indicators[other], basis: .inspection))
        case .retract(let back):
            return .retract(Retraction(dots: [target(of: back, in: origin, at: index)]))
        case .retractElsewhere(let place):
            let other: ChannelID = origin.channel == .alliance ? .luxury : .alliance
            return .retract(
                Retraction(dots: [.init(origin: first(origin, in: other), index: UInt64(place))]))
        }
    }

    /// An earlier entry of the log, or of the member's first one in the channel.
    private static func target(
        of back: Int, in origin: LogOrigin, at index: EntryIndex
    ) -> Retraction.Dot {
        if index > UInt64(back) { return .init(origin: origin, index: index - 1 - UInt64(back)) }
        return .init(origin: first(origin, in: origin.channel), index: UInt64(back))
    }

    private static func first(_ origin: LogOrigin, in channel: ChannelID) -> LogOrigin {
        LogOrigin(
            alliance: origin.alliance, channel: channel, member: origin.member, epoch: Epoch(1))
    }

    // MARK: Forking

    private func sayApart(
        _ sayings: [Saying], in channel: ChannelID, _ branch: Int, by node: Node
    ) throws {
        guard node.isUp, let origin = node.ownOrigins.first(where: { $0.channel == channel })
        else { return }
        if !node.branches.contains(where: { $0.origin == origin }) {
            let first = AuthoredLog(origin)
            node.branches.append(first)
            if node.hasParted { part(node) }
        }
        let places = node.branches.indices.filter { node.branches[$0].origin == origin }
        let log = node.branches[places[branch % places.count]]
        try log.append(try seal(sayings, for: origin, size: log.size))
        ledger.signed(origin, try log.store.leaves(of: origin, log.size))
        note("\(node.id) has said \(sayings.count) in \(channel), branch \(branch)")
        hasNews(node)
        submitBranches(origin, at: node)
    }

    /// From now on the histories go apart; the logs of a new epoch stay whole.
    func part(_ node: Node) {
        guard case .forking(let count) = node.conduct else { return }
        node.hasParted = true
        let origins = Set(node.branches.map(\.origin)).filter { $0.epoch.number == 1 }.sorted()
        for origin in origins {
            let histories = node.branches.filter { $0.origin == origin }
            guard histories.count < count, let first = histories.first else { continue }
            node.branches += (histories.count..<count).map { _ in first.copy() }
        }
    }

    // MARK: Comparing with what others hold

    private func compareOwnLog(_ origin: LogOrigin, at node: Node) {
        let readers = node.roster.activeMembers.map(\.id).filter {
            $0 != node.id && node.roster.mayRead($0, origin.channel)
        }
        var left = readers.count
        for reader in readers {
            request(
                .checkpoint(origin), from: reader, by: node, deadline: .seconds(5)
            ) { [self] result in
                left -= 1
                if let key = node.roster.logKey(for: origin), let bytes = try? result.get(),
                    let checkpoint = try? SignedCheckpoint(parsing: bytes).verified(by: key)
                {
                    try? keep(checkpoint, of: origin, shownBy: reader, at: node)
                }
                if left == 0 { recover(origin, at: node) }
            }
        }
        if readers.isEmpty { recover(origin, at: node) }
    }

    private func keep(
        _ checkpoint: VerifiedCheckpoint, of origin: LogOrigin, shownBy reader: MemberID,
        at node: Node
    ) throws {
        let record = CheckpointRecord(checkpoint)
        let now = wall(at: node)
        try node.store.record([
            SeenCheckpoint(origin: origin, peer: reader, record: record, seenAt: now)
        ])
        guard case .differs = try compare(checkpoint.checkpoint, of: origin, at: node) else {
            return
        }
        _ = try node.store.record(
            OwnLogClaim(
                origin: origin, claimedBy: reader, kind: .differs, size: checkpoint.size, at: now,
                proof: record))
    }
}
