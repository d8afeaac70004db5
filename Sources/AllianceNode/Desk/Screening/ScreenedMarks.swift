import AllianceNames
import CRDT
import MarkRecognition
import MergedView
import Screening
import Statements
import Synchronization

/// The marks of all trademarks that are in force, as who asks may see them, compiled: once, and again when a right is
/// stated, taken back, begins or ends. `KnownMarks` are those of all rights that count, whenever they hold.
final class ScreenedMarks: Sendable {
    private struct Kept {
        let dots: [StatementDot]
        let rights: [StatementDot: Right]
        let reader: MarkReader
    }

    private let kept = Mutex<Kept?>(nil)

    init() {}

    /// Blocks: for about a second where there are thousands of marks and they changed.
    ///
    /// - Parameters:
    ///   - channels: those that who asks may see.
    ///   - now: milliseconds since 1970.
    func reader(
        of node: OpenedNode, scope: ViewScope, channels: Set<ChannelID>, at now: UInt64
    ) throws -> MarkReader {
        let stated = try NewestRights.newest(in: node, scope: scope, channels: channels)
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
            let marks = RegisteredMark.all(
                of: dots.compactMap { dot in rights[dot].map { (dot.log.member, $0) } })
            let reader = try MarkReader(RegisteredMark.recognisable(marks))
            kept = Kept(dots: dots, rights: rights, reader: reader)
            return reader
        }
    }
}
