package import AllianceNames
package import Credentials
import Crypto
package import MergedView
package import Peering
package import Replication
package import Roster
package import SQLiteStore
import Synchronization
import TransparencyLog

/// A member's folder, opened: what a command works on, and what a running node is composed of. Any
/// number of processes may have one folder open.
package final class OpenedNode: Sendable {
    /// What a folder is opened for.
    package enum Purpose: Sendable {
        case use
        /// To catch up with the others, where it was restored.
        case recovery
    }

    package let home: HomeFolder
    /// What keeps it from signing.
    package let standing: HomeStanding
    package let alliance: AllianceID
    package let member: MemberID
    package let identity: TLSIdentity
    package let anchors: TrustAnchors
    package let keys: MemberKeys
    package let cosigners: OwnCosigner
    package let witnessMarks: WitnessMarksFile
    /// What this member has cosigned: by the record, and by its witness marks.
    package let witnessRecords: MarkedWitness
    let answerKeys: OwnAnswerKey
    package let clock: WallClock
    /// What other members showed since this was opened, where it runs.
    package let certificatesSeen = SeenCertificates()
    package let register: RosterRegister
    package let logs: SQLiteLogStore
    package let view: SQLiteViewStore
    package let writer: OwnLogWriter
    package let merger: ViewMerger
    /// The marks of all members, once they were asked for.
    let knownMarks = KnownMarks()
    /// Those of this member.
    let ownMarks = KnownMarks(isOwnOnly: true)
    /// What reported images look like, once it was asked for.
    package let knownImages = KnownImages()
    /// What TAXII clients read, once it was asked for.
    let collections = Mutex<SQLiteObjectIndex?>(nil)
    /// Complaints, once they were asked for.
    let keptComplaints = Mutex<ComplaintKeeper?>(nil)
    /// In place of what the folder says of a proxy.
    let proxy: String?
    /// How long others are waited for who are asked about own logs.
    let patience: Duration
    /// Of the process, where a proxy may be named.
    let environment: [String: String]

    /// - Throws: `CredentialsError` for keys and certificates, store errors for databases, `RosterError`
    ///   for the register, `NodeError` where the folder has no member or no register yet, or was restored
    ///   and has not caught up.
    ///
    /// - Parameters:
    ///   - proxy: see `proxySettings`; and `environment`.
    ///   - patience: how long others are waited for who are asked about own logs.
    package init(
        _ home: HomeFolder, clock: WallClock = .system, for purpose: Purpose = .use,
        proxy: String? = nil, environment: [String: String] = [:],
        patience: Duration = OwnLogComparison.deadline
    ) throws {
        self.home = home
        self.proxy = proxy
        self.environment = environment
        self.patience = patience
        self.clock = clock
        let certs = home.certs
        standing = try HomeStanding(of: certs)
        guard purpose == .recovery || !standing.isRestored else {
            throw NodeError.restored(home.path)
        }
        guard let epoch = try certs.newestEpoch() else {
            throw standing.isRestored
                ? NodeError.keysMissing(certs: certs.path) : NodeError.noMember(home.path)
        }
        guard DurableFile.exists(certs.tlsCertificate) else {
            throw NodeError.notAdmitted(home.path)
        }
        identity = try certs.tlsIdentity()
        anchors = try certs.trustAnchors()
        alliance = identity.spiffeID.alliance
        member = identity.spiffeID.member
        keys = try certs.memberKeys(epoch: epoch)
        cosigners = try OwnCosigner(member: member) { [member, alliance] in
            try certs.cosignerSigners(of: member, in: alliance)
        }
        witnessMarks = WitnessMarksFile(path: certs.witnessMarks)
        answerKeys = try OwnAnswerKey(member: member) { [member, alliance] in
            try certs.answerSigners(of: member, in: alliance)
        }
        logs = try SQLiteLogStore(path: home.logDatabase)
        witnessRecords = MarkedWitness(store: logs, marks: witnessMarks)
        view = try SQLiteViewStore(path: home.viewDatabase)
        register = try RosterRegister.open(
            certs, home.peers, of: alliance, in: logs, clock: clock)
        merger = ViewMerger(logs: logs, view: view)
        // A folder that signs nothing has no fence, and nothing is made that could sign without one.
        writer = OwnLogWriter(
            log: standing.signs
                ? try Self.fencedLog(certs: certs, logs: logs, key: keys.log) : nil,
            sealer: StatementSealer(wallClock: clock.now, fill: BlockwiseRandom.system),
            alliance: alliance, member: member, epoch: epoch)
        guard register.newest != nil else { throw NodeError.noRegister(home.peers.roster) }
    }

    static func fencedLog(
        certs: CertsFolder, logs: SQLiteLogStore, key: Curve25519.Signing.PrivateKey
    ) throws -> FencedLog {
        FencedLog(
            store: logs, fence: try SigningFence(path: certs.logFence), key: key,
            claims: { try logs.ownLogClaims() }, newestEpoch: { try certs.newestEpoch() })
    }

    /// Whether this folder follows the member's node, and signs nothing.
    package var isStandby: Bool { standing.standby != nil }

    /// The newest roster; opening made sure that there is one.
    package var roster: VerifiedRoster {
        guard let newest = register.newest else {
            preconditionFailure("an opened node has a roster")
        }
        return newest
    }

    /// Offers the rosters in `peers/` to the register.
    /// - Throws: what the first file is refused for, once all were offered.
    package func takeUpRosterFile() throws {
        var refusal: NodeError?
        try register.takeUp(home.peers) { refusal = refusal ?? $0 }
        if let refusal { throw refusal }
    }

    package func isRosterExpired() -> Bool {
        register.standing().isExpired
    }

    /// The channels that this member reads.
    package var channels: Set<ChannelID> { Set(roster.channels(readableBy: member)) }

    package func scope() throws -> ViewScope { try ViewScope(roster: roster, logs: logs) }

    /// Closes the databases, so that their write-ahead logs are folded in.
    package func close() throws {
        try collections.withLock { $0 }?.close()
        try closeComplaints()
        try view.close()
        try logs.close()
    }
}
