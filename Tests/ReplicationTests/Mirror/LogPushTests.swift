import Replication
import Testing
import TransparencyLog

@Suite struct LogPushTests {
    private struct Run {
        var push: LogPush
        var uptime = Duration.zero
        var actions: [LogPush.Action] = []

        init(_ push: LogPush = LogPush()) { self.push = push }

        mutating func handle(_ event: LogPush.Event) {
            actions = push.handle(
                event, at: Moment(uptime: uptime, wall: 1_700_000_000_000, random: 0xffff))
        }

        /// Lets the time come that was asked for.
        mutating func wake(sourceLocation: SourceLocation = #_sourceLocation) {
            guard case .wake(let at) = actions.first else {
                Issue.record("nothing to wake for: \(actions)", sourceLocation: sourceLocation)
                return
            }
            uptime = max(uptime, at)
            handle(.time)
        }
    }

    private func note(_ size: TreeSize, cosigned: Bool = false, _ tag: String = "") -> LogPush.Note
    {
        LogPush.Note(text: "note \(size)\(tag)", size: size, isCosigned: cosigned)
    }

    @Test("checkpoint first, then its entries as the mirror asks for them, then its cosignatures")
    func order() {
        var run = Run()
        let (old, new) = (note(40, cosigned: true), note(70, cosigned: true))
        run.handle(.served([old, new]))
        run.wake()
        #expect(run.actions == [.postCheckpoint(new, from: 0)])
        run.handle(.taken(MirrorInfo(pending: 70, next: 0)))
        #expect(run.actions == [.postEntries(from: 0, size: 70)])
        run.handle(.taken(MirrorInfo(pending: 70, next: 50)))
        #expect(run.actions == [.postEntries(from: 50, size: 70)])
        run.handle(.taken(MirrorInfo(pending: 70, next: 70)))
        #expect(run.actions == [.postCheckpoint(old, from: 40)])
        run.handle(.taken(MirrorInfo(pending: 70, next: 70)))
        #expect(run.actions == [.postCheckpoint(new, from: 70)])
        run.handle(.taken(MirrorInfo(pending: 70, next: 70)))
        #expect(run.actions == [] && run.push.isDone)
        // A fresher cosignature of the same checkpoint is brought too; the same notes are not.
        run.handle(.served([old, new]))
        #expect(run.actions == [])
        run.handle(.served([note(70, cosigned: true, "'")]))
        run.wake()
        #expect(run.actions == [.postCheckpoint(note(70, cosigned: true, "'"), from: 70)])
    }

    @Test("a log that grows all the time is done with cosignatures of what the mirror holds")
    func busy() {
        var run = Run()
        let cosigned = note(40, cosigned: true)
        run.handle(.served([cosigned]))
        run.wake()
        run.handle(.taken(MirrorInfo(pending: 40, next: 0)))
        #expect(run.actions == [.postEntries(from: 0, size: 40)])
        // It has grown meanwhile, and again before every answer.
        run.handle(.served([cosigned, note(41)]))
        run.handle(.taken(MirrorInfo(pending: 40, next: 40)))
        #expect(run.actions == [.postCheckpoint(cosigned, from: 40)])
        for size in TreeSize(41)...44 {
            run.handle(.taken(MirrorInfo(pending: size - 1, next: size - 1)))
            #expect(run.actions == [.postCheckpoint(note(size), from: size - 1)], "once is enough")
            run.handle(.served([cosigned, note(size + 1)]))
            run.handle(.taken(MirrorInfo(pending: size, next: size - 1)))
            #expect(run.actions == [.postEntries(from: size - 1, size: size)])
        }
    }

    @Test("a mirror that knows the log already says where it stands, and from there it goes on")
    func resumed() {
        var run = Run()
        run.handle(.served([note(900)]))
        run.wake()
        run.handle(.conflict(MirrorInfo(pending: 600, next: 512)))
        #expect(run.actions == [.postEntries(from: 512, size: 600)])
        run.handle(.taken(MirrorInfo(pending: 600, next: 600)))
        #expect(run.actions == [.postCheckpoint(note(900), from: 600)])
        run.handle(.taken(MirrorInfo(pending: 900, next: 600)))
        #expect(run.actions == [.postEntries(from: 600, size: 900)])
        run.handle(.taken(MirrorInfo(pending: 900, next: 900)))
        #expect(run.push.isDone && run.actions == [])
    }

    @Test("no answer is tried again, later each time, up to a limit; an answer ends that")
    func absence() {
        var run = Run()
        run.handle(.served([note(5)]))
        run.wake()
        var waits: [Duration] = []
        for _ in 0..<9 {
            run.handle(.failed)
            let before = run.uptime
            run.wake()
            waits.append(run.uptime - before)
            #expect(run.actions == [.postCheckpoint(note(5), from: 0)])
        }
        #expect(waits.first == .seconds(1) && waits.last == .seconds(60))
        #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 })
        run.handle(.taken(MirrorInfo(pending: 5, next: 0)))
        run.handle(.failed)
        let before = run.uptime
        run.wake()
        #expect(run.uptime - before == .seconds(1))
    }

    @Test("who says no, or yes without moving, is left alone; a new register asks again at once")
    func refusal() {
        var run = Run()
        run.handle(.served([note(5)]))
        run.wake()
        run.handle(.refused)
        guard case .wake(let at) = run.actions.first else {
            Issue.record("\(run.actions)")
            return
        }
        #expect(at - run.uptime == .seconds(5))
        run.handle(.rosterChanged)
        #expect(run.actions == [.postCheckpoint(note(5), from: 0)])
        run.handle(.taken(MirrorInfo(pending: 0, next: 0)))
        #expect(run.actions.count == 1)
        if case .wake = run.actions.first {} else { Issue.record("\(run.actions)") }
    }

    @Test("a mirror that never agrees where it stands costs few requests")
    func endless() {
        var run = Run()
        run.handle(.served([note(10)]))
        run.wake()
        var requests = 1
        for _ in 0..<50 {
            run.handle(.conflict(MirrorInfo(pending: 0, next: 0)))
            if case .wake = run.actions.first { break }
            requests += 1
        }
        #expect(requests == 5)
        // Nor one that has more than was ever signed.
        var ahead = Run()
        ahead.handle(.served([note(10)]))
        ahead.wake()
        ahead.handle(.conflict(MirrorInfo(pending: 99, next: 99)))
        if case .wake = ahead.actions.first {} else { Issue.record("\(ahead.actions)") }
    }

    @Test("a mirror that takes entries again and again and never keeps them is left alone")
    func goingBack() {
        var run = Run()
        run.handle(.served([note(900)]))
        run.wake()
        run.handle(.taken(MirrorInfo(pending: 900, next: 0)))
        var requests = 0
        while requests < 100 {
            guard run.actions == [.postEntries(from: 0, size: 900)] else { break }
            run.handle(.taken(MirrorInfo(pending: 900, next: 10)))
            guard run.actions == [.postEntries(from: 10, size: 900)] else { break }
            run.handle(.conflict(MirrorInfo(pending: 900, next: 0)))
            requests += 2
        }
        #expect(requests == 10)
        if case .wake = run.actions.first {} else { Issue.record("\(run.actions)") }
        // One that was put back goes on, and has all of it in the end.
        run.wake()
        #expect(run.actions == [.postEntries(from: 0, size: 900)])
        run.handle(.taken(MirrorInfo(pending: 900, next: 900)))
        #expect(run.push.isDone)
    }

    @Test("a mirror that looks for where two branches part is led there, before anything else")
    func search() {
        var run = Run()
        let (old, new) = (note(40, cosigned: true), note(900))
        run.handle(.served([old, new]))
        run.wake()
        var (agreed, open): (TreeSize, TreeSize) = (0, 900)
        while agreed < open {
            let size = (agreed + open + 1) / 2
            run.handle(.conflict(MirrorInfo(pending: size, next: size)))
            #expect(run.actions == [.postCheckpoint(new, from: size)])
            if size <= 333 { agreed = size } else { open = size - 1 }
        }
        run.handle(.taken(MirrorInfo(pending: 900, next: 333)))
        #expect(run.actions == [.postEntries(from: 333, size: 900)])
        run.handle(.taken(MirrorInfo(pending: 900, next: 900)))
        #expect(run.actions == [.postCheckpoint(old, from: 40)])
        // One that never comes to an end costs a bounded number of requests.
        var endless = Run()
        endless.handle(.served([note(900)]))
        endless.wake()
        var requests = 1
        for number in 0..<200 {
            let size = TreeSize(100 + number % 2)
            endless.handle(.conflict(MirrorInfo(pending: size, next: size)))
            if case .wake = endless.actions.first { break }
            requests += 1
        }
        #expect(requests == 65)
    }

    @Test(
        "a mirror that believes a larger checkpoint than is brought is given what is below that one"
    )
    func believedLarger() {
        var run = Run()
        run.handle(.served([note(380)], size: 400))
        run.wake()
        run.handle(.conflict(MirrorInfo(pending: 300, next: 300)))
        #expect(run.actions == [.postCheckpoint(note(380), from: 300)])
        run.handle(.conflict(MirrorInfo(pending: 400, next: 200)))
        #expect(run.actions == [.postEntries(from: 200, size: 400)])
        run.handle(.taken(MirrorInfo(pending: 400, next: 400)))
        #expect(run.push.isDone && run.actions == [])
    }

    @Test("what a mirror says of itself is read strictly")
    func mirrorInfo() throws {
        let info = MirrorInfo(pending: 70, next: 5)
        #expect(info.text == "70\n5\n\n")
        #expect(try MirrorInfo(parsing: Array(info.text.utf8)) == info)
        #expect(try MirrorInfo(parsing: Array("70\n5\nAAAA\n".utf8)) == info)
        for text in [
            "", "70\n5\n", "70\n5\n\n\n", "70\n5\n!\n", "070\n5\n\n", "70\n-5\n\n", "70 5\n\n",
        ] {
            #expect(throws: PeerError.self, "\(text)") {
                try MirrorInfo(parsing: Array(text.utf8))
            }
        }
        #expect(
            try MirrorReply(status: 202, body: Array(info.text.utf8), keyword: "", detail: "")
                == .taken(info))
        #expect(
            try MirrorReply(status: 409, body: Array(info.text.utf8), keyword: "", detail: "")
                == .conflict(info))
        #expect(throws: PeerError.self) {
            try MirrorReply(status: 200, body: Array("ok".utf8), keyword: "", detail: "")
        }
    }
}
