package import Complaints
package import Statements

/// Asks owners about the numbers that cases name: before complaints are judged, and for so long at most, however many there
/// are and however slow owners are. What is left comes in the next round.
package struct ItemInquiries: Sendable {
    /// Numbers that one round takes up.
    package static let roundMax = 256
    /// At a time; an owner that takes no connections is asked through this node, which keeps few questions for one asker.
    package static let atOnceMax = 8
    /// After so long nothing more is begun, and so long one question waits.
    static let beginning = Duration.seconds(1)
    static let answering = Duration.seconds(2)

    private let register: any ComplaintRegister
    private let asking: any ItemAsking
    private let now: @Sendable () -> UInt64
    private let calls: BlockingCalls

    /// - Parameter now: milliseconds since 1970.
    package init(
        _ register: any ComplaintRegister, asking: any ItemAsking,
        now: @escaping @Sendable () -> UInt64, calls: BlockingCalls
    ) {
        self.register = register
        self.asking = asking
        self.now = now
        self.calls = calls
    }

    /// Durable on return.
    /// - Returns: cases of which something was answered.
    package func round() async throws -> [EntryReference] {
        let (register, time) = (register, now())
        let due = try await calls.run {
            try register.dueItems(now: time, limit: Self.roundMax)
        }
        guard !due.isEmpty else { return [] }
        // One number that several cases name is asked about once.
        let cases = Dictionary(grouping: due, by: \.elementString)
        var seen: Set<String> = []
        let answers = await answers(to: due.filter { seen.insert($0.elementString).inserted })
        var kept: [EntryReference: [ItemAnswer]] = [:]
        for answer in answers {
            for item in cases[answer.elementString] ?? [] {
                kept[item.complaint, default: []].append(answer)
            }
        }
        let all = kept
        try await calls.run { for (id, answers) in all { try register.keep(answers, of: id) } }
        return all.filter { !$0.value.allSatisfy(\.isOpen) }.keys.sorted()
    }

    private func answers(to due: [DueItem]) async -> [ItemAnswer] {
        let begun = ContinuousClock.now
        return await withTaskGroup(of: ItemAnswer.self) { tasks in
            var waiting = due[...]
            var answers: [ItemAnswer] = []
            func begin() {
                guard ContinuousClock.now - begun < Self.beginning, let next = waiting.popFirst()
                else { return }
                tasks.addTask { await asking.ask(about: next, within: Self.answering) }
            }
            for _ in 0..<Self.atOnceMax { begin() }
            while let answer = await tasks.next() {
                answers.append(answer)
                begin()
            }
            return answers
        }
    }
}
