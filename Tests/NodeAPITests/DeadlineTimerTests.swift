import NIOCore
import NIOEmbedded
import NodeAPI
import Testing

/// In virtual time.
@Suite struct DeadlineTimerTests {
    @Test("a deadline that moves away does not expire, and the newest one does, once")
    func moves() {
        let loop = EmbeddedEventLoop()
        let count = Counter()
        let timer = DeadlineTimer(on: loop) { count.value += 1 }
        timer.set(.seconds(10))
        loop.advanceTime(by: .seconds(9))
        timer.set(.seconds(10))
        loop.advanceTime(by: .seconds(9))
        #expect(count.value == 0)
        loop.advanceTime(by: .seconds(1))
        #expect(count.value == 1)
        loop.advanceTime(by: .seconds(60))
        #expect(count.value == 1)
    }

    @Test("a deadline that comes nearer expires at its own time")
    func nearer() {
        let loop = EmbeddedEventLoop()
        let count = Counter()
        let timer = DeadlineTimer(on: loop) { count.value += 1 }
        timer.set(.seconds(60))
        timer.set(.seconds(1))
        loop.advanceTime(by: .seconds(1))
        #expect(count.value == 1)
        loop.advanceTime(by: .seconds(60))
        #expect(count.value == 1)
    }

    @Test("a cancelled deadline never expires, and the timer can be set again")
    func cancel() {
        let loop = EmbeddedEventLoop()
        let count = Counter()
        let timer = DeadlineTimer(on: loop) { count.value += 1 }
        timer.set(.seconds(1))
        timer.cancel()
        loop.advanceTime(by: .seconds(5))
        #expect(count.value == 0)
        timer.set(.seconds(1))
        loop.advanceTime(by: .seconds(1))
        #expect(count.value == 1)
    }

    private final class Counter {
        var value = 0
    }
}
