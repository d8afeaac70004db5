package import AllianceNames
import CRDT
package import MergedView
package import Statements

/// A right that counts: the newest that its owner says of a registration and has not taken back.
package struct StatedRight: Hashable, Sendable {
    package let dot: StatementDot
    package let right: Right
}

extension OpenedNode {
    /// Of each member the newest statement about each right, by member and registration, as the view has it.
    ///
    /// - Parameter members: empty for all.
    package func statedRights(of members: Set<MemberID> = []) throws -> [StatedRight] {
        try newestRights(of: members).compactMap { dot in
            guard case .right(let right)? = try statement(at: dot) else { return nil }
            return StatedRight(dot: dot, right: right)
        }
    }

    /// Where those stand.
    func newestRights(of members: Set<MemberID> = []) throws -> [StatementDot] {
        try NewestRights.newest(in: self, scope: scope(), channels: channels).map(\.dot)
            .filter { members.isEmpty || members.contains($0.log.member) }
    }
}
