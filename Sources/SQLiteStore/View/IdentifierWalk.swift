import MergedView
import Statements

/// One of several lists of identifiers that are walked together, as `IdentifierLists` has them: of each only a few are
/// read at a time, and what stands in it behind the others' places waits until they have come as far.
struct IdentifierWalk {
    /// As it stands in the list.
    struct Entry: Comparable {
        let name: [UInt8]
        let type: Int64
        /// Nil where the name is the value too.
        var value: [UInt8]?

        var indicator: Indicator? {
            UInt8(exactly: type).flatMap { Indicator(keyBytes: [$0] + (value ?? name)) }
        }

        static func < (left: Self, right: Self) -> Bool {
            left.name == right.name
                ? left.type < right.type : left.name.lexicographicallyPrecedes(right.name)
        }

        static func == (left: Self, right: Self) -> Bool {
            left.type == right.type && left.name == right.name
        }
    }

    /// Which entries are meant.
    struct Filter {
        let prefix: [UInt8]
        /// Empty: all.
        let types: Set<Int64>
    }

    /// Read at a time, at least and at most.
    private static let entriesAtOnce = 8...1_024

    /// How far it was read.
    private(set) var end: Entry
    /// Whether nothing stands behind that with the prefix.
    private(set) var isThrough = false

    private let list: Int64
    private var waiting: ArraySlice<Entry> = []
    private var entriesNext: Int

    /// - Parameters:
    ///   - start: what stands behind it is read.
    ///   - share: how many of it are likely asked for.
    init(of list: Int64, after start: Entry, share: Int) {
        self.list = list
        end = start
        entriesNext = min(max(share, Self.entriesAtOnce.lowerBound), Self.entriesAtOnce.upperBound)
    }

    /// Reads the next few; more each time, so that a long way through one list takes few turns.
    /// - Returns: how many were looked at.
    mutating func read(_ filter: Filter, by query: RawStatement) throws -> Int {
        query.bind(1, list)
        query.bind(2, end.name)
        query.bind(3, end.type)
        defer { query.reset() }
        var looked = 0
        while looked < entriesNext {
            guard try query.step(), query.bytes(0).starts(with: filter.prefix) else {
                isThrough = true
                break
            }
            looked += 1
            let type = query.integer(1)
            let isMeant = filter.types.isEmpty || filter.types.contains(type)
            guard isMeant || looked == entriesNext else { continue }
            end = Entry(
                name: Array(query.bytes(0)), type: type,
                value: query.isNull(2) ? nil : Array(query.bytes(2)))
            if isMeant { waiting.append(end) }
        }
        entriesNext = min(entriesNext * 2, Self.entriesAtOnce.upperBound)
        return looked
    }

    /// Gives away what it has up to a place; everything where there is none.
    mutating func take(upTo place: Entry?) -> ArraySlice<Entry> {
        let count =
            place.map { place in waiting.firstIndex { place < $0 } ?? waiting.endIndex }
            ?? waiting.endIndex
        defer { waiting = waiting[count...] }
        return waiting[..<count]
    }
}
