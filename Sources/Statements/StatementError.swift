package import AllianceNames
package import GS1

/// An entry, a payload or a statement that is not as it must be.
package enum StatementError: Error, Equatable, CustomStringConvertible {
    case entryLength(found: Int, kind: EntryKind?)
    case entryVersion(found: UInt8)
    case bundleTruncated(slot: Int, count: Int)
    case bundleTrailingBytes(found: Int, count: Int)
    case slotLength(found: Int, slot: Int)
    case payloadLength(found: Int, kind: EntryKind)
    /// Not Protocol Buffers, or a string that is not UTF-8.
    case payloadMalformed(kind: EntryKind)
    case fieldMissing(String)
    case fieldRange(String, found: UInt64, accepted: ClosedRange<UInt64>)
    case fieldLength(String, found: Int, bytesMax: Int)
    case fieldCount(String, found: Int, countMax: Int)
    case fieldForm(String, found: String, expected: String)
    case indicator(IndicatorError)
    case name(NameError)
    case product(GS1Error)

    package var description: String {
        switch self {
        case .entryLength(let found, let kind):
            if let kind, kind.isOpen {
                "entry of kind \(kind) has \(found) bytes, at most \(Entry.entryBytesMax) are accepted"
            } else if let kind {
                "entry of kind \(kind) has \(found) bytes, it must have exactly \(Entry.committedBytes)"
            } else {
                "entry has \(found) bytes, it must have at least \(Entry.headBytes)"
            }
        case .entryVersion(let found):
            "entry has version \(found), this node reads version \(Entry.version): update the node"
        case .bundleTruncated(let slot, let count):
            "payload bundle ends inside slot \(slot) of \(count): fetch it again"
        case .bundleTrailingBytes(let found, let count):
            "payload bundle goes on for \(found) bytes after its \(count) slots"
        case .slotLength(let found, let slot):
            "payload bundle slot \(slot) says \(found) bytes, it must be 0 or from \(Salt.byteCount) "
                + "to \(Salt.byteCount + PayloadBundle.payloadBytesMax)"
        case .payloadLength(let found, let kind):
            "payload of a statement \(kind) has \(found) bytes, at most "
                + "\(kind.isOpen ? Entry.bodyBytesMax : PayloadBundle.payloadBytesMax) are accepted"
        case .payloadMalformed(let kind):
            "payload of a statement \(kind) is not a protocol buffer of touchstone.v1"
        case .fieldMissing(let field):
            "\(field) is missing and must be given"
        case .fieldRange(let field, let found, let accepted):
            "\(field) is \(found), it must be from \(accepted.lowerBound) to \(accepted.upperBound)"
        case .fieldLength(let field, let found, let bytesMax):
            "\(field) has \(found) bytes, at most \(bytesMax) are accepted"
        case .fieldCount(let field, let found, let countMax):
            "\(field) has \(found) values, at most \(countMax) are accepted"
        case .fieldForm(let field, let found, let expected):
            "\(field) '\(found)' is not \(expected)"
        case .indicator(let error): error.description
        case .name(let error): error.description
        case .product(let error): error.description
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .entryLength: "entry-length"
        case .entryVersion: "entry-version"
        case .bundleTruncated: "bundle-truncated"
        case .bundleTrailingBytes: "bundle-trailing-bytes"
        case .slotLength: "slot-length"
        case .payloadLength: "payload-length"
        case .payloadMalformed: "payload-malformed"
        case .fieldMissing: "field-missing"
        case .fieldRange: "field-range"
        case .fieldLength: "field-length"
        case .fieldCount: "field-count"
        case .fieldForm: "field-form"
        case .indicator(let error): error.keyword
        case .name(let error): error.keyword
        case .product(let error): error.keyword
        }
    }
}
