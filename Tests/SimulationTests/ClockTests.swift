import AllianceNames
import Simulation
import Testing

/// What a member does whose clock jumps, by scenarios in which nothing else goes wrong. A trace tells who asked whom and
/// what came of it.
@Suite struct ClockTests {
    private static let year: Int64 = 31_536_000

    /// The hub and two brands, all honest, on a network that loses nothing.
    private static func scenario(
        calmAt: Duration, witnesses: Bool = false, _ actions: (_ names: [MemberID]) -> [Step]
    ) -> Scenario {
        var scenario = Scenario(seed: 4)
        scenario.cast = scenario.cast.prefix(3).map { member in
            var member = member
            (member.conduct, member.isWitness, member.readsLuxury) = (.honest, witnesses, false)
            return member
        }
        scenario.faults = .none
        scenario.hasWitnesses = witnesses
        scenario.quotas = (1_000, 1_000)
        scenario.calmAt = calmAt
        scenario.steps = actions(scenario.cast.map(\.id))
        return scenario
    }

    private static func step(_ seconds: Int, _ action: Step.Action) -> Step {
        Step(at: .seconds(seconds), action: action)
    }

    private static func says(_ seconds: Int, _ member: MemberID, _ about: Int) -> Step {
        step(seconds, .say(member, .alliance, [.report(about)], branch: 0))
    }

    /// One answer of a trace.
    private struct Answer {
        let at: Double
        let asking: String
        let peer: String
        let path: String
        let result: String

        /// `12.345s north <- hub /frontier?wait=30: 96 bytes`.
        init?(_ line: String) {
            let words = line.split(separator: " ", maxSplits: 4)
            guard words.count == 5, words[2] == "<-", words[0].last == "s",
                let at = Double(words[0].dropLast())
            else { return nil }
            self.at = at
            (asking, peer) = (String(words[1]), String(words[3]))
            let path = words[4].prefix { $0 != ":" }
            self.path = String(path)
            result = String(words[4].dropFirst(path.count + 2))
        }

        var isFrontier: Bool { path.hasPrefix("/frontier") }
        var saysExpired: Bool { result.hasSuffix("the roster has expired") }
        var isGiven: Bool { result.hasSuffix(" bytes") }
    }

    @Test("whose clock is a year ahead serves nothing but the roster, until the clock is right")
    func ahead() {
        let scenario = Self.scenario(calmAt: .seconds(45)) { names in
            [
                Self.says(5, names[1], 0), Self.step(10, .setClock(names[0], off: Self.year)),
                Self.says(12, names[2], 1), Self.says(15, names[1], 2),
                Self.step(25, .setClock(names[0], off: 0)), Self.says(27, names[1], 3),
            ]
        }
        let run = SimulationRun(scenario, isTraced: true)
        #expect(run.failure == nil)
        let names = scenario.cast.map(\.id.rawValue)
        let answers = run.trace.lines.compactMap(Answer.init)
        let byHub = answers.filter { $0.peer == names[0] }
        for brand in names.dropFirst() {
            let asked = byHub.filter { $0.asking == brand }
            let refused = asked.filter(\.saysExpired)
            #expect(!refused.isEmpty)
            // An answer is on its way for up to 60 milliseconds.
            #expect(refused.allSatisfy { 10...25.1 ~= $0.at }, "\(refused)")
            let meanwhile = asked.filter { 10.1...25 ~= $0.at && $0.isGiven }
            #expect(meanwhile.contains { $0.path.hasPrefix("/roster") })
            #expect(!meanwhile.contains { $0.isFrontier }, "\(meanwhile)")
            for times in [0...10.0, 25...60] {
                #expect(asked.contains { times ~= $0.at && $0.isFrontier && $0.isGiven })
            }
        }
        // The others' clocks are right.
        #expect(!answers.contains { $0.peer != names[0] && $0.saysExpired })
    }

    @Test("whose clock is behind goes on serving by a roster that has expired for the others")
    func behind() {
        let scenario = Self.scenario(calmAt: .seconds(30)) { names in
            [
                Self.step(5, .roster(.renewBriefly(8), to: names[0])),
                Self.step(9, .setClock(names[0], off: -3_600)),
                Self.says(15, names[0], 0), Self.says(16, names[1], 1),
            ]
        }
        let run = SimulationRun(scenario, isTraced: true)
        #expect(run.failure == nil)
        let names = scenario.cast.map(\.id.rawValue)
        let answers = run.trace.lines.compactMap(Answer.init).filter { 13.1...30 ~= $0.at }
        #expect(!answers.contains { $0.peer == names[0] && $0.saysExpired })
        for brand in names.dropFirst() {
            #expect(
                answers.contains {
                    $0.peer == names[0] && $0.asking == brand && $0.isFrontier && $0.isGiven
                })
        }
        #expect(answers.contains { $0.peer == names[1] && $0.saysExpired })
        #expect(!answers.contains { $0.peer == names[1] && $0.isFrontier && $0.isGiven })
    }

    /// What a witness has cosigned of a log first at each size, and the time that the line bears.
    private static func cosigned(_ trace: Trace, by witness: String) -> [UInt64: Int64] {
        var times: [UInt64: Int64] = [:]
        for line in trace.lines {
            let words = line.split(separator: " ")
            guard words.count == 6, words[1] == witness, words[2] == "cosigns",
                let size = UInt64(words[3]), let time = Int64(words[5]), times[size] == nil
            else { continue }
            times[size] = time
        }
        return times
    }

    @Test(
        "a witness cosigns by its own clock, wherever that has jumped to, and never before 1970",
        arguments: [-1_900_000_000, -31_536_000, -3_600, 3_600, 86_400] as [Int64])
    func cosignatures(off: Int64) throws {
        let scenario = Self.scenario(calmAt: .seconds(30), witnesses: true) { names in
            [
                Self.says(5, names[1], 0), Self.step(10, .setClock(names[2], off: off)),
                Self.says(12, names[1], 1), Self.step(20, .setClock(names[2], off: 0)),
                Self.says(22, names[1], 2),
            ]
        }
        let run = SimulationRun(scenario, isTraced: true)
        #expect(run.failure == nil)
        let names = scenario.cast.map(\.id.rawValue)
        let right = Self.cosigned(run.trace, by: names[0])
        let jumped = Self.cosigned(run.trace, by: names[2])
        let differences = try (1...3 as ClosedRange<UInt64>).map { size in
            try #require(jumped[size]) - #require(right[size])
        }
        // They are asked within a second of each other.
        #expect(abs(differences[0]) <= 1)
        #expect(abs(differences[2]) <= 1)
        if off < -1_800_000_000 {
            #expect(jumped[2] == 1)
        } else {
            #expect(abs(differences[1] - off) <= 1)
        }
    }
}
