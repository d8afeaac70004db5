import CRDT
import Testing

@Suite("joins commute, associate and repeat without effect")
struct JoinSemilatticeLaws {
    static let seeds: [UInt64] = Array(1...40)

    @Test("causal contexts", arguments: seeds)
    func causalContexts(seed: UInt64) {
        checkLaws(seed: seed) { random in
            var context = CausalContext<String>()
            for log in Self.someLogs(&random) {
                context[log] = .random(in: 0...5, using: &random)
            }
            return context
        }
    }

    @Test("removals", arguments: seeds)
    func removals(seed: UInt64) {
        checkLaws(seed: seed) { random in
            Removals(Self.someLogs(&random).map { Self.dot($0, &random) })
        }
    }

    @Test("observed-remove maps", arguments: seeds)
    func observedRemoveMaps(seed: UInt64) {
        checkLaws(seed: seed) { random in
            var map = ObservedRemoveMap<String, String>()
            for log in Self.someLogs(&random) {
                let dot = Self.dot(log, &random)
                if Bool.random(using: &random) {
                    map.insert("value of \(dot)", at: dot)
                } else {
                    map.remove(dot, by: Self.dot("r", &random))
                }
            }
            return map
        }
    }

    @Test("newest of each", arguments: seeds)
    func newestOfEach(seed: UInt64) {
        checkLaws(seed: seed) { random in
            var newest = NewestOfEach<String, UInt64, String>()
            for speaker in Self.someLogs(&random) {
                let position = UInt64.random(in: 0...5, using: &random)
                newest.say("\(speaker) at \(position)", by: speaker, at: position)
            }
            return newest
        }
    }

    private static func someLogs(_ random: inout SeededGenerator) -> [String] {
        (0..<Int.random(in: 0...6, using: &random)).map { _ in
            ["a", "b", "c"].randomElement(using: &random) ?? "a"
        }
    }

    private static func dot(_ log: String, _ random: inout SeededGenerator) -> Dot<String> {
        Dot(log: log, index: .random(in: 0...4, using: &random))
    }

    private func checkLaws<State: JoinSemilattice>(
        seed: UInt64, _ make: (inout SeededGenerator) -> State
    ) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let (x, y, z) = (make(&random), make(&random), make(&random))
            #expect(x.joined(with: y) == y.joined(with: x), "seed \(seed)")
            #expect(
                x.joined(with: y).joined(with: z) == x.joined(with: y.joined(with: z)),
                "seed \(seed)")
            #expect(x.joined(with: x) == x, "seed \(seed)")
            #expect(x.joined(with: y).joined(with: y) == x.joined(with: y), "seed \(seed)")
        }
    }
}
