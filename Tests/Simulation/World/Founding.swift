import AllianceNames
import Crypto
import Replication
import Roster
import Statements
import Synchronization
import TransparencyLog

/// How an alliance begins: the first roster, verified and in a record. Made once for each cast that has
/// ever been drawn, since it takes longer than a short run does.
struct Founding: Sendable {
    /// A day; virtual time counts from it.
    static let start = UTCTimestamp(secondsSince1970: 1_780_000_000)
    private static let known = Mutex<[String: Founding]>([:])

    let rosters: KeptRosters
    let record: InMemoryLogStore

    static func of(_ scenario: Scenario) throws -> Founding {
        let name =
            scenario.cast.map { "\($0.id)\($0.readsLuxury)\($0.isWitness)" }.joined()
            + "\(scenario.quotas)"
        return try known.withLock { known in
            if let founding = known[name] { return founding }
            let founding = try Founding(scenario)
            known[name] = founding
            return founding
        }
    }

    private init(_ scenario: Scenario) throws {
        var draft = RosterDraft(
            alliance: Keys.alliance, authority: [Keys.authority.verifierKey],
            issuedAt: Self.start, expiresAt: Self.start.adding(days: 30),
            quotas: Roster.Quotas(
                entriesPerLog: scenario.quotas.entries,
                retractionsPerLog: scenario.quotas.retractions))
        draft.openChannel(.luxury, marking: .amber)
        for (place, member) in scenario.cast.enumerated() {
            try draft.admit(
                Self.descriptor(member, port: 4_000 + place),
                tlsKey: TransparencyLog.Digest.sha256(Array("tls \(member.id)".utf8)))
        }
        for member in scenario.cast where member.isWitness { try draft.makeWitness(member.id) }
        record = InMemoryLogStore()
        var rosters = try KeptRosters(
            trusting: [Keys.authority.verifierKey], alliance: Keys.alliance, in: record)
        _ = try rosters.accept(draft.signed(by: [Keys.authority]), keepingIn: record)
        self.rosters = rosters
    }

    private static func descriptor(_ member: Cast, port: Int) throws -> MemberDescriptor {
        var descriptor = MemberDescriptor(
            alliance: Keys.alliance, id: member.id, name: "House of \(member.id)",
            certificateRequest: "(PEM)")
        descriptor.roles = member.id == .hub ? [.platform] : [.brand]
        descriptor.logKeys = [try logKey(member.id, Epoch(1))]
        descriptor.cosignerKey = Keys.cosigner(member.id).verifierKey
        descriptor.endpoint = try PeerEndpoint(parsing: "https://127.0.0.1:\(port)")
        if member.readsLuxury { descriptor.channels = [.luxury] }
        return descriptor
    }

    static func logKey(_ member: MemberID, _ epoch: Epoch) throws -> Member.LogKey {
        try Member.LogKey(
            epoch: epoch,
            publicKey: Array(Keys.privateLogKey(member, epoch).publicKey.rawRepresentation))
    }
}
