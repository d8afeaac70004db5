import SupplyChainTraces

/// How the detector did on a population. An item is counted once, at the end of its history.
package struct CloneFigures: Sendable, Equatable {
    package private(set) var items = 0
    /// Items whose number was copied, whether or not a copy was ever scanned.
    package private(set) var cloned = 0
    /// Of those: a copy was scanned at least once.
    package private(set) var clonedAndSeen = 0
    package private(set) var found = 0
    /// Items that were not copied, and were suspected.
    package private(set) var falseAlarms = 0

    package init() {}

    package var precision: Double { Double(found) / Double(max(1, found + falseAlarms)) }
    package var recallOfAll: Double { Double(found) / Double(max(1, cloned)) }
    package var recallOfSeen: Double { Double(found) / Double(max(1, clonedAndSeen)) }

    mutating func add(_ trace: ItemTrace, isSuspected: Bool) {
        items += 1
        guard trace.isCloned else {
            if isSuspected { falseAlarms += 1 }
            return
        }
        cloned += 1
        if trace.scansOfCopies > 0 { clonedAndSeen += 1 }
        if isSuspected { found += 1 }
    }

    package static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.items += right.items
        sum.cloned += right.cloned
        sum.clonedAndSeen += right.clonedAndSeen
        sum.found += right.found
        sum.falseAlarms += right.falseAlarms
        return sum
    }
}
