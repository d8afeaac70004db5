import AllianceNode
import Logging
import Testing

@Suite struct FailureLinesTests {
    private let logged = LoggedLines()
    private let time = SettableTime()
    private var lines: FailureLines {
        FailureLines(what: "it cannot be kept", logger: logged.logger, clock: time.clock)
    }

    @Test(
        "what fails every two seconds is said when it begins, every five minutes, and when it is over"
    )
    func repeated() {
        let lines = lines
        for _ in 0..<400 {
            lines.failed("no room", ["origin": "a"])
            time.pass(2)
        }
        lines.worked()
        lines.worked()
        let said = "error: it cannot be kept"
        #expect(logged.all == [said, said, said, "notice: works again"])
        #expect(
            logged.fields == [
                ["origin": "a", "reason": "no room"],
                ["origin": "a", "reason": "no room", "times": "151"],
                ["origin": "a", "reason": "no room", "times": "301"],
                ["after": "it cannot be kept", "times": "400"],
            ])
    }

    @Test("what begins anew is said anew, and what works is not said")
    func again() {
        let lines = lines
        lines.worked()
        for _ in 0..<2 {
            lines.failed("no room")
            lines.worked()
        }
        #expect(logged.all.count == 4)
        #expect(logged.fields.last == ["after": "it cannot be kept", "times": "1"])
    }

    @Test("a new reason is said at once, but not one that is another each time")
    func reasons() {
        let lines = lines
        for _ in 0..<3 { for reason in ["no room", "damaged"] { lines.failed(reason) } }
        #expect(logged.all.count == 2)
        #expect(logged.fields.last == ["reason": "damaged", "times": "2"])
        for number in 0..<100 { lines.failed("file \(number)") }
        #expect(logged.all.count == FailureLines.reasonsMax)
        time.pass(FailureLines.interval / 1_000)
        lines.failed("file 100")
        #expect(logged.fields.last == ["reason": "file 100", "times": "107"])
    }

    @Test("a clock that is set back silences nothing")
    func setBack() {
        let lines = lines
        lines.failed("no room")
        time.goBack(86_400)
        lines.failed("no room")
        lines.failed("no room")
        #expect(logged.all.count == 2)
    }
}
