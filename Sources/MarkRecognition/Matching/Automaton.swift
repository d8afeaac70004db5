/// Finds all of many patterns in one pass over a text (Aho and Corasick, 1975).
///
/// The transitions are one open-addressed table of (state, letter): an alphabet of all of Unicode
/// allows no array for each state, and a hash of one's own no attack, since texts add nothing to it.
/// The table is larger than the processor's caches, so that what most letters need is known before it is
/// looked at: which letters may follow comes with each state, and the root has a table of its own.
package struct Automaton: Sendable {
    private static let none = UInt32.max

    /// A state, and what is looked for in it most often.
    private struct State: Sendable {
        private static let ends: UInt32 = 1 << 31
        private static let fallsToRoot: UInt32 = 1 << 30
        static let root = State(0)

        private var bits: UInt32
        /// The letters that lead on, by their last five bits, a bit each.
        private var letters: UInt32 = 0

        init(_ index: UInt32) { bits = index }

        var index: Int { Int(bits & (Self.fallsToRoot - 1)) }
        /// Whether a pattern ends here, or in a suffix.
        var isEnd: Bool { bits & Self.ends != 0 }
        /// Whether no shorter suffix leads on.
        var isLast: Bool { bits & Self.fallsToRoot != 0 }

        func mayLeadOn(by letter: UInt32) -> Bool { letters &>> (letter & 31) & 1 == 1 }

        mutating func lead(by letter: UInt32) { letters |= 1 &<< (letter & 31) }

        mutating func note(isEnd: Bool, isLast: Bool) {
            if isEnd { bits |= Self.ends }
            if isLast { bits |= Self.fallsToRoot }
        }
    }

    /// Beside each other, so that one look at memory fetches both.
    private struct Slot: Sendable {
        /// 0 where there is none.
        var key: UInt64 = 0
        var target = State.root
    }

    private var slots: [Slot] = []
    private var shift: UInt64 = 0
    private var root = RootTable()
    /// Of each state: the longest suffix that leads on.
    private var fallbacks: [State] = []
    /// The pattern that ends in the state, the first of its chain in `nextOfSame`.
    private var pattern: [UInt32] = [none]
    /// The next shorter suffix at which a pattern ends.
    private var output: [UInt32] = [none]
    private var nextOfSame: [UInt32]
    /// The same, behind all that one owner has there in a row.
    private var nextOfOther: [UInt32]

    /// - Parameters:
    ///   - lettersMax: letters of all patterns together.
    ///   - owner: of a pattern.
    package init(
        count: Int, lettersMax: Int, owner: (Int) -> Int32 = { _ in 0 },
        pattern key: (Int) -> ArraySlice<UInt32>
    ) {
        nextOfSame = Array(repeating: Self.none, count: count)
        nextOfOther = nextOfSame
        var bits: UInt64 = 4
        while 1 << bits < lettersMax * 3 / 2 { bits += 1 }
        shift = 64 - bits
        slots = Array(repeating: Slot(), count: 1 << bits)
        var tree = Tree()
        for index in 0..<count {
            var state: UInt32 = 0
            var depth: UInt16 = 0
            for letter in key(index) {
                depth += 1
                if let next = transition(Int(state), letter) {
                    state = UInt32(next.index)
                } else {
                    let next = tree.add(letter, to: state, depth)
                    insert(state, letter, next)
                    pattern.append(Self.none)
                    state = next
                }
            }
            guard state != 0 else { continue }
            let next = pattern[Int(state)]
            nextOfSame[index] = next
            if next != Self.none {
                nextOfOther[index] =
                    owner(Int(next)) == owner(index) ? nextOfOther[Int(next)] : next
            }
            pattern[Int(state)] = UInt32(index)
        }
        link(tree)
    }

    /// The patterns by their beginnings, as they are put in.
    private struct Tree {
        var parents: [UInt32] = [0]
        var letters: [UInt32] = [0]
        var depths: [UInt16] = [0]

        mutating func add(_ letter: UInt32, to parent: UInt32, _ depth: UInt16) -> UInt32 {
            parents.append(parent)
            letters.append(letter)
            depths.append(depth)
            return UInt32(parents.count - 1)
        }

        /// Shallow states first, without the root.
        func byDepth() -> ArraySlice<Int> {
            var starts: [Int] = Array(repeating: 0, count: Int(depths.max() ?? 0) + 2)
            for depth in depths { starts[Int(depth) + 1] += 1 }
            for depth in 1..<starts.count { starts[depth] += starts[depth - 1] }
            var order = [Int](repeating: 0, count: parents.count)
            for (state, depth) in depths.enumerated() {
                order[starts[Int(depth)]] = state
                starts[Int(depth)] += 1
            }
            return order.dropFirst()
        }
    }

    /// What each state falls back to, and what is known of it beforehand.
    private mutating func link(_ tree: Tree) {
        var states = tree.parents.indices.map { State(UInt32($0)) }
        for index in tree.parents.indices.dropFirst() {
            states[Int(tree.parents[index])].lead(by: tree.letters[index])
        }
        fallbacks = Array(repeating: .root, count: states.count)
        output = Array(repeating: Self.none, count: states.count)
        for index in tree.byDepth() {
            let parent = Int(tree.parents[index])
            var back = 0
            if parent != 0 {
                back = next(after: fallbacks[parent], tree.letters[index]).index
                // Shallower, so that it is known already.
                fallbacks[index] = states[back]
                output[index] = pattern[back] != Self.none ? UInt32(back) : output[back]
            }
            states[index].note(
                isEnd: pattern[index] != Self.none || output[index] != Self.none, isLast: back == 0)
            if parent == 0 { root.insert(tree.letters[index], states[index]) }
            retarget(UInt32(parent), tree.letters[index], states[index])
        }
    }

    // MARK: Transitions

    private func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> shift)
    }

    private static func key(_ state: UInt32, _ letter: UInt32) -> UInt64 {
        (UInt64(state) << 21 | UInt64(letter)) + 1
    }

    private func transition(_ state: Int, _ letter: UInt32) -> State? {
        let key = Self.key(UInt32(truncatingIfNeeded: state), letter)
        var slot = slot(key)
        while slots[slot].key != 0 {
            if slots[slot].key == key { return slots[slot].target }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func insert(_ state: UInt32, _ letter: UInt32, _ target: UInt32) {
        let key = Self.key(state, letter)
        var slot = slot(key)
        while slots[slot].key != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Slot(key: key, target: State(target))
    }

    private mutating func retarget(_ state: UInt32, _ letter: UInt32, _ target: State) {
        let key = Self.key(state, letter)
        var slot = slot(key)
        while slots[slot].key != key { slot = (slot + 1) & (slots.count - 1) }
        slots[slot].target = target
    }

    private func next(after state: State, _ letter: UInt32) -> State {
        var state = state
        while state.index != 0 {
            if state.mayLeadOn(by: letter), let next = transition(state.index, letter) {
                return next
            }
            if state.isLast { break }
            state = fallbacks[state.index]
        }
        return root[letter]
    }

    /// Where the root leads, by letter: a page for each 128 letters of which one begins a pattern.
    private struct RootTable: Sendable {
        private static let letterBits: UInt32 = 21
        private static let pageBits: UInt32 = 7
        /// The first page is of letters that lead nowhere.
        private var states = [State](repeating: .root, count: 1 << pageBits)
        private var pages = [UInt16](repeating: 0, count: 1 << (letterBits - pageBits))

        private func place(_ letter: UInt32) -> Int {
            Int(pages[Int(letter >> Self.pageBits)]) << Int(Self.pageBits)
                | Int(letter & (1 << Self.pageBits - 1))
        }

        subscript(letter: UInt32) -> State { states[place(letter)] }

        mutating func insert(_ letter: UInt32, _ state: State) {
            let page = Int(letter >> Self.pageBits)
            if pages[page] == 0 {
                pages[page] = UInt16(states.count >> Int(Self.pageBits))
                states += Array(repeating: .root, count: 1 << Self.pageBits)
            }
            states[place(letter)] = state
        }
    }

    // MARK: Scanning

    /// Where a scan goes on.
    package enum Onward {
        case next
        /// With the patterns of others, where they are the same letters.
        case nextOwner
        case nowhere
    }

    /// Calls `body` with each pattern that ends at a place of the text, longest first, and the position
    /// after its last letter, until it returns false.
    package func scan(_ letters: [UInt32], _ body: (_ pattern: Int, _ end: Int) -> Bool) {
        scanOwners(letters) { body($0, $1) ? .next : .nowhere }
    }

    /// The same, in which patterns of one owner may be passed over.
    package func scanOwners(
        _ letters: [UInt32], _ body: (_ pattern: Int, _ end: Int) -> Onward
    ) {
        var state = State.root
        for (position, letter) in letters.enumerated() {
            state = next(after: state, letter)
            guard state.isEnd else { continue }
            var ending =
                pattern[state.index] != Self.none ? UInt32(state.index) : output[state.index]
            while ending != Self.none {
                var index = pattern[Int(ending)]
                while index != Self.none {
                    switch body(Int(index), position + 1) {
                    case .next: index = nextOfSame[Int(index)]
                    case .nextOwner: index = nextOfOther[Int(index)]
                    case .nowhere: return
                    }
                }
                ending = output[Int(ending)]
            }
        }
    }
}
