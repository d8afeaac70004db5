import MarkRecognition
import Testing

@Suite struct AutomatonTests {
    private func found(_ patterns: [String], in text: String) -> Set<[Int]> {
        let keys = patterns.map { $0.unicodeScalars.map(\.value) }
        let automaton = Automaton(count: keys.count, lettersMax: keys.joined().count) {
            keys[$0][...]
        }
        var found: Set<[Int]> = []
        automaton.scan(text.unicodeScalars.map(\.value)) { pattern, end in
            found.insert([pattern, end])
            return true
        }
        return found
    }

    @Test("it finds what the naive search finds, on random texts of a small alphabet")
    func naive() {
        var seed: UInt64 = 1
        func next(_ bound: UInt64) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % bound)
        }
        func word(_ length: Int) -> String {
            // Letters of several pages, three of which have the last five bits in common.
            String((0..<length).map { _ in ["a", "b", "古", "ā", "😁"][next(5)] })
        }
        for _ in 0..<200 {
            let patterns = (0..<12).map { _ in word(1 + next(5)) }
            let text = word(40)
            var expected: Set<[Int]> = []
            let letters = Array(text)
            for (index, pattern) in patterns.enumerated() {
                let key = Array(pattern)
                for end in key.count...letters.count
                where Array(letters[end - key.count..<end]) == key {
                    expected.insert([index, end])
                }
            }
            #expect(found(patterns, in: text) == expected)
        }
    }

    @Test("patterns of one owner that are the same letters are passed over together")
    func nextOwner() {
        let patterns = ["bab", "ab", "ab", "ab", "ab", "b", "ab"]
        let owners: [Int32] = [0, 0, 0, 1, 1, 1, 0]
        let keys = patterns.map { $0.unicodeScalars.map(\.value) }
        let automaton = Automaton(
            count: keys.count, lettersMax: keys.joined().count, owner: { owners[$0] }
        ) { keys[$0][...] }
        var found: [Int] = []
        automaton.scanOwners("bab".unicodeScalars.map(\.value)) { pattern, end in
            guard end == 3 else { return .next }
            found.append(pattern)
            return .nextOwner
        }
        // The longest first; of the same letters the last first.
        #expect(found == [0, 6, 4, 2, 5])
        found = []
        automaton.scanOwners("bab".unicodeScalars.map(\.value)) { pattern, _ in
            found.append(pattern)
            return .nowhere
        }
        #expect(found == [5])
    }

    @Test("no pattern, an empty pattern and an empty text find nothing")
    func empty() {
        #expect(found([], in: "abc") == [])
        #expect(found([""], in: "abc") == [])
        #expect(found(["a"], in: "") == [])
    }
}
