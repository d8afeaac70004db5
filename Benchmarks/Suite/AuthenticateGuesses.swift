import AllianceNames
import AllianceNode
import Credentials
import GS1
import Logging
import ProductAuthentication
import Roster
import SQLiteStore
import Synchronization
import TransparencyLog

/// A member asks about a million numbers that it made up, one in a thousand of them true, within ten
/// hours by the owner's clock: what it is told, what it costs, and what memory grows.
enum AuthenticateGuesses {
    static let name = "authenticate.guesses"
    static let guesses = 1_000_000
    private static let hours: UInt64 = 10

    static func run(_ bench: Workbench) async throws -> Figure {
        let brand = try OpenedNode(await bench.peers().home(PeerAlliance.brand))
        try await BrandItems.register(bench.items, at: brand)
        let registry = try brand.openRegistry()
        let clock = Mutex(WallClock.system.now())
        let quiet = Logger(label: "guesses") { _ in SwiftLogNoOpLogHandler() }
        let responder = QuestionResponder(
            member: brand.member, registry: registry,
            knowledge: RecentKnowledge(
                brand.productKnowledge, roster: { brand.register.newest?.digest },
                now: { clock.withLock { $0 } }),
            signer: brand.answerSigner, now: { clock.withLock { $0 } }, logger: quiet)
        let asker = try MemberID(parsing: PeerAlliance.hub)
        let gtin = try BrandItems.gtin()
        var generator = SystemRandomNumberGenerator()
        var (told, refused, lengths) = (0, 0, Set<Int>())
        var memory = 0
        let measured = try await Measured.of {
            for number in 0..<guesses {
                let serial =
                    number % 1_000 == 0
                    ? BrandItems.serial(Int.random(in: 0..<bench.items)) : "GUESS\(number)"
                clock.withLock { $0 += hours * 3_600_000 / UInt64(guesses) }
                let question = try Question(
                    nonce: Nonce(using: &generator), askedAt: 1, asker: asker,
                    product: .gs1(
                        ItemIdentifiers(gtin: gtin, serial: try Serial(parsing: serial))))
                let bytes = try responder.respond(to: question.bytes, from: asker)
                lengths.insert(bytes.count)
                let answer = try Answer(parsing: SignedAnswer(parsing: bytes).note.text)
                if answer.judgement.reasons == [.notDisclosed] { refused += 1 } else { told += 1 }
                if number == guesses / 10 { memory = Usage.now.memoryBytes }
            }
        }
        let grown = Usage.now.memoryBytes - memory
        try registry.close()
        try brand.close()
        return Figure(
            name: name, value: Double(told), unit: "answers",
            limit: "the budget of the windows, and true numbers among those answered",
            limitValue: Double((Int(hours) + 1) * QuestionBudget.unknownsMax),
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [
                "\(guesses) guesses, \(refused) not disclosed, answers of \(lengths.count) length",
                "\(Figure.rounded(measured.cpuSeconds / Double(guesses) * 1e6)) CPU µs a question",
                "memory grew by \(grown / 1024) KiB over the last nine tenths",
            ])
    }
}
