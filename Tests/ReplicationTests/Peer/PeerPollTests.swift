import AllianceNames
import Replication
import Testing

@Suite struct PeerPollTests {
    private var poll = PeerPoll(peer: .hub)
    private var uptime = Duration.zero

    private mutating func handle(_ event: PeerPoll.Event, random: UInt64 = 0xffff) -> [PeerPoll
        .Action]
    {
        let wall = UInt64(uptime / .milliseconds(1))
        return poll.handle(event, at: Moment(uptime: uptime, wall: wall, random: random))
    }

    private func answer(_ token: String, _ checkpoints: [String] = []) -> PeerPoll.Event {
        .answered(FrontierAnswer(token: token, checkpoints: checkpoints))
    }

    private func question(after token: String?) -> PeerPoll.Action {
        let wait = token == nil ? 0 : 30
        return .poll(
            .frontier(after: token, wait: wait), deadline: .seconds(wait) + .seconds(10))
    }

    @Test("the first question asks for everything at once, the next ones wait for news")
    mutating func longPoll() {
        #expect(handle(.started) == [question(after: nil)])
        uptime = .milliseconds(20)
        let actions = handle(answer("t1", ["note"]))
        #expect(
            actions == [
                .deliver(["note"]), .statusChanged, .fetchRoster, .wake(at: .milliseconds(70)),
            ])
        uptime = .milliseconds(70)
        #expect(handle(.time) == [question(after: "t1")])
        uptime = .seconds(31)
        #expect(handle(answer("t1")) == [.statusChanged, question(after: "t1")])
    }

    @Test("an answer without news that comes too soon is not asked for again at once")
    mutating func hasty() {
        _ = handle(.started)
        _ = handle(answer("t1"))
        uptime = .seconds(1)
        #expect(handle(.time) == [question(after: "t1")])
        uptime = .milliseconds(1_100)
        #expect(handle(answer("t1")).last == .wake(at: .milliseconds(2_100)))
        uptime = .seconds(2)
        #expect(handle(.time).contains(question(after: "t1")) == false)
    }

    @Test("whose news are not believed is not asked for more of them at once")
    mutating func hastyDisbelief() {
        _ = handle(.started)
        poll.refused(
            .refused(.checkpoint(detail: "no signature of the log's key")),
            at: Moment(uptime: uptime, wall: 1, random: 0))
        _ = handle(answer("t1"))
        uptime = .milliseconds(999)
        #expect(!handle(.time).contains(question(after: "t1")))
        uptime = .seconds(1)
        #expect(handle(.time).contains(question(after: "t1")))
    }

    @Test("silence counts from the first question that was not answered, until one is")
    mutating func silence() {
        _ = handle(.started)
        #expect(poll.silentSince == nil)
        uptime = .seconds(10)
        _ = handle(.failed(.unreachable("no route")))
        #expect(poll.silentSince == .zero)
        uptime = .seconds(20)
        _ = handle(.time)
        uptime = .seconds(30)
        _ = handle(.failed(.unreachable("no route")))
        #expect(poll.silentSince == .zero)
        uptime = .seconds(60)
        _ = handle(.time)
        _ = handle(answer("t1"))
        #expect(poll.silentSince == nil)
    }

    @Test("the roster is looked at when something has changed, and not too often")
    mutating func rosterLooks() {
        _ = handle(.started)
        #expect(handle(answer("t1")).contains(.fetchRoster))
        _ = handle(.rosterSeen(version: 1))
        var looks: [Duration] = []
        for step in 1...120 {
            uptime = .milliseconds(100 * step)
            let actions = handle(.time) + (step < 100 ? handle(answer("t\(step + 1)")) : [])
            if actions.contains(.fetchRoster) {
                looks.append(uptime)
                _ = handle(.rosterSeen(version: 1))
            }
        }
        #expect(looks == [.seconds(5), .seconds(10)])
    }

    @Test("a roster that did not come is looked for again, ever more rarely, and soon after news")
    mutating func rosterMissed() {
        _ = handle(.started)
        #expect(handle(answer("t1")).contains(.fetchRoster))
        var looks: [Duration] = []
        for second in 0...100 {
            uptime = .seconds(second)
            if second == 0 || handle(.time).contains(.fetchRoster) {
                looks.append(uptime)
                _ = handle(.rosterSeen())
            }
        }
        #expect(looks == [0, 5, 15, 35, 75].map { Duration.seconds($0) })
        #expect(handle(answer("t2")).contains(.fetchRoster))
        _ = handle(.rosterSeen(version: 2))
        for second in 101...1_000 {
            uptime = .seconds(second)
            #expect(!handle(.time).contains(.fetchRoster))
        }
    }

    @Test(
        "after a checkpoint that is not believed everything is asked for anew, ever more rarely, and what else is new meanwhile"
    )
    mutating func disbelief() {
        let refusal = FetchFailure.refused(.checkpoint(detail: "no signature of the log's key"))
        func refused() { poll.refused(refusal, at: Moment(uptime: uptime, wall: 1, random: 0)) }
        /// Answers each question with a token of its own, a second apart.
        func asked(until end: Int, _ isBelieved: Bool) -> [Int] {
            var anew: [Int] = []
            for second in (Int(uptime / .seconds(1)) + 1)...end {
                uptime = .seconds(second)
                for action in handle(.time) {
                    guard case .poll(.frontier(let after, _), _) = action else { continue }
                    if after == nil { anew.append(second) }
                    if after == nil, !isBelieved { refused() }
                    _ = handle(answer("t\(second)"))
                }
            }
            return anew
        }
        _ = handle(.started)
        refused()
        _ = handle(answer("t0"))
        #expect(asked(until: 100, false) == [5, 15, 35, 75])
        #expect(asked(until: 1_000, true) == [155])
        uptime = .seconds(1_001)
        _ = handle(.time)
        refused()
        _ = handle(answer("t1001"))
        #expect(asked(until: 1_020, true) == [1_006])
    }

    @Test("after a checkpoint of a log that is not known, too, everything is asked for anew")
    mutating func passedOver() {
        _ = handle(.started)
        poll.passedOver()
        _ = handle(answer("t0"))
        var asked: [PeerResource] = []
        for second in 1...20 {
            uptime = .seconds(second)
            for case .poll(let resource, _) in handle(.time) {
                asked.append(resource)
                _ = handle(answer("t\(second)"))
            }
        }
        #expect(asked.count { $0 == .frontier(after: nil, wait: 0) } == 1)
        #expect(asked.first != .frontier(after: nil, wait: 0))
        // Nothing was to be refused.
        #expect(poll.status.lastRefusal == nil)
    }

    @Test("however many of them come, everything is asked for anew in its time")
    mutating func passedOverAlways() {
        _ = handle(.started)
        poll.passedOver()
        _ = handle(answer("t0"))
        var anew: [Int] = []
        for second in 1...200 {
            uptime = .seconds(second)
            for case .poll(.frontier(let after, _), _) in handle(.time) {
                if after == nil { anew.append(second) }
                poll.passedOver()
                _ = handle(answer("t\(second)"))
            }
        }
        #expect(anew == [5, 15, 35, 75, 155])
    }

    @Test("evidence is looked at when the peer names more of it, and again where that failed")
    mutating func evidenceLooks() {
        _ = handle(.started)
        #expect(shown("t1", evidence: nil) == [])
        #expect(shown("t2", evidence: "e1") == [.fetchEvidence(after: nil)])
        // One look at a time, and not two in a second.
        #expect(shown("t3", evidence: "e2") == [])
        #expect(looks(handle(.evidenceSeen(token: "c1"))) == [])
        #expect(shown("t4", evidence: "e2") == [.fetchEvidence(after: "c1")])
        // It failed: the next answer is waited for, and some time.
        #expect(looks(handle(.evidenceSeen(token: nil))) == [])
        #expect(shown("t4a", evidence: "e2") == [])
        uptime += .seconds(10)
        #expect(shown("t5", evidence: "e2") == [.fetchEvidence(after: "c1")])
        #expect(looks(handle(.evidenceSeen(token: "c2"))) == [])
        #expect(shown("t6", evidence: "e2") == [])
        #expect(looks(handle(.rosterChanged)) == [.fetchEvidence(after: nil)])
        // What was under way when the roster changed goes by the older one.
        _ = handle(.rosterChanged)
        #expect(looks(handle(.evidenceSeen(token: "c3"))) == [])
        #expect(shown("t7", evidence: "e2") == [.fetchEvidence(after: nil)])
    }

    @Test("a look that did not come to the end of the evidence is gone on with, without news")
    mutating func evidenceGoesOn() {
        _ = handle(.started)
        #expect(shown("t1", evidence: "e1") == [.fetchEvidence(after: nil)])
        #expect(looks(handle(.evidenceSeen(token: "c1", isAll: false))) == [])
        #expect(shown("t2", evidence: "e1") == [])
        uptime += .seconds(10)
        #expect(looks(handle(.time)) == [.fetchEvidence(after: "c1")])
        #expect(looks(handle(.evidenceSeen(token: "c2"))) == [])
        uptime += .seconds(10)
        #expect(looks(handle(.time)) == [])
    }

    private func looks(_ actions: [PeerPoll.Action]) -> [PeerPoll.Action] {
        actions.filter { if case .fetchEvidence = $0 { true } else { false } }
    }

    /// The peer's next answer, two seconds later.
    private mutating func shown(_ token: String, evidence: String?) -> [PeerPoll.Action] {
        uptime += .seconds(2)
        return looks(handle(.time))
            + looks(
                handle(
                    .answered(FrontierAnswer(token: token, evidence: evidence, checkpoints: []))))
    }

    @Test("the version of the roster that a peer has shown is noted for people")
    mutating func rosterVersion() {
        _ = handle(.started)
        _ = handle(answer("t1"))
        #expect(handle(.rosterSeen(version: 7)).contains(.statusChanged))
        #expect(poll.status.rosterVersion == 7)
        #expect(!handle(.rosterSeen()).contains(.statusChanged))
        #expect(poll.status.rosterVersion == 7)
    }

    @Test("a peer that does not answer is asked ever more rarely, and at once again when it does")
    mutating func absence() {
        _ = handle(.started)
        var waits: [Duration] = []
        for _ in 0..<8 {
            _ = handle(.failed(.unreachable("down")))
            let next = poll.nextAt ?? .zero
            waits.append(next - uptime)
            uptime = next
            #expect(handle(.time) == [question(after: nil)])
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
        #expect(poll.status.lastSuccessAt == nil)
        _ = handle(answer("t1"))
        #expect(poll.nextAt == uptime + .milliseconds(50))
        #expect(poll.status.lastSuccessAt == UInt64(uptime / .milliseconds(1)))
        #expect(poll.status.lastRefusal?.keyword == "peer-unreachable")
    }

    @Test("nodes that failed together do not return together")
    mutating func jitter() {
        _ = handle(.started)
        _ = handle(.failed(.timeout(after: .seconds(40))), random: 0)
        #expect(poll.nextAt == .milliseconds(500))
    }

    @Test(
        "a peer that says no is asked rarely, and its roster is looked at", arguments: [403, 404])
    mutating func exclusion(status: Int) {
        _ = handle(.started)
        let actions = handle(.failed(.refused(status: status, detail: "not a member")))
        #expect(actions.contains(.fetchRoster))
        #expect(poll.nextAt == .seconds(300))
        #expect(poll.status.lastRefusal?.reason.contains("not a member") == true)
        _ = handle(.rosterSeen())
        for expected in [600, 1_200, 2_400, 3_600, 3_600] {
            uptime = poll.nextAt ?? .zero
            _ = handle(.time)
            _ = handle(.failed(.refused(status: status, detail: "not a member")))
            #expect(poll.nextAt == uptime + .seconds(expected))
        }
    }

    @Test("a peer that said no is asked at once when it shows another roster, and only then")
    mutating func admitted() {
        _ = handle(.started)
        _ = handle(.failed(.refused(status: 403, detail: "not a member")))
        _ = handle(.rosterSeen())
        uptime = .seconds(20)
        #expect(!handle(.rosterSeen()).contains(question(after: nil)))
        #expect(handle(.rosterSeen(version: 5)).contains(question(after: nil)))
        _ = handle(.failed(.refused(status: 403, detail: "not a member")))
        #expect(poll.nextAt == .seconds(620))
        uptime = .seconds(40)
        #expect(!handle(.rosterSeen(version: 5)).contains(question(after: nil)))
        #expect(handle(.rosterSeen(version: 6)).contains(question(after: nil)))
        _ = handle(.failed(.refused(status: 403, detail: "not a member")))
        // Nobody is asked more often by showing what it has shown before.
        for version: UInt64 in [5, 6, 5, 6] {
            let actions = handle(.rosterSeen(version: version))
            #expect(!actions.contains(question(after: nil)) && !actions.contains(.rosterIsNews))
        }
        let actions = handle(.rosterSeen(version: 7))
        #expect(actions.contains(question(after: nil)) && actions.contains(.rosterIsNews))
        _ = handle(answer("t1"))
        uptime = .seconds(41)
        _ = handle(.time)
        // Whoever answers is asked as ever.
        #expect(!handle(.rosterSeen(version: 8)).contains(question(after: "t1")))
    }

    @Test("the roster of who says no by an older one is looked at again soon, until it may say yes")
    mutating func arrival() {
        _ = handle(.started)
        _ = handle(.failed(.refused(status: 403, detail: "not a member")))
        var looks: [Int] = []
        _ = handle(.rosterSeen(version: 5, isOlder: true))
        // That is news, and asked at once: it still says no.
        _ = handle(.failed(.refused(status: 403, detail: "not a member")))
        for second in 1...200 {
            uptime = .seconds(second)
            let actions = handle(.time)
            #expect(!actions.contains(question(after: nil)))
            guard actions.contains(.fetchRoster) else { continue }
            looks.append(second)
            _ = handle(.rosterSeen(version: 5, isOlder: true))
        }
        #expect(looks == [5, 15, 35, 75, 135, 195])
        uptime = .seconds(255)
        #expect(handle(.time).contains(.fetchRoster))
        #expect(handle(.rosterSeen(version: 6)).contains(question(after: nil)))
        _ = handle(answer("t1"))
        _ = handle(.rosterSeen(version: 6))
        // Whoever answers is not looked at for that, though its roster is an older one.
        looks = []
        for second in 256...600 {
            uptime = .seconds(second)
            guard handle(.time).contains(.fetchRoster) else { continue }
            looks.append(second)
            _ = handle(.rosterSeen(version: 6, isOlder: true))
        }
        #expect(looks == [260])
    }

    @Test("a changed roster asks for everything anew, at once")
    mutating func rosterChanged() {
        _ = handle(.started)
        _ = handle(.failed(.refused(status: 403, detail: "not a member")))
        uptime = .seconds(2)
        #expect(handle(.rosterChanged).contains(question(after: nil)))
        _ = handle(answer("t1"))
        uptime = .seconds(3)
        _ = handle(.time)
        // The answer that is awaited goes by the old roster.
        _ = handle(.rosterChanged)
        uptime = .seconds(4)
        #expect(handle(answer("t2")).contains(question(after: nil)))
        _ = handle(answer("t3"))
        uptime = .seconds(5)
        #expect(handle(.time).contains(question(after: "t3")))
    }

    @Test("answers to questions that were not asked are passed over")
    mutating func unasked() {
        #expect(handle(answer("t1", ["note"])).isEmpty)
        #expect(handle(.failed(.unreachable("down"))).isEmpty)
        #expect(poll.nextAt == nil)
    }
}
