import Replication
import Testing

@Suite struct FreshnessTests {
    private func standing(_ latest: UInt64?, now: UInt64 = 10_000) -> Freshness {
        Freshness(latest: latest, hasEntries: true, stalenessSeconds: 3_600, now: now)
    }

    @Test("a log is fresh for as long as the register says, and no longer")
    func limits() {
        #expect(standing(10_000) == .fresh(at: 10_000))
        #expect(standing(6_400) == .fresh(at: 6_400))
        #expect(standing(6_399) == .stale(at: 6_399))
        #expect(standing(nil) == .stale(at: nil))
    }

    @Test("a clock that is far ahead is not fresh for ever")
    func ahead() {
        #expect(standing(10_600) == .fresh(at: 10_600))
        #expect(standing(10_601).isStale)
    }

    @Test("of several logs the worst counts; a log without entries says nothing")
    func worst() {
        #expect(Freshness.worst(of: []) == .silent)
        #expect(Freshness.worst(of: [.silent, .fresh(at: 5), .fresh(at: 3)]) == .fresh(at: 3))
        #expect(Freshness.worst(of: [.fresh(at: 5), .stale(at: 1), .silent]) == .stale(at: 1))
        #expect(Freshness.worst(of: [.stale(at: 2), .stale(at: nil)]) == .stale(at: nil))
        #expect(Freshness.worst(of: [.stale(at: 2), .stale(at: 1)]) == .stale(at: 1))
        #expect(
            Freshness(latest: nil, hasEntries: false, stalenessSeconds: 1, now: 5) == .silent)
    }

    @Test("an author cosigns four times within the limit, within bounds")
    func interval() {
        #expect(Freshness.interval(stalenessSeconds: 1) == .seconds(1))
        #expect(Freshness.interval(stalenessSeconds: 400) == .seconds(100))
        #expect(Freshness.interval(stalenessSeconds: 86_400) == .seconds(3_600))
    }
}
