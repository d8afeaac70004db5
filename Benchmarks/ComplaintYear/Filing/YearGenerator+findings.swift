import ComplaintEvents

/// What the alliance gets to know beside complaints, late and with errors.
extension YearGenerator {
    private static let witnessMeanSeconds = 6.0 * 3_600
    private static let verdictMeanDays = 10.0
    private static let withdrawnShare = 0.7
    private static let withdrawnMeanDays = 20.0

    /// - Parameter isWrong: the member will see so, mostly.
    mutating func report(
        _ seller: Int, by member: Int, _ kind: SellerReport.Kind, at time: Int,
        isWrong: Bool = false
    ) {
        let report = numbers.report
        numbers.report += 1
        calendar.add(
            at: time,
            .report(SellerReport(report: report, seller: seller, member: member, kind: kind)))
        if !findingRandom.chance(parameters.pending) {
            let lag = findingRandom.exponential(mean: Self.witnessMeanSeconds)
            calendar.add(at: time + 60 + Int(lag), .reportWitnessed(report: report))
        }
        if isWrong, findingRandom.chance(Self.withdrawnShare) {
            let lag = findingRandom.exponential(
                mean: Self.withdrawnMeanDays * Double(YearClock.daySeconds))
            calendar.add(
                at: time + YearClock.daySeconds + Int(lag), .reportWithdrawn(report: report))
        }
    }

    /// Somebody scanned what came from a listing, perhaps.
    mutating func addVerdict(
        of listing: Int, kind: OfferKind, isKnownGoods: Bool, at time: Int
    ) {
        guard isKnownGoods else { return }
        let isCounterfeit = kind == .counterfeit
        guard
            findingRandom.chance(isCounterfeit ? parameters.verdicts : parameters.verdicts / 4)
        else { return }
        let saysCounterfeit = isCounterfeit != findingRandom.chance(parameters.verdictErrors)
        let drawn = findingRandom.unit()
        let verdict: ScanVerdict.Verdict =
            saysCounterfeit
            ? (drawn < 0.55 ? .counterfeit : drawn < 0.9 ? .suspect : .unknown)
            : (drawn < 0.93 ? .genuine : .unknown)
        let lag = findingRandom.exponential(
            mean: Self.verdictMeanDays * Double(YearClock.daySeconds))
        calendar.add(
            at: time + YearClock.daySeconds + Int(lag),
            .scanVerdict(ScanVerdict(listing: listing, verdict: verdict)))
    }

    /// Its outcome is known shortly before the complaint that rests on it.
    mutating func addTestBuyOfCounterfeit(_ listing: Int, by member: Int, before time: Int) {
        let dayStart = time / YearClock.daySeconds * YearClock.daySeconds
        let isClear = findingRandom.chance(0.9)
        addTestBuy(
            of: listing, by: member, isClear ? .counterfeit : .inconclusive,
            at: max(dayStart, time - 60))
    }

    /// A brand sees for itself that what is sold without its leave is genuine, perhaps.
    mutating func addTestBuyOfGrey(_ listing: Int, by member: Int, at time: Int) {
        guard findingRandom.chance(parameters.testBuys / 4) else { return }
        let lag = findingRandom.exponential(
            mean: Self.verdictMeanDays * Double(YearClock.daySeconds))
        addTestBuy(of: listing, by: member, .genuine, at: time + YearClock.daySeconds + Int(lag))
    }

    private mutating func addTestBuy(
        of listing: Int, by member: Int, _ outcome: TestBuy.Outcome, at time: Int
    ) {
        calendar.add(
            at: time,
            .testBuy(
                TestBuy(
                    testBuy: numbers.testBuy, listing: listing, member: member, outcome: outcome))
        )
        numbers.testBuy += 1
    }
}
