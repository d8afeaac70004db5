import AllianceNames
import Credentials
import Foundation
import Replication
import SQLiteStore
import Statements
import TransparencyLog

/// What only the node that signed until now has, brought from its backup into the standby that goes on: the registry and
/// where numbers were seen, what people prepare and are told, orders, accounts, which deadlines of complaints have fired,
/// and files of complaints that are missing. The record, keys and settings stay those of the standby.
extension HomeRestoration {
    /// - Parameter standby: to which signing was handed over before the backup was made; nil in a new epoch, where
    ///   there is no better one than the newest.
    /// - Throws: `BackupError.ofOther`, `.notHandedOver`.
    func check(for node: OpenedNode, handedOverTo standby: FenceID?) throws {
        guard manifest.alliance == node.alliance.rawValue, manifest.member == node.member.rawValue
        else {
            throw BackupError.ofOther(
                path: backup.path, member: "\(manifest.member) of \(manifest.alliance)")
        }
        guard let standby else { return }
        guard manifest.handedOverTo == standby.description else {
            throw BackupError.notHandedOver(path: backup.path)
        }
    }

    /// Each database is checked, and then replaced as a whole; where one is damaged those before it are the new ones, and
    /// the same may be brought again. Whoever has them open goes on with what they hold by then.
    /// - Throws: `BackupError`; store and file errors.
    func bring(into node: OpenedNode) throws {
        let scratch = HomeFolder("\(node.home.path)/taking-over-\(getpid())")
        try DurableFile.makeFolder(scratch.path, mode: 0o700)
        defer { try? FileManager.default.removeItem(atPath: scratch.path) }
        for file in manifest.files where isBrought(file.path, into: node) {
            let copy = "\(scratch.path)/\(file.path)"
            try compare(
                HashedFile.copy("\(backup.path)/\(file.path)", to: copy, mode: 0o600), with: file)
            try checkPages(of: file, in: scratch)
            try fit(file.path, copy, to: node)
            let path = "\(node.home.path)/\(file.path)"
            guard DurableFile.exists(path) else {
                _ = try HashedFile.settle(copy, mode: 0o600)
                try DurableFile.move(copy, to: path)
                continue
            }
            try SQLiteCopy.replace(path, by: copy)
        }
        try bringEvidence(into: node)
    }

    private func isBrought(_ path: String, into node: OpenedNode) -> Bool {
        guard BackupContents.databases.contains(path), path != BackupContents.record else {
            return false
        }
        // An audit log that this folder has begun itself is nobody else's.
        return path != BackupContents.audit || !DurableFile.exists(node.home.certs.auditKey)
    }

    /// Nothing stays in a copy that was erased here, and what the other folder made of its record is made again of this
    /// one: how far it was read, and which cosignatures were looked at, each folder counts by itself.
    private func fit(_ name: String, _ copy: String, to node: OpenedNode) throws {
        switch name {
        case BackupContents.complaints:
            let store = try SQLiteComplaintStore(path: copy)
            for (origin, erased) in try node.logs.erasedEntries() {
                try store.erase(erased.entries, of: origin)
            }
            try store.takeAgain(
                store.logs().keys.sorted(), takenOutCount: node.logs.takenOutCount())
            try store.close()
        case BackupContents.orders:
            let outbox = try SQLiteOrderOutbox(path: copy)
            let gone = try node.logs.erasedEntries()
            for (origin, erased) in gone { try outbox.erase(erased.entries, of: origin) }
            // What the erased entries named nobody knows here any more.
            if !gone.isEmpty { try outbox.forgetProposals() }
            try outbox.close()
        default: return
        }
        try SQLiteCopy.gather(copy)
    }

    /// Those that statements name and that are not here.
    private func bringEvidence(into node: OpenedNode) throws {
        guard let listed = manifest.files.first(where: { $0.path == EvidenceList.fileName }) else {
            return
        }
        let list = "\(backup.path)/\(EvidenceList.fileName)"
        try compare(HashedFile.measure(list), with: listed)
        let shelf = try EvidenceShelf(node)
        defer { try? shelf.close() }
        try shelf.catchUp()
        try EvidenceList.read(list) { entry in
            guard !shelf.holds(entry.digest),
                let name = try shelf.index.names(of: entry.digest).first
            else { return }
            _ = try shelf.keep(
                content(of: entry), entry.digest, for: name.entry.origin.member, isNamed: true)
        }
    }
}
