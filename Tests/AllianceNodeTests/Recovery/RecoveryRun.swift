import AllianceNames
import AllianceNode
import Casework
import Credentials
import Foundation
import Logging
import Replication
import SQLiteStore
import SignIn
import Statements
import TransparencyLog

/// What tests of recovery do, as the commands do it.
enum RecoveryRun {
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func eventually<Value>(
        _ look: () async throws -> Value?
    ) async throws -> Value {
        while true {
            if let found = try await look() { return found }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// With all the time that others take on a busy machine: who is not there refuses the connection at once.
    static func open(
        _ home: HomeFolder, for purpose: OpenedNode.Purpose = .use
    ) throws -> OpenedNode {
        try OpenedNode(home, for: purpose, patience: .seconds(600))
    }

    /// What somebody of the member is about to report.
    static func prepareDraft(in home: HomeFolder) throws -> (Draft, DraftContent) {
        let store = try SQLiteCaseworkStore(path: home.caseworkDatabase)
        let content = DraftContent(
            channel: .alliance, title: "raid on Monday",
            reports: [
                IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: "shop.example"), basis: .testBuy,
                    confidence: 50, tlp: .amber)
            ])
        var generator = SystemRandomNumberGenerator()
        let draft = Draft(
            id: CaseworkID(from: &generator), author: try PersonID(parsing: "anna"),
            content: content, createdAt: 1)
        try store.add(draft, content)
        return (draft, content)
    }

    @discardableResult
    static func backUp(
        _ home: HomeFolder, to path: String, withKeys: Bool = true
    ) throws -> BackupManifest {
        let node = try open(home)
        defer { try? node.close() }
        return try HomeBackup(node, withKeys: withKeys).make(at: path)
    }

    @discardableResult
    static func recover(_ home: HomeFolder) async throws -> [HomeRecovery.Log] {
        // A busy machine may answer too late; whoever is not there does not answer the next time either.
        for _ in 0..<2 {
            do {
                return try await recoverOnce(home)
            } catch RecoveryError.tooFewAnswered {
                continue
            }
        }
        return try await recoverOnce(home)
    }

    private static func recoverOnce(_ home: HomeFolder) async throws -> [HomeRecovery.Log] {
        let node = try open(home, for: .recovery)
        defer { try? node.close() }
        return try await node.withPeerClient(limits: .patient) { client in
            try await HomeRecovery(node, transport: client, logger: quiet).run()
        }
    }

    /// One statement, signed as a command signs it.
    @discardableResult
    static func say(_ name: String, in home: HomeFolder) async throws -> OwnEntries {
        let node = try open(home)
        defer { try? node.close() }
        return try await node.report([try ErasureWorld.person(name)], to: .alliance)
    }

    /// A person's word, in the place of other members', that no newer copy of the folder exists.
    static func trust(_ home: HomeFolder) async throws {
        let node = try open(home, for: .recovery)
        defer { try? node.close() }
        for origin in node.ownOpenLogs {
            try await node.writer.withLog { try $0.confirm(origin) }
        }
    }

    static func size(_ node: OpenedNode, _ origin: LogOrigin) throws -> TreeSize {
        try node.logs.state(of: origin)?.size ?? 0
    }

    /// Until the nodes hold so much of a log.
    static func wait(
        for size: TreeSize, of origin: LogOrigin, at nodes: [TwoNodes.Running]
    ) async throws {
        for node in nodes {
            _ = try await eventually {
                try Self.size(node.opened, origin) >= size ? true : nil
            }
        }
    }

    /// The machine is started anew: it remembers nothing of what it has signed.
    static func restartMachine(of home: HomeFolder) throws {
        try SigningMemory.forget(fenceAt: home.certs.logFence)
    }

    static func keyword(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "nothing"
        } catch let error as OwnLogError {
            return error.keyword
        } catch let error as RecoveryError {
            return error.keyword
        } catch let error as NodeError {
            return error.keyword
        } catch let error as BackupError {
            return error.keyword
        } catch let error as CredentialsError {
            return error.keyword
        } catch {
            return "\(error)"
        }
    }

    /// All checkpoints signed at one size have one root.
    static func isOneHistory(_ signed: [CheckpointRecord]) -> Bool {
        var roots: [TreeSize: Digest] = [:]
        return signed.allSatisfy { record in
            defer { roots[record.size] = record.root }
            return roots[record.size, default: record.root] == record.root
        }
    }
}
