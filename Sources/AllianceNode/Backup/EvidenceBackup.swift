import Credentials
import Foundation
import SQLiteStore
import Statements
import TransparencyLog

/// The files of a node's `evidence/` that statements name, on their way into a backup.
///
/// What a person has brought and no statement names yet stays out: it is kept for a day, and would be kept as long as
/// the backup. So of a folder that is made of a backup, what no statement names any more was erased since. Calls block.
final class EvidenceBackup {
    private static let namesAtOnceMax = 1_024

    private let shelf: EvidenceShelf
    private let target: HomeFolder
    private let earlier: HomeFolder?
    /// What the record had come to when the first file was copied.
    private let begun: (takenOut: UInt64, erased: UInt64)
    private var entries: [EvidenceList.Entry] = []
    private var damaged: [Digest] = []

    /// Erases first what is to be erased.
    /// - Parameter earlier: a backup on the same file system, whose files are linked where they have the same name and
    ///   length.
    init(of node: OpenedNode, to target: HomeFolder, linking earlier: HomeFolder?) throws {
        shelf = try EvidenceShelf(node)
        self.target = target
        self.earlier = earlier
        do {
            while try !shelf.eraseUnnamed().isEmpty {}
            begun = try shelf.index.record()
        } catch {
            try? shelf.close()
            throw error
        }
    }

    func close() throws { try shelf.close() }

    /// Copies what statements name by now and is here whole.
    /// - Parameter progress: told after each file how many were looked at.
    func copy(_ progress: (Int) -> Void) throws {
        try DurableFile.makeFolder(target.evidence, mode: 0o700)
        var last: Digest?
        while true {
            let names = try shelf.index.named(after: last, limit: Self.namesAtOnceMax)
            guard let end = names.last else { return }
            for name in names {
                try copy(name)
                progress(entries.count + damaged.count)
            }
            last = end
        }
    }

    private func copy(_ name: Digest) throws {
        // Not fetched yet.
        guard let held = shelf.folder.byteCount(of: name) else { return }
        guard entries.count < EvidenceList.filesMax else {
            throw BackupError.failed(
                path: shelf.node.home.evidence,
                reason:
                    "it holds more than \(EvidenceList.filesMax) files; copy the folder otherwise, and say --without-evidence"
            )
        }
        if EvidenceList.fileBytes.contains(held), link(name, held) {
            entries.append(.init(digest: name, bytes: UInt32(held)))
            return
        }
        guard let bytes = sound(name) else {
            damaged.append(name)
            // The node fetches it again.
            try shelf.index.isMissing(name, now: shelf.node.clock.now())
            return
        }
        try HashedFile.write(to: "\(target.evidence)/\(name.hex)", mode: 0o600) {
            try $0.write(contentsOf: bytes)
        }
        entries.append(.init(digest: name, bytes: UInt32(bytes.count)))
    }

    /// Nil where its bytes are not its name, or cannot be read.
    private func sound(_ name: Digest) -> [UInt8]? {
        guard
            let bytes = try? DurableFile.read(
                shelf.folder.file(name), bytesMax: Int(EvidenceFile.fileBytesMax),
                followingLinks: false),
            !bytes.isEmpty, Digest.sha256(bytes) == name
        else { return nil }
        return bytes
    }

    /// One file under two names, where the file system has it so.
    private func link(_ name: Digest, _ bytes: UInt64) -> Bool {
        guard let earlier else { return false }
        let file = "\(earlier.evidence)/\(name.hex)"
        return DurableFile.byteCount(of: file) == bytes
            && Foundation.link(file, "\(target.evidence)/\(name.hex)") == 0
    }

    /// Takes out again what was erased meanwhile, and writes the list.
    func finish() throws -> (list: BackupManifest.File, evidence: BackupManifest.Evidence) {
        try shelf.catchUp()
        if try shelf.index.record() != begun {
            entries = try entries.filter { entry in
                if try shelf.index.isNamed(entry.digest) { return true }
                try DurableFile.remove("\(target.evidence)/\(entry.digest.hex)")
                return false
            }
        }
        let path = "\(target.path)/\(EvidenceList.fileName)"
        try EvidenceList.write(entries, to: path)
        let measure = try HashedFile.measure(path)
        return (
            .init(path: EvidenceList.fileName, bytes: measure.bytes, sha256: measure.sha256),
            .init(
                files: entries.count, bytes: entries.reduce(0) { $0 + UInt64($1.bytes) },
                damaged: damaged.count,
                damagedFiles: damaged.prefix(BackupManifest.Evidence.damagedToldMax).map(\.hex))
        )
    }
}
