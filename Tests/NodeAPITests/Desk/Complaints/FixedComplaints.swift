import AllianceNames
import Complaints
import NodeAPI
import Peering
import Statements
import Synchronization
import TransparencyLog

/// A desk with one complaint of two listings, the first of which was taken down and the second refused, that keeps
/// what it was asked and told.
final class FixedComplaints: DeskComplaints {
    static let channel = ChannelID(unchecked: "desk-verel")
    static let brand = MemberID(unchecked: "brand")
    static let platform = MemberID(unchecked: "hub")
    static let time: UInt64 = 1_795_435_200_000

    let isPlatform: Bool
    /// What checks find.
    let failures = Mutex<[FilingFailure]>([])
    /// Why nothing may be said.
    let refusal = Mutex<PeerProblem?>(nil)
    let filed = Mutex<[(complaint: Complaint, request: KeyedRequest?)]>([])
    let told = Mutex<[(said: ComplaintStatement, person: String?)]>([])
    let asked = Mutex<[ComplaintQuery]>([])
    let queued = Mutex<[ReviewQuery]>([])
    let ranges = Mutex<[Range<UInt64>?]>([])
    let linked = Mutex<[[Int]]>([])
    private let files = Mutex<[Digest: [UInt8]]>([:])

    init(isPlatform: Bool = true) { self.isPlatform = isPlatform }

    static func entry(_ index: UInt64, by member: MemberID = brand) throws -> EntryReference {
        try EntryReference(
            origin: LogOrigin(parsing: "ipacc.example/desk-verel/\(member)/e1"), index: index)
    }

    static func complaint() throws -> Complaint {
        Complaint(
            right: .init(office: "EM", number: "018012345"), ground: .markInListing,
            listings: [
                try Indicator(.listing, parsing: "shop:1"),
                try Indicator(.listing, parsing: "shop:2"),
            ], goodFaithStatement: "in good faith", declaredBy: FixedConsole.hostile)
    }

    static func events() throws -> CaseEvents {
        let id = try entry(4)
        var events = CaseEvents(of: id)
        events.insert(.complaint(try complaint()), at: id, time: .witnessed(time))
        events.insert(
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [
                        .init(
                            listings: [0], verdict: .takeDown, reasons: ["mark"],
                            score: DisclosedScore(
                                table: "t1",
                                contributions: [
                                    .init(feature: "mark", logOddsThousandths: 900),
                                    .init(feature: "price", logOddsThousandths: -200),
                                ])),
                        .init(listings: [1], verdict: .refuse, reasons: ["=not-shown"]),
                    ], maker: .person("r1"))), at: try entry(2, by: platform),
            time: .witnessed(time + 3_600_000))
        events.insert(
            .counterNotice(
                CounterNotice(
                    to: id, listings: [0], reason: .genuineGoods, text: "bought from the brand",
                    goodFaithStatement: "yes")), at: try entry(3, by: platform),
            time: .witnessed(time + 7_200_000))
        // Nobody may say this: it is kept, with why.
        events.insert(
            .reinstatement(Reinstatement(under: id, reason: .ownReview, reviewer: "x")),
            at: try entry(5), time: .pending)
        return events
    }

    static func state() throws -> CaseState {
        guard
            let state = try events().reading(CaseParties(platforms: [platform])).state
        else { throw PeerProblem(status: 500, keyword: "test", detail: "there is no state") }
        return state
    }

    func channels() -> [ChannelID] { [Self.channel] }
    func now() -> UInt64 { Self.time + 8_000_000 }

    func check(_ complaint: Complaint, in channel: ChannelID) async throws -> [FilingFailure] {
        failures.withLock { $0 }
    }

    func file(
        _ complaint: Complaint, in channel: ChannelID, for request: KeyedRequest?
    ) async throws -> FilingOutcome {
        let found = failures.withLock { $0 }
        guard found.isEmpty else { return .failed(found) }
        let index = filed.withLock { filed in
            filed.append((complaint, request))
            return UInt64(filed.count + 3)
        }
        return .answered(try Self.signed(index, by: Self.brand))
    }

    private static func signed(_ index: UInt64, by member: MemberID) throws -> SigningOutcome {
        .signed(
            SignedEntries(
                log: try entry(index, by: member).origin, indexes: index..<index + 1,
                leafHash: .zero, treeSize: index + 1), isAgain: false)
    }

    func keep(_ bytes: [UInt8]) async throws -> KeptEvidence {
        let digest = Digest.sha256(bytes)
        files.withLock { $0[digest] = bytes }
        return KeptEvidence(
            digest: digest, mediaType: "text/plain", byteCount: UInt64(bytes.count))
    }

    func evidence(_ digest: Digest, of complaint: EntryReference) async throws -> EvidenceBytes? {
        files.withLock { $0[digest] }.map { EvidenceBytes(mediaType: "text/html", bytes: $0) }
    }

    func page(_ query: ComplaintQuery) async throws -> ComplaintPage {
        asked.withLock { $0.append(query) }
        let id = try Self.entry(4)
        return ComplaintPage(
            complaints: [
                ComplaintSummary(
                    id: id, complainant: .hosted(FixedConsole.hostile, at: Self.platform),
                    right: "EM/018012345", ground: .markInListing, filedAt: .pending,
                    stages: [.contested: 1, .refused: 1], due: Self.time)
            ], next: ComplaintCursor(filedAt: .witnessed(Self.time), id: id))
    }

    func complaint(_ id: EntryReference) async throws -> ComplaintDetail? {
        guard id == (try Self.entry(4)) else { return nil }
        let state = try Self.state()
        return ComplaintDetail(
            id: id, reading: .stands(state), right: nil,
            judgements: isPlatform
                ? [
                    ListingJudgement(
                        place: 0, harm: 40, table: "t1",
                        contributions: [
                            .init(
                                feature: "record", logOddsThousandths: -300, isDisclosable: false)
                        ],
                        capture: ListingCapture(
                            title: FixedConsole.hostile, capturedAt: Self.time,
                            countries: ["DE", "US"]))
                ] : [],
            deadlines: state.deadlines(),
            said: [
                try Self.entry(3, by: Self.platform): .counterNotice(
                    CounterNotice(
                        to: id, listings: [0], reason: .genuineGoods,
                        text: "bought from the brand", goodFaithStatement: "yes")),
                try Self.entry(6, by: Self.platform): .evidenceRequest(
                    EvidenceRequest(
                        on: id, roles: [.purchaseReceipt], text: "the receipt, please",
                        due: Self.time)),
            ])
    }

    func say(
        _ said: ComplaintStatement, by person: String?, for request: KeyedRequest?
    ) async throws -> SigningOutcome {
        if let problem = refusal.withLock({ $0 }) { throw problem }
        told.withLock { $0.append((said, person)) }
        return try Self.signed(9, by: Self.platform)
    }

    func queue(_ query: ReviewQuery, for person: String?) async throws -> [ReviewItem] {
        queued.withLock { $0.append(query) }
        return [
            ReviewItem(
                complaint: try Self.entry(4), place: 0,
                listing: try Indicator(.listing, parsing: "shop:1"), kind: .objection,
                stage: .contested, reason: nil, ground: .markInListing, band: .warned, harm: 40,
                due: Self.time, seller: try Indicator(.sellerAccount, parsing: "shop:s1"))
        ]
    }

    func decider(_ person: String) -> String { "r-" + person }

    func sellerLink(of complaint: EntryReference, places: [Int]) async throws -> SellerLink {
        linked.withLock { $0.append(places) }
        return SellerLink(path: "/seller/\(places.count)", endsAt: Self.time)
    }

    func sellerCase(_ token: String) async throws -> SellerCase? { nil }

    func figures(
        filed: Range<UInt64>?, in channels: Set<ChannelID>
    ) async throws -> [FigureKey: ComplaintFigures] {
        ranges.withLock { $0.append(filed) }
        var fold = FigureFold(now: now())
        fold.add(try Self.state())
        return fold.figures
    }
}
