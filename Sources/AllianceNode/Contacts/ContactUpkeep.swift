import AllianceNames
import Casework
package import Logging
import Peering
import Roster
import SQLiteStore
import ServiceLifecycle
import Statements

/// Asks each other member once a day whether somebody there has in a case what somebody here has, as far as
/// people of both want to be told.
package struct ContactUpkeep: Service {
    static let interval = Duration.seconds(600)

    private let desk: CaseworkDesk
    private let sending: LetterSending
    private let logger: Logger

    package init(desk: CaseworkDesk, sending: LetterSending, logger: Logger) {
        self.desk = desk
        self.sending = sending
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await round()
                } catch {
                    logger.error(
                        "cases cannot be compared", metadata: ["reason": "\(error)"])
                }
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    /// All members that are due, once.
    package func round() async throws {
        let mine = try await desk.calls.run { [desk] in try desk.comparableIdentifiers() }
        // Who wants to be told of nothing asks nobody.
        guard !mine.isEmpty, !desk.node.isStandby else { return }
        for member in desk.node.roster.activeMembers.map(\.id)
        where member != desk.node.member {
            guard let round = try await desk.beginAsking(member) else { continue }
            do {
                try await compare(mine, with: member, round)
            } catch {
                logger.debug(
                    "cases are not compared with a member",
                    metadata: ["peer": "\(member)", "reason": "\(error)"])
                try await desk.calls.run { [desk] in try desk.store.forgetAsking(member) }
            }
        }
    }

    private func compare(
        _ mine: [Indicator], with member: MemberID, _ round: CaseworkID
    ) async throws {
        let set = try BlindSet(mine, in: desk.node.alliance)
        let answer = try await sending.send(
            ContactLetter.comparison(round: round, points: try set.blinded()).bytes, to: member)
        // It has had one today, or will not: tomorrow.
        if LetterReceipt(parsing: answer) != nil { return }
        guard case .points(let again, let others) = try ContactReply(parsing: answer) else {
            throw LetterError.form
        }
        let common = try set.common(again: again, others: others)
        guard !common.isEmpty else { return }
        let ours = try await desk.calls.run { [desk] in try desk.store.comparable() }
        let told = CaseworkDesk.fitting(
            common.compactMap { indicator in
                ours[indicator]?.first.map { .init(indicator, contact: $0.contact) }
            })
        guard !told.isEmpty else { return }
        let reply = try await sending.send(
            ContactLetter.found(round: round, told).bytes, to: member)
        guard case .found(let found) = try ContactReply(parsing: reply) else {
            throw LetterError.form
        }
        // Only of what was asked about, whatever it says.
        let asked = Set(told.map(\.indicator))
        try await desk.keep(found.filter { asked.contains($0.indicator) }, of: member, ours)
    }
}

extension CaseworkDesk {
    /// Nil where that member was asked lately.
    fileprivate func beginAsking(_ member: MemberID) async throws -> CaseworkID? {
        try await calls.run { [store, node] in
            var generator = SystemRandomNumberGenerator()
            let round = CaseworkID(from: &generator)
            return try store.beginAsking(round, of: member, at: node.clock.now()) ? round : nil
        }
    }

    fileprivate func keep(
        _ found: [ContactLetter.Found], of member: MemberID, _ ours: [Indicator: [ContactOptIn]]
    ) async throws {
        try await calls.run { [store, node] in
            try store.keep(
                found.flatMap { one in
                    (ours[one.indicator] ?? []).map {
                        ContactMatch(
                            folder: $0.folder, indicator: one.indicator, member: member,
                            contact: one.contact, at: node.clock.now())
                    }
                })
        }
    }
}
