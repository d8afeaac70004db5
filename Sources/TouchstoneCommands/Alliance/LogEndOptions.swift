import AllianceNames
import AllianceNode
import ArgumentParser
import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// Where the authority reads off how far logs count that it ends.
package struct LogEndOptions: ParsableArguments {
    @Option(help: "A member's folder: whose record to read, or whose keys to ask with.")
    var from: String?
    @Option(help: "A node's URL to ask for the checkpoints, as the member of --from.")
    var node: String?
    @Option(
        help:
            "A file with a checkpoint of the log, as its author signed it; for several logs, give it once each.",
        completion: .file())
    var checkpoint: [String] = []
    @Option(help: "End one log after so many entries, fewer than the record of --from holds.")
    var size: UInt64?
    @Flag(name: .customLong("void"), help: "Nothing in the logs ever counted.")
    var isVoid = false

    package init() {}

    var isGiven: Bool { isVoid || from != nil || !checkpoint.isEmpty }

    package func validate() throws {
        if node != nil, from == nil {
            throw ValidationError("--node takes --from, the folder of the member to ask as")
        }
        if size != nil, from == nil || node != nil {
            throw ValidationError(
                "--size is read from a member's record: give its folder with --from")
        }
        if isVoid, from != nil || !checkpoint.isEmpty {
            throw ValidationError("--void counts nothing, so there is nothing to read")
        }
    }

    /// - Parameter logs: open ones.
    func ends(
        of logs: [RosterLog], in roster: VerifiedRoster
    ) async throws -> [LogOrigin: LogEnd.Until] {
        if size != nil, logs.count != 1 {
            throw CommandError("--size is for one log, here are \(logs.count); name its --channel")
        }
        let shown = try checkpoint.map { path in
            do {
                return try SignedCheckpoint(parsing: DurableFile.read(path))
            } catch let error as TransparencyLogError {
                throw CommandError("\(path) is no checkpoint: \(error)")
            }
        }
        var ends: [LogOrigin: LogEnd.Until] = [:]
        for log in logs {
            let own = shown.filter { $0.checkpoint.origin == log.origin.description }
            guard own.count < 2 else {
                throw CommandError(
                    "--checkpoint names log \(log.origin) twice; decide which counts")
            }
            if isVoid {
                ends[log.origin] = .void
            } else if let own = own.first {
                ends[log.origin] = LogEnd.Until(try own.verified(by: log.key))
            } else if let from {
                ends[log.origin] = try await read(log, from: HomeFolder(from), roster)
            } else {
                throw CommandError(
                    "where log \(log.origin) ends is not said: give the folder of an up-to-date member with --from, a --checkpoint, or --void"
                )
            }
        }
        return ends
    }

    private func read(
        _ log: RosterLog, from source: HomeFolder, _ roster: VerifiedRoster
    ) async throws -> LogEnd.Until {
        let note: String?
        if let node {
            note = try await PeerQuery(
                asking: node, as: source, environment: ProcessInfo.processInfo.environment
            ).checkpoint(of: log.origin)
        } else {
            // A member without a seat holds nothing of the log, whatever was said in it.
            let reader = try source.certs.tlsIdentity().spiffeID.member
            guard roster.mayRead(reader, log.origin.channel) else {
                throw NodeError.mayNotRead(reader, log.origin.channel)
            }
            let store = try SQLiteLogStore(path: source.logDatabase)
            if let size { return try end(of: log, at: size, in: store) }
            note = try store.state(of: log.origin)?.served?.noteText
        }
        // Nothing was ever seen of it: it ends before its first entry.
        guard let note else { return .checkpoint(size: 0, root: MerkleHash.emptyRoot) }
        return LogEnd.Until(try SignedCheckpoint(parsing: note).verified(by: log.key))
    }

    /// The root that the log had at an earlier size, from entries that its author signed since.
    private func end(
        of log: RosterLog, at size: TreeSize, in store: SQLiteLogStore
    ) throws -> LogEnd.Until {
        let held = try store.state(of: log.origin)?.served?.size ?? 0
        guard size <= held else {
            throw CommandError(
                "the record holds \(held) signed entries of \(log.origin), not \(size)")
        }
        guard size > 0 else { return .checkpoint(size: 0, root: MerkleHash.emptyRoot) }
        return .checkpoint(size: size, root: try store.tree(of: log.origin, size: size).root())
    }

    /// One line for each log, for whoever is to confirm it.
    static func text(_ ends: [LogOrigin: LogEnd.Until]) -> String {
        ends.sorted { $0.key < $1.key }.map { origin, end in
            switch end {
            case .void: "\(origin): nothing in it counts"
            case .checkpoint(let size, _):
                "\(origin): ends after \(Plural.text(size, "entry", "entries"))"
            }
        }.joined(separator: "\n")
    }
}
