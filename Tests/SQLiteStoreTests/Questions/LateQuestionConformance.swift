import AllianceNames
import GS1
import ProductAuthentication
import SQLiteStore
import Testing

/// What every `LateQuestionStore` promises.
@Suite struct LateQuestionConformance {
    enum Kind: CaseIterable { case inMemory, sqlite }

    private let folder: TemporaryFolder
    private let maison = MemberID(unchecked: "maison")
    private let atelier = MemberID(unchecked: "atelier")

    init() throws { folder = try TemporaryFolder() }

    private func store(_ kind: Kind) throws -> any LateQuestionStore {
        switch kind {
        case .inMemory: InMemoryLateQuestions()
        case .sqlite: try SQLiteLateQuestions(path: folder.file("questions.sqlite"))
        }
    }

    private func question(_ number: Int) throws -> Question {
        var generator = SeededGenerator(seed: UInt64(number))
        return try Question(
            nonce: Nonce(using: &generator), askedAt: UInt64(number),
            asker: MemberID(unchecked: "customs"),
            product: .gs1(
                ItemIdentifiers(
                    gtin: GTIN(parsing: "04006381333931"), serial: Serial(parsing: "A\(number)"))),
            purpose: "税関")
    }

    @Test("the first asked comes first, for each owner by itself", arguments: Kind.allCases)
    func order(kind: Kind) throws {
        let store = try store(kind)
        for number in [3, 1, 2] {
            try store.add(LateQuestion(owner: maison, question: question(number)))
        }
        try store.add(LateQuestion(owner: atelier, question: question(1)))
        #expect(try store.waiting(for: maison, limit: 9) == [3, 1, 2].map { try question($0) })
        #expect(try store.waiting(for: maison, limit: 2) == [3, 1].map { try question($0) })
        #expect(try store.waiting(for: atelier, limit: 9) == [question(1)])
        #expect(try store.owners() == [atelier, maison])
        #expect(try store.count() == 4)
    }

    @Test("what is removed is gone for that owner only; twice is once", arguments: Kind.allCases)
    func remove(kind: Kind) throws {
        let store = try store(kind)
        for owner in [maison, atelier, maison] {
            try store.add(LateQuestion(owner: owner, question: question(1)))
        }
        #expect(try store.count() == 2)
        try store.remove([question(1), question(2)], of: maison)
        try store.remove([], of: atelier)
        #expect(try store.owners() == [atelier])
        #expect(try store.waiting(for: maison, limit: 9) == [])
    }

    @Test(
        "an owner that stays away has its limit, and the oldest makes room",
        arguments: Kind.allCases)
    func bounded(kind: Kind) throws {
        let store = try store(kind)
        let max = LateQuestionLimits.waitingOfOwnerMax
        try store.add(LateQuestion(owner: atelier, question: question(1)))
        var dropped = 0
        for number in 0..<(max + 2) {
            dropped += try store.add(LateQuestion(owner: maison, question: question(number)))
        }
        #expect(dropped == 2)
        #expect(try store.count() == max + 1)
        #expect(try store.waiting(for: maison, limit: 1) == [question(2)])
        #expect(try store.waiting(for: atelier, limit: 1) == [question(1)])
    }

    @Test("what was added is there after the file is opened again")
    func durable() throws {
        let path = folder.file("again.sqlite")
        let first = try SQLiteLateQuestions(path: path)
        try first.add(LateQuestion(owner: maison, question: question(1)))
        try first.close()
        let second = try SQLiteLateQuestions(path: path)
        #expect(try second.waiting(for: maison, limit: 9) == [question(1)])
    }
}
