import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Logging
import Peering
import Replication
import Roster
import Synchronization
import TransparencyLog

/// A CA, a register, and the folder of one member with keys and a certificate, on a clock that a test
/// sets.
final class RenewalWorld: Sendable {
    static let alliance = AllianceID(unchecked: "renewal.example")
    static let brand = MemberID(unchecked: "brand")

    private let folder: URL
    let certs: CertsFolder
    let ca: CertificateAuthority
    let register: RosterRegister
    let issuer: CertificateIssuer
    let start: UTCTimestamp
    private let signer: NoteSigner
    private let chain: Mutex<RosterChain>
    private let time: Clock

    final class Clock: Sendable {
        let time: Mutex<UInt64>
        init(_ start: UTCTimestamp) { time = Mutex(start.millisecondsSince1970) }
        var now: UInt64 { time.withLock { $0 } }
    }

    /// - Parameter days: how long the first certificate is valid.
    init(days: UInt64 = 90) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "renewal-\(UUID().uuidString)")
        let start = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        self.start = start
        time = Clock(start)
        certs = HomeFolder(folder.path()).certs
        ca = try CertificateAuthority(creatingFor: Self.alliance, at: start)
        let authority = MemberKeys()
        signer = try NoteSigner(
            name: KeyName.authority(of: Self.alliance), privateKey: authority.log)
        let keys = try certs.createMemberKeys()
        try certs.write(TrustAnchors([ca.certificate]), authorityKeys: [signer.verifierKey])
        var draft = RosterDraft(
            alliance: Self.alliance, authority: [signer.verifierKey], issuedAt: start,
            expiresAt: start.adding(days: 3_000))
        var chain = RosterChain(trusting: [signer.verifierKey], alliance: Self.alliance)
        for (place, name) in ["brand", "hub", "other", "rival"].enumerated() {
            let own = name == "brand" ? keys : MemberKeys()
            var descriptor = try own.descriptor(
                of: MemberID(unchecked: name), name: name, in: Self.alliance)
            descriptor.roles = name == "hub" ? [.platform] : [.brand]
            descriptor.endpoint = try PeerEndpoint(parsing: "https://127.0.0.1:\(5_000 + place)")
            let request = try CertificateRequest(pem: descriptor.certificateRequest)
            try draft.admit(descriptor, tlsKey: request.spkiDigest)
            if name == "brand" {
                let certificate = try ca.issue(
                    request, for: request.spiffeID, at: start, until: start.adding(days: days))
                try certs.write(certificate: certificate)
            }
        }
        let first = try draft.signed(by: [signer])
        _ = try chain.accept(first)
        self.chain = Mutex(chain)
        let clock = time
        register = try RosterRegister(
            trusting: [signer.verifierKey], alliance: Self.alliance, store: InMemoryLogStore(),
            clock: WallClock { clock.now })
        try register.accept(first)
        issuer = CertificateIssuer(ca, authority: register, logger: Self.logger)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    var now: UTCTimestamp { UTCTimestamp(millisecondsSince1970: time.now) }
    func set(day: UInt64) {
        time.time.withLock { $0 = start.adding(days: day).millisecondsSince1970 }
    }
    func pass(seconds: UInt64) { time.time.withLock { $0 += seconds * 1_000 } }

    /// The next roster.
    func change(_ body: (inout RosterDraft) throws -> Void) throws {
        try chain.withLock { chain in
            guard let newest = chain.newest else { return }
            var draft = RosterDraft(
                after: newest, issuedAt: max(now, newest.roster.issuedAt),
                expiresAt: newest.roster.expiresAt)
            try body(&draft)
            let note = try draft.signed(by: [signer])
            _ = try chain.accept(note)
            try register.accept(note)
        }
    }

    /// Whom the keeper has asked, and what it shows.
    final class Seen: Sendable {
        let asked = Mutex<[MemberID]>([])
        let shown = Mutex<[TLSIdentity]>([])
    }

    /// - Parameter answer: what a peer makes of a request.
    func keeper(
        _ seen: Seen = Seen(), issuesItself: Bool = false,
        _ answer: @escaping @Sendable ([UInt8], MemberID) async throws -> [UInt8]
    ) throws -> CertificateKeeper {
        let (register, clock) = (register, time)
        return CertificateKeeper(
            certs: certs, anchors: TrustAnchors([ca.certificate]), shown: try certs.tlsIdentity(),
            around: .init(
                roster: { register.newest },
                ask: { request, peer in
                    seen.asked.withLock { $0.append(peer) }
                    return try await answer(request, peer)
                },
                issuesItself: issuesItself,
                show: { identity in seen.shown.withLock { $0.append(identity) } },
                now: { UTCTimestamp(millisecondsSince1970: clock.now) }, random: { 0 }),
            calls: .concurrent(label: "renewal"), logger: Self.logger)
    }
}
