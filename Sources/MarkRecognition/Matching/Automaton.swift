/// Finds all of many patterns in one pass over a text (Aho and Corasick, 1975).
///
/// The transitions are one open-addressed table of (state, letter): an alphabet of all of Unicode
/// allows no array for each state, and a hash of one's own no attack, since texts add nothing to it.
package struct Automaton: Sendable {
    private static let none = UInt32.max
    private static let root: UInt32 = 0

    /// Beside each other, so that one look at memory fetches both.
    private struct Slot: Sendable {
        /// 0 where there is none.
        var key: UInt64 = 0
        var target: UInt32 = 0
    }

    private var slots: [Slot] = []
    private var shift: UInt64 = 0
    /// The transitions of the root for letters below 0x80, where most texts are most of the time.
    private var rootASCII = [UInt32](repeating: 0, count: 0x80)
    private var fail: [UInt32] = [0]
    /// The pattern that ends in the state, the first of its chain in `nextOfSame`.
    private var pattern: [UInt32] = [none]
    /// The next shorter suffix at which a pattern ends.
    private var output: [UInt32] = [none]
    private var nextOfSame: [UInt32]

    /// - Parameter lettersMax: letters of all patterns together.
    package init(count: Int, lettersMax: Int, pattern key: (Int) -> ArraySlice<UInt32>) {
        nextOfSame = Array(repeating: Self.none, count: count)
        var bits: UInt64 = 4
        while 1 << bits < lettersMax * 3 / 2 { bits += 1 }
        shift = 64 - bits
        slots = Array(repeating: Slot(), count: 1 << bits)
        var parents: [UInt32] = [0]
        var letters: [UInt32] = [0]
        var depths: [UInt16] = [0]
        for index in 0..<count {
            var state = Self.root
            var depth: UInt16 = 0
            for letter in key(index) {
                depth += 1
                if let next = transition(state, letter) {
                    state = next
                } else {
                    let next = UInt32(parents.count)
                    insert(state, letter, next)
                    parents.append(state)
                    letters.append(letter)
                    depths.append(depth)
                    pattern.append(Self.none)
                    state = next
                }
            }
            guard state != Self.root else { continue }
            nextOfSame[index] = pattern[Int(state)]
            pattern[Int(state)] = UInt32(index)
        }
        for (letter, _) in rootASCII.enumerated() {
            rootASCII[letter] = transition(Self.root, UInt32(letter)) ?? Self.root
        }
        link(parents, letters, depths)
    }

    /// What a state falls back to, shallow states first.
    private mutating func link(_ parents: [UInt32], _ letters: [UInt32], _ depths: [UInt16]) {
        fail = Array(repeating: Self.root, count: parents.count)
        output = Array(repeating: Self.none, count: parents.count)
        var starts: [Int] = Array(repeating: 0, count: Int(depths.max() ?? 0) + 2)
        for depth in depths { starts[Int(depth) + 1] += 1 }
        for depth in 1..<starts.count { starts[depth] += starts[depth - 1] }
        var order = [UInt32](repeating: 0, count: parents.count)
        for (state, depth) in depths.enumerated() {
            order[starts[Int(depth)]] = UInt32(state)
            starts[Int(depth)] += 1
        }
        for state in order.dropFirst() {
            let parent = parents[Int(state)]
            if parent != Self.root {
                fail[Int(state)] = next(after: fail[Int(parent)], letters[Int(state)])
            }
            let back = fail[Int(state)]
            output[Int(state)] = pattern[Int(back)] != Self.none ? back : output[Int(back)]
        }
    }

    // MARK: Transitions

    private func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> shift)
    }

    private static func key(_ state: UInt32, _ letter: UInt32) -> UInt64 {
        (UInt64(state) << 21 | UInt64(letter)) + 1
    }

    private func transition(_ state: UInt32, _ letter: UInt32) -> UInt32? {
        let key = Self.key(state, letter)
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
        slots[slot] = Slot(key: key, target: target)
    }

    private func next(after state: UInt32, _ letter: UInt32) -> UInt32 {
        var state = state
        while state != Self.root {
            if let next = transition(state, letter) { return next }
            state = fail[Int(state)]
        }
        if letter < 0x80 { return rootASCII[Int(letter)] }
        return transition(Self.root, letter) ?? Self.root
    }

    // MARK: Scanning

    /// Calls `body` with each pattern that ends at a place of the text, longest first, and the position
    /// after its last letter, until it returns false.
    package func scan(_ letters: [UInt32], _ body: (_ pattern: Int, _ end: Int) -> Bool) {
        var state = Self.root
        for (position, letter) in letters.enumerated() {
            state = next(after: state, letter)
            var ending = pattern[Int(state)] != Self.none ? state : output[Int(state)]
            while ending != Self.none {
                var index = pattern[Int(ending)]
                while index != Self.none {
                    guard body(Int(index), position + 1) else { return }
                    index = nextOfSame[Int(index)]
                }
                ending = output[Int(ending)]
            }
        }
    }
}
