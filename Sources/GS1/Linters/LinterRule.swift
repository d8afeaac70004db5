/// What a linter finds wrong with a value: one name for each finding of the reference linters.
///
/// Source: GS1 Barcode Syntax Tests, as in the GS1 Barcode Syntax Engine, `gs1_lint_err_t`.
package enum LinterRule: String, CaseIterable, Sendable, CustomStringConvertible {
    case couponExcessData = "coupon-excess-data"
    case couponExpirationBeforeStart = "coupon-expiration-before-start"
    case couponInvalidFirstPurchaseRequirementCode = "coupon-invalid-1st-purchase-requirement-code"
    case couponInvalidFirstPurchaseRequirementLength =
        "coupon-invalid-1st-purchase-requirement-length"
    case couponInvalidSecondPurchaseGcpLength = "coupon-invalid-2nd-purchase-gcp-length"
    case couponInvalidSecondPurchaseRequirementCode = "coupon-invalid-2nd-purchase-requirement-code"
    case couponInvalidSecondPurchaseRequirementLength =
        "coupon-invalid-2nd-purchase-requirement-length"
    case couponInvalidThirdPurchaseGcpLength = "coupon-invalid-3rd-purchase-gcp-length"
    case couponInvalidThirdPurchaseRequirementCode = "coupon-invalid-3rd-purchase-requirement-code"
    case couponInvalidThirdPurchaseRequirementLength =
        "coupon-invalid-3rd-purchase-requirement-length"
    case couponInvalidAdditionalPurchaseRulesCode = "coupon-invalid-additional-purchase-rules-code"
    case couponInvalidDontMultiplyFlag = "coupon-invalid-dont-multiply-flag"
    case couponInvalidExpirationDate = "coupon-invalid-expiration-date"
    case couponInvalidFormatCode = "coupon-invalid-format-code"
    case couponInvalidFunderLength = "coupon-invalid-funder-length"
    case couponInvalidGcpLength = "coupon-invalid-gcp-length"
    case couponInvalidRetailerGcpOrGlnLength = "coupon-invalid-retailer-gcp-or-gln-length"
    case couponInvalidSaveValueAppliesToItem = "coupon-invalid-save-value-applies-to-item"
    case couponInvalidSaveValueCode = "coupon-invalid-save-value-code"
    case couponInvalidSaveValueLength = "coupon-invalid-save-value-length"
    case couponInvalidStartDate = "coupon-invalid-start-date"
    case couponMissingFirstPurchaseRequirementCode = "coupon-missing-1st-purchase-requirement-code"
    case couponMissingFirstPurchaseRequirementVli = "coupon-missing-1st-purchase-requirement-vli"
    case couponMissingSecondPurchaseGcpVli = "coupon-missing-2nd-purchase-gcp-vli"
    case couponMissingSecondPurchaseRequirementCode = "coupon-missing-2nd-purchase-requirement-code"
    case couponMissingSecondPurchaseRequirementVli = "coupon-missing-2nd-purchase-requirement-vli"
    case couponMissingThirdPurchaseGcpVli = "coupon-missing-3rd-purchase-gcp-vli"
    case couponMissingThirdPurchaseRequirementCode = "coupon-missing-3rd-purchase-requirement-code"
    case couponMissingThirdPurchaseRequirementVli = "coupon-missing-3rd-purchase-requirement-vli"
    case couponMissingAdditionalPurchaseRulesCode = "coupon-missing-additional-purchase-rules-code"
    case couponMissingDontMultiplyFlag = "coupon-missing-dont-multiply-flag"
    case couponMissingFormatCode = "coupon-missing-format-code"
    case couponMissingFunderVli = "coupon-missing-funder-vli"
    case couponMissingGcpVli = "coupon-missing-gcp-vli"
    case couponMissingRetailerGcpOrGlnVli = "coupon-missing-retailer-gcp-or-gln-vli"
    case couponMissingSaveValueAppliesToItem = "coupon-missing-save-value-applies-to-item"
    case couponMissingSaveValueCode = "coupon-missing-save-value-code"
    case couponMissingSaveValueVli = "coupon-missing-save-value-vli"
    case couponMissingSerialNumberVli = "coupon-missing-serial-number-vli"
    case couponMissingStoreCouponFlag = "coupon-missing-store-coupon-flag"
    case couponTooShortForExpirationDate = "coupon-too-short-for-expiration-date"
    case couponTooShortForStartDate = "coupon-too-short-for-start-date"
    case couponTruncatedFirstPurchaseFamilyCode = "coupon-truncated-1st-purchase-family-code"
    case couponTruncatedFirstPurchaseRequirement = "coupon-truncated-1st-purchase-requirement"
    case couponTruncatedSecondPurchaseFamilyCode = "coupon-truncated-2nd-purchase-family-code"
    case couponTruncatedSecondPurchaseGcp = "coupon-truncated-2nd-purchase-gcp"
    case couponTruncatedSecondPurchaseRequirement = "coupon-truncated-2nd-purchase-requirement"
    case couponTruncatedThirdPurchaseFamilyCode = "coupon-truncated-3rd-purchase-family-code"
    case couponTruncatedThirdPurchaseGcp = "coupon-truncated-3rd-purchase-gcp"
    case couponTruncatedThirdPurchaseRequirement = "coupon-truncated-3rd-purchase-requirement"
    case couponTruncatedFunder = "coupon-truncated-funder"
    case couponTruncatedGcp = "coupon-truncated-gcp"
    case couponTruncatedOfferCode = "coupon-truncated-offer-code"
    case couponTruncatedRetailerGcpOrGln = "coupon-truncated-retailer-gcp-or-gln"
    case couponTruncatedSaveValue = "coupon-truncated-save-value"
    case couponTruncatedSerialNumber = "coupon-truncated-serial-number"
    case dateTooLong = "date-too-long"
    case dateTooShort = "date-too-short"
    case gcpDatasourceOffline = "gcp-datasource-offline"
    case hourTooLong = "hour-too-long"
    case hourTooShort = "hour-too-short"
    case hourWithMinuteTooLong = "hour-with-minute-too-long"
    case hourWithMinuteTooShort = "hour-with-minute-too-short"
    case ibanTooLong = "iban-too-long"
    case ibanTooShort = "iban-too-short"
    case illegalDay = "illegal-day"
    case illegalHour = "illegal-hour"
    case illegalIbanCountryCode = "illegal-iban-country-code"
    case illegalMinute = "illegal-minute"
    case illegalMonth = "illegal-month"
    case illegalSecond = "illegal-second"
    case illegalZeroPrefix = "illegal-zero-prefix"
    case illegalZeroValue = "illegal-zero-value"
    case importerIdxMustBeOneCharacter = "importer-idx-must-be-one-character"
    case incorrectCheckDigit = "incorrect-check-digit"
    case incorrectCheckPair = "incorrect-check-pair"
    case incorrectIbanChecksum = "incorrect-iban-checksum"
    case invalidBiologicalSexCode = "invalid-biological-sex-code"
    case invalidCset39Character = "invalid-cset39-character"
    case invalidCset64Character = "invalid-cset64-character"
    case invalidCset64Padding = "invalid-cset64-padding"
    case invalidCset82Character = "invalid-cset82-character"
    case invalidGcpPrefix = "invalid-gcp-prefix"
    case invalidIbanCharacter = "invalid-iban-character"
    case invalidImportIdxCharacter = "invalid-import-idx-character"
    case invalidLatitude = "invalid-latitude"
    case invalidLengthForPieceOfTotal = "invalid-length-for-piece-of-total"
    case invalidLongitude = "invalid-longitude"
    case invalidMediaType = "invalid-media-type"
    case invalidPackageType = "invalid-package-type"
    case invalidPercentSequence = "invalid-percent-sequence"
    case invalidWindingDirection = "invalid-winding-direction"
    case latitudeInvalidLength = "latitude-invalid-length"
    case longitudeInvalidLength = "longitude-invalid-length"
    case minuteTooLong = "minute-too-long"
    case minuteTooShort = "minute-too-short"
    case nonDigitCharacter = "non-digit-character"
    case notHyphen = "not-hyphen"
    case notIso3166 = "not-iso3166"
    case notIso3166Alpha2 = "not-iso3166-alpha2"
    case notIso3166Or999 = "not-iso3166-or-999"
    case notIso4217 = "not-iso4217"
    case notZero = "not-zero"
    case notZeroOrOne = "not-zero-or-one"
    case pieceNumberExceedsTotal = "piece-number-exceeds-total"
    case positionExceedsEnd = "position-exceeds-end"
    case positionInSequenceMalformed = "position-in-sequence-malformed"
    case requiresNonDigitCharacter = "requires-non-digit-character"
    case secondTooLong = "second-too-long"
    case secondTooShort = "second-too-short"
    case tooLongForCheckPairImplementation = "too-long-for-check-pair-implementation"
    case tooShortForCheckDigit = "too-short-for-check-digit"
    case tooShortForCheckPair = "too-short-for-check-pair"
    case tooShortForGcp = "too-short-for-gcp"
    case zeroPieceNumber = "zero-piece-number"
    case zeroTotalPieces = "zero-total-pieces"

    /// The rule's name in plain words.
    package var description: String {
        String(rawValue.map { $0 == "-" ? " " : $0 })
    }
}

/// Where and why a linter refuses a value.
package struct LinterFailure: Hashable, Sendable {
    package let rule: LinterRule
    /// Bytes from the beginning of the value that the linter was given.
    package let offset: Int
    package let length: Int

    package init(_ rule: LinterRule, at offset: Int, length: Int) {
        self.rule = rule
        self.offset = offset
        self.length = length
    }

    func moved(by distance: Int) -> Self { Self(rule, at: offset + distance, length: length) }
}
