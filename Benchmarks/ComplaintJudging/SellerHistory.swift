import ComplaintEvents

/// Who was right and who was wrong about each seller, and who complains of it now.
struct SellerHistory {
    private static let strangersSeconds = 3 * YearClock.daySeconds
    private static let recentMax = 64

    private var found: [Int: Set<Int>] = [:]
    private var cleared: [Int: Set<Int>] = [:]
    private var recent: [Int: [(at: Int, complainant: Int, isStranger: Bool)]] = [:]

    mutating func note(_ seller: Int, isCounterfeiter: Bool, by complainant: Int) {
        if isCounterfeiter {
            found[seller, default: []].insert(complainant)
        } else {
            found[seller]?.remove(complainant)
            cleared[seller, default: []].insert(complainant)
        }
    }

    func found(_ seller: Int) -> Int { found[seller]?.count ?? 0 }
    func cleared(_ seller: Int) -> Int { cleared[seller]?.count ?? 0 }

    func found(among sellers: [Int]) -> Int {
        var all: Set<Int> = []
        for seller in sellers { all.formUnion(found[seller] ?? []) }
        return all.count
    }

    mutating func complained(of seller: Int, by complainant: Int, isStranger: Bool, at time: Int) {
        recent[seller, default: []].removeAll { $0.at < time - Self.strangersSeconds }
        if recent[seller, default: []].count < Self.recentMax {
            recent[seller, default: []].append((time, complainant, isStranger))
        }
    }

    func strangers(about seller: Int, but complainant: Int, at time: Int) -> Int {
        var all: Set<Int> = []
        for item in recent[seller] ?? []
        where item.at >= time - Self.strangersSeconds && item.isStranger
            && item.complainant != complainant
        {
            all.insert(item.complainant)
        }
        return all.count
    }
}
