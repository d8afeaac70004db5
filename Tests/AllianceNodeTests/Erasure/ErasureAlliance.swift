import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Roster
import Statements
import TestAlliance
import TransparencyLog

/// Members with folders, keys and certificates of their own, and the authority's folder.
final class ErasureAlliance: Sendable {
    let folder: URL
    let authority: HomeFolder
    private let homes: [String: HomeFolder]

    /// - Parameter outbound: of them, who take no connections.
    init(_ names: [String], outbound: Set<String> = []) async throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "erasure-alliance-\(UUID().uuidString)")
        authority = HomeFolder(folder.appending(path: "authority").path())
        let ports = LoopbackPorts.take(names.count)
        let alliance = try AllianceID(parsing: "erasure.example")
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        try DurableFile.makeFolder(authority.path)
        let keys = try authority.certs.createAuthority(for: alliance, at: now)
        var draft = RosterDraft(
            alliance: alliance, authority: [keys.signer.verifierKey], issuedAt: now,
            expiresAt: now.adding(days: 30))
        var homes: [String: HomeFolder] = [:]
        for (name, port) in zip(names, ports) {
            let home = HomeFolder(folder.appending(path: name).path())
            homes[name] = home
            try DurableFile.makeFolder(home.path)
            let members = try home.certs.createMemberKeys()
            _ = try SigningFence.create(at: home.certs.logFence)
            var descriptor = try members.descriptor(
                of: MemberID(parsing: name), name: name, in: alliance)
            descriptor.roles = [.brand]
            descriptor.endpoint =
                outbound.contains(name)
                ? nil : try PeerEndpoint(parsing: "https://127.0.0.1:\(port)")
            let request = try CertificateRequest(pem: descriptor.certificateRequest)
            try draft.admit(descriptor, tlsKey: request.spkiDigest)
            let certificate = try keys.ca.issue(request, for: request.spiffeID, at: now)
            try home.certs.write(
                authority.certs.trustAnchors(), authorityKeys: authority.certs.authorityKeys())
            try DurableFile.write(
                certificate.pem, to: home.certs.tlsCertificate, mode: .open, replacing: true)
        }
        self.homes = homes
        let note = try draft.signed(by: [keys.signer])
        for home in homes.values { try home.peers.write(roster: note) }
        try authority.peers.write(roster: note)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func home(_ name: String) -> HomeFolder {
        guard let home = homes[name] else { preconditionFailure("no \(name)") }
        return home
    }

    func signer() throws -> NoteSigner {
        try authority.certs.authoritySigner(of: AllianceID(parsing: "erasure.example"))
    }

    /// Makes a member's node one with the authority's key.
    func giveAuthorityKey(to name: String) throws {
        let key = try DurableFile.text(authority.certs.authorityKey, secret: true)
        try DurableFile.write(key, to: home(name).certs.authorityKey, mode: .secret)
    }

    /// A channel in which complaints are talked of with the member `platform`, and whatever else the register is to say.
    func openDesk(
        _ channel: ChannelID, readBy names: [String] = ["brand", "platform"],
        _ change: (inout RosterDraft) throws -> Void = { _ in }
    ) throws {
        try publish { draft in
            try draft.grant(.platform, to: MemberID(parsing: "platform"))
            draft.openChannel(channel, marking: .amber)
            for name in names { try draft.seat(MemberID(parsing: name), in: channel) }
            try change(&draft)
        }
    }

    /// Signs the next roster, and puts it where running nodes look for it.
    func publish(_ change: (inout RosterDraft) throws -> Void) throws {
        let note = try authority.peers.readRoster()
        var chain = RosterChain(
            trusting: try authority.certs.authorityKeys(),
            alliance: try Roster(parsing: note.text).alliance)
        _ = try chain.accept(note)
        guard let newest = chain.newest else { return }
        var draft = RosterDraft(
            after: newest, issuedAt: UTCTimestamp(millisecondsSince1970: WallClock.system.now()),
            expiresAt: newest.roster.expiresAt)
        try change(&draft)
        let next = try draft.signed(by: [signer()])
        try authority.peers.write(roster: next)
        for home in homes.values { try home.peers.write(roster: next) }
    }

    /// The files in a member's folder that hold one of these texts.
    func files(of name: String, with texts: [String]) throws -> [String] {
        try RawFiles.holding(texts, in: URL(filePath: home(name).path))
    }

}
