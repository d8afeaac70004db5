package import AllianceNames
package import AllianceNode
package import Credentials
package import Foundation
import GS1
import Replication
import Roster
package import Statements
import TransparencyLog

/// An alliance in folders: `follower`, `honest`, and members that are not; all of them reachable (the follower
/// where it is wanted so), and all but the follower with a seat in the channel `luxury`.
package final class HostileWorld: Sendable {
    package static let luxury = ChannelID(unchecked: "luxury")
    package static let follower = "follower"
    package static let honest = "honest"

    package let folder: URL
    package let alliance: AllianceID
    package let hostiles: [String]
    package let ports: [String: Int]

    /// - Parameters:
    ///   - folder: made new, removed with this.
    ///   - ports: free ones, for follower, honest and the hostile members, in this order.
    ///   - isOutbound: whether the follower takes no connections.
    package init(in folder: URL, ports: [Int], isOutbound: Bool = false) throws {
        self.folder = folder
        hostiles = (1...(ports.count - 2)).map { "hostile-\($0)" }
        let names = [Self.follower, Self.honest] + hostiles
        self.ports = Dictionary(uniqueKeysWithValues: zip(names, ports))
        alliance = try AllianceID(parsing: "hostile.example")
        let now = UTCTimestamp(millisecondsSince1970: WallClock.system.now())
        let authorityHome = HomeFolder(folder.appending(path: "authority").path())
        try DurableFile.makeFolder(authorityHome.path)
        let authority = try authorityHome.certs.createAuthority(for: alliance, at: now)
        var draft = RosterDraft(
            alliance: alliance, authority: [authority.signer.verifierKey], issuedAt: now,
            expiresAt: now.adding(days: 30))
        draft.openChannel(Self.luxury, marking: .amber)
        for (name, port) in zip(names, ports) {
            let home = HomeFolder(folder.appending(path: name).path())
            try DurableFile.makeFolder(home.path)
            let keys = try home.certs.createMemberKeys()
            _ = try SigningFence.create(at: home.certs.logFence)
            let member = try MemberID(parsing: name)
            var descriptor = try keys.descriptor(of: member, name: name, in: alliance)
            // Everybody polls the platform's nodes.
            descriptor.roles = name == Self.follower ? [.brand] : [.platform]
            descriptor.channels = name == Self.follower ? [] : [Self.luxury]
            if name != Self.follower || !isOutbound {
                descriptor.endpoint = try PeerEndpoint(parsing: "https://127.0.0.1:\(port)")
            }
            let request = try CertificateRequest(pem: descriptor.certificateRequest)
            try draft.admit(descriptor, tlsKey: request.spkiDigest)
            if name != Self.follower { try draft.makeWitness(member) }
            let certificate = try authority.ca.issue(request, for: request.spiffeID, at: now)
            try home.certs.write(
                authorityHome.certs.trustAnchors(),
                authorityKeys: authorityHome.certs.authorityKeys())
            try DurableFile.write(
                certificate.pem, to: home.certs.tlsCertificate, mode: .open, replacing: true)
        }
        let note = try draft.signed(by: [authority.signer])
        for name in names { try self.home(name).peers.write(roster: note) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    package func home(_ name: String) -> HomeFolder {
        HomeFolder(folder.appending(path: name).path())
    }

    /// Makes a member's node one that certifies members' keys.
    package func giveAuthorityKeys(to name: String) throws {
        let authority = HomeFolder(folder.appending(path: "authority").path()).certs
        let key = try DurableFile.text(authority.caKey, secret: true)
        try DurableFile.write(key, to: home(name).certs.caKey, mode: .secret)
    }

    package func origin(_ name: String, in channel: ChannelID = .alliance) -> LogOrigin {
        LogOrigin(
            alliance: alliance, channel: channel, member: MemberID(unchecked: name),
            epoch: Epoch(1))
    }

    /// Reports whose domains begin with `prefix`.
    package static func reports(_ count: Int, _ prefix: String) throws -> [Statement] {
        try (0..<count).map { number in
            .assertIndicator(
                IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: "\(prefix)-\(number).example"),
                    basis: .testBuy, confidence: 80, tlp: .amber))
        }
    }

    /// Nobody is left alone for long: a trial cannot wait for minutes.
    package static var impatient: Replicator.Limits {
        var limits = Replicator.Limits()
        let soon = Backoff(first: .milliseconds(20), limit: .milliseconds(200))
        limits.follower.absence = soon
        limits.follower.distrust = soon
        // Every growth beyond one bundle goes by tiles.
        limits.follower.smallGrowthBundlesMax = 1
        limits.poll.absence = soon
        limits.poll.exclusion = soon
        limits.poll.hastyPause = .milliseconds(20)
        limits.poll.rosterInterval = .milliseconds(50)
        limits.poll.evidenceInterval = .milliseconds(50)
        limits.poll.evidencePause = .milliseconds(50)
        limits.statusInterval = .milliseconds(200)
        return limits
    }
}
