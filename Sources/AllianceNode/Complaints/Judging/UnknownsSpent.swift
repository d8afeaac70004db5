package import AllianceNames
package import Complaints
import ProductAuthentication
package import Statements

/// How many unknown numbers may still be asked about because cases name them. An owner answers this member about so many an
/// hour (`QuestionBudget`), and numbers can be made up: no party, and no kind of party, may spend what the others and
/// the member's own people need. In memory: a node that starts again begins anew.
package struct UnknownsSpent: Equatable {
    /// Of one party with one owner an hour: as many as a statement names.
    package static let ofPartyMax = 16

    package enum Party: Hashable {
        case member(MemberID)
        case account(String)
        /// All sellers of one complaint: who they are nobody has to prove.
        case sellers(EntryReference)

        package init(_ due: DueItem) {
            self =
                switch due.party {
                case .complainant(.member(let member)), .complainant(.screening(let member)):
                    .member(member)
                case .complainant(.hosted(let account, _)): .account(account)
                case .seller: .sellers(due.complaint)
                }
        }

        fileprivate var kind: Kind {
            switch self {
            case .member: .members
            case .account: .accounts
            case .sellers: .sellers
            }
        }
    }

    /// Together they leave a tenth of what an owner answers to this member's own people.
    package enum Kind: Hashable {
        case members, accounts, sellers

        package var max: Int {
            switch self {
            case .members: QuestionBudget.unknownsMax * 4 / 10
            case .accounts: QuestionBudget.unknownsMax * 3 / 10
            case .sellers: QuestionBudget.unknownsMax * 2 / 10
            }
        }
    }

    /// One number, to be given back where it turns out to be known.
    package struct Ticket: Equatable {
        fileprivate let party: Party
        fileprivate let owners: [MemberID]
        fileprivate let window: UInt64
    }

    private struct OfOwner<Whose: Hashable>: Hashable {
        let whose: Whose
        let owner: MemberID
    }

    private var window: UInt64 = 0
    private var parties: [OfOwner<Party>: Int] = [:]
    private var kinds: [OfOwner<Kind>: Int] = [:]

    package init() {}

    private init(window: UInt64) { self.window = window }

    /// - Returns: nil where it has to wait for the next hour.
    package mutating func take(
        _ party: Party, of owners: [MemberID], at now: UInt64
    ) -> Ticket? {
        let window = now / QuestionBudget.windowMilliseconds
        if window != self.window { self = UnknownsSpent(window: window) }
        let isLeft = owners.allSatisfy { owner in
            parties[.init(whose: party, owner: owner), default: 0] < Self.ofPartyMax
                && kinds[.init(whose: party.kind, owner: owner), default: 0] < party.kind.max
        }
        guard isLeft else { return nil }
        add(1, party, owners)
        return Ticket(party: party, owners: owners, window: window)
    }

    package mutating func giveBack(_ ticket: Ticket) {
        guard ticket.window == window else { return }
        add(-1, ticket.party, ticket.owners)
    }

    private mutating func add(_ count: Int, _ party: Party, _ owners: [MemberID]) {
        for owner in owners {
            parties[.init(whose: party, owner: owner), default: 0] += count
            kinds[.init(whose: party.kind, owner: owner), default: 0] += count
        }
    }
}
