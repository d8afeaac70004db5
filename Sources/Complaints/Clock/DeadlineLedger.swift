/// Which deadlines have fired. It is kept with what firing did, in one transaction, so that a restart
/// loses none and repeats none; a clock that is set back repeats none either.
package struct DeadlineLedger: Equatable, Sendable {
    package private(set) var fired: Set<String>

    package init(fired: Set<String> = []) { self.fired = fired }

    /// - Parameters:
    ///   - deadlines: all that there are now.
    ///   - now: milliseconds since 1970.
    /// - Returns: what is due and had not fired, earliest first, and when to look again; nil for never,
    ///   unless something is said.
    package mutating func fire(
        _ deadlines: [Deadline], now: UInt64
    ) -> (due: [Deadline], wakeAt: UInt64?) {
        var due: [Deadline] = []
        var wakeAt: UInt64?
        for deadline in deadlines.sorted() where !fired.contains(deadline.id) {
            guard deadline.time <= now else {
                wakeAt = min(wakeAt ?? deadline.time, deadline.time)
                continue
            }
            fired.insert(deadline.id)
            due.append(deadline)
        }
        return (due, wakeAt)
    }
}
