package import ComplaintEvents
package import ComplaintScoring
package import Complaints

/// A platform's node: looks at each complaint as it arrives, decides what is clear, and gives the rest to
/// people, from whom it learns.
package struct PlatformJudge: ComplaintJudge {
    package enum Manner: Sendable {
        case scored(WeightTable, LaneThresholds)
        /// Everything in order goes to people, and their decisions are kept to learn from.
        case asking
    }

    /// Of a thousand listings decided without a person, how many a person looks at again.
    package static let auditedPerThousand: UInt64 = 20
    /// What else of a complainant is looked at again where one takedown was wrong.
    static let secondLookDays = 30
    static let secondLooksMax = 50
    static let objectionPriority = 2_000_000
    static let secondLookPriority = 1_000_000

    let manner: Manner
    let notes: JudgingNotes
    var world = KnownWorld()
    var findings = FindingsBook()
    var marks = MarkReader()
    var pictures = PictureBook()
    var files = FileBook()
    var records = RecordBook()
    var history = SellerHistory()
    var cases: [Int: JudgedCase] = [:]
    /// Of each listing, the complaints it is in, by right.
    var taken: [Int: [(right: Int, complaint: Int)]] = [:]
    var reinstated: Set<Int> = []
    /// Takedowns without a person, the oldest first, until the window has passed.
    var maturing: [(at: Int, complaint: Int, listing: Int)] = []
    var matured = 0
    /// Of each complainant, complaints in which something was taken down without a person.
    var expressed: [Int: [Int]] = [:]
    var waiting: [Int: [Int: [ScoreObservation]]] = [:]

    package init(_ manner: Manner, notes: JudgingNotes) {
        self.manner = manner
        self.notes = notes
    }

    package mutating func handle(_ event: TimedEvent) -> [Ruling] {
        switch event.event {
        case .complaint(let value):
            let clock = ContinuousClock()
            let begin = clock.now
            let rulings = judge(value, at: event.at)
            notes.add(value.listings.count, took: begin.duration(to: clock.now))
            return rulings
        case .counterNotice(let value): return object(value, at: event.at)
        case .withdrawal(let complaint): return withdraw(complaint, at: event.at)
        default:
            world.take(event.event)
            findings.take(event.event, in: world)
            return []
        }
    }

    /// What nobody contested in time counts from now on.
    package mutating func hour(at time: Int) -> [Ruling] {
        let wait = FirmDecision.uncontestedDaysMin * YearClock.daySeconds
        while matured < maturing.count, maturing[matured].at + wait <= time {
            let next = maturing[matured]
            matured += 1
            guard let item = cases[next.complaint]?.items[next.listing], item.standing == .down,
                !item.isByPerson, !item.isContested
            else { continue }
            confirm(item, of: next.complaint)
        }
        return []
    }

    /// A listing is counterfeit beyond what its complainant says.
    mutating func confirm(_ item: JudgedCase.Item, of complaint: Int) {
        guard let file = cases[complaint]?.complaint else { return }
        history.note(item.seller, isCounterfeiter: true, by: file.complainant)
        pictures.add(item.images, but: item.official)
    }

    private mutating func object(_ notice: CounterNotice, at time: Int) -> [Ruling] {
        var down: [Int] = []
        for listing in notice.listings {
            guard let item = cases[notice.complaint]?.items[listing], item.standing != .up else {
                continue
            }
            cases[notice.complaint]!.items[listing]!.isContested = true
            if item.standing == .down { down.append(listing) }
        }
        guard !down.isEmpty else { return [] }
        return [
            Ruling(
                complaint: notice.complaint, listings: down,
                .review(priority: Self.objectionPriority), at: time)
        ]
    }

    private mutating func withdraw(_ complaint: Int, at time: Int) -> [Ruling] {
        guard let judged = cases[complaint] else { return [] }
        let down = judged.items.filter { $0.value.standing == .down }.keys.sorted()
        for listing in down {
            cases[complaint]!.items[listing]!.standing = .up
            reinstated.insert(listing)
        }
        guard !down.isEmpty else { return [] }
        return [Ruling(complaint: complaint, listings: down, .reinstate, at: time)]
    }
}
