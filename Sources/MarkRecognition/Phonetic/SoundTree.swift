/// Names by how they sound, as a tree: each step is a consonant and the vowels before it. One walk along a
/// text meets all names that begin as the text does, and leaves those that do not after one or two steps.
struct SoundTree: Sendable {
    struct Node: Sendable {
        /// Children stand in a row, by consonant.
        var firstChild: UInt32 = 0
        /// Names that end here, of the order that the tree was made with.
        var firstEnding: UInt32 = 0
        /// The consonants of the children, a bit each.
        var consonants: UInt32 = 0
        var childCount: UInt16 = 0
        /// At most as many as are judged.
        var endingCount: UInt8 = 0
        /// As `budget`, in its unit, rounded up.
        var budgetUnits: UInt8 = 0

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

    /// Steps of a consonant and the vowels before it.
    private static let gapBits: UInt16 = 11
    private static let gapMask: UInt16 = 1 << gapBits - 1
    /// Of vowels that stand for any others, when there are too many to number.
    private static let anyGap: UInt16 = 0

    private(set) var nodes: [Node] = []
    /// Of the first nodes, which have most children: how many of them have lesser consonants, for each.
    private(set) var lesser: [UInt16] = []
    /// Nodes that have an entry there.
    private(set) var wideCount = 0
    /// Of each node: the step to it.
    private(set) var steps: [UInt16] = []
    /// Of each name in the order of the tree: its place in what the tree was made from, and its last vowels.
    private(set) var order: [Int32] = []
    private(set) var lastGaps: [UInt16] = []
    /// The rows of vowels that names have.
    private(set) var gapCount = 1
    /// By how the script writes vowels, those of the text and those of the name: the cost, at most 255.
    private(set) var gapCosts: [UInt8] = []

    static func consonant(_ step: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: step >> gapBits) }
    static func gap(_ step: UInt16) -> Int { Int(step & gapMask) }

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
        widen()
        weigh(gaps)
    }

    /// Level by level.
    private mutating func grow(
        _ sorted: [Int], _ flat: [UInt16], _ ranges: [Range<Int>], _ budgets: [Int32]
    ) {
        var waiting: [(names: Range<Int>, depth: Int)] = [(0..<sorted.count, 0)]
        nodes = [Node()]
        steps = [0]
        var index = 0
        while index < waiting.count {
            let (names, depth) = waiting[index]
            var node = Node()
            node.firstChild = UInt32(nodes.count)
            node.firstEnding = UInt32(names.lowerBound)
            var position = names.lowerBound
            while position < names.upperBound, ranges[sorted[position]].count == depth {
                node.admit(budgets[sorted[position]])
                position += 1
            }
            node.endingCount = UInt8(min(Self.endingsMax, position - names.lowerBound))
            while position < names.upperBound {
                let step = flat[ranges[sorted[position]].lowerBound + depth]
                let first = position
                while position < names.upperBound,
                    flat[ranges[sorted[position]].lowerBound + depth] == step
                {
                    node.admit(budgets[sorted[position]])
                    position += 1
                }
                node.consonants |= 1 << UInt32(Self.consonant(step))
                node.childCount += 1
                nodes.append(Node())
                steps.append(step)
                waiting.append((first..<position, depth + 1))
            }
            nodes[index] = node
            index += 1
        }
    }

    /// Finds the children of the nodes of the first two levels.
    private mutating func widen() {
        wideCount = 1 + Int(nodes[0].childCount)
        lesser.reserveCapacity(wideCount * Phone.codeCount)
        for node in nodes[..<wideCount] {
            let first = Int(node.firstChild)
            var child = 0
            for consonant in 0..<Phone.codeCount {
                while child < Int(node.childCount),
                    Int(Self.consonant(steps[first + child])) < consonant
                { child += 1 }
                lesser.append(UInt16(child))
            }
        }
    }

    private mutating func weigh(_ gaps: [[UInt8]: UInt16]) {
        gapCount = gaps.count + 1
        let size = VowelRun.count * gapCount
        gapCosts = Array(repeating: 0, count: size * PhoneCosts.Vowels.allCases.count)
        for vowels in PhoneCosts.Vowels.allCases {
            let costs = PhoneCosts.of(vowels)
            for run in 0..<VowelRun.long {
                let text = VowelRun.vowels(run)
                for (name, number) in gaps {
                    let cost = text.withUnsafeBufferPointer { text in
                        name.withUnsafeBufferPointer { name in
                            costs.distance(text, name, max: 255, isBeginning: false)
                        }
                    }
                    gapCosts[vowels.rawValue * size + Int(run) * gapCount + Int(number)] =
                        UInt8(min(255, cost))
                }
            }
        }
    }
}
