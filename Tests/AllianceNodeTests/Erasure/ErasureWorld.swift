import AllianceNames
import AllianceNode
import Crypto
import Foundation
import MergedView
import Replication
import Roster
import SQLiteStore
import Statements
import TransparencyLog

/// One author's log in databases of its own, and an authority: all that an erasure takes, without a
/// network.
final class ErasureWorld {
    static let time: UInt64 = 1_800_000_000_000
    static let day: UInt64 = 86_400_000

    let folder: URL
    let origin: LogOrigin
    let author: NoteSigner
    let authority: NoteSigner
    private(set) var logs: SQLiteLogStore
    private(set) var view: SQLiteViewStore
    private let key: Curve25519.Signing.PrivateKey
    private var chain: RosterChain

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "erasure-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        logs = try SQLiteLogStore(path: folder.appending(path: "log.sqlite").path())
        view = try SQLiteViewStore(path: folder.appending(path: "view.sqlite").path())
        origin = try LogOrigin(parsing: "demo/alliance/maison/e1")
        key = try Curve25519.Signing.PrivateKey(
            rawRepresentation: [UInt8](repeating: 9, count: 32))
        author = try NoteSigner(name: origin.description, privateKey: key)
        authority = try NoteSigner(
            name: "demo/authority", seed: [UInt8](repeating: 1, count: 32))
        let alliance = origin.alliance
        chain = RosterChain(trusting: [authority.verifierKey], alliance: alliance)
        let now = UTCTimestamp(millisecondsSince1970: Self.time)
        var draft = RosterDraft(
            alliance: alliance, authority: [authority.verifierKey], issuedAt: now,
            expiresAt: now.adding(days: 900))
        var descriptor = MemberDescriptor(
            alliance: alliance, id: origin.member, name: "Maison", certificateRequest: "(PEM)")
        descriptor.roles = [.brand]
        descriptor.logKeys = [
            try .init(epoch: Epoch(1), publicKey: author.verifierKey.publicKey)
        ]
        descriptor.cosignerKey = try NoteSigner(
            name: "demo/cosigner/maison", seed: [UInt8](repeating: 2, count: 32),
            algorithm: .cosignatureV1
        ).verifierKey
        descriptor.answerKey = try NoteSigner(
            name: "demo/answer/maison", seed: [UInt8](repeating: 3, count: 32)
        ).verifierKey
        try draft.admit(descriptor, tlsKey: TransparencyLog.Digest.sha256([1]))
        _ = try chain.accept(draft.signed(by: [authority]))
        _ = try SigningFence.create(at: folder.appending(path: "log.fence").path())
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var roster: VerifiedRoster {
        guard let newest = chain.newest else { preconditionFailure("made with the first roster") }
        return newest
    }

    func change(
        by others: [NoteSigner] = [], _ body: (inout RosterDraft) throws -> Void
    ) throws {
        let now = UTCTimestamp(millisecondsSince1970: Self.time)
        var draft = RosterDraft(
            after: roster, issuedAt: now, expiresAt: now.adding(days: 900))
        try body(&draft)
        _ = try chain.accept(draft.signed(by: [authority] + others))
    }

    /// As after a start: other objects over the same files.
    func reopen() throws {
        try view.close()
        try logs.close()
        logs = try SQLiteLogStore(path: folder.appending(path: "log.sqlite").path())
        view = try SQLiteViewStore(path: folder.appending(path: "view.sqlite").path())
    }

    func register(in store: (any LogStore)? = nil) -> ErasureRegister {
        let roster = roster
        return ErasureRegister(logs: store ?? logs, roster: { roster })
    }

    func eraser(in store: (any LogStore)? = nil) -> Eraser {
        Eraser(logs: store ?? logs, view: view, now: { Self.time })
    }

    /// Appends, merges and indexes.
    func say(_ statements: [Statement], at time: UInt64 = ErasureWorld.time) throws {
        let sealer = StatementSealer(wallClock: { time }, fill: BlockwiseRandom.system)
        let fence = try SigningFence(path: folder.appending(path: "log.fence").path())
        _ = try FencedLog(store: logs, fence: fence, key: key)
            .append(sealer.seal(statements), to: origin)
        try merge()
    }

    func merge() throws {
        try ViewMerger(logs: logs, view: view).catchUp()
        while try view.indexNext(limit: 1_000, from: StoredEntries(logs)).lag > 0 {}
    }

    func complete(
        _ entries: String, reason: ErasureCertificate.Reason = .request
    ) throws -> SignedErasure {
        SignedErasure(try certificate(entries, reason: reason), by: [author, authority])
    }

    func certificate(
        _ entries: String, reason: ErasureCertificate.Reason = .request
    ) throws -> ErasureCertificate {
        try ErasureCertificate(
            origin: origin, entries: EntryRanges(parsing: entries, rangesMax: 99),
            reason: reason, issuedAt: UTCTimestamp(millisecondsSince1970: Self.time))
    }

    func root() throws -> StateRoot {
        try view.stateRoot(of: origin.channel, scope: ViewScope(roster: roster, logs: logs))
    }

    /// The files that hold one of these texts.
    func files(with texts: [String]) throws -> [String] {
        try RawFiles.holding(texts, in: folder)
    }

    static func person(
        _ name: String, lastSeen: UInt64? = nil, isPerson: Bool = true
    ) throws -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: try Indicator(.email, parsing: "\(name)@mail.example"), basis: .testBuy,
                confidence: 60, tlp: .amber, lastSeen: lastSeen, naturalPerson: isPerson,
                note: "offered by \(name.uppercased())"))
    }
}

/// What stands in files, whoever wrote it there.
enum RawFiles {
    /// - Returns: `<file>: <text>` for each text that some file in the folder holds, also below.
    static func holding(_ texts: [String], in folder: URL) throws -> [String] {
        var found: [String] = []
        let files = FileManager.default.enumerator(
            at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        while let file = files?.nextObject() as? URL {
            let isFile = try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
            // A file that goes while it is looked for holds nothing any more.
            guard isFile == true, let bytes = try? Data(contentsOf: file) else { continue }
            for text in texts where bytes.range(of: Data(text.utf8)) != nil {
                found.append("\(file.lastPathComponent): \(text)")
            }
        }
        return found.sorted()
    }
}
