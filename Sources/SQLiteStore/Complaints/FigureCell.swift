import Complaints
import GRDB

/// Figures of a set of cases when all that is open is late, in a form that can be added to and taken from.
struct FigureCell: Equatable {
    /// In the order of `counters`.
    var counts = [Int](repeating: 0, count: Self.counters.count)
    var refusalCauses: [String: Int] = [:]
    var returnCauses: [String: Int] = [:]
    /// Wider than what is told of it, which stays at the greatest number: so that it can be taken off again.
    var seizedItems: UInt128 = 0
    var seizedValue: [String: UInt128] = [:]
    var times = RunningTimes()

    static let counters: [any WritableKeyPath<ComplaintFigures, Int> & Sendable] = [
        \.cases, \.casesDue, \.casesClosedInTime, \.listings, \.proactive, \.due, \.closed,
        \.closedInTime, \.closedInWallTime, \.decided, \.takenDown, \.automatic, \.refused,
        \.returned, \.withdrawn, \.counterNotices, \.counterNoticesDecided,
        \.counterNoticesUpheld, \.appealsDecided, \.appealsUpheld, \.seizures, \.testBuys,
        \.testBuysCounterfeit, \.counterNoticesConceded, \.secondLooks, \.affirmed,
    ]
    /// Of a case as a whole, the others are sums over its marketplaces: the first so many.
    static let ofCases = 3
    static let casesDue = 1
    static let due = 5

    init() {}

    init(_ figures: ComplaintFigures) {
        counts = Self.counters.map { figures[keyPath: $0] }
        refusalCauses = figures.refusalCauses
        returnCauses = figures.returnCauses
        seizedItems = UInt128(figures.seizedItems)
        seizedValue = figures.seizedValue.mapValues { UInt128($0) }
        times = figures.runningTimes
    }

    /// The counts of cases alone.
    func ofCasesOnly() -> FigureCell {
        var cell = FigureCell()
        for place in 0..<Self.ofCases { cell.counts[place] = counts[place] }
        return cell
    }

    var isEmpty: Bool { self == FigureCell() }

    var figures: ComplaintFigures {
        var figures = ComplaintFigures()
        for (counter, count) in zip(Self.counters, counts) { figures[keyPath: counter] = count }
        figures.refusalCauses = refusalCauses
        figures.returnCauses = returnCauses
        figures.seizedItems = UInt64(clamping: seizedItems)
        figures.seizedValue = seizedValue.mapValues { UInt64(clamping: $0) }
        figures.runningTimes = times
        return figures
    }

    mutating func add(_ other: FigureCell) {
        for place in counts.indices { counts[place] += other.counts[place] }
        refusalCauses.merge(other.refusalCauses, uniquingKeysWith: +)
        returnCauses.merge(other.returnCauses, uniquingKeysWith: +)
        seizedItems += other.seizedItems
        seizedValue.merge(other.seizedValue, uniquingKeysWith: +)
        times.add(other.times)
    }

    /// What was added before.
    /// - Throws: `DatabaseError` of a damaged file where it was not.
    mutating func remove(_ other: FigureCell) throws {
        for place in counts.indices {
            counts[place] -= other.counts[place]
            guard counts[place] >= 0 else { throw DatabaseError.otherForm }
        }
        for (cause, count) in other.refusalCauses { try Self.take(count, cause, &refusalCauses) }
        for (cause, count) in other.returnCauses { try Self.take(count, cause, &returnCauses) }
        for (currency, value) in other.seizedValue { try Self.take(value, currency, &seizedValue) }
        guard seizedItems >= other.seizedItems else { throw DatabaseError.otherForm }
        seizedItems -= other.seizedItems
        guard times.remove(other.times) else { throw DatabaseError.otherForm }
    }

    private static func take<Number: UnsignedInteger>(
        _ count: Number, _ key: String, _ sums: inout [String: Number]
    ) throws {
        guard let held = sums[key], held >= count else { throw DatabaseError.otherForm }
        sums[key] = held == count ? nil : held - count
    }

    private static func take(
        _ count: Int, _ key: String, _ sums: inout [String: Int]
    ) throws {
        guard let held = sums[key], held >= count else { throw DatabaseError.otherForm }
        sums[key] = held == count ? nil : held - count
    }
}

// MARK: Bytes

/// Numbers seven bits a byte, the least significant first; texts by length. Times ascend by the minute, each as what it
/// is above the one before, with how many there are of it.
struct FigureWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func write(_ text: String) {
        write(UInt64(text.utf8.count))
        bytes += text.utf8
    }

    mutating func write(_ value: UInt128) {
        write(UInt64(truncatingIfNeeded: value >> 64))
        write(UInt64(truncatingIfNeeded: value))
    }

    mutating func write(_ cell: FigureCell) {
        for count in cell.counts { write(UInt64(clamping: count)) }
        for causes in [cell.refusalCauses, cell.returnCauses] {
            write(UInt64(causes.count))
            for (cause, count) in causes.sorted(by: { $0.key < $1.key }) {
                write(cause)
                write(UInt64(clamping: count))
            }
        }
        write(cell.seizedItems)
        write(UInt64(cell.seizedValue.count))
        for (currency, value) in cell.seizedValue.sorted(by: { $0.key < $1.key }) {
            write(currency)
            write(value)
        }
        let times = cell.times.counts
        write(UInt64(times.count))
        var last: UInt64 = 0
        for (minutes, count) in times {
            write(minutes - last)
            write(UInt64(clamping: count))
            last = minutes
        }
    }
}

/// Reads what `FigureWriter` wrote.
/// Every method throws `DatabaseError` of a damaged file.
struct FigureReader {
    /// As many as milliseconds have.
    private static let minutesMax = UInt64.max / RunningTimes.minuteMilliseconds
    private static let timesMax = Int(UInt32.max)

    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func number() throws -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw DatabaseError.otherForm
    }

    mutating func wide() throws -> UInt128 {
        let high = try number()
        return UInt128(high) << 64 | UInt128(try number())
    }

    mutating func count() throws -> Int {
        guard let count = Int(exactly: try number()) else { throw DatabaseError.otherForm }
        return count
    }

    mutating func text() throws -> String {
        let count = try count()
        guard count <= bytes.count - place,
            let text = String(
                validating: UnsafeRawBufferPointer(rebasing: bytes[place..<(place + count)]),
                as: UTF8.self)
        else { throw DatabaseError.otherForm }
        place += count
        return text
    }

    /// Adds a cell to another.
    mutating func add(to cell: inout FigureCell) throws {
        for place in cell.counts.indices { cell.counts[place] += try count() }
        for _ in 0..<(try count()) {
            let cause = try text()
            cell.refusalCauses[cause, default: 0] += try count()
        }
        for _ in 0..<(try count()) {
            let cause = try text()
            cell.returnCauses[cause, default: 0] += try count()
        }
        cell.seizedItems += try wide()
        for _ in 0..<(try count()) {
            let currency = try text()
            cell.seizedValue[currency, default: 0] += try wide()
        }
        var last: UInt64 = 0
        for _ in 0..<(try count()) {
            let (minutes, isBeyond) = last.addingReportingOverflow(try number())
            let count = try count()
            guard !isBeyond, minutes <= Self.minutesMax, (1...Self.timesMax).contains(count) else {
                throw DatabaseError.otherForm
            }
            cell.times.add(minutes: minutes, count)
            last = minutes
        }
    }

    mutating func cell() throws -> FigureCell {
        var cell = FigureCell()
        try add(to: &cell)
        return cell
    }
}
