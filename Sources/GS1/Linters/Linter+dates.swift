import CivilTime

/// Dates and times of day. In a date of six digits the century does not matter here: of the years a
/// scanner may mean, only those that end in 00 could differ, and there 2000 is meant until 2050.
///
/// Source: GS1 General Specifications, section 7.12.
extension Linter {
    func dateFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        let yearDigits = self == .yymmd0 || self == .yymmdd ? 2 : 4
        let mayLackDay = self == .yymmd0 || self == .yyyymmd0
        guard value.count == yearDigits + 4 else {
            return value.whole(value.count < yearDigits + 4 ? .dateTooShort : .dateTooLong)
        }
        if let failure = value.first(without: \.isDigit, .nonDigitCharacter) { return failure }
        let year = value.prefix(yearDigits).decimal + (yearDigits == 2 ? 2_000 : 0)
        let month = value.part(yearDigits, 2).decimal
        guard (1...12).contains(month) else {
            return LinterFailure(.illegalMonth, at: yearDigits, length: 2)
        }
        let days = GregorianCalendar.days(inMonth: month, of: year)
        guard ((mayLackDay ? 0 : 1)...days).contains(value.suffix(2).decimal) else {
            return LinterFailure(.illegalDay, at: yearDigits + 2, length: 2)
        }
        return nil
    }

    func timeFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        switch self {
        case .hh:
            Self.clockFailure(in: value, below: 24, .hourTooShort, .hourTooLong, .illegalHour)
        case .mi:
            Self.clockFailure(in: value, below: 60, .minuteTooShort, .minuteTooLong, .illegalMinute)
        case .ss:
            Self.clockFailure(in: value, below: 60, .secondTooShort, .secondTooLong, .illegalSecond)
        default:
            if value.count != 4 {
                value.whole(value.count < 4 ? .hourWithMinuteTooShort : .hourWithMinuteTooLong)
            } else {
                Linter.hh.timeFailure(in: value.prefix(2))
                    ?? Linter.mi.timeFailure(in: value.suffix(2))?.moved(by: 2)
            }
        }
    }

    private static func clockFailure(
        in value: ArraySlice<UInt8>, below limit: Int, _ tooShort: LinterRule,
        _ tooLong: LinterRule, _ illegal: LinterRule
    ) -> LinterFailure? {
        guard value.count == 2 else { return value.whole(value.count < 2 ? tooShort : tooLong) }
        if let failure = value.first(without: \.isDigit, .nonDigitCharacter) { return failure }
        return value.decimal < limit ? nil : value.whole(illegal)
    }
}
