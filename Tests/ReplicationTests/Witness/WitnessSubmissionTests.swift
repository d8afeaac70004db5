import Replication
import Testing
import TransparencyLog

@Suite struct WitnessSubmissionTests {
    private func moment(_ milliseconds: Int) -> Moment {
        Moment(uptime: .milliseconds(milliseconds), wall: 0, random: 0)
    }

    @Test("checkpoints in quick succession are one submission, and one is under way at a time")
    func debounce() {
        var log = WitnessSubmission(cosigned: nil)
        #expect(log.handle(.signed(1), at: moment(0)) == [.wake(at: .milliseconds(200))])
        #expect(log.handle(.signed(2), at: moment(50)) == [.wake(at: .milliseconds(200))])
        #expect(log.handle(.time, at: moment(200)) == [.submit(from: 0)])
        #expect(log.handle(.signed(3), at: moment(210)) == [])
        #expect(log.handle(.time, at: moment(5_000)) == [])
        // The next one waits for its interval, from the start of the one before.
        #expect(log.handle(.cosigned(2), at: moment(300)) == [.wake(at: .milliseconds(2_200))])
        #expect(log.handle(.time, at: moment(2_200)) == [.submit(from: 2)])
        #expect(log.handle(.cosigned(3), at: moment(2_300)) == [])
        #expect(log.handle(.time, at: moment(9_000)) == [])
    }

    @Test("what is cosigned already is not submitted again after a start")
    func restart() {
        var log = WitnessSubmission(cosigned: 5)
        #expect(log.handle(.signed(5), at: moment(0)).allSatisfy { $0 != .submit(from: 5) })
        #expect(log.handle(.time, at: moment(1_000)) == [])
        #expect(log.handle(.signed(6), at: moment(2_000)) == [.wake(at: .milliseconds(2_200))])
        #expect(log.handle(.time, at: moment(2_200)) == [.submit(from: 5)])
    }

    @Test("a conflict is answered with a proof from the size it names, a bounded number of times")
    func conflict() {
        var log = WitnessSubmission(cosigned: nil)
        _ = log.handle(.signed(9), at: moment(0))
        #expect(log.handle(.time, at: moment(200)) == [.submit(from: 0)])
        #expect(log.handle(.conflict(4, signed: 9), at: moment(210)) == [.submit(from: 4)])
        #expect(log.handle(.conflict(9, signed: 9), at: moment(220)) == [.submit(from: 9)])
        #expect(log.handle(.conflict(0, signed: 9), at: moment(230)) == [.submit(from: 0)])
        guard case .wake(let at)? = log.handle(.conflict(4, signed: 9), at: moment(240)).first
        else {
            Issue.record("it goes on without a pause")
            return
        }
        #expect(at > .milliseconds(240))
    }

    @Test("a witness that is ahead of what is signed, or finds another history, raises an alarm")
    func alarms() {
        var log = WitnessSubmission(cosigned: nil)
        _ = log.handle(.signed(9), at: moment(0))
        _ = log.handle(.time, at: moment(200))
        #expect(
            log.handle(.conflict(10, signed: 9), at: moment(210)).first == .alarm(.ahead, size: 10))
        var other = WitnessSubmission(cosigned: nil)
        _ = other.handle(.signed(9), at: moment(0))
        _ = other.handle(.time, at: moment(200))
        let actions = other.handle(.contradicted(9), at: moment(210))
        #expect(actions.first == .alarm(.differs, size: 9))
        // It is not pestered: half a minute at least.
        guard case .wake(let at)? = actions.last else {
            Issue.record("no pause")
            return
        }
        #expect(at >= .milliseconds(30_210))
    }

    @Test("failures are left alone for longer each time, and a new register ends that")
    func backOff() {
        var log = WitnessSubmission(cosigned: nil)
        _ = log.handle(.signed(1), at: moment(0))
        var now = 200
        #expect(log.handle(.time, at: moment(now)) == [.submit(from: 0)])
        var pauses: [Duration] = []
        for _ in 0..<6 {
            guard case .wake(let at)? = log.handle(.failed, at: moment(now)).first else {
                Issue.record("no pause")
                return
            }
            pauses.append(at - .milliseconds(now))
            now = Int(at / .milliseconds(1))
            #expect(log.handle(.time, at: moment(now)) == [.submit(from: 0)])
        }
        // The first are held apart by the interval.
        #expect(pauses.last! > pauses.first! * 4)
        guard case .wake? = log.handle(.refused, at: moment(now)).first else {
            Issue.record("no pause")
            return
        }
        #expect(log.handle(.rosterChanged, at: moment(now + 3_000)) == [.submit(from: 0)])
    }
}
