import AllianceNames
import AllianceNode
import Complaints
import Statements
import Synchronization
import Testing

/// What marketplaces show, where some of them do not answer.
@Suite struct MarketplaceCapturesTests {
    private final class Time: Sendable {
        let milliseconds = Mutex<UInt64>(1_000_000)

        var now: UInt64 { milliseconds.withLock { $0 } }
    }

    @Test("a marketplace that fails again and again is left alone, and then asked once")
    func leftAlone() async throws {
        let listing = try Indicator(.listing, parsing: "slowmart:1")
        let other = try Indicator(.listing, parsing: "bazario:1")
        let silent = ShownMarketplace([:], at: ["slowmart"], isSilent: true)
        let speaking = ShownMarketplace([other: ShownMarketplace.capture()])
        let time = Time()
        let captures = MarketplaceCaptures([silent, speaking], now: { time.now })
        for _ in 0..<(MarketplaceCircuit.failuresMax + 5) {
            await #expect(throws: MarketplaceError.self) { _ = try await captures.shown([listing]) }
            #expect(try await captures.shown([other]) == [.capture(ShownMarketplace.capture())])
        }
        #expect(silent.calls.withLock { $0 } == MarketplaceCircuit.failuresMax)
        time.milliseconds.withLock { $0 += MarketplaceCircuit.pauseMilliseconds }
        for _ in 0..<2 {
            await #expect(throws: MarketplaceError.self) { _ = try await captures.shown([listing]) }
        }
        #expect(silent.calls.withLock { $0 } == MarketplaceCircuit.failuresMax + 1)
    }
}
