package import NIOCore

/// One deadline that moves with every request, at the cost of storing it: the scheduled task looks
/// when it fires, and sleeps on if the deadline has moved away meanwhile.
package final class DeadlineTimer {
    private var deadline = NIODeadline.distantFuture
    private var scheduled: (task: Scheduled<Void>, at: NIODeadline)?
    private let eventLoop: any EventLoop
    private let expired: () -> Void

    /// - Parameter expired: called on `eventLoop` when the newest deadline has passed.
    package init(on eventLoop: any EventLoop, _ expired: @escaping () -> Void) {
        self.eventLoop = eventLoop
        self.expired = expired
    }

    /// Replaces the deadline by one that is `duration` away.
    package func set(_ duration: Duration) { set(until: eventLoop.now + TimeAmount(duration)) }

    package func set(until time: NIODeadline) {
        deadline = time
        if let scheduled {
            guard deadline < scheduled.at else { return }
            scheduled.task.cancel()
        }
        schedule()
    }

    package func cancel() {
        deadline = .distantFuture
        scheduled?.task.cancel()
        scheduled = nil
    }

    private func schedule() {
        let task = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            [weak self] () -> Void in
            self?.fire()
        }
        scheduled = (task, deadline)
    }

    private func fire() {
        scheduled = nil
        if eventLoop.now >= deadline {
            deadline = .distantFuture
            expired()
        } else if deadline < .distantFuture {
            schedule()
        }
    }
}
