/// The GS1 AI encodable character sets.
///
/// Source: GS1 General Specifications, figures 7.11-1 (82), 7.11-2 (39), 7.11-3 (64).
extension Linter {
    func characterFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        switch self {
        case .cset82:
            value.first(without: CharacterSet82.contains, .invalidCset82Character)
        case .cset39:
            value.first(without: Self.isIn39, .invalidCset39Character)
        case .cset64:
            Self.set64Failure(in: value)
        default:
            value.first(without: \.isDigit, .nonDigitCharacter)
        }
    }

    private static func isIn39(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isUpperLetter || byte == UInt8(ascii: "#")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
    }

    static func isIn64(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isUpperLetter || byte.isLowerLetter
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// Base64url with padding of at most two characters, which may stand only where the whole length
    /// is a multiple of three: so the reference has it.
    private static func set64Failure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        let padding = value.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2, padding == 0 || value.count % 3 == 0 else {
            return LinterFailure(
                .invalidCset64Padding, at: value.count - padding, length: padding)
        }
        return value.dropLast(padding).first(without: isIn64, .invalidCset64Character)
    }
}
