/// Time that passes from one thing to the next: a queue of what happens when. Equal times keep the
/// order in which they were planned, so that a run is the same every time.
struct VirtualTime {
    private struct Planned {
        let at: Duration
        let number: Int
        let body: (inout Simulation) throws -> Void
    }

    private(set) var now = Duration.zero
    private(set) var happened = 0
    /// A binary heap, earliest first.
    private var heap: [Planned] = []
    private var numbers = 0

    mutating func plan(
        after delay: Duration, _ body: @escaping (inout Simulation) throws -> Void
    ) {
        numbers += 1
        heap.append(Planned(at: now + delay, number: numbers, body: body))
        var place = heap.count - 1
        while place > 0, isEarlier(place, (place - 1) / 2) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// The next thing up to `end`, whose time it is then.
    mutating func next(until end: Duration) -> ((inout Simulation) throws -> Void)? {
        guard let first = heap.first, first.at <= end else {
            now = max(now, end)
            return nil
        }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < heap.count && isEarlier(child, least) {
                least = child
            }
            if least == place { break }
            heap.swapAt(place, least)
            place = least
        }
        now = first.at
        happened += 1
        return first.body
    }

    private func isEarlier(_ left: Int, _ right: Int) -> Bool {
        (heap[left].at, heap[left].number) < (heap[right].at, heap[right].number)
    }
}
