import AllianceNames
import AllianceNode
import Credentials
import Crypto
import Foundation
import NIOCore
import Replication
import Roster
import Statements
import TestAlliance
import TransparencyLog

/// An alliance in folders, as the commands make it: `hub`, which has no seat in the channel `luxury`, and
/// `brand`, `north` and `south`, which have. `brand` stands in two folders with the same keys, so that it
/// can say two different things.
final class ForkWorld: Sendable {
    static let luxury = ChannelID(unchecked: "luxury")
    let folder: URL
    private let authority: AllianceAuthority
    private let authorityHome: HomeFolder
    let alliance: AllianceID

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "fork-world-\(UUID().uuidString)")
        alliance = try AllianceID(parsing: "fork.example")
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        authorityHome = HomeFolder(folder.appending(path: "authority").path())
        try DurableFile.makeFolder(authorityHome.path)
        authority = try authorityHome.certs.createAuthority(for: alliance, at: now)
        var draft = RosterDraft(
            alliance: alliance, authority: [authority.signer.verifierKey], issuedAt: now,
            expiresAt: now.adding(days: 30))
        draft.openChannel(Self.luxury, marking: .amber)
        let names = ["hub", "brand", "north", "south"]
        for (name, port) in zip(names, LoopbackPorts.take(names.count)) {
            let home = home(name)
            try DurableFile.makeFolder(home.path)
            let keys = try home.certs.createMemberKeys()
            _ = try SigningFence.create(at: home.certs.logFence)
            var descriptor = try keys.descriptor(
                of: MemberID(parsing: name), name: name, in: alliance)
            descriptor.roles = name == "hub" ? [.platform] : [.brand]
            descriptor.channels = name == "hub" ? [] : [Self.luxury]
            descriptor.endpoint = try PeerEndpoint(parsing: "https://127.0.0.1:\(port)")
            let request = try CertificateRequest(pem: descriptor.certificateRequest)
            try draft.admit(descriptor, tlsKey: request.spkiDigest)
            let certificate = try authority.ca.issue(request, for: request.spiffeID, at: now)
            try home.certs.write(
                authorityHome.certs.trustAnchors(),
                authorityKeys: authorityHome.certs.authorityKeys())
            try DurableFile.write(
                certificate.pem, to: home.certs.tlsCertificate, mode: .open, replacing: true)
        }
        let note = try draft.signed(by: [authority.signer])
        for name in names { try home(name).peers.write(roster: note) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func home(_ name: String) -> HomeFolder { HomeFolder(folder.appending(path: name).path()) }

    /// What nobody can keep a member from doing: a second folder with the same keys and marks, as on
    /// another machine: this one would know two copies of one fence.
    func copy(_ name: String, to other: String) throws {
        try FileManager.default.copyItem(
            at: folder.appending(path: name), to: folder.appending(path: other))
        let path = home(other).certs.logFence
        let marks = try SigningFence(path: path).read().marks
        try DurableFile.remove(path)
        _ = try SigningFence.begin(FenceID(), at: path, marks: marks, isConfirmed: true)
    }

    var authorityKeys: AuthorityKeys {
        get throws { try authorityHome.certs.authorityKeys() }
    }

    /// The authority ends all of the member's logs as one record has them, admits the key of a new
    /// epoch, and hands the roster to the hub.
    func newEpoch(of name: String, in keysHome: HomeFolder, endingAsIn record: any LogStore) throws
    {
        let member = try MemberID(parsing: name)
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        let hub = try OpenedNode(home("hub"))
        let roster = hub.roster
        try hub.close()
        let key = try keysHome.certs.createLogKey(Epoch(2))
        var draft = RosterDraft(
            after: roster, issuedAt: now, expiresAt: now.adding(days: 30))
        var ends: [LogOrigin: LogEnd.Until] = [:]
        for log in roster.logs where log.origin.member == member && log.scope == .open {
            let served = try record.state(of: log.origin)?.served
            ends[log.origin] = .checkpoint(
                size: served?.size ?? 0, root: served?.root ?? MerkleHash.emptyRoot)
        }
        try draft.beginEpoch(
            of: member,
            key: Member.LogKey(
                epoch: Epoch(2), publicKey: Array(key.publicKey.rawRepresentation)),
            logEnds: ends)
        let note = try draft.signed(by: [authority.signer])
        try home("hub").peers.write(roster: note)
        try keysHome.peers.write(roster: note)
    }

}
