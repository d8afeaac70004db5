import ComplaintEvents
import ComplaintYear
import Crypto
import Testing

@Suite struct YearRepeatabilityTests {
    private static let eventsHashed = 20_000

    /// Of what `touchstone-complaint-trial year --complaints 2000 --brands 40 --first 20000` prints, and of
    /// the file that `--truth` writes.
    private func digests(seed: Double) -> [String] {
        var parameters = SmallYear.parameters
        parameters.seed = seed
        var events = SHA256()
        var truths = SHA256()
        for line in ComplaintYear(parameters).prefix(Self.eventsHashed) {
            events.update(data: line.event.line)
            if let truth = line.truth { truths.update(data: truth.line) }
        }
        return [events, truths].map { hash in
            hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    /// A change of these is a change of the year, and makes figures of judges before it worthless.
    @Test("the first 20,000 events of a seed have the digest that they have everywhere")
    func stated() {
        #expect(
            digests(seed: 1) == [
                "2924e6f93317d869428fb5a8e6df49cb50b74145be060eef40b5036e842ef3d3",
                "2233cf01bea1c1cd8b020771b0e36d589087332e80d82f52a887bc614b2aacfa",
            ])
        #expect(
            digests(seed: 2) == [
                "c51140bd669007ad68a953eb7d0fabe0d6c8f178164ee8a87d27b62c36ac1031",
                "64e3c33a741779f470b7f2d8dc06068149f50188de6c93591ba1dfc98154875b",
            ])
    }

    @Test("a year made again is the same to its last event")
    func same() {
        #expect(Array(ComplaintYear(SmallYear.parameters)) == SmallYear.lines)
    }

    @Test("a share of answers does not change who complains of what")
    func independentStreams() {
        var parameters = SmallYear.parameters
        parameters.answers = 0
        parameters.lies = 0
        let silent = Array(ComplaintYear(parameters))
        #expect(silent.complaints.map(\.complaint) == SmallYear.lines.complaints.map(\.complaint))
        #expect(!silent.contains { $0.event.event.name == "counter-notice" })
        #expect(SmallYear.lines.contains { $0.event.event.name == "counter-notice" })
    }
}
