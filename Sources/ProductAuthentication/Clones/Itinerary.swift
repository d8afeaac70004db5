/// The way that one object would have gone from hand to hand and from place to place after its sale,
/// and how unlike an owner's that way is.
struct Itinerary {
    private let people: [Reading]
    /// Reads of the trade up to the first sale, if it was read.
    private let chain: [Reading]

    /// Positions in one country further apart than this are two places.
    static let samePlaceKilometres = 150.0
    /// An owner and one of the family.
    static let householdPeople = 2
    /// Buyers scan when the thing is new to them; so does the family, and so do strangers while an
    /// offer shows the code. Whoever begins later than this has got it from somebody.
    static let handoverMilliseconds: UInt64 = 20 * 86_400_000
    /// A first scan later than this after the sale is rarely the first buyer's.
    static let firstScanMilliseconds: UInt64 = 30 * 86_400_000
    /// The same after the last read of the trade, where no sale was read: it lay in the shop first.
    static let firstScanUnsoldMilliseconds: UInt64 = 120 * 86_400_000
    /// Scans of one person further apart than this are not of one visit to a shop.
    static let visitMilliseconds: UInt64 = 2 * 86_400_000

    /// Whoever scans later than this after the last read of the trade is no visitor of the shop.
    static let shelfMilliseconds: UInt64 = 150 * 86_400_000

    /// - Parameter wrong: positions of scans that are taken to be wrong and counted as such already.
    init(_ readings: Readings, without wrong: Set<Int>) {
        people = readings.all.indices.compactMap { position in
            readings.all[position].scan.kind == .verified && !wrong.contains(position)
                ? readings.all[position] : nil
        }
        let trade = readings.trade
        let sale = trade.firstIndex { $0.scan.kind == .sold } ?? trade.endIndex - 1
        chain = trade.isEmpty ? [] : Array(trade[...sale])
    }

    func count(into tally: inout SignTally) {
        var scansOf: [String: Int] = [:]
        for reading in people { scansOf[reading.scan.by, default: 0] += 1 }
        // Who scans again has it at home.
        let isVisitor = people.map { scansOf[$0.scan.by] == 1 && mayBeInShop($0) }
        let visitors = people.indices.filter { isVisitor[$0] }.map { people[$0] }
        if let first = visitors.first, let last = visitors.last {
            tally.add(
                .visitorsBeforeSale, first.scan, last.scan,
                times: Set(visitors.map(\.scan.by)).count - 1)
        }
        let owners = people.indices.filter { !isVisitor[$0] }.map { people[$0] }
        guard !owners.isEmpty else { return }
        countBeforeSale(owners, into: &tally)
        countSinceSale(owners, into: &tally)
        countHands(Visits(owners), into: &tally)
    }

    /// An item in the shop anybody may pick up: scans up to the sale, where the shop is. Where no sale
    /// was read, the item may lie there still.
    private func mayBeInShop(_ reading: Reading) -> Bool {
        guard let last = chain.last else { return false }
        if last.scan.kind == .sold, reading.scan.at >= last.scan.at { return false }
        return isSame(reading, last)
            && reading.scan.at < last.scan.at + Self.shelfMilliseconds
    }

    /// People who have it at home while the trade has it still.
    private func countBeforeSale(_ owners: [Reading], into tally: inout SignTally) {
        guard let sale = chain.last, sale.scan.kind == .sold else { return }
        var counted: Set<String> = []
        for (position, reading) in owners.enumerated() {
            guard reading.scan.at + ChainConflicts.lateMilliseconds < sale.scan.at,
                !counted.contains(reading.scan.by),
                owners[position...].contains(where: {
                    $0.scan.by == reading.scan.by
                        && $0.scan.at > reading.scan.at + Self.visitMilliseconds
                })
            else { continue }
            counted.insert(reading.scan.by)
            tally.add(.ownedBeforeSale, reading.scan, sale.scan)
        }
    }

    private func countSinceSale(_ owners: [Reading], into tally: inout SignTally) {
        guard let seller = chain.last, let first = owners.first, let last = owners.last else {
            return
        }
        if !owners.contains(where: { $0.country == seller.country }) {
            // Where goods came in on their way from the plant they are sold by post, to anywhere.
            let sites = Set(chain.map(\.scan.by)).count
            tally.add(sites > 2 ? .farFromShop : .farFromWarehouse, seller.scan, last.scan)
        } else if !owners.contains(where: { isSame($0, seller) }) {
            tally.add(.awayFromShop, seller.scan, last.scan)
        }
        let isSold = seller.scan.kind == .sold
        let limit = isSold ? Self.firstScanMilliseconds : Self.firstScanUnsoldMilliseconds
        guard first.scan.at > seller.scan.at + limit else { return }
        let late = first.scan.at - seller.scan.at - limit
        tally.add(
            isSold ? .firstSeenLate : .firstSeenLongAfterTrade, seller.scan, first.scan,
            times: 1 + Int(late / Self.firstScanMilliseconds))
    }

    private func countHands(_ visits: Visits, into tally: inout SignTally) {
        var begun = visits.readings[0]
        var membersBegun = 1
        // Where the last group began that is no mere new device of the one before.
        var handedOver: Int?
        var returned: Set<Int> = []
        var placesOfGroup = [visits.readings[0]]
        var placesBefore: [Reading] = []
        for position in visits.readings.indices.dropFirst() {
            let reading = visits.readings[position]
            let previous = visits.readings[position - 1]
            guard visits.people[position] == position else {
                let own = visits.readings[visits.people[position]]
                if let handedOver, visits.people[position] < handedOver,
                    returned.insert(visits.people[position]).inserted
                {
                    tally.add(.formerOwnerAgain, own.scan, reading.scan)
                }
                if !isSame(own, reading) {
                    tally.add(.carriedToAnotherPlace, own.scan, reading.scan)
                }
                continue
            }
            let stays = visits.people[(position + 1)...].contains(position)
            if reading.scan.at > begun.scan.at + Self.handoverMilliseconds {
                let moved = !isSame(reading, placesOfGroup[placesOfGroup.count - 1])
                tally.add(
                    stays
                        ? moved ? .changedHandsElsewhere : .changedHandsHere
                        : moved ? .newcomerElsewhere : .newcomerHere,
                    previous.scan, reading.scan)
                if moved || stays { handedOver = position }
                placesBefore += placesOfGroup
                if !isSame(reading, placesOfGroup[placesOfGroup.count - 1]),
                    placesBefore.contains(where: { isSame(reading, $0) })
                {
                    tally.add(.backInEarlierPlace, previous.scan, reading.scan)
                }
                begun = reading
                membersBegun = 1
                placesOfGroup = [reading]
                continue
            }
            membersBegun += 1
            if membersBegun > Self.householdPeople {
                tally.add(stays ? .peopleAtOnce : .onlookersAtOnce, begun.scan, reading.scan)
            }
            if !placesOfGroup.contains(where: { isSame(reading, $0) }) {
                tally.add(.placesAtOnce, placesOfGroup[0].scan, reading.scan)
                placesOfGroup.append(reading)
            }
        }
    }

    private func isSame(_ reading: Reading, _ place: Reading) -> Bool {
        reading.country == place.country
            && reading.kilometresAtLeast(to: place) < Self.samePlaceKilometres
    }
}
