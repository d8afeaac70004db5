/// Reads the coupon codes of North America from left to right: fixed fields, then fields whose length
/// a digit before them gives, then optional ones that a digit announces.
///
/// Source: GS1 US Coupon Implementation Guideline (AI 8110); GS1 General Specifications, section 3.9
/// (AI 8112); the order of checks is that of the reference linters.
struct CouponReader {
    private let value: ArraySlice<UInt8>
    private var rest: ArraySlice<UInt8>

    private init(_ value: ArraySlice<UInt8>) {
        self.value = value
        rest = value
    }

    /// What is wrong with the value of AI 8110, nil for nothing.
    static func couponFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        failure(in: value) { reader throws(CouponFault) in try reader.readCoupon() }
    }

    /// What is wrong with the value of AI 8112, nil for nothing.
    static func offerFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        failure(in: value) { reader throws(CouponFault) in try reader.readOffer() }
    }

    private static func failure(
        in value: ArraySlice<UInt8>,
        _ read: (inout CouponReader) throws(CouponFault) -> Void
    ) -> LinterFailure? {
        if let failure = value.first(without: \.isDigit, .nonDigitCharacter) { return failure }
        var reader = CouponReader(value)
        do throws(CouponFault) {
            try read(&reader)
            guard reader.rest.isEmpty else { throw reader.here(.couponExcessData) }
            return nil
        } catch {
            return error.failure
        }
    }

    private mutating func readCoupon() throws(CouponFault) {
        try readPrefix(
            max: 6, .couponMissingGcpVli, .couponInvalidGcpLength, .couponTruncatedGcp)
        _ = try take(6, .couponTruncatedOfferCode)
        try readCounted(
            .couponMissingSaveValueVli, .couponInvalidSaveValueLength, .couponTruncatedSaveValue)
        try readCounted(
            .couponMissingFirstPurchaseRequirementVli, .couponInvalidFirstPurchaseRequirementLength,
            .couponTruncatedFirstPurchaseRequirement)
        try readRequirementCode(
            .couponMissingFirstPurchaseRequirementCode, .couponInvalidFirstPurchaseRequirementCode,
            family: .couponTruncatedFirstPurchaseFamilyCode)
        if skip("1") { try readSecondPurchase() }
        if skip("2") { try readThirdPurchase() }
        try readDates()
        if skip("5") { try readSerial() }
        if skip("6") { try readRetailer() }
        if skip("9") { try readMiscellaneous() }
    }

    private mutating func readOffer() throws(CouponFault) {
        _ = try digit(.couponMissingFormatCode, in: "01", .couponInvalidFormatCode)
        let count = try digit(.couponMissingFunderVli, in: "0123456", .couponInvalidFunderLength)
        _ = try take(count + 6, .couponTruncatedFunder)
        _ = try take(6, .couponTruncatedOfferCode)
        try readSerial()
    }

    private mutating func readSecondPurchase() throws(CouponFault) {
        _ = try digit(
            .couponMissingAdditionalPurchaseRulesCode, in: "0123",
            .couponInvalidAdditionalPurchaseRulesCode)
        try readCounted(
            .couponMissingSecondPurchaseRequirementVli,
            .couponInvalidSecondPurchaseRequirementLength,
            .couponTruncatedSecondPurchaseRequirement)
        try readRequirementCode(
            .couponMissingSecondPurchaseRequirementCode,
            .couponInvalidSecondPurchaseRequirementCode,
            family: .couponTruncatedSecondPurchaseFamilyCode)
        try readPrefix(
            max: 6, mayBeAbsent: true, .couponMissingSecondPurchaseGcpVli,
            .couponInvalidSecondPurchaseGcpLength, .couponTruncatedSecondPurchaseGcp)
    }

    private mutating func readThirdPurchase() throws(CouponFault) {
        try readCounted(
            .couponMissingThirdPurchaseRequirementVli,
            .couponInvalidThirdPurchaseRequirementLength,
            .couponTruncatedThirdPurchaseRequirement)
        try readRequirementCode(
            .couponMissingThirdPurchaseRequirementCode,
            .couponInvalidThirdPurchaseRequirementCode,
            family: .couponTruncatedThirdPurchaseFamilyCode)
        try readPrefix(
            max: 6, mayBeAbsent: true, .couponMissingThirdPurchaseGcpVli,
            .couponInvalidThirdPurchaseGcpLength, .couponTruncatedThirdPurchaseGcp)
    }

    private mutating func readDates() throws(CouponFault) {
        var expiry: ArraySlice<UInt8>?
        if skip("3") {
            expiry = try date(
                .couponTooShortForExpirationDate, .couponInvalidExpirationDate)
        }
        guard skip("4") else { return }
        let start = try date(.couponTooShortForStartDate, .couponInvalidStartDate)
        if let expiry, expiry.lexicographicallyPrecedes(start) {
            // From the digit that announces the expiry to the end of the start.
            throw fault(
                .couponExpirationBeforeStart, from: expiry.startIndex - 1,
                length: start.endIndex - expiry.startIndex + 1)
        }
    }

    private mutating func readSerial() throws(CouponFault) {
        let count = try digit(
            .couponMissingSerialNumberVli, in: "0123456789", .couponMissingSerialNumberVli)
        _ = try take(count + 6, .couponTruncatedSerialNumber)
    }

    private mutating func readRetailer() throws(CouponFault) {
        try readPrefix(
            min: 1, max: 7, .couponMissingRetailerGcpOrGlnVli,
            .couponInvalidRetailerGcpOrGlnLength, .couponTruncatedRetailerGcpOrGln)
    }

    private mutating func readMiscellaneous() throws(CouponFault) {
        _ = try digit(.couponMissingSaveValueCode, in: "01256", .couponInvalidSaveValueCode)
        _ = try digit(
            .couponMissingSaveValueAppliesToItem, in: "012", .couponInvalidSaveValueAppliesToItem)
        _ = try digit(
            .couponMissingStoreCouponFlag, in: "0123456789", .couponMissingStoreCouponFlag)
        _ = try digit(.couponMissingDontMultiplyFlag, in: "01", .couponInvalidDontMultiplyFlag)
    }

    /// One digit 1...5 and as many digits.
    private mutating func readCounted(
        _ missing: LinterRule, _ invalid: LinterRule, _ truncated: LinterRule
    ) throws(CouponFault) {
        _ = try take(digit(missing, in: "12345", invalid), truncated)
    }

    private mutating func readRequirementCode(
        _ missing: LinterRule, _ invalid: LinterRule, family: LinterRule
    ) throws(CouponFault) {
        _ = try digit(missing, in: "012349", invalid)
        _ = try take(3, family)
    }

    /// A digit, and a company prefix of six digits more; 9 may say that there is none.
    private mutating func readPrefix(
        min: Int = 0, max: Int, mayBeAbsent: Bool = false, _ missing: LinterRule,
        _ invalid: LinterRule, _ truncated: LinterRule
    ) throws(CouponFault) {
        let start = rest
        let count = try digit(missing, in: "0123456789", invalid)
        if mayBeAbsent, count == 9 { return }
        guard (min...max).contains(count) else {
            throw fault(invalid, from: start.startIndex, length: 1)
        }
        _ = try take(count + 6, truncated)
    }

    private mutating func date(
        _ tooShort: LinterRule, _ invalid: LinterRule
    ) throws(CouponFault) -> ArraySlice<UInt8> {
        let date = try take(6, tooShort)
        guard Linter.yymmdd.failure(in: date) == nil else {
            throw fault(invalid, from: date.startIndex, length: 6)
        }
        return date
    }

    private mutating func skip(_ announced: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: announced) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func digit(
        _ missing: LinterRule, in allowed: StaticString, _ invalid: LinterRule
    ) throws(CouponFault) -> Int {
        guard let byte = rest.first else { throw here(missing) }
        guard allowed.withUTF8Buffer({ $0.contains(byte) }) else {
            throw fault(invalid, from: rest.startIndex, length: 1)
        }
        rest.removeFirst()
        return byte.digitValue
    }

    private mutating func take(
        _ count: Int, _ truncated: LinterRule
    ) throws(CouponFault) -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw here(truncated) }
        let taken = rest.prefix(count)
        rest.removeFirst(count)
        return taken
    }

    /// What is left is at fault; the whole value where nothing is.
    private func here(_ rule: LinterRule) -> CouponFault {
        rest.isEmpty
            ? fault(rule, from: value.startIndex, length: value.count)
            : fault(rule, from: rest.startIndex, length: rest.count)
    }

    private func fault(_ rule: LinterRule, from index: Int, length: Int) -> CouponFault {
        CouponFault(failure: LinterFailure(rule, at: index - value.startIndex, length: length))
    }
}

private struct CouponFault: Error {
    let failure: LinterFailure
}
