package import Statements

extension Indicator {
    /// The indicator whose `keyBytes` these are; nil for the key of something else.
    package init?(keyBytes bytes: [UInt8]) {
        guard let first = bytes.first, let type = IndicatorType(rawValue: first),
            let indicator = try? Indicator(
                type, parsing: String(decoding: bytes.dropFirst(), as: UTF8.self)),
            indicator.keyBytes == bytes
        else { return nil }
        self = indicator
    }
}
