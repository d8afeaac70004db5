/// What a state machine may know of the world when an event reaches it. Clocks and random numbers
/// stay outside: whoever hands over the event fills this in.
package struct Moment: Equatable, Sendable {
    /// Time since some fixed start, never running backwards; waits and back-offs are counted in it.
    package let uptime: Duration
    /// Milliseconds since 1970, for people to read. No decision rests on it.
    package let wall: UInt64
    /// Sixty-four random bits, fresh for each event, for jitter.
    package let random: UInt64

    package init(uptime: Duration, wall: UInt64, random: UInt64) {
        self.uptime = uptime
        self.wall = wall
        self.random = random
    }
}
