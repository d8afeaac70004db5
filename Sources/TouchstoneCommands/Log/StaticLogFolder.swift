import Foundation
import TransparencyLog

/// A log as static files (C2SP tlog-tiles): `checkpoint`, `tile/<L>/<N>[.p/<W>]`,
/// `tile/entries/<N>[.p/<W>]`, and beside them `vkey`.
struct StaticLogFolder {
    let path: String

    /// Writes all of it or nothing: into a folder beside, which takes its name at the end.
    ///
    /// The tiles are made of the entries written, and their root is the one that was signed: a record
    /// that differs from its checkpoint is not exported.
    /// - Parameter progress: entries written so far.
    /// - Returns: files written.
    func write(_ log: ServedTree, progress: (TreeSize) -> Void) throws -> Int {
        try checkIsNew()
        let target = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
        let parent = target.deletingLastPathComponent()
        let unfinished = parent.appending(
            path:
                ".\(target.lastPathComponent).unfinished-\(ProcessInfo.processInfo.processIdentifier)",
            directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(
                at: unfinished, withIntermediateDirectories: true)
            let files = try write(log, into: unfinished, progress: progress)
            if FileManager.default.fileExists(atPath: target.path()) {
                try FileManager.default.removeItem(at: target)
            }
            try FileManager.default.moveItem(at: unfinished, to: target)
            return files
        } catch {
            try? FileManager.default.removeItem(at: unfinished)
            if error is CocoaError {
                throw CommandError(
                    "\(path) cannot be written (\(CommandExit.sentence(of: error))); nothing was exported"
                )
            }
            throw error
        }
    }

    private func checkIsNew() throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue,
            try FileManager.default.contentsOfDirectory(atPath: path).isEmpty
        else {
            throw CommandError("\(path) is there and not an empty folder; name a new one")
        }
    }

    private func write(
        _ log: ServedTree, into folder: URL, progress: (TreeSize) -> Void
    ) throws -> Int {
        var files = 0
        func put(_ bytes: [UInt8], at path: String) throws {
            let file = folder.appending(path: path, directoryHint: .notDirectory)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
            files += 1
        }
        var edge = CompactRange()
        var tiles = GrowingTiles()
        for bundle in BundleCoordinate.bundles(of: log.size) {
            let bytes = try log.entries(bundle)
            let ranges = try EntryBundle.parse(bytes, count: bundle.width)
            for leaf in EntryBundle.leafHashes(of: bytes, ranges: ranges) {
                edge.append(leaf: leaf)
                try tiles.append(leaf) { try put($1, at: $0.path) }
            }
            try put(bytes, at: bundle.path)
            progress(edge.size)
        }
        try tiles.finish { try put($1, at: $0.path) }
        guard edge.root == log.checkpoint.root else {
            throw CommandError(
                "the entries of log \(log.origin) have root \(edge.root), but its checkpoint signs \(log.checkpoint.root): nothing was exported; 'touchstone log audit' says where it differs"
            )
        }
        try put(Array("\(log.key)\n".utf8), at: "vkey")
        // Last: a folder with a checkpoint is complete.
        try put(Array(log.checkpoint.note.description.utf8), at: "checkpoint")
        return files
    }
}

/// The tiles of a tree that is walked from its first leaf to its last: each level's newest tile, until
/// it is full.
private struct GrowingTiles {
    private var levels: [(index: UInt64, hashes: [Digest])] = []

    typealias Put = (TileCoordinate, [UInt8]) throws -> Void

    mutating func append(_ leaf: Digest, _ put: Put) throws {
        var hash = leaf
        var level = 0
        while true {
            if level == levels.count { levels.append((0, [])) }
            levels[level].hashes.append(hash)
            guard levels[level].hashes.count == TileCoordinate.widthMax else { return }
            hash = MerkleHash.root(ofLeaves: levels[level].hashes)
            try write(level, put)
            levels[level] = (levels[level].index + 1, [])
            level += 1
        }
    }

    /// The tiles that are not full.
    func finish(_ put: Put) throws {
        for level in levels.indices where !levels[level].hashes.isEmpty { try write(level, put) }
    }

    private func write(_ level: Int, _ put: Put) throws {
        let (index, hashes) = levels[level]
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * Digest.byteCount)
        for hash in hashes { hash.append(to: &bytes) }
        try put(TileCoordinate(level: level, index: index, width: hashes.count), bytes)
    }
}
