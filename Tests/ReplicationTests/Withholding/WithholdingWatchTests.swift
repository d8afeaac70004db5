import AllianceNames
import Replication
import Testing
import TransparencyLog

@Suite struct WithholdingWatchTests {
    private let log: WrittenLog
    private var watch = WithholdingWatch(grace: .seconds(60))
    private var uptime = Duration.seconds(0)
    private var held: TreeSize = 1_000
    private var reach = WithholdingWatch.Reach.relays
    private var relays: Set<MemberID> = [.hub]

    init() throws {
        var log = try WrittenLog("alliance.example/alliance/brand/e1", seed: 3)
        log.append(1_000)
        self.log = log
    }

    private var moment: Moment {
        Moment(uptime: uptime, wall: UInt64(uptime / .milliseconds(1)), random: 0)
    }

    private mutating func show(_ size: TreeSize, _ peer: MemberID) throws {
        watch.shown(CheckpointRecord(try log.verified(size)), of: log.origin, by: peer, at: moment)
    }

    /// - Parameter answered: who has answered all the while since the last look.
    private mutating func look(_ seconds: Int, answered: [MemberID] = [.hub, .mirror])
        -> [Withholding]
    {
        while uptime < .seconds(seconds) {
            for peer in answered { watch.answered(by: peer, at: uptime) }
            uptime = min(uptime + .seconds(30), .seconds(seconds))
        }
        for peer in answered { watch.answered(by: peer, at: uptime) }
        return watch.look(
            at: moment, held: { _ in held }, reach: reach, relays: { _ in relays },
            shows: { _, _ in true })
    }

    @Test("a hub that hides one entry is named, once, with the checkpoint that shows it")
    mutating func hidden() throws {
        try show(500, .hub)
        try show(500, .author)
        #expect(look(10) == [])
        try show(501, .author)
        try show(501, .mirror)
        #expect(look(69) == [])
        let found = look(71)
        #expect(found.map(\.peer) == [.hub])
        #expect(found.first?.shownSize == 500)
        #expect(found.first?.checkpoint.size == 501)
        #expect(found.first?.shownBy == .author)
        #expect(found.first?.since == 10_000)
        #expect(found.first?.foundAt == 71_000)
        // It goes on.
        try show(700, .author)
        #expect(look(300).filter { $0.peer == .hub } == [])
        // It ends.
        try show(700, .hub)
        let ended = look(310).filter { $0.peer == .hub }
        #expect(ended.map(\.endedAt) == [310_000])
        #expect(ended.first?.checkpoint.size == 501)
    }

    @Test("a hub that shows nothing of a log at all is named")
    mutating func whole() throws {
        try show(3, .author)
        #expect(look(1, answered: [.hub]) == [])
        #expect(look(61, answered: [.hub]).map(\.shownSize) == [0])
    }

    @Test(
        "what the author has shown to this node alone is nobody's fault while nobody can have it from here"
    )
    mutating func shownHereAlone() throws {
        reach = .nobody
        for peer in [MemberID.hub, .mirror, .author] { try show(10, peer) }
        for second in 1...50 {
            try show(TreeSize(10 + second), .author)
            #expect(look(second * 10) == [])
        }
        // A third has a part of it: from then on the hub can.
        try show(30, .mirror)
        #expect(look(559) == [])
        let found = look(560)
        #expect(found.map(\.peer) == [.hub])
        #expect(found.first?.checkpoint.size == 11)
        #expect(found.first?.shownBy == .author)
        // The third has no more than that.
        try show(30, .hub)
        #expect(look(561).map(\.endedAt) == [561_000])
        #expect(look(900) == [])
        // Once the hub comes to this node it can have it here, if it has it.
        reach = .relays
        held = 39
        #expect(look(910) == [])
        #expect(look(969) == [])
        let reached = look(970)
        #expect(reached.map(\.peer) == [.hub])
        #expect(reached.map(\.checkpoint.size) == [31])
    }

    @Test("who has not answered since is away, and who lags but follows is not named")
    mutating func away() throws {
        try show(3, .author)
        #expect(look(50) == [])
        uptime = .seconds(500)
        #expect(look(500, answered: []) == [])
        for second in stride(from: 500, to: 1_500, by: 10) {
            uptime = .seconds(second)
            try show(TreeSize(second / 2), .author)
            try show(TreeSize(second / 2 - 10), .mirror)
            #expect(look(second, answered: [.mirror]) == [], "\(second)")
        }
    }

    @Test(
        "who is back from an outage with an old size has time to catch up, and is named if it does not"
    )
    mutating func back() throws {
        for peer in [MemberID.hub, .mirror, .author] { try show(10, peer) }
        #expect(look(60) == [])
        // The hub is down for an hour, and the log grows.
        try show(20, .author)
        try show(20, .mirror)
        #expect(look(3_660, answered: [.mirror]) == [])
        // Its first answer still shows the old size.
        watch.answered(by: .hub, at: uptime)
        try show(10, .hub)
        #expect(look(3_660, answered: []) == [])
        var caughtUp = self
        #expect(caughtUp.look(3_719) == [])
        try caughtUp.show(20, .hub)
        #expect(caughtUp.look(3_900) == [])
        #expect(look(3_719) == [])
        #expect(look(3_720).map(\.peer) == [.hub])
    }

    @Test("who answers now and then only has not answered all the while")
    mutating func nowAndThen() throws {
        try show(3, .author)
        for second in stride(from: 0, to: 1_000, by: 61) {
            uptime = .seconds(second)
            watch.answered(by: .hub, at: uptime)
            #expect(look(second, answered: []) == [], "\(second)")
        }
        #expect(look(1_060, answered: [.hub]).map(\.peer) == [.hub])
    }

    @Test(
        "nobody is named for what this node cannot have either, for its own log, or without a seat")
    mutating func excused() throws {
        try show(500, .mirror)
        held = 499
        #expect(look(100, answered: [.hub, .mirror, .author]) == [])
        held = 500
        watch.answered(by: .author, at: .seconds(100))
        let found = watch.look(
            at: moment, held: { _ in 500 }, reach: reach, relays: { _ in relays },
            shows: { peer, _ in peer != .hub })
        #expect(found == [])
        #expect(look(101).map(\.peer) == [.hub])
    }

    @Test(
        "who follows a hub that hides something is not named with it, and is once the hub has shown it"
    )
    mutating func followers() throws {
        for peer in [MemberID.hub, .mirror, .author] { try show(10, peer) }
        try show(11, .author)
        #expect(look(1) == [])
        #expect(look(200).map(\.peer) == [.hub])
        try show(11, .hub)
        #expect(look(210).map(\.endedAt) == [210_000])
        #expect(look(269) == [])
        let found = look(270)
        #expect(found.map(\.peer) == [.mirror])
        #expect(found.first?.checkpoint.size == 11)
    }

    @Test("all follow a hub's own node, and where there is no hub all follow all")
    mutating func everybody() throws {
        for (reach, relays) in [
            (WithholdingWatch.Reach.everybody, Set<MemberID>([.hub])), (.relays, []),
        ] {
            watch = WithholdingWatch(grace: .seconds(60))
            uptime = .zero
            (self.reach, self.relays) = (reach, relays)
            try show(10, .mirror)
            try show(11, .author)
            #expect(look(1, answered: [.mirror]) == [])
            #expect(look(61, answered: [.mirror]).map(\.peer) == [.mirror])
        }
    }

    @Test("what was found before a restart is not found again, and ends")
    mutating func resumed() throws {
        try show(3, .author)
        #expect(look(1, answered: [.hub]) == [])
        let found = look(61, answered: [.hub])
        watch = WithholdingWatch(grace: .seconds(60))
        watch.resume(found)
        try show(3, .author)
        #expect(look(200, answered: [.hub]) == [])
        try show(3, .hub)
        #expect(look(201, answered: [.hub]).map(\.endedAt) == [201_000])
    }

    @Test("a log that grows without end is remembered in few steps, the first among them")
    mutating func bounded() throws {
        try show(10, .hub)
        for size in 11...400 as ClosedRange<TreeSize> {
            uptime += .seconds(1)
            watch.answered(by: .hub, at: uptime)
            try show(size, .author)
            try show(size, .mirror)
        }
        let found = look(500, answered: [.hub])
        #expect(found.map(\.checkpoint.size) == [11])
        #expect(found.first?.since == 1_000)
    }
}
