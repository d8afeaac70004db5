import AllianceNames
import NodeAPI
import Peering
import Replication
import Synchronization
import Testing

private let brand = MemberID(unchecked: "brand")
private let rival = MemberID(unchecked: "rival")
private let customs = MemberID(unchecked: "customs")

/// Questions that wait for members which take no connections, without a wire.
@Suite(.timeLimit(.minutes(30))) struct QuestionRelayTests {
    /// It waits for its owners for as long as a busy machine takes.
    private let relay = QuestionRelay(nonce: 7, absence: .seconds(3_600))

    private func poll(_ owner: MemberID) -> [WaitingQuestions.Question] {
        guard case .questions(let waiting) = relay.poll(owner, wake: nil) else { return [] }
        return waiting.questions
    }

    private func ask(
        _ text: String = "?", of owner: MemberID = brand, by asker: MemberID = customs,
        deadline: Duration = .seconds(3_600)
    ) async -> Result<[UInt8], PeerProblem> {
        do throws(PeerProblem) {
            return .success(
                try await relay.ask(
                    Array(text.utf8), of: owner, by: asker, deadline: deadline))
        } catch {
            return .failure(error)
        }
    }

    private func keyword(_ result: Result<[UInt8], PeerProblem>) -> String? {
        if case .failure(let problem) = result { problem.keyword } else { nil }
    }

    /// Takes what waits until there is something.
    private func taken(
        by owner: MemberID = brand
    ) async throws -> WaitingQuestions.Question {
        while true {
            if let question = poll(owner).first { return question }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test("an owner takes a question along once, and its asker gets the answer as it came")
    func answered() async throws {
        _ = poll(brand)
        async let answer = ask("a question")
        let question = try await taken()
        #expect(question.text == "a question")
        #expect(question.milliseconds == PeerResource.routedMillisecondsMax)
        #expect(poll(brand).isEmpty && poll(rival).isEmpty)
        #expect(relay.answer(question.id, by: brand, .success([1, 2, 3])))
        #expect(await answer == .success([1, 2, 3]))
        #expect(relay.counts.questions == 0)
        #expect(!relay.answer(question.id, by: brand, .success([4])), "nobody waits any more")
    }

    @Test("only the owner answers, and only what it has taken along")
    func others() async throws {
        _ = poll(brand)
        async let answer = ask()
        while relay.counts.questions == 0 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(!relay.answer("7-1", by: brand, .success([1])), "not taken along yet")
        let question = try await taken()
        #expect(!relay.answer(question.id, by: rival, .success([6, 6, 6])))
        for id in ["", "7-", "8-\(question.id.dropFirst(2))", "7-zzzzzzzzzzzzzzzzzz", "7--1"] {
            #expect(!relay.answer(id, by: brand, .success([6])), "\(id)")
        }
        let refusal = PeerProblem(status: 422, keyword: "routed-question", detail: "No.")
        #expect(relay.answer(question.id, by: brand, .failure(refusal)))
        #expect(await answer == .failure(refusal))
    }

    @Test("an owner that does not poll is not waited for")
    func notConnected() async {
        #expect(keyword(await ask()) == "not-connected")
        _ = poll(rival)
        #expect(keyword(await ask()) == "not-connected")
    }

    @Test("a deadline is kept whether or not the question was taken along")
    func late() async throws {
        _ = poll(brand)
        #expect(keyword(await ask(deadline: .milliseconds(30))) == "too-late")
        // Taken along by the poll that it wakes, in the moment in which it is asked.
        let question = Mutex<WaitingQuestions.Question?>(nil)
        _ = relay.poll(brand) { _ in
            let first = poll(brand).first
            question.withLock { $0 = first }
        }
        #expect(keyword(await ask(deadline: .milliseconds(500))) == "too-late")
        let taken = try #require(question.withLock { $0 })
        #expect((1...500).contains(taken.milliseconds))
        #expect(!relay.answer(taken.id, by: brand, .success([1])))
        #expect(relay.counts.questions == 0)
    }

    @Test("a question wakes a waiting poll of its owner, and no other")
    func wakes() async {
        let woken = Mutex<[String]>([])
        func park(_ owner: MemberID, _ name: String) {
            _ = relay.poll(owner) { isOver in woken.withLock { $0.append("\(name) \(isOver)") } }
        }
        park(brand, "brand")
        park(rival, "rival")
        async let answer = ask(deadline: .milliseconds(200))
        _ = await answer
        #expect(woken.withLock { $0 } == ["brand false"])
        #expect(relay.counts.polls == 1)
    }

    @Test("one poll too many ends the oldest")
    func polls() {
        let over = Mutex<[Int]>([])
        for number in 0..<QuestionRelay.pollsOfOneOwnerMax + 2 {
            _ = relay.poll(brand) { isOver in if isOver { over.withLock { $0.append(number) } } }
        }
        #expect(over.withLock { $0 } == [0, 1])
        #expect(relay.counts.polls == QuestionRelay.pollsOfOneOwnerMax)
    }

    @Test("what waits is bounded, for an owner and for an asker")
    func bounded() async throws {
        _ = poll(brand)
        _ = poll(rival)
        typealias Asking = Task<Void, Never>
        func fill(
            _ count: Int, by asker: @escaping @Sendable (Int) -> MemberID
        ) async throws -> [Asking] {
            let before = relay.counts.questions
            let tasks = (0..<count).map { number in
                Task { _ = await ask(by: asker(number)) }
            }
            while relay.counts.questions < before + count {
                try await Task.sleep(for: .milliseconds(1))
            }
            return tasks
        }
        var tasks = try await fill(QuestionRelay.ofOneAskerMax) { _ in customs }
        #expect(keyword(await ask(by: customs)) == "too-many-questions")
        #expect(keyword(await ask(of: rival, by: customs)) == "too-many-questions")
        tasks += try await fill(QuestionRelay.ofOneOwnerMax - QuestionRelay.ofOneAskerMax) {
            MemberID(unchecked: "asker-\($0)")
        }
        #expect(keyword(await ask(by: rival)) == "too-many-questions")
        relay.drain()
        for task in tasks { await task.value }
    }

    @Test("what is too long, or no text, is refused")
    func malformed() async {
        _ = poll(brand)
        func refused(_ bytes: [UInt8]) async -> Int? {
            do throws(PeerProblem) {
                _ = try await relay.ask(bytes, of: brand, by: customs, deadline: .seconds(1))
                return nil
            } catch {
                return error.status
            }
        }
        #expect(
            await refused([UInt8](repeating: 65, count: QuestionRelay.questionBytesMax + 1)) == 413)
        #expect(await refused([0xff]) == 400)
        // No note has them, and each would be printed as six bytes.
        for byte in (0..<0x20 as Range<UInt8>) where byte != UInt8(ascii: "\n") {
            #expect(await refused([65, byte]) == 400, "\(byte)")
        }
        let longest = [UInt8](repeating: 1, count: QuestionRelay.questionBytesMax)
        #expect(await refused(longest) == 400)
        #expect(relay.counts.questions == 0)
    }

    @Test("what an owner is told at once is what it reads of one answer")
    func longest() async throws {
        _ = poll(brand)
        let text = String(repeating: "\"", count: QuestionRelay.questionBytesMax)
        let count = QuestionRelay.ofOneAskerMax
        let tasks = (0..<count).map { _ in Task { await ask(text) } }
        while relay.counts.questions < count { try await Task.sleep(for: .milliseconds(1)) }
        for _ in 0..<2 {
            let waiting = poll(brand)
            #expect(waiting.count == WaitingQuestions.questionsMax)
            #expect(
                WaitingQuestions(waiting).bytes.count <= PeerResource.waitingQuestionsBytesMax)
        }
        relay.drain()
        for task in tasks { _ = await task.value }
    }

    @Test("what one answer has no room for comes with the next poll; what none has is refused")
    func rest() async throws {
        let bytesMax = 600
        let relay = QuestionRelay(nonce: 7, absence: .seconds(3_600), bytesMax: bytesMax)
        func poll() -> [WaitingQuestions.Question] {
            guard case .questions(let waiting) = relay.poll(brand, wake: nil) else { return [] }
            #expect(waiting.bytes.count <= bytesMax)
            return waiting.questions
        }
        @Sendable func ask(_ text: String) async -> PeerProblem? {
            do throws(PeerProblem) {
                _ = try await relay.ask(
                    Array(text.utf8), of: brand, by: customs, deadline: .seconds(3_600))
                return nil
            } catch {
                return error
            }
        }
        _ = poll()
        #expect(await ask(String(repeating: "\"", count: 300))?.status == 413)
        // Each takes half of an answer, and twice as many bytes as it has.
        let texts = (0..<5).map { "\($0)" + String(repeating: "\"", count: 90) }
        let tasks = texts.map { text in Task { await ask(text) } }
        while relay.counts.questions < texts.count {
            try await Task.sleep(for: .milliseconds(1))
        }
        var taken: [String] = []
        for expected in [2, 2, 1, 0] {
            let waiting = poll()
            #expect(waiting.count == expected)
            taken += waiting.map(\.text)
        }
        #expect(taken.sorted() == texts)
        relay.drain()
        for task in tasks { _ = await task.value }
    }

    @Test("a node that stops answers askers and polls")
    func drains() async throws {
        let over = Mutex(0)
        _ = poll(brand)
        async let answer = ask()
        while relay.counts.questions == 0 { try await Task.sleep(for: .milliseconds(1)) }
        _ = relay.poll(rival) { isOver in over.withLock { $0 += isOver ? 1 : 0 } }
        relay.drain()
        #expect(keyword(await answer) == "ending")
        #expect(over.withLock { $0 } == 1)
        #expect(keyword(await ask()) == "ending")
    }

    @Test("an asker that goes leaves nothing behind")
    func cancelled() async throws {
        _ = poll(brand)
        let task = Task { await ask() }
        while relay.counts.questions == 0 { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        _ = await task.value
        #expect(relay.counts.questions == 0)
    }

    @Test("waiting questions are read as they were printed, and strictly")
    func format() throws {
        let waiting = WaitingQuestions([
            .init(id: "7-1", milliseconds: 5_000, text: "line\nline \"two\"\n"),
            .init(id: "7-2", milliseconds: 0, text: ""),
        ])
        #expect(try WaitingQuestions(parsing: waiting.bytes) == waiting)
        for text in [
            "", "{}", #"{"version":2,"questions":[]}"#, #"{"version":1}"#,
            #"{"version":1,"questions":["x"]}"#, #"{"version":1,"questions":["a 01\n"]}"#,
            #"{"version":1,"questions":["a/b 1\n"]}"#, #"{"version":1,"questions":["a 60001\n"]}"#,
            #"{"version":1,"questions":[],"x":"y"}"#,
        ] {
            #expect(throws: PeerError.self, "\(text)") {
                try WaitingQuestions(parsing: Array(text.utf8))
            }
        }
    }
}
