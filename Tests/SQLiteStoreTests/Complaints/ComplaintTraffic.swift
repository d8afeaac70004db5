import AllianceNames
import Complaints
import SQLiteStore
import Statements
import TransparencyLog

/// What brands and a platform say of many complaints, and the states that it comes to by the pure fold: what a store is
/// held against.
struct ComplaintTraffic {
    static let platform = MemberID(unchecked: "platform")
    static let parties = CaseParties(platforms: [platform])
    /// 15 December 2026, so that the months after it are of two years.
    static let start: UInt64 = 1_797_292_800_000
    static let hour: UInt64 = 3_600_000
    static let marketplaces = ["taobao", "lazada", "daraz"]
    static let people = ["r1", "r2", "r3"]

    let channels: [ChannelID]
    private(set) var logs: [LogOrigin: [TakenStatement]] = [:]
    private(set) var complaints: [EntryReference] = []
    private var random: SeededGenerator

    init(seed: UInt64, channels count: Int = 4) {
        random = SeededGenerator(seed: seed)
        channels = (0..<count).map { ChannelID(unchecked: "desk-b\($0)") }
    }

    static func log(_ channel: ChannelID, isPlatform: Bool) -> LogOrigin {
        let brand = MemberID(unchecked: String(channel.rawValue.dropFirst(5)))
        return LogOrigin(
            alliance: AllianceID(unchecked: "x.example"), channel: channel,
            member: isPlatform ? platform : brand, epoch: Epoch(1))
    }

    static func listing(_ marketplace: String, _ number: Int) -> Indicator {
        try! Indicator(.listing, parsing: "\(marketplace):\(680_000 + number)")
    }

    @discardableResult
    mutating func say(
        _ said: ComplaintStatement, in channel: ChannelID, isPlatform: Bool, at time: UInt64?
    ) -> EntryReference {
        let log = Self.log(channel, isPlatform: isPlatform)
        let index = UInt64(logs[log]?.count ?? 0)
        logs[log, default: []].append(
            TakenStatement(
                index: index, said: said, time: time.map { .witnessed($0) } ?? .pending))
        return EntryReference(origin: log, index: index)
    }

    /// Files complaints and lets both sides speak of them.
    /// - Parameter days: over which they are filed.
    mutating func generate(_ count: Int, days: UInt64 = 400) {
        for _ in 0..<count {
            let channel = random.pick(channels)
            let seconds = UInt64.random(in: 0..<(days * 86_400), using: &random)
            let filed = Self.start + seconds * 1_000
            let isPlatform = Int.random(in: 0..<6, using: &random) == 0
            let isPending = Int.random(in: 0..<30, using: &random) == 0
            let complaint = complaint(isPlatform: isPlatform)
            let id = say(
                .complaint(complaint), in: channel, isPlatform: isPlatform,
                at: isPending ? nil : filed)
            complaints.append(id)
            course(of: id, complaint, channel, filed)
        }
    }

    private mutating func complaint(isPlatform: Bool) -> Complaint {
        var listings: [Indicator] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let listing = Self.listing(
                random.pick(Self.marketplaces), Int.random(in: 0..<2_000, using: &random))
            if !listings.contains(listing) { listings.append(listing) }
        }
        var complaint = Complaint(
            right: .init(office: "EM", number: random.pick(["018012345", "018099999"])),
            ground: random.pick(Complaint.Ground.allCases), listings: listings,
            goodFaithStatement: "We believe so in good faith.", declaredBy: "A. Aurum")
        if isPlatform {
            if Bool.random(using: &random) {
                complaint.isFromScreening = true
            } else {
                complaint.hostedAccount = random.pick(["maison", "atelier/2"])
            }
        } else if Int.random(in: 0..<40, using: &random) == 0 {
            // A brand that passes for the platform.
            complaint.isFromScreening = true
        }
        return complaint
    }

    private mutating func course(
        of id: EntryReference, _ complaint: Complaint, _ channel: ChannelID, _ filed: UInt64
    ) {
        var (decision, objection, request) = (
            EntryReference?.none, EntryReference?.none, EntryReference?.none
        )
        var time = filed
        for _ in 0..<Int.random(in: 0...7, using: &random) {
            time += UInt64.random(in: 1...60_000, using: &random) * 1_000
            let at: UInt64? = Int.random(in: 0..<25, using: &random) == 0 ? nil : time
            let places = complaint.listings.indices.filter { _ in Bool.random(using: &random) }
            let named = places.isEmpty ? [0] : places
            func platform(_ said: ComplaintStatement) -> EntryReference {
                say(said, in: channel, isPlatform: true, at: at)
            }
            let person = random.pick(Self.people)
            let isAutomatic = Bool.random(using: &random)
            switch Int.random(in: 0..<14, using: &random) {
            case 0, 1, 2, 3:
                decision = platform(
                    .decision(
                        ComplaintDecision(
                            of: id,
                            parts: [
                                .init(
                                    listings: named,
                                    verdict: random.pick([.takeDown, .takeDown, .refuse, .return]),
                                    reasons: [random.pick(["clear", "mark-not-used"])])
                            ], maker: isAutomatic ? .automatic : .person(person))))
            case 4:
                objection = platform(
                    .counterNotice(
                        CounterNotice(
                            to: id, listings: named, reason: .genuineGoods, text: "they are real",
                            goodFaithStatement: "I believe so.")))
            case 5:
                guard let objection else { continue }
                decision = platform(
                    .decision(
                        ComplaintDecision(
                            of: id, answering: objection,
                            parts: [
                                .init(
                                    listings: named, verdict: random.pick([.takeDown, .refuse]),
                                    reasons: ["heard"])
                            ], maker: .person(person))))
            case 6:
                objection = say(
                    .appeal(ComplaintAppeal(of: id, listings: named, text: "look again")),
                    in: channel, isPlatform: id.author == Self.platform, at: at)
            case 7:
                request = platform(
                    .evidenceRequest(
                        EvidenceRequest(
                            on: id, listings: named, text: "photographs",
                            due: time + 30 * Self.hour)))
            case 8:
                guard let request else { continue }
                say(
                    .evidenceSupply(EvidenceSupply(on: id, request: request, text: "here")),
                    in: channel, isPlatform: id.author == Self.platform, at: at)
            case 9:
                guard let decision else { continue }
                _ = platform(
                    .outcome(
                        ComplaintOutcome(
                            of: id, listings: named,
                            kind: random.pick([.takenDown, .restored, .escalated]),
                            order: decision)))
            case 10:
                _ = platform(
                    .outcome(
                        ComplaintOutcome(
                            of: id, kind: .seized, items: 10,
                            value: .init(minorUnits: 500, currency: random.pick(["EUR", "USD"])))))
            case 11:
                say(
                    .withdrawal(ComplaintWithdrawal(of: id, listings: named)), in: channel,
                    isPlatform: id.author == Self.platform, at: at)
            case 12:
                _ = platform(
                    Bool.random(using: &random)
                        ? .reinstatement(
                            Reinstatement(
                                under: id, listings: named, reason: .ownReview, reviewer: "r9"))
                        : .operationHold(
                            OperationHold(on: id, listings: named, until: time + 40 * Self.hour)))
            default:
                if Bool.random(using: &random) {
                    _ = platform(
                        .clockPause(
                            ClockPause(
                                of: id, reason: .authorityRequest, until: time + 9 * Self.hour)))
                } else {
                    var again = complaint
                    again.mends = id
                    let mending = say(
                        .complaint(again), in: channel, isPlatform: id.author == Self.platform,
                        at: at)
                    complaints.append(mending)
                }
            }
        }
    }

    // MARK: What it comes to

    /// By the pure fold, of each complaint.
    func readings() -> [EntryReference: CaseReading] {
        var events: [EntryReference: CaseEvents] = [:]
        for (log, said) in logs {
            for one in said {
                let entry = EntryReference(origin: log, index: one.index)
                for id in one.said.cases(at: entry) {
                    events[id, default: CaseEvents(of: id)].insert(
                        one.said, at: entry, time: one.time)
                }
            }
        }
        return events.mapValues { $0.reading(Self.parties) }
    }

    func states() -> [CaseState] { readings().values.compactMap(\.state) }

    // MARK: Into a store

    /// All at once: as it is known of each log who writes it, then what it says.
    func take(into store: SQLiteComplaintStore) throws {
        try settle(in: store)
        for (log, said) in logs.sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: said.count, by: 1_000) {
                let part = said[start..<min(start + 1_000, said.count)]
                try store.take(
                    Array(part), of: log, in: UInt64(start)..<UInt64(start + part.count))
            }
        }
        while try !store.refresh().isEmpty {}
    }

    func settle(in store: SQLiteComplaintStore) throws {
        try store.settle(
            Dictionary(
                uniqueKeysWithValues: logs.keys.map {
                    ($0, (counted: UInt64(Int64.max), isPlatform: $0.member == Self.platform))
                }))
    }
}
