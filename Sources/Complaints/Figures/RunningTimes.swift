/// How long clocks ran to a close, each to the whole minute that had passed: how often which, so that the times of two
/// sets of cases add up to those of both, and a percentile is found without a look at each.
package struct RunningTimes: Hashable, Sendable {
    package static let minuteMilliseconds: UInt64 = 60_000
    /// Minutes that have a place of their own, somewhat below three days; longer times are few.
    static let placesMax = 4_096

    /// By minute; the last is not zero.
    private var places: [UInt32] = []
    private var longer: [UInt64: Int] = [:]
    package private(set) var count = 0

    package init() {}

    /// - Parameter times: in milliseconds.
    package init(_ times: some Sequence<UInt64>) {
        for time in times { add(time) }
    }

    package var isEmpty: Bool { count == 0 }

    /// - Parameter time: in milliseconds.
    package mutating func add(_ time: UInt64) { add(minutes: time / Self.minuteMilliseconds, 1) }

    /// - Parameter times: how many of them; less than 2^32 in all.
    package mutating func add(minutes: UInt64, _ times: Int) {
        guard times > 0 else { return }
        count += times
        guard minutes < Self.placesMax else {
            longer[minutes, default: 0] += times
            return
        }
        let place = Int(minutes)
        if place >= places.count {
            places += repeatElement(0, count: place + 1 - places.count)
        }
        places[place] &+= UInt32(truncatingIfNeeded: times)
    }

    package mutating func add(_ other: RunningTimes) {
        guard !other.isEmpty else { return }
        count += other.count
        if other.places.count > places.count {
            places += repeatElement(0, count: other.places.count - places.count)
        }
        other.places.withUnsafeBufferPointer { from in
            places.withUnsafeMutableBufferPointer { into in
                for place in from.indices { into[place] &+= from[place] }
            }
        }
        for (minutes, times) in other.longer { longer[minutes, default: 0] += times }
    }

    /// Takes off what was added before.
    /// - Returns: false where it was not; then nothing is taken off.
    package mutating func remove(_ other: RunningTimes) -> Bool {
        guard other.places.count <= places.count,
            other.places.indices.allSatisfy({ other.places[$0] <= places[$0] }),
            other.longer.allSatisfy({ longer[$0.key, default: 0] >= $0.value })
        else { return false }
        for place in other.places.indices { places[place] -= other.places[place] }
        while places.last == 0 { places.removeLast() }
        for (minutes, times) in other.longer {
            let rest = longer[minutes, default: 0] - times
            longer[minutes] = rest == 0 ? nil : rest
        }
        count -= other.count
        return true
    }

    /// Each minute with how many there are of it, ascending.
    package var counts: [(minutes: UInt64, times: Int)] {
        var counts = places.enumerated().filter { $0.element > 0 }.map {
            (minutes: UInt64($0.offset), times: Int($0.element))
        }
        for (minutes, times) in longer.sorted(by: { $0.key < $1.key }) {
            counts.append((minutes, times))
        }
        return counts
    }

    /// Of all of them, in minutes; it stays at the greatest number rather than go beyond it.
    package var totalMinutes: UInt64 {
        counts.reduce(0) { total, one in
            let (product, isBeyond) = one.minutes.multipliedReportingOverflow(
                by: UInt64(one.times))
            return ComplaintFigures.sum(total, isBeyond ? .max : product)
        }
    }

    /// By nearest rank: the smallest that so many of a hundred do not exceed, in milliseconds. Nil of nothing.
    package func time(percentile: Int) -> UInt64? {
        guard !isEmpty else { return nil }
        var rest = max((count * percentile + 99) / 100, 1)
        for place in places.indices {
            rest -= Int(places[place])
            if rest <= 0 { return UInt64(place) * Self.minuteMilliseconds }
        }
        for (minutes, times) in longer.sorted(by: { $0.key < $1.key }) {
            rest -= times
            if rest <= 0 { return minutes * Self.minuteMilliseconds }
        }
        return nil
    }
}
