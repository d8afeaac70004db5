import ComplaintEvents

/// Who will file when. Drawn before the year begins, so that the shares are those of the parameters.
struct FilingPlan: Sendable {
    enum Kind: Sendable, Equatable {
        case brand
        case lone(filer: Int)
        case mimicry(ring: Int, member: Int)
        case ring(ring: Int, member: Int, target: Int)
    }

    /// How the complaints of a year are shared out.
    struct Quotas: Sendable, Equatable {
        let brand: Int
        let lone: Int
        let ring: Int
        let mimicry: Int
    }

    /// Rings file at most this share of the complaints that are not false, to be trusted.
    static let mimicryShareMax = 0.2

    let at: Int
    let kind: Kind

    static func quotas(_ parameters: YearParameters) -> Quotas {
        let all = parameters.complaints
        let isFalse = Int((all * parameters.falseShare).rounded())
        let rings = parameters.whole(\.rings)
        let ring = rings == 0 ? 0 : Int((Double(isFalse) * parameters.ringShare).rounded())
        let others = Int(all) - isFalse
        let mimicry = min(
            ring == 0
                ? 0
                : rings * parameters.whole(\.ringMembers) * parameters.whole(\.mimicryComplaints),
            Int(Double(others) * mimicryShareMax))
        return Quotas(
            brand: others - mimicry, lone: isFalse - ring, ring: ring, mimicry: mimicry)
    }

    /// - Parameter targets: sellers that a ring may hit.
    static func all(
        _ parameters: YearParameters, _ quotas: Quotas, loneFilers: Int, targets: [Int]
    ) -> [FilingPlan] {
        var random = YearRandom(seed: UInt64(parameters.seed), stream: 2)
        let days = parameters.whole(\.days)
        var plans: [FilingPlan] = []
        plans.reserveCapacity(Int(parameters.complaints))
        for _ in 0..<quotas.brand {
            plans.append(FilingPlan(at: time(in: 1..<days, &random), kind: .brand))
        }
        for _ in 0..<quotas.lone {
            let filer = random.below(loneFilers)
            plans.append(
                FilingPlan(at: time(in: 1..<days, &random), kind: .lone(filer: filer)))
        }
        addRings(parameters, quotas, targets: targets, to: &plans, &random)
        // Stable by the place in the list: sorting in Swift is, but does not promise it.
        return plans.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    private static func addRings(
        _ parameters: YearParameters, _ quotas: Quotas, targets: [Int],
        to plans: inout [FilingPlan], _ random: inout YearRandom
    ) {
        let rings = parameters.whole(\.rings)
        guard rings > 0, quotas.ring > 0, !targets.isEmpty else { return }
        let days = parameters.whole(\.days)
        let members = parameters.whole(\.ringMembers)
        let burstSeconds = Int(parameters.burstHours * Double(YearClock.hourSeconds))
        for ring in 0..<rings {
            let first = 1 + random.below(max(1, days / 4))
            let attack = min(first + parameters.whole(\.mimicryDays), max(first, days * 3 / 4))
            if attack > first {
                for number in 0..<share(of: quotas.mimicry, for: ring, among: rings) {
                    plans.append(
                        FilingPlan(
                            at: time(in: first..<attack, &random),
                            kind: .mimicry(ring: ring, member: number % members)))
                }
            }
            var left = share(of: quotas.ring, for: ring, among: rings)
            while left > 0 {
                let begin = time(in: attack..<days, &random)
                let target = random.pick(targets)
                for member in 0..<min(members, left) {
                    let at = min(
                        begin + random.below(burstSeconds), days * YearClock.daySeconds - 1)
                    plans.append(
                        FilingPlan(
                            at: at, kind: .ring(ring: ring, member: member, target: target)))
                }
                left -= members
            }
        }
    }

    private static func share(of count: Int, for ring: Int, among rings: Int) -> Int {
        count / rings + (ring < count % rings ? 1 : 0)
    }

    /// Half as likely at weekends, most likely about noon.
    private static func time(in days: Range<Int>, _ random: inout YearRandom) -> Int {
        var day = days.lowerBound + random.below(days.count)
        // Day 0 is a Thursday.
        if [2, 3].contains(day % 7), random.chance(0.5) {
            day = days.lowerBound + random.below(days.count)
        }
        let half = YearClock.daySeconds / 2
        return day * YearClock.daySeconds + random.below(half) + random.below(half)
    }
}

/// How many listings a complaint names.
enum ListingCount {
    private static let bands: [(share: Double, range: ClosedRange<Int>)] = [
        (0.58, 1...1), (0.335, 2...5), (0.08, 6...30), (0.005, 31...Complaint.listingsMax),
    ]

    static let mean = bands.reduce(0.0) {
        $0 + $1.share * Double($1.range.lowerBound + $1.range.upperBound) / 2
    }

    static func draw(_ random: inout YearRandom) -> Int {
        var left = random.unit()
        for (share, range) in bands {
            if left < share { return random.whole(range) }
            left -= share
        }
        return 1
    }
}
