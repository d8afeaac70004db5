package import AllianceNames
package import Replication
package import Roster
import Statements
package import TransparencyLog

/// What is posted of an own log to a mirror, made from the record. Calls block.
package struct OwnLogUpload: Sendable {
    let member: MemberID
    let store: any LogStore & WitnessStore

    package init(member: MemberID, store: any LogStore & WitnessStore) {
        self.member = member
        self.store = store
    }

    /// The checkpoints that are served of the log, with their cosignatures; the newest last. Where that
    /// one has none of its author's yet, the largest that has goes along: who writes all the time would
    /// never look fresh to others. Of a log that the register has ended before, the smallest that reaches the
    /// end. None where nothing is signed, or nothing counts.
    package func notes(of log: RosterLog, in roster: VerifiedRoster) throws -> [LogPush.Note] {
        guard let state = try store.state(of: log.origin), state.frozen == nil,
            let served = try brought(state.served, of: log)
        else { return [] }
        let (newest, witnessed) = try store.servedNotes(of: log.origin, served, in: roster)
        var notes = try [witnessed, newest].compactMap { $0 }.map(Self.note)
        if let freshest = try store.freshest(of: log.origin, in: roster),
            freshest.size < served.size,
            !notes.contains(where: { $0.size == freshest.size })
        {
            let author = roster.cosignerKeys(of: member)
            notes.append(try Self.note(freshest.servedNote(fresh: author)))
        }
        return notes.sorted { $0.size < $1.size }
    }

    /// Of the largest checkpoint of the log that can be proven here.
    package func size(of origin: LogOrigin) throws -> TreeSize {
        try store.state(of: origin)?.served?.size ?? 0
    }

    private static func note(_ text: String) throws -> LogPush.Note {
        let note = try SignedCheckpoint(parsing: text)
        return LogPush.Note(
            text: text, size: note.checkpoint.size, isCosigned: note.note.signatures.count > 1)
    }

    /// The newest checkpoint that is of use to a mirror.
    private func brought(
        _ served: CheckpointRecord?, of log: RosterLog
    ) throws -> CheckpointRecord? {
        guard let served else { return nil }
        switch log.scope {
        case .open: return served
        case .until(let size, _) where served.size <= size: return served
        case .until(let size, _) where size > 0:
            return try store.checkpoints(of: log.origin).first { $0.size >= size } ?? served
        case .until, .never: return nil
        }
    }

    /// A checkpoint with the proof from a size on, and the root at that size.
    package func checkpoint(
        _ note: LogPush.Note, of origin: LogOrigin, from size: TreeSize
    ) throws -> (resource: PeerResource, body: [UInt8]) {
        let signed = try SignedCheckpoint(parsing: note.text)
        let path = try tree(of: origin, note.size).consistencyProof(from: size).path
        let request = AddCheckpointRequest(oldSize: size, path: path, checkpoint: signed)
        let root = size == 0 ? nil : try tree(of: origin, size).root()
        return (.mirrorCheckpoint(oldRoot: root), Array(request.description.utf8))
    }

    /// As many entries as fit, from one on, each run with the proof that leads to the root at `size`.
    package func entries(
        of origin: LogOrigin, from start: EntryIndex, size: TreeSize
    ) throws -> (resource: PeerResource, body: [UInt8]) {
        var packages: [EntryPackage] = []
        var byteCount = 0
        var next = start
        while next < size, let whole = BundleCoordinate(containing: next, size: size) {
            let package = try package(
                of: origin, in: whole, from: next, size: size,
                bytesMax: AddEntriesRequest.usualBytesMax - byteCount)
            guard let package else { break }
            packages.append(package)
            byteCount += package.entries.count + package.payloads.count
            next = package.end
        }
        let request = AddEntriesRequest(
            origin: origin, start: start, end: size, packages: packages)
        return (.mirrorEntries, request.bytes)
    }

    /// Nil where not one entry fits, unless the room is that of a whole request.
    private func package(
        of origin: LogOrigin, in bundle: BundleCoordinate, from start: EntryIndex,
        size: TreeSize, bytesMax: Int
    ) throws -> EntryPackage? {
        guard let entries = try store.entries(of: origin, bundle),
            let payloads = try store.payloads(of: origin, bundle)
        else { throw LogStoreError.unknownLog(origin: origin) }
        let offset = Int(start - bundle.firstEntry)
        let entryEnds = try EntryBundle.parse(entries, count: bundle.width).map(\.upperBound)
        var payloadEnds: [Int] = []
        for slot in try PayloadBundle.parse(payloads, count: bundle.width) {
            switch slot {
            case .present(let range): payloadEnds.append(range.upperBound)
            case .absent: payloadEnds.append((payloadEnds.last ?? 0) + PayloadBundle.lengthBytes)
            }
        }
        let entryStart = offset == 0 ? 0 : entryEnds[offset - 1]
        let payloadStart = offset == 0 ? 0 : payloadEnds[offset - 1]
        var end = offset
        while end < bundle.width,
            entryEnds[end] - entryStart + payloadEnds[end] - payloadStart <= bytesMax
                || end == offset && bytesMax == AddEntriesRequest.usualBytesMax
        { end += 1 }
        guard end > offset else { return nil }
        let subtree = try Subtree(
            start: bundle.firstEntry, end: bundle.firstEntry + UInt64(end))
        return EntryPackage(
            start: start, count: end - offset,
            entries: Array(entries[entryStart..<entryEnds[end - 1]]),
            path: try tree(of: origin, size).subtreeConsistencyProof(of: subtree).path,
            payloads: Array(payloads[payloadStart..<payloadEnds[end - 1]]))
    }

    private func tree(of origin: LogOrigin, _ size: TreeSize) -> TiledTree {
        TiledTree(size: size) { [store] tile in
            guard let bytes = try store.tile(of: origin, tile) else {
                throw ReplicatorError.tileMissing(origin, tile)
            }
            return bytes
        }
    }
}
