/// Names by how they sound, as a tree: each step is a consonant and the vowels before it. One walk along a
/// text meets all names that begin as the text does, and leaves those that do not after one or two steps.
struct SoundTree: Sendable {
    struct Node: Sendable {
        /// Of the consonants of the children, each a group.
        var firstGroup: UInt32 = 0
        /// Names that end here, of the order that the tree was made with.
        var firstEnding: UInt32 = 0
    }

    /// What is known of a node before it is visited: siblings stand beside each other in memory.
    struct Step: Sendable {
        /// The consonants of the children, a bit each.
        var consonants: UInt32 = 0
        /// The vowels before its own.
        let gap: UInt16
        /// Names that end here, at most as many as are judged.
        var endingCount: UInt8 = 0
        /// As `budget`, in its unit, rounded up.
        var budgetUnits: UInt8 = 0

        init(gap: UInt16) { self.gap = gap }

        private static let budgetUnit: Int32 = 20

        /// The most that may be different in a name that goes through here, before the limit of the script.
        var budget: Int32 { Int32(budgetUnits) * Self.budgetUnit }

        mutating func admit(_ budget: Int32) {
            let units = (budget + Self.budgetUnit - 1) / Self.budgetUnit
            budgetUnits = max(budgetUnits, UInt8(min(Int32(UInt8.max), units)))
        }
    }

    /// Names of one sound that are judged.
    private static let endingsMax = 128

    /// A name as it is put into the tree.
    struct Name {
        /// In codes.
        let phones: ArraySlice<UInt8>
        let budget: Int32
    }

    /// Steps of a consonant and the vowels before it, in one number.
    private static let gapBits: UInt16 = 11
    private static let gapMask: UInt16 = 1 << gapBits - 1
    /// Of vowels that stand for any others, when there are too many to number.
    private static let anyGap: UInt16 = 0

    private(set) var nodes: [Node] = []
    /// Of each node: the step to it.
    private(set) var steps: [Step] = []
    /// Of each consonant of each node, the nodes in their order: the first of its children. They stand in a row,
    /// and end where those of the next begin.
    private(set) var groups: [UInt32] = []
    /// Of each name in the order of the tree: its place in what the tree was made from, and its last vowels.
    private(set) var order: [Int32] = []
    private(set) var lastGaps: [UInt16] = []
    /// The rows of vowels that names have.
    private(set) var gapCount = 1
    /// By whether a name begins there, how the script writes vowels, those of the text and those of the name: the cost,
    /// at most 255.
    private(set) var gapCosts: [UInt8] = []

    init(count: Int, name: (Int) -> Name) {
        var gaps: [[UInt8]: UInt16] = [:]
        var flat: [UInt16] = []
        var ranges: [Range<Int>] = []
        var last: [UInt16] = []
        var budgets: [Int32] = []
        ranges.reserveCapacity(count)
        for index in 0..<count {
            let name = name(index)
            let start = flat.count
            var run: [UInt8] = []
            func number() -> UInt16 {
                if let known = gaps[run] { return known }
                guard gaps.count < Int(Self.gapMask) else { return Self.anyGap }
                let number = UInt16(gaps.count + 1)
                gaps[run] = number
                return number
            }
            for code in name.phones {
                if code < Phone.vowelCount {
                    run.append(code)
                } else {
                    flat.append(UInt16(code) << Self.gapBits | number())
                    run.removeAll(keepingCapacity: true)
                }
            }
            last.append(number())
            ranges.append(start..<flat.count)
            budgets.append(name.budget)
        }
        let sorted = (0..<count).sorted {
            let one = ranges[$0]
            let other = ranges[$1]
            for offset in 0..<min(one.count, other.count) {
                let left = flat[one.lowerBound + offset]
                let right = flat[other.lowerBound + offset]
                if left != right { return left < right }
            }
            return (one.count, $0) < (other.count, $1)
        }
        order = sorted.map { Int32($0) }
        lastGaps = sorted.map { last[$0] }
        grow(sorted, flat, ranges, budgets)
        weigh(gaps)
    }

    /// Level by level.
    private mutating func grow(
        _ sorted: [Int], _ flat: [UInt16], _ ranges: [Range<Int>], _ budgets: [Int32]
    ) {
        var waiting: [(names: Range<Int>, depth: Int)] = [(0..<sorted.count, 0)]
        nodes = [Node()]
        steps = [Step(gap: Self.anyGap)]
        var index = 0
        while index < waiting.count {
            let (names, depth) = waiting[index]
            var node = Node()
            node.firstGroup = UInt32(groups.count)
            node.firstEnding = UInt32(names.lowerBound)
            var position = names.lowerBound
            while position < names.upperBound, ranges[sorted[position]].count == depth {
                position += 1
            }
            var step = steps[index]
            step.endingCount = UInt8(min(Self.endingsMax, position - names.lowerBound))
            while position < names.upperBound {
                let number = flat[ranges[sorted[position]].lowerBound + depth]
                let first = position
                while position < names.upperBound,
                    flat[ranges[sorted[position]].lowerBound + depth] == number
                { position += 1 }
                let consonant: UInt32 = 1 << UInt32(number >> Self.gapBits)
                if step.consonants & consonant == 0 { groups.append(UInt32(nodes.count)) }
                step.consonants |= consonant
                nodes.append(Node())
                steps.append(Step(gap: number & Self.gapMask))
                waiting.append((first..<position, depth + 1))
            }
            for name in sorted[names] { step.admit(budgets[name]) }
            nodes[index] = node
            steps[index] = step
            index += 1
        }
        groups.append(UInt32(nodes.count))
    }

    /// Where in `gapCosts` the vowels of the text begin.
    func gapBase(_ vowels: PhoneCosts.Vowels, isBeginning: Bool) -> Int {
        let kinds = PhoneCosts.Vowels.allCases.count
        return ((isBeginning ? kinds : 0) + vowels.rawValue) * VowelRun.count * gapCount
    }

    private mutating func weigh(_ gaps: [[UInt8]: UInt16]) {
        gapCount = gaps.count + 1
        gapCosts = Array(
            repeating: 0, count: 2 * VowelRun.count * gapCount * PhoneCosts.Vowels.allCases.count)
        for vowels in PhoneCosts.Vowels.allCases {
            for isBeginning in [false, true] { weigh(gaps, vowels, isBeginning: isBeginning) }
        }
    }

    private mutating func weigh(
        _ gaps: [[UInt8]: UInt16], _ vowels: PhoneCosts.Vowels, isBeginning: Bool
    ) {
        let costs = PhoneCosts.of(vowels)
        let base = gapBase(vowels, isBeginning: isBeginning)
        // Where most vowels are left out, names begin with one to help the tongue: ستاندرد is استاندرد as well.
        let isDear = isBeginning && vowels != .omitted
        for run in 0..<VowelRun.long {
            let text = VowelRun.vowels(run)
            for (name, number) in gaps {
                let cost = text.withUnsafeBufferPointer { text in
                    name.withUnsafeBufferPointer { name in
                        costs.distance(text, name, max: 255, isBeginning: isDear)
                    }
                }
                gapCosts[base + Int(run) * gapCount + Int(number)] = UInt8(min(255, cost))
            }
        }
    }
}
