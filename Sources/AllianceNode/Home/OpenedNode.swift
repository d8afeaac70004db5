package import AllianceNames
package import Credentials
package import MergedView
import Peering
package import Roster
package import SQLiteStore
import TransparencyLog

/// A member's folder, opened: what a command works on, and what a running node is composed of. Any
/// number of processes may have one folder open.
package final class OpenedNode: Sendable {
    package let home: HomeFolder
    package let alliance: AllianceID
    package let member: MemberID
    package let identity: TLSIdentity
    package let anchors: TrustAnchors
    package let keys: MemberKeys
    package let clock: WallClock
    package let register: RosterRegister
    package let logs: SQLiteLogStore
    package let view: SQLiteViewStore
    package let writer: OwnLogWriter
    package let merger: ViewMerger

    /// - Throws: `CredentialsError` for keys and certificates, store errors for databases, `RosterError`
    ///   for the register, `NodeError` where the folder has no member or no register yet.
    package init(_ home: HomeFolder, clock: WallClock = .system) throws {
        self.home = home
        self.clock = clock
        let certs = home.certs
        guard let newestEpoch = try certs.newestEpoch() else {
            throw NodeError.noMember(home.path)
        }
        guard DurableFile.exists(certs.tlsCertificate) else {
            throw NodeError.notAdmitted(home.path)
        }
        identity = try certs.tlsIdentity()
        anchors = try certs.trustAnchors()
        alliance = identity.spiffeID.alliance
        member = identity.spiffeID.member
        logs = try SQLiteLogStore(path: home.logDatabase)
        view = try SQLiteViewStore(path: home.viewDatabase)
        register = try RosterRegister(
            trusting: certs.authorityKeys(), alliance: alliance, store: logs, clock: clock)
        try Self.takeUpRosterFile(of: home, into: register)
        guard let roster = register.newest else { throw NodeError.noRegister(home.peers.roster) }
        // A new key signs nothing before the roster has it.
        let epoch = roster.member(member)?.currentEpoch.map { min($0, newestEpoch) } ?? newestEpoch
        keys = try certs.memberKeys(epoch: epoch)
        merger = ViewMerger(logs: logs, view: view)
        writer = OwnLogWriter(
            log: FencedLog(
                store: logs, fence: try SigningFence(path: certs.logFence), key: keys.log),
            sealer: StatementSealer(wallClock: clock.now, fill: BlockwiseRandom.system),
            alliance: alliance, member: member, epoch: epoch)
    }

    /// The newest roster; opening made sure that there is one.
    package var roster: VerifiedRoster {
        guard let newest = register.newest else {
            preconditionFailure("an opened node has a roster")
        }
        return newest
    }

    /// Offers the rosters in `peers/` to the register: the first one, or newer ones that a person has
    /// put there. One that leaves versions out waits until peers have supplied them.
    package func takeUpRosterFile() throws {
        try Self.takeUpRosterFile(of: home, into: register)
    }

    private static func takeUpRosterFile(
        of home: HomeFolder, into register: RosterRegister
    ) throws {
        let peers = home.peers
        let newest = register.newest?.version
        for version in try peers.rosterVersions() where newest.map({ version > $0 }) ?? true {
            try offer(peers.readRoster(version: version), to: register)
        }
        guard DurableFile.exists(peers.roster) else { return }
        try offer(peers.readRoster(), to: register)
    }

    private static func offer(_ note: SignedNote, to register: RosterRegister) throws {
        do {
            try register.accept(note)
        } catch RosterError.missingVersions, RosterError.beforeFirst {
            return
        }
    }

    package func isRosterExpired() -> Bool {
        register.standing().isExpired
    }

    /// The channels that this member reads.
    package var channels: Set<ChannelID> { Set(roster.channels(readableBy: member)) }

    package func scope() throws -> ViewScope { try ViewScope(roster: roster, logs: logs) }

    /// Closes the databases, so that their write-ahead logs are folded in.
    package func close() throws {
        try view.close()
        try logs.close()
    }
}
