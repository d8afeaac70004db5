import AllianceNames
import Casework
import Credentials
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Synchronization
import TransparencyLog

/// When the first statement of each kind was found in a log. What was looked at is not looked at again: what is
/// first stays first, and nothing but kind and time is remembered of it.
final class FirstStatements: Sendable {
    struct OfLog {
        var looked: EntryIndex = 0
        var firsts: [OnboardingStep: UInt64] = [:]
    }

    private let logs = Mutex<[LogOrigin: OfLog]>([:])
    /// Looked at in one call; the rest with the next.
    private static let entriesMax: UInt64 = 20_000

    /// Blocks.
    func firsts(of origin: LogOrigin, upTo size: TreeSize, in node: OpenedNode) throws
        -> [OnboardingStep: UInt64]
    {
        var known = logs.withLock { $0[origin] } ?? OfLog()
        let wanted: Set<OnboardingStep> = [.log, .right, .product, .report, .complaint]
        guard known.looked < size, !wanted.isSubset(of: known.firsts.keys) else {
            return known.firsts
        }
        let end = min(size, known.looked + Self.entriesMax)
        try StoredStatement.forEach(of: origin, in: known.looked..<end, from: node.logs) { said in
            for step in Self.steps(said) where known.firsts[step] == nil {
                known.firsts[step] = said.issuedAt
            }
        }
        known.looked = end
        let found = known
        logs.withLock { $0[origin] = found }
        return found.firsts
    }

    private static func steps(_ said: StoredStatement) -> [OnboardingStep] {
        switch said.kind {
        case .right: return [.log, .right]
        case .registerProduct: return [.log, .product]
        case .assertIndicator: return [.log, .report]
        default:
            // Whose kind is not one of these: a complaint's course begins with a complaint.
            if case .complaint(.complaint)? = said.statement { return [.log, .complaint] }
            return [.log]
        }
    }
}

/// What this node knows of each member's way in. Calls block.
struct OnboardingReading {
    private let node: OpenedNode
    private let firsts: FirstStatements

    init(_ node: OpenedNode, _ firsts: FirstStatements) {
        self.node = node
        self.firsts = firsts
    }

    /// Of all active members, by name of the member.
    func facts() throws -> [OnboardingFacts] {
        let statuses = Dictionary(
            try node.logs.peerStatuses().map { ($0.peer, $0) }
        ) { first, _ in first }
        var done: [MemberID: [OnboardingStep: UInt64]] = [:]
        for state in try node.logs.states() where state.size > 0 {
            let found = try firsts.firsts(of: state.origin, upTo: state.size, in: node)
            done[state.origin.member, default: [:]].merge(found) { min($0, $1) }
        }
        return try node.roster.activeMembers.map { member in
            let isOwn = member.id == node.member
            var facts = OnboardingFacts(
                member: member.id, isOwn: isOwn, isBrand: member.has(.brand),
                admittedAt: member.tenure.from.millisecondsSince1970,
                done: done[member.id] ?? [:])
            if isOwn {
                // The node that shows this runs with a certificate.
                facts.done[.connected] = facts.admittedAt
                facts.done[.people] = try firstPerson()
            } else if let at = statuses[member.id]?.lastSuccessAt {
                facts.done[.connected] = min(at, facts.done.values.min() ?? at)
            } else if let first = facts.done.values.min() {
                // It came by another node, signed by its key.
                facts.done[.connected] = first
            }
            return facts
        }.sorted { $0.member < $1.member }
    }

    private func firstPerson() throws -> UInt64? {
        guard DurableFile.exists(node.home.accessDatabase) else { return nil }
        let access = try SQLiteAccessStore(path: node.home.accessDatabase)
        let first = try access.people().map(\.addedAt).min()
        try access.close()
        return first
    }
}
