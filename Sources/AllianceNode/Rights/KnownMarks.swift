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

/// The marks of the trademarks that are in force, made once and again where a right came, went, began, ended or was
/// erased. Calls block.
///
/// Which rights count is read from the view where there are others than before, which is asked at each question, so that
/// none that was taken back names anything. Rights have no marking: who may look at anything
/// at all sees those of every channel that this member reads.
final class KnownMarks: Sendable {
    /// A register, with a number that no other has.
    struct Numbered: Sendable {
        let register: MarkRegister
        let number: Int
    }

    /// All that which rights count depends on, but for the time.
    private struct Reading: Equatable {
        let stated: RowTally
        let roster: Digest
        let erasures: Int
        let takenOut: UInt64

        /// What was known of a statement may not be held any more.
        func forgets(_ earlier: Reading) -> Bool {
            (erasures, takenOut) != (earlier.erasures, earlier.takenOut)
        }
    }

    private struct Kept {
        var read: Reading
        /// The view's change number when it was read.
        var change: UInt64
        /// The next time at which a right begins or ends; milliseconds since 1970.
        var until: UInt64
        var dots: [StatementDot]
        var rights: [StatementDot: Right]
        var numbered: Numbered
    }

    private let kept = Mutex<Kept?>(nil)
    private let isOwnOnly: Bool

    /// - Parameter isOwnOnly: of the node's own member alone.
    init(isOwnOnly: Bool = false) { self.isOwnOnly = isOwnOnly }

    /// - Throws: what the stores throw.
    func numbered(of node: OpenedNode) throws -> Numbered {
        try kept.withLock { kept in
            let now = node.clock.now()
            let change = try node.view.changeNumber()
            // To count what is stated reads thousands of rows.
            if let kept, kept.change == change, kept.read.roster == node.roster.digest,
                now < kept.until
            {
                return kept.numbered
            }
            let read = Reading(
                stated: try node.view.tally(underHash: ViewKey.allRights.hash),
                roster: node.roster.digest,
                erasures: try node.view.erasureCount(), takenOut: try node.view.takenOutCount())
            let last = kept
            if let last, last.read == read, now < last.until {
                kept?.change = change
                return last.numbered
            }
            let stated = try NewestRights.newest(
                in: node, scope: node.scope(), channels: node.channels
            ).filter {
                $0.body.kind == .trademark && (!isOwnOnly || $0.dot.log.member == node.member)
            }
            let dots = stated.filter { $0.holds(at: now) }.map(\.dot)
            let until = stated.compactMap { $0.nextChange(after: now) }.min() ?? .max
            if var last, last.dots == dots, !read.forgets(last.read) {
                (last.read, last.until, last.change) = (read, until, change)
                kept = last
                return last.numbered
            }
            let known = last.flatMap { read.forgets($0.read) ? nil : $0.rights } ?? [:]
            var rights: [StatementDot: Right] = [:]
            for dot in dots {
                if let right = known[dot] {
                    rights[dot] = right
                } else if case .right(let right)? = try node.statement(at: dot) {
                    rights[dot] = right
                }
            }
            let marks = RegisteredMark.all(
                of: dots.compactMap { dot in rights[dot].map { (dot.log.member, $0) } })
            let numbered = Numbered(
                register: MarkRegister(marks), number: (last?.numbered.number ?? 0) + 1)
            kept = Kept(
                read: read, change: change, until: until, dots: dots, rights: rights,
                numbered: numbered)
            return numbered
        }
    }
}

extension NewestRights.Row {
    fileprivate func holds(at time: UInt64) -> Bool {
        (body.validFrom ?? 0) <= time && (body.validUntil.map { time < $0 } ?? true)
    }

    fileprivate func nextChange(after time: UInt64) -> UInt64? {
        [body.validFrom, body.validUntil].compactMap(\.self).filter { $0 > time }.min()
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
