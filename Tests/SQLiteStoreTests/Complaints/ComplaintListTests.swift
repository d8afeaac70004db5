import AllianceNames
import Complaints
import SQLiteStore
import Statements
import Testing

@Suite("Lists, queues and records of complaints, against all states")
struct ComplaintListTests {
    private let folder: TemporaryFolder
    private let store: SQLiteComplaintStore
    private let traffic: ComplaintTraffic
    private let readings: [EntryReference: CaseReading]

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteComplaintStore(path: folder.file("complaints.sqlite"))
        var traffic = ComplaintTraffic(seed: 0xca_0011)
        traffic.generate(700, days: 30)
        try traffic.take(into: store)
        self.traffic = traffic
        readings = traffic.readings().filter { $0.value != .complaintAbsent }
    }

    private var states: [CaseState] { readings.values.compactMap(\.state) }
    private var channels: Set<ChannelID> { Set(traffic.channels) }

    /// All pages, one after the other.
    private func all(_ query: ComplaintQuery) throws -> [ComplaintSummary] {
        var query = query
        var found: [ComplaintSummary] = []
        repeat {
            let page = try store.page(query)
            #expect(page.complaints.count <= query.limit)
            found += page.complaints
            query.after = page.next
        } while query.after != nil
        return found
    }

    @Test("every complaint is read as its statements say, and shown with where its listings stand")
    func summaries() throws {
        let shown = try all(ComplaintQuery(channels: channels))
        #expect(shown.count == readings.count)
        #expect(Set(shown.map(\.id)) == Set(readings.keys))
        #expect(shown.contains { $0.refusal != nil } && shown.contains { $0.filedAt == .pending })
        for summary in shown {
            let reading = try #require(readings[summary.id])
            #expect(try store.reading(of: summary.id) == reading)
            guard let state = reading.state else {
                #expect(reading == summary.refusal.map { .refused($0) })
                continue
            }
            #expect(summary.complainant == state.complainant)
            #expect(summary.filedAt == state.time && summary.ground == state.complaint.ground)
            #expect(summary.right == state.complaint.right.key)
            #expect(summary.mends == state.complaint.mends && summary.mendedBy == state.mendedBy)
            let stages = Dictionary(grouping: state.listings, by: \.stage).mapValues(\.count)
            #expect(summary.stages == stages)
            #expect(summary.due == Self.due(of: state))
        }
    }

    @Test("what is asked for is found, all of it, once and newest first, however it is combined")
    func queries() throws {
        var random = SeededGenerator(seed: 0xca_0012)
        var hits = 0
        for round in 0..<250 {
            var query = ComplaintQuery(
                channels: Set(channels.sorted().filter { _ in Bool.random(using: &random) }))
            func maybe() -> Bool { Int.random(in: 0..<3, using: &random) == 0 }
            let example = try #require(
                states.sorted { $0.id < $1.id }.randomElement(using: &random))
            if maybe() { query.stages = [example.listings[0].stage, .appealed] }
            if maybe() { query.isOpen = Bool.random(using: &random) }
            if maybe() { query.grounds = [example.complaint.ground, .patent] }
            if maybe() {
                query.marketplace = example.listings[0].listing.marketplaceAndID.marketplace
            }
            if maybe() { query.complainant = example.complainant }
            if maybe() { query.right = example.complaint.right.key }
            if Int.random(in: 0..<8, using: &random) == 0 {
                query.listing = example.listings[0].listing
            }
            if maybe() {
                let from =
                    ComplaintTraffic.start
                    + UInt64.random(in: 0..<20, using: &random) * CaseRules.dayMilliseconds
                query.filed = from..<from + 9 * CaseRules.dayMilliseconds
            }
            query.limit = random.pick([1, 7, 50, 500])
            let found = try all(query)
            let wanted = readings.filter { Self.fits($0.value, $0.key, query, traffic) }.keys
            #expect(Set(found.map(\.id)) == Set(wanted), "round \(round): \(query)")
            #expect(found.count == wanted.count, "round \(round): \(query)")
            let times = found.map(\.filedAt)
            #expect(times == times.sorted(by: >), "round \(round)")
            hits += found.count
        }
        #expect(hits > 1_000)
    }

    private static func fits(
        _ reading: CaseReading, _ id: EntryReference, _ query: ComplaintQuery,
        _ traffic: ComplaintTraffic
    ) -> Bool {
        guard
            let one = traffic.logs[id.origin]?[Int(id.index)],
            case .complaint(let complaint) = one.said
        else { return false }
        let stages = Set(reading.state?.listings.map(\.stage) ?? [])
        let isOpen = stages.contains { $0.awaitsDecision || $0.awaitsObjection }
        return query.channels.contains(id.origin.channel)
            && (query.stages.isEmpty || !query.stages.isDisjoint(with: stages))
            && (query.isOpen.map { $0 == isOpen } ?? true)
            && (query.grounds.isEmpty || query.grounds.contains(complaint.ground))
            && (query.marketplace.map { name in
                complaint.listings.contains { $0.marketplaceAndID.marketplace == name }
            } ?? true)
            && (query.complainant.map {
                $0 == (reading.state?.complainant ?? .member(id.author))
            } ?? true)
            && (query.right.map { $0 == complaint.right.key } ?? true)
            && (query.listing.map { complaint.listings.contains($0) } ?? true)
            && (query.filed.map { filed in
                one.time.milliseconds.map { filed.contains($0) } ?? false
            } ?? true)
    }

    @Test("people are given what they have to decide in the order of its urgency, at any time")
    func queue() throws {
        let day = CaseRules.dayMilliseconds
        for now in [
            ComplaintTraffic.start, ComplaintTraffic.start + 15 * day,
            ComplaintTraffic.start + 31 * day,
        ] {
            for person in [nil, "r1", "r9"] {
                for kinds in [[], [.objection], [.decision]] as [Set<ReviewQuery.Kind>] {
                    var query = ReviewQuery(channels: channels, now: now)
                    (query.kinds, query.notDecidedBy, query.limit) = (kinds, person, 500)
                    let wanted = states.flatMap { state in
                        state.listings.compactMap { listing -> (ReviewUrgency, EntryReference)? in
                            let isKind =
                                kinds.isEmpty
                                || kinds.contains(
                                    listing.stage.awaitsDecision ? .decision : .objection)
                            guard isKind, person.map({ !listing.deciders.contains($0) }) ?? true,
                                let urgency = ReviewUrgency(
                                    of: listing, in: state, harm: 0, now: now)
                            else { return nil }
                            return (urgency, state.id)
                        }
                    }.sorted { $0.0 < $1.0 }.prefix(500)
                    let found = try store.queue(query)
                    #expect(found.map(\.complaint) == wanted.map(\.1))
                    #expect(found.map(\.place) == wanted.map(\.0.place))
                    #expect(found.map(\.band) == wanted.map(\.0.band))
                    #expect(found.map(\.due) == wanted.map(\.0.due))
                    #expect(kinds == [.objection] || found.count > 50)
                    query.limit = 3
                    #expect(try store.queue(query) == Array(found.prefix(3)))
                }
            }
        }
        let example = try #require(
            try store.queue(ReviewQuery(channels: channels, now: 0)).first)
        var query = ReviewQuery(channels: channels, now: 0)
        query.complaint = example.complaint
        let ofOne = try store.queue(query)
        #expect(!ofOne.isEmpty && ofOne.allSatisfy { $0.complaint == example.complaint })
        query.channels = []
        #expect(try store.queue(query).isEmpty)
    }

    @Test("orders that are due are those of the states, and what is confirmed is none")
    func orders() throws {
        for days in [5, 20, 90] as [UInt64] {
            let now = ComplaintTraffic.start + days * CaseRules.dayMilliseconds
            let wanted = states.flatMap { $0.dueOrders(now: now) }.map(\.id)
            let found = try store.dueOrders(now: now, limit: 100_000)
            #expect(Set(found.map(\.order.id)) == Set(wanted) && found.count == wanted.count)
            for due in found {
                let state = try #require(readings[due.complaint]?.state)
                let listing = state.listings[due.order.place]
                #expect(due.order == listing.order && due.listing == listing.listing)
            }
            #expect(try store.dueOrders(now: now, limit: 2) == Array(found.prefix(2)))
        }
    }

    @Test("records and mentions are those of the states")
    func records() throws {
        let since = ComplaintTraffic.start + 10 * CaseRules.dayMilliseconds
        for complainant in Set(states.map(\.complainant)) {
            let wanted = states.flatMap(\.decidedListings).filter {
                $0.complainant == complainant && $0.decidedAt >= since
            }
            let found = try store.decisions(of: complainant, since: since)
            #expect(Self.counted(found) == Self.counted(wanted), "\(complainant)")
            #expect(found.map(\.decidedAt) == found.map(\.decidedAt).sorted())
            let offers = try store.offers(.of(complainant), in: channels, since: since)
            #expect(Self.counted(offers.map(\.decision)) == Self.counted(wanted))
        }
        let left: Set<ListingStage> = [.refiled, .returned, .withdrawn]
        for state in states.prefix(100) {
            let listing = state.listings[0].listing
            let wanted = states.filter {
                $0.complaint.right.key == state.complaint.right.key && $0.mendedBy == nil
            }
            .flatMap { other in
                other.listings.filter {
                    $0.listing == listing && !left.contains($0.stage)
                }.map { "\(other.id)#\($0.place) \($0.stage)" }
            }
            let found = try store.mentions(of: listing, right: state.complaint.right.key)
            #expect(Set(found.map { "\($0.id)#\($0.place) \($0.stage)" }) == Set(wanted))
            #expect(try store.mentions(of: listing, right: "EM/1").isEmpty)
        }
        var open = OpenCounts()
        for state in states
        where state.listings.contains(where: {
            $0.stage.awaitsDecision || $0.stage.awaitsObjection
        }) {
            open.add(due: Self.due(of: state), at: since)
        }
        #expect(try store.openCounts(in: channels, now: since) == open)
    }

    private static func due(of state: CaseState) -> UInt64? {
        state.listings.filter(\.stage.awaitsDecision).compactMap { listing in
            state.clock(of: listing)?.time(afterRunning: CaseRules.decisionMilliseconds)
        }.min()
    }

    private static func counted(_ decisions: [DecidedListing]) -> [DecidedListing: Int] {
        decisions.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
