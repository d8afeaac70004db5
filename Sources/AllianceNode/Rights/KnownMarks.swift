import AllianceNames
import CRDT
package import MarkRecognition
package import MergedView
import Notices
import Roster
import SQLiteStore
import Statements
import Synchronization
import TransparencyLog

/// The marks that members own, compiled once and again where a right came, went or was erased. Calls block.
///
/// Which rights count is read from the view at each question, so that none that was taken back names anything; it
/// is compiled again only where that has changed.
final class KnownMarks: Sendable {
    /// A register, with a number that grows with each that is another.
    struct Numbered: Sendable {
        let register: MarkRegister
        let number: Int
    }

    private struct Kept {
        let read: Reading
        let dots: [StatementDot]
        let numbered: Numbered
    }

    /// All that which rights count depends on.
    private struct Reading: Equatable {
        let merged: ViewFrontier
        let roster: Digest
        let erasures: Int
        let takenOut: UInt64
    }

    private let kept = Mutex<Kept?>(nil)
    private let isOwnOnly: Bool

    /// - Parameter isOwnOnly: of the node's own member alone.
    init(isOwnOnly: Bool = false) { self.isOwnOnly = isOwnOnly }

    /// - Throws: what the stores throw.
    func numbered(of node: OpenedNode) throws -> Numbered {
        try kept.withLock { kept in
            let read = Reading(
                merged: try node.view.frontier(), roster: node.roster.digest,
                erasures: try node.view.erasureCount(), takenOut: try node.view.takenOutCount())
            if let kept, kept.read == read { return kept.numbered }
            let dots = try node.newestRights(of: isOwnOnly ? [node.member] : [])
            let numbered: Numbered
            if let last = kept, last.dots == dots, last.read.erasures == read.erasures,
                last.read.takenOut == read.takenOut
            {
                numbered = last.numbered
            } else {
                numbered = Numbered(
                    register: try Self.compiled(dots, of: node),
                    number: (kept?.numbered.number ?? 0) + 1)
            }
            kept = Kept(read: read, dots: dots, numbered: numbered)
            return numbered
        }
    }

    private static func compiled(
        _ dots: [StatementDot], of node: OpenedNode
    ) throws -> MarkRegister {
        var rights: [(owner: MemberID, right: Right)] = []
        for dot in dots {
            guard case .right(let right)? = try node.statement(at: dot) else { continue }
            rights.append((dot.log.member, right))
        }
        return MarkRegister(RegisteredMark.all(of: rights))
    }
}

extension OpenedNode {
    /// The marks of all members as their rights state them now. Blocks.
    ///
    /// - Throws: what the stores throw.
    package func markRegister() throws -> MarkRegister {
        try knownMarks.numbered(of: self).register
    }

    /// The same search, in which names of marks also stand for their other names. Blocks.
    ///
    /// - Throws: what the stores throw.
    package func withOtherNames(_ query: SearchQuery) throws -> SearchQuery {
        var query = query
        let words = query.words
        guard !words.isEmpty else { return query }
        query.namedRuns = try markRegister().named(in: words).map {
            SearchQuery.NamedRun(words: $0.words, names: $0.names)
        }
        return query
    }

    /// What others report is looked at for.
    func ownMarkWatch() throws -> (watch: OwnMarkWatch, number: Int) {
        let own = try ownMarks.numbered(of: self)
        return (OwnMarkWatch(own.register, of: member), own.number)
    }
}
