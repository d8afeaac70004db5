import AllianceNames
import Replication
import Testing

@Suite struct FetchQueueTests {
    private var queue: FetchQueue
    private var lastJob: JobID = 0

    init() {
        var limits = FetchQueue.Limits()
        limits.memoryBytesMax = 1_000
        limits.fewBytesMax = 0
        limits.fetchesPerPeerMax = 3
        limits.busyLogsMax = 2
        queue = FetchQueue(limits: limits)
    }

    private func origin(_ number: Int, epoch: Int = 1) throws -> LogOrigin {
        try LogOrigin(parsing: "alliance.example/alliance/brand-\(number)/e\(epoch)")
    }

    private mutating func add(
        _ count: Int, of log: Int, epoch: Int = 1, from peer: MemberID = .hub, bytes: Int = 10,
        bundle: UInt64 = 0
    ) throws {
        for number in 0..<count {
            lastJob += 1
            queue.add(
                FetchQueue.Ticket(
                    origin: try origin(log, epoch: epoch), job: lastJob, peer: peer,
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
        limits.fewBytesMax = 0
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

    /// Logs 1 and 2 hold all that logs which want many may, 800 of 1,000 bytes, and wait for their first bundles.
    private mutating func fill() throws {
        var limits = FetchQueue.Limits()
        limits.memoryBytesMax = 1_000
        limits.fewBytesMax = 200
        limits.fetchesPerPeerMax = 100
        queue = FetchQueue(limits: limits)
        for log in 1...2 { try add(8, of: log, bytes: 50) }
        let started = queue.start()
        #expect(started.count == 16 && queue.memoryBytes == 800)
        for log in 1...2 { try add(12, of: log, bytes: 50, bundle: 8) }
        for ticket in started where ticket.bundle != 0 { queue.ended(ticket, byteCount: 50) }
        #expect(queue.start().isEmpty && queue.isShortOfMemory)
    }

    @Test(
        "a log that wants few does not wait for what is held behind a bundle that is slow to come")
    mutating func slowFirstBundles() throws {
        try fill()
        try add(1, of: 3, bytes: 50)
        #expect(try queue.start().map(\.origin) == [origin(3)])
        #expect(queue.memoryBytes == 850 && queue.isShortOfMemory)
        // Nor for another one that waits itself.
        try add(1, of: 4, bytes: 900)
        try add(1, of: 5, bytes: 50)
        #expect(try queue.start().map(\.origin) == [origin(5)])
    }

    @Test("of what is kept for such logs one author has a quarter, and one peer gives half")
    mutating func shares() throws {
        try fill()
        let (slow, other) = (MemberID("slow"), MemberID("other"))
        for epoch in 1...3 { try add(1, of: 3, epoch: epoch, from: slow, bytes: 50) }
        let first = queue.start()
        #expect(try first.map(\.origin) == [origin(3, epoch: 1)])
        for log in 4...6 { try add(1, of: log, from: slow, bytes: 50) }
        #expect(try queue.start().map(\.origin) == [origin(4)])
        for log in 7...9 { try add(1, of: log, from: other, bytes: 50) }
        #expect(try queue.start().map(\.origin) == [origin(7), origin(8)])
        #expect(queue.memoryBytes == 1_000)
        // What one has given back is its author's again.
        queue.ended(first[0], byteCount: 50)
        queue.release([first[0].job], of: first[0].origin)
        #expect(try queue.start().map(\.origin) == [origin(3, epoch: 2)])
    }

    @Test(
        "the logs of one author hold no more than its part, and run no more than half of those at a time"
    )
    mutating func oneAuthor() throws {
        var limits = FetchQueue.Limits()
        limits.memoryBytesMax = 1_000
        limits.fewBytesMax = 0
        limits.authorBytesMax = 400
        limits.fetchesPerPeerMax = 100
        queue = FetchQueue(limits: limits)
        for epoch in 1...3 { try add(6, of: 1, epoch: epoch, bytes: 50) }
        try add(6, of: 2, bytes: 50)
        let started = queue.start()
        let counts = Dictionary(grouping: started, by: \.origin).mapValues(\.count)
        #expect(
            try counts == [origin(1): 6, origin(1, epoch: 2): 2, origin(2): 6])
        #expect(queue.isShortOfMemory)
        #expect(
            try queue.holders == [origin(1), origin(1, epoch: 2)],
            "what others hold need not be stored for it")
    }

    @Test(
        "a bundle before all that its log holds does not wait for another log that waits for memory"
    )
    mutating func earlierBundleBehind() throws {
        try add(1, of: 1, from: .mirror, bytes: 100)
        try add(3, of: 2, bytes: 300, bundle: 5)
        let first = queue.start()
        #expect(first.count == 4)
        for ticket in first { queue.ended(ticket, byteCount: ticket.byteCount) }
        // The log that stands before waits for what the other one holds.
        try add(1, of: 1, bytes: 600, bundle: 9)
        queue.release([1], of: try origin(1))
        #expect(queue.start().isEmpty && queue.isShortOfMemory)
        queue.release([2], of: try origin(2))
        try add(1, of: 2, from: .mirror, bytes: 500, bundle: 5)
        #expect(queue.start().map(\.bundle) == [5])
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
