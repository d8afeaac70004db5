import AllianceNames
import Replication
import Testing

@Suite struct FetchQueueTests {
    private var queue: FetchQueue
    private var lastJob: JobID = 0

    init() {
        var limits = FetchQueue.Limits()
        limits.memoryBytesMax = 1_000
        limits.fetchesPerPeerMax = 3
        limits.busyLogsMax = 2
        queue = FetchQueue(limits: limits)
    }

    private func origin(_ number: Int) throws -> LogOrigin {
        try LogOrigin(parsing: "alliance.example/alliance/brand-\(number)/e1")
    }

    private mutating func add(
        _ count: Int, of log: Int, from peer: MemberID = .hub, bytes: Int = 10, bundle: UInt64 = 0
    ) throws {
        for number in 0..<count {
            lastJob += 1
            queue.add(
                FetchQueue.Ticket(
                    origin: try origin(log), job: lastJob, peer: peer,
                    bundle: bundle + UInt64(number), byteCount: bytes))
        }
    }

    @Test("a peer has no more than its share of fetches under way")
    mutating func perPeer() throws {
        try add(9, of: 1)
        try add(2, of: 1, from: .mirror, bundle: 9)
        let first = queue.start()
        #expect(first.map(\.bundle) == [0, 1, 2])
        #expect(queue.start().isEmpty)
        queue.ended(first[1], byteCount: 10)
        #expect(queue.start().map(\.bundle) == [3])
    }

    @Test("no more than the memory bound is set aside, held or under way")
    mutating func memory() throws {
        try add(4, of: 1, bytes: 400)
        let first = queue.start()
        #expect(first.count == 2 && queue.memoryBytes == 800 && queue.isShortOfMemory)
        // What has arrived is smaller than what was set aside.
        queue.ended(first[0], byteCount: 150)
        #expect(queue.memoryBytes == 550)
        #expect(queue.start().count == 1 && queue.memoryBytes == 950)
        queue.release([first[0].job], of: try origin(1))
        #expect(queue.memoryBytes == 800)
    }

    @Test("memory comes back with what is dropped under way")
    mutating func dropped() throws {
        try add(4, of: 1, bytes: 400)
        let first = queue.start()
        queue.release([1, 2, 3, 4], of: try origin(1))
        #expect(queue.memoryBytes == 0 && queue.isIdle)
        for ticket in first { queue.ended(ticket, byteCount: 300) }
        #expect(queue.memoryBytes == 0)
        try add(3, of: 2)
        #expect(queue.start().count == 3)
    }

    @Test("whoever stands behind does not take the memory that is waited for")
    mutating func noOvertaking() throws {
        try add(1, of: 1, bytes: 600)
        try add(1, of: 2, bytes: 900)
        try add(1, of: 3, bytes: 100)
        let first = queue.start()
        #expect(try first.map(\.origin) == [origin(1)])
        queue.ended(first[0], byteCount: 600)
        queue.release([1], of: try origin(1))
        #expect(try queue.start().map(\.origin) == [origin(2), origin(3)])
    }

    @Test("what is larger than the whole bound runs alone")
    mutating func largerThanAll() throws {
        try add(1, of: 1, bytes: 100)
        try add(1, of: 2, bytes: 5_000)
        let first = queue.start()
        #expect(first.count == 1)
        queue.ended(first[0], byteCount: 100)
        #expect(queue.start().isEmpty)
        queue.release([1], of: try origin(1))
        #expect(try queue.start().map(\.origin) == [origin(2)])
    }

    @Test("large fetches run one at a time, log by log, and nobody else waits for them")
    mutating func large() throws {
        var limits = FetchQueue.Limits()
        limits.memoryBytesMax = 1_000
        limits.usualFetchBytesMax = 100
        queue = FetchQueue(limits: limits)
        // Whoever sends two of them slowly would keep the third waiting, and all behind it.
        try add(2, of: 1, from: MemberID("peer-1"), bytes: 400)
        try add(1, of: 2, from: MemberID("peer-2"), bytes: 400)
        try add(1, of: 3, from: MemberID("peer-3"), bytes: 400)
        try add(2, of: 4, bytes: 50)
        let first = queue.start()
        #expect(try first.map(\.origin) == [origin(1), origin(4), origin(4)])
        #expect(!queue.isShortOfMemory)
        // One that is not wanted any more is under way all the same.
        queue.release([first[0].job], of: try origin(1))
        #expect(queue.start().isEmpty)
        var large = first[0]
        for next in [2, 3, 1] {
            queue.ended(large, byteCount: 0)
            queue.release([large.job], of: large.origin)
            let started = queue.start()
            #expect(try started.map(\.origin) == [origin(next)])
            large = try #require(started.first)
        }
    }

    @Test("a bundle before all that its log holds does not wait for the memory that they hold")
    mutating func earlierBundle() throws {
        try add(3, of: 1, bytes: 300, bundle: 5)
        let first = queue.start()
        #expect(first.count == 3)
        for ticket in first { queue.ended(ticket, byteCount: 300) }
        try add(1, of: 1, bytes: 300, bundle: 9)
        #expect(queue.start().isEmpty && queue.isShortOfMemory)
        queue.release([4], of: try origin(1))
        try add(1, of: 1, from: .mirror, bytes: 300, bundle: 4)
        #expect(queue.start().map(\.bundle) == [4])
    }

    @Test("of logs that want many bundles two run at a time; one that wants few does not wait")
    mutating func busyLogs() throws {
        let peers = (1...4).map { MemberID("peer-\($0)") }
        for log in 1...3 { try add(6, of: log, from: peers[log - 1]) }
        try add(2, of: 4, from: peers[3])
        let started = queue.start()
        #expect(
            try Set(started.map(\.origin)) == [origin(1), origin(2), origin(4)])
        #expect(try started.first?.origin == origin(4))
        for ticket in started { queue.ended(ticket, byteCount: 1) }
        queue.release(Array(1...6), of: try origin(1))
        #expect(try Set(queue.start().map(\.origin)) == [origin(2), origin(3)])
    }

    @Test("tiles hold no memory and leave nothing behind")
    mutating func tiles() throws {
        let ticket = FetchQueue.Ticket(
            origin: try origin(1), job: 1, peer: .hub, bundle: nil, byteCount: 0)
        queue.add(ticket)
        #expect(queue.start() == [ticket])
        #expect(!queue.isIdle || queue.memoryBytes == 0)
        queue.ended(ticket, byteCount: 8_192)
        #expect(queue.isIdle && queue.memoryBytes == 0)
    }
}
