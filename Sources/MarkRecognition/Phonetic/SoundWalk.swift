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
    private static let scaleBits: Int32 = 10
    private static let scale: Int32 = 1 << scaleBits

    private let near = ConsonantSteps.near
    private let omissions = ConsonantSteps.omissions
    private let missing = ConsonantSteps.missing
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
        let step = tables.steps[index]
        stepsLeft -= 1
        guard stepsLeft > 0 else { return }
        if step.endingCount > 0 { end(index, unit, cost, isFree) }
        let here = Place(unit: unit, isFree: isFree, omissionsLeft: omissionsLeft, of: self)
        let budget = budget(step)
        if here.mayOmit, cost + here.omission <= min(here.allowedNext, budget) {
            visit(
                index, unit: unit + 1, cost: cost + here.omission, isFree: true,
                omissionsLeft: omissionsLeft - (here.isSoft ? 0 : 1))
        }
        // Only children with a consonant that will do.
        let wanted = wanted(here, budget, cost)
        let missing = missing(here, budget, cost)
        var consonants = step.consonants & (wanted | missing)
        guard consonants != 0 else { return }
        let next = Place(unit: unit + 1, isFree: false, omissionsLeft: omissionsLeft, of: self)
        let firstGroup = Int(tables.nodes[index].firstGroup)
        while consonants != 0 {
            let bit = consonants & (0 &- consonants)
            consonants &= consonants - 1
            let group = firstGroup + (step.consonants & (bit - 1)).nonzeroBitCount
            let children = Int(tables.groups[group])..<Int(tables.groups[group + 1])
            stepsLeft -= children.count
            let other = bit.trailingZeroBitCount
            if wanted & bit != 0 { exchange(children, other, cost, here, next) }
            if missing & bit != 0 { omit(children, other, cost, here) }
        }
    }

    /// Where a walk stands in the text, and what may happen there.
    private struct Place {
        let unit: Int
        /// Whether a consonant was left out just now, so that vowels cannot be compared.
        let isFree: Bool
        let omissionsLeft: Int
        /// Whether there is another consonant.
        let hasUnit: Bool
        /// Whether a name may end.
        let isEnd: Bool
        let consonant: Int
        /// What may have been spent before the unit, and before the next.
        let allowed: Int32
        let allowedNext: Int32
        /// What it costs to leave the unit out.
        let omission: Int32
        let isSoft: Bool

        init(unit: Int, isFree: Bool, omissionsLeft: Int, of walk: borrowing SoundWalk) {
            self.unit = unit
            self.isFree = isFree
            self.omissionsLeft = omissionsLeft
            hasUnit = unit < walk.unitCount
            isEnd = walk.endUnits &>> UInt64(min(unit, 63)) & 1 == 1
            allowed = walk.allowance(unit)
            if hasUnit {
                consonant = Int(walk.tables.consonants[walk.firstUnit + unit])
                allowedNext = walk.allowance(unit + 1)
                omission = walk.omissions[consonant]
            } else {
                (consonant, allowedNext, omission) = (0, 0, Int32.max)
            }
            isSoft = omission <= ConsonantSteps.softMax
        }

        var mayOmit: Bool { hasUnit && (isSoft || omissionsLeft > 0) }
    }

    /// The most that a name through the step may cost.
    private func budget(_ step: SoundTree.Step) -> Int32 {
        (step.budget &* limit) &>> Self.scaleBits
    }

    /// The consonants of names, a bit each, that the text's next one may be.
    private func wanted(_ place: Place, _ budget: Int32, _ cost: Int32) -> UInt32 {
        guard place.hasUnit else { return 0 }
        let left = ConsonantSteps.left(min(place.allowedNext, budget) &- cost)
        return near[place.consonant &* ConsonantSteps.leftCount &+ left]
    }

    /// Those that may be missing in the text.
    private func missing(_ place: Place, _ budget: Int32, _ cost: Int32) -> UInt32 {
        let left = ConsonantSteps.left(min(place.allowed, budget) &- cost)
        return missing[(place.omissionsLeft > 0 ? ConsonantSteps.leftCount : 0) &+ left]
    }

    /// Hears the text's consonant for that of the children, and the vowels before it for theirs.
    private mutating func exchange(
        _ children: Range<Int>, _ other: Int, _ cost: Int32, _ here: Place, _ next: Place
    ) {
        let cost =
            cost &+ Int32(tables.exchange[here.consonant &* Phone.codeCount &+ other])
        guard cost <= next.allowed else { return }
        let gap = here.unit == 0 ? firstGap : tables.gaps[firstUnit + here.unit]
        let gapRow = gapBase &+ Int(gap) &* tree.gapCount
        for child in children {
            let step = tables.steps[child]
            let gap = here.isFree ? 0 : Int32(tables.gapCosts[gapRow &+ Int(step.gap)])
            let sum = cost &+ gap
            guard leadsOn(step, sum, next) else { continue }
            visit(
                child, unit: next.unit, cost: sum, isFree: false,
                omissionsLeft: next.omissionsLeft)
        }
    }

    /// Leaves out the consonant of the children.
    private mutating func omit(
        _ children: Range<Int>, _ other: Int, _ cost: Int32, _ here: Place
    ) {
        let sum = cost &+ omissions[other]
        let isSoft = omissions[other] <= ConsonantSteps.softMax
        let there = Place(
            unit: here.unit, isFree: true, omissionsLeft: here.omissionsLeft - (isSoft ? 0 : 1),
            of: self)
        for child in children where leadsOn(tables.steps[child], sum, there) {
            visit(
                child, unit: there.unit, cost: sum, isFree: true,
                omissionsLeft: there.omissionsLeft)
        }
    }

    /// Whether a name may cost so much, and end there or go on as the text does.
    private func leadsOn(_ step: SoundTree.Step, _ cost: Int32, _ place: Place) -> Bool {
        let budget = budget(step)
        guard cost <= min(place.allowed, budget) else { return false }
        if step.endingCount > 0, place.isEnd { return true }
        if step.consonants & (wanted(place, budget, cost) | missing(place, budget, cost)) != 0 {
            return true
        }
        return place.mayOmit && cost &+ place.omission <= min(place.allowedNext, budget)
    }

    // MARK: Names

    /// The names of a node, for each end of the text that is reached.
    private mutating func end(_ node: Int, _ unit: Int, _ cost: Int32, _ isFree: Bool) {
        for position in ends.indices where ends[position].unit == unit {
            let gapRow = gapBase + Int(ends[position].gap) * tree.gapCount
            let first = Int(tables.nodes[node].firstEnding)
            for index in first..<first + Int(tables.steps[node].endingCount) {
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
