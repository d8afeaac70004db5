/// What the trade recorded against what was seen: destroyed and there again, sold and new again,
/// in people's hands while the chain still moves it elsewhere.
struct ChainConflicts {
    private let readings: Readings

    /// How late a trade read may be dated: some are dated when they were sent.
    static let lateMilliseconds: UInt64 = 4 * 86_400_000

    init(_ readings: Readings) { self.readings = readings }

    func count(_ item: ItemRecord?, into tally: inout SignTally) {
        countAfterDestruction(item, into: &tally)
        countNewAgain(into: &tally)
        countElsewhere(into: &tally)
        countInspections(into: &tally)
    }

    /// Customs look at goods on their way. What was sold is on its way no more, or seldom.
    private func countInspections(into tally: inout SignTally) {
        guard let sale = readings.trade.first(where: { $0.scan.kind == .sold }),
            let after = readings.all.first(where: {
                $0.scan.kind == .inspected && $0.scan.at > sale.scan.at + Self.lateMilliseconds
            })
        else { return }
        tally.add(.inspectedAfterSale, sale.scan, after.scan)
    }

    private func countAfterDestruction(_ item: ItemRecord?, into tally: inout SignTally) {
        let destroyed = readings.all.first { $0.scan.kind == .destroyed }
        let recorded = item.flatMap { $0.state == .destroyed ? $0.updatedAt : nil }
        guard let since = destroyed?.scan.at ?? recorded else { return }
        let after = readings.all.first {
            $0.scan.kind != .destroyed && $0.scan.at > since + Self.lateMilliseconds
        }
        if let after { tally.add(.scannedAfterDestruction, destroyed?.scan, after.scan) }
    }

    /// Reads of new goods after a sale, with no return between. At the same site it is a return that
    /// was not read; at another site of the country it often is; in another country never.
    private func countNewAgain(into tally: inout SignTally) {
        var sale: Reading?
        var sites: Set<String> = []
        for reading in readings.trade {
            switch reading.scan.kind {
            case .returned:
                sale = nil
            case .exported, .destroyed:
                break
            case .sold where sale == nil:
                sale = reading
            default:
                guard let sold = sale, reading.scan.by != sold.scan.by,
                    reading.scan.at > sold.scan.at + Self.lateMilliseconds,
                    sites.insert(reading.scan.by).inserted
                else { continue }
                tally.add(
                    reading.country == sold.country ? .newAgainNearby : .newAgainAbroad,
                    sold.scan, reading.scan)
            }
        }
    }

    /// People who scanned it between reads of the trade at two sites, in the country of neither. Each of
    /// them counts, since each would have to be wrong. A warehouse before and after is the sale by post
    /// and the return that were not read.
    private func countElsewhere(into tally: inout SignTally) {
        let trade = readings.trade
        var askers: Set<String> = []
        for reading in readings.people where reading.scan.kind == .verified {
            let at = reading.scan.at
            guard let next = trade.first(where: { $0.scan.at > at + Self.lateMilliseconds }),
                next.scan.kind != .returned, next.country != reading.country
            else { continue }
            let before = trade.last { $0.scan.at <= at + Self.lateMilliseconds }
            guard let before, before.country != reading.country, before.scan.kind != .sold,
                before.scan.by != next.scan.by || isShop(before, trade),
                askers.insert(reading.scan.by).inserted
            else { continue }
            tally.add(.elsewhereBeforeSale, reading.scan, next.scan)
        }
    }

    /// Whether goods had passed two other sites before they came here.
    private func isShop(_ reading: Reading, _ trade: [Reading]) -> Bool {
        let sites = trade.filter { $0.scan.at <= reading.scan.at }.map(\.scan.by)
        return Set(sites).count > 2
    }
}
