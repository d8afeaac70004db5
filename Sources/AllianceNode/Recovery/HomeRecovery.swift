package import AllianceNames
import Credentials
package import Logging
import MergedView
package import Replication
import Roster
import SQLiteStore
package import TransparencyLog

/// Has a folder catch up with what others hold of its member, and makes it one that may sign.
///
/// For a folder that was restored from a backup, for one that went back as a whole (a virtual machine put
/// back to a snapshot), and for a standby before it is used. The order matters: registers, then what was
/// erased, then own entries, then the fence. Until all of that is done nothing is searched or signed, and a
/// crash anywhere leaves the folder as one that has not caught up.
package struct HomeRecovery: Sendable {
    /// Members asked about one channel, at most.
    package static let askedMax = 32
    /// Without one more entry after this long it is given up.
    package static let stallLimit = Duration.seconds(60)
    private static let lookInterval = Duration.milliseconds(20)

    /// What is known of one own log.
    package struct Log: Sendable {
        package let origin: LogOrigin
        /// Entries held before.
        package let before: TreeSize
        package internal(set) var held: TreeSize
        /// The largest checkpoint that anybody has shown.
        package let shown: TreeSize
        package let answered: [MemberID]
        package let asked: Int
    }

    private let node: OpenedNode
    private let transport: any PeerTransport
    private let stallLimit: Duration
    private let logger: Logger

    /// - Parameters:
    ///   - node: opened for recovery where it was restored.
    ///   - stallLimit: as long as the node waits for others, where that is longer than usual.
    package init(
        _ node: OpenedNode, transport: any PeerTransport,
        stallLimit: Duration? = nil, logger: Logger
    ) {
        self.node = node
        self.transport = transport
        self.stallLimit = stallLimit ?? max(Self.stallLimit, node.patience)
        self.logger = logger
    }

    /// Asks a quorum how far own logs go, and changes nothing but what is known of others.
    package func look() async throws -> [Log] {
        try await takeRegisters(replicator())
        return try await askAboutOwnLogs(node.roster)
    }

    /// Does all of it.
    /// - Throws: `RecoveryError`, `NodeError`, `OwnLogError`; store and file errors.
    package func run() async throws -> [Log] {
        let replicator = replicator()
        try await takeRegisters(replicator)
        let roster = node.roster
        try await checkOriginalIsGone(roster)
        guard !node.isRosterExpired() else {
            throw NodeError.registerExpired(until: "\(roster.roster.expiresAt)")
        }
        try await takeErasures(replicator, roster)
        var logs = try await askAboutOwnLogs(roster)
        try await pull(logs.map { ($0.origin, $0.shown) }, by: replicator)
        for index in logs.indices {
            logs[index].held = try node.logs.state(of: logs[index].origin)?.size ?? 0
        }
        // Once more: what came with the entries may be erased.
        try await erase()
        try eraseEvidence()
        if !node.isStandby { try await allowSigning(logs.map(\.origin)) }
        if node.standing.isRestored { try writeDescriptor() }
        try HomeStanding(standby: node.standing.standby).write(to: node.home.certs)
        try node.merger.catchUp()
        return logs
    }

    func replicator() -> Replicator {
        Replicator(
            member: node.member, ownLogs: .pulledBack, store: node.logs, transport: transport,
            register: node.register, logger: logger)
    }

    // MARK: What others know

    /// Members with an address that read a channel, the platform's first.
    private func peers(_ roster: VerifiedRoster, reading channel: ChannelID) -> [MemberID] {
        let others = roster.activeMembers.map(\.id).filter {
            $0 != node.member && roster.endpoint(of: $0) != nil && roster.mayRead($0, channel)
        }
        return Array(
            (others.filter { roster.has($0, role: .platform) }
                + others.filter { !roster.has($0, role: .platform) }).prefix(Self.askedMax))
    }

    private func takeRegisters(_ replicator: Replicator) async throws {
        await withTaskGroup { group in
            for peer in peers(node.roster, reading: .alliance) {
                group.addTask { await replicator.seeRoster(of: peer) }
            }
        }
    }

    /// A backup is restored because what it is of is lost. Where that still answers, it may sign.
    private func checkOriginalIsGone(_ roster: VerifiedRoster) async throws {
        guard node.standing.isRestored, !node.isStandby,
            let endpoint = roster.endpoint(of: node.member)
        else { return }
        let answer = try? await transport.fetch(
            .roster(version: nil), from: node.member, deadline: node.patience)
        if answer != nil { throw RecoveryError.originalAnswers(endpoint: "\(endpoint)") }
    }

    /// Takes what is proven to be erased in each channel of which this folder may hold something, also one
    /// that its member has left, from a majority of those who read it: others are told nothing of it, so
    /// that they answer says nothing. Then erases it here.
    private func takeErasures(_ replicator: Replicator, _ roster: VerifiedRoster) async throws {
        let asked = roster.channels(everReadBy: node.member).sorted().map { channel in
            (channel: channel, peers: peers(roster, reading: channel))
        }
        let answered = await withTaskGroup(
            of: MemberID?.self, returning: Set<MemberID>.self
        ) { group in
            for peer in Set(asked.flatMap(\.peers)) {
                group.addTask {
                    await replicator.takeAllEvidence(of: peer) ? peer : nil
                }
            }
            return await group.reduce(into: []) { answered, peer in
                if let peer { answered.insert(peer) }
            }
        }
        for (channel, peers) in asked where !peers.isEmpty {
            let count = peers.count { answered.contains($0) }
            let needed = peers.count / 2 + 1
            guard count >= needed else {
                throw RecoveryError.tooFewAnswered(
                    about: "what was erased in channel \(channel)", answered: count,
                    asked: peers.count, needed: needed)
            }
        }
        try await erase()
    }

    private func erase() async throws {
        var left = try node.eraser().run()
        for _ in 0..<10 where left > 0 {
            try await Task.sleep(for: .milliseconds(500))
            left = try node.eraser().run()
        }
        guard left == 0 else { throw RecoveryError.stillRead(left) }
    }

    /// A backup holds files that statements name, and no others: what none names any more was erased since.
    private func eraseEvidence() throws {
        guard DurableFile.isFolder(node.home.evidence) else { return }
        let shelf = try EvidenceShelf(node)
        do {
            try shelf.adopt(unnamedSince: 0)
            while try !shelf.eraseUnnamed().isEmpty {}
        } catch {
            try? shelf.close()
            throw error
        }
        try shelf.close()
    }

    private func askAboutOwnLogs(_ roster: VerifiedRoster) async throws -> [Log] {
        let comparison = OwnLogComparison(
            member: node.member, store: node.logs, transport: transport, clock: node.clock,
            deadline: node.patience)
        var logs: [Log] = []
        for log in roster.logs where log.origin.member == node.member && log.scope == .open {
            let origin = log.origin
            let outcome = try await comparison.ask(
                about: origin, in: roster, peersMax: Self.askedMax)
            try checkQuorum(origin, outcome, roster)
            let held = try node.logs.state(of: origin)?.size ?? 0
            // Another history, signed with this member's key, cannot be caught up with.
            for claim in try node.logs.ownLogClaims()
            where claim.kind == .differs && claim.forbidsSigning(of: origin, held: held) {
                throw OwnLogError.claimed(origin: origin, by: claim.claimedBy, claim.kind)
            }
            logs.append(
                Log(
                    origin: origin, before: held, held: held, shown: outcome.largest?.size ?? 0,
                    answered: outcome.answered, asked: outcome.asked.count))
        }
        return logs
    }

    /// Whether a log's key was made in this folder, after it was restored, and has signed nothing: its fence
    /// was made with it, and is in no backup. So nobody can hold entries of the log.
    private func hasNeverSigned(_ origin: LogOrigin) throws -> Bool {
        let fence = node.home.certs.logFence
        guard node.standing.isRestored, origin.epoch == node.keys.epoch,
            node.isLogKeyNamed(in: origin.channel), DurableFile.exists(fence)
        else { return false }
        let marks = try SigningFence(path: fence).read()
        return marks.handedOver == nil && !marks.marks.keys.contains { $0.epoch == origin.epoch }
    }

    /// A quorum of the register's witnesses, where as many read the channel and can be asked; else more
    /// than half of those who do; nobody where nobody can know anything.
    private func checkQuorum(
        _ origin: LogOrigin, _ outcome: OwnLogComparison.Outcome, _ roster: VerifiedRoster
    ) throws {
        if try hasNeverSigned(origin) { return }
        guard !outcome.asked.isEmpty else {
            if OwnLogComparison.readers(of: origin, in: roster).isEmpty { return }
            throw RecoveryError.nobodyToAsk(origin)
        }
        let policy = roster.witnessPolicy(for: origin)
        let witnesses = Set(policy.witnesses.compactMap { roster.member(ofWitness: $0) })
        let askedWitnesses = outcome.asked.filter(witnesses.contains)
        let (asked, answered, needed) =
            policy.quorum > 0 && askedWitnesses.count >= policy.quorum
            ? (askedWitnesses, outcome.answered.filter(witnesses.contains), policy.quorum)
            : (outcome.asked, outcome.answered, outcome.asked.count / 2 + 1)
        guard answered.count >= needed else {
            throw RecoveryError.tooFewAnswered(
                about: "log \(origin)", answered: answered.count, asked: asked.count,
                needed: needed)
        }
    }

    /// Asks the authority to admit the keys that are in this folder: they may have been put back after it
    /// was restored, and its cosigner key is new.
    private func writeDescriptor() throws {
        let roster = node.roster
        guard let member = roster.member(node.member), member.isActive else { return }
        try node.home.peers.write(node.keys.descriptor(renewing: member, in: roster.alliance))
    }

    // MARK: Own entries

    /// Follows the others until own logs are as long as they have shown.
    func pull(_ goals: [(origin: LogOrigin, size: TreeSize)], by replicator: Replicator)
        async throws
    {
        func missing() throws -> (origin: LogOrigin, size: TreeSize)? {
            try goals.first { try node.logs.state(of: $0.origin)?.size ?? 0 < $0.size }
        }
        guard try missing() != nil else { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await replicator.run() }
            defer { group.cancelAll() }
            var held: UInt64 = 0
            var since = ContinuousClock.now
            while let next = try missing() {
                let now = try goals.reduce(UInt64(0)) {
                    try $0 + (node.logs.state(of: $1.origin)?.size ?? 0)
                }
                if now != held { (held, since) = (now, .now) }
                guard ContinuousClock.now - since < stallLimit else {
                    throw RecoveryError.stalled(
                        next.origin,
                        held: try node.logs.state(of: next.origin)?.size ?? 0, shown: next.size)
                }
                try await Task.sleep(for: Self.lookInterval)
            }
        }
    }

    // MARK: The fence

    private func allowSigning(_ origins: [LogOrigin]) async throws {
        let certs = node.home.certs
        guard DurableFile.exists(certs.logFence) else {
            var marks: [LogOrigin: FenceMark] = [:]
            for origin in origins {
                guard let state = try node.logs.state(of: origin), let target = state.target else {
                    continue
                }
                guard target.size <= state.size else {
                    throw OwnLogError.lostEntries(
                        origin: origin, signed: target.size, held: state.size)
                }
                marks[origin] = FenceMark(size: target.size, root: target.root)
            }
            _ = try SigningFence.begin(
                FenceID(), at: certs.logFence, marks: marks, isConfirmed: true)
            return
        }
        let log = try OpenedNode.fencedLog(certs: certs, logs: node.logs, key: node.keys.log)
        for origin in origins { try log.takeBack(origin) }
    }
}
