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
        var slack: Int32
        /// Of `distanceMax`, the share of each stretch of the text: a walk that has cost more ends there.
        var pace = 1.0
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

    private let omissions = ConsonantSteps.omissions
    private let tables: SoundTables
    private let tree: SoundTree
    private var stepsLeft = stepsMax

    // Of the search that is under way.
    private var costs = PhoneCosts.of(.written)
    private var gapBase = 0
    private var start = 0
    private var limits = Limits(distanceMax: 0, weightMin: 0, ratioMin: 0, slack: 0)
    private var limit: Int32 = 0
    private var pace: Int32 = 0
    /// Of the stretch, and one behind them.
    private let units: UnsafeMutableBufferPointer<Unit>
    private var ends: [End] = []
    private var found: [Found] = []

    /// - Parameters:
    ///   - tables: of the tree and of the row that is walked along.
    ///   - units: room for the consonants of the row and one.
    init(
        tables: SoundTables, tree: SoundTree, units: UnsafeMutableBufferPointer<Unit>
    ) {
        self.tables = tables
        self.tree = tree
        self.units = units
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
        pace = Int32(limits.distanceMax * limits.pace * Double(Self.scale))
        costs = PhoneCosts.of(vowels)
        gapBase = tree.gapBase(vowels, isBeginning: false)
        let firstUnit = Int(tables.before[start].consonants)
        let unitCount = Int(tables.before[last].consonants) - firstUnit
        let leastWeight = Int32(Double(limits.weightMin) * limits.ratioMin)
        guard weight(start..<last) >= leastWeight else { return found }
        prepare(
            firstUnit..<firstUnit + unitCount,
            beginsAt: tree.gapBase(vowels, isBeginning: true))
        for stop in stops {
            let unit = Int(tables.before[stop].consonants) - firstUnit
            let from =
                unit == 0
                ? start : max(start, Int(tables.consonants[firstUnit + unit - 1].place) + 1)
            units[unit].isEnd = true
            ends.append(
                End(phone: stop, unit: unit, gap: VowelRun.of(tables.textPhones[from..<stop])))
        }
        if let sight = look(
            tables.steps[0], 0, at: units[0], behind: behind(0), Self.omissionsMax)
        {
            visit(0, sight, unit: 0, cost: 0, isFree: false, omissionsLeft: Self.omissionsMax)
        }
        return found
    }

    /// A consonant of the text and the vowels before it, as a walk has to do with it; or what is behind the last.
    struct Unit {
        /// What may have been spent before it.
        let allowed: Int32
        /// What it costs to leave it out.
        var omission = Int32.max
        /// Its places in tables: what it costs to hear it for another, the vowels before it for others, and
        /// which may be heard.
        var exchanges: Int32 = 0
        var gaps: Int32 = 0
        var near: Int32 = 0
        var hasConsonant = false
        /// Whether it comes and goes.
        var isSoft = false
        /// Whether a name may end before it.
        var isEnd = false
    }

    /// - Parameter firstBase: where in the tree's `gapCosts` the first vowels begin.
    private func prepare(_ range: Range<Int>, beginsAt firstBase: Int) {
        let startWeight = tables.before[start].weight
        var allowed = limits.slack
        for (number, place) in range.enumerated() {
            let heard = tables.consonants[place]
            let consonant = Int(heard.code)
            let gap =
                number == 0
                ? VowelRun.of(tables.textPhones[start..<Int(heard.place)]) : heard.gap
            let omission = omissions[consonant]
            units[number] = Unit(
                allowed: allowed, omission: omission,
                exchanges: Int32(truncatingIfNeeded: consonant &* Phone.codeCount),
                gaps: Int32(
                    truncatingIfNeeded: (number == 0 ? firstBase : gapBase)
                        &+ Int(gap) &* tree.gapCount),
                near: Int32(truncatingIfNeeded: consonant &* ConsonantSteps.leftCount),
                hasConsonant: true, isSoft: omission <= ConsonantSteps.softMax)
            let weight = heard.weightThrough &- startWeight
            allowed = limits.slack &+ (weight &* pace) &>> Self.scaleBits
        }
        units[range.count] = Unit(allowed: allowed)
    }

    private func weight(_ phones: Range<Int>) -> Int32 {
        tables.before[phones.upperBound].weight - tables.before[phones.lowerBound].weight
    }

    // MARK: The tree

    /// What may happen at a node.
    private struct Sight {
        /// The consonants of names, a bit each, that the text's next one may be; those that may be missing in it.
        let wanted: UInt32
        let missing: UInt32
        /// Whether the text's next one may be left out.
        let mayOmit: Bool
    }

    /// Nil where a name may not cost so much before the unit, or neither ends there nor goes on as the text does.
    ///
    /// - Parameter behind: what may have been spent before the unit after it.
    @inline(__always)
    private func look(
        _ step: SoundTree.Step, _ cost: Int32, at unit: Unit, behind: Int32, _ omissionsLeft: Int
    ) -> Sight? {
        let budget = (step.budget &* limit) &>> Self.scaleBits
        let most = min(unit.allowed, budget) &- cost
        guard most >= 0 else { return nil }
        let mayOmitAny = omissionsLeft > 0
        let missing =
            step.consonants
            & tables.missing[
                (mayOmitAny ? ConsonantSteps.leftCount : 0) &+ ConsonantSteps.left(most)]
        var wanted: UInt32 = 0
        var mayOmit = false
        if unit.hasConsonant {
            let most = min(behind, budget) &- cost
            wanted = step.consonants & tables.near[Int(unit.near) &+ ConsonantSteps.left(most)]
            mayOmit = (unit.isSoft || mayOmitAny) && unit.omission <= most
        }
        guard wanted | missing != 0 || mayOmit || step.endingCount > 0 && unit.isEnd else {
            return nil
        }
        return Sight(wanted: wanted, missing: missing, mayOmit: mayOmit)
    }

    /// What may have been spent before the unit after one, where there is one.
    private func behind(_ number: Int) -> Int32 {
        units[number].hasConsonant ? units[number &+ 1].allowed : 0
    }

    /// - Parameters:
    ///   - unit: of the text, the next.
    ///   - isFree: whether a consonant was left out just now, so that vowels cannot be compared.
    private mutating func visit(
        _ index: Int, _ sight: Sight, unit: Int, cost: Int32, isFree: Bool, omissionsLeft: Int
    ) {
        stepsLeft -= 1
        guard stepsLeft > 0 else { return }
        let step = tables.steps[index]
        let here = units[unit]
        if here.isEnd, step.endingCount > 0 { end(index, unit, cost, isFree) }
        if sight.mayOmit {
            let sum = cost &+ here.omission
            let left = omissionsLeft &- (here.isSoft ? 0 : 1)
            if let sight = look(
                step, sum, at: units[unit &+ 1], behind: behind(unit &+ 1), left)
            {
                visit(
                    index, sight, unit: unit &+ 1, cost: sum, isFree: true, omissionsLeft: left)
            }
        }
        // Only children with a consonant that will do.
        var consonants = sight.wanted | sight.missing
        guard consonants != 0 else { return }
        let firstGroup = Int(tables.nodes[index].firstGroup)
        while consonants != 0 {
            let bit = consonants & (0 &- consonants)
            consonants &= consonants &- 1
            let group = firstGroup &+ (step.consonants & (bit &- 1)).nonzeroBitCount
            let children = Int(tables.groups[group])..<Int(tables.groups[group &+ 1])
            stepsLeft &-= children.count
            let other = bit.trailingZeroBitCount
            if sight.wanted & bit != 0 {
                let exchange = Int32(tables.exchange[Int(here.exchanges) &+ other])
                self.exchange(
                    children, unit, cost &+ exchange, isFree: isFree, omissionsLeft)
            }
            if sight.missing & bit != 0 { omit(children, other, unit, cost, omissionsLeft) }
        }
    }

    /// Hears the vowels before the text's consonant for those before the children's.
    ///
    /// - Parameter cost: with what the consonant costs.
    private mutating func exchange(
        _ children: Range<Int>, _ unit: Int, _ cost: Int32, isFree: Bool, _ omissionsLeft: Int
    ) {
        let gaps = Int(units[unit].gaps)
        let next = units[unit &+ 1]
        let behind = behind(unit &+ 1)
        let (steps, gapCosts) = (tables.steps, tables.gapCosts)
        for child in children {
            let step = steps[child]
            let gap = isFree ? 0 : Int32(gapCosts[gaps &+ Int(step.gap)])
            guard
                let sight = look(step, cost &+ gap, at: next, behind: behind, omissionsLeft)
            else { continue }
            visit(
                child, sight, unit: unit &+ 1, cost: cost &+ gap, isFree: false,
                omissionsLeft: omissionsLeft)
        }
    }

    /// Leaves out the consonant of the children.
    private mutating func omit(
        _ children: Range<Int>, _ other: Int, _ unit: Int, _ cost: Int32, _ omissionsLeft: Int
    ) {
        let sum = cost &+ omissions[other]
        let left = omissionsLeft &- (omissions[other] <= ConsonantSteps.softMax ? 0 : 1)
        let here = units[unit]
        let behind = behind(unit)
        let steps = tables.steps
        for child in children {
            guard let sight = look(steps[child], sum, at: here, behind: behind, left) else {
                continue
            }
            visit(child, sight, unit: unit, cost: sum, isFree: true, omissionsLeft: left)
        }
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
