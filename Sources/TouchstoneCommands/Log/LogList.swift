import AllianceNames
import AllianceNode
package import ArgumentParser
import Replication
import Roster
import SQLiteStore
import TransparencyLog

package struct LogList: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The logs held here, how far, and under which root hash.",
        discussion: "Example: touchstone log list --format json")

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let output = LogsOutput(
            logs: try node.logs.states().map { try LogsOutput.Log($0, of: node) })
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            var table = Table(["log", "entries", "signed", "confirmed", "root hash", "remarks"])
            for log in output.logs {
                table.append([
                    log.origin, "\(log.size)", log.served.map { "\($0)" } ?? "not yet",
                    "\(log.witnessed)", log.rootHash, log.remarks,
                ])
            }
            Output.write(table.isEmpty ? "No log is held yet." : table.text)
        }
    }
}

/// What is held of each log: the JSON of `log list`, and part of that of `log show`.
struct LogsOutput: VersionedOutput {
    struct Log: Encodable {
        let origin: String
        /// Entries held and verified.
        let size: UInt64
        /// Of the tree of `size` entries, in base64 as in a checkpoint.
        let rootHash: String
        /// Size of the checkpoint that is served to others and that proofs are made for.
        let served: UInt64?
        /// Size of the largest checkpoint believed; above `size` while entries are fetched.
        let target: UInt64?
        /// Entries that are independently confirmed: a quorum of witnesses cosigned a checkpoint over
        /// them.
        let witnessed: UInt64
        /// When that checkpoint had its quorum.
        let witnessedAt: String?
        /// Who cosigned the served checkpoint, by key name.
        let cosigners: [String]
        /// When the author last cosigned it as its newest; absent for never.
        let freshAt: String?
        /// Nothing of the author is as fresh as the member register asks for.
        let stale: Bool
        /// Members that claim something else of this own log than is held here.
        let claims: [String]
        /// Its author signed two histories; nothing is taken from it any more.
        let frozen: Bool
        /// Signed by this member.
        let own: Bool
        /// By the member register: `open`, `ended` or `outOfScope`.
        let scope: String

        init(_ state: LogState, of node: OpenedNode) throws {
            let policy = node.roster.witnessPolicy(for: state.origin)
            let largest = try node.logs.witnessedCheckpoint(of: state.origin, by: policy)
            witnessed = largest?.size ?? 0
            witnessedAt = largest.flatMap(policy.time).map { MomentText.print($0 * 1_000) }
            cosigners =
                try state.served.flatMap { served in
                    try node.logs.cosigned(of: state.origin, size: served.size)
                }.map { policy.cosigners(of: $0).map(\.name) } ?? []
            let freshness = try MemberFreshness.of(
                state.origin, roster: node.roster, store: node.logs,
                at: node.clock.now() / 1_000)
            freshAt = freshness.time.map { MomentText.print($0 * 1_000) }
            stale = freshness.isStale && node.roster.scope(of: state.origin) == .open
            claims = try node.logs.ownLogClaims().filter {
                $0.stands(by: node.roster)
                    && $0.forbidsSigning(of: state.origin, held: state.size)
            }.map(\.claimedBy.rawValue)
            origin = state.origin.description
            size = state.size
            rootHash = state.edge.root.base64
            served = state.served?.size
            target = state.target?.size
            frozen = state.frozen != nil
            own = state.origin.member == node.member
            scope =
                switch node.roster.scope(of: state.origin) {
                case .open: "open"
                case .until: "ended"
                case .never: "outOfScope"
                }
        }

        /// For people.
        var remarks: String {
            var remarks: [String] = []
            if own { remarks.append("own") }
            if let target, target > size { remarks.append("\(target - size) to come") }
            if frozen { remarks.append("conflicting records") }
            if !claims.isEmpty {
                remarks.append("contradicted by \(claims.joined(separator: ", ")), not signed on")
            }
            if stale, !own { remarks.append("stale") }
            if scope == "ended" { remarks.append("ended by the member register") }
            if scope == "outOfScope" { remarks.append("does not count by the member register") }
            return remarks.joined(separator: ", ")
        }
    }
    let version = 1
    let logs: [Log]
}
