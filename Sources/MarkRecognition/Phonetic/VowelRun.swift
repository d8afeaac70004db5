/// Up to three vowels in a row as a number; all longer rows are one.
enum VowelRun {
    static let empty: UInt8 = 0
    static let long: UInt8 = 216
    static let count = 217

    static func appending(_ vowel: UInt8, to run: UInt8) -> UInt8 {
        let digit = vowel + 1
        return switch run {
        case 0: digit
        case 1..<6: run + 6 * digit
        case 6..<36: run + 36 * digit
        default: long
        }
    }

    static func of(_ vowels: some Sequence<UInt8>) -> UInt8 {
        vowels.reduce(empty) { appending($1, to: $0) }
    }

    /// The vowels, in codes; none of `long`.
    static func vowels(_ run: UInt8) -> [UInt8] {
        guard run < long else { return [] }
        return [run % 6, run / 6 % 6, run / 36].prefix { $0 > 0 }.map { $0 - 1 }
    }
}
