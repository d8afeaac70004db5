import AllianceNames
import AllianceNode
import GS1
import Logging
import ProductAuthentication
import Replication
import Roster
import Statements
import Synchronization
import TransparencyLog

/// Three members in one process: `customs` asks, `maison` owns the prefix, `atelier` owned it before.
struct QuestionAlliance {
    static let alliance = AllianceID(unchecked: "ally.example")
    static let customs = MemberID(unchecked: "customs")
    static let maison = MemberID(unchecked: "maison")
    static let atelier = MemberID(unchecked: "atelier")
    /// 2026-11-23T12:00:00Z.
    static let now: UInt64 = 1_795_435_200_000

    let roster: VerifiedRoster
    let maison: Brand
    let atelier = Brand(Self.atelier, seed: 20)

    /// A member with a registry.
    final class Brand: Sendable {
        let member: MemberID
        let registry = InMemoryItemRegistry()
        let knowledge = FixedKnowledge()
        let clock = Mutex(QuestionAlliance.now)
        private let seed: UInt8

        init(_ member: MemberID, seed: UInt8) {
            self.member = member
            self.seed = seed
        }

        func signer() throws -> NoteSigner {
            try QuestionAlliance.signer("\(member)/answers", seed + 1)
        }

        func responder(
            registry: (any ItemRegistry)? = nil, scans: any QuestionScans = NoScans()
        ) throws -> QuestionResponder {
            let signer = try signer()
            return QuestionResponder(
                member: member, registry: registry ?? self.registry, knowledge: knowledge,
                scans: scans, signer: { signer },
                now: { self.clock.withLock { $0 } }, logger: Logger(label: "test"))
        }

        func holds(_ serials: String..., gtin: String = "04006381333931") throws {
            knowledge.registered.withLock { $0 = Facts.Product(isSerialised: true) }
            registry.store(
                try serials.map {
                    RegisteredItem(
                        product: .gtin(try GTIN(parsing: gtin)), serial: $0,
                        record: ItemRecord(state: .active, updatedAt: QuestionAlliance.now))
                })
        }
    }

    static func signer(_ name: String, _ seed: UInt8) throws -> NoteSigner {
        try NoteSigner(name: name, seed: [UInt8](repeating: seed, count: 32))
    }

    /// - Parameters:
    ///   - handedOver: the prefix went from `atelier` to `maison`.
    ///   - owner: what `maison` is called.
    ///   - role: of `customs`.
    init(
        handedOver: Bool = false, owner: MemberID = maison, role: Member.Role = .investigator
    ) throws {
        maison = Brand(owner, seed: 10)
        let authority = try Self.signer("ally.example/authority", 1)
        let prefix = try CompanyPrefix(parsing: "4006381")
        var draft = RosterDraft(
            alliance: Self.alliance, authority: [authority.verifierKey],
            issuedAt: try UTCTimestamp(parsing: "2026-11-01T00:00:00Z"),
            expiresAt: try UTCTimestamp(parsing: "2027-11-01T00:00:00Z"))
        for (member, seed) in [(Self.customs, UInt8(30)), (owner, 10), (Self.atelier, 20)] {
            var descriptor = MemberDescriptor(
                alliance: Self.alliance, id: member, name: member.rawValue,
                certificateRequest: "-")
            descriptor.roles = [member == Self.customs ? role : .brand]
            descriptor.logKeys = [
                try Member.LogKey(
                    epoch: Epoch(1), publicKey: Self.signer("log", seed).verifierKey.publicKey)
            ]
            descriptor.answerKey = try Self.signer("\(member)/answers", seed + 1).verifierKey
            if member == (handedOver ? Self.atelier : owner) {
                descriptor.prefixes = [prefix]
                descriptor.codeSchemes = try (["maison-chip"] + (0..<6).map { "maison-\($0)" })
                    .map { try CodeScheme(parsing: $0) }
            }
            try draft.admit(descriptor, tlsKey: Digest.sha256([seed]))
        }
        var chain = RosterChain(trusting: [authority.verifierKey], alliance: Self.alliance)
        _ = try chain.accept(draft.signed(by: [authority]))
        if handedOver, let first = chain.newest {
            var next = RosterDraft(
                after: first, issuedAt: try UTCTimestamp(parsing: "2026-11-10T00:00:00Z"),
                expiresAt: try UTCTimestamp(parsing: "2027-11-01T00:00:00Z"))
            try next.endPrefix(prefix, of: Self.atelier)
            try next.grant(prefix, to: owner)
            _ = try chain.accept(next.signed(by: [authority]))
        }
        guard let newest = chain.newest else { throw PeerError.malformed("no roster") }
        roster = newest
    }

    /// The router of `member`, with the peers' answers as `transport` gives them.
    func router(
        of member: MemberID = customs, knowledge: FixedKnowledge = FixedKnowledge(),
        snapshots: any SnapshotSource = NoSnapshots(),
        late: any LateQuestionStore = InMemoryLateQuestions(),
        clock: @escaping @Sendable () -> UInt64 = { now },
        through transport: any PeerTransport
    ) throws -> QuestionRouter {
        let own = member == Self.maison ? maison : Brand(member, seed: 30)
        return QuestionRouter(
            member: member, roster: { [roster] in roster }, transport: transport,
            responder: try own.responder(), knowledge: knowledge, snapshots: snapshots,
            late: LateQuestions(store: late), calls: BlockingCalls { $0() }, now: clock)
    }

    /// Both brands reachable.
    func transport() throws -> ScriptedPeers {
        let (maison, atelier) = (try maison.responder(), try atelier.responder())
        return ScriptedPeers { question, peer in
            try (peer == Self.maison ? maison : atelier).respond(to: question, from: Self.customs)
        }
    }

    static func item(_ serial: String?, gtin: String = "04006381333931") throws -> ProductCode {
        .gs1(
            ItemIdentifiers(
                gtin: try GTIN(parsing: gtin), serial: try serial.map { try Serial(parsing: $0) }))
    }
}

/// Peers that answer, or throw, as a test says; whom was asked is remembered.
final class ScriptedPeers: PeerTransport {
    private let script: @Sendable ([UInt8], MemberID) throws -> [UInt8]
    let asked = Mutex<[MemberID]>([])
    /// How long each was waited for.
    let deadlines = Mutex<[Duration]>([])

    init(_ script: @escaping @Sendable ([UInt8], MemberID) throws -> [UInt8]) {
        self.script = script
    }

    func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration
    ) throws(PeerError) -> [UInt8] {
        throw .malformed("questions only")
    }

    func ask(
        _ question: [UInt8], of peer: MemberID, deadline: Duration
    ) throws(PeerError) -> [UInt8] {
        asked.withLock { $0.append(peer) }
        deadlines.withLock { $0.append(deadline) }
        do {
            return try script(question, peer)
        } catch let error as PeerError {
            throw error
        } catch {
            throw .refused(status: 400, detail: "\(error)")
        }
    }
}

/// Says what a test has set.
final class FixedKnowledge: ProductKnowledge {
    let registered = Mutex<Facts.Product?>(nil)
    /// Reports by who may read them.
    let reported = Mutex<[MemberID: [SellerReport]]>([:])

    func product(_ product: ProductKey) -> Facts.Product? { registered.withLock { $0 } }
    let authorities = Mutex<Set<MemberID>>([])
    func isAuthority(_ member: MemberID) -> Bool {
        authorities.withLock { $0.contains(member) }
    }

    func reports(
        of indicators: [Indicator], readableBy reader: MemberID, at now: UInt64
    ) -> [SellerReport] {
        reported.withLock { $0[reader] ?? [] }.filter { indicators.contains($0.indicator) }
    }

    func isUnauthorised(
        seller: Indicator, readableBy reader: MemberID, at now: UInt64
    ) -> Bool { false }
    func asOf() throws -> Answer.AsOf? {
        Answer.AsOf(
            origin: try LogOrigin(parsing: "ally.example/alliance/maison/e1"), size: 3,
            root: .zero)
    }
}
