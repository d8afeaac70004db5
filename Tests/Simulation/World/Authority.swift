import AllianceNames
import Replication
import Roster
import TransparencyLog

/// The authority of a simulated alliance: it has all its rosters, and makes the next one.
struct Authority {
    private(set) var chain: RosterChain

    init(_ founding: Founding) { chain = founding.rosters.chain }

    var newest: VerifiedRoster {
        guard let newest = chain.newest else { preconditionFailure("founded with a roster") }
        return newest
    }

    /// Makes and takes the next version.
    mutating func next(
        at time: UTCTimestamp, validFor seconds: UInt64? = nil,
        _ change: (inout RosterDraft) throws -> Void = { _ in }
    ) throws -> SignedNote {
        let issuedAt = max(time, newest.roster.issuedAt)
        let expiresAt =
            seconds.map { UTCTimestamp(secondsSince1970: issuedAt.secondsSince1970 + $0) }
            ?? issuedAt.adding(days: 30)
        var draft = RosterDraft(after: newest, issuedAt: issuedAt, expiresAt: expiresAt)
        try change(&draft)
        let note = try draft.signed(by: [Keys.authority])
        _ = try chain.accept(note)
        return note
    }

    /// What somebody makes up who is not the authority: the next version, with everybody's quotas gone.
    func forged(at time: UTCTimestamp) throws -> SignedNote {
        var draft = RosterDraft(
            after: newest, issuedAt: max(time, newest.roster.issuedAt),
            expiresAt: max(time, newest.roster.issuedAt).adding(days: 90))
        draft.set(
            quotas: Roster.Quotas(entriesPerLog: 0, retractionsPerLog: 0), stalenessSeconds: 1)
        return try draft.signed(by: [Keys.stranger])
    }
}
