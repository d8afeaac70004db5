import ProductAuthentication
import Testing

@Suite("Of how close issued numbers stand")
struct SerialDensityTests {
    private func isTooDense(_ serials: [String]) throws -> Bool {
        try #require(SerialDensity(SerialList(serials))).isTooDense
    }

    private func number(_ value: Int, digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: digits - text.count) + text
    }

    @Test("long random numbers are far enough apart")
    func random() throws {
        var random = RandomSerials(seed: 21)
        for count in [20, 100, 5_000] { #expect(try !isTooDense(random.serials(count))) }
        #expect(try !isTooDense(random.serials(5_000, length: 20)))
        // Others of another length, of which there are enough.
        #expect(try !isTooDense(random.serials(100) + random.serials(100, length: 16)))
    }

    @Test("short random numbers are not")
    func short() throws {
        var random = RandomSerials(seed: 22)
        // 34^7 is 2^35.6: for 2,000 numbers 2^24.6 each, less a possible check character.
        #expect(try isTooDense(random.serials(2_000, length: 7)))
        #expect(try isTooDense(random.serials(10, length: 5)))
    }

    @Test("numbers counted up are not, whatever stands before or behind them")
    func counters() throws {
        #expect(try isTooDense((0..<3_000).map { number(8_000_000 + $0, digits: 20) }))
        #expect(try isTooDense((0..<3_000).map { "SN" + number($0, digits: 12) }))
        #expect(try isTooDense((0..<3_000).map { number($0, digits: 12) + "X7QPLMB2" }))
        // With a check digit.
        #expect(
            try isTooDense((0..<3_000).map { number($0, digits: 14) + String(($0 * 7 + 3) % 10) }))
    }

    @Test("runs at random places are not: the next number is at hand")
    func runs() throws {
        var random = RandomSerials(seed: 23)
        let runs = random.serials(60, length: 14)
        #expect(
            try isTooDense(runs.flatMap { run in (0..<50).map { run + number($0, digits: 4) } }))
    }

    @Test("the densest length decides")
    func lengths() throws {
        var random = RandomSerials(seed: 24)
        let found = try #require(
            SerialDensity(
                SerialList(random.serials(200) + (10..<99).map { number($0, digits: 6) })))
        #expect(found.length == 6)
        #expect(found.issued == 89)
        #expect(found.isTooDense)
    }

    @Test("one number alone tells nothing of its space and is taken for dense")
    func single() throws {
        #expect(try isTooDense(["A7F3K2M9Q8W1Z5R4"]))
    }

    @Test("dense numbers make no snapshot")
    func refused() throws {
        let dense = (0..<500).map { number($0, digits: 10) }
        do {
            _ = try SnapshotSamples.snapshot(of: dense)
            Issue.record("published")
        } catch let error as SnapshotError {
            #expect(error.keyword == "too-dense")
            #expect(error.description.contains("500 numbers of 10 characters"))
        }
    }
}
