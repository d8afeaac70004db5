import AllianceNames
import AllianceNode
import Credentials
import Foundation
import GS1
import Roster
import TransparencyLog

/// Founds an alliance whose members' folders lie side by side, by the calls that the commands make.
struct BenchAlliance {
    struct Wish {
        var member: String
        var roles: [Member.Role] = [.brand]
        var port: Int?
        var prefixes: [CompanyPrefix] = []
    }

    static let id = AllianceID(unchecked: "bench.example")
    let folder: URL

    func home(_ member: String) -> HomeFolder {
        HomeFolder(folder.appending(path: member).path())
    }

    /// - Parameter more: what else the register says.
    init(
        in folder: URL, _ wishes: [Wish], more: (inout RosterDraft) throws -> Void = { _ in }
    ) throws {
        self.folder = folder
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        let authorityHome = HomeFolder(folder.appending(path: "authority").path())
        try DurableFile.makeFolder(authorityHome.path)
        let authority = try authorityHome.certs.createAuthority(for: Self.id, at: now)
        var draft = RosterDraft(
            alliance: Self.id, authority: [authority.signer.verifierKey], issuedAt: now,
            expiresAt: now.adding(days: 30))
        var certificates: [(HomeFolder, String)] = []
        for wish in wishes {
            let home = HomeFolder(folder.appending(path: wish.member).path())
            try DurableFile.makeFolder(home.path)
            let id = try MemberID(parsing: wish.member)
            let keys = try home.certs.createMemberKeys()
            _ = try SigningFence.create(at: home.certs.logFence)
            var descriptor = try keys.descriptor(of: id, name: wish.member, in: Self.id)
            descriptor.roles = wish.roles
            descriptor.prefixes = wish.prefixes
            descriptor.endpoint = try wish.port.map {
                try PeerEndpoint(parsing: "https://127.0.0.1:\($0)")
            }
            let request = try CertificateRequest(pem: descriptor.certificateRequest)
            try draft.admit(descriptor, tlsKey: request.spkiDigest)
            let certificate = try authority.ca.issue(request, for: request.spiffeID, at: now)
            certificates.append((home, certificate.pem))
        }
        try more(&draft)
        let note = try draft.signed(by: [authority.signer])
        for (home, certificate) in certificates {
            try home.certs.write(
                authorityHome.certs.trustAnchors(),
                authorityKeys: authorityHome.certs.authorityKeys())
            try DurableFile.write(
                certificate, to: home.certs.tlsCertificate, mode: .open, replacing: true)
            try home.peers.write(roster: note)
        }
    }
}
