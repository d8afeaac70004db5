import AllianceNames
import NodeAPI
import Replication
import Synchronization
import Testing

/// SplitMix64: a law that fails names its seed, and the seed replays it.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct FrontierBoardLaws {
    private static let channels = ["alliance", "luxury", "desk"].map { ChannelID(unchecked: $0) }

    private static func origin(_ channel: ChannelID, _ member: Int) -> LogOrigin {
        LogOrigin(
            alliance: AllianceID(unchecked: "a"), channel: channel,
            member: MemberID(unchecked: "m\(member)"), epoch: Epoch(1))
    }

    /// A note names its log, so that a reader of a delta can tell what it replaces.
    private static func note(_ origin: LogOrigin, _ size: Int) -> String { "\(origin)\n\(size)\n" }

    @Test(
        "a reader that follows its tokens holds what the full frontier says, and woke for all of it",
        arguments: 1...30)
    func deltas(seed: UInt64) throws {
        var random = Seeded(state: seed)
        let board = FrontierBoard(nonce: seed)
        let readable = Set(Self.channels.filter { _ in Bool.random(using: &random) })
        var held: [String: String] = [:]
        var token: String?
        let woken = Mutex(false)
        var isParked = false
        for step in 0..<300 {
            let origin = Self.origin(
                Self.channels.randomElement(using: &random)!, Int.random(in: 0..<5, using: &random))
            let note = Self.note(origin, Int.random(in: 0..<3, using: &random))
            let isNews = board.checkpoint(of: origin) != note
            board.publish([(origin, note)])
            #expect(board.checkpoint(of: origin) == note, "seed \(seed)")
            if isParked, isNews, readable.contains(origin.channel) {
                #expect(woken.withLock { $0 }, "seed \(seed), step \(step)")
            }
            guard Int.random(in: 0..<4, using: &random) == 0 || isParked && woken.withLock({ $0 })
            else { continue }
            woken.withLock { $0 = false }
            isParked = false
            let reply = board.reply(
                after: token, channels: readable, rosterVersion: 1,
                waiter: .init(channels: readable) { woken.withLock { $0 = true } })
            guard case .answer(let answer) = reply else {
                isParked = true
                continue
            }
            token = answer.token
            for note in answer.checkpoints {
                held[String(note.prefix { $0 != "\n" })] = note
            }
            let full = try Self.full(board, readable)
            #expect(held.values.sorted() == full.sorted(), "seed \(seed), step \(step)")
        }
    }

    private static func full(
        _ board: FrontierBoard, _ channels: Set<ChannelID>
    ) throws -> [String] {
        let reply = board.reply(after: nil, channels: channels, rosterVersion: 1, waiter: nil)
        guard case .answer(let answer) = reply else {
            throw NoAnswer()
        }
        return answer.checkpoints
    }

    private struct NoAnswer: Error {}
}

@Suite struct FrontierBoardTests {
    private let luxury = ChannelID(unchecked: "luxury")
    private let origin = LogOrigin(
        alliance: AllianceID(unchecked: "a"), channel: ChannelID(unchecked: "luxury"),
        member: MemberID(unchecked: "m"), epoch: Epoch(1))

    @Test("a token of another process, roster or future is unknown and gets everything")
    func unknownTokens() throws {
        let board = FrontierBoard(nonce: 35)
        board.publish([(origin, "note\n")])
        for token in ["z-2-1", "y-1-1", "z-1-2", "z-1-", "z-1-x", "z-1", "", "z-1--1"] {
            #expect(try answer(board, token).checkpoints == ["note\n"], "\(token)")
        }
        #expect(try answer(board, "z-1-1").checkpoints == [])
        #expect(try answer(board, "z-1-0").checkpoints == ["note\n"])
    }

    @Test("a board that drains parks nobody and wakes who waits")
    func drains() throws {
        let board = FrontierBoard(nonce: 35)
        let token = try answer(board, nil).token
        let woken = Mutex(0)
        let waiter = FrontierBoard.Waiter(channels: [luxury]) { woken.withLock { $0 += 1 } }
        guard
            case .parked = board.reply(
                after: token, channels: [luxury], rosterVersion: 1, waiter: waiter)
        else { return #expect(Bool(false), "there was nothing to say") }
        board.drain()
        #expect(woken.withLock { $0 } == 1)
        guard
            case .answer = board.reply(
                after: token, channels: [luxury], rosterVersion: 1, waiter: waiter)
        else { return #expect(Bool(false), "a draining board lets nobody wait") }
    }

    @Test("a waiter that gave up is not woken")
    func cancelled() throws {
        let board = FrontierBoard(nonce: 35)
        let token = try answer(board, nil).token
        let woken = Mutex(0)
        let waiter = FrontierBoard.Waiter(channels: [luxury]) { woken.withLock { $0 += 1 } }
        guard
            case .parked(let ticket) = board.reply(
                after: token, channels: [luxury], rosterVersion: 1, waiter: waiter)
        else { return #expect(Bool(false), "there was nothing to say") }
        board.cancel(ticket)
        board.publish([(origin, "note\n")])
        #expect(woken.withLock { $0 } == 0)
        #expect(board.waiterCount == 0)
    }

    private func answer(_ board: FrontierBoard, _ token: String?) throws -> FrontierAnswer {
        let reply = board.reply(
            after: token, channels: [luxury], rosterVersion: 1, waiter: nil)
        guard case .answer(let answer) = reply else { throw NoAnswer() }
        return answer
    }

    private struct NoAnswer: Error {}
}
