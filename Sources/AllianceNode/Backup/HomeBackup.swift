import AllianceNames
import Credentials
import Foundation
import MergedView
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// Makes a backup of a node's folder while the node runs: a folder with a copy of each database, the
/// member register, the trust anchors and settings, and a manifest.
///
/// It is there whole or not at all: written beside its place, synced, renamed. What was erased before it was
/// begun is not in it. Each database is copied as it is at one moment, one after the other; nothing in one
/// of them counts on another. Files of evidence are copied before the record, which so names all of them. Calls block.
package struct HomeBackup {
    /// The files that complaints rest on.
    package enum Evidence: Equatable, Sendable {
        case leftOut
        case taken
        /// Taken, but those that are in an earlier backup on the same file system are linked to it.
        case linked(to: String)
    }

    private let node: OpenedNode
    private let withKeys: Bool
    private let evidence: Evidence

    /// - Parameter withKeys: takes log, answer and TLS keys along, and the proxy's password.
    package init(_ node: OpenedNode, withKeys: Bool, evidence: Evidence = .taken) {
        self.node = node
        self.withKeys = withKeys
        self.evidence = evidence
    }

    /// - Parameter progress: told how many files of evidence were looked at.
    /// - Throws: `BackupError`; store and file errors.
    package func make(
        at path: String, progress: (Int) -> Void = { _ in }
    ) throws -> BackupManifest {
        guard !DurableFile.exists(path) else { throw BackupError.exists(path: path) }
        var earlier: HomeFolder?
        if case .linked(let other) = evidence {
            // Refused before anything is made where it is no backup.
            _ = try HomeRestoration(other)
            earlier = HomeFolder(other)
        }
        let unfinished = HomeFolder("\(path).unfinished-\(getpid())")
        defer { try? FileManager.default.removeItem(atPath: unfinished.path) }
        for folder in [unfinished.path, unfinished.certs.path, unfinished.peers.path] {
            try DurableFile.makeFolder(folder, mode: 0o700)
        }
        let fence = node.home.certs.logFence
        let handedOver =
            DurableFile.exists(fence) ? try SigningFence(path: fence).read().handedOver : nil
        // What is erased and not carried out yet goes first, here and in the copy.
        try node.eraser().run()
        let isTaken = evidence != .leftOut && DurableFile.isFolder(node.home.evidence)
        let copying =
            isTaken ? try EvidenceBackup(of: node, to: unfinished, linking: earlier) : nil
        defer { try? copying?.close() }
        try copying?.copy(progress)
        var (files, held) = try copyDatabases(to: unfinished)
        files += try copyFiles(to: unfinished)
        let copied = try copying?.finish()
        if let copied { files.append(copied.list) }
        let manifest = BackupManifest(
            alliance: node.alliance, member: node.member, epoch: node.keys.epoch,
            createdAt: UTCTimestamp(millisecondsSince1970: node.clock.now()),
            registerVersion: node.roster.version, withKeys: withKeys, logs: held.logs,
            entries: held.entries, ownLogs: held.own, files: files.sorted { $0.path < $1.path },
            evidence: copied?.evidence, handedOverTo: handedOver)
        try DurableFile.write(
            Array(try manifest.printed()), to: "\(unfinished.path)/\(BackupManifest.fileName)",
            mode: .secret)
        try FolderPlacement.put(unfinished, at: path)
        return manifest
    }

    /// What the copy of the record holds, not what the node holds meanwhile.
    private struct Held {
        var logs = 0
        var entries: UInt64 = 0
        var own: [BackupManifest.OwnLog] = []
    }

    private func copyDatabases(
        to target: HomeFolder
    ) throws -> (files: [BackupManifest.File], held: Held) {
        var files: [BackupManifest.File] = []
        var held = Held()
        var named: Set<String> = []
        for name in BackupContents.databases {
            let source = "\(node.home.path)/\(name)"
            guard DurableFile.exists(source) else { continue }
            let copy = "\(target.path)/\(name)"
            try SQLiteCopy.make(of: source, at: copy)
            if name == BackupContents.record { held = try finishRecord(copy, naming: &named) }
            if name == BackupContents.access { try endSignIns(in: copy) }
            if name == BackupContents.complaints { try forgetErasedComplaints(in: copy) }
            if name == BackupContents.orders { try forgetErasedOrders(in: copy, named) }
            if name == BackupContents.accounts { try endAccountSignIns(in: copy) }
            let measure = try HashedFile.settle(copy, mode: 0o600)
            files.append(.init(path: name, bytes: measure.bytes, sha256: measure.sha256))
        }
        return (files, held)
    }

    private func endAccountSignIns(in copy: String) throws {
        let store = try SQLiteAccountStore(path: copy)
        try store.endEverything()
        try store.close()
        try SQLiteCopy.gather(copy)
    }

    private func endSignIns(in copy: String) throws {
        let store = try SQLiteAccessStore(path: copy)
        try store.endEverything()
        try store.close()
        try SQLiteCopy.gather(copy)
    }

    /// What was erased while this ran, or is about to be, is not in the copy.
    /// - Parameter named: what was named by entries that were erased in the copy of the record alone.
    private func forgetErasedOrders(in copy: String, _ named: Set<String>) throws {
        let outbox = try SQLiteOrderOutbox(path: copy)
        var unlooked = named
        for (origin, erased) in try node.logs.erasedEntries() {
            try outbox.erase(erased.entries, of: origin, naming: unlooked)
            // Proposals are of no log.
            unlooked = []
        }
        try outbox.close()
        try SQLiteCopy.gather(copy)
    }

    private func forgetErasedComplaints(in copy: String) throws {
        let store = try SQLiteComplaintStore(path: copy)
        for (origin, erased) in try node.logs.erasedEntries() {
            try store.erase(erased.entries, of: origin)
        }
        try store.close()
        try SQLiteCopy.gather(copy)
    }

    /// A certificate that was completed while this ran is carried out in the copy.
    private func finishRecord(_ copy: String, naming named: inout Set<String>) throws -> Held {
        let store = try SQLiteLogStore(path: copy)
        for record in try store.erasuresUnderWay() where record.state == .complete {
            try store.wipe(record.id) { contents in
                named.formUnion(contents.flatMap(\.namedToScreening))
            }
        }
        let states = try store.states()
        var held = Held(logs: states.count, entries: states.reduce(0) { $0 + $1.size })
        held.own = states.filter { $0.origin.member == node.member }.map { state in
            BackupManifest.OwnLog(
                origin: state.origin.description, size: state.size,
                rootHash: state.edge.root.base64, checkpoint: state.served?.noteText)
        }
        try store.close()
        try SQLiteCopy.gather(copy)
        return held
    }

    private func copyFiles(to target: HomeFolder) throws -> [BackupManifest.File] {
        var paths: [(path: String, mode: Int)] = []
        let settings = BackupContents.settings + (withKeys ? [BackupContents.proxy] : [])
        for name in settings where DurableFile.exists("\(node.home.path)/\(name)") {
            paths.append((name, 0o600))
        }
        for name in try DurableFile.names(in: node.home.peers.path)
        where name.hasSuffix(".json") || name.hasSuffix(".note") || name.hasSuffix(".pem") {
            paths.append(("peers/\(name)", 0o644))
        }
        for name in try DurableFile.names(in: node.home.certs.path) {
            if BackupContents.isPublicCredential(name) {
                paths.append(("certs/\(name)", 0o644))
            } else if withKeys, BackupContents.isKey(name) {
                paths.append(("certs/\(name)", 0o600))
            }
        }
        return try paths.map { path, mode in
            let measure = try HashedFile.copy(
                "\(node.home.path)/\(path)", to: "\(target.path)/\(path)", mode: mode)
            return .init(path: path, bytes: measure.bytes, sha256: measure.sha256)
        }
    }
}

/// Puts a folder that was made beside it in its place.
enum FolderPlacement {
    /// Durable when it returns; refused where something has come to be there meanwhile.
    static func put(_ unfinished: HomeFolder, at path: String) throws {
        for folder in [
            unfinished.certs.path, unfinished.peers.path, unfinished.evidence, unfinished.path,
        ]
        where DurableFile.isFolder(folder) {
            // The names in each folder.
            try DurableFile.syncFolder(of: "\(folder)/.")
        }
        guard !DurableFile.exists(path) else { throw BackupError.exists(path: path) }
        guard rename(unfinished.path, path) == 0 else {
            throw BackupError.failed(path: path, reason: String(cString: strerror(errno)))
        }
        try DurableFile.syncFolder(of: path)
    }
}
