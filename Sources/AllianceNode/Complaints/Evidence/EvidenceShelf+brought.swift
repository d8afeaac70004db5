package import AllianceNames
import Complaints
import MergedView
package import Replication
import Roster
import SQLiteStore
import Statements
import Synchronization
package import TransparencyLog

// What members bring to this node which nobody can call.
extension EvidenceShelf {
    /// Rows of the index that one question looks at, of each log.
    private static let rowsMax = 4_096
    /// Statements of one member that are looked at of one file.
    private static let namesMax = 256

    /// Files that statements of this member name which count, in desks that both read, and that are not here.
    package func wanted(of author: MemberID, after: Digest?) throws -> WantedObjects {
        try catchUp()
        let begun = try taking.withLock { _ in try unfinished.begun(by: author) }
        let scope = try scope()
        var found: [Digest: WantedObjects.Object] = [:]
        for origin in logs(of: author) {
            // All digests of a page of each log, so that no file stands behind one that is not listed.
            for named in try missing(of: origin, after: after, scope) {
                let byteCount = max(Int(named.byteCount), found[named.digest]?.byteCount ?? 0)
                let part = begun?.digest == named.digest ? begun?.byteCount ?? 0 : 0
                found[named.digest] = WantedObjects.Object(
                    digest: named.digest, held: part < byteCount ? part : 0, byteCount: byteCount)
            }
        }
        return WantedObjects(
            Array(
                found.values.sorted { $0.digest < $1.digest }.prefix(WantedObjects.objectsMax)))
    }

    /// As many as an answer lists.
    private func missing(
        of origin: LogOrigin, after: Digest?, _ scope: ViewScope
    ) throws -> [NamedFile] {
        var found: [NamedFile] = []
        var digests: Set<Digest> = []
        var last = after.map { (digest: $0, entry: UInt64.max) }
        var rows = 0
        while rows < Self.rowsMax {
            let page = try index.missing(
                of: origin, after: last, limit: WantedObjects.objectsMax)
            for named in page where counts(named, scope) && !folder.holds(named.digest) {
                if digests.insert(named.digest).inserted, digests.count > WantedObjects.objectsMax {
                    return found
                }
                found.append(named)
            }
            guard page.count == WantedObjects.objectsMax, let end = page.last else { break }
            last = (end.digest, end.entry.index)
            rows += page.count
        }
        return found
    }

    /// Takes a piece of a file that statements of its bringer name. With the last one the file is here, durably, as if
    /// it had been fetched.
    ///
    /// - Returns: how long the file is, and where it goes on.
    /// - Throws: `MirrorRefusal`; nothing of what is not as the statement says is kept.
    package func take(
        _ piece: [UInt8], of digest: Digest, from offset: Int, by author: MemberID
    ) throws -> MirrorInfo {
        try catchUp()
        return try taking.withLock { _ in
            guard let named = try missing(digest, of: author) else {
                throw MirrorRefusal.notWanted
            }
            let whole = Int(named.byteCount)
            let held = try held(of: named)
            guard offset == held else {
                throw MirrorRefusal.conflict(
                    MirrorInfo(pending: named.byteCount, next: UInt64(held)))
            }
            let usual = PeerResource.broughtPieceBytes
            guard piece.count == min(usual, whole - offset) else {
                throw MirrorRefusal.malformed(
                    detail: "a piece has \(usual) bytes, or all that are left")
            }
            // Told at the first piece, not at the last.
            guard try isRoom(for: named.byteCount, of: author) else { throw MirrorRefusal.noRoom }
            guard offset + piece.count == whole else {
                try unfinished.keep(piece, of: digest, at: offset, by: author)
                return MirrorInfo(
                    pending: named.byteCount, next: UInt64(offset + piece.count))
            }
            try finish(named, try unfinished.bytes(of: digest, upTo: offset, by: author) + piece)
            return MirrorInfo(pending: named.byteCount, next: named.byteCount)
        }
    }

    private func held(of named: NamedFile) throws -> Int {
        let author = named.entry.origin.member
        guard let begun = try unfinished.begun(by: author), begun.digest == named.digest else {
            return 0
        }
        guard begun.byteCount < named.byteCount else {
            // A statement that said more was erased meanwhile.
            try unfinished.forget(author)
            return 0
        }
        return begun.byteCount
    }

    private func finish(_ named: NamedFile, _ bytes: [UInt8]) throws {
        let author = named.entry.origin.member
        if let fault = EvidenceContent.fault(of: bytes, named: named.file) {
            // These are the bytes that it names, and they are something else than it says: for ever.
            if fault == .type { try index.settle(named) }
            try unfinished.forget(author)
            throw MirrorRefusal.unlike(fault: fault.rawValue)
        }
        guard try keep(bytes, named.digest, for: author, isNamed: true) else {
            throw MirrorRefusal.noRoom
        }
        try index.settle(named)
        try unfinished.forget(author)
    }

    /// The longest that a statement says, where two say different things.
    private func missing(_ digest: Digest, of author: MemberID) throws -> NamedFile? {
        guard !folder.holds(digest) else { return nil }
        let scope = try scope()
        return try logs(of: author)
            .flatMap { try index.missing(digest, of: $0, limit: Self.namesMax) }
            .filter { counts($0, scope) }.max { $0.byteCount < $1.byteCount }
    }

    /// In desks that both read.
    private func logs(of author: MemberID) -> [LogOrigin] {
        let roster = node.roster
        return roster.logs(readableBy: node.member).map(\.origin).filter {
            $0.member == author && $0.channel.isDesk && roster.mayRead(author, $0.channel)
        }
    }
}
