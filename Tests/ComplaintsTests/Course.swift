import AllianceNames
import Complaints
import Statements
import Testing

/// A complaint's course, written by both sides; times in hours since it was filed.
struct Course {
    enum Side: CaseIterable { case brand, platform }

    static let parties = CaseParties(platforms: [MemberID(unchecked: "platform")])
    static let start: UInt64 = 1_790_000_000_000
    static let hour: UInt64 = 3_600_000

    struct Said: Equatable {
        var entry: EntryReference
        var said: ComplaintStatement
        var time: EventTime
    }

    var said: [Said] = []
    private(set) var complaint: EntryReference
    private var lengths: [LogOrigin: UInt64] = [:]

    static func log(_ side: Side, channel: String = "desk-aurum") -> LogOrigin {
        let member = side == .brand ? "aurum" : "platform"
        return try! LogOrigin(parsing: "alliance.example/\(channel)/\(member)/e1")
    }

    static func listings(_ count: Int) -> [Indicator] {
        (0..<count).map { try! Indicator(.listing, parsing: "taobao:\(680_000 + $0)") }
    }

    static func complaint(
        _ listings: [Indicator], ground: Complaint.Ground = .markInListing,
        evidence: [EvidenceFile] = [], mends: EntryReference? = nil
    ) -> Complaint {
        Complaint(
            right: .init(office: "EM", number: "018012345"), ground: ground, listings: listings,
            evidence: evidence, goodFaithStatement: "We believe so in good faith.",
            declaredBy: "A. Aurum", mends: mends)
    }

    init(listings: Int = 1, filedBy side: Side = .brand, _ complaint: Complaint? = nil) {
        let filed = complaint ?? Self.complaint(Self.listings(listings))
        self.complaint = EntryReference(origin: Self.log(side), index: 0)
        say(.complaint(filed), by: side, at: 0)
    }

    static func time(_ hours: Double) -> UInt64 { UInt64(Double(start) + hours * Double(hour)) }

    /// - Parameter hours: nil for what is not confirmed yet.
    @discardableResult
    mutating func say(
        _ statement: ComplaintStatement, by side: Side, at hours: Double?
    ) -> EntryReference {
        let log = Self.log(side)
        let entry = EntryReference(origin: log, index: lengths[log, default: 0])
        lengths[log, default: 0] += 1
        said.append(
            Said(
                entry: entry, said: statement,
                time: hours.map { .witnessed(Self.time($0)) } ?? .pending))
        return entry
    }

    @discardableResult
    mutating func decide(
        _ verdict: ComplaintDecision.Verdict, _ places: [Int] = [0], at hours: Double? = 1,
        by reviewer: String? = "r1", answering: EntryReference? = nil,
        reasons: [String] = ["clear"],
        scope: ComplaintDecision.Scope = .listing
    ) -> EntryReference {
        say(
            .decision(
                ComplaintDecision(
                    of: complaint, answering: answering,
                    parts: [
                        .init(listings: places, verdict: verdict, scope: scope, reasons: reasons)
                    ], maker: reviewer.map { .person($0) } ?? .automatic)), by: .platform, at: hours
        )
    }

    @discardableResult
    mutating func counter(_ places: [Int] = [], at hours: Double? = 2) -> EntryReference {
        say(
            .counterNotice(
                CounterNotice(
                    to: complaint, listings: places, reason: .genuineGoods, text: "they are real",
                    goodFaithStatement: "I believe so.")), by: .platform, at: hours)
    }

    @discardableResult
    mutating func appeal(_ places: [Int] = [], at hours: Double? = 2) -> EntryReference {
        say(
            .appeal(ComplaintAppeal(of: complaint, listings: places, text: "look again")),
            by: .brand, at: hours)
    }

    @discardableResult
    mutating func request(
        _ places: [Int] = [], at hours: Double? = 1, due: Double = 49
    ) -> EntryReference {
        say(
            .evidenceRequest(
                EvidenceRequest(
                    on: complaint, listings: places, text: "photographs", due: Self.time(due))),
            by: .platform, at: hours)
    }

    @discardableResult
    mutating func supply(_ request: EntryReference, at hours: Double? = 2) -> EntryReference {
        say(
            .evidenceSupply(EvidenceSupply(on: complaint, request: request, text: "here")),
            by: .brand, at: hours)
    }

    @discardableResult
    mutating func outcome(
        _ kind: ComplaintOutcome.Kind, order: EntryReference?, _ places: [Int] = [],
        at hours: Double? = 3
    ) -> EntryReference {
        say(
            .outcome(ComplaintOutcome(of: complaint, listings: places, kind: kind, order: order)),
            by: .platform, at: hours)
    }

    @discardableResult
    mutating func withdraw(_ places: [Int] = [], at hours: Double? = 3) -> EntryReference {
        say(
            .withdrawal(ComplaintWithdrawal(of: complaint, listings: places)), by: .brand,
            at: hours)
    }

    @discardableResult
    mutating func reinstate(
        _ places: [Int] = [], at hours: Double? = 3, reason: Reinstatement.Reason = .ownReview
    ) -> EntryReference {
        say(
            .reinstatement(
                Reinstatement(under: complaint, listings: places, reason: reason, reviewer: "r9")),
            by: .platform, at: hours)
    }

    @discardableResult
    mutating func hold(
        until: Double, _ places: [Int] = [], at hours: Double? = 0.5, by side: Side = .brand
    ) -> EntryReference {
        say(
            .operationHold(
                OperationHold(on: complaint, listings: places, until: Self.time(until))), by: side,
            at: hours)
    }

    @discardableResult
    mutating func pause(
        until: Double, at hours: Double? = 1, reason: ClockPause.Reason = .authorityRequest
    ) -> EntryReference {
        say(
            .clockPause(ClockPause(of: complaint, reason: reason, until: Self.time(until))),
            by: .platform, at: hours)
    }

    static func events(_ said: some Sequence<Said>, of complaint: EntryReference) -> CaseEvents {
        var events = CaseEvents(of: complaint)
        for one in said { events.insert(one.said, at: one.entry, time: one.time) }
        return events
    }

    func reading(_ complaint: EntryReference? = nil) -> CaseReading {
        Self.events(said, of: complaint ?? self.complaint).reading(Self.parties)
    }

    func state() throws -> CaseState { try #require(reading().state) }

    func listing(_ place: Int = 0) throws -> ListingState { try state().listings[place] }
}
