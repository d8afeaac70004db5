/// What a person of this member, or a machine with a token, was made. A person may have several roles,
/// and has what any of them gives.
package enum Role: String, CaseIterable, Comparable, Sendable {
    /// Searches, keeps cases, and reports in this member's name.
    case investigator
    /// Searches and prepares reports; signs nothing.
    case analyst
    /// Gives reports the second look that the member's policy asks for, and releases exports.
    case approver
    /// Says who may sign in, and reads the audit log; reports nothing.
    case administrator
    /// A program that reads. Never a person's.
    case readOnlyMachine = "read-only-machine"

    /// The roles that a person may have.
    package static let ofPeople = allCases.filter { $0 != .readOnlyMachine }

    package var permissions: Set<Permission> {
        switch self {
        case .investigator: [.view, .export, .draft, .report]
        case .analyst: [.view, .export, .draft]
        case .approver: [.view, .export, .draft, .report, .approve]
        case .administrator: [.view, .watch, .administer]
        case .readOnlyMachine: [.view, .watch]
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Something that one may do at the desk.
package enum Permission: String, CaseIterable, Comparable, Sendable {
    /// Search and look at what this member reads.
    case view
    /// Take what is shown away as a file.
    case export
    /// Prepare reports, objections and cases, without anybody else seeing them.
    case draft
    /// Sign in this member's name: report, object, take back.
    case report
    /// Release what another person has prepared.
    case approve
    /// See how the node is: metrics, health of the exchange.
    case watch
    /// Say who may sign in, and read the audit log.
    case administer

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
