import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// Where the end of a member's logs is read from, for commands that end them.
package struct LogEndSource: ParsableArguments {
    @Option(help: "A member's folder: whose record to read, or whose keys to ask with.")
    package var from: String?
    @Option(help: "A node's URL to ask for the member's checkpoints.") package var node: String?
    @Flag(name: .customLong("void"), help: "Nothing that the logs hold counts.")
    package var isVoid = false

    package init() {}

    var isGiven: Bool { isVoid || from != nil }

    /// The ends of these logs.
    func ends(
        of logs: [RosterLog], _ roster: VerifiedRoster
    ) async throws -> [LogOrigin: LogEnd.Until] {
        var ends: [LogOrigin: LogEnd.Until] = [:]
        for log in logs { ends[log.origin] = try await end(of: log, roster) }
        return ends
    }

    /// The end of one log, by a checkpoint that its author signed.
    private func end(
        of log: RosterLog, _ roster: VerifiedRoster
    ) async throws -> LogEnd.Until {
        guard !isVoid, let from else { return .void }
        let source = HomeFolder(from)
        let note: String?
        if let node {
            note = try await PeerQuery(asking: node, as: source).checkpoint(of: log.origin)
        } else {
            // A member without a seat holds nothing of the log, whatever was said in it.
            let reader = try source.certs.tlsIdentity().spiffeID.member
            guard roster.mayRead(reader, log.origin.channel) else {
                throw NodeError.mayNotRead(reader, log.origin.channel)
            }
            note = try SQLiteLogStore(path: source.logDatabase).state(of: log.origin)?.served?
                .noteText
        }
        guard let note else {
            // Nothing was ever seen of it: it ends before its first entry.
            return .checkpoint(size: 0, root: MerkleHash.emptyRoot)
        }
        let verified = try SignedCheckpoint(parsing: note).verified(by: log.key)
        return .checkpoint(size: verified.checkpoint.size, root: verified.checkpoint.root)
    }

    /// Says what each end means, by log.
    static func describe(_ ends: [LogOrigin: LogEnd.Until]) -> [String] {
        ends.sorted { $0.key < $1.key }.map { origin, end in
            switch end {
            case .void: "\(origin): nothing in it counts"
            case .checkpoint(let size, _):
                "\(origin): ends after \(Plural.text(size, "entry", "entries"))"
            }
        }
    }
}
