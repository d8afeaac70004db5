/// 'We saw it this often in all.' Cumulative: a member's newest total replaces its older one.
package struct Sighting: Hashable, Sendable {
    package var indicator: Indicator
    /// At least 1.
    package var total: UInt64
    /// Milliseconds since 1970.
    package var first: UInt64
    package var last: UInt64
    /// Of the total, what objects of the member's that are kept as they came (`STIXObject`) say one by one.
    package var postedTotal: UInt64
    package var unknownFields = UnknownFields()

    /// Bounded so that the sum over all members of an alliance cannot overflow.
    package static let totalMax: UInt64 = 1 << 48

    package init(
        indicator: Indicator, total: UInt64, first: UInt64, last: UInt64, postedTotal: UInt64 = 0
    ) {
        self.indicator = indicator
        self.total = total
        self.first = first
        self.last = last
        self.postedTotal = postedTotal
    }

    init(wire: WireSight) throws(StatementError) {
        indicator = try Indicator(wireType: wire.indicatorType, value: wire.indicatorValue)
        try FieldCheck.range(wire.total, "sighting total", 1...Self.totalMax)
        try FieldCheck.time(wire.firstSeenMs, "first seen")
        try FieldCheck.range(
            wire.lastSeenMs, "last seen", wire.firstSeenMs...StatementLimits.timeMillisecondsMax)
        try FieldCheck.range(wire.postedTotal, "posted sighting total", 0...wire.total)
        total = wire.total
        postedTotal = wire.postedTotal
        first = wire.firstSeenMs
        last = wire.lastSeenMs
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireSight {
        var wire = WireSight()
        wire.indicatorType = UInt32(indicator.type.rawValue)
        wire.indicatorValue = indicator.value
        wire.total = total
        wire.firstSeenMs = first
        wire.lastSeenMs = last
        wire.postedTotal = postedTotal
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
