/// What a report rests on.
package enum Basis: UInt8, NamedCase, Sendable {
    case testBuy = 1
    case inspection
    case judgment
    case customerReport
    case automated

    package var name: String {
        switch self {
        case .testBuy: "test-buy"
        case .inspection: "inspection"
        case .judgment: "judgment"
        case .customerReport: "customer-report"
        case .automated: "automated"
        }
    }

    init(wire: WireBasis) throws(StatementError) {
        self = try enumValue(wire.rawValue, "basis", last: Basis.automated.rawValue)
    }

    var wire: WireBasis { WireBasis(rawValue: Int(rawValue)) ?? .unspecified }
}

/// A value of a protobuf enum as ours: 0 is missing, anything beyond the last is out of range.
func enumValue<Value: RawRepresentable<UInt8>>(
    _ number: Int, _ field: StaticString, last: UInt8
) throws(StatementError) -> Value {
    guard number != 0 else { throw .fieldMissing(field.description) }
    guard let raw = UInt8(exactly: number), let value = Value(rawValue: raw) else {
        throw .fieldRange(
            field.description, found: UInt64(clamping: number), accepted: 1...UInt64(last))
    }
    return value
}
