/// What one change of a letter costs, from 0 to 1: little where a finger slips or an eye is deceived.
enum TypoCost {
    private static let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.utf8) }
    private static let alike: Set<[UInt8]> = Set(
        [
            "il", "ij", "uv", "vw", "nm", "oc", "ce", "ao", "ae", "gq", "pq", "bd", "nr", "sz",
            "ck", "iy", "hn",
        ]
        .map { Array($0.utf8) })

    /// - Returns: nil where more than one letter was changed, or the first one to another.
    static func cost(_ found: ArraySlice<UInt32>, _ name: ArraySlice<UInt32>) -> Double? {
        let shorter = min(found.count, name.count)
        var head = 0
        while head < shorter, found[found.startIndex + head] == name[name.startIndex + head] {
            head += 1
        }
        var tail = 0
        while tail < shorter - head,
            found[found.endIndex - 1 - tail] == name[name.endIndex - 1 - tail]
        { tail += 1 }
        let left = found.dropFirst(head).dropLast(tail)
        let right = name.dropFirst(head).dropLast(tail)
        switch (left.count, right.count) {
        case (0, 0): return 0
        case (1, 1): return exchange(left[left.startIndex], right[right.startIndex], head)
        case (2, 2):
            return left.elementsEqual(right.reversed()) ? (head == 0 ? 0.7 : 0.3) : nil
        case (1, 0): return omission(left[left.startIndex], found, head)
        case (0, 1): return omission(right[right.startIndex], name, head)
        default: return nil
        }
    }

    private static func exchange(_ one: UInt32, _ other: UInt32, _ position: Int) -> Double {
        guard let one = UInt8(exactly: one), let other = UInt8(exactly: other) else { return 1 }
        if alike.contains([one, other]) || alike.contains([other, one]) { return 0.3 }
        if position == 0 { return 1 }
        return areNeighbours(one, other) ? 0.5 : 0.8
    }

    /// A letter that only one of both has; twice the same is easily overlooked.
    private static func omission(
        _ letter: UInt32, _ longer: ArraySlice<UInt32>, _ position: Int
    ) -> Double {
        let index = longer.startIndex + position
        let isDoubled =
            index > longer.startIndex && longer[index - 1] == letter
            || index + 1 < longer.endIndex && longer[index + 1] == letter
        if isDoubled { return 0.3 }
        // At the ends it makes another word more often than a slip.
        return position == 0 || index == longer.endIndex - 1 ? 0.9 : 0.6
    }

    private static func areNeighbours(_ one: UInt8, _ other: UInt8) -> Bool {
        for (row, keys) in rows.enumerated() {
            guard let column = keys.firstIndex(of: one) else { continue }
            for (otherRow, otherKeys) in rows.enumerated() {
                guard let otherColumn = otherKeys.firstIndex(of: other) else { continue }
                return abs(row - otherRow) <= 1 && abs(column - otherColumn) <= 1
            }
        }
        return false
    }
}
