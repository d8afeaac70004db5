import AllianceNames
import AllianceNode
import Credentials
import Foundation
import GS1
import ProductAuthentication
import Replication
import Roster
import SQLiteStore
import Statements
import TestAlliance
import TransparencyLog

/// An alliance in folders, as the commands make it: `hub`, the platform; `brand`, whom nobody can call
/// and who owns a prefix; `customs`, who asks. `desk-brand` is brand's and the hub's channel.
final class OutboundWorld: Sendable {
    static let gtin = "09521001000017"
    static let desk = ChannelID(unchecked: "desk-brand")
    let folder: URL
    let alliance: AllianceID
    /// Where the hub really listens.
    let hubPort: Int
    private let authority: AllianceAuthority

    /// - Parameter hubHost: the name that the register has for the hub.
    init(hubHost: String = "127.0.0.1") throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "outbound-world-\(UUID().uuidString)")
        alliance = try AllianceID(parsing: "outbound.example")
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        let authorityHome = HomeFolder(folder.appending(path: "authority").path())
        try DurableFile.makeFolder(authorityHome.path)
        authority = try authorityHome.certs.createAuthority(for: alliance, at: now)
        var draft = RosterDraft(
            alliance: alliance, authority: [authority.signer.verifierKey], issuedAt: now,
            expiresAt: now.adding(days: 30))
        draft.openChannel(Self.desk, marking: .amber)
        let ports = LoopbackPorts.take(2)
        hubPort = ports[0]
        let endpoints = [
            "hub": "https://\(hubHost):\(ports[0])", "customs": "https://127.0.0.1:\(ports[1])",
        ]
        let roles: [String: [Member.Role]] = [
            "hub": [.platform], "brand": [.brand], "customs": [.investigator],
        ]
        for name in ["hub", "brand", "customs"] {
            let home = HomeFolder(folder.appending(path: name).path())
            try DurableFile.makeFolder(home.path)
            let keys = try home.certs.createMemberKeys()
            _ = try SigningFence.create(at: home.certs.logFence)
            var descriptor = try keys.descriptor(
                of: MemberID(parsing: name), name: name, in: alliance)
            descriptor.roles = roles[name] ?? []
            descriptor.channels = name == "customs" ? [] : [Self.desk]
            descriptor.prefixes = name == "brand" ? [try CompanyPrefix(parsing: "9521001")] : []
            descriptor.endpoint = try endpoints[name].map { try PeerEndpoint(parsing: $0) }
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
        for name in ["hub", "brand", "customs"] { try home(name).peers.write(roster: note) }
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

    /// The authority admits `late`, whom nobody can call either, and hands the register to it alone.
    /// - Returns: the register, for the others.
    func admitLate(after roster: VerifiedRoster) throws -> SignedNote {
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        let home = home("late")
        try DurableFile.makeFolder(home.path)
        let keys = try home.certs.createMemberKeys()
        _ = try SigningFence.create(at: home.certs.logFence)
        var descriptor = try keys.descriptor(
            of: MemberID(parsing: "late"), name: "late", in: alliance)
        descriptor.roles = [.brand]
        let request = try CertificateRequest(pem: descriptor.certificateRequest)
        var draft = RosterDraft(after: roster, issuedAt: now, expiresAt: now.adding(days: 30))
        try draft.admit(descriptor, tlsKey: request.spkiDigest)
        let hub = self.home("hub").certs
        try home.certs.write(hub.trustAnchors(), authorityKeys: hub.authorityKeys())
        try DurableFile.write(
            authority.ca.issue(request, for: request.spiffeID, at: now).pem,
            to: home.certs.tlsCertificate, mode: .open, replacing: true)
        let note = try draft.signed(by: [authority.signer])
        try home.peers.write(roster: note)
        return note
    }

    /// The authority ends a log, and hands the register to the hub.
    func end(_ log: LogOrigin, at size: TreeSize, root: Digest, after roster: VerifiedRoster) throws
    {
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        var draft = RosterDraft(after: roster, issuedAt: now, expiresAt: now.adding(days: 30))
        try draft.endLogs([log: .checkpoint(size: size, root: root)])
        try home("hub").peers.write(roster: draft.signed(by: [authority.signer]))
    }

    func log(of name: String, in channel: ChannelID = .alliance) -> LogOrigin {
        LogOrigin(
            alliance: alliance, channel: channel, member: MemberID(unchecked: name),
            epoch: Epoch(1))
    }

    static func report(
        _ names: [String], in channel: ChannelID = .alliance, at node: OpenedNode
    ) async throws {
        try await node.report(
            try names.map { name in
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: try Indicator(.domain, parsing: name), basis: .testBuy,
                        confidence: 80, tlp: .amber))
            }, to: channel)
    }

    /// Registers the product, whose items have these numbers.
    static func holds(_ serials: [String], at node: OpenedNode) async throws {
        let gtin = try GTIN(parsing: Self.gtin)
        try await node.report(
            [
                .registerProduct(
                    ProductRegistration(
                        code: .gtin(gtin), brand: "Verel", serialisation: .serialised))
            ], to: .alliance)
        let registry = try node.openRegistry()
        try registry.store(
            serials.map {
                RegisteredItem(
                    product: .gtin(gtin), serial: $0,
                    record: ItemRecord(state: .active, updatedAt: WallClock.system.now()))
            })
        try registry.close()
    }

    /// Asks as a command of that member's does, from a place, so that it counts as a scan.
    static func ask(
        _ serial: String, at node: OpenedNode, deadline: Duration = .seconds(60)
    ) async throws -> Authentication {
        let registry = try node.openRegistry()
        let responder = node.questionResponder(
            registry: registry, logger: WitnessWorld.quiet)
        let found = try await node.withPeerClient(limits: .patient) { client in
            let router = node.questionRouter(
                responder: responder, transport: node.routedAsking(over: client),
                calls: .concurrent(label: "test"))
            return try await router.authenticate(
                .gs1(
                    ItemIdentifiers(
                        gtin: try GTIN(parsing: gtin), serial: try Serial(parsing: serial))),
                place: Country(parsing: "DE").place, deadline: deadline)
        }
        try registry.close()
        return found
    }
}
