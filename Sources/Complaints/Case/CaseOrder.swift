import Statements

/// The one order in which the statements of a case are read.
///
/// Each comes after what it must have known: the complaint, what stands before it in its own log, and
/// the statement that it answers. Among those that may come next, the earlier confirmed one; of two at
/// one time, what is asked before what is decided, and that before what objects to it; then the one of
/// the lesser log, then of the lesser index. What is pending comes last. Who points
/// in a circle is read in the order of times.
struct CaseOrder {
    struct Item {
        let entry: EntryReference
        let event: CaseEvent
        /// Its own time, or that of what it follows where that is later: nothing is decided before it
        /// was filed because two quorums have different clocks.
        let time: EventTime
    }

    private let events: [EntryReference: CaseEvent]
    private let root: EntryReference
    private var waits: [EntryReference: Int] = [:]
    private var followers: [EntryReference: [EntryReference]] = [:]
    private var times: [EntryReference: EventTime] = [:]

    /// - Parameter events: of one case; without those that speak of an entry before it was written.
    init(_ events: [EntryReference: CaseEvent], root: EntryReference) {
        self.events = events
        self.root = root
        for entry in events.keys { waits[entry] = 0 }
        var last: EntryReference?
        for entry in events.keys.sorted() {
            if let last, last.origin == entry.origin { follow(last, entry) }
            last = entry
            // What the complaint itself follows is another case's.
            guard entry != root else { continue }
            follow(root, entry)
            if let answered = events[entry]?.said.follows { follow(answered, entry) }
        }
    }

    private mutating func follow(_ before: EntryReference, _ after: EntryReference) {
        guard before != after, events[before] != nil else { return }
        if before.origin == after.origin, before.index > after.index { return }
        followers[before, default: []].append(after)
        waits[after, default: 0] += 1
    }

    func items() -> [Item] {
        var state = self
        return state.sort()
    }

    private mutating func sort() -> [Item] {
        var ready = SmallestFirst<Place>()
        for (entry, event) in events {
            times[entry] = event.time
            if waits[entry] == 0 { ready.insert(Place(event, entry)) }
        }
        var remaining: [Place] = events.map { Place($1, $0) }.sorted()
        remaining.reverse()
        var items: [Item] = []
        var done: Set<EntryReference> = []
        while items.count < events.count {
            let next: EntryReference
            if let place = ready.popSmallest() {
                next = place.entry
            } else {
                // A circle: the earliest that is left breaks it.
                guard let place = remaining.popLast() else { break }
                next = place.entry
            }
            guard done.insert(next).inserted, let event = events[next] else { continue }
            let time = times[next] ?? event.time
            items.append(Item(entry: next, event: event, time: time))
            for follower in followers[next] ?? [] {
                times[follower] = max(times[follower] ?? .pending, time)
                waits[follower, default: 0] -= 1
                if waits[follower] == 0, !done.contains(follower), let event = events[follower] {
                    ready.insert(Place(event, follower))
                }
            }
        }
        return items
    }

    struct Place: Comparable {
        let time: EventTime
        let rank: Int
        let entry: EntryReference

        init(_ event: CaseEvent, _ entry: EntryReference) {
            time = event.time
            rank = event.said.rank
            self.entry = entry
        }

        static func < (left: Self, right: Self) -> Bool {
            if left.time != right.time { return left.time < right.time }
            return (left.rank, left.entry) < (right.rank, right.entry)
        }
    }
}

extension ComplaintStatement {
    /// Times have whole seconds, and a program can answer within one: what can only follow is later.
    fileprivate var rank: Int {
        switch self {
        case .operationHold, .clockPause: 0
        case .evidenceRequest: 1
        case .evidenceSupply: 2
        case .withdrawal: 3
        case .decision(let said): said.answers == nil ? 4 : 6
        case .complaint, .counterNotice, .appeal: 5
        case .reinstatement: 7
        case .outcome: 8
        }
    }
}

/// A binary heap.
struct SmallestFirst<Element: Comparable> {
    private var elements: [Element] = []

    mutating func insert(_ element: Element) {
        elements.append(element)
        var place = elements.count - 1
        while place > 0, elements[place] < elements[(place - 1) / 2] {
            elements.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func popSmallest() -> Element? {
        guard let smallest = elements.first else { return nil }
        elements.swapAt(0, elements.count - 1)
        elements.removeLast()
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < elements.count && elements[child] < elements[least] {
                least = child
            }
            guard least != place else { return smallest }
            elements.swapAt(place, least)
            place = least
        }
    }
}
