import ComplaintEvents

/// What members said and scans found.
struct FindingsBook {
    private struct Report {
        let report: SellerReport
        var isWitnessed = false
    }

    private var reports: [Int: Report] = [:]
    private var reportsOfSeller: [Int: [Int]] = [:]
    private var scans: [Int: ScanVerdict.Verdict] = [:]
    /// Of each seller, the listings whose goods scans found counterfeit.
    private var counterfeitScans: [Int: Set<Int>] = [:]
    private var testBuys: [Int: TestBuy] = [:]
    private var counterfeitBuys: [Int: [TestBuy]] = [:]

    mutating func take(_ event: YearEvent, in world: KnownWorld) {
        switch event {
        case .report(let value):
            guard world.isMember(value.member) else { return }
            reports[value.report] = Report(report: value)
            reportsOfSeller[value.seller, default: []].append(value.report)
        case .reportWitnessed(let report): reports[report]?.isWitnessed = true
        case .reportWithdrawn(let report):
            if let gone = reports.removeValue(forKey: report) {
                reportsOfSeller[gone.report.seller]?.removeAll { $0 == report }
            }
        case .scanVerdict(let value):
            scans[value.listing] = value.verdict
            if value.verdict == .counterfeit, let seller = world.sellerOfListing[value.listing] {
                counterfeitScans[seller, default: []].insert(value.listing)
            }
        case .testBuy(let value):
            testBuys[value.listing] = value
            if value.outcome == .counterfeit, let seller = world.sellerOfListing[value.listing] {
                counterfeitBuys[seller, default: []].append(value)
            }
        default: break
        }
    }

    /// Distinct members but the owner of the right: nobody confirms itself.
    func members(
        sayingOf seller: Int, _ kind: SellerReport.Kind, isWitnessed: Bool, but owner: Int
    ) -> Set<Int> {
        var found: Set<Int> = []
        for number in reportsOfSeller[seller] ?? [] {
            guard let item = reports[number] else { continue }
            if item.report.kind == kind, item.isWitnessed == isWitnessed,
                item.report.member != owner
            {
                found.insert(item.report.member)
            }
        }
        return found
    }

    func scan(of listing: Int) -> ScanVerdict.Verdict? { scans[listing] }
    func testBuy(of listing: Int) -> TestBuy.Outcome? { testBuys[listing]?.outcome }

    func scans(of sellers: [Int], but listing: Int) -> Int {
        sellers.reduce(0) { sum, seller in
            guard let found = counterfeitScans[seller] else { return sum }
            return sum + found.count - (found.contains(listing) ? 1 : 0)
        }
    }

    /// Of other members than the owner of the right.
    func testBuys(of sellers: [Int], but listing: Int, owner: Int) -> Int {
        sellers.reduce(0) { sum, seller in
            sum
                + (counterfeitBuys[seller] ?? []).count {
                    $0.listing != listing && $0.member != owner
                }
        }
    }
}
