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
                let set = try BlindSet(mine, in: desk.node.alliance)
                guard let common = try await ask(member, round, set) else { continue }
                try await tell(common, to: member, round)
            } catch {
                logger.debug(
                    "cases are not compared with a member",
                    metadata: ["peer": "\(member)", "reason": "\(error)"])
            }
        }
    }

    /// - Returns: what both have; nil where that member does not compare today.
    private func ask(
        _ member: MemberID, _ round: CaseworkID, _ set: BlindSet
    ) async throws -> [Indicator]? {
        let points: ContactReply?
        do {
            let answer = try await sending.send(
                ContactLetter.comparison(round: round, points: try set.blinded()).bytes,
                to: member)
            // It has had one today, or will not: tomorrow.
            let isReceipt = LetterReceipt(parsing: answer) != nil
            points = try isReceipt ? nil : ContactReply(parsing: answer)
        } catch {
            // Only where no points came back, so that nobody has us ask, and tell, more than once a day.
            try await desk.calls.run { [desk] in try desk.store.forgetAsking(member) }
            throw error
        }
        guard let points else { return nil }
        guard case .points(let again, let others) = points else { throw LetterError.form }
        return try set.common(again: again, others: others)
    }

    /// Tells also that there is nothing, so that what goes to and fro looks alike.
    private func tell(
        _ common: [Indicator], to member: MemberID, _ round: CaseworkID
    ) async throws {
        let ours = try await desk.calls.run { [desk] in try desk.store.comparable() }
        let fitting = CaseworkDesk.fitting(
            common.compactMap { indicator in
                ours[indicator]?.first.map { .init(indicator, contact: $0.contact) }
            })
        // Here it is known before it is told, whatever comes back: the other side learns in silence of nothing.
        let known = try await desk.keep(
            fitting.map { .init($0.indicator, contact: "") }, of: member, ours)
        let told = fitting.filter { known.contains($0.indicator) }
        try await desk.recordTelling(told, to: member, ours)
        let reply = try await sending.send(
            ContactLetter.found(round: round, told).bytes, to: member)
        guard case .found(let found) = try ContactReply(parsing: reply) else {
            throw LetterError.form
        }
        // Only of what was asked about, whatever it says.
        let asked = Set(told.map(\.indicator))
        _ = try await desk.keep(found.filter { asked.contains($0.indicator) }, of: member, ours)
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

    /// - Returns: the identifiers of which it is kept now.
    fileprivate func keep(
        _ found: [ContactLetter.Found], of member: MemberID, _ ours: [Indicator: [ContactOptIn]]
    ) async throws -> Set<Indicator> {
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
