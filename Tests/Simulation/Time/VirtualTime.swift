/// Time that passes from one thing to the next: a queue of what happens when. Equal times keep the order
/// in which they were planned, so that a run is the same every time.
struct VirtualTime {
    typealias Body = () throws -> Void

    private struct Planned {
        let at: Duration
        let number: Int
        let body: Body

        static func < (left: Planned, right: Planned) -> Bool {
            left.at == right.at ? left.number < right.number : left.at < right.at
        }
    }

    private(set) var now = Duration.zero
    private(set) var happened = 0
    /// A binary heap, earliest first.
    private var heap: [Planned] = []
    private var numbers = 0

    mutating func plan(after delay: Duration, _ body: @escaping Body) {
        numbers += 1
        heap.append(Planned(at: now + max(delay, .zero), number: numbers, body: body))
        var place = heap.count - 1
        while place > 0, heap[place] < heap[(place - 1) / 2] {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// The next thing up to `end`, whose time it is then.
    mutating func next(until end: Duration) -> Body? {
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
            where child < heap.count && heap[child] < heap[least] {
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
}
