package import AllianceNames
import ProductAuthentication

/// How many unknown numbers may still be asked about because complaints name them. An owner answers this member about so many
/// an hour (`QuestionBudget`), and numbers can be made up: no complainant, and all of them together, may spend what
/// the member's own people need.
package struct UnknownsSpent: Equatable {
    /// Of one party an hour, with one owner or several: as many as a statement names.
    package static let ofPartyMax = 16
    /// Of all, with one owner.
    package static let ofOwnerMax = QuestionBudget.unknownsMax / 2

    /// One number, to be given back where it turns out to be known.
    package struct Ticket: Equatable {
        fileprivate let party: String
        fileprivate let owners: [MemberID]
        fileprivate let window: UInt64
    }

    private var window: UInt64 = 0
    private var parties: [String: Int] = [:]
    private var owners: [MemberID: Int] = [:]

    package init() {}

    /// - Returns: nil where it has to wait for the next hour.
    package mutating func take(_ party: String, of owners: [MemberID], at now: UInt64) -> Ticket? {
        let window = now / QuestionBudget.windowMilliseconds
        if window != self.window { self = UnknownsSpent(window: window) }
        guard parties[party, default: 0] < Self.ofPartyMax,
            owners.allSatisfy({ self.owners[$0, default: 0] < Self.ofOwnerMax })
        else { return nil }
        parties[party, default: 0] += 1
        for owner in owners { self.owners[owner, default: 0] += 1 }
        return Ticket(party: party, owners: owners, window: window)
    }

    package mutating func giveBack(_ ticket: Ticket) {
        guard ticket.window == window else { return }
        parties[ticket.party, default: 1] -= 1
        for owner in ticket.owners { owners[owner, default: 1] -= 1 }
    }
}

extension UnknownsSpent {
    private init(window: UInt64) { self.window = window }
}
