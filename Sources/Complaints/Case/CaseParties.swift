package import AllianceNames
package import Statements

/// Who may say what in a complaint's course. A channel of a desk has a brand and the platform; by the
/// roster, which both sides hold, it is known who is the platform.
package struct CaseParties: Hashable, Sendable {
    /// Members with the platform's role, now or when they spoke.
    package var platforms: Set<MemberID>

    package init(platforms: Set<MemberID>) { self.platforms = platforms }

    package func isPlatform(_ member: MemberID) -> Bool { platforms.contains(member) }
}

/// Who complains, as track records count it. Made from who signed and what it says, so that nobody can
/// pass for another.
package enum Complainant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// From its own node.
    case member(MemberID)
    /// Through an account at the platform.
    case hosted(String, at: MemberID)
    /// The platform itself, before anybody complained.
    case screening(MemberID)

    /// - Throws: where a complaint claims what only the platform can say.
    package init(
        of complaint: Complaint, by author: MemberID, _ parties: CaseParties
    ) throws(TransitionRefusal) {
        guard parties.isPlatform(author) else {
            guard complaint.hostedAccount == nil, !complaint.isFromScreening else {
                throw .notThePlatform
            }
            self = .member(author)
            return
        }
        if complaint.isFromScreening {
            self = .screening(author)
        } else if let account = complaint.hostedAccount {
            self = .hosted(account, at: author)
        } else {
            throw .complainantMissing
        }
    }

    package var description: String {
        switch self {
        case .member(let member): "member \(member)"
        case .hosted(let account, let platform): "account \(account) at \(platform)"
        case .screening(let platform): "screening of \(platform)"
        }
    }
}
