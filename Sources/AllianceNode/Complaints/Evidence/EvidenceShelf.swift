package import AllianceNames
import CRDT
import Complaints
import Credentials
import MergedView
package import NodeAPI
import Peering
import Replication
import Roster
import SQLiteStore
package import Statements
import Synchronization
package import TransparencyLog

/// The files that complaints rest on: those that this member's people brought, and those that statements of others
/// name. Calls block.
package final class EvidenceShelf: Sendable {
    /// All files together, and those that came with one member's statements, so that none crowds out the others.
    package static let heldBytesMax: UInt64 = 256 << 30
    package static let heldOfOneMemberBytesMax: UInt64 = 64 << 30
    /// How long a file that was brought may wait for a statement that names it.
    package static let unnamedMilliseconds: UInt64 = 24 * 3_600_000
    /// Files erased in one round.
    static let erasedAtOnceMax = 256
    /// Files looked up in one transaction.
    private static let lookedUpAtOnceMax = 1_024

    /// In bytes.
    package struct Room: Sendable {
        package var ofOneMember = EvidenceShelf.heldOfOneMemberBytesMax
        package var ofAll = EvidenceShelf.heldBytesMax

        package init() {}
    }

    let node: OpenedNode
    let folder: EvidenceFolder
    let index: SQLiteEvidenceIndex
    /// What members bring which nobody can call, as far as it is here.
    let unfinished: UnfinishedEvidence
    private let leftovers: EvidenceLeftovers
    /// Who takes what is brought; one at a time.
    let taking = Mutex<Void>(())
    private let room: Room
    private let recent = RecentScope()
    /// Who reads logs; one at a time.
    private let reading = Mutex<Void>(())
    /// Whether the folder was looked through.
    private let isAdopted = Mutex(false)

    /// - Throws: `SQLiteStoreError`.
    package init(_ node: OpenedNode, room: Room = Room()) throws {
        self.node = node
        self.room = room
        folder = EvidenceFolder(path: node.home.evidence)
        unfinished = UnfinishedEvidence(path: "\(node.home.evidence)/unfinished")
        leftovers = EvidenceLeftovers(path: node.home.evidence, now: node.clock.now())
        index = try SQLiteEvidenceIndex(path: node.home.evidenceDatabase)
    }

    package func close() throws { try index.close() }

    // MARK: Files

    /// Keeps a file that a statement will name, durable on return.
    ///
    /// - Throws: a problem for one that is empty, too large, or of no type that is taken, and where there is no room.
    package func keep(_ bytes: [UInt8]) throws -> KeptEvidence {
        guard !bytes.isEmpty, UInt64(bytes.count) <= Statements.EvidenceFile.fileBytesMax else {
            throw PeerProblem(
                status: 413, keyword: "evidence-length",
                detail:
                    "A file of evidence has 1 to \(Statements.EvidenceFile.fileBytesMax) bytes; this one has \(bytes.count)."
            )
        }
        guard let mediaType = EvidenceContent.mediaType(of: bytes) else {
            throw PeerProblem(
                status: 422, keyword: "evidence-type",
                detail:
                    "By its first bytes the file is none of these: \(Statements.EvidenceFile.mediaTypes.joined(separator: ", "))."
            )
        }
        let digest = Digest.sha256(bytes)
        guard try keep(bytes, digest, for: node.member, isNamed: false) else {
            throw PeerProblem(
                status: 507, keyword: "evidence-room",
                detail: "There is no room for more evidence at this node; tell who runs it.")
        }
        return KeptEvidence(digest: digest, mediaType: mediaType, byteCount: UInt64(bytes.count))
    }

    /// - Parameter member: in whose room it lies.
    /// - Returns: false where there is no room.
    func keep(
        _ bytes: [UInt8], _ digest: Digest, for member: MemberID, isNamed: Bool
    ) throws -> Bool {
        guard
            try index.reserve(
                digest, bytes: UInt64(bytes.count), for: member, isNamed: isNamed,
                now: node.clock.now(), limits: (room.ofOneMember, room.ofAll))
        else { return false }
        try folder.keep(bytes)
        return true
    }

    /// Whether a file that is not here would have room now.
    func isRoom(for bytes: UInt64, of member: MemberID) throws -> Bool {
        try index.isRoom(for: bytes, of: member, limits: (room.ofOneMember, room.ofAll))
    }

    /// A file as a statement names it; nil where it is not here, or is not what the statement says.
    package func bytes(of file: Statements.EvidenceFile) throws -> [UInt8]? {
        guard let bytes = try folder.bytes(of: file.digest) else { return nil }
        switch EvidenceContent.fault(of: bytes, named: file) {
        case nil: return bytes
        case .digest where Digest.sha256(bytes) != file.digest,
            .length where Digest.sha256(bytes) != file.digest:
            // Damaged: it is fetched again.
            try folder.erase(file.digest)
            try index.isMissing(file.digest, now: node.clock.now())
            return nil
        case .digest, .length, .type: return nil
        }
    }

    package func holds(_ digest: Digest) -> Bool { folder.holds(digest) }

    // MARK: Peers

    /// What the peer port serves: of files that a statement which counts names, in a channel that the reader reads.
    package func piece(
        of digest: Digest, from offset: Int, readableIn channels: Set<ChannelID>
    ) throws -> [UInt8]? {
        guard folder.holds(digest), try isNamed(digest, in: channels) else { return nil }
        return try folder.piece(of: digest, from: offset)
    }

    /// A whole file that may be brought to a reader of these channels, by the same rule; nil where it is not here, or
    /// damaged.
    func whole(_ digest: Digest, readableIn channels: Set<ChannelID>) throws -> [UInt8]? {
        guard folder.holds(digest), try isNamed(digest, in: channels),
            let bytes = try folder.bytes(of: digest), Digest.sha256(bytes) == digest
        else { return nil }
        return bytes
    }

    private func isNamed(_ digest: Digest, in channels: Set<ChannelID>) throws -> Bool {
        try catchUp()
        let scope = try scope()
        return try index.names(of: digest).contains {
            channels.contains($0.entry.origin.channel) && counts($0, scope)
        }
    }

    func scope() throws -> ViewScope {
        try recent.scope(roster: node.roster.digest, now: node.clock.now()) { try node.scope() }
    }

    /// Whether the statement that names a file counts, in a desk.
    func counts(_ named: NamedFile, _ scope: ViewScope) -> Bool {
        let origin = named.entry.origin
        return origin.channel.isDesk && node.roster.isActive(origin.member)
            && scope.admits(StatementDot(log: origin, index: named.entry.index))
    }

    // MARK: The record

    /// Entries read between two notes of how far, so that a stop loses little.
    private static let batchEntries: UInt64 = 4_096

    /// Takes up what the logs of desks name by now.
    package func catchUp() throws {
        try reading.withLock { _ in
            try takeErasures()
            let reached = try index.reached()
            for state in try node.logs.states() where state.origin.channel.isDesk {
                var next = reached[state.origin] ?? 0
                while next < state.size {
                    let end = min(next + Self.batchEntries, state.size)
                    guard try read(state.origin, next..<end) else { break }
                    next = end
                }
            }
        }
    }

    private func read(_ origin: LogOrigin, _ range: Range<UInt64>) throws -> Bool {
        var files: [NamedFile] = []
        try StoredStatement.forEach(of: origin, in: range, from: node.logs) { stored in
            guard case .complaint(let said)? = stored.statement else { return }
            let entry = EntryReference(origin: origin, index: stored.index)
            files += said.evidence.map { NamedFile(entry: entry, $0) }
        }
        return try index.add(
            files, of: origin, from: range.lowerBound, to: range.upperBound,
            now: node.clock.now())
    }

    private func takeErasures() throws {
        let known = try index.record()
        let takenOut = try node.logs.takenOutCount()
        if takenOut != known.takenOut {
            try index.beginAnew(takenOut: takenOut, now: node.clock.now())
        }
        let erased = UInt64(try node.logs.wipedErasureCount())
        guard erased != known.erased else { return }
        let entries = try node.logs.erasedEntries().filter { $0.key.channel.isDesk }
        try index.erase(entries.mapValues(\.entries.ranges), count: erased)
    }

    /// Gives room to files of the folder that have none: the index was lost, or they were put there by a restoration or
    /// by hand.
    ///
    /// - Parameter time: since when what no statement names is taken to be unnamed, in milliseconds since 1970.
    package func adopt(unnamedSince time: UInt64) throws {
        try catchUp()
        var names = try folder.names()[...]
        while !names.isEmpty {
            let some = Array(names.prefix(Self.lookedUpAtOnceMax))
            names = names.dropFirst(some.count)
            let found = try index.withoutRoom(some).compactMap { name in
                folder.byteCount(of: name).map {
                    SQLiteEvidenceIndex.FoundFile(digest: name, bytes: $0)
                }
            }
            if found.isEmpty { continue }
            try index.adopt(found, for: node.member, unnamedSince: time)
        }
        isAdopted.withLock { $0 = true }
    }

    /// The same of one that statements name.
    func adopt(_ digest: Digest, bytes: UInt64) throws {
        guard try !index.withoutRoom([digest]).isEmpty else { return }
        try index.adopt(
            [.init(digest: digest, bytes: bytes)], for: node.member, unnamedSince: node.clock.now())
    }

    /// Erases what no statement names any more, what was brought and named by none in time, and parts of files that
    /// nobody went on with, also what a crash left of one that was being written. What lies in the folder and was not
    /// known has as long as what was brought.
    /// - Returns: the files that were erased.
    @discardableResult
    package func eraseUnnamed() throws -> [Digest] {
        try catchUp()
        let now = node.clock.now()
        if !isAdopted.withLock({ $0 }) { try adopt(unnamedSince: now) }
        var erased: [Digest] = []
        for digest in try index.unnamed(
            since: now - min(now, Self.unnamedMilliseconds), limit: Self.erasedAtOnceMax)
        where try index.forget(digest) {
            try folder.erase(digest)
            erased.append(digest)
        }
        try taking.withLock { _ in try unfinished.forget(before: now) }
        try leftovers.erase(now: now)
        return erased
    }
}

extension ComplaintStatement {
    /// The files that it names.
    package var evidence: [Statements.EvidenceFile] {
        switch self {
        case .complaint(let said): said.evidence
        case .counterNotice(let said): said.evidence
        case .evidenceSupply(let said): said.evidence
        case .appeal(let said): said.evidence
        case .decision, .withdrawal, .outcome, .evidenceRequest, .reinstatement, .operationHold,
            .clockPause:
            []
        }
    }
}
