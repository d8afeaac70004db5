import AllianceNames
import CRDT
import MarkRecognition
package import MergedView
package import Screening
import Statements
import Synchronization

/// The marks of all rights that are in force, compiled: once, and again when a right is stated, taken back, begins
/// or ends.
package final class ScreenedMarks: Sendable {
    private struct Kept {
        let dots: [StatementDot]
        let rights: [StatementDot: Right]
        let reader: MarkReader
    }

    private let kept = Mutex<Kept?>(nil)

    package init() {}

    /// Blocks: for about a second where there are thousands of marks and they changed.
    ///
    /// - Parameter now: milliseconds since 1970.
    package func reader(
        of node: OpenedNode, scope: ViewScope, at now: UInt64
    ) throws -> MarkReader {
        let stated = try NewestRights.newest(in: node, scope: scope, channels: node.channels)
            .filter { stated in
                let body = stated.body
                return body.kind == .trademark && (body.validFrom ?? 0) <= now
                    && (body.validUntil.map { now < $0 } ?? true)
            }
        let dots = stated.map(\.dot)
        return try kept.withLock { kept in
            if let kept, kept.dots == dots { return kept.reader }
            var rights: [StatementDot: Right] = [:]
            for dot in dots {
                if let known = kept?.rights[dot] {
                    rights[dot] = known
                } else if case .right(let right)? = try node.statement(at: dot) {
                    rights[dot] = right
                }
            }
            let marks = Self.marks(dots.compactMap { dot in rights[dot].map { (dot, $0) } })
            let reader = try MarkReader(marks)
            kept = Kept(dots: dots, rights: rights, reader: reader)
            return reader
        }
    }

    /// One for each mark of each owner, however many offices have it. What the recogniser takes for no name is left out,
    /// and so is what goes beyond its limits.
    static func marks(_ rights: [(dot: StatementDot, right: Right)]) -> [ProtectedMark] {
        struct Name: Hashable {
            let owner: MemberID
            let title: String
        }
        struct Joined {
            let name: Name
            let key: String
            var aliases: [Mark.Alias] = []
            var names: Set<String> = []
            var classes: Set<Int> = []
        }
        var places: [Name: Int] = [:]
        var joined: [Joined] = []
        var aliases = 0
        for (dot, right) in rights where isName(right.title) {
            let name = Name(owner: dot.log.member, title: right.title)
            let place = places[name] ?? joined.count
            if place == joined.count {
                guard joined.count < MarkList.marksMax else { continue }
                places[name] = place
                joined.append(Joined(name: name, key: right.key, names: [right.title]))
            }
            joined[place].classes.formUnion(right.niceClasses)
            for alias in right.aliases where aliases < MarkList.aliasesMax && isName(alias.name) {
                guard joined[place].names.insert(alias.name).inserted else { continue }
                joined[place].aliases.append(.init(language: alias.language, name: alias.name))
                aliases += 1
            }
        }
        return joined.map { one in
            ProtectedMark(
                Mark(one.name.title, aliases: one.aliases, classes: one.classes.sorted()),
                of: one.name.owner, right: one.key)
        }
    }

    private static func isName(_ text: String) -> Bool { (try? MarkList([Mark(text)])) != nil }
}
