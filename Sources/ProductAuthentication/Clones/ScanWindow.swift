/// Which scans of one item are kept: the first and the last of the trade's, of people's and of strangers',
/// and a few of each person's, so that nobody who asks can push out what the trade has read, no stranger
/// what members have asked, and no member what others have: where people's scans are too many, one gives way
/// of the member who has most.
///
/// What was dropped is only counted. Stores share these rules, and so keep the same scans.
package enum ScanWindow {
    package static let firstTradeScansMax = 24
    package static let lastTradeScansMax = 40
    package static let firstPeopleScansMax = 16
    package static let lastPeopleScansMax = 48
    package static let firstStrangersScansMax = 8
    package static let lastStrangersScansMax = 24
    package static let scansOfOnePersonMax = 6

    /// - Parameters:
    ///   - scan: of the same item.
    ///   - held: in the order of `Scan.precedes`; changed if the scan is new.
    /// - Returns: whether the scan is new. One of the same time, kind and reader is the same scan, and
    ///   the one that came first stays.
    package static func add(_ scan: Scan, to held: inout [Scan]) -> Bool {
        if held.contains(where: { $0.at == scan.at && $0.kind == scan.kind && $0.by == scan.by }) {
            return false
        }
        held.insert(scan, at: held.firstIndex { Scan.precedes(scan, $0) } ?? held.endIndex)
        if !scan.kind.isTrade {
            let own = held.indices.filter { held[$0].by == scan.by && !held[$0].kind.isTrade }
            if own.count > scansOfOnePersonMax { held.remove(at: own[scansOfOnePersonMax / 2]) }
        }
        let room = Room(scan)
        let alike = held.indices.filter { Room(held[$0]) == room }
        guard alike.count > room.first + room.last else { return true }
        let most = ofWhomMost(alike, held)
        held.remove(at: most[most.count * room.first / (room.first + room.last)])
        return true
    }

    /// Those of these positions that are of the member who has most of them; among equals of the first by
    /// pseudonym. What is no member's question counts as of one who asks.
    private static func ofWhomMost(_ positions: [Int], _ held: [Scan]) -> [Int] {
        let byMember = Dictionary(grouping: positions) {
            AskerPseudonym.member(of: held[$0].by) ?? ""
        }
        let most = byMember.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
        return most?.value ?? positions
    }

    private enum Room {
        case trade, people, strangers

        init(_ scan: Scan) {
            self = scan.kind.isTrade ? .trade : scan.isByStranger ? .strangers : .people
        }

        var first: Int {
            switch self {
            case .trade: firstTradeScansMax
            case .people: firstPeopleScansMax
            case .strangers: firstStrangersScansMax
            }
        }

        var last: Int {
            switch self {
            case .trade: lastTradeScansMax
            case .people: lastPeopleScansMax
            case .strangers: lastStrangersScansMax
            }
        }
    }
}
