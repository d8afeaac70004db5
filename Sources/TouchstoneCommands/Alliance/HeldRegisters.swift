import AllianceNames
import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// The registers that a folder holds: in the record of a member's node and in its `peers/`, or there alone.
struct HeldRegisters {
    let home: HomeFolder
    let alliance: AllianceID
    /// In the record, by version; nil for a folder that has none.
    let records: [RosterRecord]?
    private let files: [SignedNote]
    /// What is not of the folder.
    private(set) var brought: Set<Digest> = []
    private var known: [Digest: (note: SignedNote, roster: Roster)] = [:]

    init(_ home: HomeFolder) throws {
        self.home = home
        files = try home.peers.rosters()
        if DurableFile.exists(home.logDatabase) {
            let store = try SQLiteLogStore(path: home.logDatabase)
            defer { try? store.close() }
            records = try store.rosters()
        } else {
            records = nil
        }
        let notes = try (records ?? []).map { try SignedNote(parsing: $0.noteText) } + files
        guard let first = notes.first else {
            throw CommandError(
                "\(home.path) holds no member register: put the authority's peers/*.note into \(home.peers.path), or name another folder with --home"
            )
        }
        alliance = try Roster(parsing: first.text).alliance
        for note in notes { try add(note) }
    }

    /// A register that somebody brings, with those that stand beside it: what it was made from is most often there.
    mutating func add(fileAt path: String) throws -> SignedNote {
        let note = try AuthorityFolder.readNote(path)
        try add(note)
        brought = [Roster.digest(of: note)]
        let folder = URL(filePath: path).deletingLastPathComponent().path()
        let names = try DurableFile.names(in: folder).filter {
            $0.hasPrefix("roster-") && $0.hasSuffix(".note")
        }
        for name in names.prefix(Self.besideMax) {
            guard let beside = try? AuthorityFolder.readNote("\(folder)/\(name)"),
                let roster = try? Roster(parsing: beside.text), roster.alliance == alliance
            else { continue }
            let digest = Roster.digest(of: beside)
            if known[digest] == nil { brought.insert(digest) }
            try add(beside)
        }
        return note
    }

    private static let besideMax = 10_000

    private mutating func add(_ note: SignedNote) throws {
        let digest = Roster.digest(of: note)
        if known[digest] == nil { known[digest] = (note, try Roster(parsing: note.text)) }
    }

    /// The chain that the folder goes by.
    /// - Throws: `RosterError` where its keys vouch for none.
    func present() throws -> RosterChain {
        let keys = try home.certs.authorityKeys()
        guard let records, !records.isEmpty else {
            guard let last = files.last else { return .init(trusting: keys, alliance: alliance) }
            return try RosterChain(
                trusting: keys, alliance: alliance, restoring: path(to: last).map(\.note))
        }
        var chain = try RosterChain.restored(
            from: records, trusting: keys, alliance: alliance, later: { files }
        ).chain
        // Of files there may be others than the chain's.
        for file in files { _ = try? chain.accept(file) }
        return chain
    }

    /// What a register was made from, as far as it is here: each names the one before it by its digest.
    /// - Returns: oldest first, the register itself last.
    func path(to note: SignedNote) -> [(note: SignedNote, roster: Roster)] {
        path(toDigest: Roster.digest(of: note))
    }

    func path(toDigest last: Digest) -> [(note: SignedNote, roster: Roster)] {
        var path: [(note: SignedNote, roster: Roster)] = []
        var next: Digest? = last
        while let digest = next, let found = known[digest] {
            if let after = path.last?.roster.version, found.roster.version &+ 1 != after { break }
            path.append(found)
            next = found.roster.previous
        }
        return path.reversed()
    }

    /// Digests of what is known as a version.
    func rivals(of version: UInt64) -> Set<Digest> {
        Set(known.filter { $0.value.roster.version == version }.keys)
    }

    /// Takes up what follows on the newest of a chain, as far as one register does and no other.
    func extend(_ chain: inout RosterChain) {
        while let newest = chain.newest {
            let longer = known.values.filter { $0.roster.previous == newest.digest }
                .compactMap { next -> RosterChain? in
                    var longer = chain
                    return (try? longer.accept(next.note)) == .extended ? longer : nil
                }
            guard longer.count == 1 else { return }
            chain = longer[0]
        }
    }
}
