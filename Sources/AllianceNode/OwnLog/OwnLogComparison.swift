package import AllianceNames
import Foundation
package import Replication
package import Roster
package import TransparencyLog

/// Compares a member's own logs with what others hold of them, before it signs: a stolen key and a
/// restored backup show there first.
///
/// Asked are members that read the channel. Whoever does not answer in time is passed over; what is
/// shown is kept as seen, so that a larger tree keeps the log from being signed by itself, and another
/// history is kept as a claim. Due at every start of the machine, where its clocks have stepped against each other
/// (`MachineClocks`), and ten minutes after the last one: a machine that is put back together with its memory, and
/// whose wall clock nobody sets, believes that the one before still holds.
package struct OwnLogComparison: Sendable {
    /// Members asked about one log.
    package static let peersMax = 8
    package static let deadline = Duration.seconds(5)
    /// After so long it is made again, in milliseconds.
    package static let ageMax: UInt64 = 600_000

    /// What was found out about one log.
    package struct Outcome: Sendable {
        package let asked: [MemberID]
        package let answered: [MemberID]
        /// The largest checkpoint that anybody has shown.
        package let largest: VerifiedCheckpoint?
    }

    private let member: MemberID
    private let store: any LogStore & WitnessStore
    private let transport: any PeerTransport
    private let clock: WallClock
    private let boot: String
    private let deadline: Duration

    /// - Parameters:
    ///   - boot: names one start of the machine.
    ///   - deadline: how long each is waited for.
    package init(
        member: MemberID, store: any LogStore & WitnessStore, transport: any PeerTransport,
        clock: WallClock, boot: String = OwnLogComparison.currentBoot,
        deadline: Duration = OwnLogComparison.deadline
    ) {
        self.member = member
        self.store = store
        self.transport = transport
        self.clock = clock
        self.boot = boot
        self.deadline = deadline
    }

    /// Linux names each start of the kernel; elsewhere all starts are one.
    package static var currentBoot: String {
        let text = try? String(
            contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        return text?.split(separator: "\n").first.map(String.init) ?? "unknown"
    }

    /// Blocks.
    package static func isDue(
        _ origin: LogOrigin, in store: any WitnessStore, at now: UInt64,
        boot: String = currentBoot
    ) throws -> Bool {
        guard let last = try store.ownLogComparison(of: origin), last.boot == boot,
            last.at <= now
        else { return true }
        return now - last.at >= ageMax
    }

    /// Other members that read the channel, and so may hold entries of the log.
    package static func readers(of origin: LogOrigin, in roster: VerifiedRoster) -> [MemberID] {
        roster.activeMembers.map(\.id).filter {
            $0 != origin.member && roster.mayRead($0, origin.channel)
        }
    }

    /// What the others showed: whether it contradicts is for `FencedLog` to say when it next signs.
    /// - Returns: how many answered.
    @discardableResult
    package func run(_ origin: LogOrigin, in roster: VerifiedRoster) async throws -> Int {
        try await ask(about: origin, in: roster).answered.count
    }

    /// The same, in detail.
    /// - Parameter peersMax: members asked, those first that are most likely to know.
    package func ask(
        about origin: LogOrigin, in roster: VerifiedRoster, peersMax: Int = Self.peersMax
    ) async throws -> Outcome {
        guard let key = roster.logKey(for: origin) else {
            return Outcome(asked: [], answered: [], largest: nil)
        }
        let readers = Self.readers(of: origin, in: roster).filter {
            roster.endpoint(of: $0) != nil
        }
        // For its ranks alone, which no lot decides.
        let plan = PollPlan(of: member, in: roster, lot: 0)
        let asked = Array(
            readers.sorted {
                (plan.rank(of: $0, for: origin), $0) < (plan.rank(of: $1, for: origin), $1)
            }.prefix(peersMax))
        var answered: [MemberID] = []
        var shown: [(MemberID, VerifiedCheckpoint)] = []
        await withTaskGroup(of: (MemberID, VerifiedCheckpoint?, Bool).self) { group in
            for peer in asked {
                group.addTask {
                    do {
                        let bytes = try await transport.fetch(
                            .checkpoint(origin), from: peer, deadline: deadline)
                        let checkpoint = try SignedCheckpoint(parsing: bytes).verified(by: key)
                        return (peer, checkpoint, true)
                    } catch PeerError.refused(status: 404, _) {
                        return (peer, nil, true)
                    } catch {
                        return (peer, nil, false)
                    }
                }
            }
            for await (peer, checkpoint, hasAnswered) in group {
                if hasAnswered { answered.append(peer) }
                if let checkpoint { shown.append((peer, checkpoint)) }
            }
        }
        try keep(shown.sorted { $0.0 < $1.0 }, of: origin)
        try store.record(
            OwnLogComparisonRecord(at: clock.now(), boot: boot, peers: answered.count), of: origin)
        return Outcome(
            asked: asked, answered: answered.sorted(),
            largest: shown.map(\.1).max { $0.size < $1.size })
    }

    private func keep(
        _ shown: [(MemberID, VerifiedCheckpoint)], of origin: LogOrigin
    ) throws {
        let now = clock.now()
        try store.record(
            shown.map { peer, checkpoint in
                SeenCheckpoint(
                    origin: origin, peer: peer, record: CheckpointRecord(checkpoint), seenAt: now)
            })
        for (peer, checkpoint) in shown {
            // A larger one is told by what was seen.
            let claim = try OwnLogProof.claim(
                that: checkpoint, shownBy: peer, of: origin, in: store, at: now)
            if let claim { try store.record(claim) }
        }
    }
}
