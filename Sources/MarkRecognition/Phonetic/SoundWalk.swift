/// Walks along the phones of a text and down the tree of names at once, with every name in sight that has
/// not yet cost more than it may.
///
/// A step costs what its consonants and the vowels before them do; a consonant may be missing on one
/// side. That finds candidates, and never costs more than the exact distance, by which they are judged.
struct SoundWalk {
    /// What has to be met for a name to be heard.
    struct Limits {
        /// Cost per weight of a name.
        let distanceMax: Double
        /// Least weight of a name.
        let weightMin: Int32
        /// Of the lighter of both to the heavier.
        let ratioMin: Double
        /// What the beginning may cost on top of its share, in hundredths of a consonant.
        let slack: Int32
    }

    struct Found {
        /// Of those that were asked for.
        let end: Int
        let match: PhoneticIndex.Match
    }

    /// Where names may end.
    private struct End {
        let phone: Int
        let unit: Int
        let gap: UInt8
        var least = Double.infinity
    }

    /// Children and names looked at for one text.
    private static let stepsMax = 4_000_000
    /// What a name that is judged counts for.
    private static let judgeSteps = 32
    /// Consonants that may be missing, but for those that come and go.
    private static let omissionsMax = 1
    private static let scale: Int32 = 1024

    private let near = ConsonantSteps.near
    private let omissions = ConsonantSteps.omissions
    private let omitted = ConsonantSteps.omitted
    private let soft = ConsonantSteps.soft
    private let tables: SoundTables
    private let tree: SoundTree
    private let row: HeardRow
    private var stepsLeft = stepsMax

    // Of the search that is under way.
    private var costs = PhoneCosts.of(.written)
    private var gapBase = 0
    private var start = 0
    private var firstUnit = 0
    private var firstGap = VowelRun.empty
    private var unitCount = 0
    private var limits = Limits(distanceMax: 0, weightMin: 0, ratioMin: 0, slack: 0)
    private var limit: Int32 = 0
    /// What weighs before the beginning.
    private var startWeight: Int32 = 0
    /// The units at which an end is, a bit each; the last stands for those behind it too.
    private var endUnits: UInt64 = 0
    private var ends: [End] = []
    private var found: [Found] = []

    init(tables: SoundTables, tree: SoundTree, row: HeardRow) {
        self.tables = tables
        self.tree = tree
        self.row = row
        ends.reserveCapacity(8)
        found.reserveCapacity(8)
    }

    /// The names that sound most like each stretch: all that are as near as the nearest.
    ///
    /// - Parameters:
    ///   - start: of the stretches, a phone of the row.
    ///   - stops: their ends, the phone behind the last, in rising order.
    mutating func search(
        from start: Int, to stops: [Int], vowels: PhoneCosts.Vowels, limits: Limits
    ) -> [Found] {
        found.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        guard let last = stops.last, last > start, stepsLeft > 0 else { return found }
        self.start = start
        self.limits = limits
        limit = Int32(limits.distanceMax * Double(Self.scale))
        costs = PhoneCosts.of(vowels)
        gapBase = vowels.rawValue * VowelRun.count * tree.gapCount
        firstUnit = Int(row.consonantsBefore[start])
        unitCount = Int(row.consonantsBefore[last]) - firstUnit
        let leastWeight = Int32(Double(limits.weightMin) * limits.ratioMin)
        guard weight(start..<last) >= leastWeight else { return found }
        startWeight = row.weightBefore[start]
        endUnits = 0
        for stop in stops {
            let unit = Int(row.consonantsBefore[stop]) - firstUnit
            let from =
                unit == 0 ? start : max(start, Int(row.places[firstUnit + unit - 1]) + 1)
            endUnits |= 1 << UInt64(min(unit, 63))
            ends.append(
                End(phone: stop, unit: unit, gap: VowelRun.of(row.codes[from..<stop])))
        }
        firstGap =
            unitCount == 0
            ? VowelRun.empty : VowelRun.of(row.codes[start..<Int(row.places[firstUnit])])
        visit(0, unit: 0, cost: 0, isFree: false, omissionsLeft: Self.omissionsMax)
        return found
    }

    private func weight(_ phones: Range<Int>) -> Int32 {
        row.weightBefore[phones.upperBound] - row.weightBefore[phones.lowerBound]
    }

    /// What may have been spent before a unit.
    private func allowance(_ unit: Int) -> Int32 {
        guard unit > 0 else { return limits.slack }
        let weight = tables.weightsThrough[firstUnit + unit - 1] &- startWeight
        return limits.slack &+ weight &* limit / Self.scale
    }

    // MARK: The tree

    /// - Parameters:
    ///   - unit: of the text, the next.
    ///   - isFree: whether a consonant was left out just now, so that vowels cannot be compared.
    private mutating func visit(
        _ index: Int, unit: Int, cost: Int32, isFree: Bool, omissionsLeft: Int
    ) {
        let node = tables.nodes[index]
        stepsLeft -= Int(node.childCount) + 1
        guard stepsLeft > 0 else { return }
        if node.endingCount > 0 { end(node, unit, cost, isFree) }
        let hasUnit = unit < unitCount
        let allowed = allowance(unit)
        let consonant = hasUnit ? Int(tables.consonants[firstUnit + unit]) : 0
        var allowedNext: Int32 = 0
        var gapRow = gapBase
        if hasUnit {
            allowedNext = allowance(unit + 1)
            let gap = unit == 0 ? firstGap : tables.gaps[firstUnit + unit]
            gapRow += Int(gap) * tree.gapCount
            let omission = omissions[consonant]
            let isSoft = omission <= ConsonantSteps.softMax
            if cost + omission <= min(allowedNext, node.budget * limit / Self.scale),
                isSoft || omissionsLeft > 0
            {
                visit(
                    index, unit: unit + 1, cost: cost + omission, isFree: true,
                    omissionsLeft: isSoft ? omissionsLeft : omissionsLeft - 1)
            }
        }
        let wanted = hasUnit ? near[consonant] : 0
        let missing = missing(allowed - cost, omissionsLeft)
        guard node.consonants & (wanted | missing) != 0 else { return }
        let from = Origin(
            unit: unit, cost: cost, isFree: isFree, omissionsLeft: omissionsLeft, wanted: wanted,
            missing: missing, costs: consonant * Phone.codeCount, gapRow: gapRow,
            allowed: allowed, allowedNext: allowedNext)
        let first = Int(node.firstChild)
        guard index < tree.wideCount else {
            visitChildren(first..<first + Int(node.childCount), from)
            return
        }
        // Of many children only those with a consonant that will do.
        var left = node.consonants & (wanted | missing)
        while left != 0 {
            let other = left.trailingZeroBitCount
            left &= left - 1
            let lesser = index * Phone.codeCount + other
            let next =
                other + 1 < Phone.codeCount ? Int(tables.lesser[lesser + 1]) : Int(node.childCount)
            visitChildren(first + Int(tables.lesser[lesser])..<first + next, from)
        }
    }

    /// Where a walk stands when it looks at children.
    private struct Origin {
        let unit: Int
        let cost: Int32
        let isFree: Bool
        let omissionsLeft: Int
        /// Consonants, a bit each: those that the text's may be, and those that may be missing in it.
        let wanted: UInt32
        let missing: UInt32
        let costs: Int
        let gapRow: Int
        let allowed: Int32
        let allowedNext: Int32
    }

    private mutating func visitChildren(_ children: Range<Int>, _ from: Origin) {
        for child in children {
            let step = tables.steps[child]
            let other = Int(SoundTree.consonant(step))
            guard (from.wanted | from.missing) &>> UInt32(other) & 1 == 1 else { continue }
            if from.wanted &>> UInt32(other) & 1 == 1 {
                var sum = from.cost &+ Int32(tables.exchange[from.costs &+ other])
                if !from.isFree {
                    sum = sum &+ Int32(tables.gapCosts[from.gapRow &+ SoundTree.gap(step)])
                }
                if sum <= from.allowedNext {
                    let node = tables.nodes[child]
                    if sum &* Self.scale <= node.budget &* limit,
                        leadsOn(node, from.unit + 1, from.allowedNext &- sum)
                    {
                        visit(
                            child, unit: from.unit + 1, cost: sum, isFree: false,
                            omissionsLeft: from.omissionsLeft)
                    }
                }
            }
            guard from.missing &>> UInt32(other) & 1 == 1 else { continue }
            let sum = from.cost &+ omissions[other]
            let node = tables.nodes[child]
            if sum &* Self.scale <= node.budget &* limit,
                leadsOn(node, from.unit, from.allowed &- sum)
            {
                visit(
                    child, unit: from.unit, cost: sum, isFree: true,
                    omissionsLeft: omissions[other] <= ConsonantSteps.softMax
                        ? from.omissionsLeft : from.omissionsLeft - 1)
            }
        }
    }

    /// Whether a name may end here or go on as the text does.
    private func leadsOn(_ node: SoundTree.Node, _ unit: Int, _ left: Int32) -> Bool {
        if left >= Int32(PhoneCosts.consonant) { return true }
        if node.endingCount > 0, endUnits &>> UInt64(min(unit, 63)) & 1 == 1 { return true }
        guard unit < unitCount else { return node.consonants & soft != 0 }
        let consonant = Int(tables.consonants[firstUnit + unit])
        return node.consonants & (near[consonant] | soft) != 0
            || omissions[consonant] <= ConsonantSteps.softMax
    }

    /// The consonants of a name that may be missing in the text for so much, a bit each.
    private func missing(_ left: Int32, _ omissionsLeft: Int) -> UInt32 {
        let most = omissionsLeft > 0 ? left : min(left, ConsonantSteps.softMax)
        var mask: UInt32 = 0
        for (cost, codes) in omitted where cost <= most { mask |= codes }
        return mask
    }

    // MARK: Names

    /// The names of a node, for each end of the text that is reached.
    private mutating func end(_ node: SoundTree.Node, _ unit: Int, _ cost: Int32, _ isFree: Bool) {
        for position in ends.indices where ends[position].unit == unit {
            let gapRow = gapBase + Int(ends[position].gap) * tree.gapCount
            let first = Int(node.firstEnding)
            for index in first..<first + Int(node.endingCount) {
                let gap = isFree ? 0 : Int32(tables.gapCosts[gapRow + Int(tree.lastGaps[index])])
                let budget = tables.entries[index].budget * limit / Self.scale
                guard cost + gap <= budget, stepsLeft > 0 else { continue }
                stepsLeft -= Self.judgeSteps
                judge(index, at: position, budget)
            }
        }
    }

    private mutating func judge(_ index: Int, at position: Int, _ budget: Int32) {
        let entry = tables.entries[index]
        let stop = ends[position].phone
        let heavier = max(entry.weight, weight(start..<stop))
        let lighter = min(entry.weight, weight(start..<stop))
        guard entry.own >= limits.weightMin,
            Double(lighter) >= Double(heavier) * limits.ratioMin
        else { return }
        let text = min(stop, start + PhoneticIndex.phonesMax)
        let cost = costs.distance(
            UnsafeBufferPointer(rebasing: tables.textPhones[start..<text]),
            UnsafeBufferPointer(
                rebasing: tables.namePhones[
                    Int(entry.phones.lowerBound)..<Int(entry.phones.upperBound)]),
            max: Int(budget))
        guard cost <= Int(budget) else { return }
        let distance = Double(cost) / Double(entry.own)
        guard distance <= ends[position].least else { return }
        if distance < ends[position].least {
            ends[position].least = distance
            found.removeAll { $0.end == position }
        }
        // One name has several readings.
        guard !found.contains(where: { $0.end == position && $0.match.name == entry.name }) else {
            return
        }
        found.append(
            Found(
                end: position,
                match: .init(name: entry.name, distance: distance, weight: Int(entry.own))))
    }
}
