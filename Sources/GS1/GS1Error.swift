/// Text that is not the GS1 identifier it should be.
package enum GS1Error: Error, Equatable, Sendable, CustomStringConvertible {
    case gtinLength(found: Int)
    case gtinDigit(found: String)
    case gtinCheckDigit(found: UInt8, expected: UInt8, gtin: String)
    case companyPrefix(found: String)
    case textLength(field: String, found: Int, max: Int)
    case textCharacter(field: String, found: String, offset: Int)
    case date(found: String)
    /// A year in full, which its last two digits do not tell.
    case year(found: String, from: Int, to: Int)
    /// A message that breaks a rule of its syntax, or an element that breaks one of its content.
    case message(GS1Fault)
    case missingGTIN
    case inputTooLong(found: Int, max: Int)

    package var description: String {
        switch self {
        case .gtinLength(let found):
            "a GTIN has 8, 12, 13 or 14 digits, this has \(found) characters"
        case .gtinDigit(let found):
            "a GTIN has digits only, this is '\(found)'"
        case .gtinCheckDigit(let found, let expected, let gtin):
            "the last digit of GTIN \(gtin) is \(found), its check digit is \(expected): look for a typing or scanning error"
        case .companyPrefix(let found):
            "'\(found)' is no GS1 company prefix: 4 to 12 digits, or 00000 and a whole GTIN-8"
        case .textLength(let field, let found, let max):
            "the \(field) has \(found) characters, it takes 1 to \(max)"
        case .textCharacter(let field, let found, let offset):
            "'\(found)' at position \(offset + 1) of the \(field) is not in the GS1 character set 82"
        case .date(let found):
            "'\(found)' is no date: write YYMMDD (day 00 for the end of the month) or YYYY-MM-DD"
        case .year(let found, let from, let to):
            "the year of '\(found)' is too far off: codes have its last two digits, which mean \(from) to \(to)"
        case .message(let fault):
            fault.description
        case .missingGTIN:
            "there is no GTIN (application identifier 01)"
        case .inputTooLong(let found, let max):
            "the input has \(found) bytes, the limit is \(max)"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .gtinLength: "gtin-length"
        case .gtinDigit: "gtin-digit"
        case .gtinCheckDigit: "gtin-check-digit"
        case .companyPrefix: "company-prefix"
        case .textLength: "text-length"
        case .textCharacter: "text-character"
        case .date: "date"
        case .year: "date-year"
        case .message(let fault): fault.keyword
        case .missingGTIN: "missing-gtin"
        case .inputTooLong: "input-too-long"
        }
    }
}
