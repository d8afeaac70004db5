import AllianceNames
import Complaints
import GRDB
import Statements
import TransparencyLog

/// Writes the rows of cases, inside one transaction. What they were before is taken out first, so that nothing is left
/// of what is not said any more.
struct CaseWriting {
    let db: Database
    let numbers: ComplaintNumbers
    let figures: FigureWriting
    private let loading: CaseLoading

    init(_ db: Database) {
        self.db = db
        numbers = ComplaintNumbers(db)
        figures = FigureWriting(db)
        loading = CaseLoading(db: db, numbers: numbers)
    }

    /// Reads a case from its statements and writes what they come to.
    ///
    /// - Parameter isNews: whether it is to be looked at again by whoever judges.
    func write(_ course: Int64, isNews: Bool) throws {
        let id = try numbers.complaint(course)
        let loaded = try loading.load(course, id)
        try write(course, id, loaded, isNews: isNews)
    }

    func write(
        _ course: Int64, _ id: EntryReference, _ loaded: CaseLoading.Loaded, isNews: Bool
    ) throws {
        let wasUnjudged = try removeRows(of: course)
        let channel = try numbers.made(id.origin.channel)
        let state = loaded.reading.state
        try ItemRows.write(state, course, db)
        try figures.replace(course, channel: channel, by: state)
        guard let complaint = loaded.complaint else { return }
        let isUnjudged =
            (isNews || wasUnjudged)
            && state?.listings.contains(where: \.stage.awaitsDecision) == true
        try writeSummary(course, channel, id, loaded, complaint, isUnjudged: isUnjudged)
        try writeListings(of: complaint, state, course)
        guard let state else { return }
        let judgements = try JudgementRows.judgements(of: course, digest: loaded.digest, db)
        let byPlace = Dictionary(uniqueKeysWithValues: judgements.map { ($0.place, $0) })
        try writeReviews(of: state, course, channel, byPlace)
        try writeDecided(of: state, course, channel, byPlace)
        try writeTies(of: state, course, channel, byPlace)
        try writeOrders(of: state, course)
        try writeDeadlines(of: state, course)
        try writeOpen(of: state, course, channel)
    }

    // MARK: What was there

    private static let tables = [
        "listing", "decider", "decided", "ordered", "deadline", "broughtFile", "accused",
    ]

    /// - Returns: whether it waited to be judged.
    private func removeRows(of course: Int64) throws -> Bool {
        let find = try RawStatement(
            db,
            """
            SELECT channel, complainant, rightKey, ground, filedAt, stages, marketplaces, isUnjudged
            FROM complaint WHERE course = ?
            """)
        find.bind(1, course)
        guard try find.step() else { return false }
        let channel = try find.storedInteger(0)
        let facets = ComplaintFacets(
            complainant: try find.storedText(1), right: try find.storedText(2),
            ground: try find.storedInteger(3),
            stages: try ComplaintRows.stages(try find.storedBytes(5)),
            marketplaces: try ComplaintRows.texts(try find.storedText(6)))
        let filedAt = try find.storedInteger(4)
        let wasUnjudged = try find.storedInteger(7) != 0
        find.reset()
        let facet = try RawStatement(
            db,
            "DELETE FROM facet WHERE channel = ? AND name = ? AND filedAt = ? AND course = ?")
        for name in facets.names {
            facet.bind(1, channel)
            facet.bind(2, name)
            facet.bind(3, filedAt)
            facet.bind(4, course)
            try facet.run()
        }
        for table in Self.tables + ["openListing", "complaint"] {
            let delete = try RawStatement(db, "DELETE FROM \(table) WHERE course = ?")
            delete.bind(1, course)
            try delete.run()
        }
        let review = try RawStatement(db, "DELETE FROM review WHERE channel = ? AND course = ?")
        review.bind(1, channel)
        review.bind(2, course)
        try review.run()
        return wasUnjudged
    }

    // MARK: What is there now

    private func writeSummary(
        _ course: Int64, _ channel: Int64, _ id: EntryReference, _ loaded: CaseLoading.Loaded,
        _ complaint: Complaint, isUnjudged: Bool
    ) throws {
        let state = loaded.reading.state
        var refusal: String?
        if case .refused(let why) = loaded.reading { refusal = why.keyword }
        var stages: [ListingStage: Int] = [:]
        for listing in state?.listings ?? [] { stages[listing.stage, default: 0] += 1 }
        let due = state.flatMap { state in
            state.listings.filter(\.stage.awaitsDecision).compactMap {
                state.clock(of: $0)?.time(afterRunning: CaseRules.decisionMilliseconds)
            }.min()
        }
        let facets = ComplaintFacets(
            complainant: ComplaintRows.text(state?.complainant ?? .member(id.author)),
            right: complaint.right.key, ground: Int64(complaint.ground.rawValue), stages: stages,
            marketplaces: Set(complaint.listings.map(\.marketplaceAndID.marketplace)).sorted())
        let filedAt = ComplaintRows.number(loaded.filedAt)
        try RawStatement(db, "UPDATE state SET version = version + 1").run()
        let put = try RawStatement(
            db,
            """
            INSERT INTO complaint VALUES
                (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT version FROM state))
            """)
        put.bind(1, course)
        put.bind(2, channel)
        put.bind(3, facets.complainant)
        put.bind(4, complaint.onBehalfOf)
        put.bind(5, facets.right)
        put.bind(6, facets.ground)
        put.bind(7, filedAt)
        put.bind(8, ComplaintRows.bytes(stages))
        put.bind(9, ComplaintRows.text(facets.marketplaces))
        put.bind(10, due.map { Int64(clamping: $0) })
        try bind(put, 11, complaint.mends)
        try bind(put, 13, state?.mendedBy)
        put.bind(15, refusal)
        put.bind(16, flag: isUnjudged)
        try put.run()
        let facet = try RawStatement(db, "INSERT INTO facet VALUES (?, ?, ?, ?, ?, ?)")
        let mask = ComplaintRows.mask(stages.keys)
        for name in facets.names {
            facet.bind(1, channel)
            facet.bind(2, name)
            facet.bind(3, filedAt)
            facet.bind(4, course)
            facet.bind(5, mask)
            facet.bind(6, facets.ground)
            try facet.run()
        }
    }

    private func bind(
        _ statement: RawStatement, _ place: Int32, _ entry: EntryReference?
    ) throws {
        guard let entry else {
            statement.bindNull(place)
            return statement.bindNull(place + 1)
        }
        statement.bind(place, try numbers.made(entry.origin))
        statement.bind(place + 1, Int64(clamping: entry.index))
    }

    /// Also those of a complaint that counts for nothing, which stand nowhere.
    private func writeListings(
        of complaint: Complaint, _ state: CaseState?, _ course: Int64
    ) throws {
        let put = try RawStatement(db, "INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?, ?)")
        for (place, listing) in complaint.listings.enumerated() {
            let standing = state?.listings[place]
            put.bind(1, course)
            put.bind(2, Int64(place))
            put.bind(3, Int64(listing.type.rawValue))
            put.bind(4, listing.value)
            put.bind(5, ComplaintRows.hash(listing))
            put.bind(6, standing.map { ComplaintRows.number($0.stage) } ?? -1)
            put.bind(7, flag: standing?.wasReinstated == true)
            try put.run()
        }
    }

    private func writeReviews(
        of state: CaseState, _ course: Int64, _ channel: Int64,
        _ judgements: [Int: ListingJudgement]
    ) throws {
        for listing in state.listings {
            let judgement = judgements[listing.place]
            guard
                let row = ReviewRow(
                    of: listing, in: state, harm: judgement?.harm ?? 0,
                    isSample: judgement?.isAuditSample == true)
            else { continue }
            // Made anew in each round: numbers of logs are looked up by statements of their own.
            let log = try numbers.made(row.entry.origin)
            let put = try RawStatement(
                db, "INSERT INTO review VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            put.bind(1, channel)
            put.bind(2, course)
            put.bind(3, Int64(listing.place))
            put.bind(4, row.kind.number)
            put.bind(5, ComplaintRows.number(listing.stage))
            put.bind(6, Int64(state.complaint.ground.rawValue))
            put.bind(7, Int64(row.harm))
            put.bind(8, row.warnAt)
            put.bind(9, row.escalateAt)
            put.bind(10, row.due)
            put.bind(11, log)
            put.bind(12, Int64(clamping: row.entry.index))
            try put.run()
            let decider = try RawStatement(db, "INSERT INTO decider VALUES (?, ?, ?)")
            for person in listing.deciders {
                decider.bind(1, course)
                decider.bind(2, Int64(listing.place))
                decider.bind(3, person)
                try decider.run()
            }
        }
    }

    private func writeDecided(
        of state: CaseState, _ course: Int64, _ channel: Int64,
        _ judgements: [Int: ListingJudgement]
    ) throws {
        let offers = state.decidedOffers {
            judgements[$0]?.capture?.seller ?? state.account(at: $0)
        }
        let put = try RawStatement(
            db, "INSERT INTO decided VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for offer in offers {
            put.bind(1, course)
            put.bind(2, Int64(offer.place))
            put.bind(3, channel)
            put.bind(4, ComplaintRows.text(offer.decision.complainant))
            put.bind(5, Int64(offer.decision.ground.rawValue))
            put.bind(6, Int64(clamping: offer.decision.decidedAt))
            put.bind(7, flag: offer.decision.isUpheld)
            put.bind(8, offer.decision.overturnedAt.map { Int64(clamping: $0) })
            put.bind(9, ComplaintRows.number(offer.stage))
            put.bind(10, flag: offer.isByPerson)
            put.bind(11, offer.seller.map { Int64($0.type.rawValue) })
            put.bind(12, offer.seller?.value)
            try put.run()
        }
    }

    private func writeTies(
        of state: CaseState, _ course: Int64, _ channel: Int64,
        _ judgements: [Int: ListingJudgement]
    ) throws {
        let complainant = ComplaintRows.text(state.complainant)
        let filedAt = ComplaintRows.number(state.time)
        let file = try RawStatement(db, "INSERT INTO broughtFile VALUES (?, ?, ?, ?, ?)")
        for digest in state.tyingFiles.sorted() {
            file.bind(1, digest.bytes)
            file.bind(2, filedAt)
            file.bind(3, course)
            file.bind(4, channel)
            file.bind(5, complainant)
            try file.run()
        }
        let seller = try RawStatement(db, "INSERT INTO accused VALUES (?, ?, ?, ?, ?, ?)")
        for accused in state.accused(seller: { judgements[$0]?.capture?.seller }).sorted() {
            seller.bind(1, accused.value)
            seller.bind(2, Int64(accused.type.rawValue))
            seller.bind(3, filedAt)
            seller.bind(4, course)
            seller.bind(5, channel)
            seller.bind(6, complainant)
            try seller.run()
        }
    }

    private func writeOrders(of state: CaseState, _ course: Int64) throws {
        for listing in state.listings {
            guard let order = listing.order, let time = order.time.milliseconds,
                let due = order.dueTime(heldUntil: listing.heldUntil)
            else { continue }
            var escalated: (by: EntryReference, at: EventTime)?
            switch order.progress {
            case .confirmed: continue
            case .outstanding: break
            case .escalated(let entry, let time): escalated = (entry, time)
            }
            let log = try numbers.made(order.entry.origin)
            let escalatedLog = try escalated.map { try numbers.made($0.by.origin) }
            let put = try RawStatement(
                db, "INSERT INTO ordered VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            put.bind(1, course)
            put.bind(2, Int64(listing.place))
            put.bind(3, Int64(clamping: due))
            if case .takeDown(let scope, let until) = order.action {
                put.bind(4, Int64(scope.rawValue))
                put.bind(5, until.map { Int64(clamping: $0) })
            } else {
                put.bindNull(4)
                put.bindNull(5)
            }
            put.bind(6, log)
            put.bind(7, Int64(clamping: order.entry.index))
            put.bind(8, Int64(clamping: time))
            put.bind(9, escalatedLog)
            put.bind(10, escalated.map { Int64(clamping: $0.by.index) })
            put.bind(11, escalated.map { ComplaintRows.number($0.at) })
            try put.run()
        }
    }

    /// What has fired stays fired, whatever is said later.
    private func writeDeadlines(of state: CaseState, _ course: Int64) throws {
        let put = try RawStatement(
            db,
            """
            INSERT INTO deadline SELECT ?1, ?2, ?3, ?4, ?5
            WHERE NOT EXISTS (SELECT 1 FROM fired WHERE id = ?2)
            """)
        for deadline in state.deadlines() {
            put.bind(1, course)
            put.bind(2, deadline.id)
            put.bind(3, deadline.kind.rawValue)
            put.bind(4, ComplaintRows.bytes(deadline.places))
            put.bind(5, Int64(clamping: deadline.time))
            try put.run()
        }
    }

    /// The listings that figures count as open, each until it is late.
    private func writeOpen(of state: CaseState, _ course: Int64, _ channel: Int64) throws {
        let open = state.listings.filter(\.isOpenInFigures)
        guard let filedAt = state.time.milliseconds, !open.isEmpty else { return }
        var ofPart: [String: Int] = [:]
        for listing in open {
            ofPart[listing.listing.marketplaceAndID.marketplace, default: 0] += 1
        }
        let put = try RawStatement(
            db, "INSERT INTO openListing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for listing in open {
            guard let clock = state.clock(of: listing) else { continue }
            let marketplace = listing.listing.marketplaceAndID.marketplace
            put.bind(1, channel)
            put.bind(
                2, Int64(clamping: clock.time(afterRunning: CaseRules.decisionMilliseconds + 1)))
            put.bind(3, course)
            put.bind(4, Int64(listing.place))
            put.bind(5, Int64(clamping: filedAt))
            put.bind(6, marketplace)
            put.bind(7, Int64(state.complaint.ground.rawValue))
            put.bind(8, Int64(ofPart[marketplace] ?? 0))
            put.bind(9, Int64(open.count))
            try put.run()
        }
    }
}

/// By what complaints are told apart in lists.
struct ComplaintFacets {
    static let all = "a"
    static let open = "o"
    static func of(complainant: String) -> String { "c" + complainant }
    static func of(right: String) -> String { "r" + right }
    static func of(marketplace: String) -> String { "m" + marketplace }
    static func of(ground: Int64) -> String { "g\(ground)" }
    static func of(_ stage: ListingStage) -> String { "s" + stage.rawValue }

    let complainant: String
    let right: String
    let ground: Int64
    let stages: [ListingStage: Int]
    let marketplaces: [String]

    var names: [String] {
        var names = [
            Self.all, Self.of(complainant: complainant), Self.of(right: right),
            Self.of(ground: ground),
        ]
        names += marketplaces.map { Self.of(marketplace: $0) }
        names += stages.keys.map { Self.of($0) }
        if ComplaintRows.mask(stages.keys) & ComplaintRows.openMask != 0 { names.append(Self.open) }
        return names
    }
}

/// A listing that a person has to decide, or looks at again.
struct ReviewRow {
    let kind: ReviewQuery.Kind
    let harm: Int
    let warnAt: Int64
    let escalateAt: Int64
    let due: Int64
    let entry: EntryReference

    init?(of listing: ListingState, in state: CaseState, harm: Int, isSample: Bool) {
        let range = ReviewUrgency.harmRange
        self.harm = min(max(harm, range.lowerBound), range.upperBound)
        let settings = ClockSettings()
        guard let urgency = ReviewUrgency(of: listing, in: state, harm: harm, now: 0) else {
            guard isSample, listing.awaitsSecondLook else { return nil }
            kind = .sample
            entry = state.id
            (warnAt, escalateAt, due) = (
                ComplaintRows.pending, ComplaintRows.pending, ComplaintRows.pending
            )
            return
        }
        kind = listing.stage.awaitsDecision ? .decision : .objection
        entry = urgency.entry
        due = urgency.due.map { Int64(clamping: $0) } ?? ComplaintRows.pending
        guard urgency.due != nil else {
            (warnAt, escalateAt) = (ComplaintRows.pending, ComplaintRows.pending)
            return
        }
        if kind == .decision, let clock = state.clock(of: listing) {
            warnAt = Int64(clamping: clock.time(afterRunning: settings.warningMilliseconds))
            escalateAt = Int64(clamping: clock.time(afterRunning: settings.escalationMilliseconds))
        } else {
            // An objection has no warning before it is escalated.
            let start = listing.openObjection?.time.milliseconds ?? 0
            escalateAt = Int64(clamping: start + settings.objectionEscalationMilliseconds)
            warnAt = escalateAt
        }
    }
}

extension ReviewQuery.Kind {
    var number: Int64 {
        switch self {
        case .decision: 0
        case .objection: 1
        case .sample: 2
        }
    }

    init(number: Int64) throws {
        guard let kind = Self.allCases.first(where: { $0.number == number }) else {
            throw DatabaseError.otherForm
        }
        self = kind
    }
}

extension ListingState {
    /// Whether it came back after it was down.
    var wasReinstated: Bool {
        steps.contains { $0.transition == .reinstate || $0.transition == .overturnTakedown }
    }

    /// As `FigureFold` sees it: counted, and without an answer that has a time.
    var isOpenInFigures: Bool {
        stage != .refiled && (stage != .withdrawn || firstRuling != nil)
            && closedAt?.milliseconds == nil
    }
}
